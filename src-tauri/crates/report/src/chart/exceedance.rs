//! The chance that an option costs more than an amount: one falling line an option.

use super::pen::{Anchor, DrawError, Mark, Pen, Stroke, Type};
use super::plain::{EMPTY_HEIGHT, drawable, nothing, ticks};
use super::scale::{Scale, tick};
use super::{Chart, ChartTable, Series};
use crate::ink::{Ink, Paint};
use plotters::prelude::DrawingBackend;

/// One option's line.
#[derive(Debug, Clone, PartialEq)]
pub struct ExceedanceLine {
    /// The option.
    pub series: Series,
    /// Costs in the unit of the axis, rising, with the chance of more, from 0 to 1.
    pub points: Vec<(f64, f64)>,
    /// P10, P50, P90.
    pub percentiles: [f64; 3],
    /// The same as shown.
    pub texts: [String; 3],
}

/// Chances that costs are exceeded.
#[derive(Debug, Clone, PartialEq)]
pub struct Exceedance {
    /// The finding, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
    /// Unit of the amounts, as words after one.
    pub unit: String,
    /// Options.
    pub lines: Vec<ExceedanceLine>,
    /// What is spent today, and as shown with its name.
    pub budget: Option<(f64, String)>,
}

const HEAD: f64 = 20.0;
const PLOT: f64 = 190.0;
const AXIS: f64 = 24.0;
const LINE: f64 = 14.0;
const MARK: f64 = 4.0;
/// How far the axis may grow to reach today's cost, as a share of what the lines take.
const STRETCH: f64 = 0.6;
/// Chances a label may stand at, the wanted first.
const LEVELS: [f64; 13] = [0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2, 0.9, 0.1, 0.95, 0.05, 0.97, 0.03];
/// Chances of more at P10, P50, P90.
const CHANCES: [(f64, &str); 3] = [(0.9, "90 %"), (0.5, "50 %"), (0.1, "10 %")];

impl Chart for Exceedance {
    fn name(&self) -> &'static str {
        "exceedance"
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    fn table(&self) -> ChartTable {
        let head = ["Option", "90 % that it exceeds", "50 % that it exceeds", "10 % that it exceeds"];
        let cells = |l: &ExceedanceLine| std::iter::once(l.series.name.clone()).chain(l.texts.iter().cloned()).collect();
        ChartTable { head: head.map(str::to_owned).to_vec(), rows: self.drawn().map(cells).collect() }
    }

    fn height(&self, _width: f64) -> f64 {
        if self.drawn().next().is_none() { EMPTY_HEIGHT } else { HEAD + PLOT + AXIS }
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        if self.drawn().next().is_none() {
            return nothing(pen);
        }
        let plot = self.plot(pen);
        plot.chances(pen)?;
        plot.costs(pen)?;
        self.budget_line(pen, &plot)?;
        let curves: Vec<_> = self.drawn().map(|line| plot.curve(line)).collect();
        for (line, curve) in self.drawn().zip(&curves) {
            let width = if line.series.leads { 2.6 } else { 1.8 };
            pen.path(curve, Stroke { paint: line.series.ink.into(), width, dash: line.series.dash })?;
        }
        self.labels(pen, &plot, &curves)
    }
}

/// Where lines stand.
struct Plot {
    x: Scale,
    y: Scale,
    left: f64,
    right: f64,
}

impl Plot {
    fn curve(&self, line: &ExceedanceLine) -> Vec<(f64, f64)> {
        let at = |(cost, chance): &(f64, f64)| (self.x.at(drawable(*cost)), self.y.at(drawable(*chance).clamp(0.0, 1.0)));
        line.points.iter().map(at).collect()
    }

    fn chances<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        for (chance, text) in [(0.0, "0 %"), (0.25, "25 %"), (0.5, "50 %"), (0.75, "75 %"), (1.0, "100 %")] {
            let y = self.y.at(chance);
            let ink = if chance == 0.0 { Ink::Rule } else { Ink::Hair };
            pen.line((self.left, y), (self.right, y), Stroke::solid(ink, 1.0))?;
            pen.text(self.left - 6.0, y + 4.0, text, Type::NOTE.anchor(Anchor::End))?;
        }
        Ok(())
    }

    fn costs<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        let (mut free_from, foot) = (f64::MIN, HEAD + PLOT);
        for value in ticks(&self.x, self.right - self.left, 62.0) {
            let (x, text) = (self.x.at(value), tick(value));
            pen.line((x, foot), (x, foot + 4.0), Stroke::solid(Ink::Rule, 1.0))?;
            let half = pen.measure(&text, Type::NOTE) / 2.0;
            let centre = x.min(pen.width - half);
            if centre - half >= free_from {
                pen.text(centre, foot + 17.0, &text, Type::NOTE.anchor(Anchor::Middle))?;
                free_from = centre + half + 8.0;
            }
        }
        Ok(())
    }
}

/// A label's place: its mark on the line, and the box of its text.
struct Place {
    mark: (f64, f64),
    left: f64,
    right: f64,
    mid: f64,
}

impl Place {
    fn hits(&self, (x, y): (f64, f64)) -> bool {
        x > self.left - 2.0 && x < self.right + 2.0 && (y - self.mid).abs() < LINE / 2.0
    }

    fn touches(&self, other: &Self) -> bool {
        let boxes = self.left < other.right + 4.0 && other.left < self.right + 4.0 && (self.mid - other.mid).abs() < LINE;
        boxes || self.hits(other.mark) || other.hits(self.mark)
    }

    /// How much of all lines it would cover.
    fn cost(&self, curves: &[Vec<(f64, f64)>]) -> usize {
        let steps = |pair: &[(f64, f64)]| {
            let along = |share: f64| (pair[0].0 + (pair[1].0 - pair[0].0) * share, pair[0].1 + (pair[1].1 - pair[0].1) * share);
            (0..8).filter(|step| self.hits(along(f64::from(*step) / 8.0))).count()
        };
        curves.iter().flat_map(|c| c.windows(2)).map(steps).sum()
    }
}

impl Exceedance {
    fn drawn(&self) -> impl Iterator<Item = &ExceedanceLine> {
        self.lines.iter().filter(|l| l.points.len() > 1)
    }

    fn plot<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Plot {
        let left = pen.measure("100 %", Type::NOTE) + 8.0;
        let right = (pen.width - 6.0).max(left + 40.0);
        Plot { x: Scale::new(self.domain(), (left, right)), y: Scale::new((0.0, 1.0), (HEAD + PLOT, HEAD)), left, right }
    }

    fn domain(&self) -> (f64, f64) {
        let costs = self.drawn().flat_map(|l| &l.points).map(|p| drawable(p.0));
        let (low, high) = costs.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        let (low, high) = if high > low { (low, high) } else { (low - 1.0, low + 1.0) };
        let reach = (high - low) * STRETCH;
        match self.budget.as_ref().map(|(value, _)| drawable(*value)) {
            Some(budget) if budget >= low - reach && budget <= high + reach => {
                // A line at the edge would be taken for the axis.
                let aside = (high - low) * 0.03;
                (low.min(budget - aside), high.max(budget + aside))
            }
            _ => (low, high),
        }
    }

    /// What is spent today, as a line; beyond the axis as words at its edge.
    fn budget_line<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, plot: &Plot) -> Result<(), DrawError> {
        let Some((value, text)) = &self.budget else { return Ok(()) };
        let (low, high) = self.domain();
        let (value, look) = (drawable(*value), Type::NOTE.ink(Ink::Ink));
        let inside = (low..=high).contains(&value);
        let x = plot.x.at(value.clamp(low, high));
        let words = match (inside, value < low) {
            (true, _) => text.clone(),
            (false, true) => format!("{text}, further left"),
            (false, false) => format!("{text}, further right"),
        };
        let words = pen.fitted(&words, look, pen.width);
        let half = pen.measure(&words, look) / 2.0;
        if inside {
            pen.line((x, HEAD - 4.0), (x, HEAD + PLOT), Stroke::solid(Ink::Ink, 1.2))?;
        }
        pen.text(x.min(pen.width - half).max(half), 10.0, &words, look.anchor(Anchor::Middle))
    }

    /// The name of each line beside it where there is most room, and marks at its percentiles.
    fn labels<DB: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, DB>,
        plot: &Plot,
        curves: &[Vec<(f64, f64)>],
    ) -> Result<(), DrawError> {
        let mut placed: Vec<Place> = Vec::new();
        for (line, curve) in self.drawn().zip(curves) {
            self.percentiles(pen, plot, line);
            let look = Type::NOTE.ink(line.series.ink.as_text());
            let look = if line.series.leads { look.bold() } else { look };
            let name = pen.fitted(&line.series.name, look, pen.width * 0.4);
            let candidates = places(curve, pen.measure(&name, look), plot);
            let free = candidates.into_iter().filter(|place| !placed.iter().any(|other| place.touches(other)));
            let Some(place) = free.min_by_key(|place| place.cost(curves)) else { continue };
            pen.shape(line.series.shape, place.mark, MARK, line.series.ink, line.series.ranked)?;
            pen.fill(
                place.left - 1.0,
                place.mid - 6.0,
                place.right - place.left + 2.0,
                12.0,
                Paint { ink: Ink::Paper, strength: 0.8 },
            )?;
            pen.text(place.left, place.mid + 4.0, &name, look)?;
            placed.push(place);
        }
        Ok(())
    }

    fn percentiles<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, plot: &Plot, line: &ExceedanceLine) {
        for ((cost, text), (chance, words)) in line.percentiles.iter().zip(&line.texts).zip(CHANCES) {
            let (x, y) = (plot.x.at(drawable(*cost)), plot.y.at(chance));
            let text = format!("{}: {words} that it costs more than {text}, {}", line.series.name, self.unit);
            pen.mark(Mark { id: line.series.id.clone(), text, x: x - 6.0, y: y - 6.0, width: 12.0, height: 12.0 });
        }
    }
}

/// Where a label of a width may stand beside a line.
fn places(curve: &[(f64, f64)], width: f64, plot: &Plot) -> Vec<Place> {
    let at = |level: f64| {
        let y = plot.y.at(level);
        let pair = curve.windows(2).find(|p| p[0].1 <= y && p[1].1 >= y)?;
        let share = if pair[1].1 > pair[0].1 { (y - pair[0].1) / (pair[1].1 - pair[0].1) } else { 0.0 };
        Some((pair[0].0 + (pair[1].0 - pair[0].0) * share, y))
    };
    let gap = MARK + 5.0;
    let sides = |mark: (f64, f64)| {
        [(mark.0 + gap, mark.0 + gap + width), (mark.0 - gap - width, mark.0 - gap)].map(|(left, right)| Place {
            mark,
            left,
            right,
            mid: mark.1,
        })
    };
    let inside = |p: &Place| p.left >= plot.left && p.right <= plot.right + 6.0;
    LEVELS.into_iter().filter_map(at).flat_map(sides).filter(inside).collect()
}

#[cfg(test)]
mod tests {
    use super::super::probe::{assert_tidy, drawn, option, texts};
    use super::*;

    fn line(name: &str, ink: Ink, from: f64, to: f64) -> ExceedanceLine {
        let at = |step: u32| {
            let t = f64::from(step) / 40.0;
            (from + (to - from) * t, 1.0 - t * t * (3.0 - 2.0 * t))
        };
        let percentiles = [0.2, 0.5, 0.8].map(|t| from + (to - from) * t);
        ExceedanceLine {
            series: option(name, ink),
            points: (0..=40).map(at).collect(),
            percentiles,
            texts: percentiles.map(|v| tick(v.round())),
        }
    }

    fn exceedance(budget: Option<f64>) -> Exceedance {
        Exceedance {
            finding: "F".to_owned(),
            caption: "C".to_owned(),
            unit: "US$ thousand".to_owned(),
            lines: vec![
                line("Co-managed", Ink::CoManaged, 1200.0, 1650.0),
                line("Northwind", Ink::Quote, 1300.0, 1660.0),
                line("Full outsource", Ink::Outsource, 1310.0, 1900.0),
            ],
            budget: budget.map(|b| (b, format!("Today {b}"))),
        }
    }

    #[test]
    fn every_line_has_its_name_beside_it() {
        for width in [360.0, 440.0, 711.0] {
            let shown = texts(&exceedance(Some(1500.0)), width);
            for name in ["Co-managed", "Northwind", "Full outsource"] {
                assert!(shown.iter().any(|t| t.text == name), "{name} is named on its line at {width}");
            }
            assert_tidy(&exceedance(Some(1500.0)), width);
        }
    }

    #[test]
    fn more_is_less_likely() {
        let marks = drawn(&exceedance(None), 500.0).marks;
        assert_eq!(marks[0].text, "Co-managed: 90 % that it costs more than 1,290, US$ thousand");
        assert!(marks[0].x < marks[1].x && marks[0].y < marks[1].y, "the line falls to the right");
    }

    #[test]
    fn a_budget_far_away_is_told_and_does_not_flatten_the_lines() {
        let near = texts(&exceedance(Some(1100.0)), 500.0);
        assert!(near.iter().any(|t| t.text == "Today 1100"), "within reach it is a line");
        let far = texts(&exceedance(Some(300.0)), 500.0);
        assert!(far.iter().any(|t| t.text == "Today 300, further left"), "beyond reach it is words");
    }

    #[test]
    fn any_number_can_be_drawn() {
        let mut odd = exceedance(Some(f64::NAN));
        odd.lines[0].points[3] = (f64::INFINITY, f64::NAN);
        assert!(drawn(&odd, 424.0).marks.iter().all(|m| m.x.is_finite()), "no number leaves the paper");
        odd.lines.clear();
        assert!(drawn(&odd, 424.0).text.contains("Nothing to show yet."), "an empty chart is one line of text");
    }
}
