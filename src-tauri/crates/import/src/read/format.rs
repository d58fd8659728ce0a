//! How a column writes its dates and numbers, found from all its rows when a cell cannot say.

use super::currencies::Currencies;
use crate::Choices;
use crate::ambiguity::{Alternative, Ambiguity, DecidedBy};
use crate::catalog::{Extra, Target};
use crate::cells::currency::Currency;
use crate::cells::date::{self, DateOrder, Reading};
use crate::cells::format::{Evidence, Format};
use crate::cells::number::{self, Mark, NumberMark};
use crate::error::ImportError;
use crate::layout::{Plan, below};
use crate::problem::{Problem, ProblemCode};
use crate::source::{RawCell, RowRef, Table};
use model::{Field, Form};
use std::ops::ControlFlow;

/// What a bound column holds that can be written in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Dates,
    Numbers,
    Other,
}

/// What a column's cells have shown; pairs are in the order of [`Holds::formats`].
#[derive(Debug, Clone, Default)]
struct Shown {
    /// Cells that fit one format alone.
    only: [u64; 2],
    /// Cells that read differently either way.
    either: u64,
    /// A cell that shows something, one of `either` where there is one.
    example: String,
}

/// One bound column.
#[derive(Debug)]
struct Written {
    /// Its place in the table.
    index: usize,
    holds: Holds,
    /// What the user says of this column, or of the whole file.
    chosen: Option<Format>,
    /// The choice is of this column.
    by_column: bool,
    shown: Shown,
    decided: Option<(Format, DecidedBy)>,
}

/// The formats of the bound columns, in the order they are bound.
#[derive(Debug)]
pub(crate) struct Formats {
    columns: Vec<Written>,
    currencies: Currencies,
    /// How the recognised tool writes days.
    preset: Option<DateOrder>,
    scanned: bool,
    /// A cell was seen that its column must decide.
    needed: bool,
}

impl Formats {
    pub fn new(plan: &Plan<'_>, choices: &Choices) -> Self {
        let columns = plan.bound.iter().map(|b| Written::new(plan, choices, b.index, holds(b.target))).collect();
        let currencies = Currencies::new(plan);
        let mut formats =
            Formats { columns, currencies, preset: plan.preset.and_then(|p| p.dates), scanned: false, needed: false };
        formats.decide();
        formats
    }

    /// Looks at the whole table once, when a cell turns up that its column must decide.
    pub fn prepare(&mut self, table: &Table<'_>, plan: &Plan<'_>, row: RowRef<'_>) -> Result<(), ImportError> {
        if self.scanned || !self.undecided(row) {
            return Ok(());
        }
        self.scan(table, plan)
    }

    /// Looks at the whole table, once, and decides every column.
    pub fn scan(&mut self, table: &Table<'_>, plan: &Plan<'_>) -> Result<(), ImportError> {
        below::each(table, plan, &mut |line, row| {
            if line > plan.header_line {
                self.look(row);
            }
            ControlFlow::Continue(())
        })?;
        self.decide();
        Ok(())
    }

    /// Takes note of a row while another pass over the whole table goes by; [`Formats::looked_ahead`] follows.
    pub fn look_ahead(&mut self, row: RowRef<'_>) {
        self.needed = self.needed || self.undecided(row);
        self.look(row);
    }

    /// The whole table has gone by, so that none needs to be looked at again: where no cell must be decided by its column,
    /// none is.
    pub fn looked_ahead(&mut self) {
        if !self.needed {
            self.columns.iter_mut().for_each(|column| column.shown = Shown::default());
            self.currencies.forget();
        }
        self.scanned = true;
        self.decide();
    }

    fn undecided(&self, row: RowRef<'_>) -> bool {
        self.currencies.of_row(row).is_some()
            || self.columns.iter().any(|column| match (column.holds, row.cell(column.index)) {
                (Holds::Dates, RawCell::Text(t)) => date::evidence(t) != Evidence::None,
                (Holds::Numbers, RawCell::Text(t)) => number::evidence(t) == Evidence::Either,
                _ => false,
            })
    }

    /// Takes note of a row below the header; [`Formats::decide`] follows when all have been seen.
    pub fn look(&mut self, row: RowRef<'_>) {
        self.scanned = true;
        self.currencies.look(row);
        for column in &mut self.columns {
            if let RawCell::Text(text) = row.cell(column.index) {
                column.look(text);
            }
        }
    }

    /// Decides every column by what was seen.
    pub fn decide(&mut self) {
        self.currencies.decide();
        let neighbours = self.neighbours();
        for column in &mut self.columns {
            column.decided = column.decide(self.preset, neighbours);
        }
    }

    /// The order that the columns of the file agree on: one tool writes them all.
    fn neighbours(&self) -> Option<Format> {
        let dates = self.columns.iter().filter(|c| c.holds == Holds::Dates);
        let mut orders = dates.filter_map(|c| c.shown.usual()).map(side_of_dates);
        let first = orders.next()?;
        orders.all(|o| o == first).then_some(first)
    }

    /// The currency of a row that is in another than most of the file, and that of the others.
    pub fn other_currency(&self, row: RowRef<'_>) -> Option<(Currency, Currency)> {
        self.currencies.other(row)
    }

    /// The order of day and month in a bound column.
    pub fn order(&self, at: usize) -> DateOrder {
        match self.columns.get(at).and_then(|c| c.decided) {
            Some((Format::Dates(order), _)) => order,
            _ => DateOrder::MonthFirst,
        }
    }

    /// The decimal sign of a bound column.
    pub fn mark(&self, at: usize) -> Mark {
        match self.columns.get(at).and_then(|c| c.decided) {
            None | Some((_, DecidedBy::Convention)) => Mark::Undecided,
            Some((Format::Numbers(mark), _)) => mark.into(),
            Some((Format::Dates(_), _)) => Mark::Undecided,
        }
    }

    /// The format of a column of the table where one of its cells depends on it or shows it, and both readings where one
    /// is open.
    pub fn of_column(&self, index: usize) -> (Option<Format>, Option<Ambiguity>) {
        let column = self.columns.iter().find(|c| c.index == index && c.holds != Holds::Other && c.shown.any());
        column.map_or((None, None), |c| (c.decided.map(|(format, _)| format), c.ambiguity()))
    }

    /// What has to be said about whole columns.
    pub fn notes(&self, plan: &Plan<'_>, sheet: Option<&str>) -> Vec<Problem> {
        let mut notes = Vec::new();
        for shown in &self.columns {
            let Some((code, message)) = shown.note() else { continue };
            let column = plan.named(shown.index);
            let (sheet, value) = (sheet.map(str::to_owned), shown.shown.example.clone());
            notes.push(Problem { sheet, row: plan.header_line, column, value, code, message });
        }
        notes
    }
}

impl Holds {
    /// The two formats, in the order in which they are counted.
    fn formats(self) -> Option<[Format; 2]> {
        match self {
            Holds::Dates => Some([DateOrder::DayFirst, DateOrder::MonthFirst].map(Format::Dates)),
            Holds::Numbers => Some([NumberMark::DotDecimal, NumberMark::CommaDecimal].map(Format::Numbers)),
            Holds::Other => None,
        }
    }

    /// What holds where nothing decides.
    fn convention(self) -> Option<Format> {
        match self {
            Holds::Dates => Some(Format::Dates(DateOrder::MonthFirst)),
            Holds::Numbers => Some(Format::Numbers(NumberMark::DotDecimal)),
            Holds::Other => None,
        }
    }
}

fn side_of_dates(side: usize) -> Format {
    Format::Dates(if side == 0 { DateOrder::DayFirst } else { DateOrder::MonthFirst })
}

impl Shown {
    fn any(&self) -> bool {
        self.either > 0 || self.only != [0, 0]
    }

    /// The format that cells show, where none shows the other.
    fn alone(&self) -> Option<usize> {
        match self.only {
            [first, 0] if first > 0 => Some(0),
            [0, second] if second > 0 => Some(1),
            _ => None,
        }
    }

    /// The format that most cells show.
    fn usual(&self) -> Option<usize> {
        let [first, second] = self.only;
        (first != second).then_some(usize::from(second > first))
    }

    fn is_mixed(&self) -> bool {
        self.only.iter().all(|cells| *cells > 0)
    }
}

impl Written {
    fn new(plan: &Plan<'_>, choices: &Choices, index: usize, holds: Holds) -> Written {
        let own = plan.formats.iter().rev().find(|(at, f)| *at == index && holds.formats().is_some_and(|both| both.contains(f)));
        let file = match holds {
            Holds::Dates => choices.dates.map(Format::Dates),
            Holds::Numbers => choices.numbers.map(Format::Numbers),
            Holds::Other => None,
        };
        let chosen = own.map(|(_, format)| *format).or(file);
        Written { index, holds, chosen, by_column: own.is_some(), shown: Shown::default(), decided: None }
    }

    fn look(&mut self, text: &str) {
        let evidence = match self.holds {
            Holds::Dates => date::evidence(text),
            Holds::Numbers => Some(number::evidence(text))
                .filter(|e| *e != Evidence::None && number::parse_amount(text, Mark::Undecided).is_some())
                .unwrap_or(Evidence::None),
            Holds::Other => Evidence::None,
        };
        match evidence {
            Evidence::None => return,
            Evidence::Only(format) => {
                let side = self.holds.formats().and_then(|both| both.iter().position(|f| *f == format));
                side.into_iter().for_each(|at| self.shown.only[at] += 1);
            }
            Evidence::Either => self.shown.either += 1,
        }
        if self.shown.example.is_empty() || (evidence == Evidence::Either && self.shown.either == 1) {
            self.shown.example = crate::problem::shown(text);
        }
    }

    fn decide(&self, preset: Option<DateOrder>, neighbours: Option<Format>) -> Option<(Format, DecidedBy)> {
        let both = self.holds.formats()?;
        let side = |at: Option<usize>| at.and_then(|at| both.get(at).copied());
        let dates = |format: Option<Format>| format.filter(|_| self.holds == Holds::Dates);
        let ways = [
            (side(self.shown.alone()), DecidedBy::Column),
            (self.chosen, DecidedBy::Choice),
            (side(self.shown.usual()), DecidedBy::Majority),
            (dates(preset.map(Format::Dates)), DecidedBy::Preset),
            (dates(neighbours), DecidedBy::Neighbours),
            (self.holds.convention(), DecidedBy::Convention),
        ];
        ways.into_iter().find_map(|(format, by)| format.map(|f| (f, by)))
    }

    /// Both readings of a cell that could be either.
    fn ambiguity(&self) -> Option<Ambiguity> {
        let (applies, decided_by) = self.decided.filter(|_| self.shown.either > 0)?;
        let [first, second] = self.holds.formats()?;
        let reading = |format: Format, only: u64| {
            let shown = shown_as(&self.shown.example, format);
            Alternative { format, shown, only, applies: format == applies }
        };
        let readings = [reading(first, self.shown.only[0]), reading(second, self.shown.only[1])];
        Some(Ambiguity { example: self.shown.example.clone(), readings, open: self.shown.either, decided_by })
    }

    fn note(&self) -> Option<(ProblemCode, String)> {
        let (format, by) = self.decided?;
        let code = if self.holds == Holds::Dates { ProblemCode::AmbiguousDate } else { ProblemCode::AmbiguousNumber };
        if by == DecidedBy::Column {
            return self.not_applied(format).map(|message| (ProblemCode::ChoiceNotApplied, message));
        }
        if self.shown.is_mixed() && (self.holds == Holds::Dates || self.shown.either > 0) {
            return Some((code, self.mixed(format)));
        }
        let words = format.words();
        let message = match by {
            _ if self.holds != Holds::Dates || self.shown.either == 0 => return None,
            DecidedBy::Neighbours => {
                format!(
                    "Nothing in the column shows whether day or month comes first; it was read {words}, as the file's other dates are."
                )
            }
            DecidedBy::Convention => {
                format!("Nothing in the column shows whether day or month comes first; it was read {words}.")
            }
            _ => return None,
        };
        Some((code, message))
    }

    fn mixed(&self, format: Format) -> String {
        let [first, second] = self.shown.only;
        let (one, other) = match self.holds {
            Holds::Numbers => ("decimal dots", "decimal commas"),
            _ => ("day first", "month first"),
        };
        let words = format.words();
        format!(
            "The column mixes {one} ({first} cells) and {other} ({second} cells); cells that could be either were read {words}."
        )
    }

    /// The cells show another format than the user chose.
    fn not_applied(&self, format: Format) -> Option<String> {
        let chosen = self.chosen.filter(|c| *c != format && (self.by_column || self.shown.either > 0))?;
        let cells = self.shown.only.iter().sum::<u64>();
        let count = if cells == 1 { "1 cell makes".to_owned() } else { format!("{cells} cells make") };
        let (words, other) = (format.words(), chosen.words());
        Some(format!("{count} sense only {words}, so the column was read {words} and not {other} as chosen."))
    }
}

/// A cell read in one format, as people write it; the cell itself where it cannot be read so.
fn shown_as(cell: &str, format: Format) -> String {
    let read = match format {
        Format::Dates(order) => match date::parse(cell, order) {
            Some(Reading::Moment(moment)) => Some(model::present::day(moment.date())),
            _ => None,
        },
        Format::Numbers(mark) => number::parse_amount(cell, mark.into()).map(|n| number::shown(&n)),
    };
    read.unwrap_or_else(|| cell.to_owned())
}

fn holds(target: Target) -> Holds {
    match target {
        Target::Field(Field::Effort | Field::P1Minutes | Field::P2Hours) => Holds::Numbers,
        Target::Field(field) => match field.form() {
            Form::Date | Form::Moment => Holds::Dates,
            Form::Number | Form::Money => Holds::Numbers,
            _ => Holds::Other,
        },
        Target::Extra(
            Extra::Debit | Extra::Credit | Extra::WeeklyHours | Extra::Quantity | Extra::UnitPrice | Extra::Discount,
        ) => Holds::Numbers,
        Target::Extra(Extra::ResponseTime | Extra::SolutionTime) => Holds::Numbers,
        Target::Extra(Extra::Updated) => Holds::Dates,
        Target::Extra(_) => Holds::Other,
    }
}
