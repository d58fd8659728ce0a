//! What is paid at time 0 and in each plan year, option by option.

use super::labels::{names_width, option_label};
use super::pen::{Anchor, DrawError, Mark, Pen, Stroke, Type};
use super::plain::{EMPTY_HEIGHT, drawable, nothing, outline};
use super::scale::{Scale, from_zero};
use super::{Chart, ChartTable, Series};
use crate::ink::Ink;
use plotters::prelude::DrawingBackend;

/// One option's payments.
#[derive(Debug, Clone, PartialEq)]
pub struct Payments {
    /// The option.
    pub series: Series,
    /// At time 0, then a year each, in the unit of the axis; none where unknown.
    pub amounts: Vec<Option<f64>>,
    /// The same as shown.
    pub texts: Vec<String>,
}

/// Yearly cash flow.
#[derive(Debug, Clone, PartialEq)]
pub struct CashFlow {
    /// The finding, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
    /// `Time 0`, `Year 1` and so on.
    pub periods: Vec<String>,
    /// Options.
    pub options: Vec<Payments>,
}

const HEAD: f64 = 20.0;
/// Height of the columns of a row, from the lowest to the highest amount of all options.
const COLUMNS: f64 = 38.0;
/// Room for the values over the columns, and for those of negative amounts under them.
const VALUE: f64 = 16.0;
const NAME_LINE: f64 = 18.0;
const ROW_GAP: f64 = 8.0;
/// Over a name that stands over its columns.
const NAME_GAP: f64 = 8.0;
/// Between time 0 and the years.
const APART: f64 = 18.0;
/// From this width on names stand beside the columns, not over them.
const WIDE: f64 = 560.0;

impl Chart for CashFlow {
    fn name(&self) -> &'static str {
        "cash_flow"
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    /// Each amount with its unit: a row of bare numbers is no sentence.
    fn in_words(&self) -> String {
        let amount = |(period, text): (&String, &String)| format!("{} {text} thousand", period.to_lowercase());
        let option = |o: &Payments| {
            let amounts: Vec<String> = self.periods.iter().zip(&o.texts).map(amount).collect();
            format!("{}: {}", o.series.name, amounts.join(", "))
        };
        let options: Vec<String> = self.options.iter().map(option).collect();
        format!("{}. {}. {}.", self.finding, self.caption, options.join("; "))
    }

    fn table(&self) -> ChartTable {
        let head = std::iter::once("Option".to_owned()).chain(self.periods.iter().cloned()).collect();
        let row = |option: &Payments| {
            let cells = (0..self.periods.len()).map(|at| option.text(at).to_owned());
            std::iter::once(option.series.name.clone()).chain(cells).collect()
        };
        ChartTable { head, rows: self.options.iter().map(row).collect() }
    }

    fn height(&self, width: f64) -> f64 {
        if self.options.is_empty() || self.periods.is_empty() {
            return EMPTY_HEIGHT;
        }
        HEAD + self.row_height(width) * self.options.len() as f64
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        if self.options.is_empty() || self.periods.is_empty() {
            return nothing(pen);
        }
        let frame = self.frame(pen);
        self.heads(pen, &frame)?;
        for (at, option) in self.options.iter().enumerate() {
            let top = HEAD + self.row_height(pen.width) * at as f64;
            self.row(pen, &frame, option, top)?;
        }
        Ok(())
    }
}

impl Payments {
    fn amount(&self, period: usize) -> Option<f64> {
        self.amounts.get(period).copied().flatten().map(drawable)
    }

    /// What is said of a period: without an amount, that there is none.
    fn text(&self, period: usize) -> &str {
        match self.texts.get(period) {
            Some(text) if !text.is_empty() => text,
            _ => "–",
        }
    }
}

/// Where the columns of the chart stand.
struct Frame {
    names: f64,
    left: f64,
    slot: f64,
    domain: (f64, f64),
    values: bool,
}

impl Frame {
    /// Left of a period's slot; the years stand apart from time 0.
    fn slot_at(&self, period: usize) -> f64 {
        self.left + self.slot * period as f64 + if period > 0 { APART } else { 0.0 }
    }
}

impl CashFlow {
    fn row_height(&self, width: f64) -> f64 {
        let under = if self.domain().0 < 0.0 { VALUE } else { 0.0 };
        let name = if width >= WIDE { 0.0 } else { NAME_GAP + NAME_LINE };
        name + VALUE + COLUMNS + under + ROW_GAP
    }

    fn domain(&self) -> (f64, f64) {
        from_zero(self.options.iter().flat_map(|o| &o.amounts).flatten().map(|amount| drawable(*amount)))
    }

    fn frame<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Frame {
        let names = if pen.width >= WIDE { names_width(pen, self.options.iter().map(|o| &o.series), 0.26) } else { pen.width };
        let left = if pen.width >= WIDE { names + 14.0 } else { 0.0 };
        let slot = ((pen.width - left - APART) / self.periods.len() as f64).min(140.0);
        let texts = self.options.iter().flat_map(|o| (0..self.periods.len()).map(|at| o.text(at)));
        let widest = texts.map(|text| pen.measure(text, Type::NOTE)).fold(0.0, f64::max);
        Frame { names, left, slot, domain: self.domain(), values: widest + 3.0 <= slot }
    }

    fn heads<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, frame: &Frame) -> Result<(), DrawError> {
        let mut free_from = f64::MIN;
        for (at, period) in self.periods.iter().enumerate() {
            let look = Type::NOTE.anchor(Anchor::Middle);
            let text = pen.fitted(period, look, frame.slot.max(40.0) - 4.0);
            let half = pen.measure(&text, look) / 2.0;
            let centre = (frame.slot_at(at) + frame.slot / 2.0).min(pen.width - half);
            if centre - half >= free_from {
                pen.text(centre, 12.0, &text, look)?;
                free_from = centre + half + 4.0;
            }
        }
        if self.periods.len() > 1 {
            let x = frame.slot_at(1) - APART / 2.0;
            pen.line((x, 0.0), (x, HEAD - 4.0), Stroke::solid(Ink::Rule, 1.0))?;
        }
        Ok(())
    }

    fn row<DB: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, DB>,
        frame: &Frame,
        option: &Payments,
        top: f64,
    ) -> Result<(), DrawError> {
        let name = if pen.width >= WIDE { 0.0 } else { NAME_GAP + NAME_LINE };
        let (high, low) = (top + name + VALUE, top + name + VALUE + COLUMNS);
        let scale = Scale::new(frame.domain, (low, high));
        let base = scale.at(0.0);
        let label = if pen.width >= WIDE { base.min(low - 4.0) - 4.0 } else { top + NAME_GAP + 8.0 };
        option_label(pen, &option.series, 0.0, label, frame.names)?;
        let stroke = Stroke::solid(Ink::Rule, 1.0);
        let years_end = frame.slot_at(self.periods.len() - 1) + frame.slot;
        pen.line((frame.left, base), (frame.left + frame.slot, base), stroke)?;
        if self.periods.len() > 1 {
            pen.line((frame.slot_at(1), base), (years_end, base), stroke)?;
        }
        for (at, period) in self.periods.iter().enumerate() {
            column(pen, frame, option, at, &scale)?;
            pen.mark(Mark {
                id: option.series.id.clone(),
                text: format!("{}, {period}: {}", option.series.name, option.text(at)),
                x: frame.slot_at(at),
                y: high,
                width: frame.slot,
                height: COLUMNS,
            });
        }
        Ok(())
    }
}

fn column<DB: DrawingBackend>(
    pen: &mut Pen<'_, DB>,
    frame: &Frame,
    option: &Payments,
    period: usize,
    scale: &Scale,
) -> Result<(), DrawError> {
    let amount = option.amount(period);
    let (base, end) = (scale.at(0.0), scale.at(amount.unwrap_or(0.0)));
    let width = (frame.slot * 0.6).min(40.0);
    let x = frame.slot_at(period) + (frame.slot - width) / 2.0;
    let (top, foot) = (base.min(end), base.max(end));
    if option.series.ranked || foot - top < 2.0 {
        pen.fill(x, top, width, foot - top, option.series.ink)?;
    } else {
        pen.frame(x, top, width, foot - top, outline(&option.series))?;
    }
    if !frame.values {
        return Ok(());
    }
    let look = Type::NOTE.anchor(Anchor::Middle).ink(if amount.is_some() { Ink::Ink } else { Ink::Ink3 });
    let baseline = if amount.unwrap_or(0.0) < 0.0 { foot + 12.0 } else { top - 4.0 };
    pen.text(frame.slot_at(period) + frame.slot / 2.0, baseline, option.text(period), look)
}

#[cfg(test)]
mod tests {
    use super::super::series::Dash;
    use super::super::{Shape, svg};
    use super::*;
    use crate::face::Faces;

    fn payments(name: &str, amounts: &[Option<f64>]) -> Payments {
        let (ink, shape, dash) = (Ink::BreakFix, Shape::Diamond, Dash::Dotted);
        let texts = amounts.iter().map(|a| a.map_or("–".to_owned(), |a| format!("{a:.0}"))).collect();
        let series = Series { id: name.to_owned(), name: name.to_owned(), ink, shape, dash, ranked: true, leads: false };
        Payments { series, amounts: amounts.to_vec(), texts }
    }

    fn flow(periods: usize, options: Vec<Payments>) -> CashFlow {
        let periods = (0..periods).map(|p| if p == 0 { "Time 0".to_owned() } else { format!("Year {p}") }).collect();
        CashFlow { finding: "F".to_owned(), caption: "C".to_owned(), periods, options }
    }

    #[test]
    fn time_0_stands_apart_from_the_years() {
        let chart = flow(4, vec![payments("a", &[Some(1.0), Some(2.0), Some(3.0), None])]);
        let marks = svg(&chart, Faces::bundled().unwrap(), 700.0).unwrap().marks;
        let gap = |at: usize| marks[at + 1].x - marks[at].x - marks[at].width;
        assert!(gap(0) > 10.0 && gap(1).abs() < 1e-9, "a payment on the first day is no payment of the first year");
        assert_eq!(marks[3].text, "a, Year 3: –", "an unknown amount is said, not drawn as nothing");
    }

    #[test]
    fn values_that_do_not_fit_are_left_to_the_table() {
        let row = payments("Provider ".repeat(25).as_str(), &[Some(123_456_789_012.0); 8]);
        let drawn = svg(&flow(8, vec![row; 9]), Faces::bundled().unwrap(), 460.0).unwrap();
        assert_eq!(drawn.text.matches("123456789012").count(), 72, "all stand in the description, none in the drawing");
        let inside = |m: &Mark| m.x >= 0.0 && m.x + m.width <= 460.0 + 1e-6 && m.y + m.height <= drawn.height;
        assert!(drawn.marks.len() == 72 && drawn.marks.iter().all(inside), "every amount can still be hovered");
    }

    #[test]
    fn odd_numbers_and_missing_ones_draw() {
        let options = vec![payments("a", &[Some(f64::NAN), Some(-1e300), Some(1e300)]), payments("b", &[])];
        for chart in [flow(3, options), flow(1, vec![payments("a", &[Some(0.0)])])] {
            assert!(svg(&chart, Faces::bundled().unwrap(), 460.0).is_ok(), "no number is beyond drawing");
        }
        for empty in [flow(0, vec![payments("a", &[])]), flow(3, Vec::new())] {
            let drawn = svg(&empty, Faces::bundled().unwrap(), 460.0).unwrap();
            assert!(drawn.text.contains("Nothing to show yet."), "an empty chart is one line of text");
        }
    }
}
