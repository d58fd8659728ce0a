//! Presets as the importer uses them: headers folded, fields resolved, words prepared.

use super::file::{BesideFile, ColumnFile, DeriveFile, JoinFile, PresetFile, RecogniseFile, RowRuleFile, table};
use super::{Fault, Preset, field, kind};
use crate::cells::choice::ValueTable;
use crate::cells::date::DateOrder;
use crate::cells::duration::Unit;
use crate::cells::format::Format;
use crate::fold::{self, Phrase};
use crate::problem::ProblemCode;
use model::{Field, Kind};
use std::borrow::Cow;
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
    /// Form of a device's case.
    Chassis,
    /// Full-time or part-time in words.
    FullOrPart,
    /// Hours a week.
    WeeklyHours,
    /// Debit of a ledger line.
    Debit,
    /// Credit of a ledger line.
    Credit,
    /// How many of an invoice line.
    Quantity,
    /// Price of one of them.
    UnitPrice,
    /// Percent taken off an invoice line.
    Discount,
    /// When a row of a log was written.
    Updated,
    /// Time from opening to the first response.
    ResponseTime,
    /// Time from opening to the solution.
    SolutionTime,
}

impl Extra {
    const ALL: [Extra; 14] = [
        Extra::FirstName,
        Extra::LastName,
        Extra::DeviceClass,
        Extra::Chassis,
        Extra::FullOrPart,
        Extra::WeeklyHours,
        Extra::Debit,
        Extra::Credit,
        Extra::Quantity,
        Extra::UnitPrice,
        Extra::Discount,
        Extra::Updated,
        Extra::ResponseTime,
        Extra::SolutionTime,
    ];

    /// Its word in presets.
    pub fn name(self) -> &'static str {
        match self {
            Extra::FirstName => "@first_name",
            Extra::LastName => "@last_name",
            Extra::DeviceClass => "@device_class",
            Extra::Chassis => "@chassis",
            Extra::FullOrPart => "@full_or_part",
            Extra::WeeklyHours => "@weekly_hours",
            Extra::Debit => "@debit",
            Extra::Credit => "@credit",
            Extra::Quantity => "@quantity",
            Extra::UnitPrice => "@unit_price",
            Extra::Discount => "@discount",
            Extra::Updated => "@updated",
            Extra::ResponseTime => "@response_time",
            Extra::SolutionTime => "@solution_time",
        }
    }

    fn from_name(name: &str) -> Option<Extra> {
        Extra::ALL.into_iter().find(|e| e.name() == name)
    }
}

impl Extra {
    /// The field that is worked out from it.
    pub fn serves(self, kind: Kind) -> Field {
        match self {
            Extra::FirstName | Extra::LastName if kind == Kind::People => Field::DisplayName,
            Extra::FirstName | Extra::LastName => Field::StaffName,
            Extra::DeviceClass | Extra::Chassis => Field::DeviceKind,
            Extra::FullOrPart | Extra::WeeklyHours => Field::Fte,
            Extra::Debit | Extra::Credit | Extra::Quantity | Extra::UnitPrice | Extra::Discount => Field::Amount,
            Extra::Updated => Field::TicketStatus,
            Extra::ResponseTime => Field::Acknowledged,
            Extra::SolutionTime => Field::Resolved,
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
    pub quiet: bool,
    pub clean: Clean,
    /// How its cells are written.
    pub format: Option<Format>,
}

/// What is taken off a text before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Clean {
    /// Spaces within a number (`2 553`).
    pub spaces: bool,
    /// The number of a linked thing behind its name (`Printers (2970)`).
    pub link_id: bool,
    /// All but the first of several lines.
    pub first_line: bool,
    /// All of a URN but the name of what it belongs to (`urn:intuitem:risk:req_node:iso27001-2022:a.5.1`).
    pub urn_of: bool,
}

impl Clean {
    fn build(words: &[String]) -> Result<Clean, Fault> {
        let mut clean = Clean::default();
        for word in words {
            match word.as_str() {
                "spaces" => clean.spaces = true,
                "link_id" => clean.link_id = true,
                "first_line" => clean.first_line = true,
                "urn_of" => clean.urn_of = true,
                other => return Err(Fault(format!("there is no way to clean {other}"))),
            }
        }
        Ok(clean)
    }

    /// The words of what is taken off.
    pub fn names(self) -> Vec<&'static str> {
        let words =
            [(self.spaces, "spaces"), (self.link_id, "link_id"), (self.first_line, "first_line"), (self.urn_of, "urn_of")];
        words.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect()
    }

    /// The text without what is taken off.
    pub fn of(self, text: &str) -> Cow<'_, str> {
        let mut text = Cow::Borrowed(text);
        if self.first_line {
            let first =
                text.split(['\n', '\r']).flat_map(|line| line.split("<br")).map(|l| l.trim_start_matches(['/', '>', ' ']));
            text = Cow::Owned(first.map(str::trim).find(|l| !l.is_empty()).unwrap_or_default().to_owned());
        }
        if self.urn_of {
            let name = text.split(':').nth(4).unwrap_or_default().replace(['-', '_'], " ");
            text = Cow::Owned(name);
        }
        if self.link_id {
            text = Cow::Owned(without_link_id(&text).to_owned());
        }
        if self.spaces {
            text = Cow::Owned(text.chars().filter(|c| !c.is_whitespace()).collect());
        }
        text
    }
}

/// The text without a bracketed number at its end.
fn without_link_id(text: &str) -> &str {
    let text = text.trim_end();
    let open = text.strip_suffix(')').and_then(|t| t.rsplit_once('('));
    match open {
        Some((name, id)) if !name.trim().is_empty() && !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()) => {
            name.trim_end()
        }
        _ => text,
    }
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
            let target = Target::Field(field);
            let (unit, clean) = (Unit::Hours, Clean::default());
            let plain = Column { headers, target, unit, inverted: false, also: false, quiet: false, clean, format: None };
            self.list.push(plain);
        }
    }

    /// Every folded header of the layout.
    pub fn words(&self) -> impl Iterator<Item = &String> {
        self.known.iter()
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
    let unit = unit_of(file.unit.as_deref())?;
    let headers = file.headers.iter().map(|h| fold::header(h)).collect();
    let (inverted, also, quiet, clean) = (file.inverted, file.also, file.quiet, Clean::build(&file.clean)?);
    let format = match file.format.as_deref() {
        None => None,
        Some(word) => Some(Format::from_name(word).ok_or_else(|| Fault(format!("there is no format {word}")))?),
    };
    Ok(Column { headers, target, unit, inverted, also, quiet, clean, format })
}

/// A rule that sets rows aside.
#[derive(Debug, Clone)]
pub(crate) struct RowRule {
    /// Folded headers; empty means every cell.
    pub headers: Vec<String>,
    pub phrases: Vec<Phrase>,
    /// The row is set aside where none of these is there; empty means nothing.
    pub unless: Vec<Phrase>,
    /// The row is set aside where all cells are blank.
    pub blank: bool,
    pub code: ProblemCode,
    pub message: String,
}

pub(super) fn row_rule(file: RowRuleFile) -> Result<RowRule, Fault> {
    let code = match file.code.as_str() {
        "other_kind" => ProblemCode::OtherKind,
        "withdrawn" => ProblemCode::Withdrawn,
        "example_row" => ProblemCode::ExampleRow,
        "heading" => ProblemCode::Heading,
        "sub_row" => ProblemCode::SubRow,
        "total" => ProblemCode::Total,
        other => return Err(Fault(format!("{other} is no reason to set a row aside"))),
    };
    let phrases = |list: &[String]| list.iter().map(|p| Phrase::parse(p)).collect();
    Ok(RowRule {
        headers: file.headers.iter().map(|h| fold::header(h)).collect(),
        phrases: phrases(&file.phrases),
        unless: phrases(&file.unless),
        blank: file.blank,
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
    /// The preset whose words and rules hold here too.
    pub extends: Option<String>,
    /// It is the user's own and goes before the program's.
    pub own: bool,
    pub kind: Kind,
    pub recognise: Recognise,
    pub dates: Option<DateOrder>,
    pub columns: Columns,
    pub words: HashMap<Field, ValueTable>,
    pub constants: Vec<(Field, String)>,
    pub derive: Vec<Derive>,
    pub set_aside: Vec<RowRule>,
    pub headings: Option<Field>,
    /// A form to fill in: people add columns of their own to it.
    pub form: bool,
    /// Rows of one text are one thing.
    pub one_per: Option<Field>,
    /// Fields that hold for the lines below.
    pub carry: Vec<Field>,
    pub signs: Option<Signs>,
    pub beside: Option<Beside>,
    pub join: Option<Join>,
    pub required: Vec<Vec<Field>>,
    pub refuse: Option<String>,
}

/// A field that another sheet of the workbook says of all rows.
#[derive(Debug, Clone)]
pub(crate) struct Beside {
    /// Folded names that stand left of what it says, the surest first.
    pub names: Vec<String>,
    pub field: Field,
}

/// Numbers of another sheet that are added up for each row.
#[derive(Debug, Clone)]
pub(crate) struct Join {
    /// Folded names of the sheet.
    pub sheets: Vec<String>,
    /// Folded headers of the key, there and here.
    pub key: Vec<String>,
    /// Folded headers of the number.
    pub value: Vec<String>,
    pub unit: Unit,
    pub field: Field,
}

/// The sign of an amount that stands in words beside it.
#[derive(Debug, Clone)]
pub(crate) struct Signs {
    /// Folded headers of the column with the words.
    pub headers: Vec<String>,
    /// Lines whose amount is taken off.
    pub negative: Vec<Phrase>,
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
        extends: file.extends,
        own: false,
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
        form: file.every_field,
        one_per: file.one_per.as_deref().map(|name| field(kind, name)).transpose()?,
        carry: fields(kind, &file.carry)?,
        signs: file.signs.map(|s| Signs {
            headers: s.headers.iter().map(|h| fold::header(h)).collect(),
            negative: s.negative.iter().map(|p| Phrase::parse(p)).collect(),
        }),
        beside: file.beside.map(|b| beside(kind, b)).transpose()?,
        join: file.join.map(|j| join_of(kind, j)).transpose()?,
        required: file.required.iter().map(|group| fields(kind, group)).collect::<Result<_, _>>()?,
        refuse: file.refuse,
    };
    let preset = Preset {
        id: file.id,
        version: file.version,
        title: file.title,
        source: file.source,
        licence: file.licence,
        kind,
        own: false,
    };
    Ok((preset, rules))
}

impl PresetRules {
    /// Takes over what the preset it extends knows of words and rows.
    pub(super) fn inherit(&mut self, base: &PresetRules) {
        self.dates = self.dates.or(base.dates);
        self.words.extend(base.words.iter().map(|(field, table)| (*field, table.clone())));
        self.constants.extend(base.constants.iter().cloned());
        self.derive.extend(base.derive.iter().cloned());
        self.set_aside.extend(base.set_aside.iter().cloned());
        self.headings = self.headings.or(base.headings);
        self.one_per = self.one_per.or(base.one_per);
        self.carry.extend(base.carry.iter().copied());
        self.signs = self.signs.take().or_else(|| base.signs.clone());
        self.beside = self.beside.take().or_else(|| base.beside.clone());
        self.join = self.join.take().or_else(|| base.join.clone());
        self.required.extend(base.required.iter().cloned());
    }
}

fn folded(list: &[String]) -> Vec<String> {
    list.iter().map(|h| fold::header(h)).collect()
}

fn beside(kind: Kind, file: BesideFile) -> Result<Beside, Fault> {
    Ok(Beside { names: folded(&file.names), field: field(kind, &file.to)? })
}

fn join_of(kind: Kind, file: JoinFile) -> Result<Join, Fault> {
    let (sheets, key, value) = (folded(&file.sheets), folded(&file.key), folded(&file.value));
    Ok(Join { sheets, key, value, unit: unit_of(file.unit.as_deref())?, field: field(kind, &file.to)? })
}

/// What bare numbers count.
fn unit_of(word: Option<&str>) -> Result<Unit, Fault> {
    match word {
        None | Some("hours") => Ok(Unit::Hours),
        Some("minutes") => Ok(Unit::Minutes),
        Some("seconds") => Ok(Unit::Seconds),
        Some(other) => Err(Fault(format!("there is no unit {other}"))),
    }
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
