//! A chart's SVG as pixels, with the bundled typeface and no other.

use super::{DrawError, Svg};
use crate::face::Cut;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

/// Pixels of the picture a chart's pixel.
const SHARPNESS: f32 = 2.0;

/// The picture as a PNG file on paper.
///
/// # Errors
/// Where the SVG cannot be drawn.
pub fn png(svg: &Svg) -> Result<Vec<u8>, DrawError> {
    let mut options = Options::default();
    let fonts = Arc::make_mut(&mut options.fontdb);
    Cut::ALL.iter().for_each(|cut| fonts.load_font_data(cut.bytes().to_vec()));
    let tree = Tree::from_str(&svg.text, &options).map_err(|cause| DrawError(cause.to_string()))?;
    let (width, height) = (svg.width as f32 * SHARPNESS, svg.height as f32 * SHARPNESS);
    let mut drawn =
        Pixmap::new(width.ceil() as u32, height.ceil() as u32).ok_or_else(|| DrawError("it has no size".to_owned()))?;
    drawn.fill(Color::WHITE);
    let scale = width / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut drawn.as_mut());
    drawn.encode_png().map_err(|cause| DrawError(cause.to_string()))
}
