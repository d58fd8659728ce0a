//! Binding the columns of a file to the columns of a layout.

use crate::catalog::{Columns, Target};
use crate::cells::duration::Unit;

/// A column of the file with where its cells go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bound {
    /// Column from 0.
    pub index: usize,
    /// Field or extra.
    pub target: Target,
    /// What bare numbers count, in durations.
    pub unit: Unit,
    /// Yes means no.
    pub inverted: bool,
}

/// Binds by folded header. A target may be bound to several columns; the first that is filled in a row counts.
pub(super) fn bind(folded: &[String], columns: &Columns) -> Vec<Bound> {
    let mut bound: Vec<Bound> = Vec::new();
    let mut taken = vec![false; folded.len()];
    for column in &columns.list {
        for header in &column.headers {
            for index in positions(folded, header) {
                let again = bound.iter().any(|b| b.index == index && b.target == column.target);
                if again || (columns.exclusive && taken[index] && !column.also) {
                    continue;
                }
                taken[index] |= !column.also;
                bound.push(Bound { index, target: column.target, unit: column.unit, inverted: column.inverted });
            }
        }
    }
    bound
}

fn positions(folded: &[String], header: &str) -> impl Iterator<Item = usize> {
    folded.iter().enumerate().filter(move |(_, h)| *h == header).map(|(at, _)| at)
}
