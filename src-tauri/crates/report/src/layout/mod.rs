//! Places a document on pages: lines, keep-with-next, widows, tables that go on with their head repeated, and the
//! structure a reader without eyes follows.

mod flow;
mod furniture;
mod lines;
mod pages;
mod table;
mod tree;

#[cfg(test)]
mod tests;

pub use pages::{Laid, Page, PlacedHeading, lay_out};
pub use tree::{Node, NodeId, Role, Tree};

use crate::document::Link;
use crate::face::Cut;

/// Red, green, blue.
pub type Rgb = (u8, u8, u8);

/// One thing drawn, in points from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub enum Draw {
    /// Words from their beginning, on their base line.
    Text {
        /// Left end.
        x: f64,
        /// Base line.
        y: f64,
        /// Size.
        size: f64,
        /// Cut.
        cut: Cut,
        /// Colour.
        colour: Rgb,
        /// Words.
        text: String,
    },
    /// An open line.
    Path {
        /// Its corners.
        points: Vec<(f64, f64)>,
        /// Its width.
        width: f64,
        /// Colour.
        colour: Rgb,
    },
    /// A filled shape.
    Fill {
        /// Its corners.
        points: Vec<(f64, f64)>,
        /// Colour.
        colour: Rgb,
    },
    /// The logo.
    Logo {
        /// Left.
        x: f64,
        /// Top.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
    },
    /// A place one can follow.
    Link {
        /// Left.
        x: f64,
        /// Top.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// Where it leads.
        to: Link,
        /// What it says.
        text: String,
    },
    /// The page of a destination, ending at `x`.
    PageOf {
        /// Right end.
        x: f64,
        /// Base line.
        y: f64,
        /// Size.
        size: f64,
        /// Colour.
        colour: Rgb,
        /// Which destination.
        destination: String,
    },
    /// A destination at this height.
    Destination {
        /// Top.
        y: f64,
        /// Its name.
        name: String,
    },
    /// Nothing: an empty cell still has its place in the structure.
    Nothing,
}

impl Draw {
    /// Moves it.
    pub fn shift(&mut self, dx: f64, dy: f64) {
        match self {
            Self::Text { x, y, .. } | Self::Logo { x, y, .. } | Self::Link { x, y, .. } | Self::PageOf { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Self::Path { points, .. } | Self::Fill { points, .. } => {
                for (x, y) in points {
                    *x += dx;
                    *y += dy;
                }
            }
            Self::Destination { y, .. } => *y += dy,
            Self::Nothing => {}
        }
    }

    /// A filled rectangle.
    pub fn rectangle((x, y): (f64, f64), width: f64, height: f64, colour: Rgb) -> Self {
        Self::Fill { points: vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour }
    }

    /// A horizontal line.
    pub fn across(x: f64, y: f64, length: f64, width: f64, colour: Rgb) -> Self {
        Self::Path { points: vec![(x, y), (x + length, y)], width, colour }
    }
}

/// Something drawn and its place in the structure; none is decoration.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The node it belongs to.
    pub node: Option<NodeId>,
    /// What is drawn.
    pub draw: Draw,
}
