//! Each option's lines, period by period.

use crate::assessment::Assessment;
use crate::document::{Align, Cell, Column, Op, Row, RowLook, Run, Table, Width};
use crate::edition::words::{minor_heading, note, prose, section};
use model::evaluate::{Costed, Line};
use model::figure::{FigureId, Period};
use model::number::{Exact, Number};
use model::present::number;
use model::{series, terms};
use rust_decimal::Decimal;

/// Years that leave room for cents.
const CENTS: u8 = 4;

/// The section.
pub fn ops(a: &Assessment<'_>) -> Vec<Op> {
    let mut ops = Vec::from(section(5, "Lines", "Each option's lines, year by year"));
    let unit = if a.plan.schedule.years <= CENTS { "US$, to the cent: rows and columns add up exactly" } else { "US$ thousand" };
    ops.push(prose(format!("{unit}. Time 0 is before go-live and is not discounted.")));
    for option in a.judgement.shown() {
        ops.push(minor_heading(2, a.option_name(option.id)));
        ops.push(table(a, option));
    }
    ops.push(note("Lines an option does not have are left out. Indirect cost stands outside the direct total."));
    ops
}

fn table(a: &Assessment<'_>, o: &Costed<Exact>) -> Op {
    let years = a.plan.schedule.years;
    let mut columns = vec![Column { width: Width::Points(134.0), align: Align::Left }];
    columns.extend((0..usize::from(years) + 2).map(|_| Column { width: Width::Share(1.0), align: Align::Right }));
    let periods =
        std::iter::once("Time 0".to_owned()).chain((1..=years).map(|y| format!("Year {y}"))).chain(["Total".to_owned()]);
    let head = std::iter::once(Cell::quiet("Line")).chain(periods.map(Cell::quiet)).collect();
    let applying = |direct: bool| o.lines.iter().filter(move |l| l.applies && l.id.in_total() == direct);
    let mut rows: Vec<Row> = applying(true).map(|l| row(a, o, l)).collect();
    rows.push(total(a, o));
    rows.extend(applying(false).map(|l| row(a, o, l)));
    Op::Table(Table { padding: 1.6, whole: true, ..Table::new(columns, head, rows) })
}

fn amount(a: &Assessment<'_>, value: Exact) -> String {
    if a.plan.schedule.years <= CENTS { number(value, 2) } else { number(value / Exact::Known(Decimal::from(1000)), 1) }
}

fn row(a: &Assessment<'_>, o: &Costed<Exact>, l: &Line<Exact>) -> Row {
    let cell = |value: Exact, period: Period| {
        if value.known().is_some_and(|d| d.is_zero()) {
            return Cell::quiet("–");
        }
        let id = FigureId::option(o.id, l.id.name()).during(period);
        Cell::of(vec![Run::plain(amount(a, value)).to(format!("figure.{}", a.figure(id)))])
    };
    let years = l.yearly.iter().zip(1..).map(|(y, n)| cell(*y, Period::Year(n)));
    let cells = [Cell::words(terms::line(l.id)), cell(l.once, Period::Once)].into_iter().chain(years);
    Row::of(cells.chain([cell(l.total, Period::Whole)]).collect())
}

fn total(a: &Assessment<'_>, o: &Costed<Exact>) -> Row {
    let sums = series::years(o, &a.plan.schedule)
        .into_iter()
        .map(|v| if v == Exact::zero() { Cell::quiet("–") } else { Cell::bold(amount(a, v)) });
    let whole = Run::bold(amount(a, o.total)).to(format!("figure.{}", a.figure(FigureId::option(o.id, "total"))));
    Row::of(std::iter::once(Cell::bold("Direct cost")).chain(sums).chain([Cell::of(vec![whole])]).collect()).look(RowLook::Total)
}
