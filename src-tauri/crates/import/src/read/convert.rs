//! One cell into one value, by the form of its field.

use crate::cells::absent::{self, Absent};
use crate::cells::choice::{self, ValueTable};
use crate::cells::currency::Currency;
use crate::cells::date::{self, DateOrder, Reading};
use crate::cells::duration::{self, Unit};
use crate::cells::flag;
use crate::cells::number::{self, Mark};
use crate::cells::signs;
use crate::finish::Memory;
use crate::layout::required::is_key;
use crate::problem::ProblemCode;
use crate::source::RawCell;
use model::{Field, Form, Value};
use rust_decimal::Decimal;

/// How the cell's column writes what it holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub order: DateOrder,
    pub mark: Mark,
    pub unit: Unit,
    pub inverted: bool,
}

/// Words of the field's choices.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Words<'a> {
    pub preset: Option<&'a ValueTable>,
    pub general: Option<&'a ValueTable>,
    /// Cells already mapped.
    pub memory: Option<&'a Memory>,
}

/// What a cell came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Converted {
    /// The value; `None` is as good as an empty cell.
    pub value: Option<Value>,
    /// What has to be said about it.
    pub note: Option<(ProblemCode, String)>,
    /// The currency that an amount names.
    pub currency: Option<Currency>,
}

impl Converted {
    fn of(value: Value) -> Self {
        Converted { value: Some(value), ..Self::default() }
    }

    fn noted(value: Value, code: ProblemCode, message: impl Into<String>) -> Self {
        Converted { value: Some(value), note: Some((code, message.into())), currency: None }
    }

    /// No value, and why.
    fn unknown(cell: &RawCell<'_>, code: ProblemCode, message: impl Into<String>) -> Self {
        Self::noted(Value::Unknown(cell.shown().into_owned()), code, message)
    }
}

/// Reads a cell for a field.
pub(super) fn convert(field: Field, cell: &RawCell<'_>, column: Column, words: Words<'_>) -> Converted {
    match cell {
        RawCell::Empty => Converted::default(),
        RawCell::Fault(fault) => Converted::unknown(
            cell,
            ProblemCode::CellError,
            format!("The formula of this cell failed with {fault}; the value is unknown."),
        ),
        _ => match field.form() {
            Form::Text | Form::Person => text(field, cell),
            Form::Number => number(field, cell, column),
            Form::Money => money(cell, column),
            Form::Date | Form::Moment => date(field, cell, column),
            Form::Flag => yes_or_no(cell, column),
            Form::Choice(_) => word(field, cell, words),
        },
    }
}

fn text(field: Field, cell: &RawCell<'_>) -> Converted {
    let shown = cell.shown();
    if absent::of_text(&shown) {
        return Converted::default();
    }
    if is_key(field) && is_damaged(cell, &shown) {
        let message = "A spreadsheet has rounded this identifier; it is not used to tell records apart. Export it as text.";
        return Converted::unknown(cell, ProblemCode::DamagedIdentifier, message);
    }
    let text = if is_key(field) { ungrouped(&shown) } else { None };
    Converted::of(Value::Text(text.unwrap_or_else(|| signs::restored(&shown).into_owned())))
}

/// An id that a tool has written as a number with a space between thousands (`2 553`).
fn ungrouped(text: &str) -> Option<String> {
    let spaced = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let mut groups = text.split(spaced);
    let digits =
        |g: &str, lengths: std::ops::RangeInclusive<usize>| lengths.contains(&g.len()) && g.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().is_some_and(|g| digits(g, 1..=3) && !g.starts_with('0'));
    let rest: Vec<&str> = groups.collect();
    let grouped = first && !rest.is_empty() && rest.iter().all(|g| digits(g, 3..=3));
    grouped.then(|| text.chars().filter(char::is_ascii_digit).collect())
}

/// `6.37702E+15`, or a number with more digits than a spreadsheet keeps.
fn is_damaged(cell: &RawCell<'_>, shown: &str) -> bool {
    match cell {
        RawCell::Number(n) => n.abs() >= Decimal::from(1_000_000_000_000_000_u64),
        _ => shown.split_once(['E', 'e']).is_some_and(|(mantissa, power)| {
            let power = power.strip_prefix('+').or(power.strip_prefix(|c: char| c.is_ascii_digit()).map(|_| power));
            let decimals = mantissa.contains(['.', ',']) || shown.contains('+');
            decimals && mantissa.replace(',', ".").parse::<Decimal>().is_ok() && power.is_some_and(|p| p.parse::<u8>().is_ok())
        }),
    }
}

/// The sentence for a cell that is no value, or says that there is none.
fn refused(cell: &RawCell<'_>, code: ProblemCode, what: &str) -> Converted {
    match absent::of_value(&cell.shown()) {
        Some(Absent::Nothing) => Converted::default(),
        Some(Absent::Stated) => {
            Converted::unknown(cell, ProblemCode::NoValue, "The export says that there is no value; it stays unknown.")
        }
        None => Converted::unknown(cell, code, format!("This is not {what}; the value stays unknown.")),
    }
}

/// The number in a cell, with what the spelling says beside it.
fn parsed(cell: &RawCell<'_>, column: Column) -> Option<number::Number> {
    match cell {
        RawCell::Number(n) => Some(number::Number { value: *n, percent: false, currency: None, doubtful: false }),
        RawCell::Text(t) => number::parse(t, column.mark),
        _ => None,
    }
}

fn number(field: Field, cell: &RawCell<'_>, column: Column) -> Converted {
    if let Some(value) = timed(field, cell, column) {
        return Converted::of(Value::Number(value));
    }
    match parsed(cell, column) {
        Some(n) if is_share(field) && !n.percent && n.value > Decimal::ONE && n.value <= Decimal::ONE_HUNDRED => {
            let message = format!("Read as {} percent.", n.value.normalize());
            Converted::noted(Value::Number(n.value / Decimal::ONE_HUNDRED), ProblemCode::Derived, message)
        }
        Some(n) => Converted::of(Value::Number(n.value)),
        None => refused(cell, ProblemCode::UnreadableNumber, "a number"),
    }
}

/// Fields that are a share from 0 to 1.
fn is_share(field: Field) -> bool {
    matches!(field, Field::HandsOn | Field::ContractEscalator | Field::QuoteEscalator | Field::Floor)
}

/// A time worked or waited, in hours.
pub(super) fn hours(cell: &RawCell<'_>, column: Column) -> Option<Decimal> {
    match cell {
        RawCell::Text(t) => duration::parse(t, column.unit, column.mark),
        RawCell::Moment(m) => duration::parse(&m.format("%Y-%m-%d %H:%M:%S").to_string(), column.unit, column.mark),
        RawCell::Number(n) => duration::parse(&n.to_string(), column.unit, Mark::Dot),
        _ => None,
    }
}

/// Fields that count time, in the unit the field has.
fn timed(field: Field, cell: &RawCell<'_>, column: Column) -> Option<Decimal> {
    let words = || hours(cell, column);
    let bare = parsed(cell, column).map(|n| n.value);
    match field {
        Field::Effort => words(),
        Field::P2Hours => bare.or_else(words),
        Field::P1Minutes => bare.or_else(|| words().map(|hours| (hours * Decimal::from(60)).round_dp(6).normalize())),
        Field::TermMonths | Field::NoticeMonths => bare.or_else(|| duration::months(&cell.shown())),
        _ => None,
    }
}

fn money(cell: &RawCell<'_>, column: Column) -> Converted {
    let read = match cell {
        RawCell::Text(t) => number::parse_amount(t, column.mark),
        _ => parsed(cell, column),
    };
    let Some(n) = read else { return refused(cell, ProblemCode::UnreadableNumber, "an amount") };
    let n = number::Number { value: without_residue(n.value), ..n };
    let value = Value::Money(n.value);
    let doubt = || format!("The separator could part thousands or decimals; read as {}.", n.value.normalize());
    let note = n.doubtful.then(|| (ProblemCode::AmbiguousNumber, doubt()));
    Converted { value: Some(value), note, currency: n.currency }
}

/// Places of an amount that someone meant; what stands further down is left by sums of binary fractions.
const SMALLEST: u32 = 8;

/// An amount without what binary fractions leave: `9.09E-13` is nothing, `184904.05000000002` has two places.
fn without_residue(amount: Decimal) -> Decimal {
    if amount.scale() > SMALLEST { amount.round_dp(SMALLEST).normalize() } else { amount }
}

fn date(field: Field, cell: &RawCell<'_>, column: Column) -> Converted {
    let reading = match cell {
        RawCell::Moment(m) => Some(date::judged(*m)),
        RawCell::Number(n) => date::from_serial(*n).filter(|_| date::plausible_serial(*n)),
        RawCell::Text(t) => date::parse(t, column.order).or_else(|| serial(t)),
        _ => None,
    };
    match reading {
        Some(Reading::Moment(m)) if field.form() == Form::Date => Converted::of(Value::Date(m.date())),
        Some(Reading::Moment(m)) => Converted::of(Value::Moment(m)),
        Some(Reading::Sentinel) => {
            Converted::unknown(cell, ProblemCode::SentinelDate, "This date stands for never or for no limit; the day is unknown.")
        }
        None => refused(cell, ProblemCode::UnreadableDate, "a date"),
    }
}

/// A spreadsheet's serial among text.
fn serial(text: &str) -> Option<Reading> {
    let value: Decimal = text.parse().ok()?;
    date::from_serial(value).filter(|_| date::plausible_serial(value))
}

fn yes_or_no(cell: &RawCell<'_>, column: Column) -> Converted {
    let read = match cell {
        RawCell::Flag(b) => Some(*b),
        other => flag::parse(&other.shown()),
    };
    match read {
        Some(b) => Converted::of(Value::Flag(b != column.inverted)),
        None => refused(cell, ProblemCode::UnreadableFlag, "yes or no"),
    }
}

fn word(field: Field, cell: &RawCell<'_>, words: Words<'_>) -> Converted {
    let find = |text: &str| choice::parse(field, text, words.preset, words.general);
    let found = match words.memory {
        Some(memory) => memory.choice(field, &cell.shown(), find),
        None => find(&cell.shown()),
    };
    match found {
        Some(choice) => Converted::of(Value::Choice(choice)),
        None => {
            let what = format!("one of {}", field.choices().join(", "));
            refused(cell, ProblemCode::UnknownChoice, &what)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMN: Column = Column { order: DateOrder::MonthFirst, mark: Mark::Undecided, unit: Unit::Hours, inverted: false };

    fn read(field: Field, text: &str) -> Converted {
        convert(field, &RawCell::Text(text), COLUMN, Words::default())
    }

    #[test]
    fn what_is_no_value_is_unknown_with_a_reason_and_never_zero() {
        let sentence = "Exempt under Section 43 of the Freedom of Information Act 2000";
        let read_sentence = read(Field::Budget, sentence);
        assert_eq!(read_sentence.value, Some(Value::Unknown(sentence.into())), "the reason is kept");
        assert_eq!(read_sentence.note.map(|n| n.0), Some(ProblemCode::NoValue));
        assert_eq!(read(Field::Budget, "lots").note.map(|n| n.0), Some(ProblemCode::UnreadableNumber));
        assert_eq!(read(Field::Budget, "null"), Converted::default(), "null is an empty cell");
        assert_eq!(read(Field::LastSeen, "0001-01-01 00:00:00.0000000").note.map(|n| n.0), Some(ProblemCode::SentinelDate));
        assert_eq!(read(Field::Serial, "N/A"), Converted::default(), "a mark is no serial number");
    }

    #[test]
    fn rounded_identifiers_are_not_used() {
        assert_eq!(read(Field::Serial, "6.37702E+15").note.map(|n| n.0), Some(ProblemCode::DamagedIdentifier));
        assert_eq!(read(Field::Serial, "5CD1234E").value, Some(Value::Text("5CD1234E".into())), "an E is no exponent by itself");
    }

    #[test]
    fn shares_and_times_come_in_the_fields_own_unit() {
        let number = |field, text| read(field, text).value.and_then(|v| v.decimal()).map(|d| d.normalize().to_string());
        assert_eq!(number(Field::ContractEscalator, "4%").as_deref(), Some("0.04"));
        assert_eq!(number(Field::ContractEscalator, "4").as_deref(), Some("0.04"), "an escalator above 1 is a percentage");
        assert_eq!(number(Field::TermMonths, "3 years").as_deref(), Some("36"));
        assert_eq!(number(Field::P1Minutes, "1 hour").as_deref(), Some("60"));
        assert_eq!(number(Field::Fte, "0.4").as_deref(), Some("0.4"));
    }
}
