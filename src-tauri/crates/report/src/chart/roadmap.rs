//! The road by month: phases as bars, dates as marks.

use super::pen::{DrawError, Mark, Pen, Stroke, Type};
use super::scale::Scale;
use super::{Chart, ChartTable, Shape};
use crate::face::{Cut, Faces};
use crate::ink::{Ink, Paint};
use plotters::prelude::DrawingBackend;

const HEAD: f64 = 24.0;
const ROW: f64 = 24.0;
const BAR: f64 = 12.0;
const LANE: f64 = 20.0;
/// Between phases and milestones.
const SPACE: f64 = 10.0;
const KEY: f64 = 24.0;
const RADIUS: f64 = 5.0;
/// From a diamond's middle to its text.
const BESIDE: f64 = 10.0;
/// At least between two things in a lane.
const APART: f64 = 12.0;

/// A stretch of work.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// What is done.
    pub name: String,
    /// First month.
    pub from: u16,
    /// Last month, at least the first.
    pub to: u16,
    /// In words, with dates.
    pub text: String,
}

/// A day that matters.
#[derive(Debug, Clone, PartialEq)]
pub struct Milestone {
    /// Month it lies in, with the share of the month gone by.
    pub at: f64,
    /// `HIPAA, 31 March 2027`.
    pub text: String,
    /// Set by someone outside: drawn filled.
    pub fixed: bool,
}

/// The road.
#[derive(Debug, Clone, PartialEq)]
pub struct Roadmap {
    /// The finding, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
    /// Months shown, with a label at each labelled one: `Oct 26`.
    pub months: Vec<(u16, String)>,
    /// Last month shown.
    pub last: u16,
    /// Phases, in order.
    pub phases: Vec<Phase>,
    /// Milestones, by date.
    pub milestones: Vec<Milestone>,
}

impl Chart for Roadmap {
    fn name(&self) -> &'static str {
        "roadmap"
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    fn table(&self) -> ChartTable {
        let phases = self.phases.iter().map(|p| vec![p.name.clone(), p.text.clone()]);
        let milestones = self.milestones.iter().map(|m| vec![kind(m.fixed).to_owned(), m.text.clone()]);
        ChartTable { head: vec![String::new(), "When".to_owned()], rows: phases.chain(milestones).collect() }
    }

    fn height(&self, width: f64) -> f64 {
        if self.is_empty() {
            return HEAD;
        }
        // The lanes follow from the texts' widths. Without the typeface nothing is drawn anyhow.
        let Some(faces) = Faces::bundled() else { return HEAD };
        let measure = |text: &str| faces.width(text, Cut::Regular, Type::LABEL.size);
        let lanes = self.lanes(&self.span(width, &measure), width, &measure);
        let key = if self.milestones.is_empty() { 0.0 } else { KEY };
        self.lanes_top() + LANE * lane_count(&lanes) as f64 + key
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        if self.is_empty() {
            return pen.text(0.0, 14.0, "Nothing to show yet.", Type::LABEL.ink(Ink::Ink3));
        }
        let measure = |text: &str| pen.measure(text, Type::LABEL);
        let span = self.span(pen.width, &measure);
        let lanes = self.lanes(&span, pen.width, &measure);
        let foot = self.lanes_top() + LANE * lane_count(&lanes) as f64;
        self.months(pen, &span, foot)?;
        for (at, phase) in self.phases.iter().enumerate() {
            span.phase_bar(pen, at, phase)?;
        }
        self.drop_lines(pen, &lanes)?;
        for (at, phase) in self.phases.iter().enumerate() {
            span.phase_words(pen, at, phase)?;
        }
        for (at, (milestone, place)) in self.milestones.iter().zip(&lanes).enumerate() {
            place.draw(pen, at, milestone, self.lane_middle(place.lane))?;
        }
        self.key(pen, foot)
    }
}

fn kind(fixed: bool) -> &'static str {
    if fixed { "Fixed from outside" } else { "Planned" }
}

/// Where the months stand.
struct Span {
    x: Scale,
    left: f64,
    right: f64,
}

impl Span {
    /// Pixel of a month, with its share gone by. What lies outside stands at the edge.
    fn at(&self, month: f64) -> f64 {
        self.x.at(month).clamp(self.left, self.right.max(self.left))
    }

    /// Left and right of a phase's bar: a pixel short, so that one that follows is parted from it.
    fn bar(&self, phase: &Phase) -> (f64, f64) {
        let (from, to) = (self.at(f64::from(phase.from)), self.at(f64::from(phase.to) + 1.0));
        let width = (to - from - 1.0).max(2.0);
        let from = from.min(self.right - width);
        (from, from + width)
    }

    fn phase_bar<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, at: usize, phase: &Phase) -> Result<(), DrawError> {
        let (top, (from, to)) = (HEAD + ROW * at as f64, self.bar(phase));
        let (bar, width) = (top + (ROW - BAR) / 2.0, to - from);
        pen.fill(from, bar, width, BAR, Ink::Paper)?;
        pen.fill(from, bar, width, BAR, Paint { ink: Ink::Ink2, strength: 0.64 })?;
        pen.mark(Mark { id: format!("phase.{}", at + 1), text: phase.text.clone(), x: from, y: top, width, height: ROW });
        Ok(())
    }

    /// The name in its column, and the dates after the bar or before it; without room they are left to the table.
    fn phase_words<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, at: usize, phase: &Phase) -> Result<(), DrawError> {
        let (baseline, (from, to)) = (HEAD + ROW * (at as f64 + 0.5) + 4.0, self.bar(phase));
        let name = pen.fitted(&phase.name, Type::LABEL, self.left - 12.0);
        pen.text(0.0, baseline, &name, Type::LABEL)?;
        let note = without_name(&phase.text, &phase.name);
        let wide = pen.measure(note, Type::NOTE) + 6.0;
        let x = if to + wide <= self.right {
            to + 6.0
        } else if from - wide >= self.left {
            from - wide
        } else {
            return Ok(());
        };
        pen.fill(x - 2.0, baseline - 10.0, wide - 2.0, 13.0, Ink::Paper)?;
        pen.text(x, baseline, note, Type::NOTE)
    }
}

/// The name stands left of the bar already.
fn without_name<'a>(text: &'a str, name: &str) -> &'a str {
    text.strip_prefix(name).map_or(text, |rest| rest.trim_start_matches([',', ':', ' ']))
}

/// Where a milestone and its text stand.
struct Place {
    x: f64,
    text: f64,
    room: f64,
    lane: usize,
}

impl Place {
    /// Text to the right of the diamond, to the left where the paper ends, cut where neither is enough.
    fn beside(x: f64, wide: f64, width: f64) -> Self {
        let (right, left) = (width - x - BESIDE, x - BESIDE);
        let (text, room) =
            if wide <= right || right >= left { (x + BESIDE, right) } else { ((x - BESIDE - wide).max(0.0), left) };
        Self { x, text, room: room.min(wide + 0.5), lane: 0 }
    }

    fn reach(&self) -> (f64, f64) {
        (self.text.min(self.x - RADIUS), (self.text + self.room).max(self.x + RADIUS))
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, at: usize, milestone: &Milestone, y: f64) -> Result<(), DrawError> {
        let text = pen.fitted(&milestone.text, Type::LABEL, self.room);
        pen.fill(self.text - 2.0, y - 7.0, pen.measure(&text, Type::LABEL) + 4.0, 14.0, Ink::Paper)?;
        pen.shape(Shape::Diamond, (self.x, y), RADIUS, Ink::Ink, milestone.fixed)?;
        pen.text(self.text, y + 4.0, &text, Type::LABEL)?;
        let (from, to) = self.reach();
        let (id, text) = (format!("milestone.{}", at + 1), format!("{}: {}", kind(milestone.fixed), milestone.text));
        pen.mark(Mark { id, text, x: from, y: y - LANE / 2.0, width: to - from, height: LANE });
        Ok(())
    }
}

fn lane_count(places: &[Place]) -> usize {
    places.iter().map(|p| p.lane + 1).max().unwrap_or(0)
}

impl Roadmap {
    fn is_empty(&self) -> bool {
        self.phases.is_empty() && self.milestones.is_empty()
    }

    fn first(&self) -> u16 {
        let months = self.months.iter().map(|m| m.0);
        months.chain(self.phases.iter().map(|p| p.from)).min().unwrap_or(0).min(self.last)
    }

    fn span(&self, width: f64, measure: &dyn Fn(&str) -> f64) -> Span {
        let names = self.phases.iter().map(|p| measure(&p.name)).fold(0.0, f64::max).min(width * 0.34);
        let (left, right) = (if names > 0.0 { names + 12.0 } else { 6.0 }, width - 6.0);
        let x = Scale::new((f64::from(self.first()), f64::from(self.last) + 1.0), (left, right));
        Span { x, left, right }
    }

    fn lanes_top(&self) -> f64 {
        HEAD + ROW * self.phases.len() as f64 + SPACE
    }

    fn lane_middle(&self, lane: usize) -> f64 {
        self.lanes_top() + LANE * (lane as f64 + 0.5)
    }

    /// Each milestone in the first lane where it touches nothing.
    fn lanes(&self, span: &Span, width: f64, measure: &dyn Fn(&str) -> f64) -> Vec<Place> {
        let mut taken: Vec<Vec<(f64, f64)>> = Vec::new();
        let place = |milestone: &Milestone| {
            let mut place = Place::beside(span.at(milestone.at), measure(&milestone.text), width);
            let (from, to) = place.reach();
            let free = |lane: &Vec<(f64, f64)>| lane.iter().all(|(a, b)| to + APART <= *a || *b + APART <= from);
            place.lane = taken.iter().position(free).unwrap_or(taken.len());
            if place.lane == taken.len() {
                taken.push(Vec::new());
            }
            taken[place.lane].push((from, to));
            place
        };
        self.milestones.iter().map(place).collect()
    }

    fn months<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, span: &Span, foot: f64) -> Result<(), DrawError> {
        let mut free = 0.0;
        for (month, label) in self.months.iter().filter(|m| !m.1.is_empty() && m.0 <= self.last) {
            let (x, text) = (span.at(f64::from(*month)), pen.fitted(label, Type::NOTE, 90.0));
            pen.line((x, HEAD - 4.0), (x, foot), Stroke::solid(Ink::Hair, 1.0))?;
            let wide = pen.measure(&text, Type::NOTE);
            let from = (x - wide / 2.0).min(pen.width - wide).max(0.0);
            if from >= free {
                pen.text(from, 11.0, &text, Type::NOTE)?;
                free = from + wide + APART;
            }
        }
        pen.line((span.left, HEAD - 4.0), (span.right, HEAD - 4.0), Stroke::solid(Ink::Rule, 1.0))
    }

    /// From the months down to each date set from outside, so that it is seen which phases it cuts.
    fn drop_lines<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, lanes: &[Place]) -> Result<(), DrawError> {
        for (_, place) in self.milestones.iter().zip(lanes).filter(|(m, _)| m.fixed) {
            pen.line((place.x, HEAD - 4.0), (place.x, self.lane_middle(place.lane)), Stroke::solid(Ink::Ink2, 1.0))?;
        }
        Ok(())
    }

    fn key<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, foot: f64) -> Result<(), DrawError> {
        let mut x = RADIUS + 1.0;
        for fixed in [true, false].into_iter().filter(|f| self.milestones.iter().any(|m| m.fixed == *f)) {
            pen.shape(Shape::Diamond, (x, foot + 13.0), 4.0, Ink::Ink, fixed)?;
            pen.text(x + BESIDE, foot + 17.0, kind(fixed), Type::NOTE)?;
            x += BESIDE + pen.measure(kind(fixed), Type::NOTE) + 20.0;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::probe;
    use super::*;

    fn phase(name: &str, from: u16, to: u16) -> Phase {
        Phase { name: name.to_owned(), from, to, text: format!("{name}, month {from} to {to}") }
    }

    fn milestone(at: f64, text: &str, fixed: bool) -> Milestone {
        Milestone { at, text: text.to_owned(), fixed }
    }

    fn roadmap(phases: Vec<Phase>, milestones: Vec<Milestone>) -> Roadmap {
        let months = (0..36).step_by(3).map(|m| (m, format!("Oct {}", 26 + m / 12))).collect();
        let (finding, caption) = ("Live before HIPAA".to_owned(), "Months.".to_owned());
        Roadmap { finding, caption, months, last: 35, phases, milestones }
    }

    #[test]
    fn bars_last_as_long_as_their_phases() {
        let drawn = probe::drawn(&roadmap(vec![phase("Pilot", 0, 1), phase("Run", 4, 9)], Vec::new()), 700.0);
        let width = |at: usize| drawn.marks[at].width + 1.0;
        assert!((width(1) - 3.0 * width(0)).abs() < 1e-6, "six months are three times two, with the pixel between bars");
    }

    #[test]
    fn texts_take_another_lane_rather_than_touch() {
        let near = (0..9).map(|n| milestone(5.0 + f64::from(n) / 7.0, "HIPAA, 31 March 2027", n % 2 == 0)).collect();
        let road = roadmap(vec![phase("Transition", 0, 3), phase("Notice", 30, 40)], near);
        let far =
            roadmap(Vec::new(), vec![milestone(35.9, "Contract ends, 30 September 2029", false), milestone(99.0, "Later", true)]);
        let name = "A phase or date whose name does not end ".repeat(5);
        let many = roadmap(
            (0..33).map(|n| phase(&name, n, n)).collect(),
            (0..33).map(|n| milestone(f64::from(n) - 3.0, &name, n % 3 == 0)).collect(),
        );
        for chart in [road, far, many] {
            probe::assert_tidy(&chart, 700.0);
            probe::assert_tidy(&chart, 460.0);
        }
    }

    #[test]
    fn a_name_is_not_said_twice() {
        assert_eq!(without_name("Notice, October to December", "Notice"), "October to December", "it stands left of the bar");
        assert_eq!(without_name("October to December", "Notice"), "October to December", "other texts stay");
    }

    #[test]
    fn nothing_is_said_in_words() {
        assert!(
            probe::drawn(&roadmap(Vec::new(), Vec::new()), 460.0).text.contains("Nothing to show yet."),
            "an empty road says so"
        );
    }
}
