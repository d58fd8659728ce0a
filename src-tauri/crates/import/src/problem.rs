//! What was found in a row: closed codes, where it stood, what stood there, and a sentence.

/// The closed list of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemCode {
    /// What makes a row a record is not there.
    MissingRequired,
    /// What makes a row a record cannot be read.
    UnreadableRequired,
    /// Quotation marks break the rules (not doubled, never closed) and were read leniently.
    LenientQuotes,
    /// The row is a record of something else (software in a device list).
    OtherKind,
    /// A requirement that its framework has withdrawn.
    Withdrawn,
    /// The row says it is an example.
    ExampleRow,
    /// A heading over the records below it.
    Heading,
    /// A part of the record above it, which holds the whole.
    SubRow,
    /// A sum of other rows.
    Total,
    /// Someone who has left.
    Leaver,
    /// Not a number.
    UnreadableNumber,
    /// Not a date.
    UnreadableDate,
    /// Neither yes nor no.
    UnreadableFlag,
    /// A word outside the closed list.
    UnknownChoice,
    /// The cell says that there is no value (`N/A`, an exemption sentence).
    NoValue,
    /// A date that stands for never or no limit.
    SentinelDate,
    /// Day and month could be either way round.
    AmbiguousDate,
    /// A separator could be for thousands or for decimals.
    AmbiguousNumber,
    /// The column's own cells show another format than was chosen for it.
    ChoiceNotApplied,
    /// An amount in another currency than the file's others.
    OtherCurrency,
    /// A serial number that is no serial number.
    PlaceholderSerial,
    /// An identifier that a spreadsheet has rounded.
    DamagedIdentifier,
    /// A formula of the workbook failed (`#REF!`).
    CellError,
    /// The row has more cells than the header.
    ExtraCells,
    /// A title with a word of IT that no rule knows.
    UnclassifiedTitle,
    /// A value was worked out from others.
    Derived,
    /// A cell is read as a person said.
    Corrected,
    /// A correction names a cell that the table does not have.
    CorrectionUnused,
    /// A preset of the user's own cannot be read and is left out.
    PresetLeftOut,
    /// Another header, with other columns, stands below the first.
    AnotherHeader,
    /// A cell stands for several rows, as its sheet says.
    MergedCells,
    /// Columns are records, and were read as rows.
    OnItsSide,
    /// Another sign would part the cells nearly as evenly.
    DelimiterInDoubt,
}

impl ProblemCode {
    /// The word used on the wire.
    pub fn name(self) -> &'static str {
        match self {
            ProblemCode::MissingRequired => "missing_required",
            ProblemCode::UnreadableRequired => "unreadable_required",
            ProblemCode::LenientQuotes => "lenient_quotes",
            ProblemCode::OtherKind => "other_kind",
            ProblemCode::Withdrawn => "withdrawn",
            ProblemCode::ExampleRow => "example_row",
            ProblemCode::Heading => "heading",
            ProblemCode::SubRow => "sub_row",
            ProblemCode::Total => "total",
            ProblemCode::Leaver => "leaver",
            ProblemCode::UnreadableNumber => "unreadable_number",
            ProblemCode::UnreadableDate => "unreadable_date",
            ProblemCode::UnreadableFlag => "unreadable_flag",
            ProblemCode::UnknownChoice => "unknown_choice",
            ProblemCode::NoValue => "no_value",
            ProblemCode::SentinelDate => "sentinel_date",
            ProblemCode::AmbiguousDate => "ambiguous_date",
            ProblemCode::AmbiguousNumber => "ambiguous_number",
            ProblemCode::ChoiceNotApplied => "choice_not_applied",
            ProblemCode::OtherCurrency => "other_currency",
            ProblemCode::PlaceholderSerial => "placeholder_serial",
            ProblemCode::DamagedIdentifier => "damaged_identifier",
            ProblemCode::CellError => "cell_error",
            ProblemCode::ExtraCells => "extra_cells",
            ProblemCode::UnclassifiedTitle => "unclassified_title",
            ProblemCode::Derived => "derived",
            ProblemCode::Corrected => "corrected",
            ProblemCode::CorrectionUnused => "correction_unused",
            ProblemCode::PresetLeftOut => "preset_left_out",
            ProblemCode::AnotherHeader => "another_header",
            ProblemCode::MergedCells => "merged_cells",
            ProblemCode::OnItsSide => "on_its_side",
            ProblemCode::DelimiterInDoubt => "delimiter_in_doubt",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Sheet of a workbook; `None` for text files.
    pub sheet: Option<String>,
    /// Physical row from 1.
    pub row: u32,
    /// Header of the column, where one is at fault.
    pub column: Option<String>,
    /// What stood there, at most 200 characters of it.
    pub value: String,
    /// What it is.
    pub code: ProblemCode,
    /// What is wrong, in a sentence.
    pub message: String,
}

/// The longest piece of a cell that a problem repeats.
const SHOWN: usize = 200;

/// A cell's text cut to what a problem may repeat.
pub(crate) fn shown(value: &str) -> String {
    match value.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &value[..at]),
        None => value.to_owned(),
    }
}
