//! A chart, drawn and ready to be placed.

use crate::chart::{Chart, DrawError, Pen};
use crate::face::Faces;
use crate::layout::Draw;
use crate::pdf::Canvas;
use plotters::prelude::IntoDrawingArea;

/// Points a chart's pixel is wide on paper: its 12 px labels become 8.5 pt.
const SCALE: f64 = 8.5 / 12.0;

/// A picture with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its finding: the title above it.
    pub finding: String,
    /// Unit, basis, period.
    pub caption: String,
    /// Finding and table in words.
    pub alt: String,
    /// The drawing, from its upper left corner, in points.
    pub drawing: Vec<Draw>,
    /// Height in points.
    pub height: f64,
}

impl Figure {
    /// Without its title, where the heading above says the same.
    #[must_use]
    pub fn untitled(self) -> Self {
        Self { finding: String::new(), ..self }
    }

    /// Draws a chart of a width in points.
    ///
    /// # Errors
    /// Where a chart cannot be drawn.
    pub fn of<C: Chart>(chart: &C, faces: &Faces, width: f64) -> Result<Self, DrawError> {
        let pixels = width / SCALE;
        let height = chart.height(pixels).ceil();
        let mut drawing = Vec::new();
        {
            let area = Canvas::new(&mut drawing, faces, (pixels, height), SCALE).into_drawing_area();
            chart.draw(&mut Pen::new(&area, faces))?;
        }
        Ok(Self {
            finding: chart.finding().to_owned(),
            caption: chart.caption().to_owned(),
            alt: chart.in_words(),
            drawing,
            height: height * SCALE,
        })
    }
}
