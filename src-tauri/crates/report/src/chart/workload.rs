//! What is asked of the team against what it can give, month by month: hours, or FTE of care.

use super::labels::{LINE, spread};
use super::pen::{Anchor, DrawError, Mark, Pen, Stroke, Type};
use super::scale::{Scale, from_zero, tick};
use super::{Chart, ChartTable, Shape};
use crate::ink::{Ink, Paint};
use plotters::prelude::DrawingBackend;

/// Above the plot: the word and the marks of months over capacity.
const HEAD: f64 = 30.0;
const FOOT: f64 = 22.0;
/// From the plot to the labels beside it.
const BESIDE: f64 = 10.0;
/// A label's sample of its tint, with the space after it.
const SAMPLE: f64 = 14.0;
/// From one stripe to the next.
const STRIPE: f64 = 3.0;
const OVER: &str = "over capacity";

/// The three kinds of hours, from the foot of a bar up: their order tells them apart where tints do not.
const KINDS: [Paint; 3] =
    [Paint { ink: Ink::Ink2, strength: 0.8 }, Paint { ink: Ink::Ink2, strength: 0.28 }, Paint { ink: Ink::State, strength: 1.0 }];

/// One month.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkMonth {
    /// `Oct 26`.
    pub label: String,
    /// Hours of tickets.
    pub reactive: f64,
    /// Hours of patching and upkeep.
    pub proactive: f64,
    /// Hours of a dated gap.
    pub gap: f64,
    /// Hours the team can give.
    pub capacity: f64,
    /// In words, `1,554 of 1,665 h`.
    pub text: String,
}

/// The months.
#[derive(Debug, Clone, PartialEq)]
pub struct Workload {
    /// Its name at the prompt.
    pub id: &'static str,
    /// Small quantities, shown with two places.
    pub fine: bool,
    /// The finding, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
    /// Names of the three kinds of hours and of the capacity line; a kind without a name is not asked.
    pub names: [String; 4],
    /// In order.
    pub months: Vec<WorkMonth>,
}

impl Chart for Workload {
    fn name(&self) -> &'static str {
        self.id
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    fn table(&self) -> ChartTable {
        let asked = || (0..KINDS.len()).filter(|kind| !self.names[*kind].is_empty());
        let names = asked().map(|kind| self.names[kind].clone()).chain([self.names[3].clone()]);
        let head = std::iter::once("Month".to_owned()).chain(names).collect();
        let row = |month: &WorkMonth| {
            let kinds = asked().map(|kind| self.shown(month.hours()[kind]));
            [month.label.clone()].into_iter().chain(kinds).chain([self.shown(month.capacity)]).collect()
        };
        ChartTable { head, rows: self.months.iter().map(row).collect() }
    }

    fn height(&self, _width: f64) -> f64 {
        if self.months.is_empty() { FOOT } else { 250.0 }
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        if self.months.is_empty() {
            return pen.text(0.0, 14.0, "Nothing to show yet.", Type::LABEL.ink(Ink::Ink3));
        }
        let plot = self.plot(pen);
        self.axis(pen, &plot)?;
        for (at, month) in self.months.iter().enumerate() {
            plot.bar(pen, at, (month, month.said(&self.names)))?;
        }
        self.capacity(pen, &plot)?;
        self.month_labels(pen, &plot)?;
        self.over(pen, &plot)?;
        self.labels(pen, &plot)
    }
}

impl WorkMonth {
    fn hours(&self) -> [f64; 3] {
        [self.reactive, self.proactive, self.gap]
    }

    /// The kinds of hours on one another: each from and to. What is negative hangs below zero.
    fn stack(&self) -> [(f64, f64); 3] {
        let (mut above, mut below) = (0.0, 0.0);
        self.hours().map(|hours| {
            let hours = if hours.is_finite() { hours } else { 0.0 };
            let side = if hours < 0.0 { &mut below } else { &mut above };
            let from = *side;
            *side += hours;
            (from, *side)
        })
    }

    /// `Oct 26: 1,554 of 1,665 h; tickets 1,200, patching and upkeep 354`.
    fn said(&self, names: &[String]) -> String {
        let over = if self.is_over() { format!(", {OVER}") } else { String::new() };
        // One kind alone is what the text says already.
        let told = |name: &str| !name.is_empty() && names.iter().take(KINDS.len()).filter(|n| !n.is_empty()).count() > 1;
        let asked = self.hours().into_iter().zip(names).filter(|(hours, name)| *hours != 0.0 && told(name));
        let parts: Vec<String> = asked.map(|(hours, name)| format!("{} {}", lower_start(name), tick(hours.round()))).collect();
        let parts = if parts.is_empty() { String::new() } else { format!("; {}", parts.join(", ")) };
        format!("{}: {}{over}{parts}", self.label, self.text)
    }

    fn is_over(&self) -> bool {
        self.hours().iter().sum::<f64>() > self.capacity + 1e-6
    }
}

/// The field between the axes.
struct Plot {
    y: Scale,
    left: f64,
    right: f64,
    /// From one month to the next.
    pitch: f64,
    bottom: f64,
}

impl Plot {
    fn middle(&self, at: usize) -> f64 {
        self.left + self.pitch * (at as f64 + 0.5)
    }

    fn bar<DB: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, DB>,
        at: usize,
        (month, said): (&WorkMonth, String),
    ) -> Result<(), DrawError> {
        let width = (self.pitch * 0.72).min(30.0);
        let x = self.middle(at) - width / 2.0;
        let stack = month.stack();
        for ((from, to), paint) in stack.iter().zip(KINDS) {
            let (top, foot) = sorted(self.y.at(*from), self.y.at(*to));
            // Half a pixel of paper parts a kind from the next.
            tint(pen, (x, top + 0.25), (width, foot - top - 0.5), paint)?;
        }
        let ends = stack.iter().flat_map(|(from, to)| [self.y.at(*from), self.y.at(*to)]);
        let (top, foot) = ends.fold((self.bottom, 0.0_f64), |(top, foot), y| (top.min(y), foot.max(y)));
        pen.mark(Mark {
            id: format!("month.{}", at + 1),
            text: said,
            x: self.middle(at) - self.pitch / 2.0,
            y: top,
            width: self.pitch,
            height: foot - top,
        });
        Ok(())
    }
}

/// A tint over paper; what is asked on top of the usual is striped, to be told apart without colour.
fn tint<DB: DrawingBackend>(
    pen: &mut Pen<'_, DB>,
    (x, y): (f64, f64),
    (width, height): (f64, f64),
    paint: Paint,
) -> Result<(), DrawError> {
    pen.fill(x, y, width, height, Ink::Paper)?;
    pen.fill(x, y, width, height, paint)?;
    let stripes = if paint.ink == Ink::State { ((height - 2.0) / STRIPE).max(0.0) as usize } else { 0 };
    for stripe in 1..=stripes {
        pen.fill(x, y + STRIPE * stripe as f64 - 0.5, width, 0.8, Ink::Paper)?;
    }
    Ok(())
}

/// A name inside a phrase; `HIPAA gap` keeps its capitals.
fn lower_start(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), name.chars().nth(1)) {
        (Some(first), second) if second.is_none_or(char::is_lowercase) => first.to_lowercase().chain(chars).collect(),
        _ => name.to_owned(),
    }
}

fn sorted(a: f64, b: f64) -> (f64, f64) {
    (a.min(b), a.max(b))
}

/// A text beside the last bar.
struct Label<'a> {
    y: f64,
    name: &'a str,
    /// The tint it names; the capacity line has none.
    sample: Option<Paint>,
}

impl Label<'_> {
    fn look(&self) -> Type {
        Type { bold: self.sample.is_none(), ..Type::LABEL }
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, (x, y): (f64, f64)) -> Result<(), DrawError> {
        match self.sample {
            Some(paint) => tint(pen, (x, y - 4.5), (9.0, 9.0), paint)?,
            None => pen.line((x, y), (x + 9.0, y), Stroke::solid(Ink::Ink, 1.8))?,
        }
        let name = pen.fitted(self.name, self.look(), pen.width - x - SAMPLE);
        pen.text(x + SAMPLE, y + 4.0, &name, self.look())
    }
}

impl Workload {
    fn shown(&self, value: f64) -> String {
        if self.fine { format!("{value:.2}").replace('-', "−") } else { tick(value) }
    }

    fn axis<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, plot: &Plot) -> Result<(), DrawError> {
        for value in plot.y.ticks(5) {
            let y = plot.y.at(value);
            let ink = if value == 0.0 { Ink::Rule } else { Ink::Hair };
            pen.line((plot.left, y), (plot.right, y), Stroke::solid(ink, 1.0))?;
            pen.text(plot.left - 8.0, y + 4.0, &self.shown(value), Type::NOTE.anchor(Anchor::End))?;
        }
        Ok(())
    }

    fn plot<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Plot {
        let stacks = self.months.iter().flat_map(|m| m.stack()).flat_map(|(from, to)| [from, to]);
        let hours = from_zero(stacks.chain(self.months.iter().map(|m| m.capacity)));
        let bottom = pen.height - FOOT;
        let y = Scale::new(hours, (bottom, HEAD));
        let ticks = y.ticks(5).into_iter().map(|v| pen.measure(&self.shown(v), Type::NOTE)).fold(0.0, f64::max);
        let names = self.names.iter().map(|n| pen.measure(n, Type::LABEL.bold())).fold(0.0, f64::max);
        let left = ticks + 8.0;
        let room = pen.width - left - BESIDE - (SAMPLE + names).min(pen.width * 0.32);
        // A few months stand close together rather than far apart.
        let pitch = (room / self.months.len() as f64).min(64.0);
        Plot { y, left, right: left + pitch * self.months.len() as f64, pitch, bottom }
    }

    fn capacity<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, plot: &Plot) -> Result<(), DrawError> {
        let steps = self.months.iter().enumerate().flat_map(|(at, month)| {
            let (middle, y) = (plot.middle(at), plot.y.at(month.capacity));
            [(middle - plot.pitch / 2.0, y), (middle + plot.pitch / 2.0, y)]
        });
        let path: Vec<_> = steps.filter(|p| p.1.is_finite()).collect();
        // A band of paper keeps the line in sight over dark bars.
        pen.path(&path, Stroke::solid(Ink::Paper, 3.2))?;
        pen.path(&path, Stroke::solid(Ink::Ink, 1.8))
    }

    /// Every month, or every second, third, sixth, twelfth: as many as can be read.
    fn month_labels<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, plot: &Plot) -> Result<(), DrawError> {
        let most = (plot.right - plot.left).min(90.0);
        let labels: Vec<String> = self.months.iter().map(|m| pen.fitted(&m.label, Type::NOTE, most)).collect();
        let wide = labels.iter().map(|l| pen.measure(l, Type::NOTE)).fold(0.0, f64::max);
        let fits = |step: &usize| *step as f64 * plot.pitch >= wide + 10.0;
        let step = [1, 2, 3, 6, 12, 24, 48].into_iter().find(fits).unwrap_or(labels.len());
        for (at, label) in labels.iter().enumerate().step_by(step.max(1)) {
            let half = pen.measure(label, Type::NOTE) / 2.0;
            let x = plot.middle(at).min(pen.width - half).max(half);
            pen.line((plot.middle(at), plot.bottom), (plot.middle(at), plot.bottom + 4.0), Stroke::solid(Ink::Rule, 1.0))?;
            pen.text(x, plot.bottom + 17.0, label, Type::NOTE.anchor(Anchor::Middle))?;
        }
        Ok(())
    }

    /// A mark above each month over capacity, and the word above the longest run of them.
    fn over<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, plot: &Plot) -> Result<(), DrawError> {
        let radius = (plot.pitch / 2.0 - 0.3).clamp(1.2, 3.2);
        for at in (0..self.months.len()).filter(|at| self.months[*at].is_over()) {
            pen.shape(Shape::Diamond, (plot.middle(at), HEAD - 9.0), radius, Ink::State, true)?;
        }
        let Some((first, last)) = self.longest_over() else { return Ok(()) };
        let look = Type::NOTE.ink(Ink::State).anchor(Anchor::Middle);
        let half = pen.measure(OVER, look) / 2.0;
        let middle = (plot.middle(first) + plot.middle(last)) / 2.0;
        pen.text(middle.min(pen.width - half).max(half), HEAD - 18.0, OVER, look)
    }

    /// First and last month of the longest run over capacity, the first such run.
    fn longest_over(&self) -> Option<(usize, usize)> {
        let mut longest: Option<(usize, usize)> = None;
        let mut first = None;
        for (at, month) in self.months.iter().enumerate() {
            first = if month.is_over() { first.or(Some(at)) } else { None };
            if let Some(from) = first
                && longest.is_none_or(|(a, b)| at - from > b - a)
            {
                longest = Some((from, at));
            }
        }
        longest
    }

    fn labels<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, plot: &Plot) -> Result<(), DrawError> {
        let Some(last) = self.months.last() else { return Ok(()) };
        let stack = last.stack();
        let occurs = |kind: usize| self.months.iter().any(|m| m.hours()[kind] != 0.0);
        let kinds = (0..KINDS.len()).filter(|kind| occurs(*kind)).map(|kind| {
            let y = plot.y.at((stack[kind].0 + stack[kind].1) / 2.0);
            Label { y, name: &self.names[kind], sample: Some(KINDS[kind]) }
        });
        let capacity = Label { y: plot.y.at(last.capacity), name: &self.names[3], sample: None };
        // From the top down, so that equal heights keep the order of the bar.
        let mut labels: Vec<_> = kinds.chain([capacity]).collect();
        labels.reverse();
        labels.sort_by(|a, b| a.y.total_cmp(&b.y));
        let wanted: Vec<f64> = labels.iter().map(|l| l.y).collect();
        for (label, y) in labels.iter().zip(spread(&wanted, LINE, (HEAD, plot.bottom - 4.0))) {
            label.draw(pen, (plot.right + BESIDE, y))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::probe;
    use super::*;

    fn month(at: u32, hours: [f64; 3], capacity: f64) -> WorkMonth {
        let [reactive, proactive, gap] = hours;
        let text = format!("{} of {capacity} h", reactive + proactive + gap);
        WorkMonth { label: format!("Oct {}", at + 20), reactive, proactive, gap, capacity, text }
    }

    fn workload(months: Vec<WorkMonth>) -> Workload {
        let names = ["Tickets", "Patching and upkeep", "HIPAA gap", "Capacity"].map(str::to_owned);
        let (finding, caption) = ("Over capacity in March".to_owned(), "Hours a month.".to_owned());
        Workload { id: "workload", fine: false, finding, caption, names, months }
    }

    #[test]
    fn one_kind_alone_is_named_once_and_small_quantities_have_two_places() {
        let names = ["Added", "", "", "Free"].map(str::to_owned);
        let months = vec![month(1, [0.07, 0.0, 0.0], 0.22), month(2, [0.3, 0.0, 0.0], 0.22)];
        let chart = Workload { id: "velocity", fine: true, names, ..workload(months) };
        assert_eq!(chart.table().head, ["Month", "Added", "Free"], "what is not asked has no column");
        assert_eq!(chart.table().rows[0], ["Oct 21", "0.07", "0.22"]);
        assert_eq!(chart.months[1].said(&chart.names), "Oct 22: 0.3 of 0.22 h, over capacity");
        probe::assert_tidy(&chart, 460.0);
    }

    #[test]
    fn bars_are_as_high_as_their_hours() {
        let drawn =
            probe::drawn(&workload(vec![month(1, [50.0, 30.0, 20.0], 300.0), month(2, [100.0, 100.0, 0.0], 300.0)]), 700.0);
        let [first, second] = drawn.marks.as_slice() else { panic!("a mark a month") };
        assert!((second.height - 2.0 * first.height).abs() < 1e-6, "twice the hours are twice as high");
        assert_eq!(second.text, "Oct 22: 200 of 300 h; tickets 100, patching and upkeep 100", "a mark says month and hours");
        let said = month(1, [90.0, 0.0, 20.4], 100.0).said(&workload(Vec::new()).names);
        assert_eq!(said, "Oct 21: 110.4 of 100 h, over capacity; tickets 90, HIPAA gap 20", "and what takes them");
    }

    #[test]
    fn over_capacity_is_said_once_in_words() {
        let over = |hours: &[f64]| workload(hours.iter().map(|h| month(0, [*h, 0.0, 0.0], 100.0)).collect());
        assert_eq!(over(&[110.0, 90.0, 110.0, 120.0, 130.0, 90.0]).longest_over(), Some((2, 4)), "the longest run has the word");
        let said = |chart: &Workload| probe::texts(chart, 460.0).iter().filter(|t| t.text == OVER).count();
        assert_eq!(said(&over(&[110.0, 90.0, 110.0])), 1, "once is enough");
        assert_eq!(said(&over(&[100.0, 90.0])), 0, "at capacity is not over it");
    }

    #[test]
    fn labels_keep_apart_whatever_the_hours() {
        let years =
            |count| workload((0..count).map(|at| month(at, [900.0, 400.0, if at < 6 { 300.0 } else { 0.0 }], 1_400.0)).collect());
        let mut long = years(12);
        long.months.iter_mut().for_each(|m| m.label = "A month without end ".repeat(10));
        long.names = long.names.map(|n| n.repeat(20));
        let odd = workload(vec![month(1, [-9.0e12, 0.0, 4.0e12], 0.0), month(2, [0.0; 3], 0.0)]);
        for chart in [years(1), years(36), years(84), workload(vec![month(1, [0.0; 3], 0.0)]), long, odd] {
            probe::assert_tidy(&chart, 700.0);
            probe::assert_tidy(&chart, 460.0);
        }
    }

    #[test]
    fn nothing_is_said_in_words() {
        assert!(probe::drawn(&workload(Vec::new()), 460.0).text.contains("Nothing to show yet."), "an empty chart says so");
    }
}
