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

/// The road of the leader, else of the first ranked option that has one.
pub fn roadmap(a: &Assessment<'_>) -> Roadmap {
    let with_road = a.leader().into_iter().chain(a.by_rank()).find(|id| !road::stretches(a.plan, *id).is_empty());
    let option = with_road.unwrap_or(OptionId::Today);
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
    let due = a.plan.frameworks.iter().map(|f| (month_of(f.due, a.plan.as_of), f)).min_by_key(|(m, _)| *m);
    match due {
        Some((m, f)) if m > i32::from(live) => {
            format!("Go-live in {start}, {} months before {} is due", m - i32::from(live), f.title)
        }
        Some((_, f)) => format!("Go-live in {start}, too late for {}", f.title),
        None => format!("Go-live in {start}"),
    }
}
