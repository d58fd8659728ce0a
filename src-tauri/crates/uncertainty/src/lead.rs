//! The lead: the first option against the next one, trial by trial.

use crate::draws::REPLICATES;
use crate::estimate::Estimate;
use crate::trials::Trials;
use model::figure::OptionId;

/// The leader against the runner-up.
#[derive(Debug, Clone, PartialEq)]
pub struct Lead {
    /// Who leads at likely values.
    pub leader: OptionId,
    /// The cheapest other ranked option; none where only one is ranked.
    pub runner_up: Option<OptionId>,
    /// Chance that the leader is cheaper. Where Today leads by the hurdle: that the other saves less than the hurdle.
    pub cheaper: Estimate,
    /// Who leads by mean present values.
    pub by_mean: OptionId,
}

/// The difference that decides, trial by trial: above zero the leader keeps its lead.
pub fn margins(trials: &Trials, leader: (usize, OptionId), other: usize) -> Vec<f64> {
    let (own, theirs) = (&trials.npv[leader.0], &trials.npv[other]);
    let plain = theirs.iter().zip(own).map(|(b, a)| b - a);
    match leader.1 {
        OptionId::Today => plain.zip(&trials.hurdle).map(|(d, hurdle)| d + hurdle).collect(),
        _ => plain.collect(),
    }
}

/// How often a margin is above zero; a tie is half a lead.
pub fn kept(margins: &[f64], each: usize) -> Estimate {
    let held = |m: &f64| {
        if *m > 0.0 {
            1.0
        } else if *m < 0.0 {
            0.0
        } else {
            0.5
        }
    };
    let replicate = |chunk: &[f64]| chunk.iter().map(held).sum::<f64>() / chunk.len() as f64;
    let shares: Vec<f64> = margins.chunks(each).map(replicate).collect();
    debug_assert_eq!(shares.len(), REPLICATES as usize);
    Estimate::mean(&shares)
}
