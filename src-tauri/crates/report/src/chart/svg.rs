//! A chart as SVG: scales with its box, carries title and description, and is coloured by the inks' colours so that a
//! style sheet can restyle it.

use super::pen::{Anchor, FAMILY, Mark, Pen, Type, UNITS};
use super::{Chart, DrawError};
use crate::face::Faces;
use crate::ink::Ink;
use plotters::prelude::{DrawingArea, IntoDrawingArea, SVGBackend};

/// A drawn chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Svg {
    /// The picture.
    pub text: String,
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
    /// What can be hovered and focused.
    pub marks: Vec<Mark>,
}

/// Draws a chart of a width in pixels; its title stands beside it in the window.
///
/// # Errors
/// Where the backend fails.
pub fn svg<C: Chart>(chart: &C, faces: &Faces, width: f64) -> Result<Svg, DrawError> {
    let height = chart.height(width).ceil();
    drawn(chart, faces, (width, height), |mut pen| {
        chart.draw(&mut pen)?;
        Ok(pen.into_marks())
    })
}

/// White space around a picture that stands alone.
const MARGIN: f64 = 24.0;
/// Type of its title.
const TITLE: Type = Type { size: 16.0, bold: true, ink: Ink::Ink, anchor: Anchor::Start };
/// Distance of the title's base lines.
const TITLE_LINE: f64 = 21.0;
/// Distance of the caption's and the source's base lines.
const NOTE_LINE: f64 = 16.0;

/// Draws a chart as a picture that stands alone: title, caption, drawing, and where it comes from.
///
/// # Errors
/// Where the backend fails.
pub fn picture<C: Chart>(chart: &C, source: &str, faces: &Faces, width: f64) -> Result<Svg, DrawError> {
    let inner = width - 2.0 * MARGIN;
    let wrapped = |text: &str, look: Type| wrap(text, faces, look, inner);
    let (title, caption, source) =
        (wrapped(chart.finding(), TITLE), wrapped(chart.caption(), Type::NOTE), wrapped(source, Type::NOTE));
    let head = TITLE_LINE * title.len() as f64 + NOTE_LINE * caption.len() as f64 + 8.0;
    let body = chart.height(inner).ceil();
    let height = (MARGIN + head + body + NOTE_LINE * source.len() as f64 + 10.0 + MARGIN).ceil();
    drawn(chart, faces, (width, height), |mut pen| {
        pen.fill(0.0, 0.0, width, height, Ink::Paper)?;
        let mut y = MARGIN + TITLE.size * 0.8;
        for (lines, look, step) in [(&title, TITLE, TITLE_LINE), (&caption, Type::NOTE, NOTE_LINE)] {
            for line in lines {
                pen.text(MARGIN, y, line, look)?;
                y += step;
            }
        }
        let mut foot = height - MARGIN - NOTE_LINE * (source.len() as f64 - 1.0);
        for line in &source {
            pen.text(MARGIN, foot, line, Type::NOTE)?;
            foot += NOTE_LINE;
        }
        let mut pen = pen.within((MARGIN, MARGIN + head), (inner, body));
        chart.draw(&mut pen)?;
        Ok(pen.into_marks())
    })
}

/// Words on as many lines as they take.
fn wrap(text: &str, faces: &Faces, look: Type, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let joined = lines.last().map(|line| format!("{line} {word}")).filter(|l| faces.width(l, look.cut(), look.size) <= width);
        match (joined, lines.last_mut()) {
            (Some(joined), Some(line)) => *line = joined,
            _ => lines.push(faces.fitted(word, look.cut(), look.size, width)),
        }
    }
    lines
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

/// Draws on a backend of a size and dresses what comes out.
fn drawn<C: Chart>(
    chart: &C,
    faces: &Faces,
    (width, height): (f64, f64),
    draw: impl FnOnce(Pen<'_, SVGBackend<'_>>) -> Result<Vec<Mark>, DrawError>,
) -> Result<Svg, DrawError> {
    let (w, h) = ((width * UNITS).round() as u32, (height * UNITS).round() as u32);
    let mut text = String::new();
    let marks = {
        let area: Area<'_> = SVGBackend::with_string(&mut text, (w, h)).into_drawing_area();
        let marks = draw(Pen::new(&area, faces))?;
        area.present().map_err(|cause| DrawError(cause.to_string()))?;
        marks
    };
    Ok(Svg { text: dressed(&text, chart, (w, h), (width, height)), width, height, marks })
}

/// Puts title and description in place of the backend's head, text on its baseline, and the typeface's own weight.
fn dressed<C: Chart>(drawn: &str, chart: &C, (w, h): (u32, u32), (width, height): (f64, f64)) -> String {
    let body = drawn.split_once('>').map_or("", |(_, body)| body);
    let body = body
        .replace(" dy=\"-0.5ex\"", "")
        .replace("font-weight=\"bold\"", "font-weight=\"600\"")
        .replace(&format!("font-family=\"{FAMILY}\""), &format!("font-family=\"{FAMILY}, sans-serif\""))
        .replace(" opacity=\"1\"", "");
    let (title, words) = (escaped(chart.finding()), escaped(&chart.in_words()));
    let whole = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{width}\" height=\"{height}\" role=\"img\">\n\
         <title>{title}</title>\n<desc>{words}</desc>{body}"
    );
    whole.chars().filter(|c| is_xml(*c)).collect()
}

/// Characters XML 1.0 can hold; names from files may bring others, and one of them would empty the whole drawing.
fn is_xml(c: char) -> bool {
    !c.is_control() || matches!(c, '\t' | '\n' | '\r')
}

/// A text between tags or quotes.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
