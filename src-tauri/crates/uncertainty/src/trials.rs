//! The trials: draws through quantiles through the calculation, block by block, on as many threads as asked.

use crate::copula::{Normal, moves_with_the_market};
use crate::curve::Curve;
use crate::draws::{Draws, REPLICATES};
use crate::pert::{Angles, quantiles};
use crate::study::Stopped;
use model::decide::{Contest, Mark};
use model::input::{Grade, InputId};
use model::number::{Exact, Lanes, Output, Program, Step, float};
use model::plan::Plan;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Trials worked out side by side.
pub const WIDTH: usize = 32;
/// Bins of one input's draws for the value of knowing it (rules 13).
pub const BINS: usize = 32;

/// An input that is drawn.
pub struct Driver {
    /// The input.
    pub input: InputId,
    /// Its quantiles.
    pub curve: Curve,
    /// Rises with wages and fees.
    market: bool,
    /// Its place among the program's inputs.
    place: usize,
}

/// The inputs with a range that a calculation depends on.
pub fn drivers(plan: &Plan, program: &Program) -> Vec<Driver> {
    let angles = Angles::new();
    let driver = |(place, (id, _)): (usize, &(InputId, Exact))| {
        let input = plan.inputs.get(*id)?;
        let spread = input.spread.filter(|s| s.low < s.high && input.grade != Grade::Policy)?;
        let curve = quantiles(spread, &angles);
        Some(Driver { input: *id, curve, market: moves_with_the_market(&input.name), place })
    };
    program.inputs().iter().enumerate().filter_map(driver).collect()
}

/// What every trial gave: per option its cost and whether it took part, per input the bin it fell into.
pub struct Trials {
    /// Trials a replicate.
    pub each: usize,
    /// Present value, by option, replicate after replicate.
    pub npv: Vec<Vec<f64>>,
    /// Undiscounted, likewise.
    pub total: Vec<Vec<f64>>,
    /// Trials in which an option's hours suffice, by option.
    pub eligible: Vec<u32>,
    /// The hurdle.
    pub hurdle: Vec<f64>,
    /// Bins, by driver.
    pub bins: Vec<Vec<u8>>,
}

impl Trials {
    /// How many.
    pub fn len(&self) -> usize {
        self.each * REPLICATES as usize
    }
}

/// How trials are to be run.
pub struct Run<'a> {
    /// What is worked out.
    pub contest: &'a Contest,
    /// What is drawn.
    pub drivers: &'a [Driver],
    /// A multiple of replicates × width.
    pub trials: u32,
    /// Seed.
    pub seed: u64,
    /// Threads.
    pub threads: usize,
    /// Told the trials done; false stops.
    pub go_on: &'a (dyn Fn(u32) -> bool + Sync),
}

/// One block's results before they are put in their places.
struct Block {
    numbers: Vec<[f64; WIDTH]>,
    bins: Vec<[u8; WIDTH]>,
}

impl Run<'_> {
    /// Runs them; the result does not depend on the threads.
    pub fn trials(&self) -> Result<Trials, Stopped> {
        let blocks = self.trials as usize / WIDTH;
        let (done, stop) = (AtomicU32::new(0), AtomicBool::new(false));
        let each = blocks.div_ceil(self.threads.max(1));
        let worked: Vec<Vec<Block>> = std::thread::scope(|scope| {
            let starts = (0..blocks).step_by(each.max(1));
            let work = |from: usize| {
                let (done, stop) = (&done, &stop);
                move || self.blocks(from..(from + each).min(blocks), done, stop)
            };
            let running: Vec<_> = starts.map(|from| scope.spawn(work(from))).collect();
            running.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
        });
        match stop.load(Ordering::Relaxed) {
            true => Err(Stopped),
            false => Ok(self.gathered(worked.into_iter().flatten().collect(), blocks)),
        }
    }

    fn blocks(&self, range: std::ops::Range<usize>, done: &AtomicU32, stop: &AtomicBool) -> Vec<Block> {
        let mut worker = Worker::new(self);
        let mut blocks = Vec::with_capacity(range.len());
        for at in range {
            if at % 64 == 0 {
                let so_far = done.fetch_add(64, Ordering::Relaxed);
                stop.fetch_or(!(self.go_on)((so_far * WIDTH as u32).min(self.trials)), Ordering::Relaxed);
            }
            if stop.load(Ordering::Relaxed) {
                return blocks;
            }
            blocks.push(worker.block(at));
        }
        blocks
    }

    fn gathered(&self, blocks: Vec<Block>, expected: usize) -> Trials {
        debug_assert_eq!(blocks.len(), expected);
        let options = self.contest.entrants().len();
        let series = |at: usize| blocks.iter().flat_map(|b| b.numbers[at]).collect::<Vec<f64>>();
        let eligible = |at: usize| blocks.iter().flat_map(|b| b.numbers[2 * options + 1 + at]).sum::<f64>() as u32;
        Trials {
            each: (self.trials / REPLICATES) as usize,
            npv: (0..options).map(|o| series(2 * o)).collect(),
            total: (0..options).map(|o| series(2 * o + 1)).collect(),
            eligible: (0..options).map(eligible).collect(),
            hurdle: series(2 * options),
            bins: (0..self.drivers.len()).map(|d| blocks.iter().flat_map(|b| b.bins[d]).collect()).collect(),
        }
    }
}

/// What one thread keeps between blocks.
struct Worker<'a> {
    run: &'a Run<'a>,
    draws: Draws,
    normal: &'static Normal,
    tape: Tape,
    points: Vec<[f64; WIDTH]>,
    registers: Vec<Lanes<WIDTH>>,
}

impl<'a> Worker<'a> {
    fn new(run: &'a Run<'a>) -> Self {
        let tape = Tape::of(run.contest.program());
        // The common factor of wages and fees is the first dimension.
        let points = vec![[0.0; WIDTH]; run.drivers.len() + 1];
        Self { run, draws: Draws::new(run.seed), normal: Normal::tables(), registers: tape.registers(), tape, points }
    }

    fn block(&mut self, at: usize) -> Block {
        let a_replicate = self.run.trials as usize / REPLICATES as usize / WIDTH;
        let (replicate, place) = (at / a_replicate, at % a_replicate * WIDTH);
        self.draws.fill(replicate as u32, place as u32, &mut self.points);
        let (first, own) = self.points.split_at_mut(1);
        let common = first[0].map(|u| self.normal.deviate(u));
        let mut bins = Vec::with_capacity(own.len());
        for (driver, shares) in self.run.drivers.iter().zip(own) {
            if driver.market {
                for (share, common) in shares.iter_mut().zip(common) {
                    *share = self.normal.joined(common, *share);
                }
            }
            bins.push(shares.map(|u| ((u * BINS as f64) as usize).min(BINS - 1) as u8));
            self.registers[self.tape.inputs[driver.place] as usize] = Lanes(shares.map(|u| driver.curve.at(u)));
        }
        self.tape.play(&mut self.registers);
        Block { numbers: self.numbers(), bins }
    }

    /// Present value and total by option, the hurdle, then which options took part.
    fn numbers(&self) -> Vec<[f64; WIDTH]> {
        let figures: Vec<Lanes<WIDTH>> = self.tape.outputs.iter().map(|at| self.registers[*at as usize]).collect();
        let marks: Vec<Mark<Lanes<WIDTH>>> = Mark::all(&figures).collect();
        let costs = marks.iter().flat_map(|m| [m.npv.0, m.total.0]);
        let hurdle = figures.last().map(|h| h.0);
        let entrants = self.run.contest.entrants();
        let taking = entrants
            .iter()
            .zip(&marks)
            .map(|(e, m)| std::array::from_fn(|lane| f64::from(u8::from(e.takes_part(&m.signs(lane))))));
        costs.chain(hurdle).chain(taking).collect()
    }
}

/// A program with its values in few places, used again as soon as a value is no longer needed, so that they stay near.
struct Tape {
    steps: Vec<Step>,
    targets: Vec<u32>,
    constants: Vec<(u32, f64)>,
    inputs: Vec<u32>,
    outputs: Vec<u32>,
    size: usize,
}

impl Tape {
    fn of(program: &Program) -> Self {
        Allocator::new(program).tape()
    }

    fn registers(&self) -> Vec<Lanes<WIDTH>> {
        let mut registers = vec![Lanes::all(0.0); self.size];
        for (at, value) in &self.constants {
            registers[*at as usize] = Lanes::all(*value);
        }
        registers
    }

    fn play(&self, registers: &mut [Lanes<WIDTH>]) {
        for (step, target) in self.steps.iter().zip(&self.targets) {
            let result = step.apply(|at| registers[at as usize]);
            registers[*target as usize] = result;
        }
    }
}

/// Gives values their places.
struct Allocator<'a> {
    program: &'a Program,
    free: Vec<u32>,
    place: Vec<u32>,
    last_use: Vec<usize>,
    size: u32,
}

impl<'a> Allocator<'a> {
    fn new(program: &'a Program) -> Self {
        let fixed = program.constants().len() + program.inputs().len();
        let slots = fixed + program.steps().len();
        let mut last_use = vec![0; slots];
        for (at, step) in program.steps().iter().enumerate() {
            for slot in step.taken() {
                last_use[slot as usize] = at;
            }
        }
        for output in program.outputs() {
            if let Output::Slot(slot) = output {
                last_use[*slot as usize] = usize::MAX;
            }
        }
        let mut place = vec![0; slots];
        for (at, p) in place.iter_mut().take(fixed).enumerate() {
            *p = at as u32;
        }
        Self { program, free: Vec::new(), place, last_use, size: fixed as u32 }
    }

    fn tape(mut self) -> Tape {
        let program = self.program;
        let constants = program.constants().len();
        let mut fixed: Vec<(u32, f64)> = program.constants().iter().enumerate().map(|(at, c)| (at as u32, lane(*c))).collect();
        // An input without a range is a constant of the study; one that is drawn is written over it.
        let inputs: Vec<u32> = (constants..constants + program.inputs().len()).map(|at| at as u32).collect();
        fixed.extend(inputs.iter().zip(program.inputs()).map(|(at, (_, value))| (*at, lane(*value))));
        let (mut steps, mut targets) = (Vec::new(), Vec::new());
        for (at, step) in program.steps().iter().enumerate() {
            let mut moved = *step;
            for slot in moved.arguments.iter_mut().take(step.operation.arity()) {
                *slot = self.place[*slot as usize];
            }
            self.release(at, step);
            let target = self.take();
            self.place[constants + inputs.len() + at] = target;
            steps.push(moved);
            targets.push(target);
        }
        let outputs = program.outputs().iter().map(|o| self.output(o, &mut fixed)).collect();
        Tape { steps, targets, inputs, outputs, constants: fixed, size: self.size as usize }
    }

    fn output(&mut self, output: &Output, fixed: &mut Vec<(u32, f64)>) -> u32 {
        match output {
            Output::Slot(slot) => self.place[*slot as usize],
            Output::Constant(value) => {
                let at = self.size;
                self.size += 1;
                fixed.push((at, lane(*value)));
                at
            }
        }
    }

    /// Places of values this step was the last to need; constants and inputs keep theirs.
    fn release(&mut self, at: usize, step: &Step) {
        let fixed = self.program.constants().len() + self.program.inputs().len();
        let mut seen: Vec<u32> = step.taken().filter(|s| *s as usize >= fixed && self.last_use[*s as usize] == at).collect();
        seen.sort_unstable();
        seen.dedup();
        self.free.extend(seen.into_iter().map(|s| self.place[s as usize]));
    }

    fn take(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.size += 1;
            self.size - 1
        })
    }
}

/// What is unknown stands at nothing here; the figures it reaches are left out of the study by [`Exact`].
fn lane(value: Exact) -> f64 {
    value.known().map_or(0.0, float)
}
