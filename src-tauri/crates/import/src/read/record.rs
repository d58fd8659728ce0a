//! One row into one record: cells, constants, what is worked out, and whether it is a record at all.

use super::Above;
use super::convert::{self, Column, Words};
use super::format::Formats;
use super::other_sheets::OtherSheets;
use crate::catalog::{Catalog, Clean, Extra, Target};
use crate::cells::currency::Currency;
use crate::correction;
use crate::finish::{self, Extras, Memory, Rules};
use crate::fold::{self, Phrase};
use crate::layout::{Asides, Bound, Plan};
use crate::problem::{self, Problem, ProblemCode};
use crate::row::{Disposition, Row};
use crate::source::{RawCell, RowRef, Table};
use model::{Field, Form, Kind, Origin, Record, Value};

/// What stays the same from row to row.
pub(super) struct Builder<'a> {
    plan: &'a Plan<'a>,
    catalog: &'a Catalog,
    kind: Kind,
    sheet: Option<String>,
    /// Rules that set rows aside.
    asides: Asides<'a>,
    /// Columns that say in words whether an amount is taken off, with those words.
    signs: Option<(Vec<usize>, &'a [Phrase])>,
    /// What the preset says of every row.
    constants: Vec<(Field, Value)>,
    memory: Memory,
    others: OtherSheets,
}

/// A row in the making.
struct Work<'a> {
    line: u32,
    record: Record,
    extras: Extras,
    notes: Vec<Problem>,
    builder: &'a Builder<'a>,
}

impl<'a> Builder<'a> {
    pub fn new(plan: &'a Plan<'a>, catalog: &'a Catalog, kind: Kind, table: &Table<'_>, others: OtherSheets) -> Self {
        let columns = |headers: &[String]| -> Vec<usize> {
            plan.folded.iter().enumerate().filter(|(_, h)| headers.contains(h)).map(|(at, _)| at).collect()
        };
        let signs = plan.preset.and_then(|p| p.signs.as_ref()).map(|s| (columns(&s.headers), s.negative.as_slice()));
        let given = plan.preset.map(|p| p.constants.as_slice()).unwrap_or_default();
        let constants = given.iter().filter_map(|(field, text)| Some((*field, constant(*field, text)?))).collect();
        let sheet = table.sheet.clone();
        Builder { plan, catalog, kind, sheet, asides: Asides::of(plan), signs, constants, memory: Memory::default(), others }
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Reads one row.
    pub fn build(&self, (line, row, more): (u32, RowRef<'_>, &[Bound]), formats: &Formats, above: Above<'_>) -> Row {
        let origin = Origin { sheet: self.sheet.clone(), row: line };
        let record = Record::new(self.kind, origin);
        let mut work = Work { line, record, extras: Extras::default(), notes: Vec::new(), builder: self };
        work.cells(row, more, formats);
        above.fill(&mut work.record);
        self.others.fill(&mut work.record, row);
        work.fill(above.heading);
        let finished = finish::finish(&mut work.record, &work.extras, self.finishing());
        work.drop_decided();
        for finding in finished.findings {
            let column = finding.field.and_then(|f| self.header_of(f));
            work.note(column, finding.value, finding.code, finding.message);
        }
        self.sign(&mut work.record, row);
        let other = formats.other_currency(row).and_then(|currencies| work.other_currency(currencies));
        let aside = self.aside(line, row).or_else(|| self.leaver(line, &work.record)).or_else(|| self.family(line, &work.record));
        let aside = aside.or(other);
        let missing = work.missing();
        let Work { record, mut notes, .. } = work;
        let disposition = match (aside, missing) {
            (Some(reason), _) => Disposition::SetAside { record: Some(record), reason },
            (None, Some(problem)) => Disposition::Rejected { problem: told_once(problem, &mut notes) },
            (None, None) => Disposition::Accepted { record, identity: String::new() },
        };
        Row { decided: finished.decided, ..self.row(line, disposition, notes) }
    }

    fn finishing(&self) -> Rules<'_> {
        Rules { catalog: self.catalog, preset: self.plan.preset, memory: &self.memory }
    }

    fn row(&self, line: u32, disposition: Disposition, notes: Vec<Problem>) -> Row {
        Row { sheet: self.sheet.clone(), row: line, disposition, notes, decided: None }
    }

    fn problem(&self, line: u32, column: Option<String>, value: &str, code: ProblemCode, message: String) -> Problem {
        Problem { sheet: self.sheet.clone(), row: line, column, value: problem::shown(value), code, message }
    }

    /// The header of the first column that feeds a field.
    fn header_of(&self, field: Field) -> Option<String> {
        let bound = self.plan.bound.iter().find(|b| b.target == Target::Field(field))?;
        self.plan.named(bound.index)
    }

    /// Whether a rule says that the row is a record of something else.
    fn aside(&self, line: u32, row: RowRef<'_>) -> Option<Problem> {
        let (at, rule) = self.asides.find(row)?;
        let column = self.plan.named(at);
        Some(self.problem(line, column, &row.cell(at).shown(), rule.code, rule.message.clone()))
    }

    /// Whoever has left is no staff.
    fn leaver(&self, line: u32, record: &Record) -> Option<Problem> {
        let left = record.kind == Kind::Staff && record.text(Field::StaffStatus) == Some("terminated");
        let message = "The status says that this person has left; leavers are not staff.".to_owned();
        left.then(|| self.problem(line, self.header_of(Field::StaffStatus), "", ProblemCode::Leaver, message))
    }

    /// Whether the row is a family of requirements (`AC`, `Access control`) and none itself: it has no number and no status.
    fn family(&self, line: u32, record: &Record) -> Option<Problem> {
        let id = record.text(Field::ControlId).filter(|_| record.kind == Kind::Controls)?;
        let is_family =
            id.len() <= 3 && id.bytes().all(|b| b.is_ascii_alphabetic()) && record.get(Field::ControlStatus).is_none();
        let message = "A family of requirements, not one: it has no number and no status.".to_owned();
        is_family.then(|| self.problem(line, self.header_of(Field::ControlId), id, ProblemCode::Heading, message))
    }

    /// Takes an amount off whose sign stands in words beside it.
    fn sign(&self, record: &mut Record, row: RowRef<'_>) {
        let Some((columns, negative)) = &self.signs else { return };
        let says = |at: &usize| {
            let words = fold::words(&row.cell(*at).shown());
            negative.iter().any(|p| fold::has_phrase(&words, p))
        };
        if let Some(amount) = record.decimal(Field::Amount).filter(|_| columns.iter().any(says)) {
            record.set(Field::Amount, Value::Money(-amount));
        }
    }
}

/// A row that is rejected for a cell says in one sentence what is wrong with the cell and that the row needs it.
fn told_once(problem: Problem, notes: &mut Vec<Problem>) -> Problem {
    let is_same = |n: &Problem| problem.column.is_some() && n.column == problem.column && n.value == problem.value;
    let Some(at) = notes.iter().position(is_same) else { return problem };
    let message = format!("{} {}", notes.remove(at).message, problem.message);
    Problem { message, ..problem }
}

/// A preset's constant as a value of its field.
fn constant(field: Field, text: &str) -> Option<Value> {
    let cell = RawCell::Text(text);
    let column = Column {
        order: crate::DateOrder::MonthFirst,
        mark: crate::cells::number::Mark::Dot,
        unit: Default::default(),
        inverted: false,
    };
    convert::convert(field, &cell, column, Words::default()).value
}

/// An amount as text.
fn money(value: &Value) -> Option<String> {
    match value {
        Value::Money(amount) => Some(amount.normalize().to_string()),
        _ => None,
    }
}

impl Work<'_> {
    /// Reads every bound column; of several columns for one field the first with a value counts.
    fn cells(&mut self, row: RowRef<'_>, more: &[Bound], formats: &Formats) {
        for (at, bound) in self.builder.plan.bound.iter().chain(more).enumerate() {
            let written = row.cell(bound.index);
            let said = self.builder.plan.corrections.of(self.line, bound.index, &written);
            let cell = said.map_or(written, correction::read_as);
            if said.is_some() {
                let header = self.builder.plan.named(bound.index);
                let message = format!("Read as \u{201c}{}\u{201d}, as a person said.", cell.shown());
                self.note(header, written.shown().into_owned(), ProblemCode::Corrected, message);
            }
            if cell.is_empty() {
                continue;
            }
            let column = Column { order: formats.order(at), mark: formats.mark(at), unit: bound.unit, inverted: bound.inverted };
            match bound.target {
                Target::Extra(extra) => self.extras.take(extra, &cell, column),
                Target::Field(field) => match (&cell, bound.clean == Clean::default()) {
                    (RawCell::Text(text), false) => self.field(field, &RawCell::Text(&bound.clean.of(text)), bound, column),
                    _ => self.field(field, &cell, bound, column),
                },
            }
        }
        if (self.builder.plan.headers.len() + more.len()..row.len()).any(|at| !row.cell(at).is_empty()) {
            let message = "The row has more cells than the header; those beyond it were left out.".to_owned();
            self.note(None, String::new(), ProblemCode::ExtraCells, message);
        }
    }

    fn field(&mut self, field: Field, cell: &RawCell<'_>, bound: &Bound, column: Column) {
        if self.record.get(field).is_some_and(|v| !matches!(v, Value::Unknown(_))) {
            return;
        }
        let words = match field.form() {
            Form::Choice(_) => Words {
                preset: self.builder.plan.preset.and_then(|p| p.words.get(&field)),
                general: self.builder.catalog.words.get(&field),
                memory: Some(&self.builder.memory),
            },
            _ => Words::default(),
        };
        let mut converted = convert::convert(field, cell, column, words);
        if bound.quiet && matches!(converted.note, Some((ProblemCode::UnknownChoice, _))) {
            converted = convert::Converted::default();
        }
        self.extras.currency = self.extras.currency.or(converted.currency);
        if let Some((code, message)) = converted.note {
            let header = self.builder.plan.named(bound.index);
            self.note(header, cell.shown().into_owned(), code, message);
        }
        if let Some(value) = converted.value {
            self.record.set(field, value);
        }
    }

    /// What the preset says of every row, and the heading above.
    fn fill(&mut self, heading: Option<&str>) {
        let builder = self.builder;
        for (field, value) in &builder.constants {
            if self.record.get(*field).is_none() {
                self.record.set(*field, value.clone());
            }
        }
        let under = builder.plan.preset.and_then(|p| p.headings).zip(heading);
        if let Some((field, heading)) = under.filter(|(f, _)| self.record.get(*f).is_none() && f.form() == Form::Text) {
            self.record.set(field, Value::Text(heading.to_owned()));
        }
    }

    /// Amounts in another currency than the file's others are not added to them: a line of a ledger is kept and not
    /// counted, of other records the amounts are unknown.
    fn other_currency(&mut self, (other, usual): (Currency, Currency)) -> Option<Problem> {
        let (other, usual) = (other.name(), usual.name());
        let message =
            format!("The amount is in {other} and the file's others are in {usual}; it is not added to them. Convert it.");
        let amounts: Vec<(Field, String)> = self.record.fields().iter().filter_map(|(f, v)| Some((*f, money(v)?))).collect();
        if self.builder.kind == Kind::Costs {
            let column = self.builder.header_of(Field::Amount);
            return Some(self.builder.problem(self.line, column, other, ProblemCode::OtherCurrency, message));
        }
        for (field, text) in amounts {
            self.note(self.builder.header_of(field), other.to_owned(), ProblemCode::OtherCurrency, message.clone());
            self.record.set(field, Value::Unknown(format!("{other} {text}")));
        }
        None
    }

    /// A word that is none of a field's own needs no remark where a rule knows what it means.
    fn drop_decided(&mut self) {
        let plan = self.builder.plan;
        let known = |field: Field| self.record.get(field).is_some_and(|v| !matches!(v, Value::Unknown(_)));
        let decided: Vec<String> = (plan.bound.iter())
            .filter(|b| matches!(b.target, Target::Field(field) if matches!(field.form(), Form::Choice(_)) && known(field)))
            .filter_map(|b| plan.named(b.index))
            .collect();
        self.notes.retain(|n| n.code != ProblemCode::UnknownChoice || !n.column.as_ref().is_some_and(|c| decided.contains(c)));
    }

    fn note(&mut self, column: Option<String>, value: String, code: ProblemCode, message: String) {
        let problem = self.builder.problem(self.line, column, &value, code, message);
        self.notes.push(problem);
    }

    /// What keeps the row from being a record.
    fn missing(&self) -> Option<Problem> {
        let contract = self.record.text(Field::Entry) == Some("contract");
        let known = |f: &Field| self.record.get(*f).is_some_and(|v| !matches!(v, Value::Unknown(_)));
        let required = self.builder.plan.required(self.builder.kind, contract);
        let group = required.iter().find(|group| !group.iter().any(known))?;
        let unreadable = group.iter().find_map(|f| match self.record.get(*f) {
            Some(Value::Unknown(reason)) => Some((*f, reason.clone())),
            _ => None,
        });
        let names: Vec<&str> = group.iter().map(|f| f.name()).collect();
        Some(match unreadable {
            Some((field, value)) => {
                let message = format!("Without {} the row is no record.", field.name());
                self.builder.problem(self.line, self.builder.header_of(field), &value, ProblemCode::UnreadableRequired, message)
            }
            None => {
                let message = format!("The row has no {}, and without it is no record.", names.join(" or "));
                let column = group.first().and_then(|f| self.builder.header_of(*f));
                self.builder.problem(self.line, column, "", ProblemCode::MissingRequired, message)
            }
        })
    }
}

impl Extras {
    /// Keeps a cell that helps to work out others.
    fn take(&mut self, extra: Extra, cell: &RawCell<'_>, column: Column) {
        let mark = column.mark;
        let number = || match cell {
            RawCell::Number(n) => Some(*n),
            RawCell::Text(t) => crate::cells::number::parse(t, mark).map(|n| n.value),
            _ => None,
        };
        let text = || cell.shown().into_owned();
        let nil = || matches!(cell, RawCell::Text("-" | "–" | "—")).then_some(rust_decimal::Decimal::ZERO);
        match extra {
            Extra::FirstName => self.first_name = text(),
            Extra::LastName => self.last_name = text(),
            Extra::DeviceClass => finish::join(&mut self.device_class, &cell.shown()),
            Extra::Chassis => finish::join(&mut self.chassis, &cell.shown()),
            Extra::FullOrPart => self.full_or_part = text(),
            Extra::WeeklyHours => self.weekly_hours = self.weekly_hours.or(number()),
            Extra::Debit => self.debit = self.debit.or(number().or_else(nil)),
            Extra::Credit => self.credit = self.credit.or(number().or_else(nil)),
            Extra::Quantity => self.quantity = self.quantity.or(number()),
            Extra::UnitPrice => self.unit_price = self.unit_price.or(number()),
            Extra::Discount => self.discount = self.discount.or(number()),
            Extra::ResponseTime => self.response_hours = self.response_hours.or(convert::hours(cell, column)),
            Extra::SolutionTime => self.solution_hours = self.solution_hours.or(convert::hours(cell, column)),
            // Only which row of a ticket is the last depends on it, and that is known before rows are read.
            Extra::Updated => {}
        }
    }
}
