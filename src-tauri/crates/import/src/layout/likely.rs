//! An unlisted layout: which kind its headers and cells speak for, and how surely.

use super::bind::Bound;
use super::plan::Plan;
use super::required;
use crate::catalog::{Catalog, Extra, Target};
use crate::cells::choice;
use crate::cells::date::{self, DateOrder};
use crate::cells::duration::{self, Unit};
use crate::cells::flag;
use crate::cells::number::{self, Mark};
use crate::source::HeadRow;
use model::{Field, Form, Kind};
use rust_decimal::Decimal;

/// Below this the headers say too little.
const LEAST: Decimal = Decimal::from_parts(30, 0, 0, false, 2);
/// The surest kind must be this much surer than the next, in percent.
const LEAD: Decimal = Decimal::from_parts(140, 0, 0, false, 2);
/// Headers that only this kind knows; fewer are words that every export has.
const OWN_HEADERS: usize = 2;
/// No layout is surer than one a preset knows.
const MOST: Decimal = Decimal::from_parts(95, 0, 0, false, 2);

/// The plan of the kind that headers and cells speak for, where one leads clearly.
pub(super) fn likely<'c>(plans: Vec<(Kind, Plan<'c>)>, head: &[HeadRow], catalog: &Catalog) -> Option<Plan<'c>> {
    let judged = plans.into_iter().filter(|(kind, plan)| plan.missing(*kind).is_empty());
    let mut judged: Vec<(Decimal, Plan<'c>)> =
        judged.filter_map(|(kind, plan)| Some((Judge { kind, plan: &plan, head, catalog }.sure()?, plan))).collect();
    judged.sort_by_key(|(sure, _)| std::cmp::Reverse(*sure));
    let next = judged.get(1).map_or(Decimal::ZERO, |(sure, _)| *sure);
    let (sure, plan) = judged.into_iter().next()?;
    let clear = sure >= LEAST && sure >= next * LEAD;
    clear.then(|| Plan { confidence: sure.min(MOST).round_dp(2), ..plan })
}

/// How sure a kind is.
struct Judge<'a, 'c> {
    kind: Kind,
    plan: &'a Plan<'c>,
    head: &'a [HeadRow],
    catalog: &'a Catalog,
}

impl Judge<'_, '_> {
    /// The share of the headers that speak for the kind: a header counts by how few kinds know it and by how many of its
    /// cells are what the field holds. `None` where too few are the kind's own.
    fn sure(&self) -> Option<Decimal> {
        let columns: Vec<usize> = (0..self.plan.folded.len()).filter(|at| self.bound(*at).is_some()).collect();
        let own = columns.iter().filter(|at| self.knowing(**at) == 1).count();
        let sum: Decimal = columns.iter().map(|at| self.fit(*at) / Decimal::from(self.knowing(*at).max(1))).sum();
        let filled = self.plan.folded.iter().filter(|h| !h.is_empty()).count();
        let share = sum.checked_div(Decimal::from(filled))?;
        (own >= OWN_HEADERS && self.needed_fit()).then_some(share)
    }

    /// Whether the columns that make a row a record hold what they should.
    fn needed_fit(&self) -> bool {
        let half = Decimal::new(5, 1);
        let feeds =
            |group: &[Field]| self.plan.bound.iter().any(|b| required::supplies(b.target, group) && self.fit(b.index) >= half);
        self.plan.required(self.kind, self.plan.is_of_contracts()).into_iter().all(feeds)
    }

    fn bound(&self, at: usize) -> Option<&Bound> {
        self.plan.bound.iter().find(|b| b.index == at)
    }

    /// How many kinds know the header.
    fn knowing(&self, at: usize) -> usize {
        let header = self.plan.folded.get(at).map(String::as_str).unwrap_or_default();
        self.catalog.synonyms.values().filter(|columns| columns.knows(header)).count()
    }

    /// The share of a column's cells that are what its field holds; 1 where there are none.
    fn fit(&self, at: usize) -> Decimal {
        let Some(bound) = self.bound(at) else { return Decimal::ZERO };
        let rows = self.head.iter().filter(|r| r.line > self.plan.header_line);
        let cells: Vec<(&str, bool)> = rows
            .filter_map(|r| Some((r.cells.get(at)?.as_str(), r.typed.get(at).copied().unwrap_or_default())))
            .filter(|(cell, _)| !cell.is_empty())
            .collect();
        let good = cells.iter().filter(|(cell, typed)| self.is_good(bound.target, cell, *typed)).count();
        Decimal::from(good).checked_div(Decimal::from(cells.len())).unwrap_or(Decimal::ONE)
    }

    fn is_good(&self, target: Target, cell: &str, typed: bool) -> bool {
        let is_number = || typed || number::parse(cell, Mark::Undecided).is_some();
        match target {
            Target::Extra(Extra::Debit | Extra::Credit | Extra::WeeklyHours) => is_number(),
            Target::Extra(_) => true,
            Target::Field(Field::Effort) => is_number() || duration::parse(cell, Unit::Hours, Mark::Undecided).is_some(),
            Target::Field(field) => match field.form() {
                Form::Text | Form::Person => true,
                Form::Number | Form::Money => is_number(),
                Form::Date | Form::Moment => {
                    typed
                        || date::parse(cell, DateOrder::MonthFirst).is_some()
                        || date::parse(cell, DateOrder::DayFirst).is_some()
                }
                Form::Flag => flag::parse(cell).is_some(),
                Form::Choice(_) => choice::parse(field, cell, None, self.catalog.words.get(&field)).is_some(),
            },
        }
    }
}
