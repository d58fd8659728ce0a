//! How much of an option's money rests on what: each additive term takes the worst grade of what it is a product of
//! (rules 13).

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
    let mut terms = Terms { worst: worst(plan, &nodes), nodes: &nodes, sums: BTreeMap::new() };
    terms.gather(NodeId::try_from(root).ok()?)?;
    let whole: Decimal = terms.sums.values().copied().sum();
    let share = |(grade, sum): (Grade, Decimal)| Some((grade, sum.checked_div(whole)?));
    terms.sums.into_iter().map(share).collect()
}

/// The worst grade below each node. Arguments come before their result, so one pass is enough. Policy is a choice, not
/// knowledge: it makes nothing worse.
fn worst(plan: &Plan, nodes: &[Node]) -> Vec<Grade> {
    let mut worst: Vec<Grade> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let below = |id: &NodeId| worst.get(*id as usize).copied().unwrap_or(Grade::Policy);
        let grade = match node {
            Node::Literal(_) => Grade::Policy,
            Node::Input(id, _) => plan.inputs.get(*id).map_or(Grade::Unknown, |i| i.grade),
            Node::Named(_, inner, _) => below(inner),
            Node::Step(_, args, _) => args.iter().flatten().map(below).max().unwrap_or(Grade::Policy),
        };
        worst.push(grade);
    }
    worst
}

struct Terms<'a> {
    nodes: &'a [Node],
    worst: Vec<Grade>,
    sums: BTreeMap<Grade, Decimal>,
}

impl Terms<'_> {
    /// Adds the terms of a sum, each under its grade; nothing where one is unknown.
    fn gather(&mut self, id: NodeId) -> Option<()> {
        match self.nodes.get(id as usize)? {
            Node::Named(_, inner, _) => self.gather(*inner),
            Node::Step(Operation::Cents, [Some(inner), ..], _) => self.gather(*inner),
            Node::Step(Operation::Add, args, _) => args.iter().flatten().try_for_each(|a| self.gather(*a)),
            node => {
                let grade = self.worst.get(id as usize).copied()?;
                *self.sums.entry(grade).or_default() += node.value().known()?.abs();
                Some(())
            }
        }
    }
}
