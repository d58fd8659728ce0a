//! The fee at which an offer ties with another option, in present value.

use super::calc::Calc;
use super::option::Costed;
use super::workload::Workload;
use super::{offer, option, provider};
use crate::figure::{FigureId, OptionId};
use crate::number::Number;

/// First month's fees at which an offer ties.
#[derive(Debug, Clone, Copy)]
pub struct Ties<N> {
    /// Which offer.
    pub id: OptionId,
    /// With Today.
    pub today: N,
    /// With in-house at required scope.
    pub in_house: N,
}

impl<N: Copy> Ties<N> {
    /// The fee that ties with another option; only Today and in-house are asked for.
    pub fn with(&self, other: OptionId) -> Option<(N, &'static str)> {
        match other {
            OptionId::Today => Some((self.today, "target_today")),
            OptionId::InHouse => Some((self.in_house, "target_in_house")),
            _ => None,
        }
    }
}

/// Present value is linear in the fee: at no fee it is a, at the fee offered b, so it is another's g at
/// fee × (g − a) ÷ (b − a). Stated hours of a service owner bend it where vendor management meets its floor.
pub fn ties<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, options: &[Costed<N>]) -> Vec<Ties<N>> {
    let npv = |id: OptionId| options.iter().find(|o| o.id == id).map(|o| o.npv);
    let Some((today, in_house)) = npv(OptionId::Today).zip(npv(OptionId::InHouse)) else { return Vec::new() };
    let tie = |o: &Costed<N>| {
        let fee = o.offered.as_ref()?.first_fee;
        let figure = |item, value| c.name(FigureId::option(o.id, item), value);
        let free = figure("npv_without_fee", without_fee(c, w, o.id)?);
        let at = |goal: N| fee * (goal - free) / (o.npv - free);
        Some(Ties { id: o.id, today: figure("target_today", at(today)), in_house: figure("target_in_house", at(in_house)) })
    };
    options.iter().filter_map(tie).collect()
}

/// Present value of an option as if its fee were nothing.
fn without_fee<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, id: OptionId) -> Option<N> {
    let c = c.unnamed();
    let offer = offer(&c, w, id)?.at(N::zero());
    Some(option::cost(&c, w, provider::provided(&c, w, &offer)).npv)
}
