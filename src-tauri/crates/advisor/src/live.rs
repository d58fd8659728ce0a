//! What moves while someone watches: the answer with values tried, and the inputs worth moving.

use crate::assess::{Judged, Prepared, answer};
use crate::error::Error;
use crate::evidence::Trail;
use crate::explain::{source, value_text};
use crate::profile::input_name;
use crate::reporting::{Pictures, is_of_the_study};
use crate::session::{Session, is_share};
use crate::swing::{Lead, range};
use crate::wire::{ChartPicture, Choice, Lever, Levers, Override, Preview};
use model::input::{Basis, Grade, Input, InputId, Spread};
use model::number::Exact;
use model::present::money;
use model::quantity;
use model::scope::Coverage;
use rust_decimal::Decimal;

/// Inputs beside every room.
const LEVERS: usize = 10;
/// Widths a chart is drawn in, in pixels.
const NARROWEST: f64 = 80.0;
const WIDEST: f64 = 4000.0;
/// Steps of a slider from end to end.
const STEPS: i64 = 200;

impl Session {
    /// The answer with values tried; nothing is written.
    pub fn preview(&self, values: &[Override]) -> Result<Preview, Error> {
        self.previewed(values, &*self.judged(values)?)
    }

    /// The same at every move of a slider, many times faster: how sure a leader is, which inputs alone would change it, and
    /// how much of its money rests on guesses, is as it was when that option last led at rest, or first led in this move.
    pub fn preview_moving(&self, values: &[Override]) -> Result<Preview, Error> {
        self.previewed(values, &*self.judged_moving(values)?)
    }

    fn previewed(&self, values: &[Override], judged: &Judged) -> Result<Preview, Error> {
        let texts = values.iter().filter_map(|v| Some((v.key.clone(), tried_text(&judged.prepared, &v.key)?))).collect();
        Ok(Preview { assessment: answer(&judged.prepared, &judged.judgement, None)?, texts })
    }

    /// One chart with values tried: the bare drawing for a width in pixels, with its words, table and marks.
    pub fn live_chart(&self, name: &str, width: f64, values: &[Override]) -> Result<ChartPicture, Error> {
        let is_of_the_study = is_of_the_study(name);
        let judged = if is_of_the_study { self.judged(&[])? } else { self.judged_moving(values)? };
        let (plan, judgement) = (judged.prepared.plan.clone(), judged.judgement.clone());
        let mut pictures = Pictures::light(plan, judgement, &judged.prepared.name)?;
        // Ranges are of the values as saved: over a bar that is being moved they would be another's.
        if is_of_the_study || values.is_empty() && name == "totals" {
            pictures = pictures.with_study(self.uncertainty()?);
        }
        pictures.draw(name, width.clamp(NARROWEST, WIDEST))
    }

    /// The inputs that move the lead of the first option most, with what is needed to move them.
    pub fn levers(&self) -> Result<Levers, Error> {
        let judged = self.judged(&[])?;
        let prepared = &judged.prepared;
        let plan = &prepared.plan;
        let mut telling: Vec<(Decimal, InputId, Spread)> = Vec::new();
        if let Some(lead) = Lead::of(&judged.judgement) {
            let ranged = plan.inputs.iter().filter(|(_, i)| !matches!(i.basis, Basis::Policy));
            telling.extend(ranged.filter_map(|(id, input)| {
                let spread = range(input, &prepared.defaults.pack)?;
                Some((lead.swing(plan, id, spread).filter(|s| !s.is_zero())?, id, spread))
            }));
        }
        telling.sort_by_key(|(swing, id, _)| (std::cmp::Reverse(*swing), *id));
        telling.truncate(LEVERS);
        let trail = Trail::new(&self.file, &prepared.cube);
        let lever = |(swing, id, spread): &(Decimal, InputId, Spread)| {
            plan.inputs.get(*id).map(|input| lever(prepared, &trail, input, *spread, *swing)).transpose()
        };
        Ok(Levers {
            inputs: telling.iter().filter_map(|t| lever(t).transpose()).collect::<Result<_, _>>()?,
            coverage: Coverage::ALL.into_iter().map(|c| choice(c.name(), c.shown())).collect(),
            coverage_now: plan.required.coverage.map(|c| c.name().to_owned()),
        })
    }
}

pub(crate) fn choice(value: &str, label: &str) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned() }
}

/// What was tried, as shown; nothing for what is no quantity.
fn tried_text(prepared: &Prepared, key: &str) -> Option<String> {
    let id = prepared.plan.inputs.find(&input_name(key))?;
    prepared.plan.inputs.get(id).map(value_text)
}

fn lever(prepared: &Prepared, trail: &Trail<'_>, input: &Input, spread: Spread, swing: Decimal) -> Result<Lever, Error> {
    let rows = match &input.basis {
        Basis::Fact(cells) => trail.of(cells)?,
        _ => Vec::new(),
    };
    let (min, max, step) = ends(spread, is_share(&input.unit));
    let plain = |d: Decimal| d.normalize().to_string();
    Ok(Lever {
        key: input.name.clone(),
        name: input.label.clone(),
        unit: input.unit.clone(),
        grade: input.grade.name().to_owned(),
        source: source(prepared, input, &rows),
        low: plain(spread.low),
        likely: plain(spread.likely),
        high: plain(spread.high),
        min: plain(min),
        max: plain(max),
        step: plain(step),
        text: quantity::shown(Exact::Known(spread.likely), &input.unit),
        swing: money(Exact::Known(swing)),
        typed: input.grade == Grade::Stated,
    })
}

/// Ends and step of a slider: half the range beyond the range, never below zero, a share never above one.
fn ends(spread: Spread, is_share: bool) -> (Decimal, Decimal, Decimal) {
    let beyond = (spread.high - spread.low) / Decimal::TWO;
    let step = round_step((spread.high - spread.low + beyond * Decimal::TWO) / Decimal::from(STEPS));
    let down = |v: Decimal| (v / step).floor() * step;
    let least = if spread.low.is_sign_negative() { spread.low - beyond } else { (spread.low - beyond).max(Decimal::ZERO) };
    let most = spread.high + beyond;
    let most = if is_share && spread.high <= Decimal::ONE { most.min(Decimal::ONE) } else { most };
    (down(least), (most / step).ceil() * step, step)
}

/// The next of 1, 2, 5 times a power of ten.
fn round_step(step: Decimal) -> Decimal {
    let mut unit = Decimal::ONE;
    let ten = Decimal::TEN;
    while unit < step && unit < Decimal::from(1_000_000_000_i64) {
        unit *= ten;
    }
    while unit / ten >= step && unit.scale() < 9 {
        unit /= ten;
    }
    let parts = [Decimal::new(1, 1), Decimal::new(2, 1), Decimal::new(5, 1), Decimal::ONE];
    parts.into_iter().map(|p| (p * unit).normalize()).find(|s| *s >= step).unwrap_or(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_slider_reaches_beyond_the_range_in_round_steps() {
        let (min, max, step) = ends(Spread { low: d("175"), likely: d("225"), high: d("325") }, false);
        assert_eq!((min, max, step), (d("100"), d("400"), d("2")), "half the range on either side, steps people can say");
        let (min, max, _) = ends(Spread { low: d("0.05"), likely: d("0.1"), high: d("0.9") }, true);
        assert_eq!((min, max), (d("0"), d("1")), "a share stays a share");
    }

    #[test]
    fn steps_are_one_two_or_five() {
        assert_eq!([d("0.003"), d("0.7"), d("3"), d("40")].map(round_step), [d("0.005"), d("1"), d("5"), d("50")]);
    }
}
