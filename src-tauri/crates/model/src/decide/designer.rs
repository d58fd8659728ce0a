//! The co-managed designer: every set of domains with every coverage in its fee, priced by the one formula path.

use super::eligibility;
use crate::evaluate::{Calc, co_managed};
use crate::input::InputId;
use crate::number::Exact;
use crate::plan::Plan;
use crate::scope::{Coverage, Domain, Domains};

/// How many are listed.
const LISTED: usize = 5;

/// One way to share the work with a provider.
#[derive(Debug, Clone)]
pub struct Design {
    /// Domains handed over.
    pub domains: Domains,
    /// Hours in the fee; required hours beyond them are priced beside it.
    pub coverage: Coverage,
    /// Direct cost over the horizon, USD.
    pub total: Exact,
    /// Present value, USD.
    pub npv: Exact,
    /// First month's fee, USD.
    pub fee: Exact,
    /// Hours a year the posts that stay have left.
    pub hours_left: Exact,
    /// Domains that stay inside.
    pub inside: Domains,
    /// Required domains that nobody inside carries: their price is added.
    pub added: Domains,
    /// Roles that stay, with their FTE.
    pub posts: Vec<(String, Exact)>,
}

/// The feasible designs, cheapest in present value first, and how many were tried.
#[derive(Debug, Clone, Default)]
pub struct Designs {
    /// The best five.
    pub best: Vec<Design>,
    /// Designs that pass the gates.
    pub feasible: usize,
    /// Designs tried.
    pub tried: usize,
}

/// Tries every set of domains short of all of them, with every coverage up to the required one (rules 1, 11). With a
/// framework in force the premium tier states all hours, so that there is one level.
pub fn designs(plan: &Plan) -> Designs {
    let Some(required) = plan.required.coverage.filter(|_| plan.frameworks_known) else { return Designs::default() };
    let framed = !plan.frameworks.is_empty() || !plan.unassessed.is_empty();
    let levels = Coverage::ALL.into_iter().filter(|c| if framed { *c == Coverage::AroundTheClock } else { *c <= required });
    let all: Vec<(Domains, Coverage)> = levels.flat_map(|c| sets().map(move |d| (d, c))).collect();
    let mut found: Vec<Design> = all.iter().filter_map(|(domains, coverage)| design(plan, *domains, *coverage)).collect();
    // Equal prices keep the order tried.
    found.sort_by_key(|d| d.npv.known());
    let (feasible, tried) = (found.len(), all.len());
    found.truncate(LISTED);
    Designs { best: found, feasible, tried }
}

/// Every set but none and all.
fn sets() -> impl Iterator<Item = Domains> {
    let full = 1_usize << Domain::ALL.len();
    let set = |bits: usize| {
        let picked = Domain::ALL.into_iter().enumerate().filter(move |(at, _)| bits & (1 << at) != 0);
        picked.fold(Domains::NONE, |set, (_, domain)| set.with(domain))
    };
    (1..full - 1).map(set)
}

fn design(plan: &Plan, domains: Domains, coverage: Coverage) -> Option<Design> {
    let read = |id: InputId| plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
    let c = Calc::new(plan, &read);
    let costed = co_managed(&c, domains, coverage);
    let (hours_left, npv) = (costed.kept_hours_left?, costed.npv);
    if !eligibility::is_feasible(plan, domains, &costed) || hours_left.known().is_none() || npv.known().is_none() {
        return None;
    }
    let kept = plan.posts.iter().map(|p| (p.role.clone(), costed.ending.kept(&c, p)));
    Some(Design {
        domains,
        coverage,
        total: costed.total,
        npv,
        fee: costed.offered.as_ref()?.first_fee,
        hours_left,
        inside: plan.today.domains.without(domains),
        added: plan.missing_beside(domains),
        posts: kept.filter(|(_, fte)| fte.known().is_some_and(|f| !f.is_zero())).collect(),
    })
}
