//! What stands beside the options: additions, target prices, contracts, the designer, the audit, in words.

use crate::assess::figure_id;
use crate::wire;
use model::decide::{Check, Design, Judgement, audit, designs, key_person, target};
use model::evaluate::{AddedKind, ContractCost, Costed};
use model::fact::Fate;
use model::figure::{FigureId, OptionId, option_text};
use model::number::Exact;
use model::plan::{Contract, Plan};
use model::present::{money, number, percent, sentence_start};
use model::scope::{Coverage, Domains};
use model::terms;
use rust_decimal::Decimal;

/// All that stands beside one option.
pub(crate) fn beside(plan: &Plan, j: &Judgement, o: &Costed<Exact>) -> wire::OptionBeside {
    wire::OptionBeside {
        added: added(plan, o),
        price: prices(plan, o),
        targets: [OptionId::Today, OptionId::InHouse].into_iter().filter_map(|other| tie(plan, j, o.id, other)).collect(),
        contracts: plan.contracts.iter().zip(&o.contracts).map(|(k, cost)| contract(plan, k, cost)).collect(),
        capital: format!("Capital {}, operating {}.", money(o.capex), money(o.opex)),
        undo_whole: o.undo_whole.map(money),
        key_person: key_person_text(plan, j, o),
    }
}

fn added(plan: &Plan, o: &Costed<Exact>) -> Vec<wire::Addition> {
    let row = |a: &model::evaluate::Added<Exact>| wire::Addition {
        figure: figure_id(plan, FigureId::option(o.id, a.kind.item())),
        name: why(plan, a.kind),
        text: money(a.total),
    };
    o.offered.iter().flat_map(|offered| &offered.added).map(row).collect()
}

/// What is added, and why.
fn why(plan: &Plan, kind: AddedKind) -> String {
    match kind {
        AddedKind::Coverage => {
            let hours = plan.required.coverage.map_or("the required hours", Coverage::shown);
            format!("Hours to {hours}, which the fee does not cover")
        }
        AddedKind::Domains => "Required domains that neither the offer nor the team carries".to_owned(),
        AddedKind::OutOfScope => "Work outside the fee".to_owned(),
        AddedKind::OnSite => "Trips on site, which the offer charges".to_owned(),
    }
}

/// Prices a user and month, and what the offer leaves open.
fn prices(plan: &Plan, o: &Costed<Exact>) -> Vec<String> {
    let Some(offered) = &o.offered else { return Vec::new() };
    let mut said = vec![format!(
        "{} a user and month as sold, {} at the required scope; the first month's fee is {}.",
        money(offered.as_sold),
        money(offered.at_scope),
        money(offered.first_fee)
    )];
    if let Some([graduated, whole]) = offered.tiering.filter(|[a, b]| a != b) {
        said.push(format!(
            "The offer does not say how its steps apply: {} a month graduated, {} by whole volume. Ask.",
            money(graduated),
            money(whole)
        ));
    }
    let moved: Vec<&str> = plan.unit_changes.iter().map(|u| u.from.as_str()).collect();
    if !moved.is_empty() {
        said.push(format!("The fee follows planned changes of its units ({}) from their month on.", moved.join(", ")));
    }
    said
}

fn tie(plan: &Plan, j: &Judgement, id: OptionId, other: OptionId) -> Option<wire::TargetPrice> {
    let found = target(plan, &j.outcome, id, other)?;
    let name = terms::short_option(other, plan);
    let known = |d: Decimal| money(Exact::Known(d));
    let word = if found.room.is_sign_negative() { "below" } else { "above" };
    Some(wire::TargetPrice {
        against: option_text(other, &plan.quote_slugs()),
        text: format!(
            "Ties with {name} at {} a month, {} a user: {} {word} the fee priced.",
            known(found.fee),
            known(found.per_user),
            known(found.room.abs())
        ),
        name,
        figure: found.figure.map(|id| figure_id(plan, id)),
        fee: found.fee.to_string(),
        fee_text: format!("{} a month", known(found.fee)),
    })
}

fn contract(plan: &Plan, k: &Contract, cost: &ContractCost<Exact>) -> wire::ContractRow {
    let (fate, text) = match cost.fate {
        Fate::Stays => ("stays", format!("Stays{}", renewal(plan, k))),
        Fate::Overlaps => ("overlaps", format!("Runs on beside a provider who does the same{}", renewal(plan, k))),
        Fate::Displaced => {
            let until = k.ends.map_or("go-live".to_owned(), |day| day.to_string());
            ("displaced", format!("Ends; paid until {until} or go-live, whichever is later."))
        }
    };
    wire::ContractRow { vendor: k.vendor.clone(), fate: fate.to_owned(), text, total: money(cost.total) }
}

/// What stays renews where its term ends; the rise is counted from plan year to plan year.
fn renewal(plan: &Plan, k: &Contract) -> String {
    let rate = k.escalator.unwrap_or(plan.assume.inflation);
    let rise = plan.inputs.get(rate).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
    let rise = rise.known().map_or_else(|| percent(rise), |d| format!("{} %", (d * Decimal::ONE_HUNDRED).normalize()));
    let whose = if k.escalator.is_some() { "as agreed" } else { "by general inflation" };
    let within = k.last_month.is_some_and(|m| m < plan.schedule.last_month());
    match k.ends.filter(|_| within) {
        Some(day) => format!("; renews after {day}, {rise} a year {whose}."),
        None => format!("; {rise} a year {whose}."),
    }
}

fn key_person_text(plan: &Plan, j: &Judgement, o: &Costed<Exact>) -> Option<String> {
    let found = key_person(plan, &j.outcome, o)?;
    Some(found.sentence())
}

/// The same for the report.
pub(crate) fn printed(plan: &Plan, j: &Judgement) -> report::assessment::Beside {
    let offer = |o: &&Costed<Exact>| (terms::option(o.id, plan), sentences(&beside(plan, j, o)));
    let designs = designed(plan);
    let design = |d: wire::Design| [d.name, d.coverage_text, d.fee, d.npv, d.hours_left, d.inside];
    report::assessment::Beside {
        offers: j.shown().iter().map(offer).collect(),
        designs_text: designs.text,
        designs: designs.best.into_iter().map(design).collect(),
        audit: audited(plan, j).into_iter().map(|c| (c.passed, c.title, c.text)).collect(),
    }
}

fn sentences(b: &wire::OptionBeside) -> Vec<String> {
    let mut said = b.price.clone();
    said.extend(b.added.iter().map(|a| format!("Added: {}, {}.", a.name.to_lowercase(), a.text)));
    said.extend(b.targets.iter().map(|t| t.text.clone()));
    said.extend(b.contracts.iter().filter(|c| c.fate != "stays").map(|c| format!("{}: {}", c.vendor, c.text)));
    said.push(b.capital.clone());
    said.extend(b.undo_whole.iter().map(|u| format!("Cost to undo, whole: {u}.")));
    said.extend(b.key_person.clone());
    said
}

/// The designer's answer in words.
pub(crate) fn designed(plan: &Plan) -> wire::Designs {
    let found = designs(plan);
    let text = match (found.tried, found.feasible) {
        (0, _) => "The required hours and the frameworks in force are not said yet.".to_owned(),
        (tried, 0) => format!("Of {tried} ways to share the work none leaves the kept posts enough hours."),
        (tried, n) => format!("Of {tried} ways to share the work {n} leave the kept posts enough hours."),
    };
    wire::Designs { best: found.best.iter().map(|d| design(plan, d)).collect(), text }
}

fn design(plan: &Plan, d: &Design) -> wire::Design {
    let words = |set: Domains| set.iter().map(|d| d.title().to_lowercase()).collect::<Vec<_>>().join(", ");
    let posts = d.posts.iter().map(|(role, fte)| format!("{} {}", number(*fte, 1), role.replace('_', " ")));
    let added = (!d.added.is_empty()).then(|| format!("added to the price: {}", words(d.added)));
    let inside = std::iter::once(words(d.inside)).filter(|w| !w.is_empty());
    let inside: Vec<String> = inside.chain(posts).chain(added).collect();
    wire::Design {
        domains: d.domains.iter().map(|d| d.name().to_owned()).collect(),
        name: sentence_start(&words(d.domains)),
        coverage: d.coverage.name().to_owned(),
        coverage_text: d.coverage.shown().to_owned(),
        inside: inside.join("; "),
        fee: money(d.fee),
        total: money(d.total),
        npv: money(d.npv),
        hours_left: number(d.hours_left, 0),
        in_use: d.domains == plan.co_managed_domains && plan.co_managed_coverage.is_none_or(|c| c == d.coverage),
    }
}

/// The audit in words.
pub(crate) fn audited(plan: &Plan, j: &Judgement) -> Vec<wire::AuditCheck> {
    let check = |c: &Check| {
        let names: Vec<String> = c.against.iter().map(|id| terms::option(*id, plan)).collect();
        wire::AuditCheck {
            id: c.id.to_owned(),
            title: c.title.to_owned(),
            passed: c.passed(),
            text: match names.is_empty() {
                true => format!("Holds on all {} options.", j.outcome.options.len()),
                false => format!("Does not hold on {}.", names.join(", ")),
            },
        }
    };
    audit(plan, &j.outcome).iter().map(check).collect()
}
