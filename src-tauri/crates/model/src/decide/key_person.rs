//! The key-person test: domains that one person holds, and the days a year when nobody does.

use super::finding::{Form, Grid};
use crate::evaluate::{Calc, Costed, Outcome, covered, uncovered_days};
use crate::fact::Fate;
use crate::figure::{FigureId, OptionId, Subject};
use crate::input::InputId;
use crate::number::{Exact, Number};
use crate::plan::Plan;
use crate::present::{number, sentence_start};
use crate::scope::{Coverage, Domain};
use crate::terms;
use rust_decimal::Decimal;

/// What hangs on one person under an option.
#[derive(Debug, Clone)]
pub struct KeyPerson {
    /// Domains with one holder.
    pub domains: Vec<Domain>,
    /// Days a year one holder cannot cover.
    pub days: Exact,
    /// Hours they are counted in.
    pub coverage: Coverage,
}

/// Domains with one holder; nothing where the option leaves none.
pub fn key_person(plan: &Plan, outcome: &Outcome<Exact>, option: &Costed<Exact>) -> Option<KeyPerson> {
    let domains: Vec<Domain> = Domain::ALL.into_iter().filter(|d| has_one_holder(plan, outcome, option, *d)).collect();
    if domains.is_empty() {
        return None;
    }
    let coverage = covered(plan, option.id);
    let read = reader(plan);
    Some(KeyPerson { domains, days: uncovered_days(&Calc::new(plan, &read), coverage), coverage })
}

impl KeyPerson {
    /// In a sentence.
    pub fn sentence(&self) -> String {
        let names: Vec<String> = self.domains.iter().map(|d| d.title().to_lowercase()).collect();
        format!(
            "{} hang{} on one person: {} days a year without cover in {}.",
            sentence_start(&names.join(", ")),
            if names.len() == 1 { "s" } else { "" },
            number(self.days, 0),
            self.coverage.shown()
        )
    }
}

/// The domains with one holder under each option that is shown, and the days a year without cover.
pub(super) fn grid(plan: &Plan, outcome: &Outcome<Exact>) -> Option<Grid> {
    let row = |o: &Costed<Exact>| {
        let found = key_person(plan, outcome, o)?;
        let names: Vec<String> = found.domains.iter().map(|d| d.title().to_lowercase()).collect();
        let days = (FigureId::option(o.id, "uncovered_days"), found.days, Form::Number(0));
        Some((format!("{}: {}", terms::option(o.id, plan), names.join(", ")), vec![days]))
    };
    let rows: Vec<_> = outcome.options.iter().filter(|o| !o.id.is_small()).filter_map(row).collect();
    (!rows.is_empty()).then(|| Grid {
        title: "Domains with one holder, option by option".to_owned(),
        of: "Option and domains",
        head: vec!["Days a year without cover".to_owned()],
        rows,
        monthly: false,
    })
}

fn reader(plan: &Plan) -> impl Fn(InputId) -> Exact + '_ {
    |id| plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely))
}

/// A part post is a person all the same, so holders are whole numbers of the FTE that stay.
fn has_one_holder(plan: &Plan, outcome: &Outcome<Exact>, option: &Costed<Exact>, domain: Domain) -> bool {
    let carried = option.ending.carried.has(domain);
    let stays = |(k, cost): (&crate::plan::Contract, &crate::evaluate::ContractCost<Exact>)| {
        k.domains.has(domain) && cost.fate != Fate::Displaced
    };
    if carried || plan.contracts.iter().zip(&option.contracts).any(stays) {
        return false;
    }
    let read = reader(plan);
    let c = Calc::new(plan, &read);
    let own = plan.posts.iter().filter(|p| p.ends_with.has(domain)).map(|p| option.ending.kept(&c, p));
    let hired = plan.hires.iter().flat_map(|h| &h.posts).filter(|p| p.ends_with.has(domain) && !option.ending.ends(p));
    let fte = Exact::total(own.chain(hired.map(|p| c.part(p.fte)))) * grown(outcome, option.id);
    fte.known().is_some_and(|f| f > Decimal::ZERO && f <= Decimal::ONE)
}

/// How much larger the team is than Today's: in-house at required scope builds one.
fn grown(outcome: &Outcome<Exact>, id: OptionId) -> Exact {
    let figure = FigureId::of(Subject::Workload, "in_house_fte");
    let built = outcome.figures.iter().find(|(id, _)| *id == figure).map(|(_, fte)| *fte / outcome.workload.fte);
    built.filter(|_| id == OptionId::InHouse).unwrap_or_else(Exact::one)
}
