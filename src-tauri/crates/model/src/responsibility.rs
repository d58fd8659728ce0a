//! Who carries each domain under each option.

use crate::figure::OptionId;
use crate::plan::Plan;
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
