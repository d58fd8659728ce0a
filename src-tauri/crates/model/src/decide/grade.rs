//! How much weight the answer bears (rules 4): what keeps it from being decision-grade, in words.

use super::finding::{State, Thresholds};
use super::verdict::Grading;
use crate::figure::OptionId;
use crate::input::{Grade, InputId};
use crate::number::Exact;
use crate::plan::Plan;
use crate::present::percent;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The grade of an answer that names an option, and every reason why it is not higher.
pub fn grade(
    plan: &Plan,
    thresholds: &Thresholds,
    option: OptionId,
    resting: Option<&BTreeMap<Grade, Decimal>>,
    data_age: Option<u32>,
) -> (Grading, Vec<String>) {
    let mut short = Vec::new();
    short.extend(unmeasured(plan));
    if matches!(option, OptionId::CoManaged | OptionId::FullOutsource | OptionId::BreakFix) {
        short.push("the option it names has no quote".to_owned());
    }
    let bare = plan.frameworks.iter().filter(|f| !f.register).map(|f| format!("{} has no register", f.title));
    short.extend(bare);
    short.extend(guesses(plan, resting));
    if let Some(age) = data_age.filter(|age| Decimal::from(*age) > plan.policy.data_age_months) {
        short.push(format!("data are {age} months old"));
    }
    // Near is not crossed, but it caps the grade (rules 4.2).
    let near = thresholds.all().into_iter().any(|f| f.state == State::Near);
    let crossed = thresholds.all().into_iter().any(|f| f.state == State::Crossed);
    if near && !crossed {
        short.push("a threshold is near and none is crossed".to_owned());
    }
    (if short.is_empty() { Grading::DecisionGrade } else { Grading::Directional }, short)
}

/// Users, endpoints, FTE and pay must be measured or stated.
fn unmeasured(plan: &Plan) -> Option<String> {
    let known = |id: InputId| plan.inputs.get(id).is_some_and(|i| matches!(i.grade, Grade::Measured | Grade::Stated));
    let pay = plan.posts.iter().all(|p| known(p.pay));
    let fte = plan.fte_unknown.is_none() && plan.posts.iter().all(|p| known(p.fte.input));
    let facts = [("users", known(plan.users)), ("endpoints", known(plan.endpoints)), ("support FTE", fte), ("pay", pay)];
    let missing: Vec<&str> = facts.iter().filter(|(_, known)| !known).map(|(name, _)| *name).collect();
    let verb = if missing.len() == 1 && missing != ["users"] && missing != ["endpoints"] { "is" } else { "are" };
    (!missing.is_empty()).then(|| format!("{} {verb} not measured or stated", missing.join(", ")))
}

fn guesses(plan: &Plan, resting: Option<&BTreeMap<Grade, Decimal>>) -> Option<String> {
    let share = resting?.get(&Grade::Guess).copied().unwrap_or_default();
    let over = share >= plan.policy.guess_share_limit;
    over.then(|| format!("{} of the money rests on guesses", percent(Exact::Known(share))))
}
