//! Cumulative cost month by month, with every crossing marked and dated.

use super::labels::spread;
use super::pen::{Anchor, DrawError, Mark, Pen, Stroke, Type};
use super::plain::{EMPTY_HEIGHT, drawable, nothing, ticks};
use super::scale::{Scale, from_zero, tick};
use super::series::Shape;
use super::{Chart, ChartTable, Series};
use crate::face::Faces;
use crate::ink::Ink;
use plotters::prelude::DrawingBackend;

/// One option's line.
#[derive(Debug, Clone, PartialEq)]
pub struct CostLine {
    /// The option.
    pub series: Series,
    /// Cumulative cost at time 0 and after each month, in the unit of the axis.
    pub values: Vec<f64>,
    /// The value at each labelled tick as shown.
    pub tick_texts: Vec<String>,
    /// The last value as shown.
    pub end_text: String,
}

/// Two lines meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossing {
    /// Month.
    pub month: u16,
    /// Cumulative cost there.
    pub value: f64,
    /// `August 2027`.
    pub date: String,
    /// `co-managed under in-house`.
    pub words: String,
}

/// Cumulative cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Cumulative {
    /// The finding, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
    /// Unit of the amounts, as words after one.
    pub unit: String,
    /// Lines.
    pub lines: Vec<CostLine>,
    /// Crossings, by month.
    pub crossings: Vec<Crossing>,
    /// How many of them are told below the axis; the table has them all.
    pub told: usize,
    /// Month and text of each labelled tick, `Oct 26`.
    pub ticks: Vec<(u16, String)>,
}

/// Room over the plot.
const HEAD: f64 = 12.0;
/// The same, for the labels of crossings.
const HEAD_LABELS: f64 = 36.0;
const PLOT: f64 = 210.0;
const AXIS: f64 = 24.0;
const NOTE_LINE: f64 = 16.0;
/// Between two labels at the ends of lines.
const PITCH: f64 = 16.0;
/// From the end of a line to its label.
const LEAD: f64 = 18.0;
const END: f64 = 4.5;
const CIRCLE: f64 = 5.0;
/// Two lines of text.
const BOX_HEIGHT: f64 = 27.0;
const BOX_WIDTH: f64 = 236.0;

impl Chart for Cumulative {
    fn name(&self) -> &'static str {
        "cumulative"
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    fn table(&self) -> ChartTable {
        let end = self.ticks.last().map_or("", |(_, text)| text);
        let line = |line: &CostLine| vec![line.series.name.clone(), end.to_owned(), line.end_text.clone()];
        let crossing = |c: &Crossing| vec![c.words.clone(), c.date.clone(), tick(drawable(c.value).round())];
        ChartTable {
            head: ["Option or crossing", "When", "Cumulative cost"].map(str::to_owned).to_vec(),
            rows: self.lines.iter().map(line).chain(self.crossings.iter().map(crossing)).collect(),
        }
    }

    fn height(&self, width: f64) -> f64 {
        if self.drawn().next().is_none() {
            return EMPTY_HEIGHT;
        }
        // The bundled typeface measures here what the pen measures when it draws.
        let faces = Faces::bundled();
        let measure = |text: &str| faces.map_or(0.0, |f| f.width(text, Type::NOTE.cut(), Type::NOTE.size));
        let notes = self.note_lines(width, measure).len() as f64;
        self.head() + self.plot_height() + AXIS + NOTE_LINE * notes
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        if self.drawn().next().is_none() {
            return nothing(pen);
        }
        let plot = self.plot(pen);
        grid(pen, &plot)?;
        self.months(pen, &plot)?;
        let labels = self.placed(pen, &plot);
        for label in &labels {
            label.leader(pen)?;
        }
        self.curves(pen, &plot)?;
        self.ends(pen, &plot)?;
        self.meetings(pen, &plot)?;
        for label in &labels {
            label.text(pen)?;
        }
        self.note(pen)
    }
}

/// Where lines stand.
struct Plot {
    x: Scale,
    y: Scale,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Plot {
    fn at(&self, month: usize, value: f64) -> (f64, f64) {
        (self.x.at(month as f64), self.y.at(drawable(value)))
    }

    /// What the axis says of a value.
    fn values(&self) -> Vec<f64> {
        ticks(&self.y, self.bottom - self.top, 40.0)
    }
}

impl Cumulative {
    fn drawn(&self) -> impl Iterator<Item = &CostLine> {
        self.lines.iter().filter(|line| !line.values.is_empty())
    }

    fn head(&self) -> f64 {
        if self.crossings.is_empty() { HEAD } else { HEAD_LABELS }
    }

    fn plot_height(&self) -> f64 {
        PLOT.max(PITCH * self.drawn().count() as f64)
    }

    fn plot<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Plot {
        let months = self.drawn().map(|line| line.values.len() - 1).max().unwrap_or(0).max(1);
        let (low, high) = from_zero(self.drawn().flat_map(|line| &line.values).map(|value| drawable(*value)));
        let (top, bottom) = (self.head(), self.head() + self.plot_height());
        let y = Scale::new((low, high + (high - low) * 0.04), (bottom, top));
        let axis = ticks(&y, bottom - top, 40.0).iter().map(|v| pen.measure(&tick(*v), Type::NOTE)).fold(0.0, f64::max);
        let left = axis.min(pen.width * 0.2) + 8.0;
        let right = (pen.width - END - LEAD - self.labels_width(pen)).max(left + 40.0);
        Plot { x: Scale::new((0.0, months as f64), (left, right)), y, left, right, top, bottom }
    }

    fn labels_width<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> f64 {
        let width = |line: &CostLine| pen.measure(&line.series.name, look(&line.series)) + 6.5 + end_width(pen, line);
        self.drawn().map(width).fold(0.0, f64::max).min(pen.width * 0.3)
    }

    fn months<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, plot: &Plot) -> Result<(), DrawError> {
        let mut free_from = f64::MIN;
        pen.line((plot.left, plot.bottom), (plot.right, plot.bottom), Stroke::solid(Ink::Rule, 1.0))?;
        for (month, text) in &self.ticks {
            let x = plot.x.at(f64::from(*month));
            if x > plot.right + 0.5 {
                continue;
            }
            pen.line((x, plot.bottom), (x, plot.bottom + 4.0), Stroke::solid(Ink::Rule, 1.0))?;
            let half = pen.measure(text, Type::NOTE) / 2.0;
            let centre = x.min(pen.width - half).max(half);
            if centre - half >= free_from {
                pen.text(centre, plot.bottom + 17.0, text, Type::NOTE.anchor(Anchor::Middle))?;
                free_from = centre + half + 8.0;
            }
        }
        Ok(())
    }

    /// The lines; the leader last, so that it lies on top.
    fn curves<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, plot: &Plot) -> Result<(), DrawError> {
        let leads = |leads: bool| self.drawn().filter(move |line| line.series.leads == leads);
        for line in leads(false).chain(leads(true)) {
            let width = if line.series.leads || line.series.ranked { 2.0 } else { 1.2 };
            let stroke = Stroke { paint: line.series.ink.into(), width, dash: line.series.dash };
            pen.path(&line.points(plot), stroke)?;
        }
        Ok(())
    }

    /// A mark at the end of each line, its name and last value beside it; from the top label down.
    fn ends<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, plot: &Plot) -> Result<(), DrawError> {
        let mut ends: Vec<_> = self.drawn().filter_map(|line| Some((line, *line.points(plot).last()?))).collect();
        ends.sort_by(|(_, a), (_, b)| a.1.total_cmp(&b.1));
        let wanted: Vec<f64> = ends.iter().map(|(_, end)| end.1).collect();
        let spread = spread(&wanted, PITCH, (plot.top, plot.bottom));
        for ((line, end), y) in ends.iter().zip(spread) {
            self.dated(pen, plot, line);
            line.end_label(pen, plot, *end, y)?;
            let (x, when) = (plot.right + END + LEAD, self.ticks.last().map_or("", |(_, text)| text));
            pen.mark(Mark {
                id: line.series.id.clone(),
                text: self.said(line, when, &line.end_text),
                x,
                y: y - PITCH / 2.0,
                width: pen.width - x,
                height: PITCH,
            });
        }
        for (line, end) in &ends {
            pen.shape(line.series.shape, *end, END, line.series.ink, line.series.ranked)?;
        }
        Ok(())
    }

    /// The value of a line at each labelled month before its last.
    fn dated<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, plot: &Plot, line: &CostLine) {
        let last = line.values.len().saturating_sub(1);
        let before = self.ticks.iter().zip(&line.tick_texts).filter(|((month, _), _)| usize::from(*month) < last);
        for ((month, when), amount) in before {
            let at = usize::from(*month);
            let (x, y) = plot.at(at, line.values[at]);
            pen.mark(Mark {
                id: line.series.id.clone(),
                text: self.said(line, when, amount),
                x: x - CIRCLE,
                y: y - CIRCLE,
                width: 2.0 * CIRCLE,
                height: 2.0 * CIRCLE,
            });
        }
    }

    /// `Co-managed: 428 by Oct 27, US$ thousand`.
    fn said(&self, line: &CostLine, when: &str, amount: &str) -> String {
        let by = if when.is_empty() { String::new() } else { format!(" by {when}") };
        format!("{}: {amount}{by}, {}", line.series.name, self.unit)
    }

    fn meetings<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, plot: &Plot) -> Result<(), DrawError> {
        for (at, crossing) in self.crossings.iter().enumerate() {
            let (x, y) = crossing.point(plot);
            pen.shape(Shape::Circle, (x, y), CIRCLE, Ink::Ink, false)?;
            pen.mark(Mark {
                id: format!("crossing.{at}"),
                text: format!("{}: {}", crossing.date, crossing.words),
                x: x - CIRCLE,
                y: y - CIRCLE,
                width: 2.0 * CIRCLE,
                height: 2.0 * CIRCLE,
            });
        }
        Ok(())
    }

    /// Every crossing with its date below the axis: what finds no place at its circle is not kept quiet.
    fn note<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        let lines = self.note_lines(pen.width, |text| pen.measure(text, Type::NOTE));
        let mut y = self.head() + self.plot_height() + AXIS + NOTE_LINE - 4.0;
        for line in lines {
            pen.text(0.0, y, &line, Type::NOTE)?;
            y += NOTE_LINE;
        }
        Ok(())
    }

    /// The crossings told below, broken into lines between one crossing and the next.
    fn note_lines(&self, width: f64, measure: impl Fn(&str) -> f64) -> Vec<String> {
        if self.crossings.is_empty() || self.told == 0 {
            return Vec::new();
        }
        let mut told: Vec<String> = self.crossings.iter().take(self.told).map(|c| format!("{}: {}", c.date, c.words)).collect();
        let more = self.crossings.len().saturating_sub(self.told);
        if more > 0 {
            told.push(format!("{more} more"));
        }
        let mut lines = vec!["Crossings, from the left. ".to_owned()];
        let last = told.len() - 1;
        for (at, crossing) in told.into_iter().enumerate() {
            let crossing = format!("{crossing}{}", if at == last { "." } else { "; " });
            match lines.last_mut() {
                Some(line) if measure(&format!("{line}{crossing}")) <= width => line.push_str(&crossing),
                _ => lines.push(crossing),
            }
        }
        lines.into_iter().map(|l| l.trim_end().to_owned()).collect()
    }

    /// A place for the label of each crossing that finds one where nothing else is.
    fn placed<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, plot: &Plot) -> Vec<Label> {
        let curves: Vec<_> = self.drawn().map(|line| line.points(plot)).collect();
        let circles: Vec<_> = self.crossings.iter().map(|c| c.point(plot)).collect();
        let mut placed: Vec<Label> = Vec::new();
        // From the last to the first: the labels of early crossings then stand above those of later ones, and no label
        // bars the way up to another.
        for crossing in self.crossings.iter().rev() {
            let candidates = crossing.candidates(pen, plot);
            let free = candidates.into_iter().filter(|label| label.is_free(&curves, &circles, &placed));
            let best = free.min_by(|a, b| a.cost(&curves).total_cmp(&b.cost(&curves)));
            placed.extend(best);
        }
        placed
    }
}

fn look(series: &Series) -> Type {
    let look = if series.leads { Type::LABEL.bold() } else { Type::LABEL };
    look.ink(series.ink.as_text())
}

fn end_width<DB: DrawingBackend>(pen: &Pen<'_, DB>, line: &CostLine) -> f64 {
    pen.measure(&line.end_text, look(&line.series)).min(pen.width * 0.18)
}

fn grid<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, plot: &Plot) -> Result<(), DrawError> {
    for value in plot.values() {
        let y = plot.y.at(value);
        let ink = if value == 0.0 { Ink::Rule } else { Ink::Hair };
        pen.line((plot.left, y), (plot.right, y), Stroke::solid(ink, 1.0))?;
        let text = pen.fitted(&tick(value), Type::NOTE, plot.left - 7.5);
        pen.text(plot.left - 8.0, y + 4.0, &text, Type::NOTE.anchor(Anchor::End))?;
    }
    Ok(())
}

impl CostLine {
    fn points(&self, plot: &Plot) -> Vec<(f64, f64)> {
        self.values.iter().enumerate().map(|(month, value)| plot.at(month, *value)).collect()
    }

    fn end_label<DB: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, DB>,
        plot: &Plot,
        end: (f64, f64),
        y: f64,
    ) -> Result<(), DrawError> {
        let x = plot.right + END + LEAD;
        if (y - end.1).abs() > 3.0 || plot.right - end.0 > 1.0 {
            let bend = (plot.right + END + 2.0).max(end.0 + END + 1.0);
            let lead = [(end.0 + END + 1.0, end.1), (bend, end.1), (x - 3.0, y)];
            pen.path(&lead, Stroke::solid(Ink::Rule, 1.0))?;
        }
        let look = look(&self.series);
        let width = end_width(pen, self);
        let value = pen.fitted(&self.end_text, look, width);
        let name = pen.fitted(&self.series.name, look, pen.width - x - width - 6.0);
        pen.text(x, y + 4.0, &name, look)?;
        let after = x + pen.measure(&name, look) + 6.0;
        pen.text(after, y + 4.0, &value, look.ink(Ink::Ink2))
    }
}

/// A box that nothing else may touch.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn grown(self, by: f64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    fn meets(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether a straight line passes through it: what of the line is between left and right is also between top and foot.
    fn is_passed(self, from: (f64, f64), to: (f64, f64)) -> bool {
        let (from, to) = if from.0 <= to.0 { (from, to) } else { (to, from) };
        if to.0 < self.left || from.0 > self.right {
            return false;
        }
        let steep = to.0 - from.0 < 1e-9;
        let at = |x: f64| from.1 + (to.1 - from.1) * (x - from.0) / (to.0 - from.0);
        let (a, b) = if steep { (from.1, to.1) } else { (at(from.0.max(self.left)), at(to.0.min(self.right))) };
        a.min(b) < self.bottom && a.max(b) > self.top
    }
}

/// A crossing's label at a place.
#[derive(Debug, Clone, PartialEq)]
struct Label {
    date: String,
    words: String,
    /// The crossing.
    point: (f64, f64),
    area: Area,
    anchor: Anchor,
}

impl Crossing {
    fn point(&self, plot: &Plot) -> (f64, f64) {
        let (x, y) = plot.at(usize::from(self.month), self.value);
        (x.min(plot.right), y.min(plot.bottom).max(plot.top))
    }

    /// Every place over and under the crossing, set to its left, right and middle.
    fn candidates<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, plot: &Plot) -> Vec<Label> {
        let most = BOX_WIDTH.min((plot.right - plot.left) * 0.6);
        let date = pen.fitted(&self.date, Type::NOTE.bold(), most);
        let words = pen.fitted(&self.words, Type::NOTE, most);
        let width = pen.measure(&date, Type::NOTE.bold()).max(pen.measure(&words, Type::NOTE));
        let (point, mut places) = (self.point(plot), Vec::new());
        let levels = ((plot.bottom - BOX_HEIGHT) / 6.0).max(0.0) as usize;
        for (anchor, left) in
            [(Anchor::Middle, 0.5), (Anchor::Start, 0.15), (Anchor::End, 0.85), (Anchor::Start, 0.0), (Anchor::End, 1.0)]
        {
            let left = point.0 - width * left;
            for level in 0..=levels {
                let top = 6.0 * level as f64;
                let area = Area { left, top, right: left + width, bottom: top + BOX_HEIGHT };
                let inside = area.left >= plot.left && area.right <= plot.right && area.bottom <= plot.bottom - 3.0;
                if inside && (area.bottom < point.1 - 8.0 || area.top > point.1 + 8.0) {
                    places.push(Label { date: date.clone(), words: words.clone(), point, area, anchor });
                }
            }
        }
        places
    }
}

impl Label {
    /// The line from the crossing to the label.
    fn lead(&self) -> ((f64, f64), (f64, f64)) {
        let (x, y) = self.point;
        if self.area.bottom < y {
            ((x, self.area.bottom + 2.0), (x, y - CIRCLE))
        } else {
            ((x, y + CIRCLE), (x, self.area.top - 1.0))
        }
    }

    fn is_free(&self, curves: &[Vec<(f64, f64)>], circles: &[(f64, f64)], placed: &[Self]) -> bool {
        let area = self.area.grown(4.0);
        let (from, to) = self.lead();
        let own_lead = Area { left: from.0, top: from.1, right: to.0, bottom: to.1 }.grown(2.0);
        let around = |(x, y): (f64, f64)| Area { left: x, top: y, right: x, bottom: y }.grown(CIRCLE + 1.0);
        let next_to_own = |(x, y): (f64, f64)| (x - self.point.0).hypot(y - self.point.1) <= 2.0 * CIRCLE;
        let clear_of_circle =
            |circle: &(f64, f64)| !around(*circle).meets(area) && (next_to_own(*circle) || !around(*circle).meets(own_lead));
        let clear_of_label = |other: &Self| {
            let (from, to) = other.lead();
            !(area.meets(other.area.grown(4.0)) || area.is_passed(from, to) || own_lead.meets(other.area.grown(2.0)))
        };
        circles.iter().all(clear_of_circle)
            && placed.iter().all(clear_of_label)
            && !curves.iter().flat_map(|curve| curve.windows(2)).any(|pair| area.is_passed(pair[0], pair[1]))
    }

    /// The shorter the leader and the fewer lines it crosses, the better.
    fn cost(&self, curves: &[Vec<(f64, f64)>]) -> f64 {
        let (from, to) = self.lead();
        let lead = Area { left: from.0 - 0.1, top: from.1, right: to.0 + 0.1, bottom: to.1 };
        let crossed = curves.iter().filter(|curve| curve.windows(2).any(|pair| lead.is_passed(pair[0], pair[1]))).count();
        to.1 - from.1 + 25.0 * crossed as f64
    }

    /// Its line, and paper where its text will stand on the grid.
    fn leader<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        let Area { left, top, right, bottom } = self.area.grown(2.0);
        pen.fill(left, top, right - left, bottom - top, Ink::Paper)?;
        let (from, to) = self.lead();
        pen.line(from, to, Stroke::solid(Ink::Ink, 1.0))
    }

    fn text<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        let Area { left, top, right, .. } = self.area;
        let x = match self.anchor {
            Anchor::Start => left,
            Anchor::Middle => f64::midpoint(left, right),
            Anchor::End => right,
        };
        pen.text(x, top + 10.0, &self.date, Type::NOTE.bold().ink(Ink::Ink).anchor(self.anchor))?;
        pen.text(x, top + 24.0, &self.words, Type::NOTE.ink(Ink::Ink2).anchor(self.anchor))
    }
}

#[cfg(test)]
mod tests {
    use super::super::series::Dash;
    use super::super::svg;
    use super::*;
    use crate::face::Faces;

    fn line(name: &str, values: Vec<f64>) -> CostLine {
        let (ink, shape, dash) = (Ink::CoManaged, Shape::Square, Dash::Solid);
        let series = Series { id: name.to_owned(), name: name.to_owned(), ink, shape, dash, ranked: true, leads: false };
        CostLine { series, values, tick_texts: Vec::new(), end_text: "1,402".to_owned() }
    }

    fn crossing(month: u16, value: f64) -> Crossing {
        Crossing { month, value, date: "August 2027".to_owned(), words: "co-managed under in-house".to_owned() }
    }

    fn chart(lines: Vec<CostLine>, crossings: Vec<Crossing>) -> Cumulative {
        let ticks = vec![(0, "Oct 26".to_owned()), (12, "Oct 27".to_owned()), (36, "Oct 29".to_owned())];
        Cumulative {
            finding: "F".to_owned(),
            caption: "C".to_owned(),
            unit: "US$ thousand".to_owned(),
            lines,
            crossings,
            told: 12,
            ticks,
        }
    }

    #[test]
    fn labels_at_line_ends_move_apart_as_little_as_needed() {
        assert_eq!(spread(&[10.0, 50.0], 16.0, (0.0, 100.0)), [10.0, 50.0], "what is apart stays");
        assert_eq!(spread(&[40.0, 40.0, 40.0], 16.0, (0.0, 100.0)), [24.0, 40.0, 56.0], "equal ones spread around their place");
        assert_eq!(spread(&[99.0, 100.0], 16.0, (0.0, 100.0)), [84.0, 100.0], "and not over the edge");
        assert_eq!(spread(&[], 16.0, (0.0, 100.0)), Vec::<f64>::new(), "no line has no label");
    }

    #[test]
    fn end_labels_of_equal_lines_do_not_overlap() {
        let lines = (0..33).map(|at| line(&format!("Option {at}"), vec![5.0; 37])).collect();
        let marks = svg(&chart(lines, Vec::new()), Faces::bundled().unwrap(), 460.0).unwrap().marks;
        let mut tops: Vec<f64> = marks.iter().map(|m| m.y).collect();
        tops.sort_by(f64::total_cmp);
        assert!(tops.windows(2).all(|w| w[1] - w[0] >= PITCH - 1e-6), "each label has a line of its own");
        assert!(marks.iter().all(|m| m.x + m.width <= 460.0 + 1e-6), "and ends at the edge of the paper");
    }

    #[test]
    fn a_line_through_a_box_is_seen() {
        let area = Area { left: 10.0, top: 10.0, right: 20.0, bottom: 20.0 };
        assert!(area.is_passed((0.0, 0.0), (30.0, 30.0)), "the diagonal passes it");
        assert!(area.is_passed((15.0, 0.0), (15.0, 40.0)), "so does an upright line");
        assert!(!area.is_passed((0.0, 0.0), (30.0, 5.0)), "one over it does not");
        assert!(!area.is_passed((21.0, 0.0), (30.0, 40.0)), "nor one beside it");
    }

    #[test]
    fn crossings_are_all_marked_and_said_even_without_a_label() {
        let crossings: Vec<_> = (0..30).map(|at| crossing(at + 3, f64::from(at) * 30.0 + 90.0)).collect();
        let lines = vec![line("a", (0..37).map(|m| f64::from(m) * 30.0).collect())];
        let chart = chart(lines, crossings);
        let drawn = svg(&chart, Faces::bundled().unwrap(), 700.0).unwrap();
        let circles = drawn.marks.iter().filter(|m| m.id.starts_with("crossing.")).count();
        assert_eq!(circles, 30, "each crossing can be hovered");
        assert!(drawn.text.contains("18 more"), "what has no room for a label is not kept quiet");
        assert_eq!(chart.table().rows.len(), 31, "the table has every line and crossing");
    }

    #[test]
    fn a_line_can_be_walked_year_by_year() {
        let mut one = line("Co-managed", vec![40.0; 37]);
        one.tick_texts = ["40", "468", "1,402"].map(str::to_owned).to_vec();
        let marks = svg(&chart(vec![one], vec![crossing(3, 40.0)]), Faces::bundled().unwrap(), 700.0).unwrap().marks;
        let said: Vec<&str> = marks.iter().map(|m| m.text.as_str()).collect();
        let want = [
            "Co-managed: 40 by Oct 26, US$ thousand",
            "Co-managed: 468 by Oct 27, US$ thousand",
            "Co-managed: 1,402 by Oct 29, US$ thousand",
            "August 2027: co-managed under in-house",
        ];
        assert_eq!(said, want, "from time 0 to its end, then the crossings");
        assert!(marks.windows(2).take(2).all(|pair| pair[0].x < pair[1].x), "from left to right");
    }

    #[test]
    fn odd_lines_draw() {
        let odd =
            vec![line("Name ".repeat(40).trim(), vec![f64::NAN, 1e300, -1e300]), line("b", vec![1.0]), line("c", Vec::new())];
        let drawn = svg(&chart(odd, vec![crossing(900, f64::NAN)]), Faces::bundled().unwrap(), 460.0).unwrap();
        assert!(drawn.marks.iter().all(|m| m.x >= 0.0 && m.x + m.width <= 460.0 + 1e-6), "no number leaves the paper");
        let empty = svg(&chart(Vec::new(), Vec::new()), Faces::bundled().unwrap(), 460.0).unwrap();
        assert!(empty.text.contains("Nothing to show yet."), "an empty chart is one line of text");
    }
}
