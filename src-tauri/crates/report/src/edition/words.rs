//! Pieces of text that more than one section needs.

use crate::assessment::{Assessment, clipped};
use crate::document::{Cell, Column, Heading, List, Op, Paragraph, Row, Run, Style, Table};
use model::decide::{Grading, VerdictKind};
use model::evaluate::Costed;
use model::figure::OptionId;
use model::input::Grade;
use model::number::Exact;
use model::present::{money, percent, sentence_start};
use rust_decimal::Decimal;

/// A heading without a number.
pub fn heading(level: u8, text: impl Into<String>) -> Op {
    Op::Heading(Heading { level, text: text.into(), over: None, id: None, listed: true })
}

/// A heading that the contents pass over.
pub fn minor_heading(level: u8, text: impl Into<String>) -> Op {
    Op::Heading(Heading { level, text: text.into(), over: None, id: None, listed: false })
}

/// A section: begins a page, numbered, with its finding as title.
pub fn section(number: usize, name: &str, text: impl Into<String>) -> [Op; 2] {
    let over = Some(format!("{number} {name}"));
    [Op::NewPage, Op::Heading(Heading { level: 1, text: text.into(), over, id: Some(format!("section.{number}")), listed: true })]
}

/// A section that goes on below the one before.
pub fn running_section(number: usize, name: &str, text: impl Into<String>) -> [Op; 2] {
    let [_, title] = section(number, name, text);
    [Op::Gap(16.0), title]
}

/// A paragraph of prose.
pub fn prose(text: impl Into<String>) -> Op {
    runs(vec![Run::plain(text)], Style::Body)
}

/// A sentence that stays with what follows.
pub fn leading(text: impl Into<String>) -> Op {
    Op::Paragraph(Paragraph { runs: vec![Run::plain(text)], style: Style::Body, keep_with_next: true })
}

/// A note.
pub fn note(text: impl Into<String>) -> Op {
    runs(vec![Run::plain(text)], Style::Note)
}

/// Runs as a paragraph.
pub fn runs(runs: Vec<Run>, style: Style) -> Op {
    Op::Paragraph(Paragraph { runs, style, keep_with_next: false })
}

/// Numbered sentences.
pub fn numbered(items: impl IntoIterator<Item = String>) -> Op {
    let items = items.into_iter().enumerate().map(|(at, text)| ((at + 1).to_string(), vec![Run::plain(text)]));
    Op::List(List { items: items.collect(), style: Style::Body })
}

/// What the answer is graded, as the badge beside it says.
pub fn grade(a: &Assessment<'_>) -> Run {
    let (text, solid) = match a.judgement.verdict.grade {
        Grading::Directional => ("Directional", false),
        Grading::DecisionGrade => ("Decision-grade", true),
    };
    Run { framed: Some(solid), ..Run::plain(text) }
}

/// Why the grade is what it is.
pub fn grade_reason(a: &Assessment<'_>) -> String {
    model::headings::grade_reason(a.judgement, a.resting.as_ref())
}

/// The lead under the headline: what the option costs, against what, and why Today is not the measure.
pub fn lead(a: &Assessment<'_>) -> Vec<Run> {
    let mut runs = vec![grade(a), Run::plain(format!(" {}", grade_reason(a)))];
    if let Some(option) = a.leader().and_then(|id| a.judgement.outcome.option(id)) {
        runs.extend(cost_sentence(a, option));
    }
    runs.extend(sure_sentence(a));
    if let Some(redaction) = &a.redaction {
        let same = if redaction.same_answer { "the same" } else { "another one" };
        runs.push(Run::plain(format!(
            " Pay of small groups is replaced by benchmarks here; on the figures as supplied the answer is {same}."
        )));
    }
    runs
}

/// How often the first stays first, and between what its cost ends.
fn sure_sentence(a: &Assessment<'_>) -> Option<Run> {
    let study = a.study.as_ref()?;
    let [from, _, to] = &study.range(study.leader.as_deref()?)?.npv;
    let heading = model::headings::without_stop(&a.words(&study.heading));
    Some(Run::plain(format!(" {heading}; its present value is {} to {} in 8 of 10.", from.text, to.text)))
}

fn cost_sentence(a: &Assessment<'_>, o: &Costed<Exact>) -> Vec<Run> {
    if o.total.known().is_none() {
        return Vec::new();
    }
    let years = model::headings::years(a.plan);
    let name = a.option_name(o.id);
    let mut runs = vec![Run::plain(format!(" {name} costs ")), Run::bold(money(o.total)), Run::plain(format!(" over {years}"))];
    let today_ranked = a.is_ranked(OptionId::Today);
    if o.id != OptionId::Today {
        let change = match o.vs_today.known() {
            Some(d) if d.is_sign_negative() => format!(", {} less than Today", money(Exact::Known(d.abs()))),
            Some(_) => format!(", {} more than Today", money(o.vs_today)),
            None => String::new(),
        };
        let eligible = a.judgement.standing(OptionId::Today).is_some_and(|s| s.eligible);
        let scope = match (today_ranked || change.is_empty(), eligible) {
            (true, _) => "",
            (false, true) => ", which does not deliver the required scope",
            (false, false) => ", which is not eligible",
        };
        runs.push(Run::plain(format!("{change}{scope}.")));
    } else {
        runs.push(Run::plain("."));
    }
    runs
}

/// The headline without its full stop.
pub fn headline(a: &Assessment<'_>) -> String {
    model::headings::without_stop(&a.words(&a.judgement.verdict.headline))
}

/// Whether the answer is not to be given yet.
pub fn is_open(a: &Assessment<'_>) -> bool {
    a.judgement.verdict.kind == VerdictKind::NotYet
}

/// A condition with its source apart: `text (source)`.
pub fn condition(text: &str) -> (String, String) {
    match text.strip_suffix(')').and_then(|t| t.rsplit_once(" (")) {
        Some((words, source)) => (words.to_owned(), source.to_owned()),
        None => (text.to_owned(), String::new()),
    }
}

/// Numbered conditions with their sources.
pub fn conditions(list: &[String], most: usize) -> Vec<Op> {
    let row = |(at, text): (usize, &String)| {
        let (words, source) = condition(text);
        Row::of(vec![Cell::quiet((at + 1).to_string()), Cell::words(words), Cell::quiet(source)])
    };
    let rows = list.iter().take(most).enumerate().map(row).collect();
    let columns = vec![Column::narrow(12.0), Column::words(3.0), Column::words(1.2)];
    let mut ops = vec![Op::Table(Table::new(columns, Table::heads(["", "Condition", "Source"]), rows))];
    if list.len() > most {
        ops.push(note(format!("{} more in the full report.", list.len() - most)));
    }
    ops
}

/// What the leader's money rests on, by grade.
pub fn rests_on(a: &Assessment<'_>, longest: usize) -> Op {
    let grades = [Grade::Measured, Grade::Stated, Grade::Benchmark, Grade::Guess, Grade::Unknown];
    let row = |grade: Grade| {
        let inputs: Vec<_> = a.inputs.iter().filter(|i| i.grade == grade).collect();
        let share = a.resting.as_ref().map(|s| s.get(&grade).copied().unwrap_or_default());
        // A total that is known rests on nothing unknown.
        let idle = grade == Grade::Unknown && share == Some(Decimal::ZERO);
        if idle || inputs.is_empty() && share.unwrap_or_default() == Decimal::ZERO {
            return None;
        }
        let share = share.map_or_else(|| "–".to_owned(), |s| percent(Exact::Known(s)));
        let labels: Vec<_> = inputs.iter().map(|i| i.label.as_str()).collect();
        let what = examples(a, grade, &labels, longest);
        Some(Row::of(vec![
            Cell::bold(grade.name()),
            Cell::words(share),
            Cell::words(inputs.len().to_string()),
            Cell::quiet(what),
        ]))
    };
    let columns = vec![Column::narrow(58.0), Column::figures(44.0), Column::figures(36.0), Column::words(1.0)];
    let head = vec![Cell::quiet("Grade"), Cell::quiet("Of money"), Cell::quiet("Inputs"), Cell::quiet("Such as")];
    Op::Table(Table::new(columns, head, grades.into_iter().filter_map(row).collect()))
}

/// Files for what was measured, a few labels for the rest: as many as fit, and how many more there are.
fn examples(a: &Assessment<'_>, grade: Grade, labels: &[&str], longest: usize) -> String {
    let mut named: Vec<String> = if grade == Grade::Measured {
        a.imports.iter().map(|i| i.source.clone()).collect()
    } else {
        labels.iter().map(|l| (*l).to_owned()).collect()
    };
    named.dedup();
    let mut text = String::new();
    for (at, name) in named.iter().enumerate() {
        if at > 0 && text.chars().count() + name.chars().count() > longest {
            return format!("{text} and {} more", named.len() - at);
        }
        text = if at == 0 { clipped(name) } else { format!("{text}, {name}") };
    }
    text
}

/// Flips as sentences.
pub fn flips(a: &Assessment<'_>, most: usize) -> Vec<String> {
    let flip = |f: &model::decide::Flip| format!("{}: {} leads.", sentence_start(&f.named(a.plan)), a.option_name(f.leader));
    a.judgement.verdict.flips.iter().take(most).map(flip).collect()
}
