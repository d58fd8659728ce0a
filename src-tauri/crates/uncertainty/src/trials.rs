//! The trials: draws through quantiles through the calculation, block by block, on as many threads as asked.

use crate::copula::{Normal, moves_with_the_market};
use crate::curve::Curve;
use crate::draws::{Draws, REPLICATES};
use crate::pert::{Angles, quantiles};
use crate::study::Stopped;
use crate::tape::{Rows, Tape, WIDTH};
use model::decide::{Contest, Entrant, Mark};
use model::input::{Grade, InputId};
use model::number::{Exact, Program, Slot};
use model::plan::Plan;
use pulp::Arch;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Bins of one input's draws for the value of knowing it (rules 13).
pub const BINS: usize = 32;
/// Trials after which the caller is told.
const TOLD: usize = 2048;

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
    /// Trials in which an option's hours suffice, by replicate and option.
    eligible: Vec<u32>,
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

    /// Where a replicate's trials stand.
    pub fn replicate(&self, at: usize) -> Range<usize> {
        at * self.each..(at + 1) * self.each
    }

    /// Trials in which an option's hours suffice.
    pub fn eligible(&self, option: usize) -> u32 {
        self.eligible.iter().skip(option).step_by(self.npv.len()).sum()
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

/// One replicate's place among the results, filled by one thread.
struct Part<'a> {
    replicate: u32,
    npv: Vec<&'a mut [f64]>,
    total: Vec<&'a mut [f64]>,
    hurdle: &'a mut [f64],
    bins: Vec<&'a mut [u8]>,
    eligible: &'a mut [u32],
}

impl Trials {
    fn room(each: usize, options: usize, drivers: usize) -> Self {
        let all = each * REPLICATES as usize;
        Self {
            each,
            npv: vec![vec![0.0; all]; options],
            total: vec![vec![0.0; all]; options],
            eligible: vec![0; options * REPLICATES as usize],
            hurdle: vec![0.0; all],
            bins: vec![vec![0; all]; drivers],
        }
    }

    fn parts(&mut self) -> Vec<Part<'_>> {
        let each = self.each;
        let mut npv: Vec<_> = self.npv.iter_mut().map(|series| series.chunks_exact_mut(each)).collect();
        let mut total: Vec<_> = self.total.iter_mut().map(|series| series.chunks_exact_mut(each)).collect();
        let mut bins: Vec<_> = self.bins.iter_mut().map(|series| series.chunks_exact_mut(each)).collect();
        let options = npv.len();
        let own = self.hurdle.chunks_exact_mut(each).zip(self.eligible.chunks_exact_mut(options.max(1)));
        let part = |(replicate, (hurdle, eligible)): (usize, (_, _))| Part {
            replicate: replicate as u32,
            npv: npv.iter_mut().filter_map(Iterator::next).collect(),
            total: total.iter_mut().filter_map(Iterator::next).collect(),
            bins: bins.iter_mut().filter_map(Iterator::next).collect(),
            hurdle,
            eligible,
        };
        own.enumerate().map(part).collect()
    }
}

impl Run<'_> {
    /// Runs them, a replicate on one thread; the result does not depend on how many threads there are.
    pub fn trials(&self) -> Result<Trials, Stopped> {
        let options = self.contest.entrants().len();
        let mut trials = Trials::room((self.trials / REPLICATES) as usize, options, self.drivers.len());
        let drawn: Vec<usize> = self.drivers.iter().map(|d| d.place).collect();
        let tape = Tape::of(self.contest.program(), &drawn);
        let watch = Watch { run: self, done: AtomicU32::new(0), stop: AtomicBool::new(false) };
        let parts = Mutex::new(trials.parts());
        std::thread::scope(|scope| {
            for _ in 0..self.threads.clamp(1, REPLICATES as usize) {
                scope.spawn(|| Worker::new(self, &tape).work(&parts, &watch));
            }
        });
        drop(parts);
        if watch.stop.into_inner() { Err(Stopped) } else { Ok(trials) }
    }
}

/// What has been done, and whether to go on.
struct Watch<'a> {
    run: &'a Run<'a>,
    done: AtomicU32,
    stop: AtomicBool,
}

impl Watch<'_> {
    /// Tells the trials done before so many more; whether to go on.
    fn go_on(&self, more: usize) -> bool {
        let done = self.done.fetch_add(more as u32, Ordering::Relaxed);
        !self.stop.fetch_or(!(self.run.go_on)(done), Ordering::Relaxed)
    }
}

/// What one thread keeps between blocks.
struct Worker<'a> {
    run: &'a Run<'a>,
    tape: &'a Tape,
    draws: Draws,
    normal: &'static Normal,
    arch: Arch,
    points: Vec<[f64; WIDTH]>,
    rows: Rows,
}

impl<'a> Worker<'a> {
    fn new(run: &'a Run<'a>, tape: &'a Tape) -> Self {
        // The common factor of wages and fees is the first dimension.
        let points = vec![[0.0; WIDTH]; run.drivers.len() + 1];
        let (draws, normal) = (Draws::new(run.seed, points.len()), Normal::tables());
        Self { run, tape, draws, normal, arch: Arch::new(), rows: tape.rows(), points }
    }

    fn work(&mut self, parts: &Mutex<Vec<Part<'_>>>, watch: &Watch<'_>) {
        let next = || parts.lock().ok()?.pop();
        while let Some(mut part) = next() {
            for from in (0..part.hurdle.len()).step_by(WIDTH) {
                if from % TOLD == 0 && !watch.go_on(TOLD.min(part.hurdle.len() - from)) {
                    return;
                }
                self.block(&mut part, from..from + WIDTH);
            }
        }
    }

    fn block(&mut self, part: &mut Part<'_>, at: Range<usize>) {
        self.draws.fill(part.replicate, at.start as u32, &mut self.points);
        self.read(part, at.clone());
        self.tape.play(self.arch, &mut self.rows);
        self.keep(part, at);
    }

    /// From points to the values of inputs.
    fn read(&mut self, part: &mut Part<'_>, at: Range<usize>) {
        let Some((common, own)) = self.points.split_first_mut() else { return };
        let common = common.map(|u| self.normal.deviate(u));
        let drivers = self.run.drivers.iter().zip(&self.tape.inputs).zip(&mut part.bins);
        for (((driver, place), bins), shares) in drivers.zip(own) {
            if driver.market {
                for (share, common) in shares.iter_mut().zip(common) {
                    *share = self.normal.joined(common, *share);
                }
            }
            for (bin, share) in bins[at.clone()].iter_mut().zip(&*shares) {
                *bin = ((share * BINS as f64) as u8).min(BINS as u8 - 1);
            }
            for (value, share) in self.rows.at(*place).iter_mut().zip(shares) {
                *value = driver.curve.at(*share);
            }
        }
    }

    /// Present value and total by option, the hurdle, then which options took part.
    fn keep(&self, part: &mut Part<'_>, at: Range<usize>) {
        let marks = Mark::all(&self.tape.outputs).zip(self.run.contest.entrants());
        for (option, (mark, entrant)) in marks.enumerate() {
            part.npv[option][at.clone()].copy_from_slice(self.rows.of(mark.npv));
            part.total[option][at.clone()].copy_from_slice(self.rows.of(mark.total));
            part.eligible[option] += self.taking(entrant, &mark);
        }
        if let Some(hurdle) = self.tape.outputs.last() {
            part.hurdle[at].copy_from_slice(self.rows.of(*hurdle));
        }
    }

    fn taking(&self, entrant: &Entrant, mark: &Mark<Slot>) -> u32 {
        let mark = mark.map(|at| self.rows.of(*at));
        let takes_part = |trial: &usize| entrant.takes_part(&mark.map(|values| values[*trial].partial_cmp(&0.0)));
        (0..WIDTH).filter(takes_part).count() as u32
    }
}
