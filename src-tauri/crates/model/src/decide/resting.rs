//! How much of an option's money rests on what: products are multiplied out, and each additive term takes the worst
//! grade of its factors (rules 13). In `pay × (1 + merit)` the pay stays measured, what merit adds is a guess.

use crate::evaluate::{Calc, evaluate};
use crate::figure::{FigureId, OptionId};
use crate::input::{Grade, InputId};
use crate::number::{Arena, Exact, Node, NodeId, Operation};
use crate::plan::Plan;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Shares of an option's direct total by grade, adding up to one; nothing where the total is unknown or zero.
pub fn resting(plan: &Plan, option: OptionId) -> Option<BTreeMap<Grade, Decimal>> {
    let arena = Arena::default();
    let likely = |id: InputId| plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
    let read = |id: InputId| arena.input(id, likely(id));
    drop(evaluate(Calc::new(plan, &read)));
    let nodes = arena.nodes();
    let total = FigureId::option(option, "total");
    let root = nodes.iter().rposition(|n| matches!(n, Node::Named(id, ..) if *id == total))?;
    let sums = terms(plan, &nodes[..=root]).pop()??;
    let whole: Decimal = sums.iter().map(|s| s.abs()).sum();
    let share = |(grade, sum): (Grade, Decimal)| Some((grade, sum.abs().checked_div(whole)?));
    GRADES.into_iter().zip(sums).filter(|(_, sum)| !sum.is_zero()).map(share).collect()
}

/// Grades from best to worst. Policy is a choice, not knowledge: it makes nothing worse.
const GRADES: [Grade; 6] = [Grade::Policy, Grade::Measured, Grade::Stated, Grade::Benchmark, Grade::Guess, Grade::Unknown];

/// A value as the sum of its terms by grade.
type Terms = [Decimal; GRADES.len()];

fn single(grade: usize, value: Decimal) -> Terms {
    let mut terms = Terms::default();
    terms[grade] = value;
    terms
}

fn worst(terms: &Terms) -> usize {
    terms.iter().rposition(|t| !t.is_zero()).unwrap_or(0)
}

/// The terms of every node, arguments before results; nothing where a node has no value.
fn terms(plan: &Plan, nodes: &[Node]) -> Vec<Option<Terms>> {
    let mut all: Vec<Option<Terms>> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let of = |id: NodeId| all.get(id as usize).copied().flatten();
        let terms = match node {
            Node::Literal(value) => value.known().map(|v| single(0, v)),
            Node::Input(id, value) => value.known().map(|v| single(rank(plan, *id), v)),
            Node::Named(_, inner, _) => of(*inner),
            Node::Step(op, args, value) => {
                let args: Option<Vec<Terms>> = args.iter().flatten().map(|a| of(*a)).collect();
                args.zip(value.known()).and_then(|(args, value)| step(*op, &args, value))
            }
        };
        all.push(terms);
    }
    all
}

fn rank(plan: &Plan, id: InputId) -> usize {
    let grade = plan.inputs.get(id).map_or(Grade::Unknown, |i| i.grade);
    GRADES.iter().position(|g| *g == grade).unwrap_or(GRADES.len() - 1)
}

fn step(op: Operation, args: &[Terms], value: Decimal) -> Option<Terms> {
    match (op, args) {
        (Operation::Add, [a, b]) => each(a, b, Decimal::checked_add),
        (Operation::Sub, [a, b]) => each(a, b, Decimal::checked_sub),
        (Operation::Mul, [a, b]) => product(a, b),
        // Rounding to the cent moves no money between grades.
        (Operation::Cents, [a]) => Some(*a),
        (Operation::Div, [a, b]) => quotient(a, b),
        // What decides between values spoils the whole.
        (_, args) => Some(single(args.iter().map(worst).max().unwrap_or(0), value)),
    }
}

fn each(a: &Terms, b: &Terms, op: fn(Decimal, Decimal) -> Option<Decimal>) -> Option<Terms> {
    let mut sum = Terms::default();
    for (at, slot) in sum.iter_mut().enumerate() {
        *slot = op(a[at], b[at])?;
    }
    Some(sum)
}

fn product(a: &Terms, b: &Terms) -> Option<Terms> {
    let mut product = Terms::default();
    for (x, left) in a.iter().enumerate().filter(|(_, t)| !t.is_zero()) {
        for (y, right) in b.iter().enumerate().filter(|(_, t)| !t.is_zero()) {
            let slot = &mut product[x.max(y)];
            *slot = slot.checked_add(left.checked_mul(*right)?)?;
        }
    }
    Some(product)
}

/// Each term divided by the whole divisor, never better than it.
fn quotient(a: &Terms, b: &Terms) -> Option<Terms> {
    let (divisor, least): (Decimal, usize) = (b.iter().copied().sum(), worst(b));
    let mut quotient = Terms::default();
    for (at, term) in a.iter().enumerate().filter(|(_, t)| !t.is_zero()) {
        let slot = &mut quotient[at.max(least)];
        *slot = slot.checked_add(term.checked_div(divisor)?)?;
    }
    Some(quotient)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_spoils_what_it_adds_and_not_what_it_grows() {
        let (pay, growth) = (single(1, Decimal::from(1000)), single(4, Decimal::new(35, 3)));
        let one = single(0, Decimal::ONE);
        let grown = product(&pay, &each(&one, &growth, Decimal::checked_add).unwrap()).unwrap();
        assert_eq!(grown[1], Decimal::from(1000), "the pay is measured");
        assert_eq!(grown[4], Decimal::from(35), "the rise is a guess");
    }

    #[test]
    fn a_product_takes_the_worst_grade_of_its_factors() {
        let users = single(1, Decimal::from(140));
        assert_eq!(product(&users, &single(4, Decimal::from(225))).unwrap(), single(4, Decimal::from(31_500)));
    }
}
