//! The plan by which a table is read: header, kind, preset, columns.

use super::bind::{self, Bound, Why};
use super::likely;
use super::{header, recognise, required};
use crate::Choices;
use crate::catalog::{Catalog, PresetRules, RowRule, Target};
use crate::cells::format::Format;
use crate::correction::Corrections;
use crate::error::{ErrorCode, ImportError};
use crate::fold;
use crate::source::{HeadRow, RawCell, RowRef, Source, Table};
use model::{Field, Kind};
use rust_decimal::Decimal;
use std::cell::OnceCell;
use std::collections::HashSet;

/// How many of the first rows may be the header.
const HEADER_WITHIN: usize = 60;

/// Which of the first columns may hold the headers of a table that stands on its side.
const SIDE_WITHIN: usize = 3;

/// How a table is read.
#[derive(Debug)]
pub(crate) struct Plan<'c> {
    /// What the rows are; `None` where nothing says so.
    pub kind: Option<Kind>,
    /// The preset that was recognised.
    pub preset: Option<&'c PresetRules>,
    /// How sure the recognition is, 0 to 1.
    pub confidence: Decimal,
    /// Physical line of the header, from 1.
    pub header_line: u32,
    /// Headers as written.
    pub headers: Vec<String>,
    /// Headers folded.
    pub folded: Vec<String>,
    /// Which column feeds what.
    pub bound: Vec<Bound>,
    /// Columns the user left out.
    pub left_out: Vec<usize>,
    /// How the user says single columns write their cells.
    pub formats: Vec<(usize, Format)>,
    /// Cells the user says otherwise.
    pub corrections: Corrections,
    /// Rows of other records, by the preset or the kind.
    pub row_rules: Vec<&'c RowRule>,
    /// What layouts are known; none before the plan is made.
    pub catalog: Option<&'c Catalog>,
    /// Words that name columns, for headers below the first; made where a row may be one.
    pub header_words: OnceCell<HashSet<String>>,
}

/// Makes the plan from the first rows. Any readable table has one.
///
/// # Errors
/// No rows at all, or a mapping that does not fit the table.
fn plan<'c>(source: &Source, head: &[HeadRow], catalog: &'c Catalog, choices: &Choices) -> Result<Plan<'c>, ImportError> {
    let mapping = choices.mapping.as_ref();
    let kind = choices.kind.or_else(|| mapping.and_then(|m| m.kind.or_else(|| m.only_kind())));
    let rows: Vec<Folded<'_>> = head.iter().take(HEADER_WITHIN).map(Folded::of).collect();
    let mut plan = known(&rows, catalog, kind)
        .or_else(|| unlisted(&rows, head, catalog, kind))
        .or_else(|| guessed(head, &rows, kind))
        .ok_or_else(|| nothing(source, choices.sheet.as_deref()))?;
    if let Some(mapping) = mapping {
        move_header(&mut plan, &rows, &mapping.headers());
        if mapping.columns.iter().any(|(_, name)| name.is_some()) && plan.kind.is_none() {
            return Err(which_kind(source));
        }
        mapping.apply(&mut plan)?;
    }
    add_rules(&mut plan, catalog);
    Ok(plan)
}

/// The plan of an export that is recognised, or of a kind whose columns go by names that are known.
fn known<'c>(rows: &[Folded<'_>], catalog: &'c Catalog, kind: Option<Kind>) -> Option<Plan<'c>> {
    recognised(rows, catalog, kind).or_else(|| kind.and_then(|k| by_synonyms(rows, catalog, k)))
}

/// The plan of a layout that no preset knows, where headers and cells speak clearly for one kind.
fn unlisted<'c>(rows: &[Folded<'_>], head: &[HeadRow], catalog: &'c Catalog, kind: Option<Kind>) -> Option<Plan<'c>> {
    if kind.is_some() {
        return None;
    }
    let plans = Kind::ALL.into_iter().filter_map(|k| by_synonyms(rows, catalog, k).map(|plan| (k, plan)));
    likely::likely(plans.collect(), head, catalog)
}

/// Below this a kind shares no more with the header than words that every export has (`Name`, `Location`).
const LEAST: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// The other kinds for which the header has every column that is needed, surest first.
pub(crate) fn alternatives(plan: &Plan<'_>, head: &[HeadRow], catalog: &Catalog) -> Vec<(Kind, Decimal)> {
    let rows: Vec<Folded<'_>> = head.iter().filter(|r| r.line == plan.header_line).map(Folded::of).collect();
    let others = Kind::ALL.into_iter().filter(|k| Some(*k) != plan.kind);
    let plans = others.filter_map(|k| known(&rows, catalog, Some(k)).map(|p| (k, p)));
    let mut fitting: Vec<(Kind, Decimal)> =
        plans.filter(|(k, p)| p.confidence >= LEAST && p.missing(*k).is_empty()).map(|(k, p)| (k, p.confidence)).collect();
    fitting.sort_by_key(|(_, confidence)| std::cmp::Reverse(*confidence));
    fitting
}

/// A possible header with its folded cells.
struct Folded<'h> {
    row: &'h HeadRow,
    folded: Vec<String>,
}

impl<'h> Folded<'h> {
    fn of(row: &'h HeadRow) -> Self {
        Folded { row, folded: row.cells.iter().map(|c| fold::header(c)).collect() }
    }

    fn plan<'c>(&self, kind: Option<Kind>) -> Plan<'c> {
        Plan {
            kind,
            preset: None,
            confidence: Decimal::ZERO,
            header_line: self.row.line,
            headers: self.row.cells.clone(),
            folded: self.folded.clone(),
            bound: Vec::new(),
            left_out: Vec::new(),
            formats: Vec::new(),
            corrections: Corrections::default(),
            row_rules: Vec::new(),
            catalog: None,
            header_words: OnceCell::new(),
        }
    }
}

/// The row and the preset that know each other best.
fn recognised<'c>(rows: &[Folded<'_>], catalog: &'c Catalog, kind: Option<Kind>) -> Option<Plan<'c>> {
    let matches = rows.iter().filter_map(|row| recognise::recognise(catalog, &row.folded, kind).map(|m| (row, m)));
    let matches: Vec<_> = matches.collect();
    let best = matches.iter().reduce(|best, next| if next.1.standing() > best.1.standing() { next } else { best })?;
    // A header further down that knows more of the same layout is that of a second table.
    let (row, best) = *matches.iter().find(|m| m.1.preset.id == best.1.preset.id)?;
    let mut bound = bind::bind(&row.folded, &best.preset.columns, Why::Preset);
    if best.preset.form {
        bound.extend(by_other_names(&row.folded, &bound, best.preset.kind, catalog));
    }
    let formats = bind::formats(&row.folded, &best.preset.columns);
    let confidence = best.confidence();
    Some(Plan { preset: Some(best.preset), confidence, bound, formats, ..row.plan(Some(best.preset.kind)) })
}

/// The columns that people added to a form, by the names that their fields go by; what the form has stays as it is.
fn by_other_names(folded: &[String], bound: &[Bound], kind: Kind, catalog: &Catalog) -> Vec<Bound> {
    let mut others = catalog.synonyms.get(&kind).map(|columns| bind::bind(folded, columns, Why::Name)).unwrap_or_default();
    others.retain(|other| bound.iter().all(|b| b.index != other.index && b.target != other.target));
    others
}

/// The row of which the kind's synonyms know most headers, at least two or all.
fn by_synonyms<'c>(rows: &[Folded<'_>], catalog: &'c Catalog, kind: Kind) -> Option<Plan<'c>> {
    let columns = catalog.synonyms.get(&kind)?;
    let bound = rows.iter().map(|row| (row, bind::bind(&row.folded, columns, Why::Name)));
    let bound: Vec<_> = bound.collect();
    let most = bound.iter().map(|(_, bound)| columns_of(bound)).max()?;
    let (row, bound) = bound.into_iter().find(|(row, bound)| is_first(row, bound, most, kind))?;
    let (known, total) = (columns_of(&bound), row.row.filled());
    let confidence = (recognise::share(known, total) * Decimal::new(5, 1)).round_dp(2);
    (known >= 2 || known == total).then(|| Plan { confidence, bound, ..row.plan(Some(kind)) })
}

/// Whether a row is the header: it has the most columns, or it has what a record needs and half as many, so that the one
/// with more is that of a second table below.
fn is_first(row: &Folded<'_>, bound: &[Bound], most: usize, kind: Kind) -> bool {
    let known = columns_of(bound);
    let supplied = |group: &&[Field]| bound.iter().any(|b| required::supplies(b.target, group));
    let stands_alone = known >= 3 && known * 2 >= most && known * 3 >= row.row.filled() * 2;
    known == most || (stands_alone && required::of(kind, false).iter().all(supplied))
}

/// How many columns are bound.
fn columns_of(bound: &[Bound]) -> usize {
    let mut columns: Vec<usize> = bound.iter().map(|b| b.index).collect();
    columns.sort_unstable();
    columns.dedup();
    columns.len()
}

/// A header by its shape alone: nothing is bound.
fn guessed<'c>(head: &[HeadRow], rows: &[Folded<'_>], kind: Option<Kind>) -> Option<Plan<'c>> {
    let at = header::guess(head)?;
    rows.get(at).or(rows.first()).map(|row| row.plan(kind))
}

/// Takes the row that has most of the headers a mapping names.
fn move_header(plan: &mut Plan<'_>, rows: &[Folded<'_>], wanted: &[String]) {
    let hits = |folded: &[String]| wanted.iter().filter(|w| folded.contains(w)).count();
    let best = rows.iter().reduce(|best, next| if hits(&next.folded) > hits(&best.folded) { next } else { best });
    if let Some(best) = best.filter(|b| hits(&b.folded) > hits(&plan.folded)) {
        *plan = best.plan(plan.kind);
    }
}

fn add_rules<'c>(plan: &mut Plan<'c>, catalog: &'c Catalog) {
    let preset = plan.preset.into_iter().flat_map(|p| &p.set_aside);
    let general = plan.kind.and_then(|k| catalog.row_rules.get(&k)).into_iter().flatten();
    plan.row_rules = preset.chain(general).collect();
    plan.catalog = Some(catalog);
}

impl<'c> Plan<'c> {
    /// The field a column feeds, directly or by what is worked out from it.
    pub fn field(&self, index: usize) -> Option<Field> {
        let fed = |b: &Bound| match b.target {
            Target::Field(field) => Some(field),
            Target::Extra(extra) => Some(extra.serves(self.kind?)),
        };
        self.bound.iter().filter(|b| b.index == index).find_map(fed)
    }

    /// How the field of a column was found.
    pub fn why(&self, index: usize) -> Why {
        let bound = self.bound.iter().find(|b| b.index == index);
        let left_out = if self.left_out.contains(&index) { Why::Chosen } else { Why::Nothing };
        bound.map_or(left_out, |b| b.why)
    }

    /// Groups of fields of which a record needs one.
    pub fn required(&self, kind: Kind, contract: bool) -> Vec<&[Field]> {
        match self.preset.filter(|p| !p.required.is_empty()) {
            Some(preset) => preset.required.iter().map(Vec::as_slice).collect(),
            None => required::of(kind, contract).to_vec(),
        }
    }

    /// Groups of fields that a record needs and no column feeds.
    pub fn missing(&self, kind: Kind) -> Vec<&[Field]> {
        let mut groups = self.required(kind, self.is_of_contracts());
        groups.retain(|group| !self.bound.iter().any(|b| required::supplies(b.target, group)));
        groups
    }

    /// Whether the columns speak of contracts and not of ledger lines.
    pub fn is_of_contracts(&self) -> bool {
        let feeds = |field| self.bound.iter().any(|b| b.target == Target::Field(field));
        !feeds(Field::Amount) && (feeds(Field::Contract) || feeds(Field::ContractEnd))
    }

    /// Whether a lone cell is a sentence in the column of an identifier: a note beside the table.
    pub fn is_note(&self, at: usize, text: &str) -> bool {
        let bound = self.bound.iter().find(|b| b.index == at);
        let is_key = bound.is_some_and(|b| matches!(b.target, Target::Field(field) if required::is_key(field)));
        is_key && (text.starts_with(['*', '†', '‡']) || text.split_whitespace().count() > 2)
    }

    /// Whether the columns that make a row a record are filled.
    pub fn may_be_record(&self, kind: Kind, row: RowRef<'_>) -> bool {
        let filled = |group: &[Field]| {
            self.bound.iter().any(|b| required::supplies(b.target, group) && row.cell(b.index) != RawCell::Empty)
        };
        [false, true].into_iter().any(|contract| self.required(kind, contract).into_iter().all(filled))
    }

    /// The kind to read as.
    ///
    /// # Errors
    /// Unknown layout, an export that must not be read, or too few columns.
    pub fn readable(&self, source: &Source) -> Result<Kind, ImportError> {
        let kind = self.kind.ok_or_else(|| unknown(source, &self.headers))?;
        if let Some(reason) = self.preset.and_then(|p| p.refuse.as_deref()) {
            let hint = "Delete the file or keep it where passwords belong; nothing of it was read.";
            return Err(source.refuse(ErrorCode::HoldsSecrets, format!("{} is not imported: {reason}", source.name()), hint));
        }
        match self.missing(kind).first() {
            Some(group) => Err(too_few(source, kind, group, &self.headers)),
            None => Ok(kind),
        }
    }
}

/// The table has neither header nor rows.
fn nothing(source: &Source, sheet: Option<&str>) -> ImportError {
    let (code, message) = match sheet.filter(|_| source.is_workbook()) {
        Some(sheet) => (ErrorCode::EmptySheet, format!("The sheet \u{201c}{sheet}\u{201d} of {} holds no cells.", source.name())),
        None => (ErrorCode::EmptyFile, format!("{} holds no rows.", source.name())),
    };
    source.refuse(code, message, "Export it again, or name another sheet with --sheet.").in_sheet(sheet)
}

fn which_kind(source: &Source) -> ImportError {
    let kinds: Vec<&str> = Kind::ALL.iter().map(|k| k.name()).collect();
    let message = format!("The mapping for {} does not say what the rows are.", source.name());
    source.refuse(ErrorCode::BadMapping, message, format!("Add --kind with one of: {}.", kinds.join(", ")))
}

fn unknown(source: &Source, headers: &[String]) -> ImportError {
    let seen: Vec<&str> = headers.iter().map(String::as_str).filter(|h| !h.is_empty()).take(6).collect();
    let kinds: Vec<&str> = Kind::ALL.iter().map(|k| k.name()).collect();
    let message = format!("{} is not an export that is recognised. Its columns begin: {}.", source.name(), seen.join(", "));
    let hint =
        format!("Say what its rows are with --kind {}, and if needed which column is what with --mapping.", kinds.join("|"));
    source.refuse(ErrorCode::UnknownLayout, message, hint)
}

fn too_few(source: &Source, kind: Kind, group: &[Field], headers: &[String]) -> ImportError {
    let names: Vec<&str> = group.iter().map(|f| f.name()).collect();
    let message = format!("No column of {} is known to hold {} of {}.", source.name(), names.join(" or "), kind.name());
    let hint = format!(
        "Map one with --mapping, for example {{\"{}\": \"{}\"}}.",
        headers.iter().find(|h| !h.is_empty()).map_or("Header", String::as_str),
        names.first().unwrap_or(&"")
    );
    source.refuse(ErrorCode::MissingColumns, message, hint)
}

/// The table turned, where the cells of one of its first columns are the headers of an export that is known.
fn on_its_side<'s>(table: &Table<'s>, head: &[HeadRow], catalog: &Catalog, kind: Option<Kind>) -> Option<Table<'s>> {
    let known = (0..SIDE_WITHIN).any(|at| {
        let column: Vec<String> = head.iter().map(|r| r.cells.get(at).map_or_else(String::new, |c| fold::header(c))).collect();
        recognise::recognise(catalog, &column, kind).is_some()
    });
    known.then(|| table.turned(head)).flatten()
}

/// Opens a table, looks at its first rows and plans it.
pub(crate) fn open<'s, 'c>(
    source: &'s Source,
    catalog: &'c Catalog,
    choices: &Choices,
    sheet: Option<&str>,
) -> Result<(Table<'s>, Plan<'c>, Vec<HeadRow>), ImportError> {
    let table = Table::open(source, sheet)?;
    let head = table.head()?;
    let choices = Choices { sheet: table.sheet.clone(), ..choices.clone() };
    let plan = plan(source, &head, catalog, &choices)?;
    if plan.preset.is_none()
        && let Some(turned) = on_its_side(&table, &head, catalog, choices.kind)
    {
        let head = turned.head()?;
        let plan = self::plan(source, &head, catalog, &choices)?;
        return Ok((turned, plan, head));
    }
    Ok((table, plan, head))
}
