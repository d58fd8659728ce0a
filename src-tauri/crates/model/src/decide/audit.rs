//! The bias audit: whether every option was costed alike, read off the evaluated plan itself.
//!
//! Each check looks at results, not at how the formulas are written, so that a mistake in them shows.

use crate::evaluate::{Costed, Line, Outcome};
use crate::fact::Fate;
use crate::figure::{LineId, OptionId};
use crate::input::InputId;
use crate::number::Exact;
use crate::plan::{Plan, Quote};
use crate::schedule::MONTHS;
use crate::scope::Coverage;
use rust_decimal::Decimal;

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its id.
    pub id: &'static str,
    /// What is asked, in a sentence.
    pub title: &'static str,
    /// Options that do not hold to it; none: it holds.
    pub against: Vec<OptionId>,
}

impl Check {
    /// Whether it holds on every option.
    pub fn passed(&self) -> bool {
        self.against.is_empty()
    }
}

/// Every check on every option, in the order people read them.
pub fn audit(plan: &Plan, outcome: &Outcome<Exact>) -> Vec<Check> {
    let a = Audit { plan, outcome };
    let check = |id, title, holds: &dyn Fn(&Costed<Exact>) -> bool| Check {
        id,
        title,
        against: outcome.options.iter().filter(|o| !holds(o)).map(|o| o.id).collect(),
    };
    vec![
        check("same_lines", "Every option has the same cost lines, in the same order.", &|o| a.same_lines(o)),
        check("same_timing", "Every line covers the same months, and one-offs fall within them.", &|o| a.same_timing(o)),
        check("same_escalation", "Prices rise by the rate of their kind, on every option.", &|o| a.same_escalation(o)),
        check("once_only", "What is paid once is not charged every year.", &|o| a.once_only(o)),
        check("counted_once", "Lines add up to the total, and none is counted twice.", &|o| a.counted_once(o)),
        check("own_contract", "A provider's contract in force is not paid beside its own offer.", &|o| a.own_contract(o)),
        check("coverage_alike", "Required hours are in the fee or priced, at one price.", &|o| a.coverage_alike(o)),
        check("out_of_scope_alike", "Work outside the fee is priced on every offer.", &|o| a.out_of_scope_alike(o)),
        check("vendor_management", "Managing the contract is charged on every offer.", &|o| a.vendor_management(o)),
        check("change_costs", "Transition and cost to undo stand on every change.", &|o| a.change_costs(o)),
    ]
}

struct Audit<'a> {
    plan: &'a Plan,
    outcome: &'a Outcome<Exact>,
}

/// Rounding of a sum of line-years, USD.
fn a_cent() -> Decimal {
    Decimal::new(1, 2)
}

fn line(o: &Costed<Exact>, id: LineId) -> Option<&Line<Exact>> {
    o.lines.iter().find(|l| l.id == id && l.applies)
}

fn first_year(o: &Costed<Exact>, id: LineId) -> Option<Decimal> {
    line(o, id)?.yearly.first()?.known()
}

fn sum(values: impl Iterator<Item = Exact>) -> Option<Decimal> {
    values.map(Exact::known).try_fold(Decimal::ZERO, |sum, v| sum.checked_add(v?))
}

impl Audit<'_> {
    fn likely(&self, id: InputId) -> Option<Decimal> {
        self.plan.inputs.get(id).and_then(|i| i.spread).map(|s| s.likely)
    }

    fn quote(&self, id: OptionId) -> Option<&Quote> {
        match id {
            OptionId::Quote(at) => self.plan.quotes.get(usize::from(at)),
            _ => None,
        }
    }

    fn same_lines(&self, o: &Costed<Exact>) -> bool {
        let ids = |o: &Costed<Exact>| o.lines.iter().map(|l| l.id).collect::<Vec<_>>();
        self.outcome.options.first().is_some_and(|first| ids(first) == ids(o))
    }

    fn same_timing(&self, o: &Costed<Exact>) -> bool {
        let (years, segments) = (usize::from(self.plan.schedule.years), self.plan.schedule.segments.len());
        let within = |month: &u16| (1..=self.plan.schedule.last_month()).contains(month);
        let whole = |l: &Line<Exact>| {
            l.yearly.len() == years && l.monthly.len() == segments && l.events.iter().all(|(month, _)| within(month))
        };
        // A fee is paid from the first month: none gets months for nothing.
        let fee = line(o, LineId::ManagedFee).and_then(|l| l.monthly.first()).is_none_or(|m| *m != Exact::Known(Decimal::ZERO));
        o.lines.iter().all(whole) && fee
    }

    fn same_escalation(&self, o: &Costed<Exact>) -> bool {
        o.lines.iter().filter(|l| l.applies).all(|l| {
            let Some((low, high)) = self.rates(o.id, l.id) else { return true };
            self.steps(l).into_iter().all(|step| low - a_hair() <= step && step <= high + a_hair())
        })
    }

    /// How much a line's monthly amount grows from one plan year to the next, where no event falls between.
    fn steps(&self, l: &Line<Exact>) -> Vec<Decimal> {
        let segments = &self.plan.schedule.segments;
        let step = |at: usize| {
            let (before, after) = (segments.get(at.checked_sub(1)?)?, segments.get(at)?);
            (before.year != after.year && !self.plan.events.contains(&after.first)).then_some(())?;
            let (then, now) = (l.monthly.get(at - 1)?.known()?, l.monthly.get(at)?.known()?);
            now.checked_div(then)?.checked_sub(Decimal::ONE)
        };
        (1..segments.len()).filter_map(step).collect()
    }

    /// The lowest and highest yearly rise of what a line is made of; nothing for a line whose parts have no common rate.
    fn rates(&self, option: OptionId, id: LineId) -> Option<(Decimal, Decimal)> {
        let a = &self.plan.assume;
        let fee = self.quote(option).map_or(a.fee_escalator, |q| q.escalator);
        let contracts = self.plan.contracts.iter().map(|k| k.escalator.unwrap_or(a.inflation));
        let rates: Vec<InputId> = match id {
            LineId::InternalStaff => vec![a.merit, a.inflation],
            LineId::Turnover => vec![a.merit],
            LineId::Coverage => vec![a.merit, a.inflation],
            LineId::ManagedFee => vec![fee],
            LineId::OutOfScope => vec![fee, a.inflation],
            LineId::CurrentContracts => contracts.collect(),
            // Stated owner hours are taken off at wages: what is left has no rate of its own.
            LineId::VendorManagement if self.likely(a.service_owner_fte).is_some_and(|f| !f.is_zero()) => return None,
            LineId::VendorManagement if option.has_fee() => vec![fee],
            LineId::Transition | LineId::CostToUndo => return None,
            _ => vec![a.inflation],
        };
        let known: Vec<Decimal> = rates.into_iter().map(|id| self.likely(id)).collect::<Option<_>>()?;
        Some((known.iter().copied().min()?, known.iter().copied().max()?))
    }

    fn once_only(&self, o: &Costed<Exact>) -> bool {
        let once = [LineId::Transition, LineId::CostToUndo];
        let nothing = |v: &Exact| v.known().is_none_or(|d| d.is_zero());
        let monthly = o.lines.iter().filter(|l| once.contains(&l.id)).all(|l| l.monthly.iter().all(nothing));
        let at_zero = o.lines.iter().filter(|l| l.id != LineId::Transition && l.id != LineId::Turnover).all(|l| nothing(&l.once));
        monthly && at_zero
    }

    fn counted_once(&self, o: &Costed<Exact>) -> bool {
        let twice = |l: &Line<Exact>| o.lines.iter().filter(|other| other.id == l.id).count() > 1;
        let adds = |l: &Line<Exact>| {
            let parts = sum(l.yearly.iter().copied().chain([l.once]));
            parts.zip(l.total.known()).is_none_or(|(parts, total)| parts == total)
        };
        let direct = sum(o.lines.iter().filter(|l| l.applies && l.id.in_total()).map(|l| l.total));
        let whole = direct.zip(o.total.known()).is_none_or(|(parts, total)| (parts - total).abs() < a_cent());
        !o.lines.iter().any(twice) && o.lines.iter().all(adds) && whole
    }

    fn own_contract(&self, o: &Costed<Exact>) -> bool {
        let Some(quote) = self.quote(o.id) else { return true };
        let name = |v: &str| v.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        let own = |k: &crate::plan::Contract| {
            name(&k.vendor) == name(&quote.vendor) && !k.domains.is_empty() && quote.domains.covers(k.domains)
        };
        self.plan.contracts.iter().zip(&o.contracts).all(|(k, cost)| !own(k) || cost.fate == Fate::Displaced)
    }

    /// Hours the client has under an option before more are bought: those an offer states, those of the tier, Today's. A team
    /// pays its hours by its FTE, what is sold for less is priced for less, and MDR covers its own domain alone.
    fn included(&self, o: &Costed<Exact>) -> Option<Coverage> {
        let p = self.plan;
        match o.id {
            OptionId::Quote(_) => self.quote(o.id).map(|q| p.hours_with(q.domains, q.coverage)),
            OptionId::BreakFix => Some(p.today.coverage.unwrap_or(Coverage::EightByFive)),
            OptionId::CoManaged => Some(p.hours_with(p.co_managed_domains, Some(self.tier_hours(p.co_managed_coverage)))),
            OptionId::FullOutsource => Some(self.tier_hours(None)),
            _ => None,
        }
    }

    /// Rules 11: with a framework or around the clock the premium tier, which covers all hours; else the standard one, and
    /// what is asked for beside it is in the price.
    fn tier_hours(&self, asked: Option<Coverage>) -> Coverage {
        let framed = !self.plan.frameworks.is_empty() || !self.plan.unassessed.is_empty();
        let around_the_clock = asked.or(self.plan.required.coverage) == Some(Coverage::AroundTheClock);
        match framed || around_the_clock {
            true => Coverage::AroundTheClock,
            false => asked.unwrap_or(Coverage::EightByFive),
        }
    }

    fn coverage_alike(&self, o: &Costed<Exact>) -> bool {
        let known = self.plan.required.coverage.filter(|_| self.plan.frameworks_known);
        let Some((required, included)) = known.zip(self.included(o)) else { return true };
        let alike = |other: &Costed<Exact>| {
            self.included(other) != Some(included) || first_year(other, LineId::Coverage) == first_year(o, LineId::Coverage)
        };
        (line(o, LineId::Coverage).is_some() == (included < required)) && self.outcome.options.iter().all(alike)
    }

    fn out_of_scope_alike(&self, o: &Costed<Exact>) -> bool {
        self.is_share_of_fee(o, LineId::OutOfScope, self.plan.assume.out_of_scope, true)
    }

    fn vendor_management(&self, o: &Costed<Exact>) -> bool {
        let owner = self.likely(self.plan.assume.service_owner_fte).is_none_or(|f| !f.is_zero());
        match owner {
            true => !o.id.has_fee() || line(o, LineId::VendorManagement).is_some(),
            false => self.is_share_of_fee(o, LineId::VendorManagement, self.plan.assume.vendor_management, false),
        }
    }

    /// Whether an offer's line is its share of the fee, or at least that.
    fn is_share_of_fee(&self, o: &Costed<Exact>, id: LineId, share: InputId, or_more: bool) -> bool {
        if !o.id.has_fee() {
            return true;
        }
        let Some(line) = line(o, id) else { return false };
        let (Some(fee), Some(share)) = (first_year(o, LineId::ManagedFee), self.likely(share)) else { return true };
        let Some(paid) = line.yearly.first().and_then(|y| y.known()) else { return true };
        let due = fee * share;
        (paid - due).abs() <= a_cent() || (or_more && paid > due)
    }

    fn change_costs(&self, o: &Costed<Exact>) -> bool {
        let changes = o.id.has_fee() || o.ending.any(self.plan);
        let both = [LineId::Transition, LineId::CostToUndo].into_iter().all(|id| line(o, id).is_some());
        let late = line(o, LineId::CostToUndo)
            .is_none_or(|l| l.events.iter().all(|(m, _)| *m > self.plan.schedule.last_month() - MONTHS));
        (!changes || both) && late
    }
}

/// Sixteen places are kept of a product: a ratio of two cannot be told closer than this.
fn a_hair() -> Decimal {
    Decimal::new(1, 9)
}
