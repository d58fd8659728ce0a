//! The four thresholds as bars.

use super::{count_word, size};
use crate::assessment::Assessment;
use crate::chart::bullet::{Bullet, Bullets, State as Drawn};
use model::decide::{Finding, State};
use model::number::Exact;
use model::present::{number, sentence_start};
use model::terms;
use rust_decimal::prelude::ToPrimitive;

/// The four thresholds.
pub fn thresholds(a: &Assessment<'_>) -> Bullets {
    let findings = a.judgement.thresholds.all();
    Bullets {
        finding: finding(&findings),
        caption: "Value against limit; the band beside the limit is near".to_owned(),
        rows: findings.iter().enumerate().map(|(at, f)| bullet(a, at, f)).collect(),
    }
}

/// How many are crossed, and which are near or unknown.
fn finding(findings: &[&Finding; 4]) -> String {
    let of = |state: State| -> Vec<String> {
        let named = findings.iter().zip(terms::THRESHOLDS).filter(|(f, _)| f.state == state);
        named.map(|(_, name)| spoken(name)).collect()
    };
    let crossed = of(State::Crossed).len();
    let mut text = match crossed {
        0 => "None of four thresholds is crossed".to_owned(),
        1 => "One of four thresholds is crossed".to_owned(),
        n => sentence_start(&format!("{} of four thresholds are crossed", count_word(n))),
    };
    for (state, word) in [(State::Near, "near"), (State::Unknown, "unknown")] {
        let names = of(state);
        if let Some((last, rest)) = names.split_last() {
            let list = if rest.is_empty() { last.clone() } else { format!("{} and {last}", rest.join(", ")) };
            let verb = if rest.is_empty() { "is" } else { "are" };
            text.push_str(&format!("; {list} {verb} {word}"));
        }
    }
    text
}

/// `T1 Staff ratio` inside a sentence.
fn spoken(name: &str) -> String {
    let words = name.split_once(' ').map_or(name, |(_, rest)| rest).to_lowercase();
    if words.contains(' ') { format!("the {words}") } else { words }
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
