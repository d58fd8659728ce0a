//! Catalogues of requirements, as data gives them.

use crate::scope::Domains;

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
}

/// One requirement that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Its id in the framework's spelling.
    pub id: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Its title.
    pub title: String,
    /// Family.
    pub family: String,
    /// Domains whose provider can carry its effort; none: it stays with the client.
    pub carried_by: Domains,
    /// Its parts, if any.
    pub specifications: Vec<Specification>,
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
    /// Its requirements.
    pub requirements: Vec<Requirement>,
    /// What a provider must do.
    pub provider_conditions: Vec<ProviderCondition>,
}

/// Ids differ between registers in case and white space only: one folded spelling for all.
pub fn fold_id(id: &str) -> String {
    id.chars().filter(|c| !c.is_whitespace() && *c != '§').flat_map(char::to_lowercase).collect()
}
