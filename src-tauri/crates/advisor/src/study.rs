//! The study behind every verdict: fixed trials under the engagement's seed, so that window, prompt and report agree.

use crate::assess::{Judged, Prepared};
use crate::led::Led;
use crate::reporting::said;
use chrono::{Datelike, NaiveDate};
use engagement::{ImportInfo, ImportState};
use model::decide::{Certainty, Contest, Draft, Judgement, Sureness, flips};
use model::input::Grade;
use model::plan::Plan;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use uncertainty::{Ask, Estimate, Study};

/// Trials of the study that decides (design 1).
pub(crate) const TRIALS: u32 = 16_384;

/// The seed as people see it: the as-of date unless another is set.
pub(crate) fn seed(settings: &BTreeMap<String, String>, as_of: NaiveDate) -> String {
    said(settings, "seed").unwrap_or_else(|| as_of.format("%Y%m%d").to_string())
}

/// The seed as a number; words are folded into one (FNV-1a, 64 bits).
pub(crate) fn number(seed: &str) -> u64 {
    let folded = || seed.bytes().fold(0xCBF2_9CE4_8422_2325, |hash: u64, b| (hash ^ u64::from(b)).wrapping_mul(0x100_0000_01B3));
    seed.parse().unwrap_or_else(|_| folded())
}

/// Threads to work on.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Judges a plan with the fixed study.
pub(crate) fn judged(prepared: Prepared) -> Judged {
    let (judgement, study) = studied(&prepared);
    Judged { prepared, judgement, study, told: OnceLock::new() }
}

/// The judgement with the fixed study, and the study; none where something must be found out first.
pub(crate) fn studied(prepared: &Prepared) -> (Judgement, Option<Study>) {
    let plan = &prepared.plan;
    let draft = Draft::of(plan);
    let mut certainty = Certainty { data_age: prepared.data_age, ..Certainty::default() };
    let mut study = None;
    if let Some(leader) = draft.leader(plan) {
        let contest = draft.contest(plan);
        let ask = Ask { trials: TRIALS, seed: number(&prepared.seed), threads: threads() };
        study = uncertainty::study(plan, &contest, ask, &|_| true).ok().flatten();
        certainty.lead = Some(leader);
        certainty.flips = flips(plan, &contest, leader);
        certainty.sure = study.as_ref().map(|s| sureness(plan, s));
    }
    (draft.judged(plan, &certainty), study)
}

/// The judgement of a plan that differs from others in a value that is being moved: how sure the lead of an option is, and
/// what its money rests on, stays as it was when that was last found out, because finding out is most of the work.
pub(crate) fn moving(prepared: Prepared, led: &Led) -> Judged {
    let draft = Draft::of(&prepared.plan);
    let Some(before) = draft.leader(&prepared.plan).and_then(|leader| led.by(leader)) else {
        return judged(prepared);
    };
    let verdict = &before.judgement.verdict;
    let (lead, flips, sure) = (verdict.lead, verdict.flips.clone(), verdict.sure.clone());
    let resting = verdict.option.map(|option| (option, verdict.resting.clone()));
    let certainty = Certainty { lead, flips, sure, data_age: prepared.data_age, resting };
    Judged { judgement: draft.judged(&prepared.plan, &certainty), study: before.study.clone(), prepared, told: OnceLock::new() }
}

/// What a verdict takes from a study.
fn sureness(plan: &Plan, study: &Study) -> Sureness {
    let askable = |id| plan.inputs.get(id).is_some_and(|i| i.grade == Grade::Guess && i.ask.is_some());
    let asked: Vec<_> = study.worth.inputs.iter().filter(|w| askable(w.input)).collect();
    let guessed: f64 = asked.iter().map(|w| w.share).sum();
    let mut by_share = asked;
    by_share.sort_by(|a, b| b.share.total_cmp(&a.share));
    let Estimate { value, error } = study.lead.cheaper;
    Sureness {
        trials: study.trials,
        leader: study.lead.leader,
        runner_up: study.lead.runner_up,
        cheaper: share(value),
        error: share(error),
        by_mean: study.lead.by_mean,
        guessed: share(guessed.min(1.0)),
        ask: by_share.iter().filter(|w| w.share > LEAST_SHARE).map(|w| w.input).collect(),
    }
}

/// Share of the doubt below which an input is not worth a question.
const LEAST_SHARE: f64 = 0.01;

/// Four places: what 16,384 trials can tell.
pub(crate) fn share(value: f64) -> Decimal {
    Decimal::from_f64_retain(value).unwrap_or_default().round_dp(4)
}

/// Age in whole months of the oldest kind of data, each by its newest export.
pub(crate) fn data_age(imports: &[ImportInfo], as_of: NaiveDate) -> Option<u32> {
    let mut newest: BTreeMap<&str, NaiveDate> = BTreeMap::new();
    for import in imports.iter().filter(|i| i.state == ImportState::Live) {
        if let Some(day) = import.exported {
            let kept = newest.entry(import.kind.name()).or_insert(day);
            *kept = day.max(*kept);
        }
    }
    let months = |day: NaiveDate| (as_of.year() - day.year()) * 12 + as_of.month0().cast_signed() - day.month0().cast_signed();
    newest.values().map(|day| u32::try_from(months(*day)).unwrap_or(0)).max()
}

/// The figures that decide, for what is shown of the study.
pub(crate) fn contest(plan: &Plan) -> Contest {
    Draft::of(plan).contest(plan)
}
