//! Gaps of obligations in hours, and the hours an option has for them (rules 5, 8).

use super::calc::Calc;
use super::staff::Ending;
use super::workload::Workload;
use crate::figure::{FigureId, Subject};
use crate::framework::Obligation;
use crate::number::Number;
use crate::plan::{Framework, LandedHire, OpenGroup};
use crate::schedule::month_start;
use crate::scope::{Domain, Domains};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// A framework's gap against the ledger of free hours.
#[derive(Debug, Clone, Copy)]
pub struct Gap<N> {
    /// Hours to close it.
    pub effort: N,
    /// The part of them a provider of all four domains can carry.
    pub carried: N,
    /// What a provider of each domain can carry, in the order of [`Domain::ALL`]; several domains can carry the same part.
    pub by_domain: [N; 4],
    /// The part that stays with the client whatever is bought.
    pub stays: N,
    /// Hours to close it with nothing evidenced; only where there is no register. With everything evidenced it is none.
    pub unevidenced: Option<N>,
    /// Free hours of the team to the due date, less what gaps due before take beyond this one.
    pub free: N,
    /// What is left of them: negative where it does not fit.
    pub left: N,
    /// What is left if no requirement of one framework closes one of another; only where another is due before.
    pub left_apart: Option<N>,
}

/// Hours all dated gaps ask for; without a crosswalk between frameworks the largest decides and the sum is shown (rules 8).
#[derive(Debug, Clone, Copy)]
pub struct Together<N> {
    /// The largest.
    pub largest: N,
    /// All of them.
    pub sum: N,
}

/// Both, where more than one framework is dated.
pub fn together<N: Number>(c: &Calc<'_, N>, gaps: &[Gap<N>]) -> Option<Together<N>> {
    let dated: Vec<N> = c.plan.frameworks.iter().zip(gaps).filter(|(f, _)| is_dated(f)).map(|(_, g)| g.effort).collect();
    let figure = |item, value| c.name(FigureId::of(Subject::Compliance, item), value);
    let largest = dated.iter().copied().reduce(N::max).filter(|_| dated.len() > 1)?;
    Some(Together { largest: figure("largest", largest), sum: figure("sum", N::total(dated)) })
}

/// The one ledger: free hours pay the workload, then the dated gaps by their days, then T3; never under zero (rules 8).
pub fn gaps<N: Number>(c: &Calc<'_, N>, w: &Workload<N>) -> Vec<Gap<N>> {
    let frameworks = || c.plan.frameworks.iter().enumerate();
    let of =
        |at: usize, item, value| c.name(FigureId::of(Subject::Framework(u16::try_from(at).unwrap_or(u16::MAX)), item), value);
    let efforts: Vec<N> = frameworks().map(|(at, f)| of(at, "effort", effort(c, f, &|_| true))).collect();
    let gap = |(at, f): (usize, &Framework)| {
        let own = efforts[at];
        let before = due_before(c, at, &efforts);
        let total = free_hours(c, f, &OwnHours::of_today(w));
        let shared = before.iter().copied().reduce(N::max).map(|most| (most - own).floored());
        let free = of(at, "free_hours", shared.map_or(total, |more| (total - more).floored()));
        let apart = (!before.is_empty()).then(|| (total - N::total(before)).floored() - own);
        Gap {
            effort: own,
            carried: of(at, "carried", effort(c, f, &|g| !g.carried_by.is_empty())),
            by_domain: Domain::ALL.map(|d| of(at, carried_by(d), effort(c, f, &|g| g.carried_by.has(d)))),
            stays: of(at, "stays", effort(c, f, &|g| g.carried_by.is_empty())),
            unevidenced: (!f.register).then(|| of(at, "unevidenced", all_open(c, f))),
            free,
            left: of(at, "left", free - own),
            left_apart: apart.map(|left| of(at, "left_apart", left)),
        }
    };
    frameworks().map(gap).collect()
}

/// The figure of the hours that a provider of a domain can carry.
pub fn carried_by(domain: Domain) -> &'static str {
    match domain {
        Domain::ServiceDesk => "carried_service_desk",
        Domain::Endpoint => "carried_endpoint",
        Domain::Network => "carried_network",
        Domain::SecurityOperations => "carried_security_operations",
    }
}

/// Efforts of the other dated gaps due by the day of one.
fn due_before<N: Number>(c: &Calc<'_, N>, at: usize, efforts: &[N]) -> Vec<N> {
    let Some(day) = c.plan.frameworks.get(at).map(|f| f.due) else { return Vec::new() };
    let others =
        c.plan.frameworks.iter().zip(efforts).enumerate().filter(|(other, (f, _))| *other != at && is_dated(f) && f.due <= day);
    others.map(|(_, (_, effort))| *effort).collect()
}

/// Hours to close the open requirements of the groups picked.
pub fn effort<N: Number>(c: &Calc<'_, N>, f: &Framework, pick: &dyn Fn(&OpenGroup) -> bool) -> N {
    let counts = |g: &OpenGroup| [g.open, g.partial, g.unevidenced, g.unlisted].map(|id| id.map(|id| c.get(id)));
    let requirements: Vec<N> = f.groups.iter().filter(|g| pick(g)).map(|g| weighed(c, counts(g))).collect();
    if requirements.is_empty() { N::zero() } else { N::total(requirements) * c.get(c.plan.assume.effort_per_requirement) }
}

/// Requirements as if not begun: all of one not begun, half of one begun, a quarter of one done without evidence; those the
/// register does not list by the share assumed open.
fn weighed<N: Number>(c: &Calc<'_, N>, [open, partial, unevidenced, unlisted]: [Option<N>; 4]) -> N {
    let parts = [
        open.map(|n| n * N::one()),
        partial.map(|n| n * N::lit(Decimal::new(5, 1))),
        unevidenced.map(|n| n * N::lit(Decimal::new(25, 2))),
        unlisted.map(|n| n * c.get(c.plan.assume.unlisted_open_share)),
    ];
    N::total(parts.into_iter().flatten())
}

/// Hours to close counted requirements: not begun, begun, done without evidence, not listed.
pub fn hours_of<N: Number>(c: &Calc<'_, N>, counts: [u32; 4]) -> N {
    let counts = counts.map(|n| (n > 0).then(|| N::whole(n.into())));
    weighed(c, counts) * c.get(c.plan.assume.effort_per_requirement)
}

fn all_open<N: Number>(c: &Calc<'_, N>, f: &Framework) -> N {
    N::lit(Decimal::from(f.applicable)) * c.get(c.plan.assume.effort_per_requirement)
}

/// Hours free until the day: those a year above what is owed, for the days; an approved hire adds its own from the month it
/// is useful, a post that ends takes its own along, as both do for T3: one ledger (rules 8, 9).
fn free_hours<N: Number>(c: &Calc<'_, N>, f: &Framework, own: &OwnHours<N>) -> N {
    let (mut capacity, mut from, mut spans) = (own.capacity, c.plan.as_of, Vec::new());
    let free = |capacity: N, days: Decimal| ((capacity - own.owed) * c.of_year(days)).floored();
    for (day, fte) in team_changes(c, own.ending, f) {
        spans.push(free(capacity, Decimal::from((day - from).num_days())));
        capacity = capacity + fte * own.usable_per_fte;
        from = day;
    }
    spans.push(free(capacity, Decimal::from((f.due - from).num_days().max(0))));
    N::total(spans)
}

/// Days before the due date on which the team grows or shrinks, with the FTE, earliest first. Those of a role the option
/// hands over change nothing: such a hire is not made, and such a post is not in the team's hours. A hire that is on the
/// payroll is in them already.
fn team_changes<N: Number>(c: &Calc<'_, N>, ending: Ending, f: &Framework) -> Vec<(NaiveDate, N)> {
    let day = |month| month_start(month, c.plan.as_of).max(c.plan.as_of);
    let stays = |h: &LandedHire| h.posts.iter().filter(|p| !ending.ends(p)).map(|p| c.part(p.fte)).collect::<Vec<_>>();
    let made = c.plan.hires.iter().filter(|h| h.paid_from.is_some());
    let landed = made.filter_map(|h| Some((day(h.month), stays(h).into_iter().reduce(|a, b| a + b)?)));
    let leaving = c.plan.leaving.iter().filter(|l| !ending.hands_over(l.ends_with));
    let gone = leaving.map(|l| (day(l.month), N::zero() - c.get(l.fte)));
    let mut changes: Vec<(NaiveDate, N)> = landed.chain(gone).filter(|(day, _)| *day < f.due).collect();
    changes.sort_by_key(|(day, _)| *day);
    changes
}

/// Days a provider of these domains needs for its part of a gap: one person's productive hours (ours, a guess: no offer says
/// how many work on it).
pub fn carried_days<N: Number>(c: &Calc<'_, N>, f: &Framework, vendor: Domains) -> N {
    let carried = effort(c, f, &|g| g.carried_by.meets(vendor));
    carried / c.get(c.plan.assume.productive_hours) * N::whole(365)
}

/// FTE the largest dated gap needs until its day: effort ÷ usable hours of one FTE to the due date. Without a crosswalk
/// between frameworks the largest decides (rules 8).
pub fn gap_fte<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, gaps: &[Gap<N>]) -> N {
    if let Some(unknown) = c.plan.frameworks_unknown {
        return c.get(unknown);
    }
    let dated = c.plan.frameworks.iter().zip(gaps).filter(|(f, _)| is_dated(f));
    let fte = |(f, gap): (&Framework, &Gap<N>)| {
        gap.effort / (w.usable_per_fte * c.of_year(if f.days.is_zero() { Decimal::from(365) } else { f.days }))
    };
    dated.map(fte).reduce(N::max).unwrap_or_else(N::zero)
}

/// Hours of the largest dated gap due within the next twelve months: what T3's capacity pays before new surface.
pub fn dated_hours<N: Number>(c: &Calc<'_, N>, gaps: &[Gap<N>]) -> N {
    if let Some(unknown) = c.plan.frameworks_unknown {
        return c.get(unknown);
    }
    let year = Decimal::from(366);
    let dated = c.plan.frameworks.iter().zip(gaps).filter(|(f, _)| is_dated(f) && f.days <= year);
    dated.map(|(_, g)| g.effort).reduce(N::max).unwrap_or_else(N::zero)
}

/// Only what someone outside can hold against the client bars an option.
pub fn is_dated(f: &Framework) -> bool {
    f.obligation != Obligation::Voluntary
}

/// Hours an option has of its own for a gap.
#[derive(Debug, Clone, Copy)]
pub struct OwnHours<N> {
    /// Hours a year of the posts it keeps.
    pub capacity: N,
    /// Hours a year these posts already owe.
    pub owed: N,
    /// Domains whose requirements a vendor closes; empty where nothing says that compliance is included.
    pub vendor: Domains,
    /// Hours a year one FTE can give.
    pub usable_per_fte: N,
    /// Which posts, and hires like them, end.
    pub ending: Ending,
}

impl<N: Number> OwnHours<N> {
    /// Those of today's team.
    pub fn of_today(w: &Workload<N>) -> Self {
        let ending = Ending::NONE;
        Self { capacity: w.capacity, owed: w.hours, vendor: Domains::NONE, usable_per_fte: w.usable_per_fte, ending }
    }
}

/// Hours left after the tightest dated obligation; negative: the gap stays open and the option is not eligible.
pub fn gate_left<N: Number>(c: &Calc<'_, N>, own: &OwnHours<N>) -> Option<N> {
    // Hours free by a later day are never fewer: the tightest day alone tells what the ledger of all days tells.
    let dated = c.plan.frameworks.iter().filter(|f| is_dated(f));
    dated.map(|f| free_hours(c, f, own) - held(c, f, own.vendor)).reduce(N::min)
}

/// What the own posts hold of a gap: all but the vendor's part, and all where the vendor's part ends after the day.
fn held<N: Number>(c: &Calc<'_, N>, f: &Framework, vendor: Domains) -> N {
    let kept = effort(c, f, &|g| !g.carried_by.meets(vendor));
    if !f.groups.iter().any(|g| g.carried_by.meets(vendor)) {
        return kept;
    }
    N::lit(f.days_live).at_least(carried_days(c, f, vendor), kept, effort(c, f, &|_| true))
}
