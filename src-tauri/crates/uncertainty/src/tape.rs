//! A program laid out to be run over and over: values in few places, used again as soon as a value is no longer needed, so
//! that they stay near, and each place wide enough that a step is worth reading.

use crate::simplified::{Simple, Simplified, Value};
use model::number::{Bank, Lanes, Program, Slot, Step};
use pulp::{Arch, WithSimd};
use std::collections::{BTreeMap, HashMap};

/// Trials worked out side by side.
pub const WIDTH: usize = 64;
/// As many as the widest registers of today's processors hold.
const PART: usize = 8;

/// The values of one place.
pub type Row = [[f64; PART]; WIDTH / PART];

/// The values of all places.
pub struct Rows(Vec<Row>);

impl Rows {
    /// One place's values, trial by trial.
    pub fn of(&self, place: Slot) -> &[f64] {
        self.0[place as usize].as_flattened()
    }

    /// The same, to be written.
    pub fn at(&mut self, place: Slot) -> &mut [f64] {
        self.0[place as usize].as_flattened_mut()
    }
}

impl Bank<Lanes<PART>> for Rows {
    const PARTS: usize = WIDTH / PART;
    #[inline(always)]
    fn get(&self, slot: Slot, part: usize) -> Lanes<PART> {
        Lanes(self.0[slot as usize][part])
    }
    #[inline(always)]
    fn set(&mut self, slot: Slot, part: usize, value: Lanes<PART>) {
        self.0[slot as usize][part] = value.0;
    }
}

/// The steps that what is drawn reaches; everything else is a constant of the study.
pub struct Tape {
    steps: Vec<(Step, Slot)>,
    constants: Vec<(Slot, f64)>,
    places: usize,
    /// Where drawn inputs are put, in their order.
    pub inputs: Vec<Slot>,
    /// Where what is asked is found.
    pub outputs: Vec<Slot>,
}

impl Tape {
    /// Lays a program out; `drawn` are places among its inputs.
    pub fn of(program: &Program, drawn: &[usize]) -> Self {
        let simplified = Simplified::of(program, drawn);
        let first = program.constants().len();
        Layout::of(&simplified).tape(&simplified, drawn.iter().map(|at| (first + at) as Slot))
    }

    /// Places with the constants in theirs.
    pub fn rows(&self) -> Rows {
        let mut rows = vec![[[0.0; PART]; WIDTH / PART]; self.places];
        for (at, value) in &self.constants {
            rows[*at as usize] = [[*value; PART]; WIDTH / PART];
        }
        Rows(rows)
    }

    /// Runs the steps with the widest registers there are. Each operation gives the same bits in a register of any width.
    pub fn play(&self, arch: Arch, rows: &mut Rows) {
        arch.dispatch(Play { steps: &self.steps, rows });
    }
}

struct Play<'a> {
    steps: &'a [(Step, Slot)],
    rows: &'a mut Rows,
}

impl WithSimd for Play<'_> {
    type Output = ();
    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        for (step, to) in self.steps {
            step.apply::<Lanes<PART>, Rows>(*to, self.rows);
        }
    }
}

/// Gives values their places.
struct Layout {
    /// The last step that needs a slot; what is asked is needed to the end.
    last_use: HashMap<Slot, usize>,
    place: HashMap<Slot, Slot>,
    constants: BTreeMap<u64, Slot>,
    free: Vec<Slot>,
    places: Slot,
}

impl Layout {
    fn of(program: &Simplified) -> Self {
        let mut last_use = HashMap::new();
        for (at, step) in program.steps.iter().enumerate() {
            last_use.extend(step.slots().map(|slot| (slot, at)));
        }
        for output in &program.outputs {
            if let Value::Slot(slot) = output {
                last_use.insert(*slot, usize::MAX);
            }
        }
        Self { last_use, place: HashMap::new(), constants: BTreeMap::new(), free: Vec::new(), places: 0 }
    }

    fn tape(mut self, program: &Simplified, drawn: impl Iterator<Item = Slot>) -> Tape {
        let inputs = drawn.map(|slot| self.put(slot)).collect();
        let mut steps = Vec::with_capacity(program.steps.len());
        for (at, step) in program.steps.iter().enumerate() {
            let arguments = step.arguments.map(|value| self.found(value));
            self.release(at, step);
            steps.push((Step { operation: step.operation, arguments }, self.put(step.result)));
        }
        let outputs = program.outputs.iter().map(|value| self.found(*value)).collect();
        let constants = self.constants.iter().map(|(bits, at)| (*at, f64::from_bits(*bits))).collect();
        Tape { steps, constants, inputs, outputs, places: self.places as usize }
    }

    /// Where a value is found. A constant keeps its place: it is written once.
    fn found(&mut self, value: Value) -> Slot {
        let bits = match value {
            Value::Slot(slot) => return self.place.get(&slot).copied().unwrap_or_default(),
            Value::Constant(value) => value.to_bits(),
        };
        let places = &mut self.places;
        *self.constants.entry(bits).or_insert_with(|| {
            *places += 1;
            *places - 1
        })
    }

    fn put(&mut self, slot: Slot) -> Slot {
        let place = self.free.pop().unwrap_or_else(|| {
            self.places += 1;
            self.places - 1
        });
        self.place.insert(slot, place);
        place
    }

    /// Frees the places of values this step was the last to need.
    fn release(&mut self, at: usize, step: &Simple) {
        for slot in step.slots() {
            if self.last_use.get(&slot) == Some(&at) {
                self.free.extend(self.place.remove(&slot));
            }
        }
    }
}
