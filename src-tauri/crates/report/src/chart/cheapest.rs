//! In which share of the trials each option is the cheapest, with what choosing it costs where it is not.

use super::labels::{name_look, names_width, option_label};
use super::pen::{Anchor, DrawError, Mark, Pen, Stroke, Type};
use super::plain::{EMPTY_HEIGHT, drawable, nothing};
use super::{Chart, ChartTable, Series};
use crate::ink::{Ink, Paint};
use plotters::prelude::DrawingBackend;

/// One option's share.
#[derive(Debug, Clone, PartialEq)]
pub struct CheapestPart {
    /// The option.
    pub series: Series,
    /// From 0 to 1.
    pub share: f64,
    /// As shown.
    pub text: String,
    /// What choosing it costs above the cheapest on average, as shown.
    pub regret: String,
}

/// Who is the cheapest, how often.
#[derive(Debug, Clone, PartialEq)]
pub struct Cheapest {
    /// The finding, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
    /// In the order of the ranking.
    pub parts: Vec<CheapestPart>,
}

const HEAD: f64 = 18.0;
const BAR: f64 = 20.0;
const COLUMNS: f64 = 30.0;
const PITCH: f64 = 22.0;
/// Paper between two parts.
const GAP: f64 = 1.5;
/// Strength of a part: its outline is full.
const STRENGTH: f64 = 0.72;
/// Strength of a part next to one of its own hue.
const LIGHT: f64 = 0.28;

impl Chart for Cheapest {
    fn name(&self) -> &'static str {
        "cheapest"
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    fn table(&self) -> ChartTable {
        let head = ["Option", "Cheapest in", "Regret if chosen"];
        let cells = |p: &CheapestPart| vec![p.series.name.clone(), p.text.clone(), p.regret.clone()];
        ChartTable { head: head.map(str::to_owned).to_vec(), rows: self.parts.iter().map(cells).collect() }
    }

    fn height(&self, _width: f64) -> f64 {
        if self.parts.is_empty() { EMPTY_HEIGHT } else { HEAD + BAR + COLUMNS + PITCH * self.parts.len() as f64 + 4.0 }
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        if self.parts.is_empty() {
            return nothing(pen);
        }
        self.stack(pen)?;
        self.rows(pen)
    }
}

impl Cheapest {
    /// The parts from left to right; their sum is the whole width, whatever rounding left of it.
    fn stack<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        let share = |p: &CheapestPart| drawable(p.share).clamp(0.0, 1.0);
        let whole: f64 = self.parts.iter().map(share).sum::<f64>().max(1e-9);
        let (mut from, mut free_from, mut before) = (0.0, 0.0, None);
        for part in &self.parts {
            let width = share(part) / whole * pen.width;
            // Two options of one hue side by side are told apart by lightness.
            let light = before == Some(part.series.ink);
            before = (!light).then_some(part.series.ink);
            part.draw(pen, from, width, if light { LIGHT } else { STRENGTH })?;
            let text = pen.measure(&part.text, Type::NOTE);
            let middle = from + width / 2.0;
            if text + 18.0 <= width && middle - text / 2.0 - 14.0 >= free_from {
                pen.shape(part.series.shape, (middle - text / 2.0 - 8.0, HEAD - 8.0), 4.0, part.series.ink, true)?;
                pen.text(middle + 2.0, HEAD - 4.0, &part.text, Type::NOTE.ink(Ink::Ink).anchor(Anchor::Middle))?;
                free_from = middle + text / 2.0 + 8.0;
            }
            from += width;
        }
        Ok(())
    }

    fn rows<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        let names = names_width(pen, self.parts.iter().map(|p| &p.series), 0.45);
        let regret = pen.width;
        let widths = self.parts.iter().map(|p| pen.measure(&p.regret, Type::LABEL.bold()));
        let widest = widths.fold(pen.measure("regret if chosen", Type::NOTE), f64::max).min(pen.width * 0.3);
        let share = regret - widest - 20.0;
        for (x, head) in [(share, "cheapest in"), (regret, "regret if chosen")] {
            pen.text(x, HEAD + BAR + COLUMNS - 8.0, head, Type::NOTE.ink(Ink::Ink2).anchor(Anchor::End))?;
        }
        for (at, part) in self.parts.iter().enumerate() {
            let mid = HEAD + BAR + COLUMNS + PITCH * (at as f64 + 0.5);
            option_label(pen, &part.series, 0.0, mid, names)?;
            for (x, text) in [(share, &part.text), (regret, &part.regret)] {
                let fitted = pen.fitted(text, name_look(&part.series), pen.width * 0.3);
                pen.text(x, mid + 4.0, &fitted, name_look(&part.series).anchor(Anchor::End))?;
            }
            let (id, text) = (part.series.id.clone(), part.said());
            pen.mark(Mark { id, text, x: 0.0, y: mid - PITCH / 2.0, width: pen.width, height: PITCH });
        }
        Ok(())
    }
}

impl CheapestPart {
    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, from: f64, width: f64, strength: f64) -> Result<(), DrawError> {
        if width < 0.5 {
            return Ok(());
        }
        let wide = (width - GAP).max(0.5);
        pen.fill(from, HEAD, wide, BAR, Paint { ink: self.series.ink, strength })?;
        if wide > 2.0 {
            pen.frame(from + 0.5, HEAD + 0.5, wide - 1.0, BAR - 1.0, Stroke::solid(self.series.ink, 1.0))?;
        }
        Ok(())
    }

    /// `Co-managed: cheapest in 83 %, regret if chosen $4,000`.
    fn said(&self) -> String {
        format!("{}: cheapest in {}, regret if chosen {}", self.series.name, self.text, self.regret)
    }
}

#[cfg(test)]
mod tests {
    use super::super::probe::{assert_tidy, drawn, option, texts};
    use super::*;

    fn cheapest() -> Cheapest {
        let part = |name: &str, ink, share: f64| CheapestPart {
            series: option(name, ink),
            share,
            text: format!("{} %", (share * 100.0).round()),
            regret: "$4,000".to_owned(),
        };
        let parts = vec![
            part("Co-managed", Ink::CoManaged, 0.83),
            part("Northwind", Ink::Quote, 0.12),
            part("Harbor IT", Ink::Quote, 0.04),
            part("In-house", Ink::InHouse, 0.01),
        ];
        Cheapest { finding: "F".to_owned(), caption: "C".to_owned(), parts }
    }

    #[test]
    fn what_has_no_room_above_the_bar_is_read_below() {
        let shown = texts(&cheapest(), 308.0);
        assert_eq!(shown.iter().filter(|t| t.text == "83 %").count(), 2, "above its part and in its row");
        assert_eq!(shown.iter().filter(|t| t.text == "1 %").count(), 1, "too thin for a label: in its row alone");
        assert_eq!(drawn(&cheapest(), 308.0).marks[1].text, "Northwind: cheapest in 12 %, regret if chosen $4,000");
    }

    #[test]
    fn labels_keep_apart_at_every_width() {
        for width in [308.0, 424.0, 711.0] {
            assert_tidy(&cheapest(), width);
        }
    }

    #[test]
    fn any_number_can_be_drawn() {
        let mut odd = cheapest();
        (odd.parts[0].share, odd.parts[1].share, odd.parts[2].share) = (f64::NAN, -3.0, 1e300);
        assert!(drawn(&odd, 308.0).marks.iter().all(|m| m.x.is_finite()), "no number leaves the paper");
        odd.parts.clear();
        assert!(drawn(&odd, 308.0).text.contains("Nothing to show yet."), "an empty chart is one line of text");
    }
}
