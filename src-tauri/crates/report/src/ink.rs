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

    /// The custom property where it colours letters: a series' own may be too faint to read in a dark theme.
    pub fn text_token(self) -> &'static str {
        match self {
            Self::InHouse => "--opt-inhouse-text",
            Self::CoManaged => "--opt-comanaged-text",
            Self::Outsource => "--opt-outsource-text",
            Self::BreakFix | Self::BreakFixText => "--opt-breakfix-text",
            Self::Quote => "--opt-quote-text",
            other => other.token(),
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

/// The rules that give each ink of a chart its custom property, so that a theme restyles it. The window's style sheet is
/// this text.
pub fn style_sheet() -> String {
    let rule = |ink: &Ink| {
        let (r, g, b) = ink.rgb();
        let (colour, token) = (format!("#{r:02X}{g:02X}{b:02X}"), ink.token());
        format!(
            ".chart [fill=\"{colour}\"] {{\n  fill: var({token});\n}}\n\n.chart [stroke=\"{colour}\"] {{\n  stroke: var({token});\n}}\n"
        )
    };
    let text = Ink::ALL.iter().filter(|i| i.text_token() != i.token()).map(|ink| {
        let (r, g, b) = ink.rgb();
        format!(".chart text[fill=\"#{r:02X}{g:02X}{b:02X}\"] {{\n  fill: var({});\n}}\n", ink.text_token())
    });
    let rules: Vec<String> = Ink::ALL.iter().map(rule).chain(text).collect();
    format!("/* The inks of charts as tokens: written by the report, see its ink.rs. */\n\n{}", rules.join("\n"))
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
    fn the_windows_style_sheet_has_every_ink() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../ui/src/components/chart.css");
        if std::env::var("GOLDEN").is_ok_and(|v| v == "write") {
            std::fs::write(path, style_sheet()).unwrap();
        }
        let (css, tokens) = (std::fs::read_to_string(path).unwrap(), include_str!("../../../../ui/src/app/tokens.css"));
        assert_eq!(css, style_sheet(), "written anew with GOLDEN=write");
        for ink in Ink::ALL {
            for token in [ink.token(), ink.text_token()] {
                let themes = tokens.matches(&format!("{token}:")).count();
                assert!(themes >= 2, "{token} has a value in the light and in the dark theme");
            }
        }
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
