//! Plotters on our pages: what a chart draws becomes what a page draws.

use crate::chart::pen::UNITS;
use crate::face::{Cut, Faces};
use crate::ink::{Ink, Paint};
use crate::layout::{Draw, Rgb};
use plotters::style::FontStyle;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use std::convert::Infallible;

/// Plotters gives a font its size times this.
const PLOTTERS_SIZE: f64 = 1.24;

/// Collects what is drawn, in points from the upper left corner.
pub struct Canvas<'a> {
    made: &'a mut Vec<Draw>,
    faces: &'a Faces,
    size: (u32, u32),
    /// Points a backend unit.
    scale: f64,
}

impl<'a> Canvas<'a> {
    /// A canvas of a size in pixels, each `scale` points wide.
    pub fn new(made: &'a mut Vec<Draw>, faces: &'a Faces, (width, height): (f64, f64), scale: f64) -> Self {
        let size = ((width * UNITS).round() as u32, (height * UNITS).round() as u32);
        Self { made, faces, size, scale: scale / UNITS }
    }

    fn at(&self, (x, y): BackendCoord) -> (f64, f64) {
        (f64::from(x) * self.scale, f64::from(y) * self.scale)
    }

    fn put(&mut self, draw: Draw) {
        self.made.push(draw);
    }
}

/// Paper shows through in the strength the pen asked for; a PDF needs no transparency for that.
fn colour(color: BackendColor) -> Rgb {
    let (r, g, b) = color.rgb;
    let full = Ink::ALL.into_iter().find(|i| i.rgb() == (r, g, b));
    full.map_or((r, g, b), |ink| Paint { ink, strength: color.alpha }.over_paper())
}

type Done = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Done {
        let draw = Draw::rectangle(self.at(point), self.scale, self.scale, colour(color));
        self.put(draw);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Done {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        let points = path.into_iter().map(|p| self.at(p)).collect();
        let width = f64::from(style.stroke_width()) * self.scale;
        self.put(Draw::Path { points, width, colour: colour(style.color()) });
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Done {
        let corners = [from, (to.0, from.1), to, (from.0, to.1)];
        if fill { self.fill_polygon(corners, style) } else { self.draw_path(corners.into_iter().chain([from]), style) }
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Done {
        let points = vert.into_iter().map(|p| self.at(p)).collect();
        self.put(Draw::Fill { points, colour: colour(style.color()) });
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Done {
        let cut = if matches!(style.style(), FontStyle::Bold) { Cut::SemiBold } else { Cut::Regular };
        let size = style.size() / PLOTTERS_SIZE * self.scale;
        let (x, y) = self.at(pos);
        let width = self.faces.width(text, cut, size);
        let x = match style.anchor().h_pos {
            HPos::Left => x,
            HPos::Center => x - width / 2.0,
            HPos::Right => x - width,
        };
        self.put(Draw::Text { x, y, size, cut, colour: colour(style.color()), text: text.to_owned() });
        Ok(())
    }
}
