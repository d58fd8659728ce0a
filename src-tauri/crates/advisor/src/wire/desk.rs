//! The open engagement on the wire: its state, what is tried and typed, its history.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A value to try or to type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Override {
    /// Setting or input name.
    pub key: String,
    /// As typed; null takes it away.
    pub value: Option<String>,
}

/// The engagement that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct State {
    /// The organisation.
    pub name: String,
    /// The only *today*, ISO.
    pub as_of: String,
    /// The same in words.
    pub as_of_text: String,
    /// Name of the file, without folders.
    pub file: String,
    /// A throw-away copy of the sample.
    pub sample: bool,
    /// May be changed.
    pub writable: bool,
    /// Why it may not, where it was to be changed; null where it may, or is only looked at.
    pub kept_from: Option<String>,
    /// What the file's own check found; null where it is sound.
    pub damage: Option<String>,
    /// What undo would take back.
    pub undo: Option<String>,
    /// What redo would make again.
    pub redo: Option<String>,
    /// The change it stands at; 0 before the first.
    pub change: u32,
    /// Sources that count.
    pub sources: u32,
    /// Something is read and waits to be committed.
    pub staged: bool,
}

/// An input that moves the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Lever {
    /// Its name, the key it is typed under.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Grade.
    #[ts(type = "\"measured\" | \"stated\" | \"benchmark\" | \"guess\" | \"policy\" | \"unknown\"")]
    pub grade: String,
    /// Where it comes from.
    pub source: String,
    /// Lowest plausible, decimal.
    pub low: String,
    /// Likely, decimal.
    pub likely: String,
    /// Highest plausible, decimal.
    pub high: String,
    /// Start of the slider, decimal.
    pub min: String,
    /// End of the slider, decimal.
    pub max: String,
    /// Step of the slider, decimal.
    pub step: String,
    /// The likely value as shown.
    pub text: String,
    /// How far the lead of the first option moves over its range, as shown.
    pub swing: String,
    /// It was typed.
    pub typed: bool,
}

/// The answer with values tried and not typed: the assessment without years and evidence.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Preview {
    /// The answer.
    pub assessment: super::assessment::Assessment,
    /// What was tried, as shown.
    pub texts: BTreeMap<String, String>,
}

/// A choice of the live inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Choice {
    /// As typed.
    pub value: String,
    /// As shown.
    pub label: String,
}

/// What can be moved beside every room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Levers {
    /// The inputs with a range, the most telling first.
    pub inputs: Vec<Lever>,
    /// Required hours: what can be chosen.
    pub coverage: Vec<Choice>,
    /// Required hours in force; null where unknown.
    pub coverage_now: Option<String>,
}

/// One change that touched something, newest last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Touched {
    /// When, as shown.
    pub at: String,
    /// Who.
    pub who: String,
    /// Why, where a reason was given.
    pub why: Option<String>,
    /// Before; null where there was none.
    pub old: Option<String>,
    /// After; null where it was taken away.
    pub new: Option<String>,
}

/// Something the palette finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Indexed {
    /// `figure` or `input`.
    #[ts(type = "\"figure\" | \"input\"")]
    pub kind: String,
    /// Figure id or input name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its value as shown.
    pub text: String,
}

/// A word of the field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Term {
    /// The word.
    pub term: String,
    /// What it means here.
    pub meaning: String,
}
