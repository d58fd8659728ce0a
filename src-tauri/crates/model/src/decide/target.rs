//! The fee at which an offer ties with another option, in present value.

use crate::evaluate::{Calc, Outcome, at_fee};
use crate::figure::{FigureId, OptionId};
use crate::input::InputId;
use crate::number::Exact;
use crate::plan::Plan;
use rust_decimal::Decimal;

/// Steps to the tie. One does where the present value is linear in the fee; only the floor of vendor management bends it.
const STEPS: usize = 12;

/// A month's fee that ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The first month's fee that ties, USD.
    pub fee: Decimal,
    /// The same a user and month, USD.
    pub per_user: Decimal,
    /// Tie less fee offered: how much it may rise, or must fall.
    pub room: Decimal,
    /// The figure that explains it; none where present value is not linear in the fee.
    pub figure: Option<FigureId>,
}

/// The first month's fee at which an option's present value is another's; nothing where it has no fee, where a value is
/// unknown, or where even no fee at all does not tie.
pub fn target(plan: &Plan, outcome: &Outcome<Exact>, id: OptionId, against: OptionId) -> Option<Target> {
    let (option, goal) = (outcome.option(id)?, outcome.option(against)?.npv.known()?);
    let offered = option.offered.as_ref()?.first_fee.known().filter(|f| !f.is_zero())?;
    if is_linear(plan) {
        let (fee, item) = outcome.ties.iter().find(|t| t.id == id)?.with(against)?;
        return tie(plan, fee.known()?, offered, Some(FigureId::option(id, item)));
    }
    let read = |id: InputId| plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
    let npv = |fee: Decimal| at_fee(&Calc::new(plan, &read), id, Exact::Known(fee))?.npv.known();
    let (mut before, mut at) = ((offered, option.npv.known()?), offered.checked_div(Decimal::TWO)?);
    for _ in 0..STEPS {
        let value = npv(at)?;
        if (value - goal).abs() <= within(plan) {
            return tie(plan, at, offered, None);
        }
        let slope = (value - before.1).checked_div(at - before.0)?;
        before = (at, value);
        at = at.checked_add((goal - value).checked_div(slope)?)?;
    }
    None
}

/// Only the floor of vendor management, less stated hours of an owner, bends the present value.
fn is_linear(plan: &Plan) -> bool {
    plan.inputs.get(plan.assume.service_owner_fte).and_then(|i| i.spread).is_some_and(|s| s.likely.is_zero())
}

/// Each line and year is rounded to the cent: a tie cannot be nearer than half a cent of each.
fn within(plan: &Plan) -> Decimal {
    Decimal::new(5, 3) * Decimal::from(crate::figure::LineId::ALL.len()) * Decimal::from(u16::from(plan.schedule.years) + 1)
}

fn tie(plan: &Plan, fee: Decimal, offered: Decimal, figure: Option<FigureId>) -> Option<Target> {
    let users = plan.inputs.get(plan.users)?.spread?.likely;
    let fee = fee.round_dp(2);
    (fee > Decimal::ZERO).then_some(())?;
    Some(Target { fee, per_user: fee.checked_div(users)?.round_dp(2), room: fee - offered, figure })
}
