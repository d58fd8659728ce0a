//! What stands on every page: the line above, two lines of words, the page number. Decoration to a reader without eyes.

use super::flow::rgb;
use super::pages::Page;
use super::{Draw, Item};
use crate::document::{Document, Paper, Style};
use crate::face::{Cut, Faces};
use crate::ink::Ink;

/// Base line of the words above.
const HEAD: f64 = 56.0;
/// Distance of the line below from the paper's edge.
const FOOT: f64 = 52.0;

/// First line of the page's own content.
pub const TOP: f64 = 76.0;
/// Room kept free at the foot.
pub const BOTTOM: f64 = FOOT + 8.0;

/// Puts the furniture on every page.
pub fn furnish(pages: &mut [Page], document: &Document, faces: &Faces) {
    let total = pages.len();
    for (at, page) in pages.iter_mut().enumerate() {
        let mut items = above(document, faces);
        items.extend(below(document, faces, &format!("{} of {total}", at + 1)));
        page.items.splice(0..0, items.into_iter().map(|draw| Item { node: None, draw }));
    }
}

fn above(document: &Document, faces: &Faces) -> Vec<Draw> {
    let (furniture, width) = (&document.furniture, document.paper.measure());
    let mut drawn = vec![Draw::across(Paper::MARGIN, 40.5, width, 2.2, furniture.accent)];
    if let Some(logo) = &furniture.logo {
        let (w, h) = fitted(logo.width, logo.height);
        drawn.push(Draw::Logo { x: Paper::MARGIN, y: 36.0 - h, width: w, height: h });
    }
    let right = words(&furniture.head_right, faces, width * 0.6);
    drawn.push(text(Paper::MARGIN + width - right.1, HEAD, &right.0, Ink::Ink2));
    let left = words(&furniture.head_left, faces, width - right.1 - 20.0);
    drawn.push(text(Paper::MARGIN, HEAD, &left.0, Ink::Ink2));
    drawn
}

/// A logo's size on paper: at most 120 × 22 points.
fn fitted(width: u32, height: u32) -> (f64, f64) {
    let (w, h) = (f64::from(width.max(1)), f64::from(height.max(1)));
    let scale = (120.0 / w).min(22.0 / h);
    (w * scale, h * scale)
}

fn below(document: &Document, faces: &Faces, page: &str) -> Vec<Draw> {
    let (furniture, width) = (&document.furniture, document.paper.measure());
    let height = document.paper.size().1;
    let base = height - FOOT + 16.0;
    let number = words(page, faces, 60.0);
    let right_end = Paper::MARGIN + width;
    let trace = words(&furniture.foot_right, faces, width * 0.4);
    let trace_x = right_end - 50.0 - trace.1;
    let own = words(&furniture.foot_left, faces, trace_x - Paper::MARGIN - 16.0);
    vec![
        Draw::across(Paper::MARGIN, height - FOOT, width, 0.5, rgb(Ink::Rule)),
        text(Paper::MARGIN, base, &own.0, Ink::Ink3),
        text(trace_x, base, &trace.0, Ink::Ink3),
        text(right_end - number.1, base, &number.0, Ink::Ink3),
    ]
}

/// Words cut to a width, with the width they take.
fn words(text: &str, faces: &Faces, most: f64) -> (String, f64) {
    let size = Style::Note.size();
    let fitted = faces.fitted(&faces.shown(text), Cut::Regular, size, most);
    let width = faces.width(&fitted, Cut::Regular, size);
    (fitted, width)
}

fn text(x: f64, y: f64, text: &str, ink: Ink) -> Draw {
    Draw::Text { x, y, size: Style::Note.size(), cut: Cut::Regular, colour: rgb(ink), text: text.to_owned() }
}
