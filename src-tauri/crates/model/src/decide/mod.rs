//! States, ranks and the verdict: decided after evaluation, from results (rules 4, 5, 7–10).

mod audit;
mod case;
mod compliance;
mod contest;
mod criteria;
mod designer;
mod eligibility;
mod finding;
mod flips;
mod framework_row;
mod grade;
mod key_person;
mod loaded_cost;
mod payback;
mod provider_rules;
mod resting;
mod staff_ratio;
mod sureness;
mod target;
mod velocity;
mod verdict;

pub use audit::{Check, audit};
pub use case::{Driver, Reason, counter_case, reasons};
pub use compliance::framework_state;
pub use contest::{Contest, Entrant, Mark};
pub use criteria::{CRITERIA, Scores};
pub use designer::{Design, Designs, designs};
pub use eligibility::Standing;
pub use finding::{Beside, Finding, Form, Grid, GridRow, State, Thresholds};
pub use flips::{Flip, flips};
pub use framework_row::{FrameworkRow, framework_rows};
pub use key_person::{KeyPerson, key_person};
pub use payback::{Payback, against, payback};
pub use resting::resting;
pub use sureness::{Certainty, Sureness};
pub use target::{Target, target};
pub use verdict::{Grading, Verdict, VerdictKind};

pub(crate) use payback::flows;

use crate::evaluate::{Calc, Costed, Outcome, evaluate};
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

    /// The options of charts and main tables: all but the small steps that are not ranked.
    pub fn shown(&self) -> Vec<&Costed<Exact>> {
        self.outcome.options.iter().filter(|o| !self.is_aside(o.id)).collect()
    }

    /// The small steps that are not ranked: shown in a table of their own.
    pub fn aside(&self) -> Vec<&Costed<Exact>> {
        self.outcome.options.iter().filter(|o| self.is_aside(o.id)).collect()
    }

    /// Whether an option stands beside the others: a small step that is not ranked.
    pub fn is_aside(&self, id: OptionId) -> bool {
        id.is_small() && !self.standing(id).is_some_and(|s| s.ranked)
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

/// Figures, states and standings at likely values, before it is known how sure they are.
#[derive(Debug, Clone)]
pub struct Draft {
    outcome: Outcome<Exact>,
    thresholds: Thresholds,
    standings: Vec<Standing>,
}

impl Draft {
    /// Evaluates a plan.
    pub fn of(plan: &Plan) -> Self {
        let outcome = exact(plan, None);
        let standings = eligibility::standings(plan, &outcome);
        let thresholds = finding::thresholds(plan, &outcome, &standings);
        Self { outcome, thresholds, standings }
    }

    /// Who leads; nothing where something must be found out first.
    pub fn leader(&self, plan: &Plan) -> Option<OptionId> {
        verdict::leader_or_not_yet(plan, &self.outcome, &self.standings)
    }

    /// What decides who leads, to be tried with other inputs.
    pub fn contest(&self, plan: &Plan) -> Contest {
        Contest::of(plan, &self.outcome, &self.standings)
    }

    /// Gives the verdict.
    pub fn judged(self, plan: &Plan, certainty: &Certainty) -> Judgement {
        let verdict = verdict::verdict(plan, &self.outcome, (&self.thresholds, &self.standings), certainty);
        let mut j = Judgement { outcome: self.outcome, thresholds: self.thresholds, standings: self.standings, verdict };
        if j.verdict.option.is_some() {
            j.verdict.reasons = case::told(plan, &j);
        }
        j
    }
}

/// Judges a plan without the study: no single input moved across its own range may change the leader.
pub fn judge(plan: &Plan) -> Judgement {
    let draft = Draft::of(plan);
    let lead = draft.leader(plan);
    let flips = lead.map_or_else(Vec::new, |leader| flips(plan, &draft.contest(plan), leader));
    draft.judged(plan, &Certainty { lead, flips, ..Certainty::default() })
}
