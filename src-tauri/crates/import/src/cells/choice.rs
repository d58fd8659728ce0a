//! Words of tools mapped to the closed choices of a field.

use crate::fold::{self, Phrase};
use model::Field;
use std::collections::HashMap;

/// How one field's words are mapped: exact words first, then phrases in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct ValueTable {
    /// Folded word → choice.
    exact: HashMap<String, &'static str>,
    /// Phrases in the order of the data, first match wins.
    phrases: Vec<(Phrase, &'static str)>,
}

impl ValueTable {
    /// Adds a word (`exact`) or phrase; `false` where the choice is none of the field's.
    pub(crate) fn add(&mut self, field: Field, word: &str, choice: &str, exact: bool) -> bool {
        let Some(choice) = field.choice(choice) else { return false };
        if exact {
            self.exact.insert(fold::words(word), choice);
        } else {
            self.phrases.push((Phrase::parse(word), choice));
        }
        true
    }

    /// The choice a cell means.
    pub(crate) fn find(&self, words: &str) -> Option<&'static str> {
        self.exact.get(words).copied().or_else(|| self.phrases.iter().find(|(p, _)| fold::has_phrase(words, p)).map(|(_, c)| *c))
    }
}

/// The choice a cell means: the preset's words, the field's own words, then the general words.
pub(crate) fn parse(field: Field, text: &str, preset: Option<&ValueTable>, general: Option<&ValueTable>) -> Option<&'static str> {
    let words = fold::words(text);
    let own = || field.choices().iter().copied().find(|c| fold::words(c) == words);
    preset.and_then(|t| t.find(&words)).or_else(own).or_else(|| general.and_then(|t| t.find(&words)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_presets_words_come_before_the_general_ones() {
        let (mut preset, mut general) = (ValueTable::default(), ValueTable::default());
        assert!(preset.add(Field::StaffStatus, "T", "terminated", true));
        assert!(general.add(Field::StaffStatus, "on leave*", "leave", false));
        assert!(!general.add(Field::StaffStatus, "gone", "vanished", true), "only the field's own choices can be meant");
        let read = |t: &str| parse(Field::StaffStatus, t, Some(&preset), Some(&general));
        assert_eq!(read("t"), Some("terminated"));
        assert_eq!(read("On Leave (FMLA)"), Some("leave"), "a phrase may go on");
        assert_eq!(read("Active"), Some("active"), "the field's own word needs no table");
        assert_eq!(read("maybe"), None);
    }
}
