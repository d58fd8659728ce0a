//! The four thresholds as bars.

use super::size;
use crate::assessment::Assessment;
use crate::chart::bullet::{Bullet, Bullets, OneBullet, State as Drawn};
use model::decide::{Finding, State};
use model::headings;
use model::number::Exact;
use model::present::number;
use model::terms;
use rust_decimal::prelude::ToPrimitive;

const CAPTION: &str = "Value against limit; the band beside the limit is near";

/// The four thresholds.
pub fn thresholds(a: &Assessment<'_>) -> Bullets {
    let findings = a.judgement.thresholds.all();
    Bullets {
        finding: headings::thresholds(&a.judgement.thresholds),
        caption: CAPTION.to_owned(),
        rows: findings.iter().enumerate().map(|(at, f)| bullet(a, at, f)).collect(),
    }
}

/// The bar of one threshold, counted from 0; none where there is no such threshold.
pub fn threshold(a: &Assessment<'_>, at: usize) -> Option<OneBullet> {
    let bullet = bullet(a, at, a.judgement.thresholds.all().get(at)?);
    Some(OneBullet {
        finding: format!("{}: {}", bullet.name, bullet.state_text.to_lowercase()),
        caption: CAPTION.to_owned(),
        bullet,
    })
}

/// One threshold.
pub fn bullet(a: &Assessment<'_>, at: usize, f: &Finding) -> Bullet {
    let places = if f.places == 1 { 0 } else { f.places };
    let limit = number(f.limit, places);
    let hours = f.unit.starts_with("hours");
    Bullet {
        id: a.figure(f.figure),
        name: terms::THRESHOLDS.get(at).map_or_else(String::new, |n| (*n).to_owned()),
        state: match f.state {
            State::Crossed => Drawn::Crossed,
            State::Near => Drawn::Near,
            State::NotCrossed => Drawn::NotCrossed,
            State::Unknown => Drawn::Unknown,
            State::NotApplicable => Drawn::NotApplicable,
        },
        state_text: terms::state(f.state).to_owned(),
        value: size(f.value),
        value_text: value_text(f),
        limit: size(f.limit),
        limit_text: match (f.limit, hours, at == 3) {
            (Exact::Known(_), true, _) => format!("{limit} h free"),
            (Exact::Known(_), _, true) => format!("limit {limit}, under it crosses"),
            (Exact::Known(_), ..) => format!("limit {limit}"),
            _ => String::new(),
        },
        band_text: f.band.map_or_else(String::new, |(low, high)| {
            let [low, high] = [low, high].map(|end| number(Exact::Known(end), places));
            format!("near from {low} to {high}{}", if hours { " h" } else { "" })
        }),
        band: f.band.and_then(|(low, high)| low.to_f64().zip(high.to_f64())),
        downward: at == 3,
        sentence: a.words(&f.clause),
    }
}

/// The value as shown.
fn value_text(f: &Finding) -> String {
    match (f.value, f.unit.starts_with("hours")) {
        (Exact::Known(_), true) => format!("{} h", number(f.value, f.places)),
        (Exact::Known(_), false) => number(f.value, f.places),
        (Exact::Undefined, _) => "no value".to_owned(),
        // No framework, no hours: there is nothing to know.
        (Exact::Unknown, _) if matches!(f.state, State::NotCrossed | State::NotApplicable) => "–".to_owned(),
        (Exact::Unknown, _) => "unknown".to_owned(),
    }
}
