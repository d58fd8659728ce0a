//! Personnel lines of the posts in force and of the hires approved: the same on every option that keeps them.

use super::calc::Calc;
use super::line::{Draft, Line, line};
use super::staff::{Ending, PostCost, internal_staff, mean_per_fte, of_kept, overhead, turnover};
use crate::figure::{LineId, OptionId};
use crate::number::Number;
use crate::plan::Post;
use crate::schedule::Segment;

/// Internal staff, turnover and, where it is stated, overhead: every post through the overlap, then those that stay, with
/// the approved hires of roles that stay and, for *hire one*, FTE added at Today's mean.
pub fn people_lines<'p, N: Number>(c: &Calc<'p, N>, id: OptionId, ending: Ending, added: Option<N>) -> Vec<Line<N>> {
    if c.plan.posts.is_empty() && c.plan.hires.is_empty() && added.is_none() {
        return Vec::new();
    }
    let once = added.map(|fte| fte * c.get(c.plan.assume.recruiting_cost));
    let build = |line_id, cost: PostCost<'p, N>, once, events| {
        let rate = |s: &Segment| of_team(c, (ending, added), cost, s);
        line(c, id, line_id, Draft { once, rate: &rate, events })
    };
    // Where nobody said who supports, what staff costs is unknown as a whole: the hires are no answer to it.
    let staff = c.plan.fte_unknown.is_none().then(|| build(LineId::InternalStaff, internal_staff, None, vec![]));
    let mut lines: Vec<_> = staff.into_iter().collect();
    lines.push(build(LineId::Turnover, turnover, once, recruiting(c, ending)));
    if c.plan.overhead.is_some() {
        lines.push(build(LineId::Overhead, overhead, None, vec![]));
    }
    lines
}

fn of_team<'p, N: Number>(
    c: &Calc<'p, N>,
    (ending, added): (Ending, Option<N>),
    cost: PostCost<'p, N>,
    s: &Segment,
) -> Option<N> {
    let now = if s.first <= c.plan.timing.overlap_months { Ending::NONE } else { ending };
    let posts = (!c.plan.posts.is_empty()).then(|| of_kept(c, now, cost, s.year));
    let hired = hired(c, ending).filter(|(month, _)| *month <= s.first).map(|(_, p)| cost(c, p, c.part(p.fte), s.year));
    let more = added.map(|fte| mean_per_fte(c, cost, s.year) * fte);
    posts.into_iter().chain(hired).chain(more).reduce(|a, b| a + b)
}

/// Approved hires an option makes, with the month they are paid from: those whose role it does not hand over.
fn hired<'p, N: Number>(c: &Calc<'p, N>, ending: Ending) -> impl Iterator<Item = (u16, &'p Post)> {
    let paid = c.plan.hires.iter().filter_map(|h| Some((h.paid_from?, &h.posts)));
    paid.flat_map(|(month, posts)| posts.iter().map(move |p| (month, p))).filter(move |(_, p)| !ending.ends(p))
}

/// Finding a hire costs what it costs in-house at required scope, in the month it starts.
fn recruiting<N: Number>(c: &Calc<'_, N>, ending: Ending) -> Vec<(u16, N)> {
    hired(c, ending).map(|(month, p)| (month, c.part(p.fte) * c.get(c.plan.assume.recruiting_cost))).collect()
}
