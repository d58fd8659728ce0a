//! The cost model and the thresholds' values, once, for any [`Number`].

mod calc;
mod gate;
mod line;
mod loaded_cost;
mod option;
mod own;
mod provider;
mod staff;
mod staff_ratio;
mod velocity;
mod workload;

pub use calc::Calc;
pub use gate::{Gap, Together, carried_days, hours_of, is_dated};
pub use line::{Line, npv};
pub use loaded_cost::{LOADED, LoadedCost, RoleCost};
pub use option::{Costed, FateColumn, fate};
pub use own::reactive_labour;
pub use provider::stepped;
pub use staff::Ending;
pub use staff_ratio::{MonthRatio, StaffRatio};
pub use velocity::Velocity;
pub use workload::Workload;

use crate::figure::{FigureId, LineId, OptionId, Subject};
use crate::number::Number;
use crate::scope::Domains;

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
    let required_fte = workload::required_fte(&c, &w, gate::gap_fte(&c, &w, &gaps));
    let velocity = velocity::velocity(&c, &w, gate::dated_hours(&c, &gaps));
    let mut options = options(&c, &w, required_fte);
    option::compare(&c, &mut options);
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
        figures: c.into_figures(),
    }
}

fn options<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, required: N) -> Vec<Costed<N>> {
    let provided = |offer| option::cost(c, w, provider::provided(c, w, &offer));
    let mut options = vec![
        option::cost(c, w, own::today(c, w)),
        option::cost(c, w, own::in_house(c, w, required)),
        option::cost(c, w, own::break_fix(c, w, true)),
        option::cost(c, w, own::break_fix(c, w, false)),
        provided(provider::generic(c, OptionId::CoManaged, c.plan.co_managed_domains)),
        provided(provider::generic(c, OptionId::FullOutsource, Domains::ALL)),
    ];
    for (at, quote) in c.plan.quotes.iter().enumerate() {
        let id = OptionId::Quote(u16::try_from(at).unwrap_or(u16::MAX));
        options.push(provided(provider::quoted(c, w, quote, id)));
    }
    options
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
