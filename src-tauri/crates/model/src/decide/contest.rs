//! Who leads, with inputs moved: the figures that decide it, recorded once and run again for every value tried.

use super::eligibility::{Standing, standings_where_hours_suffice};
use crate::evaluate::{Calc, Costed, Outcome, evaluate};
use crate::figure::OptionId;
use crate::input::InputId;
use crate::number::{Arena, Exact, Probe, Program, Traced};
use crate::plan::Plan;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// An option in the ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entrant {
    /// Which option.
    pub id: OptionId,
    /// Takes part where its hours suffice: what no input changes.
    pub admitted: bool,
    /// Takes part at likely values.
    pub ranked: bool,
}

/// What decides about one option, in the order in which a contest asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark<N> {
    /// Present value of its direct cost.
    pub npv: N,
    /// The same cost undiscounted.
    pub total: N,
    /// Hours a year its kept posts have beyond what they keep.
    pub kept: N,
    /// Hours left after the tightest dated obligation.
    pub gate: N,
    /// Hours a year bought from a break-fix vendor.
    pub bought: N,
}

/// Figures a mark holds.
const MARKS: usize = 5;

impl<N> Mark<N> {
    /// The same of each.
    pub fn map<T>(&self, of: impl Fn(&N) -> T) -> Mark<T> {
        Mark { npv: of(&self.npv), total: of(&self.total), kept: of(&self.kept), gate: of(&self.gate), bought: of(&self.bought) }
    }
}

impl Mark<Exact> {
    fn signs(&self) -> Mark<Option<Ordering>> {
        self.map(|value| value.known().map(|d| d.cmp(&Decimal::ZERO)))
    }
}

impl<N: Copy> Mark<N> {
    /// The marks of all options, from the figures of a contest.
    pub fn all(figures: &[N]) -> impl Iterator<Item = Self> {
        figures.chunks_exact(MARKS).map(|m| Self { npv: m[0], total: m[1], kept: m[2], gate: m[3], bought: m[4] })
    }
}

/// The figures that decide who leads, as a program.
#[derive(Debug, Clone)]
pub struct Contest {
    program: Program,
    recorded: Vec<Exact>,
    entrants: Vec<Entrant>,
}

impl Contest {
    /// Records the evaluation of a plan.
    pub fn of(plan: &Plan, outcome: &Outcome<Exact>, standings: &[Standing]) -> Self {
        let arena = Arena::default();
        let likely = |id: InputId| plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
        let read = |id: InputId| arena.input(id, likely(id));
        let traced = evaluate(Calc::new(plan, &read));
        let mut asked: Vec<Traced<'_>> = traced.options.iter().flat_map(marks).collect();
        asked.push(traced.hurdle);
        let program = Program::of(&arena.nodes(), &asked);
        let admitted = standings_where_hours_suffice(plan, outcome);
        let entrants = standings.iter().zip(admitted).map(|(s, admitted)| Entrant { id: s.id, admitted, ranked: s.ranked });
        Self { recorded: program.recorded(), program, entrants: entrants.collect() }
    }

    /// The steps to the marks of all options and the hurdle, which stands last.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The options, in the order of the marks.
    pub fn entrants(&self) -> &[Entrant] {
        &self.entrants
    }

    /// The figures at likely values.
    pub fn figures(&self) -> Vec<Exact> {
        self.program.figures(&self.recorded, |c| c)
    }

    /// One input on the move.
    pub fn probe(&self, input: InputId) -> Probe<'_> {
        self.program.probe(&self.recorded, input)
    }

    /// Who leads by these figures (rules 4.3).
    pub fn leader(&self, figures: &[Exact]) -> Option<OptionId> {
        let hurdle = figures.last().copied().unwrap_or(Exact::Unknown);
        leading(&self.ranked(figures), hurdle)
    }

    /// Options in the ranking by these figures, cheapest in present value first; equal ones in the order shown.
    pub fn ranked(&self, figures: &[Exact]) -> Vec<(OptionId, Decimal)> {
        let marked = self.entrants.iter().zip(Mark::all(figures));
        let mut ranked: Vec<_> =
            marked.filter_map(|(e, m)| Some((e.id, e.takes_part(&m.signs()).then(|| m.npv.known())??))).collect();
        ranked.sort_by_key(|(_, npv)| *npv);
        ranked
    }
}

impl Entrant {
    /// Whether the option is in the ranking by its hours, by how they stand against none: hours nobody knows bar no option,
    /// because the verdict asks for them first.
    pub fn takes_part(&self, mark: &Mark<Option<Ordering>>) -> bool {
        let idle = self.id == OptionId::BreakFix && mark.bought == Some(Ordering::Equal);
        self.admitted && mark.kept != Some(Ordering::Less) && mark.gate != Some(Ordering::Less) && !idle
    }
}

/// What has no such figure passes its test.
fn marks<'a>(o: &Costed<Traced<'a>>) -> [Traced<'a>; MARKS] {
    use crate::number::Number;
    let or_one = |value: Option<Traced<'a>>| value.unwrap_or_else(Traced::one);
    [o.npv, o.total, or_one(o.kept_hours_left), or_one(o.gate_left), or_one(o.vendor_hours)]
}

/// Lowest present value among the ranked, cheapest first; Today leads where nothing saves the hurdle against it.
pub(crate) fn leading(ranked: &[(OptionId, Decimal)], hurdle: Exact) -> Option<OptionId> {
    let (id, npv) = ranked.first().copied()?;
    let today = ranked.iter().find(|(id, _)| *id == OptionId::Today);
    match today {
        Some((_, own)) if own - npv < hurdle.known()? => Some(OptionId::Today),
        _ => Some(id),
    }
}
