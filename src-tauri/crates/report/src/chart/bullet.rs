//! The four thresholds as bars against limit and near band.

use super::pen::{Anchor, DrawError, Mark, Pen, Stroke, Type};
use super::plain::{EMPTY_HEIGHT, drawable, nothing};
use super::scale::{Scale, tick};
use super::series::Dash;
use super::{Chart, ChartTable};
use crate::ink::Ink;
use model::present::sentence_start;
use plotters::prelude::DrawingBackend;

/// Where a threshold stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Past the limit.
    Crossed,
    /// In the band.
    Near,
    /// Short of it.
    NotCrossed,
    /// A fact is missing.
    Unknown,
    /// Nothing to judge.
    NotApplicable,
}

/// One threshold.
#[derive(Debug, Clone, PartialEq)]
pub struct Bullet {
    /// Its figure's id.
    pub id: String,
    /// `T1 Staff ratio`.
    pub name: String,
    /// State.
    pub state: State,
    /// The state's word.
    pub state_text: String,
    /// Value to draw; none where there is none.
    pub value: Option<f64>,
    /// Value as shown, with its unit.
    pub value_text: String,
    /// Limit to draw.
    pub limit: Option<f64>,
    /// Limit as shown, `limit 80`.
    pub limit_text: String,
    /// Near band.
    pub band: Option<(f64, f64)>,
    /// Near band as shown, `near from 72 to 88`; empty where there is none.
    pub band_text: String,
    /// Crosses where the value falls under the limit.
    pub downward: bool,
    /// One sentence.
    pub sentence: String,
}

/// The four thresholds.
#[derive(Debug, Clone, PartialEq)]
pub struct Bullets {
    /// The finding, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
    /// In order.
    pub rows: Vec<Bullet>,
}

/// One threshold's bar alone, where the page beside it says name, state and value.
#[derive(Debug, Clone, PartialEq)]
pub struct OneBullet {
    /// What is drawn.
    pub bullet: Bullet,
    /// What it shows, without a full stop.
    pub finding: String,
    /// Unit, basis and period.
    pub caption: String,
}

/// Height of [`bar`]: the limit's label, and the bar under it.
pub const BAR_HEIGHT: f64 = 30.0;
/// Width of [`state_mark`].
pub const STATE_MARK_WIDTH: f64 = 14.0;
/// Height of [`state_mark`].
pub const STATE_MARK_HEIGHT: f64 = 10.0;

/// From this width on name, bar and sentence stand side by side.
const WIDE: f64 = 600.0;
const ROW_WIDE: f64 = 80.0;
const ROW_NARROW: f64 = 156.0;
/// Paper between the columns.
const GUTTER: f64 = 22.0;
const SENTENCE_LINES: usize = 2;
const LEADING: f64 = 16.0;
/// How far a limit's line can be pointed at on either side.
const LIMIT_REACH: f64 = 4.0;

impl Chart for Bullets {
    fn name(&self) -> &'static str {
        "thresholds"
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    fn table(&self) -> ChartTable {
        table(self.rows.iter())
    }

    fn height(&self, width: f64) -> f64 {
        if self.rows.is_empty() { EMPTY_HEIGHT } else { row_height(width) * self.rows.len() as f64 }
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        if self.rows.is_empty() {
            return nothing(pen);
        }
        let height = row_height(pen.width);
        for (at, bullet) in self.rows.iter().enumerate() {
            let top = height * at as f64;
            if pen.width >= WIDE {
                bullet.beside(pen, top)?;
            } else {
                bullet.below(pen, top)?;
            }
            pen.line((0.0, top + height - 0.5), (pen.width, top + height - 0.5), Stroke::solid(Ink::Hair, 1.0))?;
            pen.mark(Mark { id: bullet.id.clone(), text: bullet.said(), x: 0.0, y: top, width: pen.width, height });
        }
        Ok(())
    }
}

/// Height of one bar with the limit's label above it and its scale below.
const ALONE: f64 = 60.0;
/// Where the bar stands in it.
const ALONE_MID: f64 = 29.0;

impl Chart for OneBullet {
    fn name(&self) -> &'static str {
        "threshold"
    }

    fn finding(&self) -> &str {
        &self.finding
    }

    fn caption(&self) -> &str {
        &self.caption
    }

    fn table(&self) -> ChartTable {
        table([&self.bullet].into_iter())
    }

    fn height(&self, _width: f64) -> f64 {
        ALONE
    }

    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
        let place = Place::full(0.0, pen.width, ALONE_MID);
        self.bullet.full_bar(pen, place)?;
        self.bullet.marks(pen, place);
        Ok(())
    }
}

fn table<'a>(rows: impl Iterator<Item = &'a Bullet>) -> ChartTable {
    let row = |b: &Bullet| [&b.name, &b.state_text, &b.value_text, &b.limit_text, &b.sentence].map(String::clone).to_vec();
    ChartTable {
        head: ["Threshold", "State", "Value", "Limit", "Why"].map(str::to_owned).to_vec(),
        rows: rows.map(row).collect(),
    }
}

fn row_height(width: f64) -> f64 {
    if width >= WIDE { ROW_WIDE } else { ROW_NARROW }
}

/// Where and how large a bar is drawn.
#[derive(Clone, Copy)]
struct Place {
    x: f64,
    width: f64,
    mid: f64,
    track: f64,
    bar: f64,
    line: f64,
}

impl Bullet {
    fn said(&self) -> String {
        let parts = [&self.state_text, &self.value_text, &self.limit_text].map(String::as_str);
        let said: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}: {}", self.name, said.join(", "))
    }

    fn ink(&self) -> Ink {
        state_ink(self.state)
    }

    /// Name and state, bar, value and sentence, from left to right.
    fn beside<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, top: f64) -> Result<(), DrawError> {
        let names = pen.width * 0.21;
        let bar = names + GUTTER;
        let width = pen.width * 0.34;
        let words = bar + width + GUTTER;
        self.name(pen, 0.0, top + 30.0, names)?;
        state_mark(pen, 0.0, top + 43.0, self.state)?;
        let indent = STATE_MARK_WIDTH + 6.0;
        self.state_word(pen, indent, top + 52.0, names - indent)?;
        self.full_bar(pen, Place::full(bar, width, top + 42.0))?;
        self.words(pen, words, pen.width - words, top + 30.0)
    }

    /// Name with the state at the right, then bar, value and sentence under each other.
    fn below<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, top: f64) -> Result<(), DrawError> {
        let indent = STATE_MARK_WIDTH + 6.0;
        let word = pen.measure(&self.state_text, Type::LABEL.bold()).min(pen.width * 0.4);
        let state = pen.width - word - indent;
        self.name(pen, 0.0, top + 20.0, state - GUTTER)?;
        state_mark(pen, state, top + 11.0, self.state)?;
        self.state_word(pen, state + indent, top + 20.0, word)?;
        self.full_bar(pen, Place::full(0.0, pen.width, top + 56.0))?;
        self.words(pen, 0.0, pen.width, top + 104.0)
    }

    /// The name, with a short beginning like `T1` set back.
    fn name<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, x: f64, y: f64, width: f64) -> Result<(), DrawError> {
        let look = Type::LABEL.bold();
        let number = |first: &str| first.len() <= 3 && first.ends_with(|c: char| c.is_ascii_digit());
        let (number, name) = self.name.split_once(' ').filter(|(first, _)| number(first)).unwrap_or(("", &self.name));
        pen.text(x, y, number, Type::LABEL.ink(Ink::Ink3))?;
        let indent = if number.is_empty() { 0.0 } else { pen.measure(&format!("{number} "), Type::LABEL) };
        let name = pen.fitted(name, look, width - indent);
        pen.text(x + indent, y, &name, look)
    }

    fn state_word<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, x: f64, y: f64, width: f64) -> Result<(), DrawError> {
        let look = Type::LABEL.bold().ink(self.ink());
        let word = pen.fitted(&self.state_text, look, width);
        pen.text(x, y, &word, look)
    }

    /// The bar with its label above and its scale below.
    fn full_bar<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, place: Place) -> Result<(), DrawError> {
        let Place { x, width, mid, .. } = place;
        self.bar(pen, place)?;
        let Some((low, high)) = self.domain() else { return Ok(()) };
        let y = mid + 26.0;
        pen.text(x, y, &end_text(low), Type::NOTE)?;
        pen.text(x + width, y, &end_text(high), Type::NOTE.anchor(Anchor::End))?;
        let zero = place.scale((low, high)).at(0.0);
        if low < 0.0 && zero - x > 40.0 && x + width - zero > 40.0 {
            pen.text(zero, y, "0", Type::NOTE.anchor(Anchor::Middle))?;
        }
        Ok(())
    }

    /// Value, limit and band, each where it is drawn; what is not drawn has none, an unknown value the whole track.
    fn marks<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, place: Place) {
        let (track, whole) = ((place.mid - place.track / 2.0, place.track), (place.x, place.x + place.width));
        let scale = self.domain().map(|domain| place.scale(domain));
        let at = |value: f64| scale.map(|s| s.at(drawable(value)));
        let bar = self.value.and_then(at).zip(at(0.0)).unwrap_or(whole);
        let mut mark = |id: String, text: String, (a, b): (f64, f64), (y, height): (f64, f64)| {
            pen.mark(Mark { id, text, x: a.min(b), y, width: (a - b).abs().max(1.0), height });
        };
        mark(self.id.clone(), format!("{}: {}, {}", self.name, self.value_text, self.state_text.to_lowercase()), bar, track);
        if let Some(x) = self.limit.and_then(at) {
            let (top, foot) = (place.mid - place.line / 2.0, place.mid + place.line / 2.0);
            let x = x.clamp(whole.0 + LIMIT_REACH, whole.1 - LIMIT_REACH);
            mark("limit".to_owned(), sentence_start(&self.limit_text), (x - LIMIT_REACH, x + LIMIT_REACH), (top, foot - top));
        }
        if let Some((low, high)) = self.band
            && let Some(ends) = at(low).zip(at(high))
        {
            mark("band".to_owned(), sentence_start(&self.band_text), ends, track);
        }
    }

    fn words<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, x: f64, width: f64, y: f64) -> Result<(), DrawError> {
        let look = Type::LABEL.bold();
        let value = pen.fitted(&self.value_text, look, width);
        pen.text(x, y, &value, look)?;
        let look = Type::LABEL.ink(Ink::Ink2);
        for (at, line) in wrapped(pen, &self.sentence, look, width).iter().enumerate() {
            pen.text(x, y + 2.0 + LEADING * (at as f64 + 1.0), line, look)?;
        }
        Ok(())
    }

    /// From the smaller of zero and what is drawn to a round number above it; none where nothing is drawn.
    fn domain(&self) -> Option<(f64, f64)> {
        let band = self.band.into_iter().flat_map(|(low, high)| [low, high]);
        let drawn: Vec<f64> = self.value.into_iter().chain(self.limit).chain(band).map(drawable).collect();
        let high = drawn.iter().copied().reduce(f64::max)?;
        let low = drawn.iter().copied().fold(0.0, f64::min);
        let low = if low < 0.0 { -round_above(-low) } else { 0.0 };
        Some((low, if high > 0.0 || low == 0.0 { round_above(high) } else { 0.0 }))
    }

    /// Track, near band, bar and limit with its label.
    fn bar<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, place: Place) -> Result<(), DrawError> {
        let top = place.mid - place.track / 2.0;
        let Some(domain) = self.domain() else { return self.no_bar(pen, place) };
        pen.fill(place.x, top, place.width, place.track, Ink::Well)?;
        let scale = place.scale(domain);
        if let Some((low, high)) = self.band {
            band(pen, place, (scale.at(drawable(low)), scale.at(drawable(high))))?;
        }
        match self.value {
            Some(value) => {
                let (zero, end) = (scale.at(0.0), scale.at(drawable(value)));
                pen.fill(zero.min(end), place.mid - place.bar / 2.0, (end - zero).abs(), place.bar, self.ink())?;
            }
            None => pen.frame(place.x, top, place.width, place.track, dashed(Ink::Rule))?,
        }
        self.limit.map_or(Ok(()), |limit| self.limit(pen, place, scale.at(drawable(limit))))
    }

    /// An empty track in dashes: there is neither value nor limit.
    fn no_bar<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, place: Place) -> Result<(), DrawError> {
        if self.state == State::NotApplicable {
            return pen.text(place.x, place.mid + 4.0, "–", Type::LABEL.ink(Ink::Ink3));
        }
        pen.frame(place.x, place.mid - place.track / 2.0, place.width, place.track, dashed(Ink::Rule))
    }

    /// The limit's line, and its label over it as far as the bar leaves room at its sides.
    fn limit<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>, place: Place, x: f64) -> Result<(), DrawError> {
        let (top, foot) = (place.mid - place.line / 2.0, place.mid + place.line / 2.0);
        let dash = if self.value.is_none() { Dash::Short } else { Dash::Solid };
        pen.line((x, top), (x, foot), Stroke { dash, ..Stroke::solid(Ink::Ink, 2.0) })?;
        let look = Type::NOTE.ink(Ink::Ink2).anchor(Anchor::Middle);
        let label = pen.fitted(&self.limit_text, look, place.width);
        let half = pen.measure(&label, look) / 2.0;
        let centre = x.min(place.x + place.width - half).max(place.x + half);
        pen.text(centre, top - 3.0, &label, look)
    }
}

impl Place {
    /// A bar of its full size around a height.
    fn full(x: f64, width: f64, mid: f64) -> Self {
        Self { x, width, mid, track: 17.0, bar: 8.0, line: 28.0 }
    }

    fn scale(self, domain: (f64, f64)) -> Scale {
        Scale::new(domain, (self.x, self.x + self.width))
    }
}

/// The small bar with the limit's label over it; `y` is its top, [`BAR_HEIGHT`] its height.
///
/// # Errors
/// Where the backend fails.
pub fn bar<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, x: f64, y: f64, width: f64, bullet: &Bullet) -> Result<(), DrawError> {
    bullet.bar(pen, Place { x, width, mid: y + 21.0, track: 12.0, bar: 5.0, line: 17.0 })
}

/// The mark before a state's word: a bar that passes a line, touches it or stops short of it. `y` is its top,
/// [`STATE_MARK_WIDTH`] and [`STATE_MARK_HEIGHT`] its size.
///
/// # Errors
/// Where the backend fails.
pub fn state_mark<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, x: f64, y: f64, state: State) -> Result<(), DrawError> {
    let ink = state_ink(state);
    let line = Stroke::solid(ink, 1.8);
    let (limit, mid) = (x + 9.0, y + STATE_MARK_HEIGHT / 2.0);
    let reach = match state {
        State::Crossed => STATE_MARK_WIDTH,
        State::Near => 9.0,
        State::NotCrossed => 4.5,
        State::Unknown => return unknown_mark(pen, x, y, ink),
        State::NotApplicable => return pen.line((x + 1.0, mid), (x + 11.0, mid), line),
    };
    pen.fill(x, mid - 2.0, reach, 4.0, ink)?;
    pen.line((limit, y), (limit, y + STATE_MARK_HEIGHT), line)
}

/// Bar and line in dashes.
fn unknown_mark<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, x: f64, y: f64, ink: Ink) -> Result<(), DrawError> {
    for dash in [0.0, 4.0] {
        pen.fill(x + dash, y + STATE_MARK_HEIGHT / 2.0 - 1.5, 2.5, 3.0, ink)?;
    }
    for dash in [0.0, 3.8, 7.6] {
        pen.fill(x + 8.1, y + dash, 1.8, 2.4, ink)?;
    }
    Ok(())
}

fn state_ink(state: State) -> Ink {
    match state {
        State::Crossed | State::Near => Ink::State,
        State::NotCrossed | State::Unknown | State::NotApplicable => Ink::StateQuiet,
    }
}

fn dashed(ink: Ink) -> Stroke {
    Stroke { dash: Dash::Short, ..Stroke::solid(ink, 1.0) }
}

fn band<DB: DrawingBackend>(pen: &mut Pen<'_, DB>, place: Place, (from, to): (f64, f64)) -> Result<(), DrawError> {
    let (top, foot) = (place.mid - place.track / 2.0, place.mid + place.track / 2.0);
    pen.fill(from.min(to), top, (to - from).abs(), place.track, Ink::StateBand)?;
    for x in [from, to] {
        pen.line((x, top), (x, foot), Stroke { dash: Dash::Dotted, ..Stroke::solid(Ink::State, 1.0) })?;
    }
    Ok(())
}

/// The next round number that leaves a twentieth free, where there is something to leave it over.
fn round_above(value: f64) -> f64 {
    const ROUND: [f64; 8] = [1.0, 1.2, 1.5, 2.0, 2.5, 4.0, 6.0, 8.0];
    if value <= 0.0 {
        return 1.0;
    }
    let unit = 10.0_f64.powf((value * 1.05).log10().floor());
    let enough = |round: &&f64| **round * unit >= value * 1.05;
    ROUND.iter().find(enough).map_or(10.0 * unit, |round| round * unit)
}

/// An end of the scale; under one, with the decimals it needs.
fn end_text(value: f64) -> String {
    if value == 0.0 || value.abs() >= 1.0 {
        return tick(value);
    }
    let text = format!("{:.9}", value.abs());
    format!("{}{}", if value < 0.0 { "−" } else { "" }, text.trim_end_matches('0'))
}

/// A text in at most two lines; the last is cut where it does not fit.
fn wrapped<DB: DrawingBackend>(pen: &Pen<'_, DB>, text: &str, look: Type, width: f64) -> Vec<String> {
    let (mut lines, mut rest) = (Vec::new(), text.trim());
    while lines.len() + 1 < SENTENCE_LINES && pen.measure(rest, look) > width {
        let ends = rest.match_indices(' ').map(|(at, _)| at);
        let Some(end) = ends.take_while(|at| pen.measure(&rest[..*at], look) <= width).last() else { break };
        lines.push(rest[..end].to_owned());
        rest = rest[end..].trim_start();
    }
    lines.push(pen.fitted(rest, look, width));
    lines
}

#[cfg(test)]
mod tests {
    use super::super::svg;
    use super::*;
    use crate::face::Faces;

    fn bullet(value: Option<f64>, limit: Option<f64>, band: Option<(f64, f64)>) -> Bullet {
        Bullet {
            id: "t1".to_owned(),
            name: "T1 Staff ratio".to_owned(),
            state: State::Near,
            state_text: "Near".to_owned(),
            value,
            value_text: "75.8 devices per support FTE".to_owned(),
            limit,
            limit_text: "limit 80".to_owned(),
            band,
            band_text: "near from 72 to 88".to_owned(),
            downward: false,
            sentence: "182 counted devices on 2.4 FTE.".to_owned(),
        }
    }

    fn alone(bullet: Bullet) -> super::super::Svg {
        let one = OneBullet { bullet, finding: "F".to_owned(), caption: "C".to_owned() };
        svg(&one, Faces::bundled().unwrap(), 252.0).unwrap()
    }

    #[test]
    fn one_bar_is_the_bar_of_the_four_without_its_words() {
        let one = bullet(Some(75.8), Some(80.0), Some((72.0, 88.0)));
        let drawn = alone(one.clone());
        let body = drawn.text.split_once("</desc>").unwrap().1;
        for said in ["limit 80", "0", "100"] {
            assert!(body.contains(&format!("\n{said}\n</text>")), "limit and ends of the scale are at the bar: {said} in {body}");
        }
        for beside in ["Staff ratio", "Near", "75.8", "counted"] {
            assert!(!body.contains(beside), "what the page says is not drawn again: {beside}");
        }
        assert_eq!((drawn.width, drawn.height), (252.0, 60.0), "as high as its labels need");
    }

    #[test]
    fn value_limit_and_band_of_one_bar_are_marks_in_reading_order() {
        let drawn = alone(bullet(Some(75.8), Some(80.0), Some((72.0, 88.0))));
        let said: Vec<_> = drawn.marks.iter().map(|m| (m.id.as_str(), m.text.as_str())).collect();
        let want =
            [("t1", "T1 Staff ratio: 75.8 devices per support FTE, near"), ("limit", "Limit 80"), ("band", "Near from 72 to 88")];
        assert_eq!(said, want, "each is a phrase that stands by itself");
        assert!((drawn.marks[0].width - 252.0 * 0.758).abs() < 1e-9, "the value's mark is the bar: {:?}", drawn.marks[0]);
    }

    #[test]
    fn an_unknown_value_is_a_dashed_track() {
        for drawn in [alone(bullet(None, None, None)), alone(bullet(None, Some(80.0), None))] {
            let dashes = drawn.text.matches("stroke=\"#B4B5B1\"").count();
            assert!(dashes > 20, "the track's outline is in dashes: {dashes}");
            assert!((drawn.marks[0].width - 252.0).abs() < 1e-9, "and can be pointed at as a whole");
        }
    }

    fn bullets(rows: Vec<Bullet>) -> Bullets {
        Bullets { finding: "F".to_owned(), caption: "C".to_owned(), rows }
    }

    #[test]
    fn the_scale_ends_at_a_round_number_above_everything() {
        let end = |value, limit, band| bullet(Some(value), Some(limit), Some(band)).domain();
        assert_eq!(end(75.8, 80.0, (72.0, 88.0)), Some((0.0, 100.0)), "the band is the largest and leaves a twentieth");
        assert_eq!(end(0.87, 0.9, (0.9, 1.08)), Some((0.0, 1.2)), "also under ten");
        assert_eq!(end(-30.0, -20.0, (0.0, 0.0)), Some((-40.0, 0.0)), "what is negative has room on the other side of zero");
        assert_eq!(bullet(None, None, None).domain(), None, "nothing to draw has no scale");
    }

    #[test]
    fn ends_of_a_small_scale_keep_their_decimals() {
        assert_eq!([end_text(0.0), end_text(0.015), end_text(1.5), end_text(-0.6)], ["0", "0.015", "1.5", "−0.6"]);
    }

    #[test]
    fn every_state_and_any_text_stays_in_its_row() {
        let mut rows = Vec::new();
        for state in [State::Crossed, State::Near, State::NotCrossed, State::Unknown, State::NotApplicable] {
            let mut long = bullet(Some(f64::NAN), Some(1e300), Some((9.0, -9.0)));
            (long.name, long.sentence, long.limit_text) = ("Name ".repeat(40), "Word ".repeat(90), "limit ".repeat(60));
            rows.extend([Bullet { state, ..long }, Bullet { state, ..bullet(None, None, None) }]);
        }
        for width in [460.0, 700.0] {
            let drawn = svg(&bullets(rows.clone()), Faces::bundled().unwrap(), width).unwrap();
            assert_eq!(drawn.marks.len(), rows.len(), "each row can be hovered");
            let apart = drawn.marks.windows(2).all(|pair| pair[0].y + pair[0].height <= pair[1].y + 1e-9);
            assert!(apart, "no row reaches into the next");
        }
        let empty = svg(&bullets(Vec::new()), Faces::bundled().unwrap(), 700.0).unwrap();
        assert!(empty.text.contains("Nothing to show yet."), "an empty chart is one line of text");
    }
}
