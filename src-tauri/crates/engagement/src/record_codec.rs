//! A record's fields as the JSON text kept in its row: `{"serial":"SN-1","cost":"1250.00"}`.
//!
//! A value in its field's own form is a plain string (a flag is a boolean); any other is an object that names its
//! form, `{"unknown":"n/a"}`, so that reading gives back exactly what was written.

use crate::error::FileError;
use model::{Field, Form, Kind, Origin, Record, Value};
use rust_decimal::Decimal;
use serde_json::Value as Json;

/// Writes the fields of a record.
pub(crate) fn encode(record: &Record) -> Result<String, FileError> {
    let mut out = Vec::with_capacity(256);
    for (field, value) in record.fields() {
        out.push(if out.is_empty() { b'{' } else { b',' });
        write_text(&mut out, field.name())?;
        out.push(b':');
        write_value(&mut out, field.form(), value)?;
    }
    if out.is_empty() {
        out.push(b'{');
    }
    out.push(b'}');
    String::from_utf8(out).map_err(|e| FileError::Internal(e.to_string()))
}

/// Reads a record back. Fields this program does not know, as a newer one may write, are left out.
pub(crate) fn decode(kind: Kind, origin: Origin, text: &str) -> Result<Record, FileError> {
    let json: Json = serde_json::from_str(text).map_err(|e| FileError::Damaged(format!("a row's fields: {e}")))?;
    let mut record = Record::new(kind, origin);
    for (name, value) in json.as_object().into_iter().flatten() {
        if let Some(field) = Field::from_name(kind, name) {
            record.set(field, read_value(field, value));
        }
    }
    Ok(record)
}

fn write_value(out: &mut Vec<u8>, form: Form, value: &Value) -> Result<(), FileError> {
    if let (Form::Flag, Value::Flag(yes)) = (form, value) {
        out.extend_from_slice(if *yes { b"true" } else { b"false" });
        return Ok(());
    }
    let tag = tag(value);
    if tag == home_tag(form) {
        return write_text(out, &plain(value));
    }
    out.push(b'{');
    write_text(out, tag)?;
    out.push(b':');
    write_text(out, &plain(value))?;
    out.push(b'}');
    Ok(())
}

fn write_text(out: &mut Vec<u8>, text: &str) -> Result<(), FileError> {
    serde_json::to_writer(out, text).map_err(|e| FileError::Internal(e.to_string()))
}

fn plain(value: &Value) -> String {
    match value {
        Value::Text(t) | Value::Unknown(t) => t.clone(),
        Value::Number(d) | Value::Money(d) => d.to_string(),
        Value::Date(d) => d.to_string(),
        Value::Moment(m) => format!("{m:?}"),
        Value::Flag(yes) => yes.to_string(),
        Value::Choice(word) => (*word).to_owned(),
    }
}

fn tag(value: &Value) -> &'static str {
    match value {
        Value::Text(_) => "text",
        Value::Number(_) => "number",
        Value::Money(_) => "money",
        Value::Date(_) => "date",
        Value::Moment(_) => "moment",
        Value::Flag(_) => "flag",
        Value::Choice(_) => "choice",
        Value::Unknown(_) => "unknown",
    }
}

fn home_tag(form: Form) -> &'static str {
    match form {
        Form::Text | Form::Person => "text",
        Form::Number => "number",
        Form::Money => "money",
        Form::Date => "date",
        Form::Moment => "moment",
        Form::Flag => "flag",
        Form::Choice(_) => "choice",
    }
}

fn read_value(field: Field, json: &Json) -> Value {
    match json {
        Json::Bool(yes) => Value::Flag(*yes),
        Json::String(text) => read_plain(field, home_tag(field.form()), text),
        Json::Object(tagged) => match tagged.iter().next() {
            Some((tag, Json::String(text))) => read_plain(field, tag, text),
            _ => Value::Unknown(json.to_string()),
        },
        _ => Value::Unknown(json.to_string()),
    }
}

/// A text that is no value of its form any more (a choice a newer program knows) is kept as unknown.
fn read_plain(field: Field, tag: &str, text: &str) -> Value {
    let read = match tag {
        "text" => Some(Value::Text(text.to_owned())),
        "number" => text.parse::<Decimal>().ok().map(Value::Number),
        "money" => text.parse::<Decimal>().ok().map(Value::Money),
        "date" => text.parse().ok().map(Value::Date),
        "moment" => text.parse().ok().map(Value::Moment),
        "flag" => text.parse().ok().map(Value::Flag),
        "choice" => field.choice(text).map(Value::Choice),
        _ => None,
    };
    read.unwrap_or_else(|| Value::Unknown(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, NaiveDateTime};
    use proptest::prelude::*;

    fn origin() -> Origin {
        Origin { sheet: Some("Sheet1".into()), row: 7 }
    }

    fn value_of(field: Field) -> BoxedStrategy<Value> {
        let decimal = (any::<i64>(), 0_u32..10).prop_map(|(n, scale)| Decimal::new(n, scale));
        let moment = (-5_000_000_000_i64..20_000_000_000, 0_u32..1_000_000_000)
            .prop_map(|(s, n)| chrono::DateTime::from_timestamp(s, n).unwrap().naive_utc());
        let own = match field.form() {
            Form::Text | Form::Person => any::<String>().prop_map(Value::Text).boxed(),
            Form::Number => decimal.prop_map(Value::Number).boxed(),
            Form::Money => decimal.prop_map(Value::Money).boxed(),
            Form::Date => moment.prop_map(|m| Value::Date(m.date())).boxed(),
            Form::Moment => moment.prop_map(Value::Moment).boxed(),
            Form::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
            Form::Choice(words) => (0..words.len()).prop_map(move |at| Value::Choice(words[at])).boxed(),
        };
        prop_oneof![4 => own, 1 => any::<String>().prop_map(Value::Unknown), 1 => any::<String>().prop_map(Value::Text)].boxed()
    }

    fn any_record() -> impl Strategy<Value = Record> {
        (0..Kind::ALL.len()).prop_flat_map(|at| {
            let fields: Vec<Field> = Field::of(Kind::ALL[at]).collect();
            let values: Vec<_> = fields.iter().map(|f| proptest::option::of(value_of(*f))).collect();
            values.prop_map(move |values| {
                let mut record = Record::new(Kind::ALL[at], origin());
                for (field, value) in fields.iter().zip(values) {
                    if let Some(value) = value {
                        record.set(*field, value);
                    }
                }
                record
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn a_record_comes_back_as_it_went_in(record in any_record()) {
            let text = encode(&record).unwrap();
            prop_assert_eq!(decode(record.kind, origin(), &text).unwrap(), record, "evidence shows what the export said");
        }
    }

    #[test]
    fn the_text_can_be_read_by_a_person() {
        let mut record = Record::new(Kind::Devices, origin());
        record.set(Field::Serial, Value::Text("SN \"1\"".into()));
        record.set(Field::DeviceKind, Value::Choice("laptop"));
        record.set(Field::LastSeen, Value::Moment(moment("2026-01-02T03:04:05")));
        record.set(Field::InService, Value::Date(NaiveDate::from_ymd_opt(2024, 2, 29).unwrap()));
        record.set(Field::DeviceCost, Value::Unknown("on lease".into()));
        let expected = concat!(
            r#"{"serial":"SN \"1\"","kind":"laptop","last_seen":"2026-01-02T03:04:05","#,
            r#""in_service_date":"2024-02-29","cost":{"unknown":"on lease"}}"#
        );
        assert_eq!(encode(&record).unwrap(), expected, "an auditor may open the file with any SQLite tool");
    }

    #[test]
    fn a_newer_programs_words_do_not_empty_the_row() {
        let text = r#"{"serial":"A","kind":"robot","orbit":"low"}"#;
        let record = decode(Kind::Devices, origin(), text).unwrap();
        assert_eq!(record.text(Field::Serial), Some("A"), "known fields stay");
        assert_eq!(
            record.get(Field::DeviceKind),
            Some(&Value::Unknown("robot".into())),
            "an unknown word is unknown, with its text"
        );
    }

    fn moment(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }
}
