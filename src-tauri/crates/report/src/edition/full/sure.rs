//! How sure the answer is: ranges, what moves it, chances of more, when it changes, what to ask, what it rests on.

use crate::assessment::Assessment;
use crate::chart::{Chart, DrawError};
use crate::document::{Cell, Column, Figure, Op, Row, Table};
use crate::edition::words::{heading, leading, numbered, prose, section};
use crate::face::Faces;
use crate::pictures;
use crate::study::{Ask, Study};
use model::headings::without_stop;

/// The section.
pub fn ops(a: &Assessment<'_>, faces: &Faces, width: f64) -> Result<Vec<Op>, DrawError> {
    let Some(study) = &a.study else { return Ok(unsaid(a)) };
    let mut ops = Vec::from(section(4, "How sure", without_stop(&study.heading)));
    ops.push(prose(basis(study)));
    ops.extend(figure(pictures::ranges(a), faces, width)?);
    ops.extend(figure(pictures::cheapest(a), faces, width)?);
    ops.extend(figure(pictures::tornado(a, None), faces, width)?);
    ops.extend(figure(pictures::exceedance(a), faces, width)?);
    ops.extend(changes(a, study));
    ops.extend(ask(study));
    ops.extend(resting(study));
    Ok(ops)
}

/// What is said where no trials could be made.
fn unsaid(a: &Assessment<'_>) -> Vec<Op> {
    let mut ops = Vec::from(section(4, "How sure", "How sure the answer is cannot be said yet"));
    ops.push(prose("Trials draw every input from its range; they need options that can be compared."));
    let missing: Vec<String> = a.judgement.verdict.missing.iter().map(|m| a.words(m)).collect();
    if !missing.is_empty() {
        ops.extend([leading("To find out first:"), numbered(missing)]);
    }
    ops
}

fn basis(study: &Study) -> String {
    let lead = study.lead.as_ref().map_or_else(String::new, |lead| format!(" In {} of them: {}", lead.text, lead.sentence));
    format!("{}{lead}", study.basis)
}

fn figure<C: Chart>(chart: Option<C>, faces: &Faces, width: f64) -> Result<Vec<Op>, DrawError> {
    chart.map(|chart| Ok(Op::Figure(Figure::of(&chart, faces, width)?))).into_iter().collect()
}

/// Every flip in words.
fn changes(a: &Assessment<'_>, study: &Study) -> Vec<Op> {
    let title = heading(2, "When the answer changes");
    match study.flips.is_empty() {
        true => vec![title, prose("No input moved alone across its range puts another option first.")],
        false => vec![title, numbered(study.flips.iter().map(|f| a.words(&f.sentence)))],
    }
}

/// What to ask next, most valuable first.
fn ask(study: &Study) -> Vec<Op> {
    if study.ask.is_empty() && study.worth.is_empty() {
        return Vec::new();
    }
    let mut ops = vec![heading(2, "Ask next"), leading(study.worth.clone())];
    if !study.ask.is_empty() {
        let row = |ask: &Ask| {
            Row::of(vec![
                Cell::words(&ask.name),
                Cell::words(&ask.grade),
                Cell::words(&ask.worth),
                Cell::words(&ask.share),
                Cell::quiet(&ask.question),
            ])
        };
        let columns =
            vec![Column::words(1.2), Column::narrow(58.0), Column::figures(52.0), Column::figures(58.0), Column::words(1.4)];
        let heads = Table::heads(["Input", "Grade", "Worth", "Variance", "Question"]);
        ops.push(Op::Table(Table::new(columns, heads, study.ask.iter().map(row).collect())));
    }
    ops
}

/// What the leader's money rests on.
fn resting(study: &Study) -> Vec<Op> {
    if study.resting.is_empty() {
        return Vec::new();
    }
    let row = |(grade, _, text): &(String, f64, String)| Row::of(vec![Cell::words(grade), Cell::words(text)]);
    let columns = vec![Column::narrow(90.0), Column::figures(60.0)];
    let table = Table::new(columns, Table::heads(["Grade", "Of the money"]), study.resting.iter().map(row).collect());
    vec![heading(2, "What the first option’s money rests on"), Op::Table(table)]
}
