//! How a column writes its dates and numbers, found from all its rows when a cell cannot say.

use crate::catalog::Target;
use crate::cells::date::{self, DateOrder, Evidence};
use crate::cells::number::{self, Mark};
use crate::error::ImportError;
use crate::layout::Plan;
use crate::problem::{Problem, ProblemCode};
use crate::source::{RawCell, RowRef, Table};
use model::{Field, Form};
use std::ops::ControlFlow;

/// What is known about one bound column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Dates,
    Numbers,
    Other,
}

/// What a column's cells have shown.
#[derive(Debug, Clone, Default)]
struct Shown {
    day_first: u64,
    month_first: u64,
    either: u64,
    example: String,
    dots: u64,
    commas: u64,
}

/// The formats of the bound columns, in the order they are bound.
#[derive(Debug)]
pub(super) struct Formats {
    holds: Vec<Holds>,
    shown: Vec<Shown>,
    /// Order where a column does not decide.
    fallback: Option<DateOrder>,
    scanned: bool,
}

impl Formats {
    pub fn new(plan: &Plan<'_>, chosen: Option<DateOrder>) -> Self {
        let holds: Vec<Holds> = plan.bound.iter().map(|b| holds(b.target)).collect();
        let fallback = chosen.or_else(|| plan.preset.and_then(|p| p.dates));
        Formats { shown: vec![Shown::default(); holds.len()], holds, fallback, scanned: false }
    }

    /// Looks at the whole table once, when a cell turns up that its column must decide.
    pub fn prepare(&mut self, table: &Table<'_>, plan: &Plan<'_>, row: RowRef<'_>) -> Result<(), ImportError> {
        if self.scanned || !self.undecided(plan, row) {
            return Ok(());
        }
        self.scanned = true;
        let (holds, shown) = (&self.holds, &mut self.shown);
        table.each(&mut |line, row| {
            if line > plan.header_line {
                look(plan, holds, shown, row);
            }
            ControlFlow::Continue(())
        })
    }

    fn undecided(&self, plan: &Plan<'_>, row: RowRef<'_>) -> bool {
        plan.bound.iter().zip(&self.holds).any(|(bound, holds)| match (holds, row.cell(bound.index)) {
            (Holds::Dates, RawCell::Text(t)) => date::evidence(t) != Evidence::None,
            (Holds::Numbers, RawCell::Text(t)) => number::needs_column(t),
            _ => false,
        })
    }

    /// The order of day and month in a bound column.
    pub fn order(&self, at: usize) -> DateOrder {
        self.shown.get(at).and_then(Shown::order).or(self.fallback).or_else(|| self.neighbours()).unwrap_or(DateOrder::MonthFirst)
    }

    /// The decimal sign of a bound column.
    pub fn mark(&self, at: usize) -> Mark {
        self.shown.get(at).map_or(Mark::Undecided, Shown::mark)
    }

    /// The order that the other columns of the file agree on: one tool writes them all.
    fn neighbours(&self) -> Option<DateOrder> {
        let mut orders = self.shown.iter().filter_map(Shown::order);
        let first = orders.next()?;
        orders.all(|o| o == first).then_some(first)
    }

    /// What has to be said about whole columns.
    pub fn notes(&self, plan: &Plan<'_>, sheet: Option<&str>) -> Vec<Problem> {
        let mut notes = Vec::new();
        for (at, shown) in self.shown.iter().enumerate() {
            let Some(message) = self.note(at, shown) else { continue };
            let column = plan.bound.get(at).and_then(|b| plan.headers.get(b.index)).cloned();
            let (sheet, value) = (sheet.map(str::to_owned), shown.example.clone());
            notes.push(Problem { sheet, row: plan.header_line, column, value, code: ProblemCode::AmbiguousDate, message });
        }
        notes
    }

    fn note(&self, at: usize, shown: &Shown) -> Option<String> {
        let words = match self.order(at) {
            DateOrder::DayFirst => "day first",
            DateOrder::MonthFirst => "month first",
        };
        if shown.day_first > 0 && shown.month_first > 0 {
            return Some(format!(
                "The column mixes day first ({} cells) and month first ({} cells); cells that could be either were read {words}.",
                shown.day_first, shown.month_first
            ));
        }
        let guessed = shown.either > 0 && shown.order().is_none() && self.fallback.is_none();
        guessed.then(|| match self.neighbours() {
            Some(_) => format!("Nothing in the column shows whether day or month comes first; it was read {words}, as the file's other dates are."),
            None => format!("Nothing in the column shows whether day or month comes first; it was read {words}."),
        })
    }
}

impl Shown {
    fn order(&self) -> Option<DateOrder> {
        match self.day_first.cmp(&self.month_first) {
            std::cmp::Ordering::Greater => Some(DateOrder::DayFirst),
            std::cmp::Ordering::Less => Some(DateOrder::MonthFirst),
            std::cmp::Ordering::Equal if self.day_first > 0 => Some(DateOrder::MonthFirst),
            std::cmp::Ordering::Equal => None,
        }
    }

    fn mark(&self) -> Mark {
        match self.dots.cmp(&self.commas) {
            std::cmp::Ordering::Greater => Mark::Dot,
            std::cmp::Ordering::Less => Mark::Comma,
            std::cmp::Ordering::Equal => Mark::Undecided,
        }
    }
}

fn holds(target: Target) -> Holds {
    use crate::catalog::Extra;
    match target {
        Target::Field(Field::Effort | Field::P1Minutes | Field::P2Hours) => Holds::Numbers,
        Target::Field(field) => match field.form() {
            Form::Date | Form::Moment => Holds::Dates,
            Form::Number | Form::Money => Holds::Numbers,
            _ => Holds::Other,
        },
        Target::Extra(Extra::Debit | Extra::Credit | Extra::WeeklyHours) => Holds::Numbers,
        Target::Extra(_) => Holds::Other,
    }
}

fn look(plan: &Plan<'_>, holds: &[Holds], shown: &mut [Shown], row: RowRef<'_>) {
    for ((bound, holds), shown) in plan.bound.iter().zip(holds).zip(shown) {
        let RawCell::Text(text) = row.cell(bound.index) else { continue };
        match holds {
            Holds::Dates => shown.date(text),
            Holds::Numbers => shown.number(text),
            Holds::Other => {}
        }
    }
}

impl Shown {
    fn date(&mut self, text: &str) {
        match date::evidence(text) {
            Evidence::None => return,
            Evidence::Either => self.either += 1,
            Evidence::Only(DateOrder::DayFirst) => self.day_first += 1,
            Evidence::Only(DateOrder::MonthFirst) => self.month_first += 1,
        }
        if self.example.is_empty() {
            self.example = crate::problem::shown(text);
        }
    }

    fn number(&mut self, text: &str) {
        if number::parse(text, Mark::Undecided).is_none() {
            return;
        }
        match number::evidence(text) {
            Mark::Undecided => {}
            Mark::Dot => self.dots += 1,
            Mark::Comma => self.commas += 1,
        }
    }
}
