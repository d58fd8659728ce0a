//! Catalogues of requirements, as data gives them.

use crate::scope::Domains;
use rust_decimal::Decimal;

/// Who checks, which decides whether a gap can cross T2 (rules 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obligation {
    /// An outside auditor certifies.
    ExternalAudit,
    /// Attested by oneself to an authority.
    SelfAttested,
    /// A regulator may investigate.
    RegulatorMayInvestigate,
    /// Chosen freely: at most near.
    Voluntary,
}

impl Obligation {
    /// Every one, the strictest first.
    pub const ALL: [Self; 4] = [Self::ExternalAudit, Self::SelfAttested, Self::RegulatorMayInvestigate, Self::Voluntary];

    /// Its word in data and settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::ExternalAudit => "external_audit",
            Self::SelfAttested => "self_attested",
            Self::RegulatorMayInvestigate => "regulator_may_investigate",
            Self::Voluntary => "voluntary",
        }
    }

    /// The one a word names, in any spelling of case and separators.
    pub fn from_name(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase().replace([' ', '-'], "_");
        Self::ALL.into_iter().find(|o| o.name() == word)
    }
}

/// One specification below a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Specification {
    /// Its id in the framework's spelling.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Required, or addressable: the latter also counts by a documented reason (45 CFR 164.306(d)(3)).
    pub required: bool,
    /// Applies only under a condition: where the register does not list it, it does not apply.
    pub conditional: bool,
    /// Its id in the one folded spelling of its catalogue; set by [`Catalogue::fold_ids`].
    pub key: String,
}

/// What a requirement that is not met takes from the full score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Points {
    /// Where it is not met.
    pub whole: u32,
    /// Where it is met in part; only two requirements know that (32 CFR 170.24).
    pub partial: Option<u32>,
}

/// One requirement that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Its id in the framework's spelling.
    pub id: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Its title; empty where the text is not free.
    pub title: String,
    /// Family.
    pub family: String,
    /// Its points in the framework's score, where there is one.
    pub points: Option<Points>,
    /// Domains whose provider can carry its effort; none: it stays with the client.
    pub carried_by: Domains,
    /// Its parts, if any.
    pub specifications: Vec<Specification>,
    /// Its id and aliases in the one folded spelling of its catalogue; set by [`Catalogue::fold_ids`].
    pub keys: Vec<String>,
}

/// A family of requirements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Its id.
    pub id: String,
    /// Its title, or its number where the text is not free.
    pub title: String,
    /// Chosen by the client: it counts only where the register lists one of its requirements.
    pub optional: bool,
}

/// When a status is granted although requirements are open (32 CFR 170.21(a)(2), (b)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conditional {
    /// Where it stands.
    pub citation: String,
    /// Least score.
    pub least: i64,
    /// Most points an open requirement may have.
    pub most_points: u32,
    /// Folded ids that may be open with the points of their partial state.
    pub also: Vec<String>,
    /// Folded ids that may not be open.
    pub never: Vec<String>,
    /// Days in which what is open must be closed.
    pub days: u32,
}

/// A score by points (32 CFR 170.24).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoring {
    /// Where it stands.
    pub citation: String,
    /// The score with every requirement met.
    pub full: i64,
    /// Folded id of the requirement without which there is no score.
    pub needs: String,
    /// The conditional status, where the framework knows one.
    pub conditional: Option<Conditional>,
}

/// A sentence of a rule, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// In words.
    pub text: String,
    /// Where it stands.
    pub source: String,
}

/// What an assessment costs by the rule's own estimate; charged only where it is stated (rules 11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentCost {
    /// For whom.
    pub of: String,
    /// USD over the years.
    pub total: Decimal,
    /// Years until the next.
    pub years: u8,
    /// What it is made of.
    pub parts: Vec<(String, Decimal)>,
    /// Where it stands.
    pub source: String,
}

/// A condition a provider must meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderCondition {
    /// Its id.
    pub id: String,
    /// The condition in words.
    pub text: String,
    /// Where it stands.
    pub source: String,
    /// The field of a quote that answers it; without one it stays to be agreed.
    pub answered_by: Option<String>,
}

/// What a framework is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names(pub Vec<String>);

impl Names {
    /// Whether a word is one of them.
    pub fn is_named(&self, word: &str) -> bool {
        let word = fold_name(word);
        !word.is_empty() && self.0.iter().any(|name| fold_name(name) == word)
    }
}

/// A framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// `hipaa`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub citation: String,
    /// Who checks.
    pub obligation: Obligation,
    /// Months after which evidence no longer counts.
    pub evidence_months: u32,
    /// What it is not.
    pub disclaimer: String,
    /// What a register or a person may call it, id and title among them.
    pub names: Names,
    /// Words a register may write before an id, folded, the longest first.
    pub id_prefixes: Vec<String>,
    /// Names of the frameworks whose registers serve where it has none of its own: the requirements are the same.
    pub also_registers: Vec<Names>,
    /// Its families, in order.
    pub families: Vec<Family>,
    /// Its requirements.
    pub requirements: Vec<Requirement>,
    /// Its score, where it has one.
    pub scoring: Option<Scoring>,
    /// Set where nothing may be open on the day (32 CFR 170.21(a)(1)).
    pub all_or_nothing: Option<Clause>,
    /// What a change of provider may ask for.
    pub provider_change: Option<Clause>,
    /// What a provider must do.
    pub provider_conditions: Vec<ProviderCondition>,
    /// What its assessment costs, where the rule says so.
    pub assessment_cost: Option<AssessmentCost>,
}

impl Catalogue {
    /// The one folded spelling of an id: `AC.L2-3.1.1`, `3.1.1` and `03.01.01` are `3.1.1`; `AC-2(1)` and `AC-02(01)` are `ac.2.1`.
    pub fn fold(&self, id: &str) -> String {
        let mut key = fold(id);
        while let Some(rest) = self.id_prefixes.iter().find_map(|p| key.strip_prefix(p.as_str())?.strip_prefix('.')) {
            key = rest.to_owned();
        }
        key
    }

    /// Folds prefixes and ids once, so that registers are matched by comparing keys.
    pub fn fold_ids(mut self) -> Self {
        self.id_prefixes = self.id_prefixes.iter().map(|p| fold(p)).collect();
        self.id_prefixes.sort_by_key(|p| std::cmp::Reverse(p.len()));
        let mut requirements = std::mem::take(&mut self.requirements);
        for r in &mut requirements {
            r.keys = std::iter::once(&r.id).chain(&r.aliases).map(|id| self.fold(id)).collect();
            for s in &mut r.specifications {
                s.key = self.fold(&s.id);
            }
        }
        self.requirements = requirements;
        self
    }

    /// Whether a register, or a person, means this framework by a word: `CMMC L2`, `CMMC Level 2`, `SOC2`, `PCI`.
    pub fn is_named(&self, word: &str) -> bool {
        self.names.is_named(word)
    }

    /// The lowest and the full score, where it has one: with nothing met, and with all.
    pub fn scores(&self) -> Option<(i64, i64)> {
        let full = self.scoring.as_ref()?.full;
        let lost: i64 = self.requirements.iter().filter_map(|r| r.points).map(|p| i64::from(p.whole)).sum();
        Some((full - lost, full))
    }

    /// The title of a family, or its id where the catalogue has none.
    pub fn family_title<'a>(&'a self, id: &'a str) -> &'a str {
        self.families.iter().find(|f| f.id == id).map_or(id, |f| f.title.as_str())
    }
}

/// Letters and numbers alone, in lower case with `.` between them, numbers without leading zeros: what all spellings of an
/// id have in common.
pub fn fold(id: &str) -> String {
    tokens(id).join(".")
}

fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last = None;
    for c in text.chars() {
        let kind = if c.is_ascii_digit() {
            Some(true)
        } else if c.is_alphabetic() {
            Some(false)
        } else {
            None
        };
        match (kind, kind == last, tokens.last_mut()) {
            (Some(_), true, Some(token)) => token.extend(c.to_lowercase()),
            (Some(_), ..) => tokens.push(c.to_lowercase().collect()),
            (None, ..) => {}
        }
        last = kind;
    }
    tokens.into_iter().map(without_zeros).collect()
}

fn without_zeros(token: String) -> String {
    let bare = token.trim_start_matches('0');
    let is_number = token.bytes().all(|b| b.is_ascii_digit());
    if is_number && !bare.is_empty() {
        bare.to_owned()
    } else if is_number {
        "0".to_owned()
    } else {
        token
    }
}

/// Names of frameworks differ in words that say nothing: `NIST SP 800-171 Rev. 2` is `NIST 800-171 r2`.
fn fold_name(name: &str) -> String {
    let silent = ["sp", "v", "version", "r", "rev", "revision", "the", "framework", "standard"];
    let kept = tokens(name).into_iter().filter(|t| !silent.contains(&t.as_str()));
    kept.map(|t| if t == "level" { "l".to_owned() } else { t }).collect::<Vec<_>>().join(".")
}

/// The catalogue a word means, its id first.
pub fn named<'a>(catalogues: &'a [Catalogue], word: &str) -> Option<&'a Catalogue> {
    let by_id = catalogues.iter().find(|c| c.id == word.trim());
    by_id.or_else(|| catalogues.iter().find(|c| c.is_named(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_an_id_fold_to_one() {
        for (spellings, one) in [
            (&["AC-2(1)", "AC-02(01)", "ac-2 (1)", "AC-2.1"][..], "ac.2.1"),
            (&["164.308(a)(1)(i)", "§164.308(a)(1)(i)", "164.308 (A)(1)(I)"], "164.308.a.1.i"),
            (&["PR.AA-01", "pr.aa-1", "PR.AA 01"], "pr.aa.1"),
            (&["CC6.1", "CC 6.1", "cc6.1 "], "cc.6.1"),
            (&["3.1.1", "03.01.01", "3.1.1."], "3.1.1"),
        ] {
            for id in spellings {
                assert_eq!(fold(id), one, "{id}: separators, case and leading zeros say nothing");
            }
        }
        assert_ne!(fold("AC-2(1)"), fold("AC-21"), "a number keeps its own digits");
        assert_eq!(fold("10.0.1"), "10.0.1", "a zero of its own stays");
    }
}
