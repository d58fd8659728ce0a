//! When an option has paid back against Today (rules 12).

use crate::evaluate::Costed;
use crate::number::Exact;
use crate::schedule::Schedule;
use rust_decimal::Decimal;

/// When the cumulative saving against Today changes its sign.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Payback {
    /// First month from which the saving stays at or above zero to the end of the horizon.
    pub month: Option<u16>,
    /// Every month in which it reaches zero from below or falls under it again.
    pub crossings: Vec<u16>,
}

/// Payback of savings by month, from time 0.
pub fn payback(savings: &[Decimal]) -> Payback {
    let mut cumulative = Decimal::ZERO;
    let mut ahead = Vec::with_capacity(savings.len());
    for saving in savings {
        cumulative = cumulative.saturating_add(*saving);
        ahead.push(cumulative >= Decimal::ZERO);
    }
    let month = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    let crossings: Vec<u16> = (1..ahead.len()).filter(|at| ahead[*at] != ahead[at - 1]).map(month).collect();
    let stays = ahead.last() == Some(&true);
    let from = crossings.last().copied().unwrap_or(0);
    Payback { month: stays.then_some(from), crossings }
}

/// An option's payback against Today; nothing where a month of either is unknown or the two are the same.
pub fn against(today: &Costed<Exact>, option: &Costed<Exact>, schedule: &Schedule) -> Option<Payback> {
    if today.id == option.id {
        return None;
    }
    let (own, theirs) = (flows(today, schedule)?, flows(option, schedule)?);
    Some(payback(&own.iter().zip(&theirs).map(|(a, b)| a.saturating_sub(*b)).collect::<Vec<_>>()))
}

/// Direct cost at time 0 and in each month.
pub(crate) fn flows(option: &Costed<Exact>, schedule: &Schedule) -> Option<Vec<Decimal>> {
    let mut flows = vec![Decimal::ZERO; usize::from(schedule.last_month()) + 1];
    for line in option.lines.iter().filter(|l| l.id.in_total() && l.applies) {
        flows[0] = flows[0].checked_add(line.once.known()?)?;
        for (slot, month) in flows.iter_mut().skip(1).zip(line.by_month(schedule)) {
            *slot = slot.checked_add(month.known()?)?;
        }
    }
    Some(flows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w7_a_crossing_that_does_not_hold_is_no_payback() {
        let mut savings = vec![Decimal::from(-60)];
        savings.extend(std::iter::repeat_n(Decimal::from(3), 36));
        let without_exit = payback(&savings);
        assert_eq!(without_exit, Payback { month: Some(20), crossings: vec![20] }, "60k back at 3k a month");
        savings[36] -= Decimal::from(60);
        let with_exit = payback(&savings);
        assert_eq!(
            with_exit,
            Payback { month: None, crossings: vec![20, 36] },
            "it ends at −12k: no payback, both crossings told"
        );
    }
}
