//! Which sheets of a workbook to read.

use crate::Choices;
use crate::catalog::Catalog;
use crate::error::ImportError;
use crate::layout;
use crate::source::{Source, Table};
use rust_decimal::Decimal;

/// The sheets to read, in their order: the chosen one; else every sheet that is recognised; else the first visible one
/// with cells. A text file gives one `None`.
///
/// # Errors
/// A sheet that does not exist, or a workbook that cannot be read.
pub fn sheets_to_read(source: &Source, catalog: &Catalog, choices: &Choices) -> Result<Vec<Option<String>>, ImportError> {
    if !source.is_workbook() {
        return Ok(vec![None]);
    }
    if choices.sheet.is_some() {
        return Ok(vec![Table::open(source, choices.sheet.as_deref())?.sheet]);
    }
    let mut sheets = Vec::new();
    for sheet in source.sheets() {
        sheets.push(Seen::look(source, catalog, choices, &sheet.name, sheet.hidden));
    }
    Ok(pick(sheets))
}

/// What a first look at a sheet shows.
struct Seen {
    name: String,
    hidden: bool,
    filled: bool,
    recognised: bool,
    /// How surely an unlisted layout is of a kind, with its headers.
    likely: Option<(Decimal, Vec<String>)>,
    mapped: usize,
}

impl Seen {
    fn look(source: &Source, catalog: &Catalog, choices: &Choices, name: &str, hidden: bool) -> Seen {
        let opened = layout::open(source, catalog, choices, Some(name));
        let (filled, recognised, mapped) = match &opened {
            Ok((_, plan, head)) => (!head.is_empty(), plan.preset.is_some(), plan.bound.len()),
            Err(_) => (false, false, 0),
        };
        let unlisted = opened.ok().filter(|(_, plan, _)| choices.kind.is_none() && !recognised && plan.kind.is_some());
        let likely = unlisted.map(|(_, plan, _)| (plan.confidence, plan.folded));
        Seen { name: name.to_owned(), hidden, filled, recognised, likely, mapped }
    }
}

fn pick(sheets: Vec<Seen>) -> Vec<Option<String>> {
    if sheets.iter().any(|s| s.recognised) {
        return sheets.into_iter().filter(|s| s.recognised).map(|s| Some(s.name)).collect();
    }
    let surest = sheets.iter().filter(|s| !s.hidden).filter_map(|s| s.likely.as_ref()).max_by_key(|(sure, _)| *sure);
    if let Some((_, headers)) = surest {
        // Sheets of one layout are parts of one table (a sheet for every year); others are other tables of a workbook.
        let alike = |s: &&Seen| !s.hidden && s.likely.as_ref().is_some_and(|(_, h)| h == headers);
        return sheets.iter().filter(alike).map(|s| Some(s.name.clone())).collect();
    }
    let best =
        sheets.iter().filter(|s| s.filled).max_by_key(|s| (s.mapped > 0, !s.hidden, std::cmp::Reverse(position(&sheets, s))));
    let chosen = best.or(sheets.iter().find(|s| !s.hidden)).or(sheets.first());
    chosen.map(|s| vec![Some(s.name.clone())]).unwrap_or_default()
}

fn position(sheets: &[Seen], sheet: &Seen) -> usize {
    sheets.iter().position(|s| std::ptr::eq(s, sheet)).unwrap_or(usize::MAX)
}
