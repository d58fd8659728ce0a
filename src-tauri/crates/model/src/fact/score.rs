//! The score by points that some frameworks have, and the status it allows (32 CFR 170.21, 170.24).

use super::controls::{Mark, Marked, OpenState};
use crate::framework::{Conditional, Scoring};

/// What a score allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScoreStatus {
    /// Every requirement is met.
    Final,
    /// Open requirements stand on a plan of action that the rule admits.
    Conditional,
    /// Neither.
    None,
}

/// A score as the register tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// By evidence: full − points of what is not met; nothing without the requirement a score needs.
    pub value: Option<i64>,
    /// The same if what the register calls implemented is taken for met.
    pub claimed: Option<i64>,
    /// The score with every requirement met.
    pub full: i64,
    /// Least score of the conditional status, where the framework knows one.
    pub least: Option<i64>,
    /// What it allows.
    pub status: ScoreStatus,
    /// Open requirements that bar the conditional status, by id, with their points.
    pub barring: Vec<(String, u32)>,
    /// Days in which a conditional status must be closed.
    pub days: Option<u32>,
    /// Where it stands.
    pub citation: String,
}

/// Works out a score: a requirement not met takes its points, one met in part its partial points where it has any; what
/// does not apply and documented enduring exceptions score as met.
pub(super) fn score(scoring: &Scoring, marks: &[Marked<'_>]) -> Score {
    let lost = |claimed: bool| marks.iter().map(|m| i64::from(points(m, claimed))).sum::<i64>();
    let ready = |claimed: bool| !marks.iter().any(|m| m.0.keys.contains(&scoring.needs) && !is_met(m, claimed));
    let value = ready(false).then(|| scoring.full - lost(false));
    let open: Vec<_> = marks.iter().filter(|m| !is_met(m, false)).collect();
    let barring = scoring.conditional.as_ref().map(|c| barring(c, &open)).unwrap_or_default();
    let reached = scoring.conditional.as_ref().zip(value).is_some_and(|(c, value)| value >= c.least && barring.is_empty());
    Score {
        value,
        claimed: ready(true).then(|| scoring.full - lost(true)),
        full: scoring.full,
        least: scoring.conditional.as_ref().map(|c| c.least),
        status: match open.is_empty() {
            true => ScoreStatus::Final,
            false if reached => ScoreStatus::Conditional,
            false => ScoreStatus::None,
        },
        barring,
        days: scoring.conditional.as_ref().map(|c| c.days),
        citation: scoring
            .conditional
            .as_ref()
            .map_or_else(|| scoring.citation.clone(), |c| format!("{}, {}", scoring.citation, c.citation)),
    }
}

fn is_met((_, (mark, _)): &Marked<'_>, claimed: bool) -> bool {
    matches!(mark, Mark::Met | Mark::NotApplicable) || (claimed && *mark == Mark::Falls(OpenState::Unevidenced))
}

fn points(marked: &Marked<'_>, claimed: bool) -> u32 {
    let (requirement, (mark, _)) = marked;
    let Some(points) = requirement.points.filter(|_| !is_met(marked, claimed)) else { return 0 };
    match mark {
        Mark::Falls(OpenState::Partial) => points.partial.unwrap_or(points.whole),
        _ => points.whole,
    }
}

/// Open requirements that may not stand on a plan of action.
fn barring(rule: &Conditional, open: &[&Marked<'_>]) -> Vec<(String, u32)> {
    let bars = |m: &&&Marked<'_>| {
        let has = |ids: &[String]| m.0.keys.iter().any(|key| ids.contains(key));
        let in_part = has(&rule.also) && m.0.points.and_then(|p| p.partial) == Some(points(m, false));
        has(&rule.never) || (points(m, false) > rule.most_points && !in_part)
    };
    open.iter().filter(bars).map(|m| (m.0.id.clone(), points(m, false))).collect()
}
