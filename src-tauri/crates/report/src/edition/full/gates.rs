//! Gates: one test for every option, with its source.

use crate::assessment::Assessment;
use crate::document::{Cell, Column, Op, Row, Run, Table};
use crate::edition::words::{heading, numbered, prose, section};
use model::figure::{FigureId, OptionId};
use model::number::Exact;
use model::present::number;

/// The section.
pub fn ops(a: &Assessment<'_>) -> Vec<Op> {
    let barred = a.judgement.standings.iter().filter(|s| !s.eligible).count();
    let undecided = a.judgement.standings.iter().filter(|s| s.undecided).count();
    let title = match barred {
        0 if undecided > 0 || !known(a) => "Who passes the gates is not decided yet".to_owned(),
        0 => "Every option passes the gates".to_owned(),
        1 => "One option does not pass the gates".to_owned(),
        n => format!("{} options do not pass the gates", model::present::sentence_start(&crate::pictures::count_word(n))),
    };
    let mut ops = Vec::from(section(6, "Gates", title));
    ops.push(prose(
        "One test for every option, Today included: after its own hours no dated obligation's gap stays open, the posts that stay can carry what they keep, \
         no core competency is handed over, and no condition of a framework on providers is refused. In-house at required scope passes by paying for the hours. \
         The table shows the hours left after dated gaps and in the posts that stay, and how many conditions are not answered.",
    ));
    ops.push(table(a));
    ops.extend(sources(a));
    ops
}

/// Whether every framework in force is named and has a catalogue.
fn known(a: &Assessment<'_>) -> bool {
    a.plan.frameworks_known && a.plan.unassessed.is_empty()
}

fn table(a: &Assessment<'_>) -> Op {
    let row = |id: OptionId| {
        let option = a.judgement.outcome.option(id);
        let hours = |value: Option<Exact>, item| match value {
            Some(v) => Cell::of(vec![Run::plain(number(v, 0)).to(format!("figure.{}", a.figure(FigureId::option(id, item))))]),
            None => Cell::quiet("–"),
        };
        let standing = a.judgement.standing(id);
        let word = match standing {
            Some(s) if s.undecided => "undecided",
            Some(s) if s.eligible => "passes",
            _ => "does not pass",
        };
        let open = standing.map_or(0, |s| s.conditions.len());
        Row::of(vec![
            Cell::words(a.option_name(id)),
            Cell::words(word),
            hours(option.and_then(|o| o.gate_left), "gate_left"),
            hours(option.and_then(|o| o.kept_hours_left), "kept_hours_left"),
            Cell::words(if open == 0 { "–".to_owned() } else { open.to_string() }),
        ])
    };
    let columns =
        vec![Column::words(1.0), Column::narrow(80.0), Column::figures(88.0), Column::figures(88.0), Column::figures(70.0)];
    let head = vec![
        Cell::quiet("Option"),
        Cell::quiet("Gates"),
        Cell::quiet("Dated gaps"),
        Cell::quiet("Kept posts"),
        Cell::quiet("Conditions"),
    ];
    Op::Table(Table::new(columns, head, a.judgement.shown().iter().map(|o| row(o.id)).collect()))
}

/// Where the gates stand written.
fn sources(a: &Assessment<'_>) -> Vec<Op> {
    let framework = |f: &model::plan::Framework| {
        let conditions: Vec<String> = f.conditions.iter().map(|c| format!("{} ({})", c.text, c.source)).collect();
        let asked = if conditions.is_empty() { "Asks nothing of providers.".to_owned() } else { conditions.join(" ") };
        format!("{}, {}: {asked}", f.title, f.citation)
    };
    if !known(a) {
        return vec![prose("Which frameworks are in force, or what they ask, is not known yet: no obligation could be judged.")];
    }
    if a.plan.frameworks.is_empty() {
        return vec![prose("No framework is in force, so no obligation bars an option.")];
    }
    vec![heading(2, "Where it is written"), numbered(a.plan.frameworks.iter().map(framework))]
}
