//! Puts a record into its cell. Never policy: what counts is decided when assessing, from the cells.

use crate::cell::Cell;
use crate::field::{Field, Kind};
use crate::record::{Record, Value};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike, Weekday};
use rust_decimal::Decimal;

/// What a record's cell depends on beside the record; known when the whole export is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Export {
    /// The day the export shows: its newest date. Ages count back from it.
    pub exported: Option<NaiveDate>,
}

/// The cell of a record.
pub fn classify(record: &Record) -> Cell {
    match record.kind {
        Kind::Devices => device(record),
        Kind::Staff => staff(record),
        Kind::Tickets => ticket(record),
        Kind::Costs => cost(record),
        Kind::People => person(record),
        Kind::Projects | Kind::Controls | Kind::Quotes => whole(record),
    }
}

fn device(r: &Record) -> Cell {
    Cell::default()
        .dim("kind", r.text(Field::DeviceKind))
        .dim("status", r.text(Field::DeviceStatus))
        .dim("site", r.text(Field::DeviceSite))
        .dim("data_class", r.text(Field::DataClass))
        .days_before("age", r.day(Field::LastSeen))
        .month("joined", r.day(Field::InService))
        .month("retired", r.day(Field::RetiredOn))
        .sum("cost", r.decimal(Field::DeviceCost))
}

fn staff(r: &Record) -> Cell {
    let role = r.text(Field::Role);
    let cell = Cell::default().dim("role", role).dim("status", r.text(Field::StaffStatus));
    if role == Some("none") {
        return cell.sum("fte", r.decimal(Field::Fte));
    }
    cell.dim("fte", r.decimal(Field::Fte).map(|d| d.normalize().to_string()))
        .dim("person", r.text(Field::EmployeeId).filter(|_| r.decimal(Field::Fte).is_some_and(|f| f < Decimal::ONE)))
        .dim("start", r.day(Field::StartDate).map(|d| d.to_string()))
        .dim("end", r.day(Field::EndDate).map(|d| d.to_string()))
        .sum("fte", r.decimal(Field::Fte))
        .sum("paid_hours", r.decimal(Field::PaidHours))
        .sum("base_pay", r.decimal(Field::BasePay))
        .sum("bonus", r.decimal(Field::Bonus))
        .sum("benefits", r.decimal(Field::Benefits))
        .sum("training", r.decimal(Field::Training))
        .sum("hands_on", r.decimal(Field::HandsOn))
}

fn ticket(r: &Record) -> Cell {
    let hours = match r.get(Field::Opened) {
        Some(Value::Moment(at)) => Some(if office_hours(*at) { "no" } else { "yes" }),
        _ => None,
    };
    Cell::default()
        .month("month", r.day(Field::Opened))
        .dim("tier", r.text(Field::Tier))
        .dim("priority", r.text(Field::Priority))
        .dim("status", r.text(Field::TicketStatus))
        .dim("type", r.text(Field::TicketType))
        .dim("after_hours", hours)
        .sum("effort", r.decimal(Field::Effort))
}

fn cost(r: &Record) -> Cell {
    if r.text(Field::Entry) == Some("contract") {
        return whole(r).sum("amount", r.decimal(Field::Amount));
    }
    let cell = Cell::default().dim("entry", Some("ledger")).month("month", r.day(Field::Booked));
    let cell = match r.text(Field::CostCategory) {
        None => cell,
        category => cell
            .dim("category", category)
            .dim("vendor", r.text(Field::Vendor))
            .dim("account", r.text(Field::Account))
            .dim("nature", r.text(Field::Nature)),
    };
    cell.sum("amount", r.decimal(Field::Amount))
}

fn person(r: &Record) -> Cell {
    Cell::default()
        .dim("account", r.text(Field::AccountKind))
        .dim("active", r.flag(Field::Active).map(yes_no))
        .dim("site", r.text(Field::PersonSite))
}

/// Kinds with few records keep every field: each record is its own cell.
fn whole(r: &Record) -> Cell {
    r.fields().iter().fold(Cell::default(), |cell, (field, value)| cell.dim(field.name(), dimension(value)))
}

fn dimension(value: &Value) -> Option<String> {
    match value {
        Value::Text(t) => Some(t.clone()),
        Value::Choice(c) => Some((*c).to_owned()),
        Value::Number(d) | Value::Money(d) => Some(d.normalize().to_string()),
        Value::Date(d) => Some(d.to_string()),
        Value::Moment(m) => Some(m.date().to_string()),
        Value::Flag(b) => Some(yes_no(*b).to_owned()),
        Value::Unknown(_) => None,
    }
}

fn yes_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

/// Monday to Friday, 8 to 18 o'clock: the hours an 8×5 desk is reachable.
fn office_hours(at: NaiveDateTime) -> bool {
    !matches!(at.weekday(), Weekday::Sat | Weekday::Sun) && (8..18).contains(&at.hour())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Origin;

    #[test]
    fn a_devices_age_counts_from_its_export() {
        let mut r = Record::new(Kind::Devices, Origin { sheet: None, row: 2 });
        r.set(Field::DeviceKind, Value::Choice("laptop"));
        r.set(Field::LastSeen, Value::Date(NaiveDate::from_ymd_opt(2026, 6, 1).unwrap()));
        let export = Export { exported: NaiveDate::from_ymd_opt(2026, 9, 1) };
        assert_eq!(
            classify(&r).key(Kind::Devices, export),
            "devices|kind=laptop|age=92",
            "shifting all dates must change nothing"
        );
        assert_eq!(
            classify(&r).key(Kind::Devices, Export::default()),
            "devices|kind=laptop",
            "no date, no age: unknown, not fresh"
        );
    }

    #[test]
    fn a_ledger_line_outside_it_keeps_no_vendor() {
        let mut r = Record::new(Kind::Costs, Origin { sheet: None, row: 9 });
        r.set(Field::Vendor, Value::Text("Landlord".into()));
        r.set(Field::Amount, Value::Money(900.into()));
        assert_eq!(classify(&r).key(Kind::Costs, Export::default()), "costs|entry=ledger", "rent is counted, not looked at");
    }
}
