//! An offer typed into a form: it is read like a file, so that it has rows, a source, problems and one undo.

use crate::error::Error;
use crate::host::Host;
use crate::live::choice;
use crate::session::Session;
use crate::wire::{Choice, Override, QuoteField, Waiting};
use model::present::sentence_start;
use model::scope::{Coverage, Domain};
use model::{Field, Form, Kind};
use serde::Deserialize;

/// The form's content.
const FORM: &str = "client/quote-form-en.json";

#[derive(Deserialize)]
struct File {
    fields: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    field: String,
    label: String,
    group: String,
    required: bool,
    hint: String,
}

/// The fields of the form, in order.
pub fn quote_fields() -> Result<Vec<QuoteField>, Error> {
    let bytes = content::file(FORM).ok_or_else(|| Error::damaged_content(FORM, "it is missing"))?;
    let file: File = serde_json::from_slice(bytes).map_err(|cause| Error::damaged_content(FORM, &cause.to_string()))?;
    file.fields.into_iter().map(field).collect()
}

fn field(entry: Entry) -> Result<QuoteField, Error> {
    let known = Field::from_name(Kind::Quotes, &entry.field);
    if known == Some(Field::QuoteDomains) {
        let choices = Domain::ALL.into_iter().map(|d| choice(d.name(), d.title())).collect();
        return Ok(entry.shown("choices", choices));
    }
    let (form, choices) = match known.ok_or_else(|| Error::damaged_content(FORM, &entry.field))?.form() {
        Form::Date | Form::Moment => ("day", Vec::new()),
        Form::Flag => ("flag", vec![choice("yes", "Yes"), choice("no", "No")]),
        Form::Number => ("number", Vec::new()),
        Form::Money => ("money", Vec::new()),
        Form::Choice(words) => ("choice", words.iter().map(|w| choice(w, &spoken(w))).collect()),
        Form::Text | Form::Person => ("text", Vec::new()),
    };
    Ok(entry.shown(form, choices))
}

impl Entry {
    fn shown(self, form: &str, choices: Vec<Choice>) -> QuoteField {
        QuoteField {
            field: self.field,
            label: self.label,
            form: form.to_owned(),
            choices,
            hint: self.hint,
            required: self.required,
            group: self.group,
        }
    }
}

fn spoken(word: &str) -> String {
    match (Coverage::from_name(word), word) {
        (Some(hours), _) => hours.shown().to_owned(),
        (_, "co_managed") => "Co-managed".to_owned(),
        (_, "break_fix") => "Break-fix".to_owned(),
        (_, "no_cui") => "Neither CUI nor security protection data".to_owned(),
        (_, "security_data_only") => "Only security protection data".to_owned(),
        (_, "cui_not_in_cloud") => "CUI, without a cloud service".to_owned(),
        (_, "cui_fedramp_moderate") => "CUI in a cloud, FedRAMP Moderate or equivalent".to_owned(),
        (_, "cui_other_cloud") => "CUI in another cloud".to_owned(),
        (_, word) => sentence_start(&word.replace('_', " ")),
    }
}

impl Session {
    /// An offer as typed, field by field; it waits to be committed like a file.
    pub fn stage_quote(&mut self, fields: &[Override], host: &dyn Host) -> Result<Option<Waiting>, Error> {
        let typed: Vec<(&str, &str)> = fields
            .iter()
            .filter_map(|f| Some((f.key.as_str(), f.value.as_deref()?.trim())))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let vendor = typed.iter().find(|(key, _)| *key == Field::QuoteVendor.name()).map(|(_, vendor)| *vendor);
        let vendor = vendor.ok_or_else(|| Error::bad_setting("vendor", "an offer needs its provider's name"))?;
        if let Some((key, _)) = typed.iter().find(|(key, _)| Field::from_name(Kind::Quotes, key).is_none()) {
            return Err(Error::bad_setting(key, "an offer has no such field"));
        }
        self.stage_typed(&format!("Typed offer of {}.csv", file_name(vendor)), table(&typed), host)
    }
}

/// A name any file system takes.
fn file_name(vendor: &str) -> String {
    vendor.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')).take(60).collect()
}

/// A table of one row under the template's headers.
fn table(typed: &[(&str, &str)]) -> String {
    let all: Vec<Field> = Field::of(Kind::Quotes).collect();
    let value = |f: &Field| typed.iter().find(|(key, _)| *key == f.name()).map_or("", |(_, value)| *value);
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\"").replace(['\n', '\r'], " "));
    let head: Vec<&str> = all.iter().map(|f| f.name()).collect();
    let row: Vec<String> = all.iter().map(|f| quoted(value(f))).collect();
    format!("{}\n{}\n", head.join(","), row.join(","))
}
