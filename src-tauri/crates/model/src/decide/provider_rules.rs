//! What the frameworks in force ask of a provider, judged from its quote (rules 5).

use super::compliance::due_day;
use super::eligibility::Standing;
use crate::evaluate::{Calc, carried_days};
use crate::fact::CmmcAnswer;
use crate::figure::OptionId;
use crate::number::Exact;
use crate::plan::{Framework, Plan, Quote};
use crate::present::{day, number};
use crate::responsibility::compliance_domains;
use crate::schedule::month_start;
use crate::scope::Domains;
use rust_decimal::Decimal;

/// What an answer settles.
enum Judged {
    Met,
    Refused(String),
    Open,
}

/// A provider nobody has quoted yet must still answer every condition.
pub(super) fn unquoted(s: &mut Standing, plan: &Plan) {
    for f in &plan.frameworks {
        for c in &f.conditions {
            add(&mut s.conditions, format!("{} ({})", c.text, c.source));
        }
    }
}

/// Each condition of each framework, by the quote's answer; what no field answers stays to be agreed.
pub(super) fn quoted(s: &mut Standing, plan: &Plan, quote: &Quote) {
    for f in &plan.frameworks {
        for c in &f.conditions {
            match answer(c.answered_by.as_deref(), &c.id, quote) {
                Judged::Met => {}
                Judged::Refused(why) => {
                    s.eligible = false;
                    add(&mut s.reasons, format!("{why} ({}).", c.source));
                }
                Judged::Open => add(&mut s.conditions, format!("{} ({})", c.text, c.source)),
            }
        }
    }
}

/// Two frameworks may ask the same.
fn add(list: &mut Vec<String>, sentence: String) {
    if !list.contains(&sentence) {
        list.push(sentence);
    }
}

fn answer(field: Option<&str>, condition: &str, quote: &Quote) -> Judged {
    match field {
        Some("signs_baa") => flag(quote.signs_baa, "Does not sign a business associate agreement"),
        Some("pci_answer") => flag(quote.pci, "Does not acknowledge PCI DSS 12.9 in writing"),
        Some("cmmc_answer") => cmmc(condition, quote.cmmc),
        _ => Judged::Open,
    }
}

fn flag(answer: Option<bool>, refusal: &str) -> Judged {
    match answer {
        Some(true) => Judged::Met,
        Some(false) => Judged::Refused(refusal.to_owned()),
        None => Judged::Open,
    }
}

/// CUI in a cloud: FedRAMP Moderate or equivalent. CUI elsewhere, or only security protection data: inside the client's
/// assessment scope, no certificate of its own. Neither: no external service provider (32 CFR 170.19(c)(2)).
fn cmmc(condition: &str, answer: Option<CmmcAnswer>) -> Judged {
    match (condition, answer) {
        (_, None) => Judged::Open,
        (_, Some(CmmcAnswer::Neither)) => Judged::Met,
        ("cui_cloud", Some(CmmcAnswer::CuiOtherCloud)) => {
            Judged::Refused("Keeps CUI in a cloud that is not FedRAMP Moderate or equivalent".to_owned())
        }
        ("cui_in_scope", Some(CmmcAnswer::SecurityData | CmmcAnswer::CuiInScope)) | ("responsibility_matrix", _) => Judged::Open,
        _ => Judged::Met,
    }
}

/// A provider who starts, or ends its part, after the due date cannot help this cycle; and a change of provider may ask for
/// a new assessment (rules 5).
pub(super) fn in_time(s: &mut Standing, plan: &Plan, option: OptionId) {
    let vendor = compliance_domains(plan, option);
    s.conditions.extend(plan.frameworks.iter().filter_map(|f| too_late(plan, f, vendor)));
    for change in plan.frameworks.iter().filter_map(|f| f.provider_change.as_ref()) {
        add(&mut s.conditions, format!("{} ({})", change.text, change.source));
    }
}

fn too_late(plan: &Plan, f: &Framework, vendor: Domains) -> Option<String> {
    let live = month_start(plan.timing.go_live_month, plan.as_of);
    if f.due < live {
        return Some(format!("{}: go-live comes after {}, so it cannot help this cycle.", f.title, due_day(f)));
    }
    let read = |id| plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
    let days = carried_days(&Calc::new(plan, &read), f, vendor).known().filter(|d| *d > f.days_live && *d > Decimal::ZERO)?;
    Some(format!(
        "{}: onboarding ends on {} and its part takes about {} days of one person, past {}, so it cannot help this cycle.",
        f.title,
        day(live),
        number(Exact::Known(days), 0),
        due_day(f)
    ))
}
