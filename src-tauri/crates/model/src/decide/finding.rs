//! The four thresholds' states (rules 7–10).

use super::eligibility::Standing;
use super::{compliance, loaded_cost, staff_ratio, velocity};
use crate::cell::CellId;
use crate::evaluate::Outcome;
use crate::figure::{FigureId, OptionId};
use crate::input::{Basis, InputId};
use crate::number::Exact;
use crate::plan::Plan;
use crate::schedule::month_start;
use crate::scope::Coverage;
use rust_decimal::Decimal;

/// Where a threshold stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// No endpoints, no framework in force.
    NotApplicable,
    /// Short of the limit.
    NotCrossed,
    /// In the band.
    Near,
    /// Past it.
    Crossed,
    /// A fact is missing.
    Unknown,
}

impl State {
    /// Its word on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotApplicable => "not_applicable",
            Self::NotCrossed => "not_crossed",
            Self::Near => "near",
            Self::Crossed => "crossed",
            Self::Unknown => "unknown",
        }
    }
}

/// What one threshold says.
#[derive(Debug, Clone)]
pub struct Finding {
    /// State.
    pub state: State,
    /// Past the plain limit, whatever the band says.
    pub over_limit: bool,
    /// Further marks, `over_120k`.
    pub flags: Vec<&'static str>,
    /// Its value.
    pub value: Exact,
    /// Unit of the value.
    pub unit: &'static str,
    /// Limit.
    pub limit: Exact,
    /// Near band.
    pub band: Option<(Decimal, Decimal)>,
    /// How far the value is from the limit: negative is past it.
    pub margin: Exact,
    /// The figure behind the value.
    pub figure: FigureId,
    /// In words.
    pub formula: &'static str,
    /// Facts that are missing.
    pub missing: Vec<String>,
    /// The records it rests on.
    pub evidence: Vec<CellId>,
    /// What it found, where room is short.
    pub clause: String,
    /// The finding in one sentence.
    pub sentence: String,
    /// Places its value is shown with.
    pub places: u32,
    /// The month of the horizon whose figures decide, where it is not today.
    pub month: Option<u16>,
    /// Figures shown beside the value.
    pub beside: Vec<Beside>,
    /// What is said beside it, a sentence each.
    pub notes: Vec<String>,
    /// Figures by month or by role.
    pub grids: Vec<Grid>,
}

/// How a figure is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// With so many places.
    Number(u32),
    /// In dollars.
    Money,
}

impl Form {
    /// A value so shown.
    pub fn text(self, value: Exact) -> String {
        match (self, value) {
            (_, Exact::Undefined) => "no value".to_owned(),
            (Self::Number(places), _) => crate::present::number(value, places),
            (Self::Money, _) => crate::present::money(value),
        }
    }
}

/// A figure shown beside a finding.
#[derive(Debug, Clone)]
pub struct Beside {
    /// What it is.
    pub name: String,
    /// Its id, by which it is explained.
    pub figure: FigureId,
    /// Its value.
    pub value: Exact,
    /// How it is shown.
    pub form: Form,
}

impl Beside {
    pub(super) fn new(name: &str, figure: FigureId, value: Exact, form: Form) -> Self {
        Self { name: name.to_owned(), figure, value, form }
    }
}

/// A figure in a grid: its id, its value and how it is shown.
pub type GridCell = (FigureId, Exact, Form);

/// A row of a grid: what it is about, and its figures.
pub type GridRow = (String, Vec<GridCell>);

/// Figures in rows and columns.
#[derive(Debug, Clone)]
pub struct Grid {
    /// What it shows.
    pub title: String,
    /// What the rows are.
    pub of: &'static str,
    /// Its columns.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<GridRow>,
    /// A row is a month of the horizon, from 1.
    pub monthly: bool,
}

impl Grid {
    pub(super) fn by_month(plan: &Plan, title: &str, head: &[&str], rows: Vec<(u16, Vec<GridCell>)>) -> Self {
        let name = |month| crate::present::short_month(month_start(month, plan.as_of));
        Self {
            title: title.to_owned(),
            of: "Month",
            head: head.iter().map(|h| (*h).to_owned()).collect(),
            rows: rows.into_iter().map(|(month, cells)| (name(month), cells)).collect(),
            monthly: true,
        }
    }
}

/// `month 7 (June 2027)`, as at its first day: month 12 is the end of the year ahead.
pub(super) fn in_month(plan: &Plan, month: u16) -> String {
    format!("month {month} ({})", crate::present::month(month_start(month, plan.as_of)))
}

/// T1 to T4.
#[derive(Debug, Clone)]
pub struct Thresholds {
    /// T1.
    pub staff_ratio: Finding,
    /// T2.
    pub compliance: Finding,
    /// T3.
    pub velocity: Finding,
    /// T4.
    pub loaded_cost: Finding,
}

impl Thresholds {
    /// All four, in order.
    pub fn all(&self) -> [&Finding; 4] {
        [&self.staff_ratio, &self.compliance, &self.velocity, &self.loaded_cost]
    }
}

/// Judges the four.
pub fn thresholds(plan: &Plan, outcome: &Outcome<Exact>, standings: &[Standing]) -> Thresholds {
    Thresholds {
        staff_ratio: staff_ratio::finding(plan, outcome),
        compliance: compliance::finding(plan, outcome),
        velocity: velocity::finding(plan, outcome),
        loaded_cost: loaded_cost::finding(plan, outcome, standings),
    }
}

pub(super) fn blank(figure: FigureId, unit: &'static str, formula: &'static str) -> Finding {
    Finding {
        state: State::Unknown,
        over_limit: false,
        flags: Vec::new(),
        value: Exact::Unknown,
        unit,
        limit: Exact::Unknown,
        band: None,
        margin: Exact::Unknown,
        figure,
        formula,
        missing: Vec::new(),
        evidence: Vec::new(),
        clause: String::new(),
        sentence: String::new(),
        places: 1,
        month: None,
        beside: Vec::new(),
        notes: Vec::new(),
        grids: Vec::new(),
    }
}

impl Finding {
    /// Says a clause, and what a longer sentence adds to it.
    pub(super) fn say(&mut self, clause: String, more: &str) {
        self.sentence = format!("{clause}{more}");
        self.clause = format!("{clause}.");
    }

    /// Says one sentence, whole in either place.
    pub(super) fn say_only(&mut self, sentence: String) {
        self.clause.clone_from(&sentence);
        self.sentence = sentence;
    }
}

pub(super) fn unknown_sentence(missing: &[String]) -> String {
    match missing.is_empty() {
        true => "Cannot be said yet.".to_owned(),
        false => format!("Cannot be said yet: {} not known.", missing.join(", ")),
    }
}

/// Options with a provider under contract.
pub fn is_managed(id: OptionId) -> bool {
    matches!(id, OptionId::CoManaged | OptionId::FullOutsource | OptionId::Quote(_))
}

/// Facts without fallback that nobody supplied (rules 13).
pub fn required_facts(plan: &Plan) -> Vec<String> {
    let mut missing = missing(plan, &[plan.users, plan.endpoints]);
    if plan.fte_unknown.is_some() {
        missing.push("support_fte".to_owned());
    }
    if !plan.frameworks_known {
        missing.push("frameworks".to_owned());
    }
    match (plan.required.coverage, plan.today.coverage) {
        (None, _) => missing.push("coverage".to_owned()),
        // More than business hours are required: whether Today delivers them decides if it is ranked.
        (Some(required), None) if required > Coverage::EightByFive => missing.push("today.coverage".to_owned()),
        _ => {}
    }
    missing
}

pub(super) fn missing(plan: &Plan, ids: &[InputId]) -> Vec<String> {
    let unknown = |id: &&InputId| plan.inputs.get(**id).is_some_and(|i| i.spread.is_none());
    ids.iter().filter(unknown).filter_map(|id| plan.inputs.get(*id)).map(|i| i.name.clone()).collect()
}

pub(super) fn evidence<'a>(plan: &Plan, ids: impl Iterator<Item = &'a InputId>) -> Vec<CellId> {
    let cells = |id: &InputId| match plan.inputs.get(*id).map(|i| &i.basis) {
        Some(Basis::Fact(cells)) => cells.clone(),
        _ => Vec::new(),
    };
    let mut all: Vec<_> = ids.flat_map(cells).collect();
    all.sort_unstable();
    all.dedup();
    all
}
