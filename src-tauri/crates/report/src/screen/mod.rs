//! Pages for a screen: what a PDF's pages draw, as SVG to stand inside the window's own page. Nothing is placed here: the
//! same laid-out pages, the same positions. Only presentation attributes, for a page that allows no inline style.

mod logo;
#[cfg(test)]
mod tests;

use crate::chart::escaped;
use crate::chart::pen::FAMILY;
use crate::face::{Cut, Faces};
use crate::ink::Ink;
use crate::layout::{Draw, Laid, Rgb};

/// A page as SVG.
#[derive(Debug, Clone, PartialEq)]
pub struct ScreenPage {
    /// Width in points of the paper.
    pub width: f64,
    /// Height in points of the paper.
    pub height: f64,
    /// The picture: one `svg` element with neither ids nor references.
    pub svg: String,
}

/// Draws a page, counted from 0; none where there is no such page. Its letters need the bundled typeface in the page it
/// stands in.
pub fn page(laid: &Laid, at: usize, faces: &Faces) -> Option<ScreenPage> {
    let page = laid.pages.get(at)?;
    let (width, height) = laid.size;
    let mut sheet = Sheet { laid, faces, elements: Vec::new(), lines: None };
    page.items.iter().for_each(|item| sheet.draw(&item.draw));
    sheet.end_lines();
    let head = head((width, height), at + 1, laid.pages.len());
    Some(ScreenPage { width, height, svg: format!("{head}\n{}\n</svg>", sheet.elements.join("\n")) })
}

/// The opening tag and the paper. Spaces count, for every letter has its place; corners are mitred as a
/// PDF's are.
fn head((width, height): (f64, f64), number: usize, total: usize) -> String {
    let (w, h, paper) = (short(width), short(height), hex(Ink::Paper.rgb()));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" role=\"group\" aria-label=\"Page {number} of {total}\" \
         font-family=\"{FAMILY}, sans-serif\" stroke-miterlimit=\"10\" xml:space=\"preserve\">\n\
         <rect width=\"{w}\" height=\"{h}\" fill=\"{paper}\"/>"
    )
}

/// A page being drawn.
struct Sheet<'a> {
    laid: &'a Laid,
    faces: &'a Faces,
    elements: Vec<String>,
    /// Lines of one look that follow each other: a dashed frame is one element, not forty.
    lines: Option<Lines>,
}

struct Lines {
    width: f64,
    colour: Rgb,
    path: String,
}

impl Sheet<'_> {
    fn draw(&mut self, draw: &Draw) {
        if let Draw::Path { points, width, colour } = draw {
            return self.line(points, *width, *colour);
        }
        let element = match draw {
            Draw::Text { x, y, size, cut, colour, text } => self.words((*x, *y), (*size, *cut, *colour), text),
            Draw::Fill { points, colour } => Some(format!("<path d=\"{}Z\" fill=\"{}\"/>", path(points), hex(*colour))),
            Draw::Logo { x, y, width, height } => self.logo((*x, *y), (*width, *height)),
            Draw::Path { .. } | Draw::Link { .. } | Draw::PageOf { .. } | Draw::Destination { .. } | Draw::Nothing => None,
        };
        if let Some(element) = element {
            self.end_lines();
            self.elements.push(element);
        }
    }

    fn line(&mut self, points: &[(f64, f64)], width: f64, colour: Rgb) {
        let same = self.lines.as_ref().is_some_and(|l| l.width.to_bits() == width.to_bits() && l.colour == colour);
        if !same {
            self.end_lines();
        }
        let lines = self.lines.get_or_insert_with(|| Lines { width, colour, path: String::new() });
        lines.path.push_str(&path(points));
    }

    fn end_lines(&mut self) {
        if let Some(Lines { width, colour, path }) = self.lines.take() {
            let (stroke, width) = (hex(colour), short(width));
            self.elements.push(format!("<path d=\"{path}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\"/>"));
        }
    }

    /// Words with a place for every letter: a screen that rounds, kerns or joins letters still sets them as the PDF does.
    fn words(&self, (x, y): (f64, f64), (size, cut, colour): (f64, Cut, Rgb), text: &str) -> Option<String> {
        if text.trim().is_empty() {
            return None;
        }
        let mut right = x;
        let mut place = |c: char| {
            let left = right;
            right += self.faces.width(c.encode_utf8(&mut [0; 4]), cut, size);
            short(left)
        };
        let xs: Vec<String> = text.chars().map(&mut place).collect();
        let (xs, y, size, fill) = (xs.join(" "), short(y), short(size), hex(colour));
        let (look, words) = (look(cut), escaped(text));
        Some(format!("<text x=\"{xs}\" y=\"{y}\" font-size=\"{size}\"{look} fill=\"{fill}\">{words}</text>"))
    }

    fn logo(&self, (x, y): (f64, f64), (width, height): (f64, f64)) -> Option<String> {
        let uri = logo::data_uri(self.laid.logo.as_ref()?)?;
        let (x, y, width, height) = (short(x), short(y), short(width), short(height));
        Some(format!(
            "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" href=\"{uri}\"/>"
        ))
    }
}

/// A cut's weight and slope; the regular one is what a page has without being asked.
fn look(cut: Cut) -> &'static str {
    match cut {
        Cut::Regular => "",
        Cut::Italic => " font-style=\"italic\"",
        Cut::Medium => " font-weight=\"500\"",
        Cut::SemiBold => " font-weight=\"600\"",
    }
}

fn path(points: &[(f64, f64)]) -> String {
    let step = |(at, (x, y)): (usize, &(f64, f64))| format!("{}{} {}", if at == 0 { "M" } else { "L" }, short(*x), short(*y));
    points.iter().enumerate().map(step).collect()
}

/// A length to a hundredth of a point, as a PDF's coordinates are.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn hex((r, g, b): Rgb) -> String {
    format!("#{r:02X}{g:02X}{b:02X}")
}
