//! Offers as the plan prices them; what an offer does not say takes the pack's value.

use super::resolve::{MissingDefault, Resolver, slug};
use super::{Price, Quote, Unit};
use crate::cell::CellId;
use crate::fact::{Counted, QuoteFact};
use crate::input::{Basis, Grade, InputId, Spread};
use crate::scope::Domains;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub(super) fn quotes(r: &mut Resolver<'_>, facts: &[QuoteFact]) -> Result<Vec<Quote>, MissingDefault> {
    let mut quotes: Vec<Quote> = Vec::new();
    for fact in facts {
        let mut name = slug(&fact.vendor);
        let same = quotes.iter().filter(|q| q.slug == name || q.slug.starts_with(&format!("{name}-"))).count();
        if same > 0 {
            name = format!("{name}-{}", same + 1);
        }
        quotes.extend(quote(r, fact, name)?);
    }
    Ok(quotes)
}

fn quote(r: &mut Resolver<'_>, fact: &QuoteFact, slug: String) -> Result<Option<Quote>, MissingDefault> {
    let q = Quoted { prefix: format!("quote.{slug}"), vendor: &fact.vendor, cell: fact.cell };
    let Some(price) = price(r, fact, &q) else {
        r.notes.push(format!("The quote of {} states no price; it is left out.", fact.vendor));
        return Ok(None);
    };
    let full = fact.offer.as_deref() == Some("full_outsource");
    let domains = if fact.domains.is_empty() && full { Domains::ALL } else { fact.domains };
    if fact.offer.as_deref() == Some("break_fix") {
        let how = "type its rates (break_fix.hourly_rate, …) to price break-fix by it";
        r.notes.push(format!("The quote of {} is for break-fix: {how}.", fact.vendor));
        return Ok(None);
    }
    if domains.is_empty() {
        r.notes.push(format!("The quote of {} does not say which domains it carries; it is left out.", fact.vendor));
        return Ok(None);
    }
    if fact.unreadable_tiers {
        r.notes.push(format!("The price steps of {} cannot be read; its single price stands in.", fact.vendor));
    }
    Ok(Some(Quote {
        unit: unit(fact.basis.as_deref()),
        light_price: q.optional(r, "light_price", "USD/account-month", fact.light_price),
        minimum: q.optional(r, "minimum", "USD/month", fact.minimum),
        floor: q.optional(r, "floor", "fraction", fact.floor),
        trip_charge: q.optional(r, "trip_charge", "USD/trip", fact.trip_charge),
        onboarding: q.optional(r, "onboarding", "USD", fact.onboarding),
        escalator: q.or_default(r, "escalator", "fraction/year", fact.escalator, "fee_escalator")?,
        notice: q.or_default(r, "notice", "months", fact.notice, "notice_months")?,
        term: fact.term.and_then(|t| t.to_u16()).unwrap_or(0),
        coverage: fact.coverage,
        compliance: fact.compliance == Some(true),
        signs_baa: fact.signs_baa,
        cmmc: fact.cmmc,
        pci: fact.pci,
        exclusions: fact.exclusions.clone(),
        valid_until: fact.valid_until,
        vendor: fact.vendor.clone(),
        slug,
        price,
        domains,
    }))
}

fn unit(basis: Option<&str>) -> Unit {
    match basis {
        Some("device") => Unit::Device,
        Some("site") => Unit::Site,
        _ => Unit::User,
    }
}

fn price(r: &mut Resolver<'_>, fact: &QuoteFact, q: &Quoted<'_>) -> Option<Price> {
    if !fact.tiers.is_empty() {
        let steps = fact.tiers.iter().enumerate();
        let steps = steps.map(|(at, t)| (t.from, q.value(r, &format!("step_{}", at + 1), "USD/unit-month", t.price))).collect();
        return Some(Price::Steps { steps, graduated: graduated(r, fact, q) });
    }
    let price = fact.price?;
    Some(match fact.basis.as_deref() {
        Some("flat") => Price::Flat(q.value(r, "price", "USD/month", price)),
        Some("hour") => Price::Hour(q.value(r, "price", "USD/hour", price)),
        _ => Price::Unit(q.value(r, "price", "USD/unit-month", price)),
    })
}

/// Unstated tiering is both: a range from whole-volume to graduated (rules 11).
fn graduated(r: &mut Resolver<'_>, fact: &QuoteFact, q: &Quoted<'_>) -> InputId {
    let (spread, grade) = match fact.whole_volume {
        Some(whole) => (Spread::point(if whole { Decimal::ZERO } else { Decimal::ONE }), Grade::Stated),
        None => (Spread { low: Decimal::ZERO, likely: Decimal::ONE, high: Decimal::ONE }, Grade::Guess),
    };
    r.add(
        &format!("{}.graduated", q.prefix),
        &format!("{}: steps are graduated", q.vendor),
        "fraction",
        Some(spread),
        grade,
        q.basis(),
    )
}

struct Quoted<'a> {
    prefix: String,
    vendor: &'a str,
    cell: CellId,
}

impl Quoted<'_> {
    fn basis(&self) -> Basis {
        Basis::Fact(vec![self.cell])
    }

    fn value(&self, r: &mut Resolver<'_>, item: &str, unit: &str, value: Decimal) -> InputId {
        let counted = Counted { value, cells: vec![self.cell] };
        let label = format!("{}: {}", self.vendor, item.replace('_', " "));
        r.fact(&format!("{}.{item}", self.prefix), &label, unit, Some(&counted))
    }

    fn optional(&self, r: &mut Resolver<'_>, item: &str, unit: &str, value: Option<Decimal>) -> Option<InputId> {
        value.map(|v| self.value(r, item, unit, v))
    }

    fn or_default(
        &self,
        r: &mut Resolver<'_>,
        item: &str,
        unit: &str,
        value: Option<Decimal>,
        pack: &'static str,
    ) -> Result<InputId, MissingDefault> {
        match value {
            Some(v) => Ok(self.value(r, item, unit, v)),
            None => r.default(pack),
        }
    }
}
