//! Who carries each domain under each option, and each open requirement of a framework.

use crate::evaluate::{Calc, hours_of};
use crate::fact::{FamilyCount, OpenRequirement, OpenState};
use crate::figure::OptionId;
use crate::number::{Exact, Number};
use crate::plan::{Framework, Plan};
use crate::scope::{Domain, Domains};

/// Who carries a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// The client's own posts.
    Inside,
    /// A contract in force that stays.
    Contract,
    /// The provider under contract.
    Provider,
    /// The client's posts, with a vendor called when needed.
    InsideAndCalled,
    /// A vendor called when needed.
    Called,
    /// Bought beside the offer; its price is added.
    Added,
    /// Nobody.
    Nobody,
}

impl Carrier {
    /// In a word or two.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inside => "own team",
            Self::Contract => "contract in force",
            Self::Provider => "provider",
            Self::InsideAndCalled => "own team, vendor on call",
            Self::Called => "vendor on call",
            Self::Added => "added to the price",
            Self::Nobody => "nobody",
        }
    }
}

/// Who carries a domain under an option.
pub fn carrier(plan: &Plan, option: OptionId, domain: Domain) -> Carrier {
    let inside = plan.today.domains.has(domain);
    match option {
        OptionId::Today if inside => kept(plan, domain),
        OptionId::Today => Carrier::Nobody,
        // A new team replaces contracts where Today has none of its own (rules 1).
        OptionId::InHouse if plan.posts.is_empty() => Carrier::Inside,
        OptionId::InHouse => kept(plan, domain),
        OptionId::BreakFix | OptionId::BreakFixAsSold => on_call(plan, inside),
        OptionId::CoManaged => bought(plan, plan.co_managed_domains, domain),
        OptionId::FullOutsource => Carrier::Provider,
        OptionId::MdrOnly if domain == Domain::SecurityOperations => Carrier::Provider,
        OptionId::HireOne | OptionId::MdrOnly | OptionId::StaffAugmentation => carrier(plan, OptionId::Today, domain),
        OptionId::Quote(at) => plan.quotes.get(usize::from(at)).map_or(Carrier::Nobody, |q| bought(plan, q.domains, domain)),
    }
}

fn on_call(plan: &Plan, inside: bool) -> Carrier {
    let keeps = plan.break_fix_keeps_posts.unwrap_or_else(|| plan.has_staff());
    if keeps && inside { Carrier::InsideAndCalled } else { Carrier::Called }
}

fn bought(plan: &Plan, carried: Domains, domain: Domain) -> Carrier {
    if carried.has(domain) {
        Carrier::Provider
    } else if plan.missing_beside(carried).has(domain) {
        Carrier::Added
    } else {
        kept(plan, domain)
    }
}

/// What stays is a contract's where one says that it carries the domain, else the own team's.
fn kept(plan: &Plan, domain: Domain) -> Carrier {
    if plan.contracts.iter().any(|c| c.domains.has(domain)) { Carrier::Contract } else { Carrier::Inside }
}

/// Domains in which an option's vendor carries the effort of requirements: only where tier or quote includes compliance
/// (rules 5).
pub fn compliance_domains(plan: &Plan, option: OptionId) -> Domains {
    let tier = |domains: Domains| if plan.frameworks.is_empty() && plan.unassessed.is_empty() { Domains::NONE } else { domains };
    match option {
        OptionId::CoManaged => tier(plan.co_managed_domains),
        OptionId::FullOutsource => tier(Domains::ALL),
        OptionId::Quote(at) => plan.quotes.get(usize::from(at)).filter(|q| q.compliance).map_or(Domains::NONE, |q| q.domains),
        _ => Domains::NONE,
    }
}

/// Open requirements and the hours to close them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub count: u32,
    /// Hours.
    pub hours: Exact,
}

/// What of a family's open requirements can be bought, and what stays with the client whatever is bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyShares {
    /// The family.
    pub family: String,
    /// Requirements that apply.
    pub applicable: u32,
    /// A provider of each domain, in the order of [`Domain::ALL`]; one requirement can stand under several.
    pub domains: [Share; 4],
    /// A provider of all four.
    pub provider: Share,
    /// The client.
    pub client: Share,
}

/// The shares of a framework's families, in order.
pub fn shares(plan: &Plan, f: &Framework) -> Vec<FamilyShares> {
    let read = |id| plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
    let c = Calc::new(plan, &read);
    let family = |count: &FamilyCount| {
        let of = |pick: &dyn Fn(Domains) -> bool| {
            share(&c, f.requirements.iter().filter(|r| r.family == count.id && pick(r.carried_by)))
        };
        FamilyShares {
            family: count.family.clone(),
            applicable: count.evidenced + count.begun + count.open + count.unlisted,
            domains: Domain::ALL.map(|d| of(&|carried| carried.has(d))),
            provider: of(&|carried| !carried.is_empty()),
            client: of(&|carried| carried.is_empty()),
        }
    };
    f.families.iter().map(family).collect()
}

fn share<'a>(c: &Calc<'_, Exact>, open: impl Iterator<Item = &'a OpenRequirement>) -> Share {
    let mut counts = [0; 4];
    for requirement in open {
        let at = match requirement.state {
            OpenState::Open => 0,
            OpenState::Partial => 1,
            OpenState::Unevidenced => 2,
            OpenState::Unlisted => 3,
        };
        counts[at] += 1;
    }
    let count = counts.iter().sum();
    Share { count, hours: if count == 0 { Exact::zero() } else { hours_of(c, counts) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_carrier_is_told_apart_in_words() {
        let all = [
            Carrier::Inside,
            Carrier::Contract,
            Carrier::Provider,
            Carrier::InsideAndCalled,
            Carrier::Called,
            Carrier::Added,
            Carrier::Nobody,
        ];
        let names: std::collections::BTreeSet<&str> = all.into_iter().map(Carrier::name).collect();
        assert_eq!(names.len(), all.len(), "a table of words cannot hold two carriers of one name");
    }
}
