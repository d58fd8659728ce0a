//! What each part of the answer finds, in one sentence, with the basis it stands on: the same words in window and report.

use crate::decide::{Grading, Judgement, State, Thresholds, VerdictKind};
use crate::figure::OptionId;
use crate::input::Grade;
use crate::number::Exact;
use crate::plan::Plan;
use crate::present::{month, number, percent, sentence_start, thousands};
use crate::schedule::month_start;
use crate::terms;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Small numbers in words, as sentences have them.
pub fn count_word(n: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    words.get(n).map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

/// How many thresholds are crossed, and which are near or unknown.
pub fn thresholds(found: &Thresholds) -> String {
    let findings = found.all();
    let of = |state: State| -> Vec<String> {
        let named = findings.iter().zip(terms::THRESHOLDS).filter(|(f, _)| f.state == state);
        named.map(|(_, name)| spoken(name)).collect()
    };
    let mut text = match of(State::Crossed).len() {
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

/// `three years`.
pub fn years(plan: &Plan) -> String {
    match plan.schedule.years {
        1 => "one year".to_owned(),
        n => format!("{} years", count_word(n.into())),
    }
}

/// Which option has the lowest present value, and what it costs.
pub fn options(plan: &Plan, judgement: &Judgement) -> String {
    let first = judgement.ranking().first().and_then(|id| judgement.outcome.option(*id));
    match first {
        Some(o) => format!(
            "{} leads at the required scope: ${}k over {}",
            terms::short_option(o.id, plan),
            thousands(o.total),
            years(plan)
        ),
        None => "No option is ranked yet".to_owned(),
    }
}

/// Basis, period and scope of the options, and how far the second is.
pub fn options_basis(plan: &Plan, judgement: &Judgement) -> String {
    let likely = |id| plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
    let (first, last) = (month_start(1, plan.as_of), month_start(plan.schedule.last_month(), plan.as_of));
    let cover = plan.required.coverage.map_or(String::new(), |c| format!(", {} cover", c.shown()));
    let users = likely(plan.users).known().map_or(String::new(), |u| format!(", {} users", number(Exact::Known(u), 0)));
    let mut text = format!(
        "Direct cost, undiscounted; ranked by net present value at {}. {} to {}{users}{cover}.",
        percent(likely(plan.assume.discount)),
        month(first),
        month(last),
    );
    text.push_str(&next(plan, judgement).unwrap_or_default());
    text
}

/// How much dearer the second is in present value.
fn next(plan: &Plan, judgement: &Judgement) -> Option<String> {
    let ranking = judgement.ranking();
    let npv = |id: &OptionId| judgement.outcome.option(*id).map(|o| o.npv);
    let (first, second) = (ranking.first()?, ranking.get(1)?);
    let gap = npv(second)? - npv(first)?;
    Some(match gap.known() {
        Some(d) if d > Decimal::ZERO => format!(" {} is next, ${}k dearer.", terms::short_option(*second, plan), thousands(gap)),
        _ => format!(" {} costs the same.", terms::short_option(*second, plan)),
    })
}

/// Why the grade is what it is; `resting` are the shares of the leader's money by grade.
pub fn grade_reason(judgement: &Judgement, resting: Option<&BTreeMap<Grade, Decimal>>) -> String {
    let verdict = &judgement.verdict;
    let guesses = resting.map(|shares| percent(Exact::Known(shares.get(&Grade::Guess).copied().unwrap_or_default())));
    match (verdict.grade, verdict.short_of.as_slice()) {
        (Grading::DecisionGrade, _) => match guesses {
            Some(share) => format!("The figures bear a decision: {share} of the money rests on guesses."),
            None => "The figures bear a decision.".to_owned(),
        },
        (_, []) => "It shows a direction: facts are missing.".to_owned(),
        (_, short) => format!("It shows a direction: {}.", short.join("; ")),
    }
}

/// The verdict where room is short.
pub fn short_verdict(plan: &Plan, judgement: &Judgement) -> String {
    let verdict = &judgement.verdict;
    match (verdict.kind, verdict.option) {
        (VerdictKind::Recommend, Some(OptionId::Today)) => "Stay as you are".to_owned(),
        (VerdictKind::Recommend, Some(id)) => format!("Recommend {}", terms::short_option(id, plan)),
        (VerdictKind::TooClose, Some(id)) => {
            let other = verdict.flips.first().map(|f| terms::short_option(f.leader, plan));
            let names: Vec<_> = std::iter::once(terms::short_option(id, plan)).chain(other).collect();
            format!("Too close: {}", names.join(" or "))
        }
        _ => "Not yet".to_owned(),
    }
}

/// Keys of facts, as sentences say them.
const SPOKEN: [(&str, &str); 3] =
    [("support_fte", "support FTE"), ("today.coverage", "the hours covered today"), ("required.coverage", "the hours required")];

/// A sentence of the model without the keys facts are typed under.
pub fn spoken_keys(sentence: &str) -> String {
    SPOKEN.iter().fold(sentence.to_owned(), |text, (key, words)| text.replace(key, words))
}

/// A sentence as a heading: without its full stop. Two sentences keep theirs; a stop inside a name begins none.
pub fn without_stop(text: &str) -> String {
    let second = |at: usize| text[at + 2..].starts_with(char::is_uppercase);
    match text.strip_suffix('.') {
        Some(bare) if !bare.match_indices(". ").any(|(at, _)| second(at)) => bare.to_owned(),
        _ => text.to_owned(),
    }
}
