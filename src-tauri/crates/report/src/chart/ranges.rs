//! What each option costs over the trials: from the 10th to the 90th percentile, with the middle and the likely value.

use super::labels::{name_look, names_width, option_label};
use super::pen::{Anchor, DrawError, Mark, Pen, Stroke, Type};
use super::plain::{EMPTY_HEIGHT, drawable, nothing, outline, ticks};
use super::scale::{Scale, tick};
use super::series::Dash;
use super::{Chart, ChartTable, Series};
use crate::ink::{Ink, Paint};
use plotters::prelude::DrawingBackend;

/// One option's range.
#[derive(Debug, Clone, PartialEq)]
pub struct RangeBar {
    /// The option.
    pub series: Series,
    /// P10, P50, P90, in the unit of the axis.
    pub percentiles: [f64; 3],
    /// The same as shown.
    pub texts: [String; 3],
    /// At likely values.
    pub likely: f64,
    /// The same as shown.
    pub likely_text: String,
    /// Share of the trials in which it is the cheapest, as shown; empty where it is not ranked.
    pub cheapest: String,
    /// What choosing it costs above the cheapest on average, as shown; empty where it is not ranked.
    pub regret: String,
}

/// Every option's range.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranges {
    /// The finding, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
    /// Unit of the amounts, as words after one.
    pub unit: String,
    /// In the order drawn.
    pub bars: Vec<RangeBar>,
}

const PITCH: f64 = 30.0;
const BAR: f64 = 10.0;
const HEAD: f64 = 20.0;
const AXIS: f64 = 24.0;
/// From the end of a bar to its text.
const SPACE: f64 = 5.0;
/// Between columns.
const GUTTER: f64 = 16.0;
/// From this width on, share and regret stand beside the bars.
const WIDE: f64 = 560.0;
const HEADS: [&str; 2] = ["cheapest in", "regret if chosen"];

impl Chart for Ranges {
    fn name(&self) -> &'static str {
        "ranges"
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    fn table(&self) -> ChartTable {
        let head = ["Option", "P10", "P50", "P90", "Likely", "Cheapest in", "Regret if chosen"];
        ChartTable { head: head.map(str::to_owned).to_vec(), rows: self.bars.iter().map(RangeBar::cells).collect() }
    }

    fn height(&self, _width: f64) -> f64 {
        if self.bars.is_empty() { EMPTY_HEIGHT } else { HEAD + PITCH * self.bars.len() as f64 + AXIS }
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        if self.bars.is_empty() {
            return nothing(pen);
        }
        let frame = self.frame(pen);
        frame.grid(pen)?;
        self.leader_line(pen, &frame)?;
        frame.heads(pen)?;
        for (at, bar) in self.bars.iter().enumerate() {
            self.row(pen, &frame, bar, HEAD + PITCH * (at as f64 + 0.5))?;
        }
        Ok(())
    }
}

impl RangeBar {
    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.series.name.clone()];
        cells.extend(self.texts.iter().cloned());
        cells.extend(
            [&self.likely_text, &self.cheapest, &self.regret].map(|t| if t.is_empty() { "–".to_owned() } else { t.clone() }),
        );
        cells
    }
}

/// Where the columns of the chart stand.
struct Frame {
    names: f64,
    scale: Scale,
    left: f64,
    right: f64,
    bottom: f64,
    /// Right edges of the columns beside the bars.
    columns: Option<[f64; 2]>,
}

impl Frame {
    fn grid<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        let mut free_from = f64::MIN;
        for value in ticks(&self.scale, self.right - self.left, 62.0) {
            let (x, text) = (self.scale.at(value), tick(value));
            pen.line((x, HEAD - 4.0), (x, self.bottom + 4.0), Stroke::solid(Ink::Hair, 1.0))?;
            let half = pen.measure(&text, Type::NOTE) / 2.0;
            if x - half >= free_from && x + half <= pen.width {
                pen.text(x, self.bottom + 18.0, &text, Type::NOTE.anchor(Anchor::Middle))?;
                free_from = x + half + 8.0;
            }
        }
        Ok(())
    }

    fn heads<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        for (right, head) in self.columns.iter().flatten().zip(HEADS) {
            pen.text(*right, 10.0, head, Type::NOTE.ink(Ink::Ink2).anchor(Anchor::End))?;
        }
        Ok(())
    }
}

impl Ranges {
    fn frame<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Frame {
        let names = names_width(pen, self.bars.iter().map(|b| &b.series), 0.3);
        let widest =
            |texts: &mut dyn Iterator<Item = &str>| texts.map(|t| pen.measure(t, Type::LABEL.bold())).fold(0.0, f64::max);
        let head = |at: usize| pen.measure(HEADS[at], Type::NOTE);
        let columns = (pen.width >= WIDE).then(|| {
            let regret = widest(&mut self.bars.iter().map(|b| b.regret.as_str())).max(head(1));
            [pen.width - regret.min(pen.width * 0.2) - GUTTER, pen.width]
        });
        let cheapest = widest(&mut self.bars.iter().map(|b| b.cheapest.as_str())).max(head(0)).min(pen.width * 0.2);
        let texts = widest(&mut self.bars.iter().flat_map(|b| b.texts.iter().map(String::as_str))).min(pen.width * 0.16);
        let end = columns.map_or(pen.width, |[right, _]| right - cheapest - GUTTER);
        let left = names + 14.0 + texts + SPACE;
        let right = (end - texts - SPACE).max(left + 10.0);
        let bottom = HEAD + PITCH * self.bars.len() as f64;
        Frame { names, scale: Scale::new(self.domain(), (left, right)), left, right, bottom, columns }
    }

    /// From the lowest to the highest value; positions on a line, so that it need not begin at zero.
    fn domain(&self) -> (f64, f64) {
        let values = self.bars.iter().flat_map(|b| b.percentiles.into_iter().chain([b.likely])).map(drawable);
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        if high > low { (low, high) } else { (low - 1.0, low + 1.0) }
    }

    /// Where the leader is likely to end, through every row.
    fn leader_line<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, frame: &Frame) -> Result<(), DrawError> {
        let Some(leader) = self.bars.iter().find(|b| b.series.leads) else { return Ok(()) };
        let x = frame.scale.at(drawable(leader.likely));
        let stroke = Stroke { paint: leader.series.ink.into(), width: 1.0, dash: Dash::Dotted };
        pen.line((x, HEAD - 4.0), (x, frame.bottom + 4.0), stroke)
    }

    fn row<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, frame: &Frame, bar: &RangeBar, mid: f64) -> Result<(), DrawError> {
        option_label(pen, &bar.series, 0.0, mid, frame.names)?;
        let [from, middle, to] = bar.percentiles.map(|v| frame.scale.at(drawable(v)));
        range(pen, &bar.series, (from, middle, to), mid)?;
        let likely = frame.scale.at(drawable(bar.likely));
        pen.line((likely, mid - 8.0), (likely, mid + 8.0), Stroke::solid(bar.series.ink, 3.0))?;
        end_text(pen, &bar.texts[0], from.min(likely - 1.5) - SPACE, mid, Anchor::End)?;
        end_text(pen, &bar.texts[2], to.max(likely + 1.5) + SPACE, mid, Anchor::Start)?;
        self.beside(pen, frame, bar, mid)?;
        pen.mark(Mark {
            id: bar.series.id.clone(),
            text: self.said(bar),
            x: from.min(likely),
            y: mid - PITCH / 2.0,
            width: to.max(likely) - from.min(likely),
            height: PITCH,
        });
        Ok(())
    }

    fn beside<DB: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, DB>,
        frame: &Frame,
        bar: &RangeBar,
        mid: f64,
    ) -> Result<(), DrawError> {
        for (right, text) in frame.columns.iter().flatten().zip([&bar.cheapest, &bar.regret]) {
            let shown = if text.is_empty() { "–" } else { text.as_str() };
            let fitted = pen.fitted(shown, name_look(&bar.series), pen.width * 0.2);
            pen.text(*right, mid + 4.0, &fitted, name_look(&bar.series).anchor(Anchor::End))?;
        }
        Ok(())
    }

    /// `Co-managed: 1,290 to 1,560 in 8 of 10 trials, likely 1,402, US$ thousand, cheapest in 83 of 100`.
    fn said(&self, bar: &RangeBar) -> String {
        let [from, _, to] = &bar.texts;
        let said = format!("{}: {from} to {to} in 8 of 10 trials, likely {}, {}", bar.series.name, bar.likely_text, self.unit);
        if bar.cheapest.is_empty() { format!("{said}, not ranked") } else { format!("{said}, cheapest in {}", bar.cheapest) }
    }
}

/// The bar, tinted where it is ranked and hollow where it is not, with the middle as a thin line.
fn range<DB: DrawingBackend>(
    pen: &mut Pen<'_, DB>,
    series: &Series,
    (from, middle, to): (f64, f64, f64),
    mid: f64,
) -> Result<(), DrawError> {
    let top = mid - BAR / 2.0;
    pen.fill(from, top, to - from, BAR, Ink::Paper)?;
    if series.ranked {
        pen.fill(from, top, to - from, BAR, Paint { ink: series.ink, strength: 0.28 })?;
    }
    pen.frame(from, top, to - from, BAR, outline(series))?;
    pen.line((middle, top), (middle, top + BAR), Stroke::solid(series.ink, 1.0))
}

/// A value at the end of a bar, on paper of its own where a line trials behind it.
fn end_text<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, text: &str, x: f64, mid: f64, anchor: Anchor) -> Result<(), DrawError> {
    let look = Type::NOTE.ink(Ink::Ink2).anchor(anchor);
    let text = pen.fitted(text, look, pen.width * 0.16);
    let width = pen.measure(&text, look);
    let left = if anchor == Anchor::End { x - width } else { x };
    pen.fill(left - 2.0, mid - 6.0, width + 4.0, 12.0, Ink::Paper)?;
    pen.text(x, mid + 4.0, &text, look)
}

#[cfg(test)]
mod tests {
    use super::super::probe::{assert_tidy, drawn, option};
    use super::*;

    fn ranges() -> Ranges {
        let bar = |name: &str, ink, ranked, percentiles: [f64; 3], likely: f64| RangeBar {
            series: Series { ranked, ..option(name, ink) },
            percentiles,
            texts: percentiles.map(|v| tick(v.round())),
            likely,
            likely_text: tick(likely.round()),
            cheapest: if ranked { "84 %".to_owned() } else { String::new() },
            regret: if ranked { "$4,000".to_owned() } else { String::new() },
        };
        let mut bars = vec![
            bar("Co-managed", Ink::CoManaged, true, [1290.0, 1410.0, 1560.0], 1402.0),
            bar("Northwind", Ink::Quote, true, [1380.0, 1480.0, 1590.0], 1471.0),
            bar("In-house", Ink::InHouse, false, [1510.0, 1620.0, 1745.0], 1610.0),
        ];
        bars[0].series.leads = true;
        Ranges { finding: "F".to_owned(), caption: "C".to_owned(), unit: "US$ thousand".to_owned(), bars }
    }

    #[test]
    fn bars_stand_where_their_percentiles_do() {
        let marks = drawn(&ranges(), 764.0).marks;
        assert_eq!(marks.len(), 3, "one mark an option");
        let ratio = marks[1].width / marks[0].width;
        assert!((ratio - 210.0 / 270.0).abs() < 1e-6, "one scale: P10 to P90 are 210 and 270 wide: {ratio}");
        assert_eq!(marks[0].text, "Co-managed: 1,290 to 1,560 in 8 of 10 trials, likely 1,402, US$ thousand, cheapest in 84 %");
        assert!(marks[2].text.ends_with("not ranked"), "what takes no part says so");
    }

    #[test]
    fn labels_keep_apart_at_every_width() {
        for width in [420.0, 560.0, 764.0, 1040.0] {
            assert_tidy(&ranges(), width);
        }
    }

    #[test]
    fn any_number_can_be_drawn() {
        let mut odd = ranges();
        odd.bars[0].percentiles = [f64::NAN, f64::INFINITY, -1e300];
        odd.bars[1].likely = 1e308;
        let marks = drawn(&odd, 600.0).marks;
        assert!(marks.iter().all(|m| m.x.is_finite() && m.width.is_finite()), "no number leaves the paper");
        odd.bars.clear();
        assert!(drawn(&odd, 600.0).text.contains("Nothing to show yet."), "an empty chart is one line of text");
    }
}
