//! Colours by name: palette B, the interface's inks, and the tints of cost groups. One name, one colour, everywhere;
//! style sheets restyle a chart by matching the colour as written.

/// A colour with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ink {
    /// What is drawn on.
    Paper,
    /// Tracks and the leader's column.
    Well,
    /// Figures, headings, sentences.
    Ink,
    /// Labels and units.
    Ink2,
    /// Sources, captions, axis ticks.
    Ink3,
    /// Between rows.
    Hair,
    /// Between groups, axes.
    Rule,
    /// Today and in-house.
    InHouse,
    /// Co-managed.
    CoManaged,
    /// Full outsource.
    Outsource,
    /// Break-fix, as a mark.
    BreakFix,
    /// Break-fix, as text.
    BreakFixText,
    /// Quotes.
    Quote,
    /// A threshold crossed or near.
    State,
    /// The near band.
    StateBand,
    /// A threshold not crossed.
    StateQuiet,
}

impl Ink {
    /// Every colour, in the order of the style sheet.
    pub const ALL: [Self; 16] = [
        Self::Paper,
        Self::Well,
        Self::Ink,
        Self::Ink2,
        Self::Ink3,
        Self::Hair,
        Self::Rule,
        Self::InHouse,
        Self::CoManaged,
        Self::Outsource,
        Self::BreakFix,
        Self::BreakFixText,
        Self::Quote,
        Self::State,
        Self::StateBand,
        Self::StateQuiet,
    ];

    /// Red, green, blue. No two colours are the same, so that a style sheet can tell them apart.
    pub fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Paper => (0xff, 0xff, 0xff),
            Self::Well => (0xef, 0xef, 0xeb),
            Self::Ink => (0x1a, 0x1a, 0x1a),
            Self::Ink2 => (0x4c, 0x50, 0x56),
            Self::Ink3 => (0x67, 0x6b, 0x71),
            Self::Hair => (0xe4, 0xe4, 0xdf),
            Self::Rule => (0xb4, 0xb5, 0xb1),
            Self::InHouse => (0x1a, 0x1a, 0x1b),
            Self::CoManaged => (0x00, 0x00, 0xd1),
            Self::Outsource => (0xb2, 0x38, 0x1f),
            Self::BreakFix => (0x34, 0x9d, 0x8b),
            Self::BreakFixText => (0x1e, 0x74, 0x66),
            Self::Quote => (0xa2, 0x58, 0xbc),
            Self::State => (0x8a, 0x52, 0x00),
            Self::StateBand => (0xf2, 0xdf, 0xbd),
            Self::StateQuiet => (0x4c, 0x50, 0x57),
        }
    }

    /// The custom property it stands for in a style sheet.
    pub fn token(self) -> &'static str {
        match self {
            Self::Paper => "--paper",
            Self::Well => "--well",
            Self::Ink => "--ink",
            Self::Ink2 => "--ink-2",
            Self::Ink3 => "--ink-3",
            Self::Hair => "--hair",
            Self::Rule => "--rule",
            Self::InHouse => "--opt-inhouse",
            Self::CoManaged => "--opt-comanaged",
            Self::Outsource => "--opt-outsource",
            Self::BreakFix => "--opt-breakfix",
            Self::BreakFixText => "--opt-breakfix-text",
            Self::Quote => "--opt-quote",
            Self::State => "--state",
            Self::StateBand => "--state-band",
            Self::StateQuiet => "--state-quiet",
        }
    }

    /// The colour of the same series where it has to be read as text.
    pub fn as_text(self) -> Self {
        match self {
            Self::BreakFix => Self::BreakFixText,
            other => other,
        }
    }
}

/// A colour at a strength from 0 to 1 over paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paint {
    /// The colour.
    pub ink: Ink,
    /// 1 is the colour itself.
    pub strength: f64,
}

impl From<Ink> for Paint {
    fn from(ink: Ink) -> Self {
        Self { ink, strength: 1.0 }
    }
}

impl Paint {
    /// The colour over paper, for what cannot be seen through.
    pub fn over_paper(self) -> (u8, u8, u8) {
        let (r, g, b) = self.ink.rgb();
        let blend = |c: u8| (255.0 - (255.0 - f64::from(c)) * self.strength).round() as u8;
        (blend(r), blend(g), blend(b))
    }
}

/// Strengths of the five cost groups inside one bar, in the order of the groups: told apart in greyscale by their order.
pub const GROUP_STRENGTHS: [f64; 5] = [1.0, 0.72, 0.48, 0.28, 0.12];

/// WCAG contrast ratio of two colours, 1 to 21.
pub fn contrast(a: (u8, u8, u8), b: (u8, u8, u8)) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance((r, g, b): (u8, u8, u8)) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_inks_are_the_same_colour() {
        let colours: std::collections::BTreeSet<_> = Ink::ALL.iter().map(|i| i.rgb()).collect();
        assert_eq!(colours.len(), Ink::ALL.len(), "a style sheet finds an ink by its colour");
    }

    #[test]
    fn text_and_marks_can_be_seen_on_paper() {
        let on_paper = |ink: Ink| contrast(ink.rgb(), Ink::Paper.rgb());
        for ink in [Ink::Ink, Ink::Ink2, Ink::Ink3, Ink::State, Ink::StateQuiet, Ink::BreakFixText] {
            assert!(on_paper(ink) >= 4.5, "WCAG 1.4.3 asks 4.5:1 of text: {ink:?}");
        }
        for ink in [Ink::InHouse, Ink::CoManaged, Ink::Outsource, Ink::BreakFix, Ink::Quote] {
            assert!(on_paper(ink) >= 3.0, "WCAG 1.4.11 asks 3:1 of marks: {ink:?}");
            assert!(on_paper(ink.as_text()) >= 4.5, "and 4.5:1 of a series' label: {ink:?}");
        }
    }

    #[test]
    fn series_keep_a_staircase_of_lightness_for_greyscale() {
        let series = [Ink::InHouse, Ink::CoManaged, Ink::Outsource, Ink::Quote, Ink::BreakFix];
        let steps: Vec<f64> = series.iter().map(|i| contrast(i.rgb(), Ink::Paper.rgb())).collect();
        assert!(steps.windows(2).all(|w| w[0] / w[1] >= 1.3), "each step is 1.3 lighter than the one before: {steps:?}");
    }
}
