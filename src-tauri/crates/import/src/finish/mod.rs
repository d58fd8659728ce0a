//! What a record says between its lines, kind by kind: worked out after its cells are read.

mod costs;
mod devices;
mod memory;
mod people;
mod staff;
mod tickets;

use crate::catalog::{Catalog, PresetRules};
use crate::cells::currency::Currency;
use crate::fold;
use crate::problem::ProblemCode;
pub(crate) use memory::Memory;
use model::{Field, Kind, Record, Value};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Cells that are no field but help to work one out.
#[derive(Debug, Default)]
pub(crate) struct Extras {
    pub first_name: String,
    pub last_name: String,
    pub device_class: String,
    pub chassis: String,
    pub full_or_part: String,
    pub weekly_hours: Option<Decimal>,
    pub debit: Option<Decimal>,
    pub credit: Option<Decimal>,
    pub quantity: Option<Decimal>,
    pub unit_price: Option<Decimal>,
    pub discount: Option<Decimal>,
    pub response_hours: Option<Decimal>,
    pub solution_hours: Option<Decimal>,
    pub currency: Option<Currency>,
}

/// What was found while a record was completed.
#[derive(Debug, Default)]
pub(crate) struct Finished {
    pub findings: Vec<Finding>,
    /// The rule that decided a field.
    pub decided: Option<(Field, Arc<str>)>,
}

impl From<Vec<Finding>> for Finished {
    fn from(findings: Vec<Finding>) -> Self {
        Finished { findings, decided: None }
    }
}

/// Something to say about what was worked out.
#[derive(Debug)]
pub(crate) struct Finding {
    pub field: Option<Field>,
    pub value: String,
    pub code: ProblemCode,
    pub message: String,
}

impl Finding {
    fn new(field: Field, value: impl Into<String>, code: ProblemCode, message: impl Into<String>) -> Self {
        Finding { field: Some(field), value: value.into(), code, message: message.into() }
    }
}

/// What a record is completed with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub catalog: &'a Catalog,
    pub preset: Option<&'a PresetRules>,
    pub memory: &'a Memory,
}

/// Completes a record.
pub(crate) fn finish(record: &mut Record, extras: &Extras, rules: Rules<'_>) -> Finished {
    derive(record, rules.preset);
    match record.kind {
        Kind::Devices => devices::finish(record, extras, rules),
        Kind::Staff => staff::finish(record, extras, rules),
        Kind::Costs => costs::finish(record, extras, rules).into(),
        Kind::People => {
            people::finish(record, extras);
            Finished::default()
        }
        Kind::Tickets => {
            tickets::finish(record, extras);
            Finished::default()
        }
        Kind::Projects | Kind::Controls | Kind::Quotes => Finished::default(),
    }
}

/// Fields that the preset works out from the texts of others.
fn derive(record: &mut Record, preset: Option<&PresetRules>) {
    for rule in preset.iter().flat_map(|p| &p.derive) {
        if known(record, rule.field) && !rule.over {
            continue;
        }
        let texts = rule.from.iter().filter_map(|f| record.text(*f));
        if let Some(choice) = texts.map(fold::words).find_map(|words| rule.table.find(&words)) {
            record.set(rule.field, Value::Choice(choice));
        }
    }
}

/// Whether a field has a value that is not unknown.
fn known(record: &Record, field: Field) -> bool {
    record.get(field).is_some_and(|v| !matches!(v, Value::Unknown(_)))
}

/// Adds a text to others, a space between.
pub(crate) fn join(into: &mut String, text: &str) {
    if !into.is_empty() {
        into.push(' ');
    }
    into.push_str(text);
}

/// First and last name as one.
fn full_name(extras: &Extras) -> Option<String> {
    let mut name = extras.first_name.clone();
    if !extras.last_name.is_empty() {
        join(&mut name, &extras.last_name);
    }
    (!name.is_empty()).then_some(name)
}
