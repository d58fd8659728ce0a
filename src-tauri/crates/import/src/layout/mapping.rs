//! A mapping given by the user: header → field.

use super::bind::Bound;
use crate::catalog::Target;
use crate::cells::duration::Unit;
use crate::error::{ErrorCode, ImportError};
use crate::fold;
use model::{Field, Kind};
use serde_json::Value as Json;

/// Which header feeds which field, as the user says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// What the rows are, where the mapping says so.
    pub kind: Option<Kind>,
    /// Header and field name; `None` leaves the column out.
    pub columns: Vec<(String, Option<String>)>,
}

const SHAPE: &str = "Write {\"Header\": \"field\", …}, or {\"kind\": \"devices\", \"columns\": {\"Header\": \"field\", …}}; null leaves a column out.";

impl Mapping {
    /// Reads `{"Header": "field"}` or `{"kind": …, "columns": {…}}`.
    ///
    /// # Errors
    /// [`ErrorCode::BadMapping`] where the JSON has another shape or names an unknown kind.
    pub fn from_json(bytes: &[u8]) -> Result<Mapping, ImportError> {
        let bad = |what: String| ImportError::asked(ErrorCode::BadMapping, what, SHAPE);
        let json: Json = serde_json::from_slice(bytes).map_err(|e| bad(format!("The mapping is not JSON: {e}.")))?;
        let Json::Object(object) = json else { return Err(bad("The mapping is not a JSON object.".into())) };
        let nested = object.get("columns").and_then(Json::as_object).cloned();
        let kind = match (&nested, object.get("kind").and_then(Json::as_str)) {
            (Some(_), Some(name)) => {
                Some(Kind::from_name(name).ok_or_else(|| bad(format!("There is no kind \u{201c}{name}\u{201d}.")))?)
            }
            _ => None,
        };
        let column = |(header, field): (String, Json)| match field {
            Json::Null => Ok((header, None)),
            Json::String(name) => Ok((header, Some(name).filter(|n| !n.trim().is_empty()))),
            _ => Err(bad(format!("The column \u{201c}{header}\u{201d} is not mapped to a name."))),
        };
        let columns = nested.unwrap_or(object).into_iter().map(column).collect::<Result<_, _>>()?;
        Ok(Mapping { kind, columns })
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
    pub(super) fn apply(
        &self,
        kind: Kind,
        folded: &[String],
        headers: &[String],
        bound: &mut Vec<Bound>,
    ) -> Result<(), ImportError> {
        let mut given = Vec::new();
        for (header, name) in &self.columns {
            let index = position(header, folded, headers)?;
            bound.retain(|b| b.index != index);
            if let Some(name) = name {
                let target = Target::Field(target(kind, name)?);
                given.push(Bound { index, target, unit: Unit::Hours, inverted: false });
            }
        }
        bound.retain(|b| given.iter().all(|g| g.target != b.target));
        given.append(bound);
        *bound = given;
        Ok(())
    }
}

fn position(header: &str, folded: &[String], headers: &[String]) -> Result<usize, ImportError> {
    let exact = headers.iter().position(|h| h == header.trim());
    exact.or_else(|| folded.iter().position(|h| *h == fold::header(header))).ok_or_else(|| {
        let message = format!("The mapping names a column \u{201c}{header}\u{201d} that the table does not have.");
        ImportError::asked(ErrorCode::BadMapping, message, format!("Its columns are: {}.", headers.join(", ")))
    })
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
