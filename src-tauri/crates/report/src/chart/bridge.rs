//! From Today's total to an option's, group by group or line by line.

use super::labels::{ROUNDING, name_look, names_width, option_label};
use super::pen::{Anchor, DrawError, Mark, Pen, Stroke, Type};
use super::plain::{drawable, outline};
use super::scale::{Scale, from_zero};
use super::{Chart, ChartTable, Series};
use crate::ink::Ink;
use plotters::prelude::DrawingBackend;

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct BridgeStep {
    /// The figure it is a difference of.
    pub figure: String,
    /// What differs.
    pub name: String,
    /// Signed difference, in the unit of the axis.
    pub amount: f64,
    /// As shown, with its sign.
    pub text: String,
}

/// The bridge.
#[derive(Debug, Clone, PartialEq)]
pub struct Bridge {
    /// The finding, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
    /// Where it starts.
    pub from: Series,
    /// Its total.
    pub from_total: (f64, String),
    /// Differences, in the order of the lines; those of nothing are left out.
    pub steps: Vec<BridgeStep>,
    /// Where it ends.
    pub to: Series,
    /// Its total.
    pub to_total: (f64, String),
}

const PITCH: f64 = 25.0;
const BAR: f64 = 14.0;
const PAD: f64 = 4.0;
/// Where the names of steps begin: under the names of options.
const INDENT: f64 = 18.0;
/// Between a bar and its text.
const SPACE: f64 = 6.0;

impl Chart for Bridge {
    fn name(&self) -> &'static str {
        "bridge"
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    fn table(&self) -> ChartTable {
        let steps = self.steps.iter().map(|step| (&step.name, &step.text));
        let from = std::iter::once((&self.from.name, &self.from_total.1));
        let to = std::iter::once((&self.to.name, &self.to_total.1));
        ChartTable {
            head: vec!["Line".to_owned(), "Amount".to_owned()],
            rows: from.chain(steps).chain(to).map(|(name, text)| vec![name.clone(), text.clone()]).collect(),
        }
    }

    fn height(&self, _width: f64) -> f64 {
        PITCH * (self.steps.len() + 2) as f64 + 2.0 * PAD
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        let frame = self.frame(pen);
        let zero = frame.scale.at(0.0);
        pen.line((zero, 0.0), (zero, self.height(pen.width)), Stroke::solid(Ink::Rule, 1.0))?;
        let mut running = drawable(self.from_total.0);
        total(pen, &frame, &self.from, &self.from_total, mid(0))?;
        for (at, step) in self.steps.iter().enumerate() {
            connector(pen, frame.scale.at(running), mid(at))?;
            let after = running + drawable(step.amount);
            step.draw(pen, &frame, (running, after), mid(at + 1))?;
            running = after;
        }
        connector(pen, frame.scale.at(running), mid(self.steps.len()))?;
        total(pen, &frame, &self.to, &self.to_total, mid(self.steps.len() + 1))
    }
}

fn mid(row: usize) -> f64 {
    PAD + PITCH * (row as f64 + 0.5)
}

/// Where the columns of the chart stand.
struct Frame {
    names: f64,
    scale: Scale,
    left: f64,
    texts: f64,
}

impl Bridge {
    fn frame<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Frame {
        let options = names_width(pen, [&self.from, &self.to].into_iter(), 0.34);
        let names = self.steps.iter().map(|s| INDENT + pen.measure(&s.name, Type::LABEL));
        let names = (names.fold(options, f64::max) + ROUNDING).min(pen.width * 0.34);
        let totals = [&self.from_total.1, &self.to_total.1].map(|text| pen.measure(text, Type::LABEL.bold()));
        let texts = self.steps.iter().map(|s| pen.measure(&s.text, Type::LABEL)).chain(totals);
        let texts = texts.fold(0.0, f64::max).min(pen.width * 0.2);
        let left = names + 14.0;
        let scale = Scale::new(from_zero(self.reach().into_iter()), (left, pen.width - texts - SPACE));
        Frame { names, scale, left, texts }
    }

    /// Every value the axis has to hold.
    fn reach(&self) -> Vec<f64> {
        let mut reach = vec![drawable(self.from_total.0), drawable(self.to_total.0)];
        let mut running = drawable(self.from_total.0);
        for step in &self.steps {
            running += drawable(step.amount);
            reach.push(running);
        }
        reach
    }
}

impl BridgeStep {
    fn draw<DB: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, DB>,
        frame: &Frame,
        (before, after): (f64, f64),
        mid: f64,
    ) -> Result<(), DrawError> {
        let name = pen.fitted(&self.name, Type::LABEL, frame.names - INDENT);
        pen.text(INDENT, mid + 4.0, &name, Type::LABEL.ink(Ink::Ink2))?;
        let (from, to) = (frame.scale.at(before), frame.scale.at(after));
        let (left, width) = (from.min(to), (from - to).abs().max(1.0));
        if after < before {
            hatched(pen, left, mid - BAR / 2.0, width)?;
        } else {
            pen.fill(left, mid - BAR / 2.0, width, BAR, Ink::Ink2)?;
        }
        beside(pen, frame, (left, left + width), mid, &self.text, (Type::LABEL, after < before))?;
        pen.mark(mark(&self.figure, &self.name, &self.text, (left, width), mid));
        Ok(())
    }
}

fn total<DB: DrawingBackend>(
    pen: &mut Pen<'_, DB>,
    frame: &Frame,
    series: &Series,
    (amount, text): &(f64, String),
    mid: f64,
) -> Result<(), DrawError> {
    option_label(pen, series, 0.0, mid, frame.names)?;
    let (zero, end) = (frame.scale.at(0.0), frame.scale.at(drawable(*amount)));
    let (left, width) = (zero.min(end), (zero - end).abs().max(1.0));
    if series.ranked {
        pen.fill(left, mid - BAR / 2.0, width, BAR, series.ink)?;
    } else {
        pen.fill(left, mid - BAR / 2.0, width, BAR, Ink::Paper)?;
        pen.frame(left, mid - BAR / 2.0, width, BAR, outline(series))?;
    }
    beside(pen, frame, (left, left + width), mid, text, (name_look(series).bold(), *amount < 0.0))?;
    pen.mark(mark(&series.id, &series.name, text, (left, width), mid));
    Ok(())
}

fn mark(id: &str, name: &str, text: &str, (x, width): (f64, f64), mid: f64) -> Mark {
    Mark { id: id.to_owned(), text: format!("{name}: {text}"), x, y: mid - BAR / 2.0, width, height: BAR }
}

/// A text at the end towards which its bar goes, or at the other one where that has no room.
fn beside<DB: DrawingBackend>(
    pen: &mut Pen<'_, DB>,
    frame: &Frame,
    (left, right): (f64, f64),
    mid: f64,
    text: &str,
    (look, leftwards): (Type, bool),
) -> Result<(), DrawError> {
    let text = pen.fitted(text, look, frame.texts);
    let room = left - SPACE - pen.measure(&text, look) >= frame.left;
    if leftwards && room {
        return pen.text(left - SPACE, mid + 4.0, &text, look.anchor(Anchor::End));
    }
    pen.text(right + SPACE, mid + 4.0, &text, look)
}

/// From the end of one row's bar to the next row's.
fn connector<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, x: f64, mid: f64) -> Result<(), DrawError> {
    pen.line((x, mid + BAR / 2.0), (x, mid + PITCH - BAR / 2.0), Stroke::solid(Ink::Ink3, 1.0))
}

/// A light bar with an outline, told from a solid one in greyscale too.
fn hatched<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, x: f64, y: f64, width: f64) -> Result<(), DrawError> {
    pen.fill(x, y, width, BAR, Ink::Paper)?;
    let mut reach = 4.0;
    while reach < width + BAR {
        let (low, high) = (f64::max(reach - width, 0.0), f64::min(reach, BAR));
        pen.line((x + reach - low, y + low), (x + reach - high, y + high), Stroke::solid(Ink::Ink3, 0.7))?;
        reach += 4.0;
    }
    pen.frame(x, y, width, BAR, Stroke::solid(Ink::Ink2, 1.0))
}

#[cfg(test)]
mod tests {
    use super::super::series::Dash;
    use super::super::{Shape, svg};
    use super::*;
    use crate::face::Faces;

    fn series(name: &str) -> Series {
        let (ink, shape, dash) = (Ink::Outsource, Shape::Triangle, Dash::Long);
        Series { id: name.to_owned(), name: name.to_owned(), ink, shape, dash, ranked: true, leads: false }
    }

    fn bridge(amounts: &[f64], (from, to): (f64, f64)) -> Bridge {
        let step = |(at, amount): (usize, &f64)| BridgeStep {
            figure: format!("step.{at}"),
            name: format!("Line {at}"),
            amount: *amount,
            text: format!("{amount:+}"),
        };
        Bridge {
            finding: "F".to_owned(),
            caption: "C".to_owned(),
            from: series("Today"),
            from_total: (from, "from".to_owned()),
            steps: amounts.iter().enumerate().map(step).collect(),
            to: series("Northwind"),
            to_total: (to, "to".to_owned()),
        }
    }

    #[test]
    fn each_bar_begins_where_the_one_before_ended() {
        let drawn = svg(&bridge(&[50.0, -30.0], (100.0, 120.0)), Faces::bundled().unwrap(), 700.0).unwrap();
        let end = |at: usize| drawn.marks[at].x + drawn.marks[at].width;
        assert!((end(0) - drawn.marks[1].x).abs() < 1e-9, "the increase begins at the first total");
        assert!((end(1) - end(2)).abs() < 1e-9, "the decrease goes back from the end of the increase");
        assert!((drawn.marks[2].x - end(3)).abs() < 1e-9, "and stops at the last total");
        let share = drawn.marks[1].width / drawn.marks[0].width;
        assert!((share - 0.5).abs() < 1e-9, "totals and differences share one scale from zero: {share}");
    }

    #[test]
    fn any_input_stays_inside_the_box() {
        let mut long = bridge(&[f64::NAN, -1e300, 1e12, 0.0].repeat(8), (f64::INFINITY, -5.0));
        for step in &mut long.steps {
            step.name = "Line ".repeat(40);
            step.text = "+1,000,000,000,000,000,000,000".to_owned();
        }
        for (chart, width) in [(&long, 460.0), (&long, 700.0), (&bridge(&[], (0.0, 0.0)), 460.0)] {
            let drawn = svg(chart, Faces::bundled().unwrap(), width).unwrap();
            let inside = |m: &Mark| m.x >= 0.0 && m.x + m.width <= width && m.y + m.height <= drawn.height;
            assert!(drawn.marks.iter().all(inside), "whatever the numbers, every bar is on the paper");
            assert_eq!(drawn.marks.len(), chart.steps.len() + 2, "each row has a bar, however small");
        }
    }
}
