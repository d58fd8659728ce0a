//! Hours the estate asks for, and hours the team has (rules 6).

use super::calc::Calc;
use super::staff::today_fte;
use crate::figure::{FigureId, Subject};
use crate::number::Number;
use crate::plan::{Servers, Tickets};
use crate::scope::{Domain, Domains};

/// Hours a year and what they need.
#[derive(Debug, Clone, Copy)]
pub struct Workload<N> {
    /// Tickets a year.
    pub tickets_a_year: N,
    /// Tickets a year by tier.
    pub tickets: [N; 3],
    /// Hours a ticket by tier.
    pub handling: [N; 3],
    /// Hours of tickets.
    pub reactive: N,
    /// Hours of patching and upkeep.
    pub proactive: N,
    /// Both.
    pub hours: N,
    /// Hours one FTE can give to work: productive hours × occupancy.
    pub usable_per_fte: N,
    /// Endpoints.
    pub endpoints: N,
    /// Support FTE today.
    pub fte: N,
    /// Hours the team can give.
    pub capacity: N,
}

/// The workload of the estate.
///
/// Usable hours = productive hours × maximum occupancy (HDI: strained above 75 %); reactive = Σ tickets × handling time;
/// proactive = (endpoints − servers) × hours + servers × hours, a month: servers are not also endpoints (W8).
pub fn workload<N: Number>(c: &Calc<'_, N>) -> Workload<N> {
    let a = &c.plan.assume;
    let figure = |item, value| c.name(FigureId::of(Subject::Workload, item), value);
    let endpoints = c.get(c.plan.endpoints);
    let per_year = figure("tickets", tickets_per_year(c));
    let shares = [a.tier_share_l1, a.tier_share_l2, a.tier_share_l3];
    let tickets = shares.map(|share| per_year * c.get(share));
    let handling = [a.handling_l1, a.handling_l2, a.handling_l3].map(|id| c.get(id));
    let reactive = figure("reactive_hours", N::total(tickets.iter().zip(&handling).map(|(n, h)| *n * *h)));
    let proactive = figure("proactive_hours", proactive(c, endpoints));
    let usable_per_fte = figure("usable_hours_per_fte", c.get(a.productive_hours) * c.get(a.occupancy));
    let fte = figure("support_fte", today_fte(c));
    Workload {
        tickets_a_year: per_year,
        tickets,
        handling,
        reactive,
        proactive,
        hours: figure("hours", reactive + proactive),
        usable_per_fte,
        endpoints,
        fte,
        capacity: figure("capacity", fte * usable_per_fte),
    }
}

fn tickets_per_year<N: Number>(c: &Calc<'_, N>) -> N {
    match c.plan.tickets {
        Tickets::Count(id) => c.get(id),
        Tickets::PerUser(id) => c.get(c.plan.users) * c.get(id) * N::whole(12),
    }
}

fn proactive<N: Number>(c: &Calc<'_, N>, endpoints: N) -> N {
    let a = &c.plan.assume;
    let servers = match c.plan.servers {
        Servers::Count(id) => c.get(id),
        Servers::Share(id) => c.get(id) * endpoints,
    };
    let others = (endpoints - servers).floored();
    (others * c.get(a.proactive_endpoint) + servers * c.get(a.proactive_server)) * N::whole(12)
}

/// FTE the work asks for: workload + dated gap hours ÷ usable hours to the due date. Without tickets the ratio stands in
/// for the workload (rules 1).
pub fn needed_fte<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, gap_fte: N) -> N {
    let figure = |item, value| c.name(FigureId::of(Subject::Workload, item), value);
    let by_work = match c.plan.tickets {
        Tickets::Count(_) => w.hours / w.usable_per_fte,
        Tickets::PerUser(_) => w.endpoints / c.get(c.plan.limits.ratio_limit),
    };
    let by_work = figure("workload_fte", by_work);
    by_work + figure("gap_fte", gap_fte)
}

/// FTE at required scope (rules 1): max(FTE the work asks for, coverage FTE), never their sum, never under the continuity
/// minimum.
pub fn required_fte<N: Number>(c: &Calc<'_, N>, needed: N) -> N {
    let figure = |item, value| c.name(FigureId::of(Subject::Workload, item), value);
    let covered = figure("coverage_fte", coverage_fte(c));
    let needed = needed.max(covered);
    let needed = c.plan.continuity_minimum.map_or(needed, |id| needed.max(c.get(id)));
    figure("required_fte", needed)
}

/// Seats × hours covered a year ÷ productive hours; unknown where nobody said which hours.
fn coverage_fte<N: Number>(c: &Calc<'_, N>) -> N {
    let productive = c.get(c.plan.assume.productive_hours);
    match c.plan.required.coverage {
        Some(coverage) => c.get(c.plan.seats) * N::lit(coverage.hours()) / productive,
        // Strict: dividing an unknown input by anything is unknown, and it is one input people can answer.
        None => c.get(c.plan.coverage_unknown) / productive,
    }
}

/// The part of the workload in a set of domains, by their shares.
pub fn domain_share<N: Number>(c: &Calc<'_, N>, domains: Domains) -> N {
    let a = &c.plan.assume;
    let share = |d| match d {
        Domain::ServiceDesk => a.share_service_desk,
        Domain::Endpoint => a.share_endpoint,
        Domain::Network => a.share_network,
        Domain::SecurityOperations => a.share_security_operations,
    };
    N::total(domains.iter().map(|d| c.get(share(d))))
}
