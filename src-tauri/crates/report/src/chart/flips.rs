//! When the answer changes: who leads along the range of each input that alone changes it.

use super::labels::short;
use super::pen::{Anchor, DrawError, Mark, Pen, Stroke, Type};
use super::plain::{EMPTY_HEIGHT, drawable, nothing};
use super::{Chart, ChartTable, Series};
use crate::face::Faces;
use crate::ink::{Ink, Paint};
use plotters::prelude::DrawingBackend;

/// One input's strip.
#[derive(Debug, Clone, PartialEq)]
pub struct FlipStrip {
    /// Key of the input.
    pub input: String,
    /// Its name.
    pub name: String,
    /// When the answer changes, in a sentence.
    pub sentence: String,
    /// The value at which it changes, as shown.
    pub at: String,
    /// The likely value, as shown.
    pub from: String,
    /// Name of the option that then leads.
    pub leader: String,
    /// Where each part ends, from 0 to 1 of the range, and who leads in it.
    pub parts: Vec<(f64, Series)>,
    /// Where the likely value is, from 0 to 1.
    pub now: Option<f64>,
    /// Lowest and highest value of the range, as shown.
    pub ends: Option<[String; 2]>,
}

/// The strips.
#[derive(Debug, Clone, PartialEq)]
pub struct Flips {
    /// The finding, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
    /// Nearest first.
    pub strips: Vec<FlipStrip>,
}

/// A line of a sentence.
const LINE: f64 = 17.0;
const BAR: f64 = 11.0;
/// From a sentence to its strip.
const SPACE: f64 = 5.0;
/// A line of values below the strip.
const VALUES: f64 = 15.0;
const AFTER: f64 = 11.0;
const SENTENCE: Type = Type { size: 13.0, ..Type::LABEL };
/// Paper between two parts.
const GAP: f64 = 2.0;
/// Strength of a part next to one of its own hue.
const LIGHT: f64 = 0.28;
/// A part from this width on carries the mark of its option.
const MARKED: f64 = 16.0;

impl Chart for Flips {
    fn name(&self) -> &'static str {
        "flips"
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    fn table(&self) -> ChartTable {
        let head = ["Input", "Likely", "Changes at", "Then leads"];
        let cells = |s: &FlipStrip| vec![s.name.clone(), s.from.clone(), s.at.clone(), s.leader.clone()];
        ChartTable { head: head.map(str::to_owned).to_vec(), rows: self.strips.iter().map(cells).collect() }
    }

    fn height(&self, width: f64) -> f64 {
        if self.strips.is_empty() {
            return EMPTY_HEIGHT;
        }
        // The bundled typeface measures here what the pen measures when it draws.
        let faces = Faces::bundled();
        let measure = |text: &str| faces.map_or(0.0, |f| f.width(text, SENTENCE.cut(), SENTENCE.size));
        self.strips.iter().map(|s| s.height(lines(&s.sentence, width, measure).len())).sum()
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        if self.strips.is_empty() {
            return nothing(pen);
        }
        let mut top = 0.0;
        for strip in &self.strips {
            top = strip.draw(pen, top)?;
        }
        Ok(())
    }
}

/// A sentence broken between words; no word is cut unless it is wider than a line.
fn lines(sentence: &str, width: f64, measure: impl Fn(&str) -> f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in sentence.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if measure(&format!("{line} {word}")) <= width => line.push_str(&format!(" {word}")),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

impl FlipStrip {
    fn height(&self, lines: usize) -> f64 {
        let strip = if self.parts.is_empty() { 0.0 } else { SPACE + BAR + VALUES };
        LINE * lines as f64 + strip + AFTER
    }

    /// Draws it from a height down; where the next begins.
    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, top: f64) -> Result<f64, DrawError> {
        let lines = lines(&self.sentence, pen.width, |text| pen.measure(text, SENTENCE));
        for (at, line) in lines.iter().enumerate() {
            let line = pen.fitted(line, SENTENCE, pen.width);
            pen.text(0.0, top + LINE * (at as f64 + 1.0) - 4.0, &line, SENTENCE)?;
        }
        let height = self.height(lines.len());
        if !self.parts.is_empty() {
            let bar = top + LINE * lines.len() as f64 + SPACE;
            self.strip(pen, bar)?;
            self.values(pen, bar + BAR + 12.0)?;
        }
        let (id, text) = (self.input.clone(), self.said());
        pen.mark(Mark { id, text, x: 0.0, y: top, width: pen.width, height: height - AFTER });
        Ok(top + height)
    }

    /// Begin and end of each part, in pixels.
    fn spans(&self, width: f64) -> Vec<(f64, f64, &Series)> {
        let ends = self.parts.iter().scan(0.0_f64, |from, (to, series)| {
            let begin = *from;
            *from = (drawable(*to).clamp(0.0, 1.0) * width).max(begin);
            Some((begin, *from, series))
        });
        ends.collect()
    }

    fn strip<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, top: f64) -> Result<(), DrawError> {
        let width = pen.width;
        let mut before = None;
        for (from, to, series) in self.spans(width) {
            let wide = if to < width { to - from - GAP } else { to - from };
            // Two options of one hue side by side are told apart by lightness and mark.
            let light = before == Some(series.ink);
            before = (!light).then_some(series.ink);
            pen.fill(from, top, wide, BAR, Paint { ink: series.ink, strength: if light { LIGHT } else { 1.0 } })?;
            if light && wide > 1.0 {
                pen.frame(from + 0.5, top + 0.5, wide - 1.0, BAR - 1.0, Stroke::solid(series.ink, 1.0))?;
            }
            if wide >= MARKED {
                let ink = if light { series.ink } else { Ink::Paper };
                pen.shape(series.shape, ((from + to) / 2.0, top + BAR / 2.0), 3.4, ink, true)?;
            }
        }
        if let Some(now) = self.now {
            let x = drawable(now).clamp(0.0, 1.0) * width;
            pen.fill(x - 3.0, top - 3.0, 6.0, BAR + 6.0, Ink::Paper)?;
            pen.line((x, top - 3.0), (x, top + BAR + 3.0), Stroke::solid(Ink::Ink, 2.0))?;
        }
        Ok(())
    }

    /// Ends, likely value and the value of the change, where they find room: the change first.
    fn values<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, y: f64) -> Result<(), DrawError> {
        let width = pen.width;
        let mut wanted: Vec<(f64, String, Type)> = Vec::new();
        if let Some(x) = self.change(width) {
            wanted.push((x, short(&self.at).to_owned(), Type::NOTE.ink(Ink::Ink).bold()));
        }
        wanted.extend(
            self.now.map(|now| {
                (drawable(now).clamp(0.0, 1.0) * width, format!("now {}", short(&self.from)), Type::NOTE.ink(Ink::Ink2))
            }),
        );
        if let Some([low, high]) = &self.ends {
            wanted.extend([(0.0, short(low).to_owned(), Type::NOTE), (width, short(high).to_owned(), Type::NOTE)]);
        }
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for (x, text, look) in wanted {
            let text = pen.fitted(&text, look, width);
            let half = pen.measure(&text, look) / 2.0;
            let x = x.min(width - half).max(half);
            if taken.iter().all(|(from, to)| x - half > to + 6.0 || x + half < from - 6.0) {
                pen.text(x, y, &text, look.anchor(Anchor::Middle))?;
                taken.push((x - half, x + half));
            }
        }
        Ok(())
    }

    /// The border of parts next to the likely value where the new leader begins.
    fn change(&self, width: f64) -> Option<f64> {
        let now = self.now.map_or(0.0, |now| drawable(now).clamp(0.0, 1.0) * width);
        let spans = self.spans(width);
        let leads = |series: &Series| series.name == self.leader;
        let borders = spans.windows(2).filter(|w| leads(w[0].2) || leads(w[1].2)).map(|w| w[0].1);
        borders.min_by(|a, b| (a - now).abs().total_cmp(&(b - now).abs()))
    }

    /// The sentence, and who leads along the range.
    fn said(&self) -> String {
        let named: Vec<&str> = self.parts.iter().map(|(_, s)| s.name.as_str()).collect();
        let sentence = self.sentence.trim_end_matches('.');
        match (named.is_empty(), &self.ends) {
            (false, Some([low, high])) => format!("{sentence}. From {low} to {high} lead: {}", named.join(", then ")),
            (false, None) => format!("{sentence}. Along its range lead: {}", named.join(", then ")),
            _ => sentence.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::probe::{assert_tidy, drawn, option, texts};
    use super::*;

    fn flips() -> Flips {
        let (own, other) = (option("Co-managed", Ink::CoManaged), option("Northwind", Ink::Quote));
        let strip = |sentence: &str, parts| FlipStrip {
            input: "fee".to_owned(),
            name: "Fee".to_owned(),
            sentence: sentence.to_owned(),
            at: "$258".to_owned(),
            from: "$225".to_owned(),
            leader: "Northwind".to_owned(),
            parts,
            now: Some(0.33),
            ends: Some(["$175".to_owned(), "$325".to_owned()]),
        };
        let parts = vec![(0.55, own), (1.0, other)];
        let strips = vec![
            strip("Above $258 per user and month, Northwind leads.", parts.clone()),
            strip("Where the fee a provider asks for each user and month is above $258, Northwind leads instead of it.", parts),
            strip("A sentence alone.", Vec::new()),
        ];
        Flips { finding: "F".to_owned(), caption: "C".to_owned(), strips }
    }

    #[test]
    fn the_change_is_named_where_it_happens() {
        let shown = texts(&flips(), 400.0);
        let at = shown.iter().find(|t| t.text == "$258").unwrap();
        assert!(((at.left + at.right) / 2.0 - 0.55 * 400.0).abs() < 0.5, "under the border between the two parts: {at:?}");
        let said = &drawn(&flips(), 400.0).marks[0].text;
        assert_eq!(said, "Above $258 per user and month, Northwind leads. From $175 to $325 lead: Co-managed, then Northwind");
    }

    #[test]
    fn sentences_break_and_labels_keep_apart() {
        for width in [260.0, 308.0, 711.0] {
            assert_tidy(&flips(), width);
        }
        assert!(flips().height(260.0) > flips().height(711.0), "a narrow sentence takes more lines");
    }

    #[test]
    fn any_number_can_be_drawn() {
        let mut odd = flips();
        odd.strips[0].parts[0].0 = f64::NAN;
        odd.strips[1].parts[1].0 = -4.0;
        odd.strips[1].now = Some(f64::INFINITY);
        assert!(drawn(&odd, 308.0).marks.iter().all(|m| m.x.is_finite()), "no number leaves the paper");
        odd.strips.clear();
        assert!(drawn(&odd, 308.0).text.contains("Nothing to show yet."), "an empty chart is one line of text");
    }
}
