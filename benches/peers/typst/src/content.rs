//! What is typeset: a neutral description, the same for every peer.

use serde::Deserialize;

/// A document.
#[derive(Deserialize)]
pub struct Content {
    pub title: String,
    pub blocks: Vec<Block>,
}

/// What stands below one another on its pages.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// Level, from 1, and text.
    Heading(usize, String),
    Paragraph(String),
    Table {
        head: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    Chart {
        svg: String,
    },
}

impl Content {
    /// The charts as SVG, in the order they stand in.
    pub fn charts(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Chart { svg } => Some(svg.as_str()),
            _ => None,
        })
    }
}
