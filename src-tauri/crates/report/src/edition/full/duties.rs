//! Who does what, service levels, the road, conditions to sign under.

use crate::assessment::{Assessment, Entry};
use crate::chart::DrawError;
use crate::document::{Cell, Column, Figure, Op, Row, Table};
use crate::edition::words::{conditions, heading, minor_heading, note, prose, running_section, section};
use crate::face::Faces;
use crate::pictures;
use model::figure::OptionId;
use model::present::month;
use model::responsibility::carrier;
use model::road::stretches;
use model::schedule::month_start;
use model::scope::Domain;

/// The three sections.
pub fn ops(a: &Assessment<'_>, faces: &Faces, width: f64) -> Result<Vec<Op>, DrawError> {
    let mut ops = Vec::from(section(7, "Who does what", "Four domains, option by option"));
    ops.push(who(a));
    ops.extend([heading(2, "Service levels to agree"), levels(a)]);
    ops.push(note("Terms to put into the contract; each can be changed with the setting service_levels."));
    let road = pictures::roadmap(a);
    ops.extend(section(8, "The road", &road.finding));
    ops.push(Op::Figure(Figure::of(&road, faces, width)?.untitled()));
    ops.extend(phases(a));
    ops.extend(running_section(9, "Conditions", "What has to hold before anything is signed"));
    ops.extend(to_sign(a));
    Ok(ops)
}

fn who(a: &Assessment<'_>) -> Op {
    let row = |id: OptionId| {
        let cells = Domain::ALL.map(|d| Cell::words(carrier(a.plan, id, d).name()));
        Row::of(std::iter::once(Cell::words(a.option_name(id))).chain(cells).collect())
    };
    let mut columns = vec![Column::narrow(132.0)];
    columns.extend(Domain::ALL.map(|_| Column::words(1.0)));
    let head = std::iter::once(Cell::quiet("Option")).chain(Domain::ALL.map(|d| Cell::quiet(d.title()))).collect();
    Op::Table(Table::new(columns, head, a.judgement.shown().iter().map(|o| row(o.id)).collect()))
}

fn levels(a: &Assessment<'_>) -> Op {
    let row = |e: &Entry| Row::of(vec![Cell::words(&e.name), Cell::words(&e.text)]);
    let columns = vec![Column::narrow(160.0), Column::words(1.0)];
    Op::Table(Table::new(columns, Table::heads(["Service level", "Term"]), a.texts.service_levels.iter().map(row).collect()))
}

/// What happens in each stretch, with its months.
fn phases(a: &Assessment<'_>) -> Vec<Op> {
    let Some(option) = a.leader().filter(|id| !stretches(a.plan, *id).is_empty()) else {
        return vec![prose("Nothing is handed over, so there is no onboarding; the dates above hold for every option.")];
    };
    let date = |m: u16| month(month_start(m, a.plan.as_of));
    let row = |s: model::road::Stretch| {
        let entry = a.texts.phases.iter().find(|p| p.id == s.phase.name());
        let (name, text) = entry.map_or((s.phase.name(), ""), |e| (&e.name, &e.text));
        let when = if s.from == s.to { date(s.from) } else { format!("{} to {}", date(s.from), date(s.to)) };
        Row::of(vec![Cell::words(name), Cell::words(when), Cell::quiet(text)])
    };
    let columns = vec![Column::narrow(112.0), Column::narrow(140.0), Column::words(1.0)];
    let rows = stretches(a.plan, option).into_iter().map(row).collect();
    vec![Op::Table(Table::new(columns, Table::heads(["Stretch", "When", "What is done"]), rows))]
}

/// Conditions of each option that has any, and what to have put in writing.
fn to_sign(a: &Assessment<'_>) -> Vec<Op> {
    let mut ops = Vec::new();
    let mut asked: Vec<OptionId> = a.leader().into_iter().collect();
    asked.extend(a.by_rank().into_iter().filter(|id| Some(*id) != a.leader()));
    for standing in asked.into_iter().filter_map(|id| a.judgement.standing(id)) {
        let gaps = standing.scope_gap.iter().map(|g| format!("In writing: {g}"));
        let list: Vec<String> = standing.conditions.iter().cloned().chain(gaps).map(|c| a.words(&c)).collect();
        if !list.is_empty() && standing.ranked {
            ops.push(minor_heading(2, a.option_name(standing.id)));
            ops.extend(conditions(&list, usize::MAX));
        }
    }
    if ops.is_empty() {
        ops.push(prose("No ranked option has a condition that is still open."));
    }
    ops
}
