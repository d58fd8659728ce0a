//! Which preset a row of headers belongs to.

use crate::catalog::{Catalog, PresetRules};
use model::Kind;
use rust_decimal::Decimal;

/// A preset that fits a row of headers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match<'c> {
    pub preset: &'c PresetRules,
    /// Headers that the preset knows.
    pub known: usize,
    /// Headers that are not blank.
    pub total: usize,
}

impl Match<'_> {
    /// The user's own preset goes before the program's, then the one that knows more.
    pub fn standing(&self) -> (bool, usize) {
        (self.preset.own, self.known)
    }

    /// From 0.5 (only what identifies it is known) to 1 (every header is known).
    pub fn confidence(&self) -> Decimal {
        let half = Decimal::new(5, 1);
        (half + half * share(self.known, self.total)).round_dp(2)
    }
}

/// A part of a whole from 0 to 1.
pub(super) fn share(part: usize, whole: usize) -> Decimal {
    Decimal::from(part).checked_div(Decimal::from(whole)).unwrap_or_default().min(Decimal::ONE)
}

/// The preset that knows most of the headers.
pub(super) fn recognise<'c>(catalog: &'c Catalog, folded: &[String], kind: Option<Kind>) -> Option<Match<'c>> {
    let of_kind = |p: &&PresetRules| kind.is_none_or(|k| p.kind == k);
    let matches = catalog.rules.iter().filter(of_kind).filter_map(|preset| fits(preset, folded));
    matches.reduce(|best, next| if next.standing() > best.standing() { next } else { best })
}

fn fits<'c>(preset: &'c PresetRules, folded: &[String]) -> Option<Match<'c>> {
    let has = |header: &String| folded.contains(header);
    let rules = &preset.recognise;
    let all = !rules.all.is_empty() && rules.all.iter().all(|group| group.iter().any(has));
    let some = rules.some.iter().filter(|h| has(h)).count() >= rules.at_least;
    if !all || !some || rules.none.iter().any(has) {
        return None;
    }
    let filled = || folded.iter().filter(|h| !h.is_empty());
    let listed = |h: &&String| preset.columns.knows(h) || rules.some.contains(h) || rules.all.iter().any(|g| g.contains(h));
    let (known, total) = (filled().filter(listed).count(), filled().count());
    (known * 100 >= rules.share * total).then_some(Match { preset, known, total })
}
