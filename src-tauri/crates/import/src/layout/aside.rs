//! Rows that a rule sets aside: records of something else, headings, parts and sums of other rows.

use super::plan::Plan;
use crate::catalog::RowRule;
use crate::fold;
use crate::source::{RawCell, RowRef};

/// The rules of a plan with the columns each looks at.
#[derive(Debug)]
pub(crate) struct Asides<'p> {
    rules: Vec<(&'p RowRule, Option<Vec<usize>>)>,
}

impl<'p> Asides<'p> {
    /// The rules of a plan; one whose columns the table lacks never fits.
    pub fn of(plan: &'p Plan<'_>) -> Self {
        let columns = |rule: &RowRule| -> Vec<usize> {
            plan.folded.iter().enumerate().filter(|(_, h)| rule.headers.contains(h)).map(|(at, _)| at).collect()
        };
        let named = |rule: &&'p RowRule| (*rule, (!rule.headers.is_empty()).then(|| columns(rule)));
        let there = |(_, columns): &(_, Option<Vec<usize>>)| columns.as_ref().is_none_or(|c| !c.is_empty());
        Asides { rules: plan.row_rules.iter().map(named).filter(there).collect() }
    }

    /// The first rule that fits the row, with the column that shows it.
    pub fn find(&self, row: RowRef<'_>) -> Option<(usize, &'p RowRule)> {
        self.rules.iter().find_map(|(rule, columns)| {
            let at = match columns {
                Some(columns) => fits(rule, row, columns.iter().copied()),
                None => fits(rule, row, 0..row.len()),
            };
            at.map(|at| (at, *rule))
        })
    }
}

fn fits(rule: &RowRule, row: RowRef<'_>, mut columns: impl Iterator<Item = usize> + Clone) -> Option<usize> {
    let first = columns.clone().next()?;
    if let Some(at) = columns.clone().find(|at| holds(&rule.phrases, &row.cell(*at))) {
        return Some(at);
    }
    let blank = rule.blank && columns.clone().all(|at| row.cell(at) == RawCell::Empty);
    let lacks = !rule.unless.is_empty() && !columns.any(|at| holds(&rule.unless, &row.cell(at)));
    (blank || lacks).then_some(first)
}

fn holds(phrases: &[fold::Phrase], cell: &RawCell<'_>) -> bool {
    if phrases.is_empty() || *cell == RawCell::Empty {
        return false;
    }
    let words = fold::words(&cell.shown());
    phrases.iter().any(|p| fold::has_phrase(&words, p))
}
