//! T2 framework by framework, for the wire and the report.

use crate::assess::{decimal, figure_id};
use crate::wire;
use model::decide::{Beside, FrameworkRow, Judgement, framework_rows};
use model::fact::ScoreStatus;
use model::plan::{Framework, Plan};
use model::present::number;
use model::responsibility::FamilyShares;
use model::terms;

/// A row per framework in force.
pub(crate) fn in_force(plan: &Plan, j: &Judgement) -> Vec<wire::Framework> {
    let rows = framework_rows(plan, &j.outcome);
    plan.frameworks.iter().zip(rows).map(|(f, row)| framework(plan, f, row)).collect()
}

fn framework(plan: &Plan, f: &Framework, row: FrameworkRow) -> wire::Framework {
    let score = f.score.as_ref();
    let small = |n: i64| i32::try_from(n).ok();
    wire::Framework {
        id: f.id.clone(),
        title: f.title.clone(),
        state: row.state.name().to_owned(),
        state_text: terms::state(row.state).to_owned(),
        obligation: f.obligation.name().to_owned(),
        obligation_stated: f.obligation_stated,
        due: f.due.to_string(),
        self_set: f.self_set,
        register: f.register,
        applicable: u32::try_from(f.applicable).unwrap_or(u32::MAX),
        evidenced: u32::try_from(f.evidenced).unwrap_or(u32::MAX),
        score: score.and_then(|s| s.value).and_then(small),
        score_claimed: score.and_then(|s| s.claimed).and_then(small),
        score_range: f.scores.and_then(|(low, full)| Some([small(low)?, small(full)?])),
        status: score.map(|s| status(s.status).to_owned()),
        facts: row.facts(true).into_iter().map(|(name, text)| wire::Named { name: name.to_owned(), text }).collect(),
        barring: row.barring,
        unmatched: row.unmatched,
        hours: row.hours.iter().map(|b| beside(plan, b)).collect(),
        carriers: row.carriers.iter().map(|(open, b)| carried(plan, *open, b)).collect(),
        families: row.families.iter().map(family).collect(),
        statement: row.statement,
    }
}

fn status(status: ScoreStatus) -> &'static str {
    match status {
        ScoreStatus::Final => "final",
        ScoreStatus::Conditional => "conditional",
        ScoreStatus::None => "none",
    }
}

fn beside(plan: &Plan, b: &Beside) -> wire::Beside {
    let figure = figure_id(plan, b.figure);
    wire::Beside { name: b.name.clone(), figure, value: decimal(b.value), text: b.form.text(b.value) }
}

fn carried(plan: &Plan, open: u32, b: &Beside) -> wire::Carried {
    let wire::Beside { name, figure, value, text } = beside(plan, b);
    wire::Carried { name, open, figure, value, text }
}

fn family(f: &FamilyShares) -> wire::FamilyCarried {
    wire::FamilyCarried {
        family: f.family.clone(),
        applicable: f.applicable,
        domains: f.domains.map(|s| s.count),
        provider: f.provider.count,
        client: f.client.count,
        hours: [f.provider.hours, f.client.hours].map(|h| number(h, 0)),
    }
}
