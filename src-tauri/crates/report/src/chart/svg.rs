//! A chart as SVG: scales with its box, carries title and description, and is coloured by the inks' colours so that a
//! style sheet can restyle it.

use super::pen::{FAMILY, Mark, Pen, UNITS};
use super::{Chart, DrawError};
use crate::face::Faces;
use plotters::prelude::{IntoDrawingArea, SVGBackend};

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

/// Draws a chart of a width in pixels.
///
/// # Errors
/// Where the backend fails.
pub fn svg<C: Chart>(chart: &C, faces: &Faces, width: f64) -> Result<Svg, DrawError> {
    let height = chart.height(width).ceil();
    let (w, h) = ((width * UNITS).round() as u32, (height * UNITS).round() as u32);
    let mut drawn = String::new();
    let marks = {
        let area = SVGBackend::with_string(&mut drawn, (w, h)).into_drawing_area();
        let mut pen = Pen::new(&area, faces);
        chart.draw(&mut pen)?;
        let marks = pen.into_marks();
        area.present().map_err(|cause| DrawError(cause.to_string()))?;
        marks
    };
    Ok(Svg { text: dressed(&drawn, chart, (w, h), (width, height)), width, height, marks })
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
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{width}\" height=\"{height}\" role=\"img\">\n\
         <title>{title}</title>\n<desc>{words}</desc>{body}"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
