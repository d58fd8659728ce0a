//! Staff: one name, the role of the title, contract FTE, and a year's base pay of those paid by the hour.

use super::{Extras, Finding, Finished, Rules, full_name, known};
use crate::catalog::Titled;
use crate::fold;
use crate::problem::ProblemCode;
use model::{Field, Record, Value};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Hours of a full week.
const FULL_WEEK: i64 = 40;
/// Weeks of a paid year.
const WEEKS: i64 = 52;

pub(super) fn finish(record: &mut Record, extras: &Extras, rules: Rules<'_>) -> Finished {
    let mut findings = Vec::new();
    if let Some(name) = full_name(extras).filter(|_| !known(record, Field::StaffName)) {
        record.set(Field::StaffName, Value::Text(name));
    }
    findings.extend(yearly(record));
    basis(record);
    fte(record, extras);
    findings.extend(pay(record, extras));
    let decided = role(record, rules, &mut findings);
    Finished { findings, decided: decided.map(|rule| (Field::Role, rule)) }
}

/// Without a column of its own: who has only an hourly rate is paid by the hour.
fn basis(record: &mut Record) {
    if known(record, Field::PayBasis) {
        return;
    }
    let (salary, rate) = (known(record, Field::BasePay), known(record, Field::HourlyRate));
    match (salary, rate) {
        (true, false) => record.set(Field::PayBasis, Value::Choice("salary")),
        (false, true) => record.set(Field::PayBasis, Value::Choice("hourly")),
        _ => {}
    }
}

/// Without a column of its own: full-time is 1, part-time is its hours; part-time without hours stays unknown.
fn fte(record: &mut Record, extras: &Extras) {
    if known(record, Field::Fte) {
        return;
    }
    let words = fold::words(&extras.full_or_part);
    let hours = extras.weekly_hours.filter(|h| *h > Decimal::ZERO);
    // Those paid by the hour, and seasonal and temporary staff, are as much as their hours, whatever their type says.
    let by_hours = record.text(Field::PayBasis) == Some("hourly")
        || [" seasonal ", " temporary ", " casual "].iter().any(|w| words.contains(w));
    let full = words == " f " || words == " ft " || words.contains(" full ") || words.contains(" fulltime ") || words == " rft ";
    if full && !(by_hours && hours.is_some()) {
        record.set(Field::Fte, Value::Number(Decimal::ONE));
    } else if let Some(hours) = hours {
        let share = (hours / Decimal::from(FULL_WEEK)).min(Decimal::ONE);
        record.set(Field::Fte, Value::Number(share.normalize()));
    }
}

/// Nobody is paid as much by the hour: it is a year's pay in a column that holds either.
const YEARLY: i64 = 1000;

/// A year's pay that stands in the column of rates.
fn yearly(record: &mut Record) -> Option<Finding> {
    let rate = record.decimal(Field::HourlyRate).filter(|rate| *rate >= Decimal::from(YEARLY))?;
    record.clear(Field::HourlyRate);
    if !known(record, Field::BasePay) {
        record.set(Field::BasePay, Value::Money(rate));
    }
    let message = "This is no pay an hour; it was read as a year's base pay.";
    Some(Finding::new(Field::HourlyRate, rate.normalize().to_string(), ProblemCode::Derived, message))
}

/// A year's base pay of someone paid by the hour: the rate × paid hours, or × 52 stated weeks.
fn pay(record: &mut Record, extras: &Extras) -> Option<Finding> {
    if known(record, Field::BasePay) {
        return None;
    }
    let rate = record.decimal(Field::HourlyRate)?;
    let weeks = || extras.weekly_hours.map(|h| h * Decimal::from(WEEKS));
    let hours = record.decimal(Field::PaidHours).or_else(weeks)?;
    let pay = rate.checked_mul(hours)?;
    record.set(Field::BasePay, Value::Money(pay.normalize()));
    None
}

/// The role of the title, where the export gives none, with the rule that decided.
fn role(record: &mut Record, rules: Rules<'_>, findings: &mut Vec<Finding>) -> Option<Arc<str>> {
    if known(record, Field::Role) {
        return None;
    }
    let title = record.text(Field::Title)?.to_owned();
    let department = record.text(Field::StaffDepartment).unwrap_or_default();
    let key = format!("{title}\n{department}");
    match rules.memory.titles.ask(&key, |_| rules.catalog.titles.role(&title, department)) {
        Titled::Role { role, soc, rule } => {
            record.set(Field::Role, Value::Choice(role));
            if let Some(soc) = soc.filter(|_| !known(record, Field::Soc)) {
                record.set(Field::Soc, Value::Text(soc));
            }
            rule
        }
        Titled::Unclassified => {
            let message = "The title or department belongs to IT, but no rule knows its role; it counts neither as support nor as none until it is set.";
            findings.push(Finding::new(Field::Title, title, ProblemCode::UnclassifiedTitle, message));
            None
        }
    }
}
