//! The study taken apart, for what measures it and tests what it rests on.

use crate::error::Error;
use crate::session::Session;
use crate::study::number;
use model::decide::{Contest, Draft, Flip, flips};
use model::plan::Plan;
use uncertainty::{Ask, Moved, Study, study, tornado};

/// A plan with what is recorded of it.
pub struct Studied {
    plan: Plan,
    contest: Contest,
    seed: u64,
}

impl Studied {
    /// Of an engagement as it stands.
    pub fn of(session: &Session) -> Result<Self, Error> {
        let prepared = session.prepare()?;
        let contest = Draft::of(&prepared.plan).contest(&prepared.plan);
        Ok(Self { contest, seed: number(&prepared.seed), plan: prepared.plan })
    }

    /// Figures, states and standings at likely values.
    pub fn draft(&self) -> Draft {
        Draft::of(&self.plan)
    }

    /// The calculation of who leads, recorded.
    pub fn contest(&self) -> Contest {
        self.draft().contest(&self.plan)
    }

    /// Every input that alone changes the leader.
    pub fn flips(&self) -> Vec<Flip> {
        let leader = self.contest.leader(&self.contest.figures());
        leader.map_or_else(Vec::new, |leader| flips(&self.plan, &self.contest, leader))
    }

    /// Every input's effect on every option.
    pub fn tornado(&self) -> Vec<Moved> {
        tornado(&self.plan, &self.contest)
    }

    /// A study.
    pub fn study(&self, trials: u32, threads: usize) -> Option<Study> {
        study(&self.plan, &self.contest, Ask { trials, seed: self.seed, threads }, &|_| true).ok().flatten()
    }

    /// How large the recorded calculation is, in words.
    pub fn size(&self) -> String {
        let program = self.contest.program();
        let (steps, inputs, options) = (program.steps().len(), program.inputs().len(), self.contest.entrants().len());
        format!("{steps} steps from {inputs} inputs to {options} options")
    }
}
