//! The cuts a document uses, reduced to the characters it uses.

use super::WriteError;
use crate::face::{Cut, Faces, MISSING};
use crate::layout::{Draw, Laid};
use printpdf::{FontMetrics, ParsedFont, PdfFontMetricsStub};
use std::collections::{BTreeMap, BTreeSet};
use subsetter::GlyphRemapper;
use ttf_parser::Face;

/// A cut as embedded.
pub struct Subset {
    /// Which cut.
    pub cut: Cut,
    /// Its name among the resources.
    pub id: &'static str,
    /// The font.
    pub font: ParsedFont,
}

/// Reduces every cut in use.
pub fn subsets(laid: &Laid, faces: &Faces) -> Result<Vec<Subset>, WriteError> {
    let mut used: BTreeMap<Cut, BTreeSet<char>> = BTreeMap::new();
    for item in laid.pages.iter().flat_map(|p| &p.items) {
        if let Draw::Text { cut, text, .. } = &item.draw {
            used.entry(*cut).or_default().extend(text.chars());
        }
    }
    used.into_iter().map(|(cut, chars)| subset(cut, &chars, faces)).collect()
}

/// Six capitals before the name say that the font is a subset (ISO 32000-1, 9.6.4).
fn tag(cut: Cut) -> (&'static str, &'static str) {
    match cut {
        Cut::Regular => ("F1", "THRSHR+"),
        Cut::Italic => ("F2", "THRSHI+"),
        Cut::Medium => ("F3", "THRSHM+"),
        Cut::SemiBold => ("F4", "THRSHS+"),
    }
}

fn subset(cut: Cut, chars: &BTreeSet<char>, faces: &Faces) -> Result<Subset, WriteError> {
    let face = faces.face(cut);
    let mut remapper = GlyphRemapper::new();
    let (mut glyphs, mut widths) = (BTreeMap::new(), BTreeMap::new());
    for c in chars {
        let Some(glyph) = face.glyph_index(*c).or_else(|| face.glyph_index(MISSING)) else { continue };
        let new = remapper.remap(glyph.0);
        glyphs.insert(u32::from(*c), new);
        widths.insert(new, face.glyph_hor_advance(glyph).unwrap_or(0));
    }
    let bytes = subsetter::subset(cut.bytes(), 0, &remapper).map_err(|cause| WriteError::Font(cause.to_string()))?;
    let (id, tag) = tag(cut);
    let metrics = FontMetrics { ascent: face.ascender(), descent: face.descender() };
    let name = Some(format!("{tag}{}", cut.name()));
    let mut font = ParsedFont::with_glyph_data(bytes, 0, name, glyphs, widths, face.units_per_em(), metrics);
    font.pdf_font_metrics = descriptor(face);
    Ok(Subset { cut, id, font })
}

fn descriptor(face: &Face<'_>) -> PdfFontMetricsStub {
    let bounds = face.global_bounding_box();
    PdfFontMetricsStub {
        units_per_em: face.units_per_em(),
        x_min: bounds.x_min,
        y_min: bounds.y_min,
        x_max: bounds.x_max,
        y_max: bounds.y_max,
        us_weight_class: face.weight().to_number(),
        ..PdfFontMetricsStub::default()
    }
}
