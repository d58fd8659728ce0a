//! T1: endpoints per support FTE, today and month by month, and what the hours say beside it (rules 6, 7).

use super::calc::Calc;
use super::workload::Workload;
use crate::figure::{FigureId, Period, Subject};
use crate::number::Number;
use crate::plan::Post;

/// The ratio and everything shown beside it.
#[derive(Debug, Clone)]
pub struct StaffRatio<N> {
    /// Support FTE that policy counts.
    pub fte: N,
    /// Endpoints ÷ support FTE; undefined without staff.
    pub value: N,
    /// FTE missing at the limit; negative: to spare.
    pub shortfall: N,
    /// FTE of the whole department, managers with all of theirs.
    pub department_fte: N,
    /// Endpoints ÷ FTE of the whole department.
    pub department: N,
    /// FTE the hours of tickets and upkeep ask for.
    pub hours_fte: N,
    /// FTE missing by hours; negative: to spare.
    pub hours_shortfall: N,
    /// Hours of the busiest month, where tickets were counted in more than one.
    pub peak_hours: Option<N>,
    /// FTE these ask for.
    pub peak_fte: Option<N>,
    /// Ratio and shortfall from month 1.
    pub months: Vec<MonthRatio<N>>,
}

/// The ratio of one month.
#[derive(Debug, Clone, Copy)]
pub struct MonthRatio<N> {
    /// Endpoints ÷ support FTE.
    pub value: N,
    /// FTE missing at the limit.
    pub shortfall: N,
}

/// Ratio, shortfall and the check by hours.
pub fn staff_ratio<N: Number>(c: &Calc<'_, N>, w: &Workload<N>) -> StaffRatio<N> {
    let figure = |item, value| c.name(FigureId::of(Subject::StaffRatio, item), value);
    let fte = counted_fte(c, w);
    let department_fte = figure("department_fte", department_fte(c));
    let hours_fte = figure("hours_fte", w.hours / w.usable_per_fte);
    let peak_hours = c.plan.ticket_peak.map(|peak| {
        let twelfth = |hours: N| hours / N::whole(12);
        figure("peak_hours", twelfth(w.reactive) * c.get(peak) + twelfth(w.proactive))
    });
    StaffRatio {
        value: figure("value", w.endpoints / fte),
        shortfall: figure("shortfall", w.endpoints / c.get(c.plan.limits.ratio_limit) - fte),
        department: figure("department", w.endpoints / department_fte),
        hours_shortfall: figure("hours_shortfall", hours_fte - w.fte),
        peak_fte: peak_hours.map(|hours| figure("peak_fte", hours * N::whole(12) / w.usable_per_fte)),
        months: (1..=c.plan.schedule.last_month()).map(|m| month(c, w, fte, m)).collect(),
        fte,
        department_fte,
        hours_fte,
        peak_hours,
    }
}

/// Posts of the roles that policy counts; all of them are the support FTE of the workload.
fn counted_fte<N: Number>(c: &Calc<'_, N>, w: &Workload<N>) -> N {
    if c.plan.posts.iter().all(|p| p.supports) {
        return w.fte;
    }
    let posts = N::total(c.plan.posts.iter().filter(|p| p.supports).map(|p| c.part(p.fte)));
    let fte = c.plan.unclassified_fte.map_or(posts, |id| posts + c.get(id));
    c.name(FigureId::of(Subject::StaffRatio, "fte"), fte)
}

/// Managers count whole here, not with their hands-on share.
fn department_fte<N: Number>(c: &Calc<'_, N>) -> N {
    if let Some(unknown) = c.plan.fte_unknown {
        return c.get(unknown);
    }
    let whole = |p: &Post| c.get(p.fte.input) * N::lit(p.fte.share);
    let posts = N::total(c.plan.posts.iter().map(whole));
    c.plan.unclassified_fte.map_or(posts, |id| posts + c.get(id))
}

/// Endpoints follow the growth trend and cutovers, FTE follow posts that end and hires that land.
fn month<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, fte: N, month: u16) -> MonthRatio<N> {
    let figure = |item, value| c.name(FigureId::of(Subject::StaffRatio, item).during(Period::Month(month)), value);
    let gone = c.plan.leaving.iter().filter(|l| l.supports && l.month <= month).map(|l| N::zero() - c.get(l.fte));
    let landed = c.plan.hires.iter().filter(|h| h.supports && h.month <= month).map(|h| c.get(h.fte));
    // A typed total may be less than the posts that the payroll says will end.
    let fte = N::total([fte].into_iter().chain(gone).chain(landed)).floored();
    let trend = w.endpoints * c.get(c.plan.assume.endpoint_growth) * N::whole(month.into()) / N::whole(12);
    let cutovers = c.plan.surface.iter().filter(|s| s.counts && s.month <= month).map(|s| c.get(s.net));
    let endpoints = figure("endpoints", N::total([w.endpoints, trend].into_iter().chain(cutovers)).floored());
    let fte = figure("fte", fte);
    MonthRatio {
        value: figure("value", endpoints / fte),
        shortfall: figure("shortfall", endpoints / c.get(c.plan.limits.ratio_limit) - fte),
    }
}
