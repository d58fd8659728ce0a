//! *Explain*: any figure as formula with names, inputs, grades, sources and rows.

use crate::assess::{Prepared, decimal, figure_id};
use crate::error::Error;
use crate::evidence::Trail;
use crate::rows::fact_cells;
use crate::session::Session;
use crate::touched::Touches;
use crate::wire::{ExplainedInput, Explanation, FigureRow, Part};
use model::CellId;
use model::evaluate::{Calc, evaluate};
use model::figure::{FigureId, Subject};
use model::input::{Basis, Input, InputId};
use model::number::{Arena, Exact, Node, NodeId, Operation};
use model::present::number;
use model::quantity;
use std::collections::{BTreeMap, BTreeSet};

impl Session {
    /// Every figure that can be asked for.
    pub fn figures(&self) -> Result<Vec<FigureRow>, Error> {
        let prepared = self.prepare()?;
        let outcome = model::decide::exact(&prepared.plan, None);
        let row = |(id, value): &(FigureId, Exact)| FigureRow {
            id: figure_id(&prepared.plan, *id),
            value: decimal(*value),
            text: number(*value, 2),
        };
        Ok(outcome.figures.iter().map(row).collect())
    }

    /// Why a figure is what it is.
    pub fn explain(&self, figure: &str) -> Result<Explanation, Error> {
        let prepared = self.prepare()?;
        let mut tree = Tree::of(&prepared, Trail::new(&self.file, &prepared.cube));
        tree.touches = Touches::of(&self.file)?;
        let named = tree.figures.iter().find(|(id, _)| figure_id(&prepared.plan, *id) == figure);
        let (id, value) = *named.ok_or_else(|| Error::unknown_figure(figure))?;
        tree.explanation(id, figure, value)
    }

    /// What one input is, where it comes from and who changed it last.
    pub fn explain_input(&self, name: &str) -> Result<ExplainedInput, Error> {
        let prepared = self.prepare()?;
        let mut tree = Tree::of(&prepared, Trail::new(&self.file, &prepared.cube));
        tree.touches = Touches::of(&self.file)?;
        let input = prepared.plan.inputs.find(name).and_then(|id| prepared.plan.inputs.get(id));
        tree.explained(input.ok_or_else(|| Error::unknown_figure(name))?)
    }
}

pub(crate) fn likely(input: Option<&Input>) -> Exact {
    input.and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely))
}

/// One traced evaluation: every figure of a plan with how it comes about.
pub(crate) struct Tree<'a> {
    prepared: &'a Prepared,
    nodes: Vec<Node>,
    trail: Trail<'a>,
    /// Who typed what last.
    touches: Touches,
    /// Every figure with its value, in the order evaluated.
    pub(crate) figures: Vec<(FigureId, Exact)>,
    inner: BTreeMap<FigureId, NodeId>,
}

impl<'a> Tree<'a> {
    /// Evaluates a plan and remembers how.
    pub(crate) fn of(prepared: &'a Prepared, trail: Trail<'a>) -> Self {
        let arena = Arena::default();
        let read = |id: InputId| arena.input(id, likely(prepared.plan.inputs.get(id)));
        let figures = evaluate(Calc::new(&prepared.plan, &read)).figures.iter().map(|(id, v)| (*id, v.value())).collect();
        let nodes = arena.nodes();
        let named = nodes.iter().filter_map(|n| match n {
            Node::Named(id, inner, _) => Some((*id, *inner)),
            _ => None,
        });
        Self { prepared, trail, touches: Touches::default(), figures, inner: named.collect(), nodes }
    }
}

impl Tree<'_> {
    /// What a figure is called, with the option or framework it is about.
    fn full_name(&self, id: FigureId) -> String {
        named(&self.prepared.plan, id)
    }

    /// What a figure is called.
    pub(crate) fn name(id: FigureId) -> String {
        let period = id.period.to_string().replace(".y", ", year ").replace(".once", ", at time 0").replace(".m", ", month ");
        let item = match (id.subject, id.item) {
            (Subject::StaffRatio, "value") => "Staff ratio".to_owned(),
            (Subject::Velocity, "value") => "Velocity, share of capacity taken".to_owned(),
            (_, item) => model::terms::item(item),
        };
        model::present::sentence_start(&format!("{item}{period}"))
    }

    /// Formula with names, and with numbers; nothing where nothing falls due.
    pub(crate) fn formula(&self, id: FigureId) -> Option<(String, String)> {
        let inner = *self.inner.get(&id)?;
        Some((self.write(inner, true, &mut BTreeMap::new()), self.write(inner, false, &mut BTreeMap::new())))
    }

    fn explanation(&self, id: FigureId, figure: &str, value: Exact) -> Result<Explanation, Error> {
        let inner = self.inner.get(&id).copied();
        let mut parts = BTreeMap::new();
        let formula = inner.map_or_else(|| "nothing falls due in this period".to_owned(), |n| self.write(n, true, &mut parts));
        let numbers = inner.map(|n| self.write(n, false, &mut BTreeMap::new()));
        let within = self.within(inner, &parts);
        Ok(Explanation {
            figure: figure.to_owned(),
            name: self.full_name(id),
            value: decimal(value),
            text: number(value, 2),
            formula,
            numbers,
            parts,
            within,
            unit: unit_of(id).to_owned(),
            inputs: self.inputs(inner)?,
        })
    }

    /// The figures of a formula in the order they stand in it.
    fn within(&self, from: Option<NodeId>, parts: &BTreeMap<String, String>) -> Vec<Part> {
        let (mut found, mut open): (Vec<Part>, Vec<NodeId>) = (Vec::new(), Vec::from_iter(from));
        while let Some(id) = open.pop() {
            match self.nodes.get(id as usize) {
                Some(Node::Named(figure, _, _)) => {
                    let id = figure_id(&self.prepared.plan, *figure);
                    if let Some(text) = parts.get(&id).filter(|_| !found.iter().any(|p| p.figure == id)) {
                        found.push(Part { name: self.full_name(*figure), text: text.clone(), figure: id });
                    }
                }
                Some(Node::Step(_, args, _)) => open.extend(args.iter().rev().flatten()),
                _ => {}
            }
        }
        found
    }

    /// Writes a node; named figures and inputs stand for themselves.
    fn write(&self, id: NodeId, names: bool, parts: &mut BTreeMap<String, String>) -> String {
        match self.nodes.get(id as usize) {
            Some(Node::Literal(value)) => short(*value),
            Some(Node::Input(input, value)) if names => self.input(*input).map_or_else(|| short(*value), |i| i.name.clone()),
            Some(Node::Named(figure, _, value)) if names => {
                let name = figure_id(&self.prepared.plan, *figure);
                parts.insert(name.clone(), number(*value, 2));
                name
            }
            Some(Node::Input(_, value) | Node::Named(_, _, value)) => short(*value),
            Some(Node::Step(Operation::Add, ..)) => {
                let mut terms = Vec::new();
                self.terms(id, names, parts, &mut terms);
                sum(&gathered(terms))
            }
            Some(Node::Step(op, args, _)) => {
                // A factor of one that the formula itself holds says nothing.
                let idle = |a: &&NodeId| *op == Operation::Mul && self.is_one(**a);
                let args: Vec<_> = args.iter().flatten().filter(|a| !idle(a)).map(|a| self.write(*a, names, parts)).collect();
                step(*op, &args)
            }
            None => "?".to_owned(),
        }
    }

    fn is_one(&self, id: NodeId) -> bool {
        matches!(self.nodes.get(id as usize), Some(Node::Literal(Exact::Known(d))) if *d == rust_decimal::Decimal::ONE)
    }

    /// The summands of nested sums, in order.
    fn terms(&self, id: NodeId, names: bool, parts: &mut BTreeMap<String, String>, into: &mut Vec<String>) {
        match self.nodes.get(id as usize) {
            Some(Node::Step(Operation::Add, args, _)) => args.iter().flatten().for_each(|a| self.terms(*a, names, parts, into)),
            // A sum begins at nothing.
            Some(Node::Literal(Exact::Known(d))) if d.is_zero() => {}
            _ => into.push(self.write(id, names, parts)),
        }
    }

    fn input(&self, id: InputId) -> Option<&Input> {
        self.prepared.plan.inputs.get(id)
    }

    /// The records a figure rests on.
    pub(crate) fn cells(&self, figure: &str) -> Result<Vec<CellId>, Error> {
        let named = self.figures.iter().find(|(id, _)| figure_id(&self.prepared.plan, *id) == figure);
        let (id, _) = named.ok_or_else(|| Error::unknown_figure(figure))?;
        let inputs = self.below(self.inner.get(id).copied());
        Ok(inputs.into_iter().filter_map(|id| self.input(id)).flat_map(|i| fact_cells(&i.basis)).collect())
    }

    /// Every input a figure rests on, in the table's order.
    pub(crate) fn inputs_of(&self, id: FigureId) -> Vec<&Input> {
        self.below(self.inner.get(&id).copied()).into_iter().filter_map(|id| self.input(id)).collect()
    }

    /// Every input below a node, in the table's order.
    fn inputs(&self, from: Option<NodeId>) -> Result<Vec<ExplainedInput>, Error> {
        self.below(from).into_iter().filter_map(|id| self.input(id)).map(|input| self.explained(input)).collect()
    }

    /// Every input below a node, through named figures too.
    fn below(&self, from: Option<NodeId>) -> BTreeSet<InputId> {
        let (mut seen, mut found, mut open) = (BTreeSet::new(), BTreeSet::new(), Vec::from_iter(from));
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            match self.nodes.get(id as usize) {
                Some(Node::Input(input, _)) => drop(found.insert(*input)),
                Some(Node::Named(_, inner, _)) => open.push(*inner),
                Some(Node::Step(_, args, _)) => open.extend(args.iter().flatten()),
                _ => {}
            }
        }
        found
    }

    fn explained(&self, input: &Input) -> Result<ExplainedInput, Error> {
        let rows = match &input.basis {
            Basis::Fact(cells) => self.trail.of(cells)?,
            _ => Vec::new(),
        };
        let plain = |d: rust_decimal::Decimal| d.normalize().to_string();
        Ok(ExplainedInput {
            id: input.name.clone(),
            name: input.label.clone(),
            text: value_text(input),
            range: input.spread.map(|s| [plain(s.low), plain(s.likely), plain(s.high)]),
            grade: input.grade.name().to_owned(),
            source: source(self.prepared, input, &rows),
            address: address(self.prepared, input),
            rows,
            typeable: true,
            typed: likely(Some(input)).known().map(plain),
            unit: input.unit.clone(),
            touched: self.touches.last(&input.name),
        })
    }
}

/// What a figure is called, with the option it is about.
pub(crate) fn named(plan: &model::plan::Plan, id: FigureId) -> String {
    match id.subject {
        Subject::Option(option) => format!("{}, {}", Tree::name(id), model::terms::short_option(option, plan)),
        Subject::Post(at) => {
            let role = plan.posts.get(usize::from(at)).map_or_else(String::new, |p| p.role.replace('_', " "));
            format!("{}, {role}", Tree::name(id))
        }
        _ => Tree::name(id),
    }
}

/// Unit of a figure: costs are dollars, the rest says it in its name.
fn unit_of(id: FigureId) -> &'static str {
    match (id.subject, id.item) {
        (_, "to_in_house") => "",
        (_, "vendor_hours" | "kept_hours_left" | "gate_left") => "h",
        (_, "uncovered_days") => "days",
        (_, "paid_fte") => "FTE",
        (Subject::Option(_) | Subject::Post(_) | Subject::LoadedCost, _) => "USD",
        _ => "",
    }
}

/// Value and unit as shown: shares in per cent.
pub(crate) fn value_text(input: &Input) -> String {
    quantity::shown(likely(Some(input)), &input.unit)
}

/// Address of the first source that has one.
fn address(prepared: &Prepared, input: &Input) -> Option<String> {
    match &input.basis {
        Basis::Assumption(ids) => ids.iter().find_map(|id| prepared.defaults.addresses.get(id).cloned()),
        _ => None,
    }
}

/// Where an input comes from, in words.
pub(crate) fn source(prepared: &Prepared, input: &Input, rows: &[crate::wire::Evidence]) -> String {
    match &input.basis {
        Basis::Fact(_) if rows.is_empty() => "no rows".to_owned(),
        Basis::Fact(_) => rows
            .iter()
            .map(|e| format!("{}, {} {}", e.source, e.rows, if e.rows == 1 { "row" } else { "rows" }))
            .collect::<Vec<_>>()
            .join("; "),
        Basis::Profile => "stated".to_owned(),
        Basis::Policy => "policy".to_owned(),
        Basis::Nothing => "not known; it can be typed".to_owned(),
        Basis::Assumption(ids) => {
            let name = |id: &String| prepared.defaults.sources.get(id).cloned().unwrap_or_else(|| id.clone());
            ids.iter().map(name).collect::<Vec<_>>().join("; ")
        }
    }
}

/// Eight places: with fewer, a share shown beside a large number would no longer give the figure it explains.
fn short(value: Exact) -> String {
    match value {
        Exact::Known(d) => d.round_dp(8).normalize().to_string(),
        Exact::Unknown => "unknown".to_owned(),
        Exact::Undefined => "undefined".to_owned(),
    }
}

/// How a year's rate becomes a month's amount in a line.
const A_MONTH: &str = " ÷ 12";

/// Runs of months with one amount are written once: `a × 2 + a × 10` is `a × 12`.
fn gathered(terms: Vec<String>) -> Vec<String> {
    let mut gathered: Vec<(String, Option<u32>)> = Vec::new();
    for term in terms {
        let (amount, months) = match term.rsplit_once(" × ").map(|(amount, months)| (amount, months.parse::<u32>())) {
            Some((amount, Ok(months))) if amount.ends_with(A_MONTH) => (amount.to_owned(), Some(months)),
            _ if term.ends_with(A_MONTH) => (term, Some(1)),
            _ => (term, None),
        };
        match (gathered.iter_mut().find(|(other, of)| *other == amount && of.is_some()), months) {
            (Some((_, Some(sum))), Some(months)) => *sum += months,
            _ => gathered.push((amount, months)),
        }
    }
    gathered.into_iter().map(|(amount, months)| months.map_or(amount.clone(), |m| format!("{amount} × {m}"))).collect()
}

/// A sum in brackets; a single term stands as it is.
fn sum(terms: &[String]) -> String {
    match terms {
        [] => "0".to_owned(),
        [one] => one.clone(),
        _ => format!("({})", terms.join(" + ")),
    }
}

fn step(op: Operation, args: &[String]) -> String {
    match (op, args) {
        (Operation::Sub, [a, b]) => format!("({a} − {b})"),
        (Operation::Mul, [a, b]) => format!("{a} × {b}"),
        (Operation::Div, [a, b]) if b.contains(" × ") || b.contains(" ÷ ") => format!("{a} ÷ ({b})"),
        (Operation::Div, [a, b]) => format!("{a} ÷ {b}"),
        (Operation::Min, _) => format!("min({})", args.join(", ")),
        (Operation::Max, _) => format!("max({})", args.join(", ")),
        (Operation::Ceil, _) => format!("ceil({})", args.join(", ")),
        (Operation::Cents, _) => format!("cents({})", args.join(", ")),
        (Operation::AtLeast, [value, limit, then, otherwise]) => format!("({then} if {value} ≥ {limit}, else {otherwise})"),
        _ => args.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_of_one_amount_are_written_once_and_equal_values_are_not_merged() {
        let terms = |list: &[&str]| gathered(list.iter().map(|t| (*t).to_owned()).collect());
        assert_eq!(terms(&["a ÷ 12 × 2", "a ÷ 12 × 9", "a ÷ 12"]), ["a ÷ 12 × 12"], "a plan year of one amount");
        assert_eq!(terms(&["1 × 5000", "1 × 5000"]), ["1 × 5000", "1 × 5000"], "two posts with the same training stay two");
    }
}
