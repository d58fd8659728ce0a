//! The sentences above each room, and who prepared the answer.

use crate::reporting::said;
use crate::wire::Headings;
use model::decide::{Grading, Judgement, State};
use model::headings;
use model::number::Exact;
use model::plan::Plan;
use model::present::number;
use std::collections::BTreeMap;

pub(crate) use model::headings::grade_reason;

/// What each room finds.
pub(crate) fn of(plan: &Plan, judgement: &Judgement) -> Headings {
    let users = plan.inputs.get(plan.users).and_then(|i| i.spread).map(|s| s.likely);
    let crossed = judgement.thresholds.all().iter().filter(|f| f.state == State::Crossed).count();
    let unknown = judgement.thresholds.all().iter().filter(|f| f.state == State::Unknown).count();
    Headings {
        thresholds: headings::thresholds(&judgement.thresholds),
        options: headings::options(plan, judgement),
        options_basis: headings::options_basis(plan, judgement),
        client: users.map_or_else(String::new, |u| format!("{} users", number(Exact::Known(u), 0))),
        crossed: if crossed == 0 && unknown > 0 { format!("{unknown} unknown") } else { format!("{crossed} crossed") },
        ranked: match judgement.ranking().len() {
            0 => "none ranked".to_owned(),
            n => format!("{n} ranked"),
        },
        verdict: headings::short_verdict(plan, judgement),
        headline: headings::without_stop(&headings::spoken_keys(&judgement.verdict.headline)),
    }
}

/// Any interest in a provider, in a sentence.
pub(crate) fn interest(settings: &BTreeMap<String, String>) -> String {
    match said(settings, "interest").map(|i| i.trim().trim_end_matches('.').to_owned()) {
        None => "Interest in a provider: not stated.".to_owned(),
        Some(word) if word.eq_ignore_ascii_case("none") || word.eq_ignore_ascii_case("no") => {
            "No interest in any provider.".to_owned()
        }
        Some(words) => format!("Interest: {words}."),
    }
}

/// Who prepared the answer, and their interest.
pub(crate) fn prepared(settings: &BTreeMap<String, String>) -> String {
    let by = said(settings, "prepared_by").unwrap_or_else(|| "an unnamed person".to_owned());
    format!("Prepared by {}. {}", by.trim_end_matches('.'), interest(settings))
}

/// What a reader is told of the answer's weight.
pub(crate) fn weight(judgement: &Judgement) -> String {
    match judgement.verdict.grade {
        Grading::Directional => "Says “directional” on page 1 because the answer is.",
        Grading::DecisionGrade => "Says “decision-grade” on page 1.",
    }
    .to_owned()
}
