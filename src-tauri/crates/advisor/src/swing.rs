//! How far an input, moved across its own range, moves the lead of the first option over the next.

use model::decide::{Judgement, exact};
use model::evaluate::Outcome;
use model::figure::OptionId;
use model::input::{Grade, Input, InputId, Spread};
use model::number::Exact;
use model::pack::Pack;
use model::plan::Plan;
use rust_decimal::Decimal;

/// What is measured: the lead, the present value of the cheapest other ranked option less that of the first; where
/// only one is ranked, its present value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lead {
    first: OptionId,
    others: Vec<OptionId>,
}

impl Lead {
    /// Of an answer; none where nothing is ranked.
    pub(crate) fn of(judgement: &Judgement) -> Option<Self> {
        let ranking = judgement.ranking();
        let (first, others) = ranking.split_first()?;
        Some(Self { first: *first, others: others.to_vec() })
    }

    fn in_outcome(&self, outcome: &Outcome<Exact>) -> Option<Decimal> {
        let npv = |id: OptionId| outcome.option(id).and_then(|o| o.npv.known());
        let first = npv(self.first)?;
        match self.others.iter().filter_map(|id| npv(*id)).min() {
            Some(next) => next.checked_sub(first),
            None => Some(first),
        }
    }

    /// How far it moves when an input goes from its low to its high value.
    pub(crate) fn swing(&self, plan: &Plan, id: InputId, spread: Spread) -> Option<Decimal> {
        let at = |value| self.in_outcome(&exact(plan, Some((id, value))));
        Some(at(spread.high)?.checked_sub(at(spread.low)?)?.abs())
    }
}

/// The range an input is moved across: its own, or the pack's where a point was typed over it.
pub(crate) fn range(input: &Input, pack: &Pack) -> Option<Spread> {
    let own = input.spread?;
    if own.low < own.high {
        return Some(own);
    }
    let default = pack.values.get(&input.name).filter(|_| input.grade == Grade::Stated)?.spread;
    (default.low < default.high).then_some(Spread {
        low: default.low.min(own.likely),
        likely: own.likely,
        high: default.high.max(own.likely),
    })
}
