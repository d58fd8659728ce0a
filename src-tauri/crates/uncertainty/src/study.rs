//! The study: trials of all options under the same draws, and what they say.

use crate::draws::{MOST_TRIALS, REPLICATES};
use crate::estimate::sum;
use crate::lead::{Lead, kept, margins};
use crate::spend::{Field, OptionStudy, option};
use crate::tape::WIDTH;
use crate::trials::{Driver, Run, Trials, drivers};
use crate::worth::{Worth, worth};
use model::decide::Contest;
use model::figure::OptionId;
use model::input::InputId;
use model::number::Exact;
use model::plan::Plan;

/// What is asked of a study.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    /// Trials; taken up to a whole number of blocks in every replicate.
    pub trials: u32,
    /// Seed.
    pub seed: u64,
    /// Threads; the result does not depend on them.
    pub threads: usize,
}

/// The study was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// What the trials say.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// Trials worked out.
    pub trials: u32,
    /// Their seed.
    pub seed: u64,
    /// Inputs drawn.
    pub drawn: Vec<InputId>,
    /// Every option whose cost is known, in the order of the plan.
    pub options: Vec<OptionStudy>,
    /// The first against the next.
    pub lead: Lead,
    /// What knowing more would be worth.
    pub worth: Worth,
}

impl Study {
    /// An option's part.
    pub fn option(&self, id: OptionId) -> Option<&OptionStudy> {
        self.options.iter().find(|o| o.id == id)
    }
}

/// Trials as they are worked out: a power of two in every replicate, at least one block, at most the sequence's length.
pub fn whole(trials: u32) -> u32 {
    let each = trials.div_ceil(REPLICATES).next_power_of_two().max(WIDTH as u32);
    (each * REPLICATES).min(MOST_TRIALS)
}

/// Runs a study; nothing where no option is ranked. `go_on` is told the trials done, and stops it by saying false.
pub fn study(plan: &Plan, contest: &Contest, ask: Ask, go_on: &(dyn Fn(u32) -> bool + Sync)) -> Result<Option<Study>, Stopped> {
    let figures = contest.figures();
    let ranking = contest.ranked(&figures);
    let Some(leader) = contest.leader(&figures) else { return Ok(None) };
    let drivers = drivers(plan, contest.program());
    let run = Run { contest, drivers: &drivers, trials: whole(ask.trials), seed: ask.seed, threads: ask.threads, go_on };
    let trials = run.trials()?;
    let at = |id: OptionId| contest.entrants().iter().position(|e| e.id == id).unwrap_or(0);
    let field = Field::of(&trials, ranking.iter().map(|(id, _)| at(*id)).collect());
    let next = ranking.iter().map(|(id, _)| *id).find(|id| *id != leader);
    let margins = next.map_or_else(Vec::new, |next| margins(&trials, (at(leader), leader), at(next)));
    let (options, worth) = summed(contest, &trials, &field, (&drivers, &margins), ask.threads);
    let lead =
        Lead { leader, runner_up: next, cheaper: sure(&margins, trials.each), by_mean: by_mean(&trials, &options, leader) };
    Ok(Some(Study { trials: run.trials, seed: ask.seed, drawn: drivers.iter().map(|d| d.input).collect(), options, lead, worth }))
}

/// Alone, the leader is cheapest for certain.
fn sure(margins: &[f64], each: usize) -> crate::Estimate {
    if margins.is_empty() { crate::Estimate { value: 1.0, error: 0.0 } } else { kept(margins, each) }
}

fn summed(
    contest: &Contest,
    trials: &Trials,
    field: &Field,
    (drivers, margins): (&[Driver], &[f64]),
    threads: usize,
) -> (Vec<OptionStudy>, Worth) {
    let known = |at: &usize| contest.figures().get(5 * at).is_some_and(|npv| matches!(npv, Exact::Known(_)));
    let places: Vec<usize> = (0..contest.entrants().len()).filter(known).collect();
    let one = |at: &usize| option(trials, field, *at, contest.entrants()[*at].id);
    let options = std::thread::scope(|scope| {
        let chunks = places.chunks(places.len().div_ceil(threads.max(1)).max(1));
        let running: Vec<_> = chunks.map(|c| scope.spawn(move || c.iter().map(one).collect::<Vec<_>>())).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    (options, worth(trials, field, drivers, margins, threads))
}

/// Who leads by mean present values, with the hurdle before Today's lead (rules 4.3, 13).
fn by_mean(trials: &Trials, options: &[OptionStudy], leader: OptionId) -> OptionId {
    let hurdle = sum(&trials.hurdle) / trials.len() as f64;
    let ranked = || options.iter().filter(|o| o.ranked);
    let Some(first) = ranked().min_by(|a, b| a.mean.value.total_cmp(&b.mean.value)) else { return leader };
    match ranked().find(|o| o.id == OptionId::Today) {
        Some(today) if today.mean.value - first.mean.value < hurdle => OptionId::Today,
        _ => first.id,
    }
}
