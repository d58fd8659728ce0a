//! What posts cost a year (rules 2), and which stay under an option (rules 1).

use super::calc::Calc;
use crate::number::Number;
use crate::plan::{Plan, Post};
use crate::scope::{Coverage, Domains};

/// FTE in support today, with the managers' hands-on share; unknown where nobody said.
pub fn today_fte<N: Number>(c: &Calc<'_, N>) -> N {
    if let Some(unknown) = c.plan.fte_unknown {
        return c.get(unknown);
    }
    let posts = N::total(c.plan.posts.iter().map(|p| c.part(p.fte)));
    c.plan.unclassified_fte.map_or(posts, |id| posts + c.get(id))
}

/// Which posts end under an option: the whole posts of roles whose domains a provider carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// Domains carried by someone else.
    pub carried: Domains,
}

impl Ending {
    /// No post ends.
    pub const NONE: Self = Self { carried: Domains::NONE };

    /// Whether a post's whole part ends.
    pub fn ends(self, post: &Post) -> bool {
        match post.ends_with.is_empty() {
            true => post.reduced.is_some() && self.carried == Domains::ALL,
            false => self.hands_over(post.ends_with),
        }
    }

    /// Whether all that a role does is carried by someone else.
    pub fn hands_over(self, ends_with: Domains) -> bool {
        !ends_with.is_empty() && self.carried.covers(ends_with)
    }

    /// FTE of a post that end: whole posts, and what is stated to be reduced; a manager only by the latter.
    pub fn ended<N: Number>(self, c: &Calc<'_, N>, post: &Post) -> N {
        let whole = if post.ends_with.is_empty() { N::zero() } else { N::lit(post.whole) };
        match (self.ends(post), post.reduced) {
            (false, _) => N::zero(),
            (true, None) => whole,
            (true, Some(reduced)) => (whole + c.get(reduced)).min(c.part(post.fte)),
        }
    }

    /// FTE of a post that stay; a part post stays and is paid (rules 1).
    pub fn kept<N: Number>(self, c: &Calc<'_, N>, post: &Post) -> N {
        if self.ends(post) { c.part(post.fte) - self.ended(c, post) } else { c.part(post.fte) }
    }

    /// Whether some post ends.
    pub fn any(self, plan: &Plan) -> bool {
        plan.posts.iter().any(|p| self.ends(p) && (!p.whole.is_zero() || p.reduced.is_some()))
    }

    /// FTE that stay.
    pub fn kept_fte<N: Number>(self, c: &Calc<'_, N>) -> N {
        N::total(c.plan.posts.iter().map(|p| self.kept(c, p)))
    }

    /// Whether a support post stays, so that the team's tools stay with it: managers do not count.
    pub fn support_stays(self, plan: &Plan) -> bool {
        if self.carried.is_empty() {
            return true;
        }
        let stays = |p: &Post| !self.ends(p) || fraction_stays(plan, p);
        plan.posts.iter().filter(|p| p.role != "manager").any(stays)
    }
}

fn fraction_stays(plan: &Plan, post: &Post) -> bool {
    let likely = plan.inputs.get(post.fte.input).and_then(|i| i.spread).map(|s| s.likely * post.fte.share);
    likely.is_some_and(|fte| fte > post.whole)
}

/// Pay of some FTE of a post a year, in that year's wages.
pub fn pay<N: Number>(c: &Calc<'_, N>, post: &Post, fte: N, year: u8) -> N {
    fte * c.get(post.pay) * c.growth(c.plan.assume.merit, year)
}

/// Pay and benefits a year. Benefits are a share of base pay (ECEC 29.9 ÷ 70.1).
pub fn pay_and_benefits<N: Number>(c: &Calc<'_, N>, post: &Post, fte: N, year: u8) -> N {
    pay(c, post, fte, year) * (N::one() + c.get(post.benefits))
}

/// *Internal staff* a year: pay + benefits + bonus + training. Wages grow by merit, training by general inflation.
pub fn internal_staff<N: Number>(c: &Calc<'_, N>, post: &Post, fte: N, year: u8) -> N {
    let a = &c.plan.assume;
    let paid = pay_and_benefits(c, post, fte, year) + fte * c.get(post.training) * c.growth(a.inflation, year);
    post.bonus.map_or(paid, |bonus| paid + fte * c.get(bonus) * c.growth(a.merit, year))
}

/// *Turnover* a year: rate × cost of a departure × pay. A share of salary, or hiring fee and cover, never both (W5).
pub fn turnover<N: Number>(c: &Calc<'_, N>, post: &Post, fte: N, year: u8) -> N {
    pay(c, post, fte, year) * c.get(c.plan.assume.turnover_rate) * c.get(c.plan.assume.departure_cost)
}

/// *Overhead* a year: what is stated to end with a post (rules 2). Grows by general inflation.
pub fn overhead<N: Number>(c: &Calc<'_, N>, _: &Post, fte: N, year: u8) -> N {
    c.plan.overhead.map_or_else(N::zero, |id| fte * c.get(id) * c.growth(c.plan.assume.inflation, year))
}

/// Days a year that one full-time holder leaves uncovered: hours covered less productive hours, ÷ the hours of a day.
pub fn uncovered_days<N: Number>(c: &Calc<'_, N>, coverage: Coverage) -> N {
    let day = match coverage {
        Coverage::EightByFive => 8,
        Coverage::TwelveByFive => 12,
        Coverage::AroundTheClock => 24,
    };
    (N::lit(coverage.hours()) - c.get(c.plan.assume.productive_hours)).floored() / N::whole(day)
}

/// One cost of posts, `internal_staff` or `turnover`.
pub type PostCost<'p, N> = fn(&Calc<'p, N>, &Post, N, u8) -> N;

/// That cost for the posts kept.
pub fn of_kept<'p, N: Number>(c: &Calc<'p, N>, ending: Ending, cost: PostCost<'p, N>, year: u8) -> N {
    N::total(c.plan.posts.iter().map(|p| cost(c, p, ending.kept(c, p), year)))
}

/// That cost for the posts that end.
pub fn of_ended<'p, N: Number>(c: &Calc<'p, N>, ending: Ending, cost: PostCost<'p, N>, year: u8) -> N {
    N::total(c.plan.posts.iter().filter(|p| ending.ends(p)).map(|p| cost(c, p, ending.ended(c, p), year)))
}

/// That cost per FTE at Today's mix of roles; half administrator, half support where there is no staff (rules 1).
pub fn mean_per_fte<'p, N: Number>(c: &Calc<'p, N>, cost: PostCost<'p, N>, year: u8) -> N {
    let posts = if c.plan.has_staff() { &c.plan.posts } else { &c.plan.mix };
    let sum = N::total(posts.iter().map(|p| cost(c, p, c.part(p.fte), year)));
    sum / N::total(posts.iter().map(|p| c.part(p.fte)))
}
