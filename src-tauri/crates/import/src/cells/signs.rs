//! Signs that a change of encoding has left as control codes.

use std::borrow::Cow;

/// Codes 0x80 to 0x9F of Windows-1252; its five gaps stay what they are.
const SIGNS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text with the signs that were Windows-1252, were read as ISO-8859-1 and written on as control codes.
pub(crate) fn restored(text: &str) -> Cow<'_, str> {
    let is_code = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    if text.is_ascii() || !text.contains(is_code) {
        return Cow::Borrowed(text);
    }
    let sign = |c: char| u32::from(c).checked_sub(0x80).and_then(|at| SIGNS.get(usize::try_from(at).ok()?)).copied().unwrap_or(c);
    text.chars().map(sign).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_codes_are_the_signs_they_were() {
        assert_eq!(restored("O\u{92}Brien \u{96} \u{80}5"), "O’Brien – €5");
        assert_eq!(restored("Ångström"), "Ångström", "letters are no codes");
    }
}
