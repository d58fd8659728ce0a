//! Words: runs of one look, and the type scale.

use crate::face::Cut;
use crate::ink::Ink;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// To a destination of the document.
    To(String),
    /// Out of it.
    Uri(String),
}

/// Words of one look.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Cut; none is that of the style.
    pub cut: Option<Cut>,
    /// Ink; none is that of the style.
    pub ink: Option<Ink>,
    /// Where it leads.
    pub link: Option<Link>,
    /// In a frame; the inner one says whether its line is unbroken.
    pub framed: Option<bool>,
}

impl Run {
    /// Words in the look of their style.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), cut: None, ink: None, link: None, framed: None }
    }

    /// Semibold words.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { cut: Some(Cut::SemiBold), ..Self::plain(text) }
    }

    /// In an ink.
    #[must_use]
    pub fn ink(self, ink: Ink) -> Self {
        Self { ink: Some(ink), ..self }
    }

    /// As a link.
    #[must_use]
    pub fn to(self, destination: impl Into<String>) -> Self {
        Self { link: Some(Link::To(destination.into())), ..self }
    }
}

/// One run of plain words.
pub fn plain(text: impl Into<String>) -> Vec<Run> {
    vec![Run::plain(text)]
}

/// The type scale: 21 / 11 / 9.5 / 8.5 / 7.5 points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A figure to remember.
    Display,
    /// The sentence under a title.
    Lead,
    /// Prose.
    Body,
    /// Tables.
    Table,
    /// Captions, sources, notes.
    Note,
}

impl Style {
    /// Size in points.
    pub fn size(self) -> f64 {
        match self {
            Self::Display => 21.0,
            Self::Lead => 11.0,
            Self::Body => 9.5,
            Self::Table => 8.5,
            Self::Note => 7.5,
        }
    }

    /// Distance of base lines in points.
    pub fn leading(self) -> f64 {
        match self {
            Self::Display => 25.0,
            Self::Lead => 15.5,
            Self::Body => 13.5,
            Self::Table => 11.5,
            Self::Note => 10.5,
        }
    }

    /// Its ink.
    pub fn ink(self) -> Ink {
        match self {
            Self::Note => Ink::Ink3,
            _ => Ink::Ink,
        }
    }

    /// Its cut.
    pub fn cut(self) -> Cut {
        match self {
            Self::Display => Cut::SemiBold,
            _ => Cut::Regular,
        }
    }
}
