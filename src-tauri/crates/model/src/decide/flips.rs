//! Inputs that alone, within their own range, change the leader (rules 13): at which value, and who leads then.

use super::contest::Contest;
use crate::figure::OptionId;
use crate::input::{InputId, Spread};
use crate::number::{Exact, Probe};
use crate::plan::Plan;
use crate::quantity;
use rust_decimal::{Decimal, RoundingStrategy};

/// Places looked at on either side of the likely value before one is searched closer.
const PLACES: i64 = 4;
/// Halvings of the stretch in which the leader changes: its end is then told to a thousandth of the range.
const HALVINGS: u32 = 9;

/// An input that alone changes the leader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flip {
    /// The input.
    pub input: InputId,
    /// The value nearest to the likely one at which another option leads.
    pub at: Decimal,
    /// How far that is from the likely value, as a share of the range.
    pub distance: Decimal,
    /// Who leads there.
    pub leader: OptionId,
}

impl Flip {
    /// The input with the value at which the leader changes, inside a sentence.
    pub fn named(&self, plan: &Plan) -> String {
        let Some(input) = plan.inputs.get(self.input) else { return String::new() };
        format!("{} at {}", lower(&input.label), quantity::shown(Exact::Known(self.at), &input.unit))
    }
}

/// Labels start a row; inside a sentence they start small, abbreviations apart.
pub(super) fn lower(label: &str) -> String {
    let mut chars = label.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(a), Some(b)) if a.is_uppercase() && b.is_lowercase() => a.to_lowercase().chain(chars).collect(),
        _ => label.to_owned(),
    }
}

/// Every flip, nearest first.
pub fn flips(plan: &Plan, contest: &Contest, leader: OptionId) -> Vec<Flip> {
    let ranged = plan.inputs.iter().filter_map(|(id, input)| Some((id, input.spread.filter(|s| s.low < s.high)?)));
    let mut flips: Vec<Flip> = ranged.filter_map(|(id, spread)| flip(contest, id, spread, leader)).collect();
    flips.sort_by_key(|f| f.distance);
    flips
}

fn flip(contest: &Contest, input: InputId, spread: Spread, leader: OptionId) -> Option<Flip> {
    let mut probe = contest.probe(input);
    if !probe.reaches() {
        return None;
    }
    let sides = [spread.low, spread.high].map(|end| towards(contest, &mut probe, spread.likely, end, leader));
    let found = sides.into_iter().flatten().map(|(at, leader)| {
        let distance = (at - spread.likely).abs().checked_div(spread.high - spread.low).unwrap_or(Decimal::ONE);
        Flip { input, at, distance, leader }
    });
    found.min_by_key(|f| f.distance)
}

/// The first value from `start` towards `end` at which another option leads, told to a thousandth of the stretch.
fn towards(
    contest: &Contest,
    probe: &mut Probe<'_>,
    start: Decimal,
    end: Decimal,
    leader: OptionId,
) -> Option<(Decimal, OptionId)> {
    if start == end {
        return None;
    }
    let step = (end - start) / Decimal::from(PLACES);
    let mut other = |value| contest.leader(&probe.at(value)).filter(|o| *o != leader);
    let mut near = start;
    for place in 1..=PLACES {
        let far = if place == PLACES { end } else { start + step * Decimal::from(place) };
        if let Some(found) = other(far) {
            return Some(closer(&mut other, (near, far), found));
        }
        near = far;
    }
    None
}

fn closer(
    other: &mut impl FnMut(Decimal) -> Option<OptionId>,
    (mut near, mut far): (Decimal, Decimal),
    mut leader: OptionId,
) -> (Decimal, OptionId) {
    for _ in 0..HALVINGS {
        let middle = (near + far) / Decimal::TWO;
        match other(middle) {
            Some(found) => (far, leader) = (middle, found),
            None => near = middle,
        }
    }
    let told = short(far, near < far);
    match other(told) {
        Some(found) => (told, found),
        None => (far, leader),
    }
}

/// Four figures, away from where the leader still leads.
fn short(value: Decimal, upwards: bool) -> Decimal {
    let way = if upwards { RoundingStrategy::ToPositiveInfinity } else { RoundingStrategy::ToNegativeInfinity };
    value.round_sf_with_strategy(4, way).unwrap_or(value).normalize()
}
