//! Yes and no in their usual spellings.

/// Reads yes or no; `None` where the text is neither.
pub(crate) fn parse(text: &str) -> Option<bool> {
    let lower = text.trim().to_lowercase();
    match lower.as_str() {
        "true" | "yes" | "y" | "1" | "1.0" | "-1" | "t" | "x" | "on" | "enabled" | "active" | "✓" | "✔" | "☑" | "☒" | "ja"
        | "oui" | "si" | "sí" | "sim" | "wahr" | "vrai" | "verdadero" | "vero" => Some(true),
        "false" | "no" | "n" | "0" | "0.0" | "f" | "off" | "disabled" | "inactive" | "suspended" | "✗" | "✘" | "☐" | "nein"
        | "non" | "nee" | "não" | "falsch" | "faux" | "falso" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_spellings_are_flags_and_others_are_not() {
        assert_eq!(parse("True"), Some(true));
        assert_eq!(parse(" no "), Some(false));
        assert_eq!(parse("maybe"), None, "what is neither stays unknown");
        assert_eq!(parse(""), None, "blank is unknown, not no");
    }
}
