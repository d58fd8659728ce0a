//! What tests see of a drawn chart.

use super::{Chart, Svg, svg};
use crate::face::{Cut, Faces};

/// A text as it stands in the picture, in pixels.
#[derive(Debug, Clone)]
pub struct Shown {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub baseline: f64,
    pub size: f64,
}

pub fn drawn<C: Chart>(chart: &C, width: f64) -> Svg {
    svg(chart, Faces::bundled().unwrap(), width).unwrap()
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next()).unwrap_or("")
}

pub fn texts<C: Chart>(chart: &C, width: f64) -> Vec<Shown> {
    let faces = Faces::bundled().unwrap();
    let drawn = drawn(chart, width);
    let shown = |element: &str| {
        let (tag, rest) = element.split_once('>').unwrap();
        let text = rest.split_once("</text>").unwrap().0.trim().replace("&amp;", "&");
        let number = |name: &str| attribute(tag, name).parse::<f64>().unwrap() / super::pen::UNITS;
        let size = number("font-size");
        let cut = if attribute(tag, "font-weight").is_empty() { Cut::Regular } else { Cut::SemiBold };
        let wide = faces.width(&text, cut, size);
        let left = match attribute(tag, "text-anchor") {
            "middle" => number("x") - wide / 2.0,
            "end" => number("x") - wide,
            _ => number("x"),
        };
        Shown { text, left, right: left + wide, baseline: number("y"), size }
    };
    drawn.text.split("<text").skip(1).map(shown).collect()
}

/// No text leaves the picture or touches another; no mark leaves it either.
pub fn assert_tidy<C: Chart>(chart: &C, width: f64) {
    let (texts, drawn) = (texts(chart, width), drawn(chart, width));
    for (at, one) in texts.iter().enumerate() {
        let inside = one.left >= -0.2 && one.right <= width + 0.2;
        assert!(inside, "a clipped label cannot be read at {width}: {one:?}");
        assert!(one.baseline - one.size * 0.8 >= 0.0 && one.baseline + 2.0 <= drawn.height, "nor one below: {one:?}");
        for other in &texts[..at] {
            let apart = one.left >= other.right || other.left >= one.right;
            let lines = (one.baseline - other.baseline).abs() >= one.size.max(other.size);
            assert!(apart || lines, "two labels on one another cannot be read at {width}: {one:?} {other:?}");
        }
    }
    for mark in &drawn.marks {
        assert!(mark.x.is_finite() && mark.y.is_finite(), "a mark can be hovered: {mark:?}");
    }
}

/// An option that is ranked.
pub fn option(name: &str, ink: crate::ink::Ink) -> super::Series {
    let (shape, dash) = (super::Shape::Square, super::series::Dash::Solid);
    super::Series { id: name.to_lowercase(), name: name.to_owned(), ink, shape, dash, ranked: true, leads: false }
}
