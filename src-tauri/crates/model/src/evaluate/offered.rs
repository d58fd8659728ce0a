//! What an offer is sold at, what is added to bring it to the required scope, and what it then costs a user and month.

use super::calc::Calc;
use super::line::{Line, Share, part};
use super::provider::{Offer, missing_price, on_site_price};
use super::units::users;
use super::workload::Workload;
use crate::figure::{FigureId, LineId};
use crate::number::Number;
use crate::schedule::Segment;

/// What is added to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddedKind {
    /// Required hours that the fee does not cover.
    Coverage,
    /// Required domains that neither the offer nor kept posts carry.
    Domains,
    /// Work outside the fee.
    OutOfScope,
    /// Trips on site, where the offer charges them.
    OnSite,
}

impl AddedKind {
    /// Its figure.
    pub fn item(self) -> &'static str {
        match self {
            Self::Coverage => "added_coverage",
            Self::Domains => "added_domains",
            Self::OutOfScope => "added_out_of_scope",
            Self::OnSite => "added_on_site",
        }
    }
}

/// One addition.
#[derive(Debug, Clone, Copy)]
pub struct Added<N> {
    /// Which.
    pub kind: AddedKind,
    /// Over the horizon.
    pub total: N,
    /// In the first plan year.
    pub first_year: N,
}

/// An offer as sold and as it is compared.
#[derive(Debug, Clone)]
pub struct Offered<N> {
    /// Fee of the first month.
    pub first_fee: N,
    /// What is added to meet the required scope, each with its amount.
    pub added: Vec<Added<N>>,
    /// All that is added, over the horizon.
    pub added_total: N,
    /// Fee of the first year a user and month.
    pub as_sold: N,
    /// The same with what is added.
    pub at_scope: N,
    /// First month's fee with graduated and with whole-volume steps, where the offer does not say which.
    pub tiering: Option<[N; 2]>,
}

/// Works out the additions of an offer; `coverage` is its coverage line.
pub fn offered<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, offer: &Offer<N>, coverage: Option<&Line<N>>) -> Offered<N> {
    let figure = |item, value| c.name(FigureId::option(offer.id, item), value);
    let added = additions(c, w, offer, coverage);
    let added: Vec<Added<N>> = added.into_iter().map(|a| Added { total: figure(a.kind.item(), a.total), ..a }).collect();
    let first = N::total(added.iter().map(|a| a.first_year));
    let fees = part(c, &|s: &Segment| Some(offer.yearly(c, s))).first_year;
    let user_months = user_months(c);
    Offered {
        first_fee: figure("first_fee", offer.first()),
        added_total: figure("added_total", N::total(added.iter().map(|a| a.total))),
        as_sold: figure("price_as_sold", fees / user_months),
        at_scope: figure("price_at_scope", (fees + first) / user_months),
        added,
        tiering: offer.tiering,
    }
}

/// User-months of the first plan year, planned changes followed.
fn user_months<N: Number>(c: &Calc<'_, N>) -> N {
    let first = c.plan.schedule.segments.iter().filter(|s| s.year == 1);
    N::total(first.map(|s| users(c, s) * N::whole(s.months.into())))
}

fn additions<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, offer: &Offer<N>, coverage: Option<&Line<N>>) -> Vec<Added<N>> {
    let a = &c.plan.assume;
    let of = |kind, share: Share<N>| Added { kind, total: share.total, first_year: share.first_year };
    let inflated = |s: &Segment, amount: N| Some(amount * c.growth(a.inflation, s.year));
    let mut added = Vec::new();
    if let Some(line) = coverage.filter(|l| l.id == LineId::Coverage && l.applies) {
        let first_year = line.yearly.first().copied().unwrap_or_else(N::zero);
        added.push(Added { kind: AddedKind::Coverage, total: line.total, first_year });
    }
    if !offer.missing.is_empty() {
        added.push(of(AddedKind::Domains, part(c, &|s| inflated(s, missing_price(c, offer.missing, s)))));
    }
    added.push(of(AddedKind::OutOfScope, part(c, &|s| Some(offer.yearly(c, s) * c.get(a.out_of_scope)))));
    if let Some(charge) = offer.trip_charge {
        added.push(of(AddedKind::OnSite, part(c, &|s| inflated(s, on_site_price(c, w, offer.domains, charge)))));
    }
    added
}
