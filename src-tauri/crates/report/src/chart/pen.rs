//! Drawing in pixels over a plotters backend. Coordinates of plotters are integers: ten units a pixel, so that steps are
//! not seen.

use super::series::{Dash, Shape};
use crate::face::{Cut, Faces};
use crate::ink::{Ink, Paint};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::fmt;

/// Backend units a pixel.
pub const UNITS: f64 = 10.0;

/// Plotters gives a font its size times this; backends divide by it again.
const PLOTTERS_SIZE: f64 = 1.24;

/// Family name of the bundled typeface.
pub const FAMILY: &str = "IBM Plex Sans";

/// The drawing failed in its backend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawError(pub String);

impl fmt::Display for DrawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The chart cannot be drawn: {}.", self.0)
    }
}

impl std::error::Error for DrawError {}

/// Where something that can be hovered or focused stands, in pixels from the upper left.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The figure or option it shows.
    pub id: String,
    /// What is said of it.
    pub text: String,
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A line's look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub paint: Paint,
    /// Width in pixels.
    pub width: f64,
    /// How it is broken.
    pub dash: Dash,
}

impl Stroke {
    /// An unbroken line.
    pub fn solid(ink: Ink, width: f64) -> Self {
        Self { paint: ink.into(), width, dash: Dash::Solid }
    }
}

/// Which end of a text its place names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A text's look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    /// Size in pixels.
    pub size: f64,
    /// Semibold instead of regular: the two cuts charts use.
    pub bold: bool,
    /// Colour.
    pub ink: Ink,
    /// Anchor.
    pub anchor: Anchor,
}

impl Type {
    /// Labels of a chart.
    pub const LABEL: Self = Self { size: 12.0, bold: false, ink: Ink::Ink, anchor: Anchor::Start };
    /// Axis ticks and notes.
    pub const NOTE: Self = Self { size: 11.0, bold: false, ink: Ink::Ink3, anchor: Anchor::Start };

    /// The same, semibold.
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same in another ink.
    pub fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// The same at another anchor.
    pub fn anchor(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// The cut it is set in.
    pub fn cut(self) -> Cut {
        if self.bold { Cut::SemiBold } else { Cut::Regular }
    }
}

/// A pen over a backend.
pub struct Pen<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    faces: &'a Faces,
    marks: Vec<Mark>,
    origin: (f64, f64),
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
}

impl<'a, DB: DrawingBackend> Pen<'a, DB> {
    /// A pen over a whole backend, whose size is [`UNITS`] times the pixels.
    pub fn new(area: &'a DrawingArea<DB, Shift>, faces: &'a Faces) -> Self {
        let (width, height) = area.dim_in_pixel();
        let (width, height) = (f64::from(width) / UNITS, f64::from(height) / UNITS);
        Self { area, faces, marks: Vec::new(), origin: (0.0, 0.0), width, height }
    }

    /// The same pen on a part of its paper, from a corner and of a size.
    #[must_use]
    pub fn within(self, origin: (f64, f64), (width, height): (f64, f64)) -> Self {
        Self { origin, width, height, ..self }
    }

    fn at(&self, (x, y): (f64, f64)) -> (i32, i32) {
        at((x + self.origin.0, y + self.origin.1))
    }

    /// The marks handed back beside the drawing.
    pub fn into_marks(self) -> Vec<Mark> {
        self.marks
    }

    /// Hands a mark back.
    pub fn mark(&mut self, mark: Mark) {
        self.marks.push(Mark { x: mark.x + self.origin.0, y: mark.y + self.origin.1, ..mark });
    }

    /// Width of a text in pixels.
    pub fn measure(&self, text: &str, look: Type) -> f64 {
        self.faces.width(text, look.cut(), look.size)
    }

    /// A text that fits a width.
    pub fn fitted(&self, text: &str, look: Type, width: f64) -> String {
        self.faces.fitted(text, look.cut(), look.size, width)
    }

    /// A straight line or a path.
    ///
    /// # Errors
    /// Where the backend fails.
    pub fn path(&mut self, points: &[(f64, f64)], stroke: Stroke) -> Result<(), DrawError> {
        let style = style(stroke.paint).stroke_width(units(stroke.width).max(1) as u32);
        for run in dashed(points, stroke) {
            self.draw(&PathElement::new(run.into_iter().map(|p| self.at(p)).collect::<Vec<_>>(), style))?;
        }
        Ok(())
    }

    /// A straight line.
    ///
    /// # Errors
    /// Where the backend fails.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) -> Result<(), DrawError> {
        self.path(&[from, to], stroke)
    }

    /// A filled rectangle; nothing where it has no area.
    ///
    /// # Errors
    /// Where the backend fails.
    pub fn fill(&mut self, x: f64, y: f64, width: f64, height: f64, paint: impl Into<Paint>) -> Result<(), DrawError> {
        if width <= 0.0 || height <= 0.0 {
            return Ok(());
        }
        self.draw(&Rectangle::new([self.at((x, y)), self.at((x + width, y + height))], style(paint.into()).filled()))
    }

    /// The outline of a rectangle.
    ///
    /// # Errors
    /// Where the backend fails.
    pub fn frame(&mut self, x: f64, y: f64, width: f64, height: f64, stroke: Stroke) -> Result<(), DrawError> {
        let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
        self.path(&corners, stroke)
    }

    /// A filled polygon.
    ///
    /// # Errors
    /// Where the backend fails.
    pub fn polygon(&mut self, points: &[(f64, f64)], paint: impl Into<Paint>) -> Result<(), DrawError> {
        self.draw(&Polygon::new(points.iter().map(|p| self.at(*p)).collect::<Vec<_>>(), style(paint.into())))
    }

    /// A text; `y` is its baseline.
    ///
    /// # Errors
    /// Where the backend fails.
    pub fn text(&mut self, x: f64, y: f64, text: &str, look: Type) -> Result<(), DrawError> {
        let anchor = match look.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let weight = if look.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::Name(FAMILY), look.size * UNITS * PLOTTERS_SIZE, weight);
        let style = font.color(&style(look.ink.into()).color).pos(Pos::new(anchor, VPos::Bottom));
        self.area.draw_text(&self.faces.shown(text), &style, self.at((x, y))).map_err(failed)
    }

    /// An option's mark around a centre; hollow where it is not ranked.
    ///
    /// # Errors
    /// Where the backend fails.
    pub fn shape(&mut self, shape: Shape, (x, y): (f64, f64), radius: f64, ink: Ink, filled: bool) -> Result<(), DrawError> {
        let points = outline(shape, (x, y), radius);
        if filled {
            return self.polygon(&points, ink);
        }
        self.polygon(&points, Ink::Paper)?;
        let closed: Vec<_> = points.iter().chain(points.first()).copied().collect();
        self.path(&closed, Stroke::solid(ink, 1.4))
    }

    fn draw<E>(&mut self, element: &E) -> Result<(), DrawError>
    where
        for<'b> &'b E: plotters::element::PointCollection<'b, (i32, i32)>,
        E: plotters::element::Drawable<DB>,
    {
        self.area.draw(element).map_err(failed)
    }
}

/// The corners of a mark, clockwise from the top; a circle has 24.
pub fn outline(shape: Shape, (x, y): (f64, f64), radius: f64) -> Vec<(f64, f64)> {
    match shape {
        Shape::Circle => (0..24)
            .map(|step| {
                let angle = f64::from(step) * std::f64::consts::TAU / 24.0;
                (x + radius * angle.sin(), y - radius * angle.cos())
            })
            .collect(),
        Shape::Square => {
            let r = radius * 0.9;
            vec![(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]
        }
        Shape::Triangle => {
            vec![(x, y - radius * 1.05), (x + radius * 1.05, y + radius * 0.85), (x - radius * 1.05, y + radius * 0.85)]
        }
        Shape::Diamond => {
            let r = radius * 1.15;
            vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y)]
        }
    }
}

fn units(pixels: f64) -> i32 {
    (pixels * UNITS).round() as i32
}

fn at((x, y): (f64, f64)) -> (i32, i32) {
    (units(x), units(y))
}

fn style(paint: Paint) -> ShapeStyle {
    let (r, g, b) = paint.ink.rgb();
    RGBColor(r, g, b).mix(paint.strength).into()
}

fn failed<E: std::error::Error + Send + Sync>(cause: DrawingAreaErrorKind<E>) -> DrawError {
    DrawError(cause.to_string())
}

/// Dash and gap lengths in widths of the line.
fn pattern(dash: Dash) -> Option<(f64, f64)> {
    match dash {
        Dash::Solid => None,
        Dash::Long => Some((7.0, 3.5)),
        Dash::Dotted => Some((1.2, 2.2)),
        Dash::Short => Some((3.0, 2.5)),
    }
}

/// Cuts a path into the runs that are drawn. Cut here, not by the backend: every backend then draws the same dashes.
fn dashed(points: &[(f64, f64)], stroke: Stroke) -> Vec<Vec<(f64, f64)>> {
    let Some((on, off)) = pattern(stroke.dash) else { return vec![points.to_vec()] };
    let (on, off) = (on * stroke.width.max(1.0), off * stroke.width.max(1.0));
    let (mut runs, mut run) = (Vec::new(), Vec::from_iter(points.first().copied()));
    let (mut drawing, mut left) = (true, on);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        loop {
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            if length <= left {
                left -= length;
                if drawing {
                    run.push(to);
                }
                break;
            }
            let share = left / length;
            from = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            if drawing {
                run.push(from);
                runs.push(std::mem::take(&mut run));
            } else {
                run = vec![from];
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
        }
    }
    if run.len() > 1 {
        runs.push(run);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_their_share_of_a_line() {
        let stroke = Stroke { paint: Ink::Ink.into(), width: 1.0, dash: Dash::Long };
        let runs = dashed(&[(0.0, 0.0), (60.0, 0.0), (105.0, 0.0)], stroke);
        let drawn: f64 = runs.iter().flat_map(|r| r.windows(2)).map(|w| (w[1].0 - w[0].0).hypot(w[1].1 - w[0].1)).sum();
        assert!((drawn - 70.0).abs() < 1e-9, "ten periods of 7 on and 3.5 off on 105 pixels: {drawn}");
    }
}
