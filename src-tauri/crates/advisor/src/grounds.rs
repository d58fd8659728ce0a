//! What a finding stands on: how old its data is, and how much of it is defaults.

use crate::assess::Prepared;
use crate::error::Error;
use crate::evidence::Trail;
use crate::explain::Tree;
use chrono::{Datelike, Months, NaiveDate};
use model::decide::Finding;
use model::figure::FigureId;
use model::input::{Basis, Grade, Input};
use model::present::day;
use rust_decimal::prelude::ToPrimitive;

/// Years after which a default is old: its source is older than 24 months.
const OLD: i32 = 2;

/// Marks and sentences of one finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Grounds {
    /// `old_data`, `defaults`, `old_defaults`.
    pub(crate) flags: Vec<&'static str>,
    /// The same in sentences.
    pub(crate) said: Vec<String>,
}

/// One traced evaluation for all findings of a plan.
pub(crate) struct Ground<'a> {
    prepared: &'a Prepared,
    trail: Trail<'a>,
    tree: Tree<'a>,
}

impl<'a> Ground<'a> {
    pub(crate) fn of(prepared: &'a Prepared, trail: Trail<'a>) -> Self {
        Self { prepared, trail, tree: Tree::of(prepared, trail) }
    }

    /// What a finding stands on; nothing where it has no value.
    pub(crate) fn under(&self, f: &Finding) -> Result<Grounds, Error> {
        let mut grounds = Grounds::default();
        if f.value.known().is_none() {
            return Ok(grounds);
        }
        if let Some(exported) = self.trail.oldest_export(&f.evidence)? {
            self.age(&mut grounds, exported);
        }
        // Hours needed are read against hours free.
        let left = FigureId { item: "left", ..f.figure };
        let whole = if f.figure.item == "effort" { left } else { f.figure };
        self.defaults(&mut grounds, &self.tree.inputs_of(whole));
        Ok(grounds)
    }

    fn age(&self, grounds: &mut Grounds, exported: NaiveDate) {
        let plan = &self.prepared.plan;
        let months = plan.policy.data_age_months.to_u32().unwrap_or(u32::MAX);
        let old = exported.checked_add_months(Months::new(months)).is_some_and(|limit| limit < plan.as_of);
        let more = if old { format!(", older than {months} months") } else { String::new() };
        grounds.flags.extend(old.then_some("old_data"));
        grounds.said.push(format!("Its oldest data was exported on {}{more}.", day(exported)));
    }

    fn defaults(&self, grounds: &mut Grounds, inputs: &[&Input]) {
        let rests: Vec<_> = inputs.iter().filter_map(|i| Some((i.grade, self.published(i)?))).collect();
        if rests.is_empty() {
            grounds.said.push("It rests on no default.".to_owned());
            return;
        }
        grounds.flags.push("defaults");
        let guesses = rests.iter().filter(|(grade, _)| *grade == Grade::Guess).count();
        let as_of = self.prepared.plan.as_of.year();
        let old = rests.iter().filter(|(_, year)| year.is_some_and(|year| as_of - year > OLD)).count();
        let aged = match old {
            0 => String::new(),
            n => {
                grounds.flags.push("old_defaults");
                format!("; {n} {} published more than 24 months before the as-of date", if n == 1 { "was" } else { "were" })
            }
        };
        let word = if rests.len() == 1 { "default" } else { "defaults" };
        grounds.said.push(format!("It rests on {} {word}, {guesses} of them graded guess{aged}.", rests.len()));
    }

    /// The earliest year of a default's sources; nothing where it is no default.
    fn published(&self, input: &Input) -> Option<Option<i32>> {
        match &input.basis {
            Basis::Assumption(ids) => Some(ids.iter().filter_map(|id| self.prepared.defaults.years.get(id)).min().copied()),
            _ => None,
        }
    }
}
