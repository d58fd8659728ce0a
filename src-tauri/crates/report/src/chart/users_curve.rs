//! The users that one loaded FTE's money buys at a fee: T1 and T4 as one curve.

use super::labels::{LINE, spread};
use super::pen::{Anchor, DrawError, Mark, Pen, Stroke, Type};
use super::scale::{Scale, from_zero, tick};
use super::series::Dash;
use super::{Chart, ChartTable, Series};
use crate::ink::Ink;
use plotters::prelude::DrawingBackend;

const HEAD: f64 = 22.0;
const FOOT: f64 = 38.0;
/// Distance of two labels' baselines.
/// From the plot to the labels beside it: room for a leader to change its height.
const LEADER: f64 = 22.0;
const RADIUS: f64 = 5.0;

/// A point on the curve with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct CurvePoint {
    /// The option or price it stands for; `None` is the generic tier.
    pub series: Option<Series>,
    /// What it is.
    pub name: String,
    /// Fee per user and month.
    pub fee: f64,
    /// Users that money buys.
    pub users: f64,
    /// `$185: 82 users`.
    pub text: String,
}

/// The curve.
#[derive(Debug, Clone, PartialEq)]
pub struct UsersCurve {
    /// The finding, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
    /// Fee and users, by fee.
    pub curve: Vec<(f64, f64)>,
    /// Users per support FTE today, drawn as a level.
    pub level: Option<(f64, String)>,
    /// The policy line's curve (the $120,000 line), where it differs.
    pub line_curve: Vec<(f64, f64)>,
    /// Name of the first curve and of the second.
    pub names: [String; 2],
    /// Points to name.
    pub points: Vec<CurvePoint>,
}

impl Chart for UsersCurve {
    fn name(&self) -> &'static str {
        "users_curve"
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    fn table(&self) -> ChartTable {
        let mut rows: Vec<Vec<String>> = self.points.iter().map(|p| vec![p.name.clone(), p.text.clone()]).collect();
        for (name, curve) in self.names.iter().zip([&self.curve, &self.line_curve]) {
            if let (Some(first), Some(last)) = (curve.first(), curve.last()) {
                let text = format!("${} to ${}: {} to {} users", tick(first.0), tick(last.0), tick(first.1), tick(last.1));
                rows.push(vec![name.clone(), text]);
            }
        }
        if let Some((value, text)) = &self.level {
            rows.push(vec![text.clone(), format!("{} users", tick(*value))]);
        }
        ChartTable { head: vec![String::new(), "Fee per user and month, and users".to_owned()], rows }
    }

    fn height(&self, _width: f64) -> f64 {
        if self.is_empty() {
            return HEAD;
        }
        (HEAD + FOOT + LINE * (self.points.len() + 3) as f64).max(280.0)
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        if self.is_empty() {
            return pen.text(0.0, 14.0, "Nothing to show yet.", Type::LABEL.ink(Ink::Ink3));
        }
        let plot = self.plot(pen);
        plot.axes(pen)?;
        self.labels(pen, &plot)?;
        self.level_line(pen, &plot)?;
        let dashed = Stroke { paint: Ink::Ink3.into(), width: 1.4, dash: Dash::Long };
        plot.curve(pen, &self.line_curve, dashed)?;
        plot.curve(pen, &self.curve, Stroke::solid(Ink::Ink, 2.0))?;
        for (at, point) in self.drawn_points() {
            plot.point(pen, at, point)?;
        }
        Ok(())
    }
}

impl UsersCurve {
    fn is_empty(&self) -> bool {
        self.curve.is_empty() && self.line_curve.is_empty() && self.points.is_empty()
    }

    /// Points that stand somewhere, with their place in the list; a fee of nothing buys users without end.
    fn drawn_points(&self) -> impl Iterator<Item = (usize, &CurvePoint)> {
        self.points.iter().enumerate().filter(|(_, p)| p.fee.is_finite() && p.users.is_finite())
    }

    /// Every fee and number of users that is drawn.
    fn places(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.curve.iter().chain(&self.line_curve).copied().chain(self.points.iter().map(|p| (p.fee, p.users)))
    }

    fn plot<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Plot {
        let users = from_zero(self.places().map(|p| p.1).chain(self.level.iter().map(|l| l.0)));
        let (top, bottom) = (HEAD, pen.height - FOOT);
        let y = Scale::new(users, (bottom, top));
        let ticks = y.ticks(5).into_iter().map(|v| pen.measure(&tick(v), Type::NOTE)).fold(0.0, f64::max);
        let beside = self.label_width(pen).min(pen.width * 0.42);
        let (left, right) = (ticks + 8.0, pen.width - beside - LEADER);
        Plot { x: Scale::new(extent(self.places().map(|p| p.0)), (left, right)), y, left, right, top, bottom }
    }

    fn label_width<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> f64 {
        let points = self.points.iter().map(|p| {
            let look = Type { bold: leads(p), ..Type::LABEL };
            pen.measure(&p.name, look) + 6.0 + pen.measure(&p.text, Type::NOTE)
        });
        let names = self.names.iter().chain(self.level.iter().map(|l| &l.1)).map(|n| pen.measure(n, Type::LABEL));
        // A pixel more, so that the widest is not cut by a rounding.
        points.chain(names).fold(0.0, f64::max) + 1.0
    }

    /// What is labelled beside the plot, from the top down.
    fn labelled(&self, plot: &Plot) -> Vec<Label<'_>> {
        let ends = [(&self.curve, Ink::Ink), (&self.line_curve, Ink::Ink3)];
        let names = self.names.iter().zip(ends).filter_map(|(name, (curve, ink))| {
            let from = plot.at(finite(curve).last()?);
            Some(Label { from, clear: 2.0, name, note: "", look: Type::LABEL.ink(ink) })
        });
        let level = self.level.iter().map(|(value, text)| {
            let from = (plot.right, plot.y.at(*value));
            Label { from, clear: 2.0, name: text, note: "", look: Type::LABEL.ink(Ink::Ink2) }
        });
        let points = self.drawn_points().map(|(_, point)| {
            let ink = point.series.as_ref().map_or(Ink::Ink2, |s| s.ink.as_text());
            let look = Type { bold: leads(point), ..Type::LABEL.ink(ink) };
            Label { from: plot.at((point.fee, point.users)), clear: RADIUS + 3.0, name: &point.name, note: &point.text, look }
        });
        let mut labels: Vec<_> = names.chain(level).chain(points).collect();
        labels.sort_by(|a, b| a.from.1.total_cmp(&b.from.1).then(b.from.0.total_cmp(&a.from.0)));
        labels
    }

    fn labels<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, plot: &Plot) -> Result<(), DrawError> {
        let labels = self.labelled(plot);
        let wanted: Vec<f64> = labels.iter().map(|l| l.from.1).collect();
        for (label, y) in labels.iter().zip(spread(&wanted, LINE, (plot.top, plot.bottom))) {
            label.draw(pen, (plot.right, y))?;
        }
        Ok(())
    }

    fn level_line<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, plot: &Plot) -> Result<(), DrawError> {
        let Some((value, text)) = &self.level else { return Ok(()) };
        let y = plot.y.at(*value);
        pen.line((plot.left, y), (plot.right, y), Stroke::solid(Ink::Ink2, 1.0))?;
        let width = plot.right - plot.left;
        pen.mark(Mark { id: "level".to_owned(), text: text.clone(), x: plot.left, y: y - 4.0, width, height: 8.0 });
        Ok(())
    }
}

fn finite(curve: &[(f64, f64)]) -> impl DoubleEndedIterator<Item = (f64, f64)> + '_ {
    curve.iter().copied().filter(|p| p.0.is_finite() && p.1.is_finite())
}

fn leads(point: &CurvePoint) -> bool {
    point.series.as_ref().is_some_and(|s| s.leads)
}

/// A text beside the plot and the place it speaks of.
struct Label<'a> {
    from: (f64, f64),
    /// Free of the leader around that place.
    clear: f64,
    name: &'a str,
    note: &'a str,
    look: Type,
}

impl Label<'_> {
    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, (right, y): (f64, f64)) -> Result<(), DrawError> {
        let from = (self.from.0 + self.clear, self.from.1);
        let bend = (from.0.max(right + 2.0), self.from.1);
        pen.path(&[from, bend, (right + LEADER - 4.0, y)], Stroke::solid(Ink::Rule, 0.75))?;
        let (x, room) = (right + LEADER, pen.width - right - LEADER);
        let note = pen.fitted(self.note, Type::NOTE, room * 0.6);
        let beside = if note.is_empty() { 0.0 } else { pen.measure(&note, Type::NOTE) + 6.0 };
        let name = pen.fitted(self.name, self.look, room - beside);
        pen.text(x, y + 4.0, &name, self.look)?;
        if note.is_empty() {
            return Ok(());
        }
        pen.text(x + pen.measure(&name, self.look) + 6.0, y + 4.0, &note, Type::NOTE)
    }
}

/// The field between the axes.
struct Plot {
    x: Scale,
    y: Scale,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Plot {
    fn at(&self, (fee, users): (f64, f64)) -> (f64, f64) {
        (self.x.at(fee), self.y.at(users))
    }

    fn axes<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        for value in self.y.ticks(5) {
            let y = self.y.at(value);
            pen.line((self.left, y), (self.right, y), Stroke::solid(Ink::Hair, 1.0))?;
            pen.text(self.left - 8.0, y + 4.0, &tick(value), Type::NOTE.anchor(Anchor::End))?;
        }
        pen.line((self.left, self.bottom), (self.right, self.bottom), Stroke::solid(Ink::Rule, 1.0))?;
        self.fee_ticks(pen)?;
        pen.text(0.0, 10.0, "Users", Type::NOTE)?;
        pen.text(self.right, self.bottom + 32.0, "Fee per user and month", Type::NOTE.anchor(Anchor::End))
    }

    fn fee_ticks<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        let mut free = 0.0;
        for value in self.x.ticks(6) {
            let (x, text) = (self.x.at(value), format!("${}", tick(value)));
            let half = pen.measure(&text, Type::NOTE) / 2.0;
            if x - half < free || x + half > pen.width {
                continue;
            }
            free = x + half + 12.0;
            pen.line((x, self.bottom), (x, self.bottom + 4.0), Stroke::solid(Ink::Rule, 1.0))?;
            pen.text(x, self.bottom + 17.0, &text, Type::NOTE.anchor(Anchor::Middle))?;
        }
        Ok(())
    }

    fn curve<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, curve: &[(f64, f64)], stroke: Stroke) -> Result<(), DrawError> {
        let path: Vec<_> = finite(curve).map(|p| self.at(p)).collect();
        if path.len() < 2 {
            return Ok(());
        }
        pen.path(&path, stroke)
    }

    fn point<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, at: usize, point: &CurvePoint) -> Result<(), DrawError> {
        let (x, y) = self.at((point.fee, point.users));
        let id = match &point.series {
            Some(series) => {
                pen.shape(series.shape, (x, y), RADIUS, series.ink, series.ranked)?;
                series.id.clone()
            }
            None => {
                pen.line((x, y - RADIUS), (x, y + RADIUS), Stroke::solid(Ink::Ink2, 1.6))?;
                format!("point.{}", at + 1)
            }
        };
        let text = format!("{}, {}", point.name, point.text);
        pen.mark(Mark { id, text, x: x - 8.0, y: y - 8.0, width: 16.0, height: 16.0 });
        Ok(())
    }
}

/// From the smallest to the largest value, with some room where they are one.
fn extent(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let all = values.filter(|v| v.is_finite());
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    if low < high {
        return (low, high);
    }
    let middle = if low.is_finite() { low } else { 0.0 };
    let room = (middle.abs() / 2.0).max(1.0);
    (middle - room, middle + room)
}

#[cfg(test)]
mod tests {
    use super::super::Shape;
    use super::super::probe;
    use super::*;

    fn series(id: &str, ink: Ink, shape: Shape, leads: bool) -> Series {
        let (id, name) = (id.to_owned(), id.to_owned());
        Series { id, name, ink, shape, dash: Dash::Solid, ranked: true, leads }
    }

    fn point(series: Option<Series>, name: &str, fee: f64) -> CurvePoint {
        let users = 15_150.0 / fee;
        CurvePoint { series, name: name.to_owned(), fee, users, text: format!("${fee}: {users:.0} users") }
    }

    fn curve_of(money: f64) -> Vec<(f64, f64)> {
        (0..=50).map(|step| 80.0 + 5.0 * f64::from(step)).map(|fee| (fee, money / fee)).collect()
    }

    fn example() -> UsersCurve {
        UsersCurve {
            finding: "One loaded FTE buys 67 users at $225".to_owned(),
            caption: "Users one FTE's money buys.".to_owned(),
            curve: curve_of(15_150.0),
            level: Some((58.3, "Users per support FTE today: 58".to_owned())),
            line_curve: curve_of(10_000.0),
            names: ["Loaded FTE, $181,800".to_owned(), "Policy line, $120,000".to_owned()],
            points: vec![
                point(Some(series("harbor", Ink::Quote, Shape::Triangle, false)), "Harbor IT", 172.0),
                point(Some(series("northwind", Ink::Quote, Shape::Triangle, false)), "Northwind", 198.0),
                point(Some(series("comanaged", Ink::CoManaged, Shape::Square, true)), "Co-managed", 225.0),
                point(None, "Basic tier", 125.0),
                point(None, "Premium tier", 245.0),
            ],
        }
    }

    #[test]
    fn labels_keep_apart_whatever_they_say() {
        let mut long = example();
        long.points.iter_mut().for_each(|p| p.name = "A provider whose name does not end ".repeat(6));
        let mut many = example();
        many.points = (0..33).map(|n| point(None, "Tier", 200.0 + f64::from(n) / 10.0)).collect();
        let mut one = example();
        (one.curve, one.line_curve) = (vec![(0.0, 0.0)], vec![(0.0, -4.0e12)]);
        let mut free = example();
        free.points.push(point(None, "Nothing asked", 0.0));
        for chart in [example(), long, many, one, free] {
            probe::assert_tidy(&chart, 700.0);
            probe::assert_tidy(&chart, 460.0);
        }
    }

    #[test]
    fn dearer_stands_right_and_lower() {
        let drawn = probe::drawn(&example(), 700.0);
        let mark = |id: &str| drawn.marks.iter().find(|m| m.id == id).unwrap();
        assert!(mark("comanaged").x > mark("northwind").x, "a higher fee stands to the right");
        assert!(mark("comanaged").y > mark("northwind").y, "and buys fewer users");
        assert!(mark("point.4").text.contains("Basic tier"), "a tier without an option can be hovered too");
    }

    #[test]
    fn nothing_is_said_in_words() {
        let empty = UsersCurve { curve: Vec::new(), line_curve: Vec::new(), points: Vec::new(), ..example() };
        assert!(probe::drawn(&empty, 460.0).text.contains("Nothing to show yet."), "an empty chart says that it is empty");
    }
}
