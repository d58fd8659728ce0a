//! Which currency a file's amounts are in: those of another are never added to them.

use crate::catalog::Target;
use crate::cells::currency::{self, Currency};
use crate::layout::Plan;
use crate::source::{RawCell, RowRef};
use model::{Field, Form};

/// The columns that name currencies, and what they have named.
#[derive(Debug)]
pub(super) struct Currencies {
    /// A column of codes.
    column: Option<usize>,
    /// Columns of amounts, which may name one cell by cell.
    amounts: Vec<usize>,
    seen: Vec<(Currency, u64)>,
    usual: Option<Currency>,
}

impl Currencies {
    pub fn new(plan: &Plan<'_>) -> Self {
        let column = plan.bound.iter().find(|b| b.target == Target::Field(Field::Currency)).map(|b| b.index);
        let is_amount = |target: Target| matches!(target, Target::Field(field) if field.form() == Form::Money);
        let amounts = plan.bound.iter().filter(|b| is_amount(b.target)).map(|b| b.index).collect();
        Currencies { column, amounts, seen: Vec::new(), usual: None }
    }

    /// The currency that a row names.
    pub fn of_row(&self, row: RowRef<'_>) -> Option<Currency> {
        let text = |at: usize| match row.cell(at) {
            RawCell::Text(text) => Some(text),
            _ => None,
        };
        let stated = self.column.and_then(text).and_then(Currency::of);
        stated.or_else(|| self.amounts.iter().filter_map(|at| text(*at)).find_map(currency::named))
    }

    pub fn look(&mut self, row: RowRef<'_>) {
        let Some(currency) = self.of_row(row) else { return };
        match self.seen.iter_mut().find(|(seen, _)| *seen == currency) {
            Some((_, times)) => *times += 1,
            None => self.seen.push((currency, 1)),
        }
    }

    /// Forgets the rows seen.
    pub fn forget(&mut self) {
        self.seen.clear();
    }

    /// Decides by the rows seen: the currency that most of them can be in, a code before a sign.
    pub fn decide(&mut self) {
        let rows = |one: Currency| self.seen.iter().filter(|(c, _)| c.agrees(one)).map(|(_, times)| times).sum::<u64>();
        let ranked = self.seen.iter().rev().max_by_key(|(one, _)| (rows(*one), one.code().is_some()));
        self.usual = ranked.map(|(currency, _)| *currency);
    }

    /// The currency of a row that is in another than the file's others, and that of the others.
    pub fn other(&self, row: RowRef<'_>) -> Option<(Currency, Currency)> {
        let usual = self.usual?;
        self.of_row(row).filter(|c| !c.agrees(usual)).map(|other| (other, usual))
    }
}
