//! Two pages for those who decide.

use super::words::{conditions, flips, heading, headline, is_open, lead, minor_heading, note, numbered, prose, rests_on, runs};
use crate::assessment::{Assessment, clipped};
use crate::chart::DrawError;
use crate::document::{Cell, Column, Figure, Op, Paragraph, Row, Run, Style, Table};
use crate::face::Faces;
use crate::pictures;
use model::decide::{Reason, counter_case, reasons};
use model::figure::OptionId;
use model::present::day;

/// How much of each list the two pages hold.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    bars: usize,
    reasons: usize,
    crossings: usize,
    against: usize,
    flips: usize,
    conditions: usize,
    examples: usize,
}

/// From generous to sparing: long names, many options or conditions take the room of lists that the full report has whole.
pub const ROOMS: [Room; 4] = [
    Room { bars: 9, reasons: 4, crossings: 8, against: 5, flips: 3, conditions: 5, examples: 90 },
    Room { bars: 8, reasons: 3, crossings: 5, against: 4, flips: 3, conditions: 4, examples: 80 },
    Room { bars: 7, reasons: 2, crossings: 3, against: 3, flips: 2, conditions: 3, examples: 70 },
    Room { bars: 6, reasons: 1, crossings: 0, against: 2, flips: 1, conditions: 2, examples: 60 },
];

/// Both pages.
pub fn ops(a: &Assessment<'_>, faces: &Faces, width: f64, room: Room) -> Result<Vec<Op>, DrawError> {
    let mut ops = first(a, faces, width, room)?;
    ops.push(Op::NewPage);
    ops.extend(second(a, faces, width, room)?);
    Ok(ops)
}

fn first(a: &Assessment<'_>, faces: &Faces, width: f64, room: Room) -> Result<Vec<Op>, DrawError> {
    let mut ops = vec![heading(1, headline(a)), runs(lead(a), Style::Lead), Op::Rule];
    ops.extend(three(a));
    let bars = pictures::thresholds(a);
    ops.push(minor_heading(2, &bars.finding));
    ops.push(thresholds(a));
    let totals = pictures::totals(a, Some(room.bars));
    if totals.bars.iter().any(|b| b.groups.is_some()) {
        ops.push(Op::Figure(Figure::of(&totals, faces, width)?));
    } else {
        ops.extend([minor_heading(2, &totals.finding), prose("No option has a total yet: what it rests on is not known.")]);
    }
    ops.extend(not_ranked(a, room.reasons));
    Ok(ops)
}

/// Three figures to remember; where there is no answer yet, what to find out.
fn three(a: &Assessment<'_>) -> Vec<Op> {
    let column = |r: Reason| {
        let label = vec![Run::bold(r.label)];
        let sentence = a.words(&r.sentence);
        let value = Run::plain(r.value);
        let value = match r.figure {
            Some(id) => value.to(format!("figure.{}", a.figure(id))),
            None => value,
        };
        let tight = |runs, style| Op::Paragraph(Paragraph { runs, style, keep_with_next: true });
        (1.0, vec![tight(vec![value], Style::Display), tight(label, Style::Body), tight(vec![Run::plain(sentence)], Style::Note)])
    };
    let columns: Vec<_> = reasons(a.plan, a.judgement).into_iter().map(column).collect();
    if columns.is_empty() { Vec::new() } else { vec![Op::Columns(columns)] }
}

/// Name, state, bar, value and sentence of each threshold.
pub fn thresholds(a: &Assessment<'_>) -> Op {
    let row = |(at, finding): (usize, &model::decide::Finding)| {
        let bullet = pictures::bullet(a, at, finding);
        let state = Cell { state: Some(bullet.state), ..Cell::bold(&bullet.state_text) };
        let value = Run::bold(&bullet.value_text).to(format!("figure.{}", bullet.id));
        Row::of(vec![
            Cell::words(&bullet.name),
            state,
            Cell { bullet: Some(Box::new(bullet.clone())), ..Cell::default() },
            Cell::of(vec![value]),
            Cell::quiet(&bullet.sentence),
        ])
    };
    let rows = a.judgement.thresholds.all().into_iter().enumerate().map(row).collect();
    let columns =
        vec![Column::narrow(66.0), Column::narrow(70.0), Column::narrow(92.0), Column::figures(44.0), Column::words(1.0)];
    let head = vec![
        Cell::quiet("Threshold"),
        Cell::quiet("State"),
        Cell::quiet("Against its limit"),
        Cell::quiet("Value"),
        Cell::quiet("What it says"),
    ];
    Op::Table(Table { padding: 2.0, ..Table::new(columns, head, rows) })
}

/// Why what is hollow is not ranked.
fn not_ranked(a: &Assessment<'_>, most: usize) -> Vec<Op> {
    let reason = |id: OptionId| {
        let standing = a.judgement.standing(id).filter(|s| !s.ranked)?;
        Some(format!("{}: {}", a.short_name(id), a.words(standing.reasons.first()?)))
    };
    let reasons: Vec<String> = a.by_rank().into_iter().filter_map(reason).take(most).collect();
    if reasons.is_empty() { Vec::new() } else { vec![note(reasons.join(" "))] }
}

fn second(a: &Assessment<'_>, faces: &Faces, width: f64, room: Room) -> Result<Vec<Op>, DrawError> {
    let cumulative = pictures::cumulative(a, room.crossings);
    let mut ops = Vec::new();
    if cumulative.lines.is_empty() {
        ops.push(prose("No option has a total yet, so nothing can be compared over time."));
    } else {
        ops.push(Op::Figure(Figure::of(&cumulative, faces, width)?));
    }
    ops.extend(against(a, room.against));
    ops.extend(changes(a, room.flips));
    ops.extend(sign(a, room.conditions));
    ops.push(minor_heading(2, "What it rests on"));
    ops.push(rests_on(a, room.examples));
    ops.push(note(closing(a)));
    Ok(ops)
}

/// The case against, in a frame.
fn against(a: &Assessment<'_>, most: usize) -> Vec<Op> {
    let case: Vec<String> = counter_case(a.plan, a.judgement).into_iter().take(most).collect();
    let Some((first, rest)) = case.split_first() else { return Vec::new() };
    let mut words = vec![Run::bold(a.words(first))];
    if !rest.is_empty() {
        words.push(Run::plain(format!(" {}", a.words(&rest.join(" ")))));
    }
    vec![Op::Framed(vec![minor_heading(2, "The case against"), runs(words, Style::Body)])]
}

/// When the answer changes, and what to find out.
fn changes(a: &Assessment<'_>, most: usize) -> Vec<Op> {
    let flips = flips(a, most);
    let missing = &a.judgement.verdict.missing;
    let mut columns = Vec::new();
    if !flips.is_empty() {
        columns.push((1.0, vec![minor_heading(2, "When the answer changes"), numbered(flips)]));
    } else if a.leader().is_some() {
        columns.push((
            1.0,
            vec![
                minor_heading(2, "When the answer changes"),
                prose("No input moved alone across its range puts another option first."),
            ],
        ));
    }
    if is_open(a) && !missing.is_empty() {
        let ask = missing.iter().take(6).map(|m| a.words(m));
        columns.push((1.0, vec![minor_heading(2, "Find out first"), numbered(ask)]));
    } else {
        columns.extend(guesses(a));
    }
    if columns.is_empty() { Vec::new() } else { vec![Op::Columns(columns)] }
}

/// The guesses with a range: what to measure next.
fn guesses(a: &Assessment<'_>) -> Option<(f64, Vec<Op>)> {
    let guess = |f: &model::decide::Flip| {
        let input = a.plan.inputs.get(f.input)?;
        (input.grade == model::input::Grade::Guess).then(|| input.label.clone())
    };
    let mut asked: Vec<String> = a.judgement.verdict.flips.iter().filter_map(guess).collect();
    asked.dedup();
    asked.truncate(3);
    (!asked.is_empty()).then(|| (1.0, vec![minor_heading(2, "Ask next: guesses that move the answer"), numbered(asked)]))
}

/// Conditions of the option named.
fn sign(a: &Assessment<'_>, most: usize) -> Vec<Op> {
    let standing = a.leader().filter(|_| !is_open(a)).and_then(|id| a.judgement.standing(id));
    let list: Vec<String> = standing.map_or_else(Vec::new, |s| s.conditions.iter().map(|c| a.words(c)).collect());
    if list.is_empty() {
        return Vec::new();
    }
    let mut ops = vec![minor_heading(2, "Sign only if")];
    ops.extend(conditions(&list, most));
    ops
}

fn closing(a: &Assessment<'_>) -> String {
    let mut text = match a.imprint.prepared_for == a.imprint.organisation {
        true => String::new(),
        false => format!("Prepared for {}. ", clipped(&a.imprint.prepared_for)),
    };
    text.push_str(&format!("Not an assessment of compliance and not legal advice, as of {}.", day(a.plan.as_of)));
    if a.redaction.is_some() {
        text.push_str(" Pay-derived figures resting on fewer than 3 people use the benchmark.");
    }
    let traced = if a.imports.is_empty() { "its inputs" } else { "its inputs, files and rows" };
    text.push_str(&format!(" The full report traces every figure to {traced}; “threshold verify” recomputes this one."));
    text
}
