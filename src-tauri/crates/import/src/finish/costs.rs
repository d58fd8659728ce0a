//! Ledger lines and contracts: which of both, the amount of debit and credit, what the account means.

use super::{Extras, Finding, Rules, known};
use crate::cells::currency::Currency;
use model::{Field, Record, Value};
use rust_decimal::Decimal;

pub(super) fn finish(record: &mut Record, extras: &Extras, rules: Rules<'_>) -> Vec<Finding> {
    if !known(record, Field::Amount) && (extras.debit.is_some() || extras.credit.is_some()) {
        let amount = extras.debit.unwrap_or_default() - extras.credit.unwrap_or_default();
        record.set(Field::Amount, Value::Money(amount));
    }
    if let Some(amount) = invoiced(extras).filter(|_| !known(record, Field::Amount)) {
        record.set(Field::Amount, Value::Money(amount));
    }
    if let Some(code) = extras.currency.and_then(Currency::code).filter(|_| !known(record, Field::Currency)) {
        record.set(Field::Currency, Value::Text(code.to_owned()));
    }
    if !known(record, Field::Entry) {
        record.set(Field::Entry, Value::Choice(entry(record)));
    }
    if !known(record, Field::CostCategory) {
        category(record, rules);
    }
    Vec::new()
}

/// An invoice line: quantity × price, less the discount in percent.
fn invoiced(extras: &Extras) -> Option<Decimal> {
    let whole = extras.unit_price?.checked_mul(extras.quantity.unwrap_or(Decimal::ONE))?;
    let kept = Decimal::ONE - extras.discount.unwrap_or_default() / Decimal::ONE_HUNDRED;
    Some(whole.checked_mul(kept)?.normalize())
}

/// A line without a day but with a contract's term is a contract.
fn entry(record: &Record) -> &'static str {
    let term = known(record, Field::ContractStart) || known(record, Field::ContractEnd) || known(record, Field::Contract);
    if term && !known(record, Field::Booked) { "contract" } else { "ledger" }
}

fn account_category(account: &str, rules: Rules<'_>) -> Option<&'static str> {
    rules.memory.accounts.ask(account, |account| rules.catalog.accounts.category(account))
}

/// By the account; a contract without one is a contract.
fn category(record: &mut Record, rules: Rules<'_>) {
    let by_account = record.text(Field::Account).and_then(|account| account_category(account, rules));
    let contract = record.text(Field::Entry) == Some("contract") && record.text(Field::Account).is_none();
    if let Some(category) = by_account.or(contract.then_some("contract")) {
        record.set(Field::CostCategory, Value::Choice(category));
    }
}
