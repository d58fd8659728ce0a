//! States, ranks and the verdict: decided after evaluation, from results (rules 4, 5, 7–10).

mod case;
mod compliance;
mod contest;
mod eligibility;
mod finding;
mod flips;
mod loaded_cost;
mod payback;
mod provider_rules;
mod resting;
mod staff_ratio;
mod velocity;
mod verdict;

pub use case::{Reason, counter_case, reasons};
pub use compliance::{clause, closing, due_day, framework_state, score_status, statement};
pub use contest::{Contest, Entrant, Mark};
pub use eligibility::Standing;
pub use finding::{Finding, State, Thresholds};
pub use flips::{Flip, flips};
pub use payback::{Payback, against, payback};
pub use resting::resting;
pub use verdict::{Grading, Verdict, VerdictKind};

pub(crate) use payback::flows;

use crate::evaluate::{Calc, Outcome, evaluate};
use crate::figure::OptionId;
use crate::input::InputId;
use crate::number::Exact;
use crate::plan::Plan;
use rust_decimal::Decimal;

/// A plan, judged.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The figures.
    pub outcome: Outcome<Exact>,
    /// T1 to T4.
    pub thresholds: Thresholds,
    /// Each option's standing, in the order of the outcome's options.
    pub standings: Vec<Standing>,
    /// The answer.
    pub verdict: Verdict,
}

impl Judgement {
    /// Ranked options, cheapest in present value first.
    pub fn ranking(&self) -> Vec<OptionId> {
        verdict::ranked(&self.outcome, &self.standings).into_iter().map(|(id, _)| id).collect()
    }

    /// An option's standing.
    pub fn standing(&self, id: OptionId) -> Option<&Standing> {
        self.standings.iter().find(|s| s.id == id)
    }
}

/// Evaluates at likely values, one input moved if asked.
pub fn exact(plan: &Plan, moved: Option<(InputId, Decimal)>) -> Outcome<Exact> {
    let read = |id: InputId| match moved {
        Some((input, value)) if input == id => Exact::Known(value),
        _ => plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely)),
    };
    evaluate(Calc::new(plan, &read))
}

/// Judges a plan.
pub fn judge(plan: &Plan) -> Judgement {
    judged(plan, None)
}

/// Judges a plan that differs from one judged before in a value that is being moved: while the same option leads, the
/// inputs that would change the leader are taken from before, because looking for them anew is most of the work.
pub fn judge_moving(plan: &Plan, before: &Judgement) -> Judgement {
    judged(plan, Some(&before.verdict))
}

fn judged(plan: &Plan, before: Option<&Verdict>) -> Judgement {
    let outcome = exact(plan, None);
    let standings = eligibility::standings(plan, &outcome);
    let thresholds = finding::thresholds(plan, &outcome, &standings);
    let verdict = verdict::verdict(plan, &outcome, (&thresholds, &standings), before);
    Judgement { outcome, thresholds, standings, verdict }
}
