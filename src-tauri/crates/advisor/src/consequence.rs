//! What a change would do to the answer: thresholds, verdict and totals, before and after.

use crate::assess::{Judged, kind_name};
use crate::error::Error;
use crate::session::Session;
use crate::wire::{Consequence, Moved, Override};
use model::decide::{Finding, Judgement};
use model::figure::{OptionId, option_text};
use model::headings::short_verdict;
use model::number::Exact;
use model::plan::Plan;
use model::present::{money, number};
use model::terms;

impl Session {
    /// What typing values would change; nothing is written.
    pub fn consequence(&self, values: &[Override]) -> Result<Consequence, Error> {
        Ok(between(&*self.judged(&[])?, &*self.judged(values)?))
    }
}

/// What changes from one plan to another.
pub(crate) fn between(before: &Judged, after: &Judged) -> Consequence {
    let (old, new) = (&before.judgement, &after.judgement);
    let (before, after) = (&before.prepared, &after.prepared);
    let findings = old.thresholds.all().into_iter().zip(new.thresholds.all()).zip(terms::THRESHOLDS);
    Consequence {
        thresholds: findings.map(|((a, b), name)| threshold(a, b, name)).collect(),
        verdict: verdict((&before.plan, old), (&after.plan, new)),
        totals: totals((&before.plan, old), (&after.plan, new)),
    }
}

fn moved(id: &str, name: &str, before: [String; 2], after: [String; 2]) -> Moved {
    let changed = before != after;
    let ([before, before_text], [after, after_text]) = (before, after);
    Moved { id: id.to_owned(), name: name.to_owned(), before, after, before_text, after_text, changed }
}

fn threshold(a: &Finding, b: &Finding, name: &str) -> Moved {
    let shown = |f: &Finding| match f.value.known() {
        Some(_) => format!("{} {}", number(f.value, f.places), f.unit),
        None => String::new(),
    };
    let side = |f: &Finding| [f.state.name().to_owned(), shown(f)];
    moved(name, name, side(a), side(b))
}

fn verdict((old_plan, old): (&Plan, &Judgement), (new_plan, new): (&Plan, &Judgement)) -> Moved {
    let side = |plan: &Plan, j: &Judgement| [kind_name(j.verdict.kind).to_owned(), short_verdict(plan, j)];
    moved("verdict", "Verdict", side(old_plan, old), side(new_plan, new))
}

/// Options whose total is another, new ones and those that go.
fn totals((old_plan, old): (&Plan, &Judgement), (new_plan, new): (&Plan, &Judgement)) -> Vec<Moved> {
    let named = |plan: &Plan, id: OptionId| (option_text(id, &plan.quote_slugs()), terms::short_option(id, plan));
    let total = |plan: &Plan, j: &Judgement, id: &str| {
        j.outcome.options.iter().find(|o| named(plan, o.id).0 == id).map_or(String::new(), |o| shown(o.total))
    };
    let mut all: Vec<(String, String)> = old.outcome.options.iter().map(|o| named(old_plan, o.id)).collect();
    all.extend(new.outcome.options.iter().map(|o| named(new_plan, o.id)));
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|(id, _)| seen.insert(id.clone()));
    let side = |text: String| [String::new(), text];
    let row = |(id, name): (String, String)| moved(&id, &name, side(total(old_plan, old, &id)), side(total(new_plan, new, &id)));
    all.into_iter().map(row).filter(|m| m.changed).collect()
}

fn shown(total: Exact) -> String {
    total.known().map_or(String::new(), |_| money(total))
}
