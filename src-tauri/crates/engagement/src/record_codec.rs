//! A record's fields as JSON values in the order of its import's fields: `"SN-1",null,"1250.00"`.
//!
//! A value in its field's own form is a plain string (a flag is a boolean); any other is an object that names its
//! form, `{"unknown":"n/a"}`, so that reading gives back exactly what was written. What is absent is null.

use crate::error::FileError;
use model::{Field, Form, Kind, Origin, Record, Value, written};
use rust_decimal::Decimal;
use serde_json::Value as Json;
use std::fmt::Write as _;

/// The fields of an import's records in the order in which they were first met.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    /// `None`: a field this program does not know, as a newer one may write.
    fields: Vec<Option<Field>>,
    /// The column of a field, by the field's own number; `usize::MAX` where it has none yet.
    places: Vec<usize>,
    /// Where the values of the record being written stand among its fields; kept from row to row.
    order: Vec<usize>,
}

impl Columns {
    /// Reads the list that an import keeps.
    pub(crate) fn read(kind: Kind, json: &str) -> Result<Self, FileError> {
        let names: Vec<String> =
            serde_json::from_str(json).map_err(|e| FileError::Damaged(format!("an import's fields: {e}")))?;
        let fields = names.iter().map(|n| Field::from_name(kind, n)).collect();
        Ok(Self { fields, ..Self::default() })
    }

    /// The list to keep.
    pub(crate) fn names(&self) -> String {
        let names: Vec<&str> = self.fields.iter().flatten().map(|f| f.name()).collect();
        Json::from(names).to_string()
    }

    /// Sets `order`: for each column the place of its value among the record's, `usize::MAX` where it is absent.
    fn arrange(&mut self, record: &Record) {
        self.order.clear();
        self.order.resize(self.fields.len(), usize::MAX);
        for (at, (field, _)) in record.fields().iter().enumerate() {
            let number = *field as usize;
            if self.places.len() <= number {
                self.places.resize(number + 1, usize::MAX);
            }
            if self.places[number] == usize::MAX {
                self.places[number] = self.fields.len();
                self.fields.push(Some(*field));
                self.order.push(usize::MAX);
            }
            self.order[self.places[number]] = at;
        }
        while self.order.last() == Some(&usize::MAX) {
            self.order.pop();
        }
    }
}

/// Appends the values of a record, each after a comma.
pub(crate) fn encode(out: &mut String, columns: &mut Columns, record: &Record) {
    columns.arrange(record);
    for at in &columns.order {
        out.push(',');
        match record.fields().get(*at) {
            Some((field, value)) => write_value(out, field.form(), value),
            None => out.push_str("null"),
        }
    }
}

/// Reads a record back. Fields this program does not know are left out.
pub(crate) fn decode(kind: Kind, origin: Origin, columns: &Columns, values: Vec<Json>) -> Record {
    let mut record = Record::new(kind, origin);
    for (field, value) in columns.fields.iter().zip(values) {
        if let Some(field) = field.filter(|_| !value.is_null()) {
            record.set(field, read_value(field, &value));
        }
    }
    record
}

/// Reads a record of schema 1, an object of fields by their names.
pub(crate) fn decode_named(kind: Kind, origin: Origin, text: &str) -> Result<Record, FileError> {
    let json: Json = serde_json::from_str(text).map_err(|e| FileError::Damaged(format!("a row's fields: {e}")))?;
    let mut record = Record::new(kind, origin);
    for (name, value) in json.as_object().into_iter().flatten() {
        if let Some(field) = Field::from_name(kind, name) {
            record.set(field, read_value(field, value));
        }
    }
    Ok(record)
}

fn write_value(out: &mut String, form: Form, value: &Value) {
    if let (Form::Flag, Value::Flag(yes)) = (form, value) {
        out.push_str(if *yes { "true" } else { "false" });
        return;
    }
    let tag = tag(value);
    if tag == home_tag(form) {
        return write_plain(out, value);
    }
    out.push('{');
    write_text(out, tag);
    out.push(':');
    write_plain(out, value);
    out.push('}');
}

/// Appends a text as JSON.
pub(crate) fn write_text(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| b < b' ' || b == b'"' || b == b'\\') {
        out.push_str(&rest[..at]);
        write_escaped(out, rest.as_bytes()[at]);
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

fn write_escaped(out: &mut String, sign: u8) {
    match sign {
        b'"' => out.push_str("\\\""),
        b'\\' => out.push_str("\\\\"),
        b'\n' => out.push_str("\\n"),
        b'\r' => out.push_str("\\r"),
        b'\t' => out.push_str("\\t"),
        control => {
            let _ = write!(out, "\\u{control:04x}"); // writing to a string cannot fail
        }
    }
}

fn write_plain(out: &mut String, value: &Value) {
    let quoted = |out: &mut String, write: &dyn Fn(&mut String)| {
        out.push('"');
        write(out);
        out.push('"');
    };
    match value {
        Value::Text(t) | Value::Unknown(t) => write_text(out, t),
        Value::Choice(word) => write_text(out, word),
        Value::Number(d) | Value::Money(d) => quoted(out, &|out| written::decimal(out, *d)),
        Value::Date(d) => quoted(out, &|out| written::day(out, *d)),
        Value::Moment(m) => quoted(out, &|out| written::moment(out, *m)),
        Value::Flag(yes) => write_text(out, if *yes { "true" } else { "false" }),
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
            let mut columns = Columns::default();
            let values = written(&mut columns, &record);
            let columns = Columns::read(record.kind, &columns.names()).unwrap();
            let back = decode(record.kind, origin(), &columns, serde_json::from_str(&values).unwrap());
            prop_assert_eq!(back, record, "evidence shows what the export said");
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
        let expected = concat!(r#"["SN \"1\"","laptop","2026-01-02T03:04:05","#, r#""2024-02-29",{"unknown":"on lease"}]"#);
        let mut columns = Columns::default();
        assert_eq!(written(&mut columns, &record), expected, "an auditor may open the file with any SQLite tool");
        assert_eq!(columns.names(), r#"["serial","kind","last_seen","in_service_date","cost"]"#);
        record.clear(Field::LastSeen);
        record.clear(Field::DeviceCost);
        assert_eq!(
            written(&mut columns, &record),
            r#"["SN \"1\"","laptop",null,"2024-02-29"]"#,
            "what is absent keeps its place"
        );
    }

    #[test]
    fn a_newer_programs_words_do_not_empty_the_row() {
        let columns = Columns::read(Kind::Devices, r#"["serial","orbit","kind"]"#).unwrap();
        let values = vec![Json::from("A"), Json::from("low"), Json::from("robot")];
        let record = decode(Kind::Devices, origin(), &columns, values);
        assert_eq!(record.text(Field::Serial), Some("A"), "known fields stay");
        assert_eq!(
            record.get(Field::DeviceKind),
            Some(&Value::Unknown("robot".into())),
            "an unknown word is unknown, with its text"
        );
    }

    fn written(columns: &mut Columns, record: &Record) -> String {
        let mut out = String::new();
        encode(&mut out, columns, record);
        format!("[{}]", out.trim_start_matches(','))
    }

    fn moment(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }
}
