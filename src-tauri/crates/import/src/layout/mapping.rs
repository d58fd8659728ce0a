//! A mapping given by the user: header → field.

use super::bind::{Bound, Why};
use super::plan::Plan;
use crate::catalog::{Clean, Target};
use crate::cells::duration::Unit;
use crate::cells::format::Format;
use crate::correction::{Cells, Correction};
use crate::error::{ErrorCode, ImportError};
use crate::fold;
use model::{Field, Kind};
use serde_json::{Map, Value as Json, json};

/// Which column feeds which field, as the user says. A column is named by its header, or by its place (`#3` is the third)
/// where the header is blank or comes twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// What the rows are, where the mapping says so.
    pub kind: Option<Kind>,
    /// Column and field name; `None` leaves the column out. What repeats the recognised field of a column changes nothing.
    pub columns: Vec<(String, Option<String>)>,
    /// How single columns write their cells, over what is chosen for the whole file.
    pub formats: Vec<(String, Format)>,
    /// Cells said otherwise than they are written.
    pub corrections: Vec<Correction>,
}

const SHAPE: &str = "Write {\"Header\": \"field\", …}, or {\"kind\": \"devices\", \"columns\": {\"Header\": \"field\", …}}; null leaves a column out.";
const FORMATS: &str = "Write \"formats\": {\"Header\": \"day_first\"}, or month_first, dot_decimal, comma_decimal.";

const CORRECTIONS: &str = "Write \"corrections\": [{\"column\": \"Header\", \"row\": 12, \"to\": \"text\"}], or \"saying\": \"text\" in place of the row for all cells alike.";

impl Mapping {
    /// A mapping of columns to field names; `None` leaves a column out.
    pub fn new(kind: Option<Kind>, columns: Vec<(String, Option<String>)>) -> Mapping {
        Mapping { kind, columns, ..Mapping::default() }
    }

    /// Says how one column writes its cells, in place of what was said before.
    pub fn with_format(mut self, column: &str, format: Format) -> Mapping {
        let same_sort = |f: &Format| std::mem::discriminant(f) == std::mem::discriminant(&format);
        self.formats.retain(|(name, f)| name != column || !same_sort(f));
        self.formats.push((column.to_owned(), format));
        self
    }

    /// Reads `{"Header": "field"}` or `{"kind": …, "columns": {…}, "formats": {…}, "corrections": […]}`.
    ///
    /// # Errors
    /// [`ErrorCode::BadMapping`] where the JSON has another shape or names an unknown kind or format.
    pub fn from_json(bytes: &[u8]) -> Result<Mapping, ImportError> {
        let json: Json = serde_json::from_slice(bytes).map_err(|e| bad(format!("The mapping is not JSON: {e}."), SHAPE))?;
        let Json::Object(object) = json else { return Err(bad("The mapping is not a JSON object.", SHAPE)) };
        match object.get("columns").and_then(Json::as_object) {
            Some(nested) => {
                let kind = object.get("kind").and_then(Json::as_str).map(kind_of).transpose()?;
                let formats = object.get("formats").and_then(Json::as_object).into_iter().flatten();
                let formats = formats.map(|(column, word)| format_of(column, word)).collect::<Result<_, _>>()?;
                Ok(Mapping { kind, columns: columns_of(nested)?, formats, corrections: corrections_of(&object)? })
            }
            None => Ok(Mapping::new(None, columns_of(&object)?)),
        }
    }

    /// The mapping as JSON, which [`Mapping::from_json`] reads back.
    pub fn to_json(&self) -> String {
        let columns: Map<String, Json> = self.columns.iter().map(|(column, field)| (column.clone(), json!(field))).collect();
        let formats: Map<String, Json> = self.formats.iter().map(|(column, f)| (column.clone(), json!(f.name()))).collect();
        let mut object = Map::new();
        if let Some(kind) = self.kind {
            object.insert("kind".into(), json!(kind.name()));
        }
        object.insert("columns".into(), Json::Object(columns));
        if !formats.is_empty() {
            object.insert("formats".into(), Json::Object(formats));
        }
        if !self.corrections.is_empty() {
            object.insert("corrections".into(), self.corrections.iter().map(correction_json).collect());
        }
        Json::Object(object).to_string()
    }

    /// Folded headers.
    pub(super) fn headers(&self) -> Vec<String> {
        self.columns.iter().map(|(header, _)| fold::header(header)).collect()
    }

    /// The kind that has all the fields, where only one has.
    pub(super) fn only_kind(&self) -> Option<Kind> {
        let names: Vec<&str> = self.columns.iter().filter_map(|(_, name)| name.as_deref()).collect();
        let mut fitting =
            Kind::ALL.into_iter().filter(|k| !names.is_empty() && names.iter().all(|n| Field::from_name(*k, n).is_some()));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// Puts the mapping over what was bound by itself.
    pub(super) fn apply(&self, plan: &mut Plan<'_>) -> Result<(), ImportError> {
        let mut said = Vec::new();
        for (column, name) in &self.columns {
            said.push((plan.position(column)?, name.as_deref()));
        }
        for (column, format) in &self.formats {
            plan.formats.push((plan.only_position(column)?, *format));
        }
        for correction in &self.corrections {
            plan.corrections.add(plan.only_position(&correction.column)?, correction);
        }
        let Some(kind) = plan.kind else {
            plan.left_out = said.into_iter().map(|(index, _)| index).collect();
            return Ok(());
        };
        let said = said.into_iter().map(|(index, name)| Ok((index, name.map(|n| target(kind, n)).transpose()?)));
        plan.choose(&said.collect::<Result<Vec<_>, ImportError>>()?)
    }
}

impl Plan<'_> {
    /// Binds columns as the user says. What a column does already stays with all it is known for: units, both halves of
    /// a name, debit and credit.
    fn choose(&mut self, said: &[(usize, Option<Field>)]) -> Result<(), ImportError> {
        let is_new = |&&(index, field): &&(usize, Option<Field>)| field.is_some() && self.field(index) != field;
        let new: Vec<(usize, Field)> =
            said.iter().filter(is_new).filter_map(|(index, field)| Some((*index, (*field)?))).collect();
        for (index, field) in &new {
            let other = said.iter().find(|(at, f)| at != index && *f == Some(*field));
            if let Some((at, _)) = other {
                return Err(self.twice(*field, *at, *index));
            }
        }
        let fresh = new.iter().map(|(index, field)| self.bound_to(*index, Target::Field(*field))).collect::<Vec<_>>();
        let left_out = said.iter().filter(|(_, field)| field.is_none()).map(|(index, _)| *index);
        self.left_out = left_out.collect();
        self.bound.retain(|b| {
            let moved = new.iter().any(|(index, _)| *index == b.index) || self.left_out.contains(&b.index);
            !moved && fresh.iter().all(|f| f.target != b.target)
        });
        for bound in self.bound.iter_mut().filter(|b| said.iter().any(|(index, _)| *index == b.index)) {
            bound.why = Why::Chosen;
        }
        self.bound.splice(0..0, fresh);
        Ok(())
    }

    /// A column bound by the user, with the unit it was known to have.
    fn bound_to(&self, index: usize, target: Target) -> Bound {
        let known = self.bound.iter().find(|b| b.index == index && b.target == target);
        let (unit, clean) = (Unit::Hours, Clean::default());
        let plain = Bound { index, target, unit, inverted: false, quiet: false, clean, why: Why::Chosen };
        Bound { why: Why::Chosen, ..known.copied().unwrap_or(plain) }
    }

    /// How a mapping names a column: by its header, or by its place where the header is blank or comes twice.
    pub fn key(&self, index: usize) -> String {
        let header = self.headers.get(index).map(String::as_str).unwrap_or_default();
        let once = self.headers.iter().filter(|h| *h == header).count() == 1;
        if once && !header.is_empty() { header.to_owned() } else { format!("#{}", index + 1) }
    }

    fn position(&self, column: &str) -> Result<usize, ImportError> {
        let named = |h: &&str| !h.is_empty();
        let exact = Some(column.trim()).filter(named).and_then(|c| self.headers.iter().position(|h| h == c));
        let folded = fold::header(column);
        let by_name = exact.or_else(|| Some(folded.as_str()).filter(named).and_then(|c| self.folded.iter().position(|h| h == c)));
        let place =
            || column.trim().strip_prefix('#')?.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < self.headers.len());
        by_name.or_else(place).or_else(|| self.named_place(column)).ok_or_else(|| {
            let message = format!("The mapping names a column \u{201c}{column}\u{201d} that the table does not have.");
            bad(message, format!("Its columns are: {}.", self.headers.join(", ")))
        })
    }

    /// How problems name a column: by its header; with its place where that is blank or comes twice (`Cost #3`).
    pub fn named(&self, index: usize) -> Option<String> {
        let header = self.headers.get(index)?;
        let key = self.key(index);
        Some(if key == *header || header.is_empty() { key } else { format!("{header} {key}") })
    }

    /// The column that `Cost #3` names: the third, where its header is so.
    fn named_place(&self, column: &str) -> Option<usize> {
        let (header, place) = column.trim().rsplit_once('#')?;
        let at = place.parse::<usize>().ok()?.checked_sub(1)?;
        (self.folded.get(at)? == &fold::header(header)).then_some(at)
    }

    /// The one column of that name: what is said of cells must not fall on another of the same header.
    fn only_position(&self, column: &str) -> Result<usize, ImportError> {
        let at = self.position(column)?;
        let alike = |h: &String| !h.is_empty() && self.folded.get(at) == Some(h) && fold::header(column) == *h;
        let places: Vec<usize> = (0..self.folded.len()).filter(|i| self.folded.get(*i).is_some_and(alike)).collect();
        if places.len() < 2 {
            return Ok(at);
        }
        let named: Vec<String> = places.iter().filter_map(|i| self.named(*i)).collect();
        let message =
            format!("The table has {} columns \u{201c}{column}\u{201d}, and the mapping says something of one.", places.len());
        Err(bad(message, format!("Name it with its place: {}.", named.join(", "))))
    }

    fn twice(&self, field: Field, one: usize, other: usize) -> ImportError {
        let (one, other) = (self.key(one.min(other)), self.key(one.max(other)));
        let message =
            format!("The mapping gives two columns to {}: \u{201c}{one}\u{201d} and \u{201c}{other}\u{201d}.", field.name());
        bad(message, "Keep one of them, and leave the other out or give it another field.")
    }
}

fn bad(message: impl Into<String>, hint: impl Into<String>) -> ImportError {
    ImportError::asked(ErrorCode::BadMapping, message, hint)
}

fn kind_of(name: &str) -> Result<Kind, ImportError> {
    Kind::from_name(name).ok_or_else(|| bad(format!("There is no kind \u{201c}{name}\u{201d}."), SHAPE))
}

fn columns_of(object: &Map<String, Json>) -> Result<Vec<(String, Option<String>)>, ImportError> {
    let column = |(header, field): (&String, &Json)| match field {
        Json::Null => Ok((header.clone(), None)),
        Json::String(name) => Ok((header.clone(), Some(name.clone()).filter(|n| !n.trim().is_empty()))),
        _ => Err(bad(format!("The column \u{201c}{header}\u{201d} is not mapped to a name."), SHAPE)),
    };
    object.iter().map(column).collect()
}

fn format_of(column: &str, word: &Json) -> Result<(String, Format), ImportError> {
    let format = word.as_str().and_then(Format::from_name);
    format
        .map(|f| (column.to_owned(), f))
        .ok_or_else(|| bad(format!("The format of the column \u{201c}{column}\u{201d} is none that is known."), FORMATS))
}

fn corrections_of(object: &Map<String, Json>) -> Result<Vec<Correction>, ImportError> {
    let listed = match object.get("corrections") {
        None | Some(Json::Null) => return Ok(Vec::new()),
        Some(Json::Array(listed)) => listed,
        Some(_) => return Err(bad("The corrections are no list.", CORRECTIONS)),
    };
    listed.iter().map(|c| correction_of(c).ok_or_else(|| bad("A correction is not complete.", CORRECTIONS))).collect()
}

fn correction_of(json: &Json) -> Option<Correction> {
    let text = |key: &str| json.get(key)?.as_str().map(str::to_owned);
    let row = json.get("row").and_then(Json::as_u64).and_then(|row| u32::try_from(row).ok());
    let cells = row.map(Cells::Row).or_else(|| text("saying").map(Cells::Saying))?;
    Some(Correction { column: text("column")?, cells, to: text("to")? })
}

fn correction_json(correction: &Correction) -> Json {
    let (which, cells) = match &correction.cells {
        Cells::Row(row) => ("row", json!(row)),
        Cells::Saying(text) => ("saying", json!(text)),
    };
    json!({"column": correction.column, which: cells, "to": correction.to})
}

fn target(kind: Kind, name: &str) -> Result<Field, ImportError> {
    Field::from_name(kind, name.trim()).ok_or_else(|| {
        let names: Vec<&str> = Field::of(kind).map(Field::name).collect();
        let message = format!("The mapping names a field \u{201c}{name}\u{201d} that {} do not have.", kind.name());
        ImportError::asked(ErrorCode::BadMapping, message, format!("The fields are: {}.", names.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::date::DateOrder;

    #[test]
    fn a_mapping_comes_back_from_its_json_as_it_was() {
        let columns = vec![("Box".to_owned(), Some("hostname".to_owned())), ("Notes".to_owned(), None)];
        let mapping = Mapping::new(Some(Kind::Devices), columns)
            .with_format("Bought", Format::Dates(DateOrder::MonthFirst))
            .with_format("Bought", Format::Dates(DateOrder::DayFirst));
        assert_eq!(mapping.formats.len(), 1, "the later word holds");
        assert_eq!(Mapping::from_json(mapping.to_json().as_bytes()).unwrap(), mapping, "what is saved is what is read");
        let corrected = Mapping {
            corrections: vec![
                Correction { column: "Box".to_owned(), cells: Cells::Row(3), to: "PC-3".to_owned() },
                Correction { column: "Box".to_owned(), cells: Cells::Saying("?".to_owned()), to: String::new() },
            ],
            ..mapping
        };
        assert_eq!(Mapping::from_json(corrected.to_json().as_bytes()).unwrap(), corrected, "cells said otherwise too");
        let none = Mapping::from_json(br#"{"columns": {}, "formats": {"Bought": "year_first"}}"#).unwrap_err();
        assert!(none.message.contains("Bought") && none.hint.contains("day_first"), "{none}");
    }

    #[test]
    fn a_mapping_has_two_shapes_and_says_what_is_wrong_with_others() {
        let flat = Mapping::from_json(br#"{"Box": "hostname", "Notes": null}"#).unwrap();
        assert_eq!(flat.columns, [("Box".into(), Some("hostname".into())), ("Notes".into(), None)]);
        assert_eq!(flat.only_kind(), Some(Kind::Devices), "no other kind has a host name");
        let nested = Mapping::from_json(br#"{"kind": "staff", "columns": {"Job": "title"}}"#).unwrap();
        assert_eq!(nested.kind, Some(Kind::Staff));
        for bad in ["[]", "{", r#"{"a": 1}"#, r#"{"kind": "cats", "columns": {}}"#] {
            let refused = Mapping::from_json(bad.as_bytes()).unwrap_err();
            assert_eq!(refused.code, ErrorCode::BadMapping, "{bad}");
            assert!(refused.hint.contains("Header"), "the hint shows the shape");
        }
    }
}
