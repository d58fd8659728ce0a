//! The client's own statements on the wire.

use super::desk::Choice;
use serde::Serialize;
use ts_rs::TS;

/// A fact that can be typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ClientFact {
    /// The key it is typed under.
    pub key: String,
    /// Its name.
    pub label: String,
    /// How it is typed.
    #[ts(type = "\"text\" | \"number\" | \"share\" | \"day\" | \"choice\" | \"choices\" | \"flag\"")]
    pub form: String,
    /// Unit after a number.
    pub unit: String,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// As typed; null where it is not.
    pub typed: Option<String>,
    /// The value in use as shown; null where it is unknown.
    pub used: Option<String>,
    /// Its grade.
    #[ts(type = "\"measured\" | \"stated\" | \"benchmark\" | \"guess\" | \"policy\" | \"unknown\"")]
    pub grade: String,
    /// Where the value in use comes from.
    pub source: String,
    /// What depends on it, in a few words.
    pub moves: String,
    /// Nothing stands in for it: without it there is no answer.
    pub needed: bool,
}

/// Facts that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ClientGroup {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub note: String,
    /// Its facts.
    pub facts: Vec<ClientFact>,
}

/// What a value tried would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Consequence {
    /// Each threshold before and after.
    pub thresholds: Vec<Moved>,
    /// The verdict before and after.
    pub verdict: Moved,
    /// Totals of options that change, before and after.
    pub totals: Vec<Moved>,
}

/// Something before and after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Moved {
    /// Figure or option.
    pub id: String,
    /// Its name.
    pub name: String,
    /// State or kind before.
    pub before: String,
    /// State or kind after.
    pub after: String,
    /// Value or headline before, as shown.
    pub before_text: String,
    /// Value or headline after, as shown.
    pub after_text: String,
    /// Whether they differ.
    pub changed: bool,
}
