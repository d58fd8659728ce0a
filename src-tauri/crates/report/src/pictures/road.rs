//! The road by month.

use crate::assessment::Assessment;
use crate::chart::roadmap::{Milestone, Phase, Roadmap};
use model::figure::OptionId;
use model::present::{month, short_month};
use model::road;
use model::schedule::{month_of, month_start};
use rust_decimal::prelude::ToPrimitive;

/// Months a road shows: the first year and a half tell it.
const SHOWN: u16 = 18;

/// The road of the option the verdict names; where it names none, the dates that hold for all.
pub fn roadmap(a: &Assessment<'_>) -> Roadmap {
    let option = a.leader().unwrap_or(OptionId::Today);
    let last = SHOWN.min(a.plan.schedule.last_month());
    let date = |m: u16| month(month_start(m, a.plan.as_of));
    let phase = |s: road::Stretch| {
        let title = a.texts.phases.iter().find(|p| p.id == s.phase.name()).map_or(s.phase.name(), |p| &p.name).to_owned();
        let when = match s.to {
            to if to == s.from => date(s.from),
            to if to > last => format!("from {} on", date(s.from)),
            to => format!("{} to {}", date(s.from), date(to)),
        };
        Phase { text: format!("{title}: {when}"), name: title, from: s.from, to: s.to.min(last) }
    };
    let milestone = |m: road::Milestone| {
        let at = road::place(m.day, a.plan.as_of).to_f64()?;
        (at >= 0.0 && at <= f64::from(last) + 1.0).then(|| Milestone { at, text: a.words(&m.text), fixed: m.fixed })
    };
    Roadmap {
        finding: finding(a, option),
        caption: format!("{}, month by month; filled marks are set by someone outside", a.option_name(option)),
        months: (0..=last).step_by(3).map(|m| (m, short_month(month_start(m, a.plan.as_of)))).collect(),
        last,
        phases: road::stretches(a.plan, option).into_iter().filter(|s| s.from <= last).map(phase).collect(),
        milestones: road::milestones(a.plan, option).into_iter().filter_map(milestone).collect(),
    }
}

fn finding(a: &Assessment<'_>, option: OptionId) -> String {
    let live = a.plan.timing.go_live_month;
    if road::stretches(a.plan, option).is_empty() {
        return "Dates that are set, whatever is chosen".to_owned();
    }
    let start = month(month_start(live, a.plan.as_of));
    let Some(f) = a.plan.frameworks.iter().min_by_key(|f| f.due) else { return format!("Go-live in {start}") };
    let (day, months) = (month_start(live, a.plan.as_of), month_of(f.due, a.plan.as_of) - i32::from(live));
    match months {
        _ if f.due < day => format!("Go-live in {start}, after {} is due", f.title),
        0 => format!("Go-live in {start}, the month in which {} is due", f.title),
        1 => format!("Go-live in {start}, one month before {} is due", f.title),
        n => format!("Go-live in {start}, {n} months before {} is due", f.title),
    }
}
