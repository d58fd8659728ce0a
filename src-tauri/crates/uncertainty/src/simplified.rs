//! A program as one study needs it: what is not drawn is a constant, and what constants leave nothing to do is left out.
//!
//! Values stay those of the program but for a division by a constant, which becomes a multiplication: in binary that is
//! 2^-53 of the value apart, and several times faster.

use model::number::{Exact, Lanes, Operation, Output, Program, Slot, Step, float};
use std::collections::HashMap;

/// What an argument is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// The same in every trial.
    Constant(f64),
    /// A drawn input or the result of a step.
    Slot(Slot),
}

/// A step on such values.
#[derive(Debug, Clone, Copy)]
pub struct Simple {
    /// The slot of its result.
    pub result: Slot,
    /// What is done.
    pub operation: Operation,
    /// With which values; those the operation does not take repeat the first.
    pub arguments: [Value; 4],
}

impl Simple {
    /// The slots it needs.
    pub fn slots(&self) -> impl Iterator<Item = Slot> {
        self.arguments.into_iter().take(self.operation.arity()).filter_map(Value::slot)
    }
}

impl Value {
    fn slot(self) -> Option<Slot> {
        match self {
            Self::Slot(slot) => Some(slot),
            Self::Constant(_) => None,
        }
    }

    fn constant(self) -> Option<f64> {
        match self {
            Self::Constant(value) => Some(value),
            Self::Slot(_) => None,
        }
    }

    /// Tells values apart.
    fn key(self) -> (bool, u64) {
        match self {
            Self::Constant(value) => (false, value.to_bits()),
            Self::Slot(slot) => (true, u64::from(slot)),
        }
    }
}

/// The steps that lead from drawn inputs to what is asked.
pub struct Simplified {
    /// In the order of the program.
    pub steps: Vec<Simple>,
    /// What is asked.
    pub outputs: Vec<Value>,
}

impl Simplified {
    /// Of a program of which some inputs, by their place, are drawn.
    pub fn of(program: &Program, drawn: &[usize]) -> Self {
        let mut writer = Writer { values: Vec::new(), steps: Vec::new(), seen: HashMap::new() };
        let constants = program.constants().iter().map(|c| Value::Constant(binary(*c)));
        let first = program.constants().len();
        writer.values.extend(constants.chain(program.inputs().iter().map(|(_, value)| Value::Constant(binary(*value)))));
        for at in drawn {
            writer.values[first + at] = Value::Slot((first + at) as Slot);
        }
        program.results().for_each(|(slot, step)| writer.write(slot, step));
        let output = |output: &Output| match output {
            Output::Slot(slot) => writer.values[*slot as usize],
            Output::Constant(value) => Value::Constant(binary(*value)),
        };
        let outputs: Vec<Value> = program.outputs().iter().map(output).collect();
        Self { steps: needed(writer.steps, &outputs, writer.values.len()), outputs }
    }
}

struct Writer {
    /// What every slot of the program turned out to be.
    values: Vec<Value>,
    steps: Vec<Simple>,
    seen: HashMap<(Operation, [(bool, u64); 4]), Value>,
}

impl Writer {
    fn write(&mut self, result: Slot, step: &Step) {
        let mut arguments = [self.values[step.arguments[0] as usize]; 4];
        for (argument, slot) in arguments.iter_mut().zip(step.taken()) {
            *argument = self.values[slot as usize];
        }
        let value = simple(step.operation, arguments).unwrap_or_else(|| self.step(result, divided(step.operation, arguments)));
        self.values.push(value);
    }

    /// The same on the same values is done once.
    fn step(&mut self, result: Slot, (operation, arguments): (Operation, [Value; 4])) -> Value {
        let steps = &mut self.steps;
        *self.seen.entry((operation, arguments.map(Value::key))).or_insert_with(|| {
            steps.push(Simple { result, operation, arguments });
            Value::Slot(result)
        })
    }
}

/// What needs no step. That nothing times a value is nothing holds of every finite value, and a value that is not finite in
/// binary is unknown in [`Exact`].
fn simple(operation: Operation, arguments: [Value; 4]) -> Option<Value> {
    let [a, b, ..] = arguments;
    let is = |value: Value, number: f64| value == Value::Constant(number);
    match operation {
        _ if arguments.iter().all(|a| a.constant().is_some()) => Some(Value::Constant(worked_out(operation, arguments))),
        Operation::Add if is(a, 0.0) => Some(b),
        Operation::Add | Operation::Sub if is(b, 0.0) => Some(a),
        Operation::Mul if is(a, 1.0) => Some(b),
        Operation::Mul | Operation::Div if is(b, 1.0) => Some(a),
        Operation::Mul if is(a, 0.0) || is(b, 0.0) => Some(Value::Constant(0.0)),
        _ => None,
    }
}

fn worked_out(operation: Operation, arguments: [Value; 4]) -> f64 {
    let mut bank = [Lanes([0.0]); 5];
    for (place, value) in bank.iter_mut().zip(arguments) {
        *place = Lanes([value.constant().unwrap_or(0.0)]);
    }
    Step { operation, arguments: [0, 1, 2, 3] }.apply(4, &mut bank[..]);
    bank[4].0[0]
}

fn divided(operation: Operation, arguments: [Value; 4]) -> (Operation, [Value; 4]) {
    match (operation, arguments[1]) {
        (Operation::Div, Value::Constant(by)) => {
            let [a, _, c, d] = arguments;
            (Operation::Mul, [a, Value::Constant(1.0 / by), c, d])
        }
        _ => (operation, arguments),
    }
}

/// Without what leads to nothing that is asked.
fn needed(steps: Vec<Simple>, outputs: &[Value], slots: usize) -> Vec<Simple> {
    let mut wanted = vec![false; slots];
    outputs.iter().filter_map(|o| o.slot()).for_each(|slot| wanted[slot as usize] = true);
    let mut kept: Vec<Simple> = Vec::with_capacity(steps.len());
    for step in steps.into_iter().rev() {
        if wanted[step.result as usize] {
            step.slots().for_each(|slot| wanted[slot as usize] = true);
            kept.push(step);
        }
    }
    kept.reverse();
    kept
}

/// What is unknown stands at nothing here; the figures it reaches are left out of the study by [`Exact`].
fn binary(value: Exact) -> f64 {
    value.known().map_or(0.0, float)
}
