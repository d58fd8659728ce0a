//! Tickets: moments that an export gives as the time since the ticket was opened.

use super::{Extras, known};
use chrono::{NaiveDateTime, TimeDelta};
use model::{Field, Record, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub(super) fn finish(record: &mut Record, extras: &Extras) {
    let Some(Value::Moment(opened)) = record.get(Field::Opened) else { return };
    let opened = *opened;
    for (field, hours) in [(Field::Acknowledged, extras.response_hours), (Field::Resolved, extras.solution_hours)] {
        if let Some(moment) = hours.and_then(|h| after(opened, h)).filter(|_| !known(record, field)) {
            record.set(field, Value::Moment(moment));
        }
    }
}

fn after(opened: NaiveDateTime, hours: Decimal) -> Option<NaiveDateTime> {
    let seconds = hours.checked_mul(Decimal::from(3600))?.round().to_i64().filter(|s| *s >= 0)?;
    opened.checked_add_signed(TimeDelta::try_seconds(seconds)?)
}
