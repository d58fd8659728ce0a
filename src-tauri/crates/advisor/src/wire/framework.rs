//! T2 on the wire, framework by framework.

use super::Beside;
use serde::Serialize;
use ts_rs::TS;

/// One framework in force.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Framework {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Its own state: `crossed`, `near`, `not_crossed`, `unknown`.
    #[ts(type = "\"crossed\" | \"near\" | \"not_crossed\" | \"unknown\" | \"not_applicable\"")]
    pub state: String,
    /// State as shown.
    pub state_text: String,
    /// `external_audit`, `self_attested`, `regulator_may_investigate`, `voluntary`.
    pub obligation: String,
    /// The client says so, whatever the catalogue does.
    pub obligation_stated: bool,
    /// Day by which the gap must be closed, ISO.
    pub due: String,
    /// Nobody outside set the day.
    pub self_set: bool,
    /// A register tells how far it is.
    pub register: bool,
    /// Requirements that apply.
    pub applicable: u32,
    /// Requirements with evidence in date.
    pub evidenced: u32,
    /// Its score by points, where it has one and a register tells it.
    pub score: Option<i32>,
    /// The same if what the register calls implemented is taken for met.
    pub score_claimed: Option<i32>,
    /// Lowest and full score, where it has one.
    pub score_range: Option<[i32; 2]>,
    /// What the score allows: `final`, `conditional`, `none`.
    #[ts(type = "\"final\" | \"conditional\" | \"none\" | null")]
    pub status: Option<String>,
    /// Open requirements that bar the conditional status, `3.5.3 (5 points)`.
    pub barring: Vec<String>,
    /// Ids of the register that the catalogue does not know.
    pub unmatched: Vec<String>,
    /// What is said of it, name and text, in the order shown.
    pub facts: Vec<Named>,
    /// Hours free, asked for and left.
    pub hours: Vec<Beside>,
    /// What a provider of each domain and of all four can carry, and what stays with the client whatever is bought.
    pub carriers: Vec<Carried>,
    /// Open requirements by family.
    pub families: Vec<FamilyCarried>,
    /// What it is not, as of when.
    pub statement: String,
}

/// A name with its text.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Named {
    /// What it is.
    pub name: String,
    /// As shown.
    pub text: String,
}

/// Open requirements someone can carry, with the hours to close them.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Carried {
    /// Who.
    pub name: String,
    /// How many requirements.
    pub open: u32,
    /// Figure id of the hours.
    pub figure: String,
    /// Hours, decimal; null where they are not known.
    pub value: Option<String>,
    /// Hours as shown.
    pub text: String,
}

/// Open requirements of one family.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FamilyCarried {
    /// The family.
    pub family: String,
    /// Requirements that apply.
    pub applicable: u32,
    /// Open ones a provider of each domain can carry, in the order of the domains; one can stand under several.
    pub domains: [u32; 4],
    /// Open ones a provider of all four can carry.
    pub provider: u32,
    /// Open ones that stay with the client.
    pub client: u32,
    /// Hours of the two, as shown.
    pub hours: [String; 2],
}
