//! Charts: one function each, over any of plotters' backends. What a chart shows is handed in; nothing is computed here
//! but where on the paper it stands. Each knows its finding in one sentence and its table.

mod labels;
mod plain;
mod png;
#[cfg(test)]
mod probe;
mod scale;
mod svg;

pub mod bridge;
pub mod bullet;
pub mod cash_flow;
pub mod cheapest;
pub mod coverage;
pub mod cumulative;
pub mod exceedance;
pub mod flips;
pub mod pen;
pub mod ranges;
pub mod roadmap;
pub mod series;
pub mod tornado;
pub mod totals;
pub mod users_curve;
pub mod workload;

pub use pen::{DrawError, Mark, Pen};
pub use png::png;
pub use series::{Series, Shape};
pub(crate) use svg::escaped;
pub use svg::{Svg, picture, svg};

use plotters::prelude::DrawingBackend;

/// The content of a chart as rows of text: what a screen reader and a copied table say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChartTable {
    /// Column heads.
    pub head: Vec<String>,
    /// Rows, as many cells as heads.
    pub rows: Vec<Vec<String>>,
}

impl ChartTable {
    /// In one line, for an alternative text.
    pub fn in_words(&self) -> String {
        let cell = |(head, text): (&String, &String)| if head.is_empty() { text.clone() } else { format!("{head}: {text}") };
        let row = |row: &Vec<String>| self.head.iter().zip(row).map(cell).collect::<Vec<_>>().join(", ");
        self.rows.iter().map(row).collect::<Vec<_>>().join("; ")
    }
}

/// What every chart can say and do.
pub trait Chart {
    /// Its name at the prompt and in the window.
    fn name(&self) -> &'static str;
    /// What it shows, in one sentence without a full stop: its title.
    fn finding(&self) -> &str;
    /// Unit, basis and period.
    fn caption(&self) -> &str;
    /// What it shows, as a table.
    fn table(&self) -> ChartTable;
    /// Height it needs at a width, in pixels.
    fn height(&self, width: f64) -> f64;
    /// Draws it into a pen of that width and height. Title and caption are not part of the drawing.
    ///
    /// # Errors
    /// Where the backend fails.
    fn draw<DB: DrawingBackend>(&self, pen: &mut Pen<'_, DB>) -> Result<(), DrawError>;

    /// Finding, caption and table in one text: the alternative to the picture.
    fn in_words(&self) -> String {
        format!("{}. {}. {}.", self.finding(), self.caption(), self.table().in_words())
    }
}
