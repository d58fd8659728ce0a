//! Control coverage by family: evidenced, begun, open.

use super::pen::{Anchor, DrawError, Mark, Pen, Stroke, Type};
use super::scale::{Scale, tick};
use super::series::Dash;
use super::{Chart, ChartTable};
use crate::ink::{Ink, Paint};
use plotters::prelude::DrawingBackend;

const KEY: f64 = 26.0;
const ROW: f64 = 22.0;
const BAR: f64 = 14.0;
const AXIS: f64 = 22.0;

/// One family.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Its name.
    pub name: String,
    /// Evidenced in date.
    pub evidenced: u32,
    /// Done without evidence, or begun.
    pub begun: u32,
    /// Not begun.
    pub open: u32,
    /// Not in the register.
    pub unlisted: u32,
}

/// A framework's families.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// The finding, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
    /// Families, most open first.
    pub families: Vec<Family>,
}

impl Chart for Coverage {
    fn name(&self) -> &'static str {
        "coverage"
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    fn table(&self) -> ChartTable {
        let head = std::iter::once("Family").chain(State::ALL.map(State::word)).chain(["All"]);
        let row = |family: &Family| {
            let counts = State::ALL.map(|state| shown(state.count(family)));
            std::iter::once(family.name.clone()).chain(counts).chain([shown(family.total())]).collect()
        };
        ChartTable { head: head.map(str::to_owned).collect(), rows: self.families.iter().map(row).collect() }
    }

    fn height(&self, _width: f64) -> f64 {
        if self.families.is_empty() { ROW } else { KEY + ROW * self.families.len() as f64 + AXIS }
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        if self.families.is_empty() {
            return pen.text(0.0, 14.0, "Nothing to show yet.", Type::LABEL.ink(Ink::Ink3));
        }
        let columns = self.columns(pen);
        self.key(pen)?;
        self.axis(pen, &columns)?;
        for (at, family) in self.families.iter().enumerate() {
            let row = Row { at, top: KEY + ROW * at as f64, family };
            row.draw(pen, &columns)?;
        }
        Ok(())
    }
}

/// What a requirement has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Evidenced,
    Begun,
    Open,
    Unlisted,
}

impl State {
    const ALL: [Self; 4] = [Self::Evidenced, Self::Begun, Self::Open, Self::Unlisted];

    fn word(self) -> &'static str {
        match self {
            Self::Evidenced => "Evidenced",
            Self::Begun => "Begun",
            Self::Open => "Open",
            Self::Unlisted => "Not listed",
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Evidenced => "evidenced",
            Self::Begun => "begun",
            Self::Open => "open",
            Self::Unlisted => "unlisted",
        }
    }

    fn count(self, family: &Family) -> u64 {
        u64::from(match self {
            Self::Evidenced => family.evidenced,
            Self::Begun => family.begun,
            Self::Open => family.open,
            Self::Unlisted => family.unlisted,
        })
    }

    /// The ink a count is read in on the segment.
    fn text_ink(self) -> Ink {
        if self == Self::Evidenced { Ink::Paper } else { Ink::Ink }
    }

    fn segment<DB: DrawingBackend>(
        self,
        pen: &mut Pen<'_, DB>,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
    ) -> Result<(), DrawError> {
        pen.fill(x, y, width, height, Ink::Paper)?;
        match self {
            Self::Evidenced => return pen.fill(x, y, width, height, Ink::Ink),
            Self::Begun => pen.fill(x, y, width, height, Paint { ink: Ink::Ink, strength: 0.36 })?,
            Self::Open | Self::Unlisted => {}
        }
        // A frame is drawn on its middle: half a pixel in, it stays inside the segment.
        let dash = if self == Self::Unlisted { Dash::Short } else { Dash::Solid };
        let stroke = Stroke { paint: Ink::Ink2.into(), width: 1.0, dash };
        pen.frame(x + 0.5, y + 0.5, (width - 1.0).max(0.0), height - 1.0, stroke)
    }
}

impl Family {
    fn total(&self) -> u64 {
        State::ALL.into_iter().map(|state| state.count(self)).sum()
    }

    /// `12 of 22`, or a dash where there is nothing to count.
    fn evidenced_of_all(&self) -> String {
        match self.total() {
            0 => "–".to_owned(),
            total => format!("{} of {}", shown(self.evidenced.into()), shown(total)),
        }
    }
}

fn shown(count: u64) -> String {
    tick(count as f64)
}

/// Where names end and bars stand.
struct Columns {
    name: f64,
    scale: Scale,
    bars: (f64, f64),
}

impl Coverage {
    fn columns<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Columns {
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let name = widest(&mut self.families.iter().map(|f| pen.measure(&f.name, Type::LABEL))).min(pen.width * 0.36);
        let sum = widest(&mut self.families.iter().map(|f| pen.measure(&f.evidenced_of_all(), Type::LABEL)));
        let bars = (name + 12.0, pen.width - sum - 12.0);
        Columns { name, scale: Scale::new((0.0, self.most() as f64), bars), bars }
    }

    fn most(&self) -> u64 {
        self.families.iter().map(Family::total).max().unwrap_or(0).max(1)
    }

    fn key<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        let look = Type::NOTE.ink(Ink::Ink2);
        let mut x = 0.0;
        for state in State::ALL {
            state.segment(pen, (x, 2.0), (11.0, 11.0))?;
            pen.text(x + 16.0, 12.0, state.word(), look)?;
            x += 16.0 + pen.measure(state.word(), look) + 14.0;
        }
        let sum = "Evidenced of all";
        if x + pen.measure(sum, Type::NOTE) <= pen.width {
            pen.text(pen.width, 12.0, sum, Type::NOTE.anchor(Anchor::End))?;
        }
        Ok(())
    }

    fn axis<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, columns: &Columns) -> Result<(), DrawError> {
        let foot = KEY + ROW * self.families.len() as f64;
        let step = pen.measure(&shown(self.most()), Type::NOTE) + 28.0;
        let most = ((columns.bars.1 - columns.bars.0) / step).clamp(2.0, 6.0) as usize;
        for value in columns.scale.ticks(most).into_iter().filter(|v| v.fract() == 0.0) {
            let x = columns.scale.at(value);
            let ink = if value == 0.0 { Ink::Rule } else { Ink::Hair };
            pen.line((x, KEY - 4.0), (x, foot), Stroke::solid(ink, 1.0))?;
            pen.text(x, foot + 14.0, &tick(value), Type::NOTE.anchor(Anchor::Middle))?;
        }
        Ok(())
    }
}

/// One family's line of the chart.
struct Row<'a> {
    at: usize,
    top: f64,
    family: &'a Family,
}

impl Row<'_> {
    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, columns: &Columns) -> Result<(), DrawError> {
        let baseline = self.top + ROW / 2.0 + 4.0;
        let name = pen.fitted(&self.family.name, Type::LABEL, columns.name);
        pen.text(0.0, baseline, &name, Type::LABEL)?;
        pen.text(pen.width, baseline, &self.family.evidenced_of_all(), Type::LABEL.anchor(Anchor::End))?;
        let mut before = 0;
        for state in State::ALL {
            let count = state.count(self.family);
            if count > 0 {
                let (from, to) = (columns.scale.at(before as f64), columns.scale.at((before + count) as f64));
                self.segment(pen, state, (from, to))?;
            }
            before += count;
        }
        Ok(())
    }

    fn segment<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, state: State, (from, to): (f64, f64)) -> Result<(), DrawError> {
        let (count, top) = (shown(state.count(self.family)), self.top + (ROW - BAR) / 2.0);
        // A pixel of paper parts a segment from the next; one too thin for that is still seen.
        state.segment(pen, (from, top), ((to - from - 1.0).max(1.0), BAR))?;
        if pen.measure(&count, Type::NOTE) + 6.0 <= to - from {
            let look = Type::NOTE.ink(state.text_ink()).anchor(Anchor::Middle);
            pen.text((from + to - 1.0) / 2.0, self.top + ROW / 2.0 + 4.0, &count, look)?;
        }
        pen.mark(Mark {
            id: format!("family.{}.{}", self.at + 1, state.id()),
            text: format!("{}: {count} of {} {}", self.family.name, shown(self.family.total()), state.word().to_lowercase()),
            x: from,
            y: self.top,
            width: to - from,
            height: ROW,
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::probe;
    use super::*;

    fn family(name: &str, counts: [u32; 4]) -> Family {
        let [evidenced, begun, open, unlisted] = counts;
        Family { name: name.to_owned(), evidenced, begun, open, unlisted }
    }

    fn coverage(families: Vec<Family>) -> Coverage {
        Coverage { finding: "Most is open".to_owned(), caption: "Requirements.".to_owned(), families }
    }

    #[test]
    fn segments_are_as_long_as_their_counts() {
        let drawn = probe::drawn(&coverage(vec![family("Access", [10, 5, 0, 0]), family("Audit", [0, 0, 20, 10])]), 700.0);
        let width = |id: &str| drawn.marks.iter().find(|m| m.id == id).map(|m| m.width).unwrap();
        let unit = width("family.1.begun") / 5.0;
        assert!((width("family.1.evidenced") - 10.0 * unit).abs() < 1e-6, "one scale within a bar");
        assert!((width("family.2.open") - 20.0 * unit).abs() < 1e-6, "and the same in the next");
        assert_eq!(drawn.marks.len(), 4, "what has no count has no segment");
    }

    #[test]
    fn names_and_counts_keep_apart_and_inside() {
        let name = "Safeguard of a name that does not end ".repeat(6);
        let long = coverage((0..33).map(|n| family(&name, [n, n / 9, if n == 3 { u32::MAX } else { 4 }, 1])).collect());
        for width in [700.0, 460.0] {
            probe::assert_tidy(&long, width);
            probe::assert_tidy(&coverage(vec![family("Audit", [14, 4, 3, 1])]), width);
        }
    }

    #[test]
    fn nothing_is_said_in_words() {
        let drawn = probe::drawn(&coverage(Vec::new()), 460.0);
        assert!(drawn.text.contains("Nothing to show yet."), "an empty chart is not an empty picture");
        let empty = coverage(vec![family("Audit", [0; 4])]);
        assert!(probe::texts(&empty, 460.0).iter().any(|t| t.text == "–"), "a family without requirements has a dash");
        assert_eq!(empty.table().rows[0], ["Audit", "0", "0", "0", "0", "0"], "and is in the table");
    }
}
