//! What a provider charges and what surrounds the fee: the same categories for every provider (rules 11, 12).

use super::calc::Calc;
use super::gate::{OwnHours, gate_left};
use super::line::{Draft, Line, line};
use super::option::{FateColumn, Parts, current_contracts, ended_pay, fate};
use super::staff::{Ending, internal_staff, mean_per_fte, of_ended, of_kept, pay, pay_and_benefits, turnover};
use super::workload::{Workload, domain_share};
use crate::figure::{LineId, OptionId};
use crate::input::InputId;
use crate::number::Number;
use crate::plan::{Price, Quote, Unit};
use crate::schedule::Segment;
use crate::scope::{Coverage, Domains};
use rust_decimal::Decimal;

/// An offer as the lines need it.
pub struct Offer<N> {
    /// Which option it prices.
    pub id: OptionId,
    /// Domains it carries.
    pub domains: Domains,
    /// First month's fee.
    pub fee: N,
    /// Yearly increase of the fee.
    pub escalator: InputId,
    /// Onboarding at time 0.
    pub onboarding: N,
    /// Notice in months.
    pub notice: InputId,
    /// Term in months; zero where none is stated.
    pub term: u16,
    /// Hours in the fee.
    pub coverage: Option<Coverage>,
    /// The vendor closes the requirements of its domains.
    pub compliance: bool,
    /// A month's price of domains in R that neither the offer nor kept posts carry.
    pub missing: Option<N>,
    /// Which fates its contracts read.
    pub column: FateColumn,
}

/// Every line of an option with a provider.
pub fn provided<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, offer: &Offer<N>) -> Parts<N> {
    let ending = Ending { carried: offer.domains };
    let (id, overlap) = (offer.id, c.plan.timing.overlap_months);
    let rate = |line_id, rate: &dyn Fn(&Segment) -> Option<N>| line(c, id, line_id, Draft { once: None, rate, events: vec![] });
    let staffed = |cost| {
        move |s: &Segment| {
            Some(if s.first <= overlap { of_kept(c, Ending::NONE, cost, s.year) } else { of_kept(c, ending, cost, s.year) })
        }
    };
    let fee = |year| offer.fee * N::whole(12) * c.growth(offer.escalator, year);
    let a = &c.plan.assume;
    let mut lines = vec![
        rate(LineId::ManagedFee, &|s| Some(fee(s.year))),
        line(c, id, LineId::Transition, transition(c, ending, offer)),
        rate(LineId::VendorManagement, &|s| Some(vendor_management(c, fee(s.year), s.year))),
        line(c, id, LineId::CostToUndo, undo(c, ending, offer)),
        rate(LineId::OutOfScope, &|s| {
            let extra = offer.missing.map(|m| m * N::whole(12) * c.growth(a.inflation, s.year));
            let outside = fee(s.year) * c.get(a.out_of_scope);
            Some(extra.map_or(outside, |m| outside + m))
        }),
    ];
    if !c.plan.posts.is_empty() {
        lines.push(rate(LineId::InternalStaff, &staffed(internal_staff)));
        lines.push(rate(LineId::Turnover, &staffed(turnover)));
    }
    lines.extend(coverage_line(c, id, offer.coverage));
    lines.extend(tools_line(c, id, ending));
    lines.extend(current_contracts(c, id, &|k| fate(c.plan, k, offer.column, offer.domains)));
    let (capacity, owed) = kept_hours(c, w, ending, offer.domains);
    let vendor = if offer.compliance { offer.domains } else { Domains::NONE };
    Parts {
        id,
        lines,
        kept_hours_left: (offer.domains != Domains::ALL).then(|| capacity - owed),
        gate_left: gate_left(c, &OwnHours { capacity, owed, vendor }),
        ended_pay: ended_pay(c, ending),
        vendor_hours: None,
    }
}

/// Kept FTE × usable hours, against the kept domains' workload, the service owner and the architecture (rules 1).
fn kept_hours<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, ending: Ending, carried: Domains) -> (N, N) {
    let a = &c.plan.assume;
    let kept = domain_share(c, Domains::ALL.without(carried)) * w.hours;
    let governing = (c.get(a.service_owner_fte) + c.get(a.architecture_fte)) * c.get(a.productive_hours);
    (ending.kept_fte(c) * w.usable_per_fte, kept + governing)
}

/// Time 0: selection as a share of the yearly fee, and onboarding. Later: severance in the posts' last month, and early
/// termination where the horizon ends before the term, the lesser of six fees and the remainder.
fn transition<'a, N: Number>(c: &Calc<'_, N>, ending: Ending, offer: &Offer<N>) -> Draft<'a, N> {
    let a = &c.plan.assume;
    let selection = offer.fee * N::whole(12) * c.get(a.selection);
    let mut events: Vec<(u16, N)> = severance(c, ending).into_iter().collect();
    let last = c.plan.schedule.last_month();
    if offer.term > last {
        let fee = offer.fee * c.growth(offer.escalator, c.plan.schedule.years);
        let months = c.get(a.early_termination_months).min(N::whole((offer.term - last).into()));
        events.push((last, fee * months));
    }
    Draft { once: Some(selection + offer.onboarding), rate: &super::line::never, events }
}

/// Severance of the posts that end, in their last month.
pub fn severance<N: Number>(c: &Calc<'_, N>, ending: Ending) -> Option<(u16, N)> {
    let month = c.plan.timing.overlap_months.max(1);
    let pay = |year| of_ended(c, ending, pay, year) * c.get(c.plan.assume.severance);
    ending.any(c.plan).then(|| (month, pay(crate::schedule::year_of(month))))
}

/// A share of the fee, less stated owner hours at pay and benefits; never under zero.
fn vendor_management<N: Number>(c: &Calc<'_, N>, fee: N, year: u8) -> N {
    let a = &c.plan.assume;
    let owner = c.get(a.service_owner_fte) * mean_per_fte(c, pay_and_benefits, year);
    (fee * c.get(a.vendor_management) - owner).floored()
}

/// p × (notice fees + rehiring of the posts that ended + their staff cost through the overlap), in the last month.
fn undo<'a, N: Number>(c: &Calc<'_, N>, ending: Ending, offer: &Offer<N>) -> Draft<'a, N> {
    let year = c.plan.schedule.years;
    let notice = offer.fee * c.growth(offer.escalator, year) * c.get(offer.notice);
    let posts = undo_posts(c, ending);
    let undo = posts.map_or(notice, |posts| notice + posts) * c.get(c.plan.assume.undo_probability);
    Draft { once: None, rate: &super::line::never, events: vec![(c.plan.schedule.last_month(), undo)] }
}

/// Rehiring and the overlap of the posts that ended, in the last year's prices.
pub fn undo_posts<N: Number>(c: &Calc<'_, N>, ending: Ending) -> Option<N> {
    let year = c.plan.schedule.years;
    let months = N::whole(c.plan.timing.overlap_months.into()) / N::whole(12);
    let rehire = || of_ended(c, ending, pay, year) * c.get(c.plan.assume.departure_cost);
    ending.any(c.plan).then(|| rehire() + of_ended(c, ending, internal_staff, year) * months)
}

/// The team's tools; they end after the overlap where no support post stays.
pub fn tools_line<N: Number>(c: &Calc<'_, N>, id: OptionId, ending: Ending) -> Option<Line<N>> {
    if c.plan.posts.is_empty() && !c.plan.tools_known {
        return None;
    }
    let (stays, overlap) = (ending.support_stays(c.plan), c.plan.timing.overlap_months);
    let a = &c.plan.assume;
    let rate = |s: &Segment| (stays || s.first <= overlap).then(|| c.get(c.plan.tools) * c.growth(a.inflation, s.year));
    Some(line(c, id, LineId::Tools, Draft { once: None, rate: &rate, events: vec![] }))
}

/// The price of required hours beyond those included, a part of the 24×7 price by the hours added (ours).
pub fn coverage_line<N: Number>(c: &Calc<'_, N>, id: OptionId, included: Option<Coverage>) -> Option<Line<N>> {
    let (required, included) = (c.plan.required.coverage?, included.unwrap_or(Coverage::EightByFive));
    if included >= required {
        return None;
    }
    let added = required.hours() - included.hours();
    let span = Coverage::AroundTheClock.hours() - Coverage::EightByFive.hours();
    let a = &c.plan.assume;
    let yearly = || c.get(c.plan.users) * c.get(a.coverage_24x7) * N::lit(added) / N::lit(span) * N::whole(12);
    Some(line(
        c,
        id,
        LineId::Coverage,
        Draft { once: None, rate: &|s| Some(yearly() * c.growth(a.inflation, s.year)), events: vec![] },
    ))
}

/// Generic tier from R: a framework or 24×7 is premium, all else standard (rules 11).
fn generic_tier<N: Number>(c: &Calc<'_, N>) -> (N, Option<Coverage>, bool) {
    let framed = !c.plan.frameworks.is_empty() || !c.plan.unassessed.is_empty();
    if !c.plan.frameworks_known || c.plan.required.coverage.is_none() {
        // Which tier applies hangs on facts without fallback: the price is as unknown as they are.
        return (c.get(c.plan.coverage_unknown), None, false);
    }
    let premium = framed || c.plan.required.coverage == Some(Coverage::AroundTheClock);
    let a = &c.plan.assume;
    match premium {
        true => (c.get(a.price_premium), Some(Coverage::AroundTheClock), framed),
        false => (c.get(a.price_standard), Some(Coverage::EightByFive), false),
    }
}

/// Users, and light accounts by their share of the full price.
fn priced_users<N: Number>(c: &Calc<'_, N>) -> N {
    let users = c.get(c.plan.users);
    c.plan.light.map_or(users, |light| users + c.get(light) * c.get(c.plan.assume.light_share))
}

/// Full outsource (all four domains) or co-managed: tier price × Σ shares × factor, never over the tier price.
pub fn generic<N: Number>(c: &Calc<'_, N>, id: OptionId, domains: Domains) -> Offer<N> {
    let a = &c.plan.assume;
    let (tier, coverage, compliance) = generic_tier(c);
    let price =
        if domains == Domains::ALL { tier } else { tier.min(tier * domain_share(c, domains) * c.get(a.co_managed_factor)) };
    let fee = priced_users(c) * price;
    Offer {
        id,
        domains,
        fee,
        escalator: a.fee_escalator,
        onboarding: fee * c.get(a.onboarding_months),
        notice: a.notice_months,
        term: 0,
        coverage,
        compliance,
        missing: None,
        column: if domains == Domains::ALL { FateColumn::FullOutsource } else { FateColumn::CoManaged },
    }
}

/// A quote, priced to R: what it lacks is added.
pub fn quoted<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, quote: &Quote, id: OptionId) -> Offer<N> {
    let base = quote_fee(c, w, quote);
    let fee = quote.minimum.map_or(base, |m| base.max(c.get(m)));
    let missing = c.plan.missing_beside(quote.domains);
    Offer {
        id,
        domains: quote.domains,
        fee,
        escalator: quote.escalator,
        onboarding: quote.onboarding.map_or_else(|| fee * c.get(c.plan.assume.onboarding_months), |o| c.get(o)),
        notice: quote.notice,
        term: quote.term,
        coverage: quote.coverage,
        compliance: quote.compliance,
        missing: (!missing.is_empty()).then(|| priced_users(c) * generic_tier(c).0 * domain_share(c, missing)),
        column: if quote.domains == Domains::ALL { FateColumn::FullOutsource } else { FateColumn::CoManaged },
    }
}

fn quote_fee<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, quote: &Quote) -> N {
    let units = match quote.unit {
        Unit::User => c.get(c.plan.users),
        Unit::Device => w.endpoints,
        Unit::Site => c.get(c.plan.sites),
    };
    let (full, each) = match &quote.price {
        Price::Flat(price) => return c.get(*price),
        Price::Hour(rate) => return c.get(*rate) * domain_share(c, quote.domains) * w.hours / N::whole(12),
        Price::Unit(price) => (units * c.get(*price), c.get(*price)),
        Price::Steps { steps, graduated } => {
            (stepped(c, units, steps, *graduated), steps.first().map_or_else(N::zero, |s| c.get(s.1)))
        }
    };
    match (quote.unit, c.plan.light) {
        (Unit::User, Some(light)) => full + c.get(light) * light_price(c, quote, each),
        _ => full,
    }
}

fn light_price<N: Number>(c: &Calc<'_, N>, quote: &Quote, full: N) -> N {
    quote.light_price.map_or_else(|| full * c.get(c.plan.assume.light_share), |p| c.get(p))
}

/// Price steps: graduated prices the units of each step, whole-volume prices all units at the last step reached (W12).
pub fn stepped<N: Number>(c: &Calc<'_, N>, units: N, steps: &[(Decimal, InputId)], graduated: InputId) -> N {
    let ends = steps.iter().skip(1).map(|(from, _)| Some(*from)).chain([None]);
    let mut by_step = N::zero();
    let mut whole = N::zero();
    for ((from, price), next) in steps.iter().zip(ends) {
        let price = c.get(*price);
        let before = N::lit(*from - Decimal::ONE);
        let above = (units - before).floored();
        let within = next.map_or(above, |next| above.min(N::lit(next - *from)));
        by_step = by_step + within * price;
        whole = units.at_least(N::lit(*from), units * price, whole);
    }
    let share = c.get(graduated);
    by_step * share + whole * (N::one() - share)
}
