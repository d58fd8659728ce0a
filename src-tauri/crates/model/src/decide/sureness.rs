//! What the study adds to a decision.

use super::flips::Flip;
use crate::figure::OptionId;
use crate::input::{Grade, InputId};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// How sure the lead is, over trials of all inputs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sureness {
    /// Trials.
    pub trials: u32,
    /// Who leads at likely values.
    pub leader: OptionId,
    /// The next; none where only one option is ranked.
    pub runner_up: Option<OptionId>,
    /// Chance that the leader is cheaper than the next; for Today, that the next saves less than the hurdle.
    pub cheaper: Decimal,
    /// Its standard error.
    pub error: Decimal,
    /// Who leads by mean present values.
    pub by_mean: OptionId,
    /// Share of the variance of the difference that rests on guesses the client can be asked for.
    pub guessed: Decimal,
    /// Those inputs, the one most worth knowing first.
    pub ask: Vec<InputId>,
}

/// Everything a verdict needs beside the figures at likely values.
#[derive(Debug, Clone, Default)]
pub struct Certainty {
    /// The option the flips are about.
    pub lead: Option<OptionId>,
    /// Inputs that alone change the leader, nearest first.
    pub flips: Vec<Flip>,
    /// The study; none where it was not run.
    pub sure: Option<Sureness>,
    /// Age in months of the oldest kind of data in use; none where nothing was imported.
    pub data_age: Option<u32>,
    /// What the money of an option rests on, where it is known already: a plan with one value moved takes it from before,
    /// because working it out anew takes longer than all figures.
    pub resting: Option<(OptionId, Option<BTreeMap<Grade, Decimal>>)>,
}

impl Certainty {
    /// Whether the lead bears a recommendation (rules 4.4): sure enough, and by means as by likely values. Without the
    /// study: no single input may change the leader.
    pub(super) fn bears(&self, leader: OptionId, confidence: Decimal) -> bool {
        match &self.sure {
            Some(sure) => sure.cheaper >= confidence && sure.by_mean == leader,
            None => self.flips.is_empty(),
        }
    }
}
