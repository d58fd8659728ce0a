//! The JSON shapes of the catalogue's files.

use super::preset::{self, Columns, RowRule};
use super::{Fault, field, kind};
use crate::cells::choice::ValueTable;
use model::{Field, Kind};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// A file by what it holds.
#[derive(Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub(super) enum What {
    /// One export of one tool.
    Preset(Box<PresetFile>),
    /// Header synonyms of every kind.
    Headers(HeadersFile),
    /// Words of the closed choices.
    Words(WordsFile),
    /// Which device is what.
    DeviceKinds(DeviceKindsFile),
    /// Which title has which role.
    Titles(TitlesFile),
    /// Which account is which cost.
    Accounts(AccountsFile),
}

impl What {
    pub fn of(bytes: &[u8]) -> Result<What, Fault> {
        serde_json::from_slice(bytes).map_err(|e| Fault(e.to_string()))
    }
}

/// One export of one tool.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PresetFile {
    pub id: String,
    pub version: u32,
    pub title: String,
    pub source: String,
    pub licence: String,
    pub kind: String,
    /// A preset whose words, constants and rules of rows hold here too.
    #[serde(default)]
    pub extends: Option<String>,
    #[serde(default)]
    pub recognise: RecogniseFile,
    /// Order of day and month where a column does not decide: `mdy` or `dmy`.
    #[serde(default)]
    pub dates: Option<String>,
    /// Every field of the kind under its own name is a column too.
    #[serde(default)]
    pub every_field: bool,
    #[serde(default)]
    pub columns: Vec<ColumnFile>,
    #[serde(default)]
    pub values: BTreeMap<String, WordTableFile>,
    #[serde(default)]
    pub constants: BTreeMap<String, String>,
    #[serde(default)]
    pub derive: Vec<DeriveFile>,
    #[serde(default)]
    pub set_aside: Vec<RowRuleFile>,
    /// Field that a line with a single cell gives to the rows below it.
    #[serde(default)]
    pub headings: Option<String>,
    /// Fields that stand only in the first of several lines and hold for those below it.
    #[serde(default)]
    pub carry: Vec<String>,
    /// Column that says by its word that the amount of a line is taken off.
    #[serde(default)]
    pub signs: Option<SignsFile>,
    /// Field whose text is one thing's in all rows of a file (a machine with a row for every network card).
    #[serde(default)]
    pub one_per: Option<String>,
    /// A field that another sheet of the workbook says of all rows.
    #[serde(default)]
    pub beside: Option<BesideFile>,
    /// Numbers of another sheet that are added up for each row.
    #[serde(default)]
    pub join: Option<JoinFile>,
    /// Groups of fields of which one is needed; without it the kind's own rule holds.
    #[serde(default)]
    pub required: Vec<Vec<String>>,
    /// The export is recognised only to be refused, with this reason.
    #[serde(default)]
    pub refuse: Option<String>,
}

/// How an export is told from others.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct RecogniseFile {
    /// Groups of headers; one of each must be there.
    #[serde(default)]
    pub all: Vec<Vec<String>>,
    /// Headers of which `at_least` must be there.
    #[serde(default)]
    pub some: Vec<String>,
    #[serde(default)]
    pub at_least: usize,
    /// Headers that no export of this tool has.
    #[serde(default)]
    pub none: Vec<String>,
    /// Percent of the file's headers that the preset must know.
    #[serde(default)]
    pub share: usize,
}

/// One column: its headers in the order of preference, and where its cells go.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnFile {
    pub headers: Vec<String>,
    /// A field, or an `@extra` that helps to work others out.
    pub to: String,
    /// `hours`, `minutes`, `seconds` of bare numbers in durations.
    #[serde(default)]
    pub unit: Option<String>,
    /// Yes means no (`Block credential`).
    #[serde(default)]
    pub inverted: bool,
    /// The column is read here even where another column took its header.
    #[serde(default)]
    pub also: bool,
    /// How its cells are written, where they do not say themselves: `day_first`, `month_first`, `dot_decimal`,
    /// `comma_decimal`.
    #[serde(default)]
    pub format: Option<String>,
    /// Words that mean no choice of the field are not worth a word (a group that names no tier).
    #[serde(default)]
    pub quiet: bool,
    /// What is taken off its texts before they are read: `spaces`, `link_id`, `first_line`, `urn_of`.
    #[serde(default)]
    pub clean: Vec<String>,
}

/// A field that another sheet says: the cell right of one of these names, the first that is there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BesideFile {
    pub names: Vec<String>,
    pub to: String,
}

/// Numbers of another sheet that are added up for each row whose key they carry.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JoinFile {
    pub sheets: Vec<String>,
    /// The key's header there and here.
    pub key: Vec<String>,
    /// The number's header there.
    pub value: Vec<String>,
    #[serde(default)]
    pub unit: Option<String>,
    pub to: String,
}

/// The sign of an amount that stands in words beside it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignsFile {
    pub headers: Vec<String>,
    /// Phrases of lines that are taken off.
    pub negative: Vec<String>,
}

/// Words of one field's choices.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct WordTableFile {
    /// The cell's whole text → choice.
    #[serde(default)]
    pub exact: BTreeMap<String, String>,
    /// Phrase → choice, in order.
    #[serde(default)]
    pub phrases: Vec<(String, String)>,
}

/// A field worked out from the texts of others, where it is still unknown.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeriveFile {
    pub field: String,
    pub from: Vec<String>,
    pub phrases: Vec<(String, String)>,
    /// It replaces what the export says (`Member` of an account that is a kiosk).
    #[serde(default)]
    pub over: bool,
}

/// Rows that are records of something else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowRuleFile {
    /// Headers whose cells are looked at; none means every cell.
    #[serde(default)]
    pub headers: Vec<String>,
    /// One of these is in one of the cells.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// None of these is in any of the cells.
    #[serde(default)]
    pub unless: Vec<String>,
    /// All of the cells are blank.
    #[serde(default)]
    pub blank: bool,
    /// `other_kind`, `withdrawn`, `example_row`, `heading`, `sub_row`; `total` is no row at all.
    pub code: String,
    pub message: String,
}

/// Header synonyms of every kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadersFile {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(rename = "source")]
    _source: String,
    kinds: BTreeMap<String, KindHeadersFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindHeadersFile {
    columns: Vec<ColumnFile>,
    #[serde(default)]
    set_aside: Vec<RowRuleFile>,
}

/// Columns and row rules of every kind.
#[derive(Default)]
pub(super) struct Headers {
    pub columns: BTreeMap<Kind, Columns>,
    pub rules: BTreeMap<Kind, Vec<RowRule>>,
}

impl HeadersFile {
    pub fn build(self) -> Result<Headers, Fault> {
        let Headers { mut columns, mut rules } = Headers::default();
        for (name, file) in self.kinds {
            let kind = kind(&name)?;
            columns.insert(kind, Columns::build(kind, &file.columns, true)?);
            rules.insert(kind, file.set_aside.into_iter().map(preset::row_rule).collect::<Result<_, _>>()?);
        }
        Ok(Headers { columns, rules })
    }
}

/// Words of the closed choices, by kind and field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordsFile {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(rename = "source")]
    _source: String,
    kinds: BTreeMap<String, BTreeMap<String, WordTableFile>>,
}

impl WordsFile {
    pub fn build(self) -> Result<HashMap<Field, ValueTable>, Fault> {
        let mut tables = HashMap::new();
        for (name, fields) in self.kinds {
            let kind = kind(&name)?;
            for (name, words) in fields {
                let field = field(kind, &name)?;
                tables.insert(field, table(field, words)?);
            }
        }
        Ok(tables)
    }
}

/// The words of one field.
pub(super) fn table(field: Field, file: WordTableFile) -> Result<ValueTable, Fault> {
    let mut table = ValueTable::default();
    let exact = file.exact.iter().map(|(w, c)| (w, c, true));
    let phrases = file.phrases.iter().map(|(w, c)| (w, c, false));
    for (word, choice, exact) in exact.chain(phrases) {
        if !table.add(field, word, choice, exact) {
            return Err(Fault(format!("{choice} is no choice of {}", field.name())));
        }
    }
    Ok(table)
}

/// Which device is what.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeviceKindsFile {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(rename = "source")]
    _source: String,
    /// Signs of a virtual machine, in model or manufacturer.
    pub virtual_machine: Vec<String>,
    pub rules: Vec<DeviceRuleFile>,
    /// Serial numbers that are none.
    pub placeholder_serials: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeviceRuleFile {
    /// A choice of the field, or `server` where the machine decides between physical and virtual.
    pub kind: String,
    /// Where the phrases are looked for: `class`, `os`, `model` (with the manufacturer), `chassis`.
    pub r#in: Vec<String>,
    pub phrases: Vec<String>,
}

/// Which title has which role.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TitlesFile {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(rename = "source")]
    _source: String,
    /// Short forms and what they stand for.
    pub abbreviations: BTreeMap<String, String>,
    /// Departments that do IT.
    pub departments: Vec<String>,
    /// Words that make a title one of IT.
    pub words: Vec<String>,
    pub rules: Vec<TitleRuleFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TitleRuleFile {
    pub role: String,
    #[serde(default)]
    pub soc: Option<String>,
    pub phrases: Vec<String>,
    /// One of these must be in the title too.
    #[serde(default)]
    pub with: Vec<String>,
    /// None of these may be in the title.
    #[serde(default)]
    pub not: Vec<String>,
    /// The rule holds only where title or department is of IT.
    #[serde(default)]
    pub in_it: bool,
}

/// Which account is which cost.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountsFile {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(rename = "source")]
    _source: String,
    pub rules: Vec<AccountRuleFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountRuleFile {
    /// A category; `outside` ends the search.
    pub category: String,
    pub phrases: Vec<String>,
    /// One of these must be there too.
    #[serde(default)]
    pub with: Vec<String>,
    /// None of these may be there.
    #[serde(default)]
    pub not: Vec<String>,
}
