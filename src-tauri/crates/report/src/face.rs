//! The bundled typeface, measured: the same advance widths place text in window, chart and PDF.

use std::sync::OnceLock;
use ttf_parser::Face;

/// A cut of IBM Plex Sans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cut {
    /// Prose and figures.
    Regular,
    /// Terms and quotations.
    Italic,
    /// Labels and column heads.
    Medium,
    /// Findings and totals.
    SemiBold,
}

impl Cut {
    /// Every cut.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Italic, Self::Medium, Self::SemiBold];

    /// The font file.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../../../assets/fonts/IBMPlexSans_400Regular.ttf"),
            Self::Italic => include_bytes!("../../../../assets/fonts/IBMPlexSans_400Regular_Italic.ttf"),
            Self::Medium => include_bytes!("../../../../assets/fonts/IBMPlexSans_500Medium.ttf"),
            Self::SemiBold => include_bytes!("../../../../assets/fonts/IBMPlexSans_600SemiBold.ttf"),
        }
    }

    /// Its PostScript name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Regular => "IBMPlexSans",
            Self::Italic => "IBMPlexSans-Italic",
            Self::Medium => "IBMPlexSans-Medium",
            Self::SemiBold => "IBMPlexSans-SemiBold",
        }
    }
}

/// The four cuts, read.
pub struct Faces {
    cuts: Vec<Face<'static>>,
}

/// What stands for a character the typeface lacks.
pub const MISSING: char = '?';

impl Faces {
    /// The bundled cuts, read once. `None` only if the program's own font files are damaged.
    pub fn bundled() -> Option<&'static Self> {
        static READ: OnceLock<Option<Faces>> = OnceLock::new();
        READ.get_or_init(Self::read).as_ref()
    }

    fn read() -> Option<Self> {
        let cuts: Result<Vec<_>, _> = Cut::ALL.iter().map(|c| Face::parse(c.bytes(), 0)).collect();
        Some(Self { cuts: cuts.ok()? })
    }

    /// The parsed face of a cut.
    pub fn face(&self, cut: Cut) -> &Face<'static> {
        &self.cuts[cut as usize]
    }

    /// Width of a text in the unit of `size`.
    pub fn width(&self, text: &str, cut: Cut, size: f64) -> f64 {
        let face = self.face(cut);
        let units: u32 = text.chars().map(|c| self.advance(face, c)).sum();
        f64::from(units) * size / f64::from(face.units_per_em())
    }

    fn advance(&self, face: &Face<'_>, c: char) -> u32 {
        let glyph = face.glyph_index(c).or_else(|| face.glyph_index(MISSING));
        glyph.and_then(|g| face.glyph_hor_advance(g)).unwrap_or(0).into()
    }

    /// The text with what the typeface lacks replaced, and control characters as spaces.
    pub fn shown(&self, text: &str) -> String {
        let face = self.face(Cut::Regular);
        let shown = |c: char| match c {
            '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
            c if c.is_control() => ' ',
            c if face.glyph_index(c).is_some() => c,
            _ => MISSING,
        };
        text.chars().map(shown).collect()
    }

    /// The longest beginning of a text that fits a width, with an ellipsis where something was cut off.
    pub fn fitted(&self, text: &str, cut: Cut, size: f64, width: f64) -> String {
        if self.width(text, cut, size) <= width {
            return text.to_owned();
        }
        let mut kept = String::new();
        for c in text.chars() {
            kept.push(c);
            if self.width(&format!("{kept}…"), cut, size) > width {
                kept.pop();
                break;
            }
        }
        format!("{}…", kept.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_align_in_every_weight() {
        let faces = Faces::bundled().unwrap();
        for cut in Cut::ALL {
            let widths: Vec<f64> = "0123456789−+".chars().map(|c| faces.width(&c.to_string(), cut, 1000.0)).collect();
            assert!(widths.iter().all(|w| (*w - 600.0).abs() < f64::EPSILON), "digits and signs are 600 units wide: {cut:?}");
        }
    }

    #[test]
    fn a_text_too_long_is_cut_with_an_ellipsis() {
        let faces = Faces::bundled().unwrap();
        let cut = faces.fitted("A very long provider name", Cut::Regular, 10.0, 60.0);
        assert!(cut.ends_with('…') && faces.width(&cut, Cut::Regular, 10.0) <= 60.0, "it fits and says that it was cut: {cut}");
        assert_eq!(faces.fitted("Short", Cut::Regular, 10.0, 60.0), "Short", "what fits stays");
    }
}
