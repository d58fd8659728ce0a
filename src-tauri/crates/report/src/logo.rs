//! A firm's logo: PNG, or SVG drawn to pixels, over paper.

use crate::document::Logo;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Node, Options, Tree};
use std::fmt;

/// Why a logo cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogoError {
    /// Neither PNG nor SVG, or damaged.
    Unreadable(String),
    /// Larger than a logo is.
    TooLarge,
    /// Holds letters, whose typeface is not in it.
    Letters,
}

impl fmt::Display for LogoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "The logo is neither a PNG nor an SVG that can be read: {why}"),
            Self::TooLarge => write!(f, "The logo is larger than {LARGEST} pixels on a side or {MOST_BYTES} bytes"),
            Self::Letters => f.write_str("The SVG holds letters whose typeface is not part of it"),
        }
    }
}

impl std::error::Error for LogoError {}

/// Pixels on a side a PNG may have.
const LARGEST: u32 = 4000;
/// Bytes a file may have.
const MOST_BYTES: usize = 4_000_000;
/// Width an SVG is drawn to: four pixels a point at its largest on paper.
const DRAWN: f32 = 480.0;

/// Reads a logo.
///
/// # Errors
/// Where it is no picture, too large, or letters would come out in another typeface.
pub fn read(bytes: &[u8]) -> Result<Logo, LogoError> {
    if bytes.len() > MOST_BYTES {
        return Err(LogoError::TooLarge);
    }
    let picture = if bytes.starts_with(b"\x89PNG") { png(bytes)? } else { svg(bytes)? };
    let mut paper = Pixmap::new(picture.width(), picture.height()).ok_or(LogoError::TooLarge)?;
    paper.fill(Color::WHITE);
    paper.draw_pixmap(0, 0, picture.as_ref(), &resvg::tiny_skia::PixmapPaint::default(), Transform::identity(), None);
    let pixels = paper.pixels().iter().flat_map(|p| [p.red(), p.green(), p.blue()]).collect();
    Ok(Logo { pixels, width: paper.width(), height: paper.height() })
}

fn png(bytes: &[u8]) -> Result<Pixmap, LogoError> {
    // The size stands in the first 24 bytes: read before a small file unpacks into a large picture.
    let side = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_be_bytes);
    if side(16) > LARGEST || side(20) > LARGEST {
        return Err(LogoError::TooLarge);
    }
    Pixmap::decode_png(bytes).map_err(|cause| LogoError::Unreadable(cause.to_string()))
}

fn svg(bytes: &[u8]) -> Result<Pixmap, LogoError> {
    let tree = Tree::from_data(bytes, &Options::default()).map_err(|cause| LogoError::Unreadable(cause.to_string()))?;
    if letters(tree.root()) || without_comments(bytes).contains("<text") {
        return Err(LogoError::Letters);
    }
    let scale = DRAWN / tree.size().width();
    let height = (tree.size().height() * scale).ceil();
    if !height.is_finite() || height > LARGEST as f32 {
        return Err(LogoError::TooLarge);
    }
    let mut drawn = Pixmap::new(DRAWN as u32, (height as u32).max(1)).ok_or(LogoError::TooLarge)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut drawn.as_mut());
    Ok(drawn)
}

/// Whether letters are left as letters.
fn letters(group: &resvg::usvg::Group) -> bool {
    group.children().iter().any(|node| match node {
        Node::Text(_) => true,
        Node::Group(inner) => letters(inner),
        _ => false,
    })
}

/// Letters without a typeface are dropped on reading, so they are looked for in the text.
fn without_comments(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut parts = text.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("-->").map_or("", |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_svg_becomes_pixels_over_paper() {
        let logo = read(br##"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="10" height="10" fill="#ff0000"/></svg>"##).unwrap();
        assert_eq!((logo.width, logo.height), (480, 240), "its shape is kept");
        assert_eq!(logo.pixels[..3], [255, 0, 0], "the left is red");
        assert_eq!(logo.pixels[logo.pixels.len() - 3..], [255, 255, 255], "what is see-through is paper");
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert!(matches!(read(b"hello"), Err(LogoError::Unreadable(_))));
        assert_eq!(
            read(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>A</text></svg>"),
            Err(LogoError::Letters)
        );
        let mut huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        huge.extend([0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 1]);
        assert_eq!(read(&huge), Err(LogoError::TooLarge), "before it is unpacked");
    }
}
