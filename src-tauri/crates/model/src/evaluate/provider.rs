//! What a provider charges and what surrounds the fee: the same categories for every provider (rules 11, 12).

use super::calc::Calc;
use super::gate::{OwnHours, gate_left};
use super::line::{Draft, Line, line};
use super::offered::offered;
use super::option::{FateColumn, Parts, ended_pay, fates};
use super::people::people_lines;
use super::staff::{Ending, internal_staff, mean_per_fte, of_ended, pay, pay_and_benefits};
use super::units::{devices, has_changed, users};
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
    /// A month's fee in prices of year 1, segment by segment: it follows planned changes of its units.
    pub fees: Vec<N>,
    /// Yearly increase of the fee.
    pub escalator: InputId,
    /// Onboarding at time 0, where the offer states it.
    pub onboarding: Option<InputId>,
    /// Notice in months.
    pub notice: InputId,
    /// Term in months; zero where none is stated.
    pub term: u16,
    /// Hours in the fee.
    pub coverage: Option<Coverage>,
    /// The vendor closes the requirements of its domains.
    pub compliance: bool,
    /// Domains in R that neither the offer nor kept posts carry: their price is added.
    pub missing: Domains,
    /// Charge for a trip on site, where the offer states one.
    pub trip_charge: Option<InputId>,
    /// First month's fee with graduated and whole-volume steps, where the offer does not say which.
    pub tiering: Option<[N; 2]>,
    /// Which fates its contracts read.
    pub column: FateColumn,
}

impl<N: Number> Offer<N> {
    /// First month's fee.
    pub fn first(&self) -> N {
        self.fees.first().copied().unwrap_or_else(N::zero)
    }

    /// Last month's fee, in prices of year 1.
    fn last(&self) -> N {
        self.fees.last().copied().unwrap_or_else(N::zero)
    }

    /// A year's fee in a segment, in that year's prices.
    pub fn yearly(&self, c: &Calc<'_, N>, s: &Segment) -> N {
        let at = c.plan.schedule.segments.iter().position(|one| one.first == s.first);
        let fee = at.and_then(|at| self.fees.get(at)).copied().unwrap_or_else(|| self.last());
        fee * N::whole(12) * c.growth(self.escalator, s.year)
    }

    /// The same offer at another first month's fee; changes of units move it as they move the fee offered.
    pub fn at(self, fee: N) -> Self {
        let first = self.first();
        let fees = self.fees.iter().map(|f| fee * *f / first).collect();
        Self { fees, ..self }
    }
}

/// Every line of an option with a provider.
pub fn provided<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, offer: &Offer<N>) -> Parts<N> {
    let ending = Ending { carried: offer.domains };
    let id = offer.id;
    let rate = |line_id, rate: &dyn Fn(&Segment) -> Option<N>| line(c, id, line_id, Draft { once: None, rate, events: vec![] });
    let whole = undo_whole(c, ending, offer);
    let mut lines = vec![
        rate(LineId::ManagedFee, &|s| Some(offer.yearly(c, s))),
        line(c, id, LineId::Transition, transition(c, ending, offer)),
        rate(LineId::VendorManagement, &|s| Some(vendor_management(c, offer.yearly(c, s), s.year))),
        undo_line(c, id, whole),
        rate(LineId::OutOfScope, &|s| Some(out_of_scope(c, w, offer, s))),
    ];
    lines.extend(people_lines(c, id, ending, None));
    // What MDR leaves open is its scope gap: it is sold for its own domain alone.
    let hours = if id == OptionId::MdrOnly { offer.coverage } else { Some(c.plan.hours_with(offer.domains, offer.coverage)) };
    let coverage = coverage_line(c, id, hours);
    let offered = offered(c, w, offer, coverage.as_ref());
    lines.extend(coverage);
    lines.extend(tools_line(c, id, ending));
    let (capacity, owed) = kept_hours(c, w, ending, offer.domains);
    let vendor = if offer.compliance { offer.domains } else { Domains::NONE };
    Parts {
        lines,
        kept_hours_left: (offer.domains != Domains::ALL).then(|| capacity - owed),
        gate_left: gate_left(c, &OwnHours { capacity, owed, vendor, ending, usable_per_fte: w.usable_per_fte }),
        ended_pay: ended_pay(c, ending),
        undo_whole: Some(whole),
        ending,
        offered: Some(offered),
        ..Parts::of(c, id, fates(c.plan, offer.column, offer.domains))
    }
}

/// *Out of scope* a year: a share of the fee, the price of required domains nobody carries, and trips on site where the
/// offer charges them.
fn out_of_scope<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, offer: &Offer<N>, s: &Segment) -> N {
    let a = &c.plan.assume;
    let missing = (!offer.missing.is_empty()).then(|| missing_price(c, offer.missing, s));
    let trips = offer.trip_charge.map(|charge| on_site_price(c, w, offer.domains, charge));
    let extra = missing.into_iter().chain(trips).map(|amount| amount * c.growth(a.inflation, s.year));
    extra.fold(offer.yearly(c, s) * c.get(a.out_of_scope), |sum, amount| sum + amount)
}

/// A year's price of required domains an offer lacks, at the generic tier, in prices of year 1.
pub fn missing_price<N: Number>(c: &Calc<'_, N>, missing: Domains, s: &Segment) -> N {
    priced_users(c, s) * generic_tier(c).0 * domain_share(c, missing) * N::whole(12)
}

/// A year's trips on site to tickets of an offer's domains, in prices of year 1.
pub fn on_site_price<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, carried: Domains, charge: InputId) -> N {
    w.tickets_a_year * domain_share(c, carried) * c.get(c.plan.assume.on_site_share) * c.get(charge)
}

/// Kept FTE × usable hours, against the kept domains' workload, the service owner and the architecture (rules 1).
fn kept_hours<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, ending: Ending, carried: Domains) -> (N, N) {
    let a = &c.plan.assume;
    let kept = domain_share(c, Domains::ALL.without(carried)) * w.hours;
    let governing = (c.get(a.service_owner_fte) + c.get(a.architecture_fte)) * c.get(a.productive_hours);
    (ending.kept_fte(c) * w.usable_per_fte, kept + governing)
}

/// Time 0: selection as a share of the yearly fee, and onboarding. Later: severance in the posts' last month, and early
/// termination where the horizon ends before go-live and term, the lesser of six fees and the remainder.
fn transition<'a, N: Number>(c: &Calc<'_, N>, ending: Ending, offer: &Offer<N>) -> Draft<'a, N> {
    let a = &c.plan.assume;
    let selection = offer.first() * N::whole(12) * c.get(a.selection);
    let onboarding = offer.onboarding.map_or_else(|| offer.first() * c.get(a.onboarding_months), |id| c.get(id));
    let mut events: Vec<(u16, N)> = severance(c, ending).into_iter().collect();
    let last = c.plan.schedule.last_month();
    let bound = if offer.term == 0 { 0 } else { offer.term.saturating_add(c.plan.timing.go_live_month.saturating_sub(1)) };
    if bound > last {
        let fee = offer.last() * c.growth(offer.escalator, c.plan.schedule.years);
        let months = c.get(a.early_termination_months).min(N::whole((bound - last).into()));
        events.push((last, fee * months));
    }
    Draft { once: Some(selection + onboarding), rate: &super::line::never, events }
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

/// *Cost to undo*: its probability × the whole of it, in the last month.
fn undo_line<N: Number>(c: &Calc<'_, N>, id: OptionId, whole: N) -> Line<N> {
    let events = vec![(c.plan.schedule.last_month(), whole * c.get(c.plan.assume.undo_probability))];
    line(c, id, LineId::CostToUndo, Draft { once: None, rate: &super::line::never, events })
}

/// Notice fees + rehiring of the posts that ended + their staff cost through the overlap.
fn undo_whole<N: Number>(c: &Calc<'_, N>, ending: Ending, offer: &Offer<N>) -> N {
    let notice = offer.last() * c.growth(offer.escalator, c.plan.schedule.years) * c.get(offer.notice);
    undo_posts(c, ending).map_or(notice, |posts| notice + posts)
}

/// Cost to undo of labour bought by the hour through an agency, its line and the whole of it: the notice.
pub fn hours_undo<N: Number>(c: &Calc<'_, N>, id: OptionId, yearly: N) -> (Line<N>, N) {
    let a = &c.plan.assume;
    let whole = yearly / N::whole(12) * c.growth(a.inflation, c.plan.schedule.years) * c.get(a.notice_months);
    (undo_line(c, id, whole), whole)
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
    let yearly = |s: &Segment| users(c, s) * c.get(a.coverage_24x7) * N::lit(added) / N::lit(span) * N::whole(12);
    Some(line(
        c,
        id,
        LineId::Coverage,
        Draft { once: None, rate: &|s| Some(yearly(s) * c.growth(a.inflation, s.year)), events: vec![] },
    ))
}

/// Generic tier from R: a framework or 24×7 is premium, all else standard (rules 11).
fn generic_tier<N: Number>(c: &Calc<'_, N>) -> (N, Option<Coverage>, bool) {
    let framed = !c.plan.frameworks.is_empty() || !c.plan.unassessed.is_empty();
    // Which tier applies hangs on facts without fallback: the price is as unknown as they are.
    let no_coverage = c.plan.required.coverage.is_none().then_some(c.plan.coverage_unknown);
    if let Some(unknown) = c.plan.frameworks_unknown.or(no_coverage) {
        return (c.get(unknown), None, false);
    }
    let premium = framed || c.plan.required.coverage == Some(Coverage::AroundTheClock);
    let a = &c.plan.assume;
    match premium {
        true => (c.get(a.price_premium), Some(Coverage::AroundTheClock), framed),
        false => (c.get(a.price_standard), Some(Coverage::EightByFive), false),
    }
}

/// Users in a segment, and light accounts by their share of the full price.
fn priced_users<N: Number>(c: &Calc<'_, N>, s: &Segment) -> N {
    let users = users(c, s);
    c.plan.light.map_or(users, |light| users + c.get(light) * c.get(c.plan.assume.light_share))
}

/// Full outsource (all four domains) or co-managed: tier price × Σ shares × factor, never over the tier price. Hours in the
/// fee are the tier's, unless others are asked for: then the tier that states them, with a framework always the premium
/// one, or the standard one with the hours added.
pub fn generic<N: Number>(c: &Calc<'_, N>, id: OptionId, domains: Domains, asked: Option<Coverage>) -> Offer<N> {
    let a = &c.plan.assume;
    let (tier, coverage, compliance) = generic_tier(c);
    let (tier, coverage) = asked.map_or((tier, coverage), |asked| asked_tier(c, (tier, coverage, compliance), asked));
    let price =
        if domains == Domains::ALL { tier } else { tier.min(tier * domain_share(c, domains) * c.get(a.co_managed_factor)) };
    let hours = asked.filter(|asked| coverage.is_some_and(|has| has < *asked));
    let price = hours.map_or(price, |asked| price + hours_price(c, coverage, asked));
    Offer {
        id,
        domains,
        fees: by_segment(c, &[Unit::User], &|s| priced_users(c, s) * price),
        escalator: a.fee_escalator,
        onboarding: None,
        notice: a.notice_months,
        term: 0,
        coverage: hours.or(coverage),
        compliance,
        missing: c.plan.missing_beside(domains),
        trip_charge: None,
        tiering: None,
        column: if domains == Domains::ALL { FateColumn::FullOutsource } else { FateColumn::CoManaged },
    }
}

/// The tier that states the hours asked for. A framework asks for the premium tier, which states them all.
fn asked_tier<N: Number>(
    c: &Calc<'_, N>,
    (tier, coverage, compliance): (N, Option<Coverage>, bool),
    asked: Coverage,
) -> (N, Option<Coverage>) {
    match (compliance, asked) {
        (true, _) => (tier, coverage),
        (false, Coverage::AroundTheClock) => (c.get(c.plan.assume.price_premium), Some(Coverage::AroundTheClock)),
        (false, _) => (c.get(c.plan.assume.price_standard), Some(Coverage::EightByFive)),
    }
}

/// Price a user and month of hours beyond those included: the part of the 24×7 price that they are (ours).
fn hours_price<N: Number>(c: &Calc<'_, N>, included: Option<Coverage>, wanted: Coverage) -> N {
    let included = included.unwrap_or(Coverage::EightByFive);
    let span = Coverage::AroundTheClock.hours() - Coverage::EightByFive.hours();
    c.get(c.plan.assume.coverage_24x7) * N::lit(wanted.hours() - included.hours()) / N::lit(span)
}

/// A value for each segment of the schedule; those before any change of these units share one.
fn by_segment<N: Number>(c: &Calc<'_, N>, units: &[Unit], value: &dyn Fn(&Segment) -> N) -> Vec<N> {
    let mut before: Option<N> = None;
    let of = |s: &Segment| match (units.iter().any(|u| has_changed(c, *u, s)), before) {
        (false, Some(same)) => same,
        (changed, _) => {
            let fresh = value(s);
            before = if changed { before } else { Some(fresh) };
            fresh
        }
    };
    c.plan.schedule.segments.iter().map(of).collect()
}

/// A quote, priced to R: what it lacks is added.
pub fn quoted<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, quote: &Quote, id: OptionId) -> Offer<N> {
    Offer {
        id,
        domains: quote.domains,
        fees: quote_fees(c, w, quote),
        escalator: quote.escalator,
        onboarding: quote.onboarding,
        notice: quote.notice,
        term: quote.term,
        coverage: quote.coverage,
        compliance: quote.compliance,
        missing: c.plan.missing_beside(quote.domains),
        trip_charge: quote.trip_charge,
        tiering: tiering(c, w, quote),
        column: if quote.domains == Domains::ALL { FateColumn::FullOutsource } else { FateColumn::CoManaged },
    }
}

/// fee(m) = max(minimum, floor share × initial fee, Σ units × price), segment by segment (rules 11); the escalator comes
/// on top. The initial fee is that of the units counted at the as-of date.
fn quote_fees<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, quote: &Quote) -> Vec<N> {
    let at_least = |fee: N| quote.minimum.map_or(fee, |m| fee.max(c.get(m)));
    let units = |s: &Segment| match quote.unit {
        Unit::User => users(c, s),
        Unit::Device => devices(c, w, s),
        Unit::Site => c.get(c.plan.sites),
    };
    let counted = match quote.unit {
        Unit::User => c.get(c.plan.users),
        Unit::Device => w.endpoints,
        Unit::Site => c.get(c.plan.sites),
    };
    let initial = at_least(quote_fee(c, w, quote, counted, None));
    let fee = |s: &Segment| {
        if !has_changed(c, quote.unit, s) {
            return initial;
        }
        let fee = at_least(quote_fee(c, w, quote, units(s), None));
        quote.floor.map_or(fee, |share| fee.max(initial * c.get(share)))
    };
    by_segment(c, &[quote.unit], &fee)
}

/// The first fee with graduated and with whole-volume steps, where the offer does not say which.
fn tiering<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, quote: &Quote) -> Option<[N; 2]> {
    let Price::Steps { graduated, .. } = &quote.price else { return None };
    let open = c.plan.inputs.get(*graduated).and_then(|i| i.spread).is_some_and(|s| s.low < s.high);
    let units = match quote.unit {
        Unit::User => c.get(c.plan.users),
        Unit::Device => w.endpoints,
        Unit::Site => c.get(c.plan.sites),
    };
    let at = |share: N| {
        let fee = quote_fee(c, w, quote, units, Some(share));
        quote.minimum.map_or(fee, |m| fee.max(c.get(m)))
    };
    open.then(|| [at(N::one()), at(N::zero())])
}

/// Σ units × price a month; `graduated` where one way of reading the steps is asked for.
fn quote_fee<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, quote: &Quote, units: N, graduated: Option<N>) -> N {
    let (full, each) = match &quote.price {
        Price::Flat(price) => return c.get(*price),
        Price::Hour(rate) => return c.get(*rate) * domain_share(c, quote.domains) * w.hours / N::whole(12),
        Price::Unit(price) => (units * c.get(*price), c.get(*price)),
        Price::Steps { steps, graduated: input } => {
            let share = graduated.unwrap_or_else(|| c.get(*input));
            (stepped(c, units, steps, share), steps.first().map_or_else(N::zero, |s| c.get(s.1)))
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
pub fn stepped<N: Number>(c: &Calc<'_, N>, units: N, steps: &[(Decimal, InputId)], graduated: N) -> N {
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
    by_step * graduated + whole * (N::one() - graduated)
}
