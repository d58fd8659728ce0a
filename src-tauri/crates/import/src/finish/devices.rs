//! Devices: serial numbers that are none, one spelling of hardware addresses, and what the device is.

use super::{Extras, Finding, Finished, Rules, known};
use crate::catalog::DeviceTexts;
use crate::problem::ProblemCode;
use model::{Field, Record, Value};
use std::sync::Arc;

pub(super) fn finish(record: &mut Record, extras: &Extras, rules: Rules<'_>) -> Finished {
    let mut findings = Vec::new();
    if let Some(serial) = record.text(Field::Serial).filter(|s| rules.catalog.devices.is_placeholder(s)).map(str::to_owned) {
        let message = "This is a maker's placeholder and no serial number; the device is known by its other names.";
        findings.push(Finding::new(Field::Serial, serial.clone(), ProblemCode::PlaceholderSerial, message));
        record.set(Field::Serial, Value::Unknown(serial));
    }
    if record.text(Field::AssetTag).is_some_and(|tag| rules.catalog.devices.is_listed(tag)) {
        record.clear(Field::AssetTag);
    }
    own_name(record, &mut findings);
    address(record);
    uuid(record, rules);
    let decided = if known(record, Field::DeviceKind) { None } else { kind(record, extras, rules) };
    Finished { findings, decided: decided.map(|rule| (Field::DeviceKind, rule)) }
}

/// The identifier of a machine in one spelling; one that boards leave the factory with is none.
fn uuid(record: &mut Record, rules: Rules<'_>) {
    let Some(text) = record.text(Field::Uuid) else { return };
    let digits: String = text.chars().filter(char::is_ascii_hexdigit).collect::<String>().to_lowercase();
    if digits.len() == 32 && !rules.catalog.devices.is_placeholder(&digits) {
        record.set(Field::Uuid, Value::Text(digits));
    } else {
        record.clear(Field::Uuid);
    }
}

/// Some tools write the machine's name where it has no serial number.
fn own_name(record: &mut Record, findings: &mut Vec<Finding>) {
    let Some(serial) =
        record.text(Field::Serial).filter(|s| record.text(Field::Hostname).is_some_and(|h| h.eq_ignore_ascii_case(s)))
    else {
        return;
    };
    let (serial, message) = (serial.to_owned(), "This is the device's own name and no serial number.");
    findings.push(Finding::new(Field::Serial, serial.clone(), ProblemCode::PlaceholderSerial, message));
    record.set(Field::Serial, Value::Unknown(serial));
}

/// The first hardware address in the cell, with colons and in capitals; tools pack several, with names and networks.
fn address(record: &mut Record) {
    let Some(text) = record.text(Field::Mac).filter(|t| !is_written_so(t)) else { return };
    let parts = text.split(|c: char| !(c.is_ascii_hexdigit() || matches!(c, ':' | '-' | '.')));
    match parts.filter_map(hardware).next() {
        Some(address) => record.set(Field::Mac, Value::Text(address)),
        None => record.clear(Field::Mac),
    }
}

/// Whether an address stands there just as [`hardware`] writes it.
fn is_written_so(text: &str) -> bool {
    let sign = |(at, b): (usize, u8)| if at % 3 == 2 { b == b':' } else { matches!(b, b'0'..=b'9' | b'A'..=b'F') };
    text.len() == 17 && text.bytes().enumerate().all(sign) && text.bytes().any(|b| !matches!(b, b'0' | b':'))
}

/// Twelve hexadecimal digits that are not all zero.
fn hardware(part: &str) -> Option<String> {
    let digits: String = part.chars().filter(char::is_ascii_hexdigit).collect::<String>().to_uppercase();
    let pairs: Vec<&str> = (0..6).filter_map(|at| digits.get(at * 2..at * 2 + 2)).collect();
    (digits.len() == 12 && digits.bytes().any(|b| b != b'0')).then(|| pairs.join(":"))
}

/// Sets what the device is, and gives the rule that decided.
fn kind(record: &mut Record, extras: &Extras, rules: Rules<'_>) -> Option<Arc<str>> {
    let text = |field| record.text(field).unwrap_or_default();
    let stated = match record.get(Field::DeviceKind) {
        Some(Value::Unknown(word)) => word.as_str(),
        _ => "",
    };
    let class = format!("{} {stated}", extras.device_class);
    let (os, manufacturer, model) = (text(Field::Os), text(Field::Manufacturer), text(Field::Model));
    let chassis = extras.chassis.as_str();
    let texts = DeviceTexts { class: &class, os, manufacturer, model, chassis };
    let key = [&class, os, manufacturer, model, chassis].join("\n");
    let decided = rules.memory.devices.ask(key.as_str(), |_| rules.catalog.devices.kind(texts))?;
    record.set(Field::DeviceKind, Value::Choice(decided.kind));
    Some(decided.rule)
}
