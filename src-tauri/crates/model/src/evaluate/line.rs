//! Cost lines: one amount at time 0, one a year, from what is constant within a segment (rules 12).

use super::calc::Calc;
use crate::figure::{FigureId, LineId, OptionId, Period};
use crate::number::Number;
use crate::schedule::{Schedule, Segment, year_of};

/// A cost line of one option.
#[derive(Debug, Clone)]
pub struct Line<N> {
    /// Which line.
    pub id: LineId,
    /// Whether the option has it at all; a line that does not apply is absent, not unknown.
    pub applies: bool,
    /// At time 0, not discounted.
    pub once: N,
    /// A plan year each, rounded half up to the cent.
    pub yearly: Vec<N>,
    /// Time 0 and all years.
    pub total: N,
    /// A month's amount, segment by segment: the expansion for charts and checks.
    pub monthly: Vec<N>,
    /// One-offs in a month of the horizon.
    pub events: Vec<(u16, N)>,
}

impl<N: Number> Line<N> {
    /// Every month of the horizon, one-offs in theirs: the expansion for charts and checks.
    pub fn by_month(&self, schedule: &Schedule) -> Vec<N> {
        let runs = schedule.segments.iter().zip(&self.monthly);
        let mut months: Vec<N> = runs.flat_map(|(s, amount)| std::iter::repeat_n(*amount, s.months.into())).collect();
        for (month, amount) in &self.events {
            if let Some(slot) = months.get_mut(usize::from(*month).saturating_sub(1)) {
                *slot = *slot + *amount;
            }
        }
        months
    }
}

/// What a line is made of before it is summed.
pub struct Draft<'a, N> {
    /// At time 0.
    pub once: Option<N>,
    /// A year's rate in a segment; `None` where it does not apply.
    pub rate: &'a dyn Fn(&Segment) -> Option<N>,
    /// One-offs in a month of the horizon.
    pub events: Vec<(u16, N)>,
}

/// A rate that never applies.
pub fn never<N>(_: &Segment) -> Option<N> {
    None
}

/// Sums a line by plan year: each is Σ monthly rate × months + its one-offs, to the cent.
pub fn line<N: Number>(c: &Calc<'_, N>, option: OptionId, id: LineId, draft: Draft<'_, N>) -> Line<N> {
    let segments = &c.plan.schedule.segments;
    let monthly: Vec<Option<N>> = segments.iter().map(|s| (draft.rate)(s).map(|rate| rate / N::whole(12))).collect();
    let applies = draft.once.is_some() || !draft.events.is_empty() || monthly.iter().any(Option::is_some);
    let figure = |period, value: N| c.name(FigureId::option(option, id.name()).during(period), value.cents());
    let year = |y: u8| {
        let runs = segments.iter().zip(&monthly).filter(|(s, _)| s.year == y);
        let paid = runs.filter_map(|(s, rate)| rate.map(|r| r * N::whole(s.months.into())));
        let events = draft.events.iter().filter(|(m, _)| year_of(*m) == y).map(|(_, amount)| *amount);
        N::total(paid.chain(events))
    };
    let once = draft.once.map_or_else(N::zero, |once| figure(Period::Once, once));
    let years = 1..=c.plan.schedule.years;
    let yearly: Vec<N> = years.map(|y| if applies { figure(Period::Year(y), year(y)) } else { N::zero() }).collect();
    let sum = yearly.iter().copied().fold(once, |a, b| a + b);
    Line {
        id,
        applies,
        once,
        total: if applies { c.name(FigureId::option(option, id.name()), sum) } else { sum },
        yearly,
        monthly: monthly.into_iter().map(|rate| rate.unwrap_or_else(N::zero)).collect(),
        events: draft.events,
    }
}

/// A part of a line, shown beside it: rounded like one, no line of its own.
#[derive(Debug, Clone, Copy)]
pub struct Share<N> {
    /// In the first plan year.
    pub first_year: N,
    /// Over the horizon.
    pub total: N,
}

/// Sums a part of a line by plan year, each year to the cent.
pub fn part<N: Number>(c: &Calc<'_, N>, rate: &dyn Fn(&Segment) -> Option<N>) -> Share<N> {
    let segments = &c.plan.schedule.segments;
    let of = |s: &Segment| rate(s).map(|r| r / N::whole(12) * N::whole(s.months.into()));
    let year = |y: u8| N::total(segments.iter().filter(|s| s.year == y).filter_map(of)).cents();
    let years: Vec<N> = (1..=c.plan.schedule.years).map(year).collect();
    Share { first_year: years.first().copied().unwrap_or_else(N::zero), total: N::total(years) }
}

/// Net present value: year totals discounted at year end, time 0 not discounted (numpy-financial's convention).
pub fn npv<N: Number>(once: N, yearly: &[N], rate: N) -> N {
    let step = N::one() + rate;
    let mut factor = N::one();
    let mut value = once;
    for year in yearly {
        factor = factor * step;
        value = value + *year / factor;
    }
    value.cents()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Exact;

    #[test]
    fn a_published_case_of_net_present_value() {
        let flows = [5000, 8000, 12000, 30000].map(Exact::whole);
        let rate = Exact::lit(rust_decimal::Decimal::new(8, 2));
        let want = Exact::lit(rust_decimal::Decimal::new(306_522, 2));
        assert_eq!(npv(Exact::whole(-40000), &flows, rate), want, "8 % of −40000, 5000, 8000, 12000, 30000 is 3065.22");
    }
}
