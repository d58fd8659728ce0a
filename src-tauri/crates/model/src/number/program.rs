//! A calculation written down once, to be run many times with other inputs.
//!
//! The formulas are run once as [`Traced`](super::Traced); what they did, without repetitions and without what no asked
//! figure needs, is a list of steps. Running the list gives what the formulas give, digit by digit, because it does the
//! same operations on the same values in the same order: it is the one formula path, not a second one.

use super::{Exact, Node, NodeId, Number, Operation, Traced};
use crate::input::InputId;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap};

/// Where a value of a program stands.
pub type Slot = u32;

/// One operation on earlier slots; those an operation does not take are zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// What is done.
    pub operation: Operation,
    /// With which values.
    pub arguments: [Slot; 4],
}

/// What an asked figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// No input reaches it.
    Constant(Exact),
    /// The value of a slot.
    Slot(Slot),
}

/// The steps to a set of figures. Slots are constants, then inputs, then the results of steps.
#[derive(Debug, Clone)]
pub struct Program {
    constants: Vec<Exact>,
    inputs: Vec<(InputId, Exact)>,
    steps: Vec<Step>,
    outputs: Vec<Output>,
}

impl Program {
    /// The steps that lead to figures of one traced evaluation; `nodes` are all of its arena.
    pub fn of(nodes: &[Node], figures: &[Traced<'_>]) -> Self {
        let roots: Vec<Option<NodeId>> = figures.iter().map(|f| f.node()).collect();
        let needed = needed(nodes, &roots);
        let mut writer = Writer::default();
        let places: BTreeMap<NodeId, Place> = writer.write(nodes, &needed);
        let at = |place: &Place| writer.slot(*place);
        let steps = writer
            .steps
            .iter()
            .map(|(operation, args)| Step { operation: *operation, arguments: args.map(|a| a.map_or(0, |p| writer.slot(p))) });
        let output = |(figure, root): (&Traced<'_>, &Option<NodeId>)| match root.and_then(|id| places.get(&id)) {
            Some(place) => Output::Slot(at(place)),
            None => Output::Constant(figure.value()),
        };
        Self {
            steps: steps.collect(),
            outputs: figures.iter().zip(&roots).map(output).collect(),
            constants: writer.constants,
            inputs: writer.inputs,
        }
    }

    /// Inputs the figures depend on, with the values they were recorded at.
    pub fn inputs(&self) -> &[(InputId, Exact)] {
        &self.inputs
    }

    /// The steps, arguments before results.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The steps with the slots of their results.
    pub fn results(&self) -> impl Iterator<Item = (Slot, &Step)> {
        self.steps.iter().enumerate().map(|(at, step)| (self.result(at), step))
    }

    /// Constants, in the first slots.
    pub fn constants(&self) -> &[Exact] {
        &self.constants
    }

    /// Where each asked figure is found.
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    fn first_step(&self) -> usize {
        self.constants.len() + self.inputs.len()
    }

    /// Every slot's value at the inputs recorded.
    pub fn recorded(&self) -> Vec<Exact> {
        self.run(&self.inputs.iter().map(|(_, value)| *value).collect::<Vec<_>>(), |c| c)
    }

    /// Every slot's value with other inputs, in the order of [`Program::inputs`]; fewer stand as nothing.
    pub fn run<N: Number>(&self, inputs: &[N], constant: impl Fn(Exact) -> N) -> Vec<N> {
        let mut values: Vec<N> = Vec::with_capacity(self.first_step() + self.steps.len());
        values.extend(self.constants.iter().map(|c| constant(*c)));
        values.extend_from_slice(inputs);
        values.resize(self.first_step() + self.steps.len(), N::zero());
        for (at, step) in self.steps.iter().enumerate() {
            step.apply(self.result(at), &mut values[..]);
        }
        values
    }

    /// The slot of a step's result.
    fn result(&self, step: usize) -> Slot {
        index(self.first_step() + step)
    }

    /// What is asked, from slot values.
    pub fn figures<N: Number>(&self, values: &[N], constant: impl Fn(Exact) -> N) -> Vec<N> {
        let figure = |o: &Output| match o {
            Output::Constant(c) => constant(*c),
            Output::Slot(at) => values[*at as usize],
        };
        self.outputs.iter().map(figure).collect()
    }

    /// One input to be moved while the others stay as recorded.
    pub fn probe<'a>(&'a self, recorded: &[Exact], input: InputId) -> Probe<'a> {
        let slot = self.inputs.iter().position(|(id, _)| *id == input).map(|at| self.constants.len() + at);
        let steps = slot.map_or_else(Vec::new, |slot| self.reached(slot));
        Probe { program: self, slot, steps, values: recorded.to_vec() }
    }

    /// The steps a slot reaches, in order.
    fn reached(&self, from: usize) -> Vec<usize> {
        let mut moved = vec![false; self.first_step() + self.steps.len()];
        moved[from] = true;
        let mut reached = Vec::new();
        for (at, step) in self.steps.iter().enumerate() {
            if step.taken().any(|a| moved[a as usize]) {
                moved[self.first_step() + at] = true;
                reached.push(at);
            }
        }
        reached
    }
}

impl Step {
    /// The arguments it takes.
    pub fn taken(&self) -> impl Iterator<Item = Slot> {
        self.arguments.into_iter().take(self.operation.arity())
    }

    /// Works its result out and puts it into a slot.
    #[inline(always)]
    pub fn apply<N: Number, B: Bank<N> + ?Sized>(&self, to: Slot, bank: &mut B) {
        let [a, b, c, d] = self.arguments;
        match self.operation {
            Operation::Add => each(bank, to, |of, part| of.get(a, part) + of.get(b, part)),
            Operation::Sub => each(bank, to, |of, part| of.get(a, part) - of.get(b, part)),
            Operation::Mul => each(bank, to, |of, part| of.get(a, part) * of.get(b, part)),
            Operation::Div => each(bank, to, |of, part| of.get(a, part) / of.get(b, part)),
            Operation::Min => each(bank, to, |of, part| of.get(a, part).min(of.get(b, part))),
            Operation::Max => each(bank, to, |of, part| of.get(a, part).max(of.get(b, part))),
            Operation::Ceil => each(bank, to, |of, part| of.get(a, part).ceil()),
            Operation::Cents => each(bank, to, |of, part| of.get(a, part).cents()),
            Operation::AtLeast => {
                each(bank, to, |of, part| of.get(a, part).at_least(of.get(b, part), of.get(c, part), of.get(d, part)));
            }
        }
    }
}

#[inline(always)]
fn each<N, B: Bank<N> + ?Sized>(bank: &mut B, to: Slot, result: impl Fn(&B, usize) -> N) {
    for part in 0..B::PARTS {
        let value = result(bank, part);
        bank.set(to, part, value);
    }
}

/// Where the values of slots stand: one value a slot, or as many parts of one as fit into a processor's registers at once.
pub trait Bank<N> {
    /// Parts of a slot.
    const PARTS: usize;
    /// A part of a slot's value.
    fn get(&self, slot: Slot, part: usize) -> N;
    /// Puts a part there.
    fn set(&mut self, slot: Slot, part: usize, value: N);
}

impl<N: Copy> Bank<N> for [N] {
    const PARTS: usize = 1;
    #[inline(always)]
    fn get(&self, slot: Slot, _: usize) -> N {
        self[slot as usize]
    }
    #[inline(always)]
    fn set(&mut self, slot: Slot, _: usize, value: N) {
        self[slot as usize] = value;
    }
}

/// One input on the move: only what it reaches is worked out again.
pub struct Probe<'a> {
    program: &'a Program,
    slot: Option<usize>,
    steps: Vec<usize>,
    values: Vec<Exact>,
}

impl Probe<'_> {
    /// The asked figures with the input at a value.
    pub fn at(&mut self, value: Decimal) -> Vec<Exact> {
        if let Some(slot) = self.slot {
            self.values[slot] = Exact::Known(value);
        }
        for at in &self.steps {
            self.program.steps[*at].apply(self.program.result(*at), &mut self.values[..]);
        }
        self.program.figures(&self.values, |c| c)
    }

    /// Whether the input reaches any asked figure.
    pub fn reaches(&self) -> bool {
        self.slot.is_some()
    }
}

/// Nodes that some root rests on: arguments come before their result, so one walk backwards meets them all.
fn needed(nodes: &[Node], roots: &[Option<NodeId>]) -> Vec<bool> {
    let mut needed = vec![false; nodes.len()];
    for root in roots.iter().flatten() {
        needed[*root as usize] = true;
    }
    for at in (0..nodes.len()).rev() {
        if !needed[at] {
            continue;
        }
        let arguments: [Option<NodeId>; 4] = match &nodes[at] {
            Node::Step(_, args, _) => *args,
            Node::Named(_, inner, _) => [Some(*inner), None, None, None],
            _ => [None; 4],
        };
        for argument in arguments.into_iter().flatten() {
            needed[argument as usize] = true;
        }
    }
    needed
}

/// A value's place before the numbers of constants and inputs are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Place {
    Constant(u32),
    Input(u32),
    Step(u32),
}

type Written = (Operation, [Option<Place>; 4]);

/// Writes nodes down, the same operation on the same values only once.
#[derive(Default)]
struct Writer {
    constants: Vec<Exact>,
    inputs: Vec<(InputId, Exact)>,
    steps: Vec<Written>,
    seen: HashMap<Written, Place>,
}

fn index(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

impl Writer {
    fn write(&mut self, nodes: &[Node], needed: &[bool]) -> BTreeMap<NodeId, Place> {
        let mut places: Vec<Option<Place>> = vec![None; nodes.len()];
        for (at, node) in nodes.iter().enumerate().filter(|(at, _)| needed[*at]) {
            places[at] = match node {
                Node::Literal(value) => Some(self.constant(*value)),
                Node::Input(id, value) => Some(self.input(*id, *value)),
                Node::Named(_, inner, _) => places[*inner as usize],
                Node::Step(operation, args, _) => Some(self.step((*operation, args.map(|a| a.and_then(|a| places[a as usize]))))),
            };
        }
        places.into_iter().enumerate().filter_map(|(at, place)| Some((index(at), place?))).collect()
    }

    fn constant(&mut self, value: Exact) -> Place {
        let at = self.constants.iter().position(|c| *c == value).unwrap_or_else(|| {
            self.constants.push(value);
            self.constants.len() - 1
        });
        Place::Constant(index(at))
    }

    fn input(&mut self, id: InputId, value: Exact) -> Place {
        let at = self.inputs.iter().position(|(known, _)| *known == id).unwrap_or_else(|| {
            self.inputs.push((id, value));
            self.inputs.len() - 1
        });
        Place::Input(index(at))
    }

    fn step(&mut self, written: Written) -> Place {
        let next = Place::Step(index(self.steps.len()));
        let place = *self.seen.entry(written).or_insert(next);
        if place == next {
            self.steps.push(written);
        }
        place
    }

    fn slot(&self, place: Place) -> Slot {
        let (constants, inputs) = (index(self.constants.len()), index(self.inputs.len()));
        match place {
            Place::Constant(at) => at,
            Place::Input(at) => constants + at,
            Place::Step(at) => constants + inputs + at,
        }
    }
}
