//! What moves one option: its cost with one input at a time at its 10th and 90th percentile, longest bar first.

use super::labels::short;
use super::pen::{Anchor, DrawError, Mark, Pen, Stroke, Type};
use super::plain::{EMPTY_HEIGHT, drawable, nothing};
use super::scale::Scale;
use super::series::Dash;
use super::{Chart, ChartTable, Series};
use crate::ink::{Ink, Paint};
use plotters::prelude::DrawingBackend;

/// What one input does.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoBar {
    /// Key of the input.
    pub input: String,
    /// Its name.
    pub name: String,
    /// The input at its 10th and 90th percentile, as shown.
    pub ends: [String; 2],
    /// The option's cost there, in the unit of the axis.
    pub costs: [f64; 2],
    /// The same as shown.
    pub texts: [String; 2],
    /// The option that leads at an end.
    pub flips: Option<Series>,
}

/// What moves one option.
#[derive(Debug, Clone, PartialEq)]
pub struct Tornado {
    /// The finding, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
    /// Unit of the amounts, as words after one.
    pub unit: String,
    /// The option.
    pub series: Series,
    /// Its cost at likely values, and as shown.
    pub base: (f64, String),
    /// The likely cost of the option it is measured against, and as shown.
    pub rival: Option<(Series, f64, String)>,
    /// Longest first.
    pub bars: Vec<TornadoBar>,
}

const PITCH: f64 = 27.0;
const BAR: f64 = 14.0;
const LINE: f64 = 15.0;
const FOOT: f64 = 22.0;
/// From the end of a bar to its text.
const SPACE: f64 = 4.0;
/// Strength of the part below the base.
const LIGHT: f64 = 0.28;
const MARK: f64 = 16.0;

impl Chart for Tornado {
    fn name(&self) -> &'static str {
        "tornado"
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    fn table(&self) -> ChartTable {
        let head = ["Input", "At its P10", "Cost then", "At its P90", "Cost then", "Then leads"];
        ChartTable { head: head.map(str::to_owned).to_vec(), rows: self.bars.iter().map(TornadoBar::cells).collect() }
    }

    fn height(&self, _width: f64) -> f64 {
        if self.bars.is_empty() { EMPTY_HEIGHT } else { self.head() + PITCH * self.bars.len() as f64 + FOOT }
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        if self.bars.is_empty() {
            return nothing(pen);
        }
        let frame = self.frame(pen);
        self.rival_line(pen, &frame)?;
        for (at, bar) in self.bars.iter().enumerate() {
            self.row(pen, &frame, bar, frame.top + PITCH * (at as f64 + 0.5))?;
        }
        self.base_line(pen, &frame)
    }
}

impl TornadoBar {
    fn cells(&self) -> Vec<String> {
        let leads = self.flips.as_ref().map_or_else(|| "–".to_owned(), |s| s.name.clone());
        let [low, high] = &self.ends;
        let [cost_low, cost_high] = &self.texts;
        vec![self.name.clone(), low.clone(), cost_low.clone(), high.clone(), cost_high.clone(), leads]
    }

    /// A bar that changes the leader is told by its weight as well as by its mark and word.
    fn look(&self) -> Type {
        if self.flips.is_some() { Type::LABEL.bold() } else { Type::LABEL }
    }

    /// Which end is left: an input that rises may make the option cheaper.
    fn order(&self) -> [usize; 2] {
        if drawable(self.costs[0]) <= drawable(self.costs[1]) { [0, 1] } else { [1, 0] }
    }
}

/// Where the columns of the chart stand.
struct Frame {
    names: f64,
    scale: Scale,
    top: f64,
    bottom: f64,
    /// Where the column of new leaders begins, and how wide it is.
    leads: Option<(f64, f64)>,
}

impl Tornado {
    fn head(&self) -> f64 {
        LINE * if self.rival.is_some() { 2.0 } else { 1.0 } + 6.0
    }

    fn frame<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Frame {
        let names = self.bars.iter().map(|b| pen.measure(&b.name, b.look())).fold(0.0, f64::max);
        let names = (names + 0.5).min(pen.width * 0.38);
        let end = |side: usize| {
            self.bars
                .iter()
                .map(|b| pen.measure(short(&b.ends[b.order()[side]]), Type::NOTE))
                .fold(0.0, f64::max)
                .min(pen.width * 0.16)
        };
        let flips = self.bars.iter().filter_map(|b| b.flips.as_ref());
        let widest = flips.map(|s| MARK + pen.measure(&s.name, Type::NOTE)).fold(0.0, f64::max).min(pen.width * 0.2);
        let leads = (widest > 0.0).then_some((pen.width - widest, widest));
        let left = names + 10.0 + end(0) + SPACE;
        let limit = leads.map_or(pen.width, |(from, _)| from - 10.0);
        let right = (limit - end(1) - SPACE).max(left + 10.0);
        let top = self.head();
        let bottom = top + PITCH * self.bars.len() as f64;
        Frame { names, scale: Scale::new(self.domain(), (left, right)), top, bottom, leads }
    }

    fn domain(&self) -> (f64, f64) {
        let values = self.bars.iter().flat_map(|b| b.costs).chain([self.base.0]).map(drawable);
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        if high > low { (low, high) } else { (low - 1.0, low + 1.0) }
    }

    /// Where the other option is likely to end: what reaches it on this axis makes the two cost the same.
    fn rival_line<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, frame: &Frame) -> Result<(), DrawError> {
        let Some((series, value, text)) = &self.rival else { return Ok(()) };
        let (low, high) = self.domain();
        let value = drawable(*value);
        let look = Type::NOTE.ink(series.ink.as_text());
        if !(low..=high).contains(&value) {
            let side = if value < low { "below" } else { "above" };
            let words = format!("{} likely {text}, {side}", series.name);
            let words = pen.fitted(&words, look, pen.width);
            return pen.text(pen.width, 10.0, &words, look.anchor(Anchor::End));
        }
        let x = frame.scale.at(value);
        pen.line((x, 14.0), (x, frame.bottom + 4.0), Stroke { paint: series.ink.into(), width: 1.2, dash: Dash::Short })?;
        let words = pen.fitted(&format!("{text} {} likely", series.name), look, pen.width);
        let half = pen.measure(&words, look) / 2.0;
        pen.text(x.min(pen.width - half).max(half), 10.0, &words, look.anchor(Anchor::Middle))
    }

    fn base_line<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, frame: &Frame) -> Result<(), DrawError> {
        let (x, look) = (frame.scale.at(drawable(self.base.0)), Type::NOTE.ink(Ink::Ink).bold());
        pen.line((x, frame.top - 3.0), (x, frame.bottom + 4.0), Stroke::solid(Ink::Ink, 1.2))?;
        let half = pen.measure(&self.base.1, look) / 2.0;
        let centre = x.min(pen.width - half).max(half);
        pen.fill(centre - half - 2.0, frame.top - 17.0, 2.0 * half + 4.0, 13.0, Ink::Paper)?;
        pen.text(centre, frame.top - 6.0, &self.base.1, look.anchor(Anchor::Middle))?;
        let (below, above) = ("cheaper", "dearer");
        if pen.measure(above, Type::NOTE) + x + 8.0 < pen.width {
            pen.text(x + 8.0, frame.bottom + 16.0, above, Type::NOTE)?;
        }
        pen.text(x - 8.0, frame.bottom + 16.0, below, Type::NOTE.anchor(Anchor::End))
    }

    fn row<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, frame: &Frame, bar: &TornadoBar, mid: f64) -> Result<(), DrawError> {
        let name = pen.fitted(&bar.name, bar.look(), frame.names);
        pen.text(0.0, mid + 4.0, &name, bar.look())?;
        let [left, right] = bar.order();
        let (from, to) = (frame.scale.at(drawable(bar.costs[left])), frame.scale.at(drawable(bar.costs[right])));
        self.bar(pen, frame, (from, to), mid)?;
        end_text(pen, short(&bar.ends[left]), from - SPACE, mid, Anchor::End)?;
        end_text(pen, short(&bar.ends[right]), to + SPACE, mid, Anchor::Start)?;
        new_leader(pen, frame, bar, mid)?;
        let text = self.said(bar);
        pen.mark(Mark { id: bar.input.clone(), text, x: from, y: mid - PITCH / 2.0, width: to - from, height: PITCH });
        Ok(())
    }

    /// Tinted where the option is cheaper than likely, full where it is dearer.
    fn bar<DB: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, DB>,
        frame: &Frame,
        (from, to): (f64, f64),
        mid: f64,
    ) -> Result<(), DrawError> {
        let (top, ink) = (mid - BAR / 2.0, self.series.ink);
        let base = frame.scale.at(drawable(self.base.0)).clamp(from, to);
        pen.fill(from, top, to - from, BAR, Ink::Paper)?;
        pen.fill(from, top, base - from, BAR, Paint { ink, strength: LIGHT })?;
        pen.fill(base, top, to - base, BAR, ink)?;
        pen.frame(from, top, (to - from).max(0.5), BAR, Stroke::solid(ink, 1.0))
    }

    /// `Fee: at $192 1,290, at $284 1,560, US$ thousand; Northwind then leads`.
    fn said(&self, bar: &TornadoBar) -> String {
        let ([low, high], [cost_low, cost_high]) = (&bar.ends, &bar.texts);
        let said = format!("{}: at {low} {cost_low}, at {high} {cost_high}, {}", bar.name, self.unit);
        bar.flips.as_ref().map_or(said.clone(), |s| format!("{said}; {} then leads", s.name))
    }
}

/// The mark and name of the option that leads at an end of a bar.
fn new_leader<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, frame: &Frame, bar: &TornadoBar, mid: f64) -> Result<(), DrawError> {
    let (Some((x, width)), Some(series)) = (frame.leads, &bar.flips) else { return Ok(()) };
    pen.shape(series.shape, (x + 6.0, mid), 4.5, series.ink, series.ranked)?;
    let look = Type::NOTE.ink(series.ink.as_text());
    let name = pen.fitted(&series.name, look, width - MARK + 0.5);
    pen.text(x + MARK, mid + 4.0, &name, look)
}

/// An input's value at the end of its bar, on paper of its own where a line runs behind it.
fn end_text<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, text: &str, x: f64, mid: f64, anchor: Anchor) -> Result<(), DrawError> {
    let look = Type::NOTE.ink(Ink::Ink2).anchor(anchor);
    let text = pen.fitted(text, look, pen.width * 0.16);
    let width = pen.measure(&text, look);
    let left = if anchor == Anchor::End { x - width } else { x };
    pen.fill(left - 1.5, mid - 6.0, width + 3.0, 12.0, Ink::Paper)?;
    pen.text(x, mid + 4.0, &text, look)
}

#[cfg(test)]
mod tests {
    use super::super::probe::{assert_tidy, drawn, option, texts};
    use super::*;

    fn bar(name: &str, ends: [&str; 2], costs: [f64; 2], flips: Option<Series>) -> TornadoBar {
        let texts = costs.map(|v| format!("{v}"));
        TornadoBar { input: name.to_lowercase(), name: name.to_owned(), ends: ends.map(str::to_owned), costs, texts, flips }
    }

    fn tornado() -> Tornado {
        let rival = option("Northwind", Ink::Quote);
        Tornado {
            finding: "F".to_owned(),
            caption: "C".to_owned(),
            unit: "US$ thousand".to_owned(),
            series: option("Co-managed", Ink::CoManaged),
            base: (1402.0, "1,402".to_owned()),
            rival: Some((rival.clone(), 1471.0, "1,471".to_owned())),
            bars: vec![
                bar("Fee per user and month", ["$192", "$284"], [1320.0, 1540.0], Some(rival)),
                bar("Users who leave", ["12 %", "26 %"], [1440.0, 1390.0], None),
                bar("Wage growth", ["2.4 %", "4.6 %"], [1402.0, 1402.0], None),
            ],
        }
    }

    #[test]
    fn the_cheaper_end_is_left_whichever_value_makes_it() {
        let shown = texts(&tornado(), 424.0);
        let at = |text: &str| shown.iter().find(|t| t.text == text).unwrap().left;
        assert!(at("$192") < at("$284"), "a higher fee costs more");
        assert!(at("26 %") < at("12 %"), "here the higher value is the cheaper end");
    }

    #[test]
    fn a_bar_that_changes_the_leader_says_who_leads_then() {
        let marks = drawn(&tornado(), 424.0).marks;
        assert_eq!(marks[0].text, "Fee per user and month: at $192 1320, at $284 1540, US$ thousand; Northwind then leads");
        let named = texts(&tornado(), 424.0).iter().filter(|t| t.text == "Northwind").count();
        assert_eq!(named, 1, "in words beside its bar, not by colour alone");
        assert_eq!(tornado().table().rows[0][5], "Northwind");
    }

    #[test]
    fn labels_keep_apart_at_every_width() {
        for width in [360.0, 424.0, 711.0] {
            assert_tidy(&tornado(), width);
        }
    }

    #[test]
    fn any_number_can_be_drawn() {
        let mut odd = tornado();
        odd.bars[0].costs = [f64::NAN, 1e300];
        odd.base.0 = f64::NEG_INFINITY;
        assert!(drawn(&odd, 424.0).marks.iter().all(|m| m.x.is_finite() && m.width >= 0.0), "no number leaves the paper");
        odd.bars.clear();
        assert!(drawn(&odd, 424.0).text.contains("Nothing to show yet."), "an empty chart is one line of text");
    }
}
