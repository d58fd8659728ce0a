//! What stands beside the options: small steps, ways to share the work, what each offer adds and where it ties, the audit.

use crate::assessment::{Assessment, Beside};
use crate::document::{Cell, Column, Op, Row, Table};
use crate::edition::words::{heading, note, prose};
use model::present::thousands;
use model::terms;

/// What follows the options' table.
pub fn ops(a: &Assessment<'_>) -> Vec<Op> {
    let Beside { offers, designs, designs_text, .. } = &a.beside;
    let mut ops = Vec::new();
    if !a.judgement.aside().is_empty() {
        ops.extend([heading(2, "Smaller steps, not ranked"), smaller(a)]);
    }
    if !designs.is_empty() {
        ops.extend([heading(2, "Ways to share the work with a provider"), prose(designs_text), shared(designs)]);
    }
    if !offers.is_empty() {
        ops.push(heading(2, "What is added, where it ties, what hangs on one person"));
        let row = |(name, words): &(String, Vec<String>)| Row::of(vec![Cell::words(name), Cell::quiet(words.join(" "))]);
        let columns = vec![Column::narrow(132.0), Column::words(1.0)];
        ops.push(Op::Table(Table::new(columns, Table::heads(["Option", "Beside its lines"]), offers.iter().map(row).collect())));
    }
    ops
}

fn smaller(a: &Assessment<'_>) -> Op {
    let row = |o: &&model::evaluate::Costed<model::number::Exact>| {
        let standing = a.judgement.standing(o.id);
        let words: Vec<String> =
            standing.into_iter().flat_map(|s| s.reasons.iter().chain(&s.scope_gap)).map(|w| a.words(w)).collect();
        Row::of(vec![
            Cell::words(terms::option(o.id, a.plan)),
            Cell::words(thousands(o.total)),
            Cell::words(thousands(o.npv)),
            Cell::quiet(words.join(" ")),
        ])
    };
    let columns = vec![Column::narrow(132.0), Column::figures(64.0), Column::figures(64.0), Column::words(1.0)];
    let head =
        vec![Cell::quiet("US$ thousand"), Cell::quiet("Direct cost"), Cell::quiet("Present value"), Cell::quiet("What it lacks")];
    Op::Table(Table::new(columns, head, a.judgement.aside().iter().map(row).collect()))
}

fn shared(designs: &[[String; 6]]) -> Op {
    let row = |d: &[String; 6]| Row::of(d.iter().map(Cell::words).collect());
    let columns = vec![
        Column::words(1.2),
        Column::narrow(50.0),
        Column::figures(66.0),
        Column::figures(72.0),
        Column::figures(52.0),
        Column::words(1.4),
    ];
    let heads = ["Provider", "Hours", "Monthly fee", "Present value", "Spare hours", "Inside"];
    Op::Table(Table::new(columns, heads.map(Cell::quiet).to_vec(), designs.iter().map(row).collect()))
}

/// Whether all options were costed alike, check by check.
pub fn audit(a: &Assessment<'_>) -> Vec<Op> {
    if a.beside.audit.is_empty() {
        return Vec::new();
    }
    let row = |(passed, title, text): &(bool, String, String)| {
        let word = if *passed { Cell::words("Holds") } else { Cell::bold("Does not hold") };
        Row::of(vec![word, Cell::words(title), Cell::quiet(text)])
    };
    let columns = vec![Column::narrow(80.0), Column::words(1.4), Column::words(1.0)];
    let rows = a.beside.audit.iter().map(row).collect();
    vec![
        heading(2, "Bias audit"),
        note("Read off the evaluated plan itself; a check can fail."),
        Op::Table(Table::new(columns, Table::heads(["Result", "What is asked", "Found"]), rows)),
    ]
}
