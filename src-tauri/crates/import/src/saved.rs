//! A preset of the user's own: how a table was read, kept as a file that reads the tool's next export alike.

use crate::Choices;
use crate::catalog::{Catalog, Clean, Target};
use crate::cells::duration::Unit;
use crate::error::{ErrorCode, ImportError};
use crate::fold;
use crate::layout::{self, Bound, Plan};
use crate::source::Source;
use serde_json::{Map, Value as Json, json};

/// Parts of a hundred of the headers that the next export must have too.
const SHARE: usize = 80;

/// The preset that reads tables like this one as the choices say: JSON in the form of the program's own presets.
///
/// `name` is what people call the export; the preset's id is made of it. What a recognised preset knows of words, totals
/// and rows of other things is taken over by naming it.
///
/// # Errors
/// A table that is not read with these choices, or a name without letters.
pub fn preset_of(source: &Source, catalog: &Catalog, choices: &Choices, name: &str) -> Result<String, ImportError> {
    let sheet = crate::sheets_to_read(source, catalog, choices)?.into_iter().next().flatten();
    let (_, plan, _) = layout::open(source, catalog, choices, sheet.as_deref())?;
    let kind = plan.readable(source)?;
    let id = preset_id(name);
    if id.is_empty() {
        let hint = "Give it a name of letters, like \u{201c}Example RMM devices\u{201d}.";
        return Err(ImportError::asked(ErrorCode::BadMapping, "The preset has no name.", hint));
    }
    let headers: Vec<&String> = plan.headers.iter().filter(|h| !h.is_empty()).collect();
    let mut file = Map::new();
    let mut put = |key: &str, value: Json| drop(file.insert(key.to_owned(), value));
    put("what", json!("preset"));
    put("id", json!(id));
    put("version", json!(1));
    put("title", json!(name.trim()));
    put("source", json!("A mapping that was saved by its user."));
    put("licence", json!("CC0-1.0"));
    put("kind", json!(kind.name()));
    if let Some(base) = plan.preset.and_then(|p| if p.own { p.extends.as_ref() } else { Some(&p.id) }) {
        put("extends", json!(base));
    }
    put(
        "recognise",
        json!({
            "all": needed(&plan),
            "some": headers,
            "at_least": (headers.len() * SHARE).div_ceil(100),
        }),
    );
    put("columns", Json::Array(plan.bound.iter().map(|bound| column(&plan, bound)).collect()));
    serde_json::to_string_pretty(&Json::Object(file)).map(|text| text + "\n").map_err(|e| {
        ImportError::asked(ErrorCode::BadMapping, format!("The preset cannot be written: {e}."), "Please report this.")
    })
}

/// The id of a preset by its name: `Example RMM devices` → `example-rmm-devices`.
pub fn preset_id(name: &str) -> String {
    fold::words(name).split_whitespace().collect::<Vec<_>>().join("-").replace(['#', '+'], "")
}

/// The headers without which the table would not be this export: those of the columns that are read, by name.
fn needed(plan: &Plan<'_>) -> Vec<Vec<String>> {
    let mut needed: Vec<Vec<String>> = Vec::new();
    for bound in &plan.bound {
        let key = plan.key(bound.index);
        if !key.starts_with('#') && !needed.contains(&vec![key.clone()]) {
            needed.push(vec![key]);
        }
    }
    needed
}

fn column(plan: &Plan<'_>, bound: &Bound) -> Json {
    let mut column = Map::new();
    let to = match bound.target {
        Target::Field(field) => field.name(),
        Target::Extra(extra) => extra.name(),
    };
    column.insert("headers".into(), json!([plan.key(bound.index)]));
    column.insert("to".into(), json!(to));
    match bound.unit {
        Unit::Hours => {}
        Unit::Minutes => drop(column.insert("unit".into(), json!("minutes"))),
        Unit::Seconds => drop(column.insert("unit".into(), json!("seconds"))),
    }
    if bound.inverted {
        column.insert("inverted".into(), json!(true));
    }
    if bound.quiet {
        column.insert("quiet".into(), json!(true));
    }
    if bound.clean != Clean::default() {
        column.insert("clean".into(), json!(bound.clean.names()));
    }
    if let Some((_, format)) = plan.formats.iter().rev().find(|(at, _)| *at == bound.index) {
        column.insert("format".into(), json!(format.name()));
    }
    Json::Object(column)
}
