//! Each option's total, stacked by cost group, with the total at the end.

use super::labels::{name_look, names_width, option_label};
use super::pen::{Anchor, DrawError, Mark, Pen, Stroke, Type};
use super::plain::{EMPTY_HEIGHT, drawable, nothing, outline, ticks};
use super::scale::{Scale, from_zero, tick};
use super::{Chart, ChartTable, Series};
use crate::ink::{GROUP_STRENGTHS, Ink, Paint};
use plotters::prelude::DrawingBackend;

/// One option's bar.
#[derive(Debug, Clone, PartialEq)]
pub struct TotalBar {
    /// The option.
    pub series: Series,
    /// The figure of its total.
    pub figure: String,
    /// Amounts of the five cost groups, in order, in the unit of the axis; none where a part is unknown.
    pub groups: Option<[f64; 5]>,
    /// The same as shown.
    pub group_texts: [String; 5],
    /// Total as shown.
    pub total_text: String,
    /// Lowest and highest, where the study has said them.
    pub whisker: Option<(f64, f64)>,
    /// `1st`, or why it is not ranked in a word or two.
    pub rank: String,
}

/// Every option's total.
#[derive(Debug, Clone, PartialEq)]
pub struct Totals {
    /// The finding, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
    /// Unit of the amounts, as words after one.
    pub unit: String,
    /// Names of the five groups.
    pub group_names: [String; 5],
    /// In the order drawn: ranked ones by rank, then the others.
    pub bars: Vec<TotalBar>,
}

const PITCH: f64 = 25.0;
const BAR: f64 = 14.0;
const KEY_LINE: f64 = 18.0;
const KEY_GAP: f64 = 8.0;
const SWATCH: f64 = 11.0;
const AXIS: f64 = 24.0;
/// Paper between two groups of a bar.
const GAP: f64 = 1.5;
/// From this width on the key takes one line.
const WIDE: f64 = 600.0;

impl Chart for Totals {
    fn name(&self) -> &'static str {
        "totals"
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    fn table(&self) -> ChartTable {
        let mut head = vec!["Option".to_owned()];
        head.extend(self.group_names.iter().cloned());
        head.extend(["Total".to_owned(), "Rank".to_owned()]);
        ChartTable { head, rows: self.bars.iter().map(TotalBar::cells).collect() }
    }

    fn height(&self, width: f64) -> f64 {
        if self.bars.is_empty() {
            return EMPTY_HEIGHT;
        }
        key_height(width) + PITCH * self.bars.len() as f64 + AXIS
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        if self.bars.is_empty() {
            return nothing(pen);
        }
        let frame = self.frame(pen);
        key(pen, &self.group_names)?;
        grid(pen, &frame)?;
        for (at, bar) in self.bars.iter().enumerate() {
            let mid = frame.top + PITCH * (at as f64 + 0.5);
            self.row(pen, &frame, bar, mid)?;
        }
        Ok(())
    }
}

impl TotalBar {
    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.series.name.clone()];
        cells.extend(self.group_texts.iter().cloned());
        cells.extend([self.total_text.clone(), self.rank.clone()]);
        cells
    }

    fn total_look(&self) -> Type {
        name_look(&self.series).anchor(Anchor::End)
    }

    /// Where each group begins and ends: what is negative goes left from zero, the rest right.
    fn spans(&self) -> Vec<(f64, f64)> {
        let (mut low, mut high) = (0.0, 0.0);
        let span = |amount: &f64| {
            let reach = if *amount < 0.0 { &mut low } else { &mut high };
            let from = *reach;
            *reach += drawable(*amount);
            (from, *reach)
        };
        self.groups.iter().flatten().map(span).collect()
    }
}

/// Where the columns of the chart stand.
struct Frame {
    names: f64,
    scale: Scale,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    total: f64,
    total_width: f64,
    rank_width: f64,
}

impl Frame {
    fn pixels(&self, (from, to): (f64, f64)) -> (f64, f64) {
        let (from, to) = (self.scale.at(from), self.scale.at(to));
        (from.min(to), from.max(to))
    }
}

impl Totals {
    fn frame<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Frame {
        let names = names_width(pen, self.bars.iter().map(|b| &b.series), 0.3);
        let ranks = self.bars.iter().map(|b| pen.measure(&b.rank, Type::NOTE));
        let rank_width = ranks.fold(0.0, f64::max).min(pen.width * 0.16);
        let totals = self.bars.iter().map(|b| pen.measure(&b.total_text, b.total_look()));
        let total_width = totals.fold(0.0, f64::max).min(pen.width * 0.22);
        let total = pen.width - if rank_width > 0.0 { rank_width + 12.0 } else { 0.0 };
        let left = names + 14.0;
        let right = (total - total_width - 16.0).max(left + 10.0);
        let top = key_height(pen.width);
        let bottom = top + PITCH * self.bars.len() as f64;
        let scale = Scale::new(from_zero(self.reach().into_iter()), (left, right));
        Frame { names, scale, left, right, top, bottom, total, total_width, rank_width }
    }

    /// Every value the axis has to hold.
    fn reach(&self) -> Vec<f64> {
        let ends = self.bars.iter().flat_map(TotalBar::spans).map(|(_, end)| end);
        let whiskers = self.bars.iter().filter_map(|b| b.whisker).flat_map(|(low, high)| [drawable(low), drawable(high)]);
        ends.chain(whiskers).collect()
    }

    fn row<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, frame: &Frame, bar: &TotalBar, mid: f64) -> Result<(), DrawError> {
        option_label(pen, &bar.series, 0.0, mid, frame.names)?;
        if bar.groups.is_some() {
            stack(pen, frame, bar, mid)?;
            self.marks(pen, frame, bar, mid);
        } else {
            pen.text(frame.scale.at(0.0) + 6.0, mid + 4.0, "unknown", Type::NOTE)?;
        }
        whisker(pen, frame, bar, mid)?;
        let total = pen.fitted(&bar.total_text, bar.total_look(), frame.total_width);
        pen.text(frame.total, mid + 4.0, &total, bar.total_look())?;
        let rank = pen.fitted(&bar.rank, Type::NOTE, frame.rank_width);
        pen.text(pen.width, mid + 4.0, &rank, Type::NOTE.anchor(Anchor::End))?;
        let x = frame.total - frame.total_width;
        pen.mark(Mark {
            id: bar.figure.clone(),
            text: self.said(bar, "total", &bar.total_text, &bar.rank),
            x,
            y: mid - PITCH / 2.0,
            width: pen.width - x,
            height: PITCH,
        });
        Ok(())
    }

    /// `Co-managed: people 662, US$ thousand`; what has no amount has no unit.
    fn said(&self, bar: &TotalBar, what: &str, amount: &str, rank: &str) -> String {
        let unit = if bar.groups.is_some() { self.unit.as_str() } else { "" };
        let parts = [unit, rank].into_iter().filter(|part| !part.is_empty());
        parts.fold(format!("{}: {what} {amount}", bar.series.name), |said, part| format!("{said}, {part}"))
    }

    fn marks<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, frame: &Frame, bar: &TotalBar, mid: f64) {
        let texts = self.group_names.iter().zip(&bar.group_texts);
        for (span, (group, amount)) in bar.spans().into_iter().zip(texts) {
            let (from, to) = frame.pixels(span);
            if to > from {
                pen.mark(Mark {
                    id: bar.figure.clone(),
                    text: self.said(bar, &group.to_lowercase(), amount, ""),
                    x: from,
                    y: mid - BAR / 2.0,
                    width: to - from,
                    height: BAR,
                });
            }
        }
    }
}

fn stack<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, frame: &Frame, bar: &TotalBar, mid: f64) -> Result<(), DrawError> {
    let (spans, series) = (bar.spans(), &bar.series);
    let reach = spans.iter().fold((0.0_f64, 0.0_f64), |(low, high), (_, end)| (low.min(*end), high.max(*end)));
    let (left, right) = frame.pixels(reach);
    let top = mid - BAR / 2.0;
    pen.fill(left, top, right - left, BAR, Ink::Paper)?;
    if right - left < 1.0 {
        return pen.line((left, top), (left, top + BAR), outline(series));
    }
    for (span, strength) in spans.into_iter().zip(GROUP_STRENGTHS) {
        let (from, to) = frame.pixels(span);
        if series.ranked {
            pen.fill(from, top, to - from, BAR, Paint { ink: series.ink, strength })?;
        }
        let start = frame.scale.at(span.0);
        if to - from >= 2.0 * GAP && start > left + GAP && start < right - GAP {
            divider(pen, series, start, mid)?;
        }
    }
    pen.frame(left, top, right - left, BAR, outline(series))
}

/// Where a group begins: paper in a tinted bar, a broken line in a hollow one.
fn divider<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, series: &Series, x: f64, mid: f64) -> Result<(), DrawError> {
    let (top, foot) = (mid - BAR / 2.0, mid + BAR / 2.0);
    if series.ranked {
        return pen.fill(x - GAP / 2.0, top, GAP, BAR, Ink::Paper);
    }
    pen.line((x, top), (x, foot), outline(series))
}

/// Lowest to highest, on paper of its own so that it is seen over the darkest group.
fn whisker<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, frame: &Frame, bar: &TotalBar, mid: f64) -> Result<(), DrawError> {
    let Some((low, high)) = bar.whisker else { return Ok(()) };
    let (from, to) = frame.pixels((drawable(low), drawable(high)));
    pen.fill(from - 1.5, mid - 1.75, to - from + 3.0, 3.5, Ink::Paper)?;
    for x in [from, to] {
        pen.fill(x - 1.5, mid - 4.75, 3.0, 9.5, Ink::Paper)?;
        pen.line((x, mid - 3.5), (x, mid + 3.5), Stroke::solid(Ink::Ink, 1.2))?;
    }
    pen.line((from, mid), (to, mid), Stroke::solid(Ink::Ink, 1.2))
}

fn key_height(width: f64) -> f64 {
    let lines = if width >= WIDE { 1.0 } else { 2.0 };
    KEY_LINE * lines + KEY_GAP
}

/// The five groups in the tints of the greyscale.
fn key<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, names: &[String; 5]) -> Result<(), DrawError> {
    let in_line = if pen.width >= WIDE { 5 } else { 3 };
    let entries: Vec<_> = names.iter().zip(GROUP_STRENGTHS).collect();
    for (line, entries) in entries.chunks(in_line).enumerate() {
        let natural = |name: &str| SWATCH + 5.0 + pen.measure(name, Type::NOTE) + 14.0;
        let fits = entries.iter().map(|(name, _)| natural(name)).sum::<f64>() <= pen.width;
        let cell = |name: &str| if fits { natural(name) } else { pen.width / in_line as f64 };
        let cells: Vec<f64> = entries.iter().map(|(name, _)| cell(name)).collect();
        let mut x = 0.0;
        for ((name, strength), cell) in entries.iter().zip(cells) {
            let y = KEY_LINE * line as f64 + 2.0;
            pen.fill(x, y, SWATCH, SWATCH, Paint { ink: Ink::InHouse, strength: *strength })?;
            pen.frame(x + 0.5, y + 0.5, SWATCH - 1.0, SWATCH - 1.0, Stroke::solid(Ink::InHouse, 1.0))?;
            let shown = pen.fitted(name, Type::NOTE, cell - SWATCH - 13.0);
            pen.text(x + SWATCH + 5.0, y + 9.5, &shown, Type::NOTE.ink(Ink::Ink2))?;
            x += cell;
        }
    }
    Ok(())
}

fn grid<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, frame: &Frame) -> Result<(), DrawError> {
    let mut free_from = f64::MIN;
    for value in ticks(&frame.scale, frame.right - frame.left, 55.0) {
        let (x, text) = (frame.scale.at(value), tick(value));
        let ink = if value == 0.0 { Ink::Rule } else { Ink::Hair };
        pen.line((x, frame.top - 2.0), (x, frame.bottom + 4.0), Stroke::solid(ink, 1.0))?;
        let half = pen.measure(&text, Type::NOTE) / 2.0;
        let centre = x.min(pen.width - half).max(half);
        if centre - half >= free_from {
            pen.text(centre, frame.bottom + 18.0, &text, Type::NOTE.anchor(Anchor::Middle))?;
            free_from = centre + half + 8.0;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::series::Dash;
    use super::super::{Shape, svg};
    use super::*;
    use crate::face::Faces;

    fn bar(id: &str, ranked: bool, groups: Option<[f64; 5]>) -> TotalBar {
        let series = Series {
            id: id.to_owned(),
            name: id.to_owned(),
            ink: Ink::CoManaged,
            shape: Shape::Square,
            dash: Dash::Solid,
            ranked,
            leads: false,
        };
        TotalBar {
            series,
            figure: format!("{id}.total"),
            groups,
            group_texts: ["a", "b", "c", "d", "e"].map(str::to_owned),
            total_text: "1,402".to_owned(),
            whisker: None,
            rank: "1st".to_owned(),
        }
    }

    fn totals(bars: Vec<TotalBar>) -> Totals {
        let group_names = ["People", "Provider", "Tools, contracts", "Compliance", "One-off"].map(str::to_owned);
        Totals { finding: "F".to_owned(), caption: "C".to_owned(), unit: "US$ thousand".to_owned(), group_names, bars }
    }

    #[test]
    fn segments_are_as_long_as_their_amounts() {
        let bars = vec![bar("a", true, Some([100.0, 50.0, 0.0, 0.0, 0.0])), bar("b", false, Some([200.0, 0.0, 0.0, 0.0, 0.0]))];
        let drawn = svg(&totals(bars), Faces::bundled().unwrap(), 700.0).unwrap();
        let widths: Vec<f64> = drawn.marks.iter().filter(|m| m.text.contains(": people")).map(|m| m.width).collect();
        assert!((widths[1] / widths[0] - 2.0).abs() < 1e-9, "one scale for all bars, ranked or not: {widths:?}");
        assert_eq!(drawn.marks[0].text, "a: people a, US$ thousand", "a segment is a phrase that stands by itself");
        assert_eq!(drawn.marks[2].text, "a: total 1,402, US$ thousand, 1st", "then the bar as a whole");
        assert_eq!(drawn.marks.len(), 5, "three groups with an amount and two totals; nothing has no segment");
    }

    #[test]
    fn a_negative_group_goes_left_of_zero() {
        let drawn = svg(&totals(vec![bar("a", true, Some([100.0, -40.0, 20.0, 0.0, 0.0]))]), Faces::bundled().unwrap(), 700.0);
        let marks = drawn.unwrap().marks;
        assert!((marks[1].x + marks[1].width - marks[0].x).abs() < 1e-9, "the credit ends where the first cost begins");
        assert!((marks[0].x + marks[0].width - marks[2].x).abs() < 1e-9, "and does not shorten the costs");
    }

    #[test]
    fn any_input_stays_inside_the_box() {
        let mut odd = bar("a", false, Some([f64::NAN, 1e300, -1e12, 0.0, f64::INFINITY]));
        odd.series.name = "Provider ".repeat(25);
        odd.whisker = Some((f64::NEG_INFINITY, 1e200));
        odd.total_text = "1,000,000,000,000,000,000,000,000,000".to_owned();
        let all: Vec<_> = (0..33).map(|_| odd.clone()).chain([bar("b", true, None)]).collect();
        for width in [460.0, 700.0] {
            let drawn = svg(&totals(all.clone()), Faces::bundled().unwrap(), width).unwrap();
            let inside = |m: &Mark| m.x >= 0.0 && m.x + m.width <= width + 1e-6 && m.y + m.height <= drawn.height;
            assert!(drawn.marks.iter().all(inside), "whatever the numbers, every mark is on the paper");
            assert!(drawn.text.contains("unknown"), "an option without amounts says so");
        }
        let empty = svg(&totals(Vec::new()), Faces::bundled().unwrap(), 700.0).unwrap();
        assert!(empty.text.contains("Nothing to show yet."), "an empty chart is one line of text");
    }
}
