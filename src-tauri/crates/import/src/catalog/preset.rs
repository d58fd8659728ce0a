//! Presets as the importer uses them: headers folded, fields resolved, words prepared.

use super::file::{ColumnFile, DeriveFile, PresetFile, RecogniseFile, RowRuleFile, table};
use super::{Fault, Preset, field, kind};
use crate::cells::choice::ValueTable;
use crate::cells::date::DateOrder;
use crate::cells::duration::Unit;
use crate::fold::{self, Phrase};
use crate::problem::ProblemCode;
use model::{Field, Kind};
use std::collections::{HashMap, HashSet};

/// Where a column's cells go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    /// Into a field.
    Field(Field),
    /// Into the working out of others.
    Extra(Extra),
}

/// Columns that are no field but help to work one out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Extra {
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// Class, role, type or category of a device.
    DeviceClass,
    /// Full-time or part-time in words.
    FullOrPart,
    /// Hours a week.
    WeeklyHours,
    /// Debit of a ledger line.
    Debit,
    /// Credit of a ledger line.
    Credit,
}

impl Extra {
    fn from_name(name: &str) -> Option<Extra> {
        Some(match name {
            "@first_name" => Extra::FirstName,
            "@last_name" => Extra::LastName,
            "@device_class" => Extra::DeviceClass,
            "@full_or_part" => Extra::FullOrPart,
            "@weekly_hours" => Extra::WeeklyHours,
            "@debit" => Extra::Debit,
            "@credit" => Extra::Credit,
            _ => return None,
        })
    }
}

impl Extra {
    /// The field that is worked out from it.
    pub fn serves(self, kind: Kind) -> Field {
        match self {
            Extra::FirstName | Extra::LastName if kind == Kind::People => Field::DisplayName,
            Extra::FirstName | Extra::LastName => Field::StaffName,
            Extra::DeviceClass => Field::DeviceKind,
            Extra::FullOrPart | Extra::WeeklyHours => Field::Fte,
            Extra::Debit | Extra::Credit => Field::Amount,
        }
    }
}

/// One column of a layout.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Folded headers in the order of preference.
    pub headers: Vec<String>,
    pub target: Target,
    pub unit: Unit,
    pub inverted: bool,
    pub also: bool,
}

/// The columns of a layout.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    pub list: Vec<Column>,
    /// A header feeds one column only, unless the column is marked `also`.
    pub exclusive: bool,
    known: HashSet<String>,
}

impl Columns {
    pub(super) fn build(kind: Kind, files: &[ColumnFile], exclusive: bool) -> Result<Columns, Fault> {
        let list = files.iter().map(|file| column(kind, file)).collect::<Result<Vec<_>, _>>()?;
        Ok(Columns { known: list.iter().flat_map(|c| c.headers.iter().cloned()).collect(), list, exclusive })
    }

    /// Adds each field of the kind under its own name.
    fn add_fields(&mut self, kind: Kind) {
        for field in Field::of(kind) {
            let headers = vec![fold::header(field.name())];
            self.known.extend(headers.iter().cloned());
            let plain = Column { headers, target: Target::Field(field), unit: Unit::Hours, inverted: false, also: false };
            self.list.push(plain);
        }
    }

    /// Whether a folded header is one of the layout's.
    pub fn knows(&self, header: &str) -> bool {
        self.known.contains(header)
    }
}

fn column(kind: Kind, file: &ColumnFile) -> Result<Column, Fault> {
    let target = match Extra::from_name(&file.to) {
        Some(extra) => Target::Extra(extra),
        None => Target::Field(field(kind, &file.to)?),
    };
    let unit = match file.unit.as_deref() {
        None | Some("hours") => Unit::Hours,
        Some("minutes") => Unit::Minutes,
        Some("seconds") => Unit::Seconds,
        Some(other) => return Err(Fault(format!("there is no unit {other}"))),
    };
    let headers = file.headers.iter().map(|h| fold::header(h)).collect();
    Ok(Column { headers, target, unit, inverted: file.inverted, also: file.also })
}

/// A rule that sets rows aside.
#[derive(Debug, Clone)]
pub(crate) struct RowRule {
    /// Folded headers; empty means every cell.
    pub headers: Vec<String>,
    pub phrases: Vec<Phrase>,
    pub code: ProblemCode,
    pub message: String,
}

pub(super) fn row_rule(file: RowRuleFile) -> Result<RowRule, Fault> {
    let code = match file.code.as_str() {
        "other_kind" => ProblemCode::OtherKind,
        "withdrawn" => ProblemCode::Withdrawn,
        "example_row" => ProblemCode::ExampleRow,
        other => return Err(Fault(format!("{other} is no reason to set a row aside"))),
    };
    Ok(RowRule {
        headers: file.headers.iter().map(|h| fold::header(h)).collect(),
        phrases: file.phrases.iter().map(|p| Phrase::parse(p)).collect(),
        code,
        message: file.message,
    })
}

/// A field worked out from texts.
#[derive(Debug, Clone)]
pub(crate) struct Derive {
    pub field: Field,
    pub from: Vec<Field>,
    pub table: ValueTable,
    /// It replaces what the export says.
    pub over: bool,
}

/// How an export is told from others, folded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recognise {
    pub all: Vec<Vec<String>>,
    pub some: Vec<String>,
    pub at_least: usize,
    pub none: Vec<String>,
    pub share: usize,
}

impl Recognise {
    fn build(file: &RecogniseFile) -> Recognise {
        let folded = |list: &[String]| list.iter().map(|h| fold::header(h)).collect::<Vec<_>>();
        Recognise {
            all: file.all.iter().map(|g| folded(g)).collect(),
            some: folded(&file.some),
            at_least: file.at_least,
            none: folded(&file.none),
            share: file.share,
        }
    }
}

/// What a preset does.
#[derive(Debug, Clone)]
pub(crate) struct PresetRules {
    pub id: String,
    pub kind: Kind,
    pub recognise: Recognise,
    pub dates: Option<DateOrder>,
    pub columns: Columns,
    pub words: HashMap<Field, ValueTable>,
    pub constants: Vec<(Field, String)>,
    pub derive: Vec<Derive>,
    pub set_aside: Vec<RowRule>,
    pub headings: Option<Field>,
    pub required: Vec<Vec<Field>>,
    pub refuse: Option<String>,
}

/// Builds a preset from its file.
pub(super) fn build(file: PresetFile) -> Result<(Preset, PresetRules), Fault> {
    let kind = kind(&file.kind)?;
    let mut columns = Columns::build(kind, &file.columns, false)?;
    if file.every_field {
        columns.add_fields(kind);
    }
    let rules = PresetRules {
        id: file.id.clone(),
        kind,
        recognise: Recognise::build(&file.recognise),
        dates: order(file.dates.as_deref())?,
        columns,
        words: words(kind, file.values)?,
        constants: file
            .constants
            .into_iter()
            .map(|(name, value)| Ok((field(kind, &name)?, value)))
            .collect::<Result<_, Fault>>()?,
        derive: file.derive.into_iter().map(|d| derive(kind, d)).collect::<Result<_, _>>()?,
        set_aside: file.set_aside.into_iter().map(row_rule).collect::<Result<_, _>>()?,
        headings: file.headings.as_deref().map(|name| field(kind, name)).transpose()?,
        required: file.required.iter().map(|group| fields(kind, group)).collect::<Result<_, _>>()?,
        refuse: file.refuse,
    };
    let preset =
        Preset { id: file.id, version: file.version, title: file.title, source: file.source, licence: file.licence, kind };
    Ok((preset, rules))
}

fn fields(kind: Kind, names: &[String]) -> Result<Vec<Field>, Fault> {
    names.iter().map(|name| field(kind, name)).collect()
}

fn words(
    kind: Kind,
    files: std::collections::BTreeMap<String, super::file::WordTableFile>,
) -> Result<HashMap<Field, ValueTable>, Fault> {
    let build = |(name, file): (String, _)| {
        let field = field(kind, &name)?;
        Ok((field, table(field, file)?))
    };
    files.into_iter().map(build).collect()
}

fn derive(kind: Kind, file: DeriveFile) -> Result<Derive, Fault> {
    let field = field(kind, &file.field)?;
    let words = super::file::WordTableFile { phrases: file.phrases, ..Default::default() };
    Ok(Derive { field, from: fields(kind, &file.from)?, table: table(field, words)?, over: file.over })
}

fn order(word: Option<&str>) -> Result<Option<DateOrder>, Fault> {
    match word {
        None => Ok(None),
        Some("mdy") => Ok(Some(DateOrder::MonthFirst)),
        Some("dmy") => Ok(Some(DateOrder::DayFirst)),
        Some(other) => Err(Fault(format!("{other} is no order of dates"))),
    }
}
