//! T2, framework by framework: how far each is, who asks for it, what a provider can carry and what stays with the client.

use super::compliance::{due_day, framework_state, score_status, statement};
use super::finding::{Beside, Form, State};
use crate::evaluate::{Gap, Outcome, carried_by};
use crate::fact::Score;
use crate::figure::{FigureId, Subject};
use crate::framework::AssessmentCost;
use crate::number::Exact;
use crate::plan::{Framework, Plan};
use crate::present::{money, number};
use crate::responsibility::{FamilyShares, shares};
use crate::scope::Domain;
use crate::terms;
use rust_decimal::Decimal;

/// One framework in force, in words and figures.
#[derive(Debug, Clone)]
pub struct FrameworkRow {
    /// Its place in the plan.
    pub at: usize,
    /// Its own state, whichever framework decides T2.
    pub state: State,
    /// Who checks, and whether the client says so.
    pub obligation: String,
    /// The day, and whether nobody outside set it.
    pub due: String,
    /// How much is evidenced.
    pub evidenced: String,
    /// The score and between what it lies; only where the framework has one.
    pub score: Option<String>,
    /// What the score allows; only where a register tells it.
    pub status: Option<String>,
    /// Open requirements that bar the conditional status, `3.5.3 (5 points)`.
    pub barring: Vec<String>,
    /// Hours with all and with nothing evidenced; only where there is no register.
    pub range: Option<String>,
    /// Hours free, asked for and left, by id.
    pub hours: Vec<Beside>,
    /// Hours a provider of each domain, of all four, can carry, and those that stay; with open requirements counted.
    pub carriers: Vec<(u32, Beside)>,
    /// The same counts by family.
    pub families: Vec<FamilyShares>,
    /// What its assessment costs by the rule's own estimate.
    pub assessment: Option<String>,
    /// Ids of the register that the catalogue does not know.
    pub unmatched: Vec<String>,
    /// What it is not, as of when.
    pub statement: String,
}

/// A row per framework in force, in the order of the plan.
pub fn framework_rows(plan: &Plan, o: &Outcome<Exact>) -> Vec<FrameworkRow> {
    plan.frameworks.iter().zip(&o.gaps).enumerate().map(|(at, (f, gap))| row(plan, at, f, gap)).collect()
}

fn row(plan: &Plan, at: usize, f: &Framework, gap: &Gap<Exact>) -> FrameworkRow {
    let said = if f.obligation_stated { ", as stated" } else { "" };
    FrameworkRow {
        at,
        state: framework_state(plan, f, gap),
        obligation: format!("{}{said}", terms::obligation(f.obligation)),
        due: due_day(f),
        evidenced: match f.register {
            true => format!("{} of {} requirements", f.evidenced, f.applicable),
            false => format!("no register, {} requirements", f.applicable),
        },
        score: f.scores.map(|scores| score(scores, f.score.as_ref())),
        status: f.score.as_ref().map(score_status),
        barring: f.score.as_ref().map_or_else(Vec::new, |s| s.barring.iter().map(barred).collect()),
        range: gap.unevidenced.map(|all| format!("0 with all evidenced, {} with nothing evidenced", number(all, 0))),
        hours: hours(at, gap),
        carriers: carriers(at, f, gap),
        families: shares(plan, f),
        assessment: f.assessment_cost.as_ref().map(assessment),
        unmatched: f.unmatched.clone(),
        statement: statement(plan, f),
    }
}

impl FrameworkRow {
    /// What is said of it, name and text, in order; without ids of single requirements where they may not leave the house.
    pub fn facts(&self, with_ids: bool) -> Vec<(&'static str, String)> {
        let listed = |ids: &[String]| Some(ids.join(", ")).filter(|ids| with_ids && !ids.is_empty());
        let facts = [
            ("State", Some(terms::state(self.state).to_owned())),
            ("Obligation", Some(self.obligation.clone())),
            ("Due", Some(self.due.clone())),
            ("Evidenced", Some(self.evidenced.clone())),
            ("Score", self.score.clone()),
            ("The score allows", self.status.clone()),
            ("Open and barring", listed(&self.barring)),
            ("Hours to close", self.range.clone()),
            ("Assessment", self.assessment.clone()),
            ("Not in the catalogue", listed(&self.unmatched)),
        ];
        facts.into_iter().filter_map(|(name, text)| Some((name, text?))).collect()
    }
}

fn assessment(cost: &AssessmentCost) -> String {
    let total = money(Exact::Known(cost.total));
    format!("{total} over {} years ({}), by {}; charged only where it is stated", cost.years, cost.of, cost.source)
}

fn barred((id, points): &(String, u32)) -> String {
    format!("{id} ({points} {})", if *points == 1 { "point" } else { "points" })
}

/// A score with its minus sign.
pub(super) fn points(value: i64) -> String {
    number(Exact::Known(Decimal::from(value)), 0)
}

fn score((lowest, full): (i64, i64), told: Option<&Score>) -> String {
    let span = format!("it lies between {} and {full}", points(lowest));
    match told.map(|s| (s.value, s.claimed)) {
        None => format!("Not told without a register; {span}"),
        Some((None, _)) => format!("None without a system security plan (3.12.4); {span}"),
        Some((Some(value), Some(claimed))) if claimed != value => {
            format!("{} by evidence, {} as the register claims; {span}", points(value), points(claimed))
        }
        Some((Some(value), _)) => format!("{}; {span}", points(value)),
    }
}

fn id(at: usize, item: &'static str) -> FigureId {
    FigureId::of(Subject::Framework(u16::try_from(at).unwrap_or(u16::MAX)), item)
}

fn hours(at: usize, gap: &Gap<Exact>) -> Vec<Beside> {
    let figure = |name, item, value| Beside::new(name, id(at, item), value, Form::Number(0));
    let mut hours = vec![
        figure("Free hours to the day", "free_hours", gap.free),
        figure("Hours to close the gap", "effort", gap.effort),
        figure("Left", "left", gap.left),
    ];
    hours.extend(gap.left_apart.map(|left| figure("Left if no requirement is shared", "left_apart", left)));
    hours
}

/// Domain by domain, all four, and what stays whatever is bought.
fn carriers(at: usize, f: &Framework, gap: &Gap<Exact>) -> Vec<(u32, Beside)> {
    let open = |pick: &dyn Fn(&crate::fact::OpenRequirement) -> bool| f.requirements.iter().filter(|r| pick(r)).count();
    let row = |name: &str, item, value, count: usize| {
        (u32::try_from(count).unwrap_or(u32::MAX), Beside::new(name, id(at, item), value, Form::Number(0)))
    };
    let one = |(d, hours): (Domain, Exact)| row(d.title(), carried_by(d), hours, open(&|r| r.carried_by.has(d)));
    let mut rows: Vec<_> = Domain::ALL.into_iter().zip(gap.by_domain).map(one).collect();
    rows.push(row("A provider of all four", "carried", gap.carried, open(&|r| !r.carried_by.is_empty())));
    rows.push(row("Stays with the client", "stays", gap.stays, open(&|r| r.carried_by.is_empty())));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::ScoreStatus;

    fn told(value: Option<i64>, claimed: Option<i64>) -> Score {
        let (full, least, days) = (110, Some(88), Some(180));
        Score { value, claimed, full, least, status: ScoreStatus::None, barring: Vec::new(), days, citation: String::new() }
    }

    #[test]
    fn a_score_is_told_with_its_range_and_a_minus_sign() {
        let of = |s: Option<Score>| score((-203, 110), s.as_ref());
        assert_eq!(of(None), "Not told without a register; it lies between −203 and 110", "a typographic minus");
        assert!(
            of(Some(told(None, None))).starts_with("None without a system security plan"),
            "32 CFR 170.24: no plan, no score"
        );
        assert!(of(Some(told(Some(-12), Some(34)))).starts_with("−12 by evidence, 34 as the register claims"));
        assert!(of(Some(told(Some(105), Some(105)))).starts_with("105; "), "one number where evidence and claim agree");
    }
}
