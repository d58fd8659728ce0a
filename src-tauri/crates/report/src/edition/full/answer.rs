//! The answer whole: what it rests on, what changes it, what is missing.

use crate::assessment::Assessment;
use crate::document::Op;
use crate::edition::words::{flips, grade_reason, heading, headline, numbered, prose, section};
use model::decide::counter_case;

/// The section.
pub fn ops(a: &Assessment<'_>) -> Vec<Op> {
    let verdict = &a.judgement.verdict;
    let mut ops = Vec::from(section(1, "The answer", headline(a)));
    ops.push(prose(grade_reason(a)));
    let lists = [
        ("Why", verdict.reasons.iter().map(|r| a.words(r)).collect::<Vec<_>>()),
        ("The case against, sentence by sentence", counter_case(a.plan, a.judgement).iter().map(|c| a.words(c)).collect()),
        ("Every input that alone changes the answer", flips(a, usize::MAX)),
        ("What is missing or has to be settled", verdict.missing.iter().map(|m| a.words(m)).collect()),
    ];
    for (title, list) in lists {
        if !list.is_empty() {
            ops.extend([heading(2, title), numbered(list)]);
        }
    }
    ops
}
