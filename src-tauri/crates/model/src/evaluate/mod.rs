//! The cost model and the thresholds' values, once, for any [`Number`].

mod calc;
mod gate;
mod line;
mod loaded_cost;
mod offered;
mod option;
mod own;
mod people;
mod provider;
mod small;
mod staff;
mod staff_ratio;
mod target;
mod units;
mod velocity;
mod workload;

pub use calc::Calc;
pub use gate::{Gap, Together, carried_by, carried_days, hours_of, is_dated};
pub use line::{Line, npv};
pub use loaded_cost::{LOADED, LoadedCost, RoleCost};
pub use offered::{Added, AddedKind, Offered};
pub use option::{ContractCost, Costed, FateColumn, covered, fate};
pub use own::reactive_labour;
pub use provider::stepped;
pub use staff::{Ending, uncovered_days};
pub use staff_ratio::{MonthRatio, StaffRatio};
pub use target::Ties;
pub use velocity::Velocity;
pub use workload::Workload;

use crate::figure::{FigureId, LineId, OptionId, Subject};
use crate::number::Number;
use crate::scope::{Coverage, Domains};

/// Everything evaluated.
#[derive(Debug, Clone)]
pub struct Outcome<N> {
    /// Hours.
    pub workload: Workload<N>,
    /// Endpoints per support FTE.
    pub staff_ratio: StaffRatio<N>,
    /// A gap per framework of the plan.
    pub gaps: Vec<Gap<N>>,
    /// What the dated gaps ask for together, where there are several.
    pub together: Option<Together<N>>,
    /// FTE at R.
    pub required_fte: N,
    /// Demand and capacity.
    pub velocity: Velocity<N>,
    /// What one FTE costs.
    pub loaded_cost: LoadedCost<N>,
    /// Present value of the personnel lines of in-house at R: what the hurdle is a share of.
    pub personnel: N,
    /// Saving against Today below which Today stays, in present value.
    pub hurdle: N,
    /// Every option.
    pub options: Vec<Costed<N>>,
    /// Fees at which offers tie, in the order of their options.
    pub ties: Vec<Ties<N>>,
    /// Every named figure.
    pub figures: Vec<(FigureId, N)>,
}

impl<N> Outcome<N> {
    /// An option's figures.
    pub fn option(&self, id: OptionId) -> Option<&Costed<N>> {
        self.options.iter().find(|o| o.id == id)
    }
}

/// Evaluates a plan.
pub fn evaluate<N: Number>(c: Calc<'_, N>) -> Outcome<N> {
    let w = workload::workload(&c);
    let of = |subject, item, value| c.name(FigureId::of(subject, item), value);
    let staff_ratio = staff_ratio::staff_ratio(&c, &w);
    let gaps = gate::gaps(&c, &w);
    let together = gate::together(&c, &gaps);
    let needed = workload::needed_fte(&c, &w, gate::gap_fte(&c, &w, &gaps));
    let required_fte = workload::required_fte(&c, needed);
    let velocity = velocity::velocity(&c, &w, gate::dated_hours(&c, &gaps));
    let mut options = options(&c, &w, required_fte, needed);
    option::compare(&c, &mut options);
    let ties = target::ties(&c, &w, &options);
    let loaded_cost = loaded_cost::loaded_cost(&c, &options, w.fte);
    let personnel = of(Subject::LoadedCost, "personnel", personnel(&c, &options));
    let hurdle = of(Subject::LoadedCost, "hurdle", hurdle(&c, &options, personnel));
    Outcome {
        workload: w,
        staff_ratio,
        gaps,
        together,
        required_fte,
        velocity,
        loaded_cost,
        personnel,
        hurdle,
        options,
        ties,
        figures: c.into_figures(),
    }
}

fn options<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, required: N, needed: N) -> Vec<Costed<N>> {
    let mut options = vec![
        option::cost(c, w, own::today(c, w)),
        option::cost(c, w, own::in_house(c, w, required)),
        option::cost(c, w, own::break_fix(c, w, true)),
        option::cost(c, w, own::break_fix(c, w, false)),
    ];
    let quotes = (0..c.plan.quotes.len()).map(|at| OptionId::Quote(u16::try_from(at).unwrap_or(u16::MAX)));
    let offers = [OptionId::CoManaged, OptionId::FullOutsource].into_iter().chain(quotes);
    options.extend(offers.filter_map(|id| offer(c, w, id)).map(|offer| option::cost(c, w, provider::provided(c, w, &offer))));
    if c.plan.small_options {
        options.extend(small_steps(c, w, needed));
    }
    options
}

fn small_steps<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, needed: N) -> [Costed<N>; 3] {
    [
        option::cost(c, w, small::hire_one(c, w)),
        option::cost(c, w, provider::provided(c, w, &small::mdr_only(c, w))),
        option::cost(c, w, small::staff_augmentation(c, w, needed)),
    ]
}

/// What a provider offers under an option; nothing where the option has no provider.
fn offer<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, id: OptionId) -> Option<provider::Offer<N>> {
    match id {
        OptionId::CoManaged => Some(provider::generic(c, id, c.plan.co_managed_domains, c.plan.co_managed_coverage)),
        OptionId::FullOutsource => Some(provider::generic(c, id, Domains::ALL, None)),
        OptionId::Quote(at) => c.plan.quotes.get(usize::from(at)).map(|quote| provider::quoted(c, w, quote, id)),
        OptionId::MdrOnly => Some(small::mdr_only(c, w)),
        _ => None,
    }
}

/// One option at another first month's fee, by the same formulas; nothing where the option has no fee. Differences to other
/// options are left at zero.
pub fn at_fee<N: Number>(c: &Calc<'_, N>, id: OptionId, fee: N) -> Option<Costed<N>> {
    let w = workload::workload(c);
    let offer = offer(c, &w, id)?.at(fee);
    Some(option::cost(c, &w, provider::provided(c, &w, &offer)))
}

/// Co-managed with other domains and hours in its fee, by the same formulas.
pub fn co_managed<N: Number>(c: &Calc<'_, N>, domains: Domains, hours: Coverage) -> Costed<N> {
    let w = workload::workload(c);
    let offer = provider::generic(c, OptionId::CoManaged, domains, Some(hours));
    option::cost(c, &w, provider::provided(c, &w, &offer))
}

/// min(share × personnel lines of in-house at R, a stated sum); without staff a share of Today's cost. Borrowed from
/// 41 USC 1710(a)(1)(F), whose 10 % it is by default.
fn hurdle<N: Number>(c: &Calc<'_, N>, options: &[Costed<N>], personnel: N) -> N {
    let today = options.iter().find(|o| o.id == OptionId::Today).map(|o| o.npv);
    let base = today.filter(|_| !c.plan.has_staff()).unwrap_or(personnel);
    let share = base * c.get(c.plan.limits.hurdle_share);
    c.plan.hurdle_sum.map_or(share, |sum| share.min(c.get(sum)))
}

/// Rules 4: internal staff + turnover + coverage of in-house at R, over the whole horizon, in present value.
fn personnel<N: Number>(c: &Calc<'_, N>, options: &[Costed<N>]) -> N {
    let lines = [LineId::InternalStaff, LineId::Turnover, LineId::Coverage];
    let in_house = options.iter().filter(|o| o.id == OptionId::InHouse).flat_map(|o| &o.lines);
    let picked: Vec<&Line<N>> = in_house.filter(|l| lines.contains(&l.id) && l.applies).collect();
    let year = |y: usize| N::total(picked.iter().filter_map(|l| l.yearly.get(y).copied()));
    let yearly: Vec<N> = (0..usize::from(c.plan.schedule.years)).map(year).collect();
    npv(N::total(picked.iter().map(|l| l.once)), &yearly, c.get(c.plan.assume.discount))
}
