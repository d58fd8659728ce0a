//! The one table the model reads: every quantity with its range, unit, grade and where it comes from.

use crate::cell::CellId;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A row of the input table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InputId(u32);

/// How well a value is known, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// A limit or rule, set with a reason.
    Policy,
    /// Counted in the client's own exports.
    Measured,
    /// Said by the client.
    Stated,
    /// Published by a statistics office, a regulation or a named study.
    Benchmark,
    /// Ours, a vendor's or recalled.
    Guess,
    /// Nobody supplied it.
    Unknown,
}

impl Grade {
    /// The word shown and sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Measured => "measured",
            Self::Stated => "stated",
            Self::Benchmark => "benchmark",
            Self::Guess => "guess",
            Self::Unknown => "unknown",
        }
    }
}

/// What a value rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// Records: the cells they lie in.
    Fact(Vec<CellId>),
    /// Typed by the client.
    Profile,
    /// The pack's default, with the ids of its sources.
    Assumption(Vec<String>),
    /// A limit or a rule, editable with a reason.
    Policy,
    /// Nothing: no one supplied it and it has no fallback.
    Nothing,
}

/// Lowest, likely and highest value. Low and high answer "could not plausibly be below or above".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// Not plausibly below.
    pub low: Decimal,
    /// Most likely.
    pub likely: Decimal,
    /// Not plausibly above.
    pub high: Decimal,
}

impl Spread {
    /// A value without a range.
    pub fn point(value: Decimal) -> Self {
        Self { low: value, likely: value, high: value }
    }
}

/// One quantity the model reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its name, `pay.administrator`; also the key it is typed under.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Its range; `None` is unknown.
    pub spread: Option<Spread>,
    /// Its unit, `USD/FTE-year`.
    pub unit: String,
    /// How well it is known.
    pub grade: Grade,
    /// What it rests on.
    pub basis: Basis,
    /// The question whose answer would replace it, where it is a default the client can know better.
    pub ask: Option<String>,
}

/// The inputs of one assessment.
#[derive(Debug, Clone, Default)]
pub struct InputTable {
    rows: Vec<Input>,
    names: BTreeMap<String, InputId>,
}

impl InputTable {
    /// Adds an input, or gives the one that already has its name: one name is one quantity.
    pub fn add(&mut self, input: Input) -> InputId {
        if let Some(id) = self.names.get(&input.name) {
            return *id;
        }
        let id = InputId(u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
        self.names.insert(input.name.clone(), id);
        self.rows.push(input);
        id
    }

    /// The input of a handle this table gave out.
    pub fn get(&self, id: InputId) -> Option<&Input> {
        self.rows.get(id.0 as usize)
    }

    /// The handle of a name.
    pub fn find(&self, name: &str) -> Option<InputId> {
        self.names.get(name).copied()
    }

    /// Every input with its handle, in the order added.
    pub fn iter(&self) -> impl Iterator<Item = (InputId, &Input)> {
        self.rows.iter().enumerate().map(|(at, input)| (InputId(u32::try_from(at).unwrap_or(u32::MAX)), input))
    }
}

impl InputTable {
    /// Raises the highest value of an input that was counted; stated values keep their own range.
    pub fn widen(&mut self, id: InputId, high: Decimal) {
        if let Some(input) = self.rows.get_mut(id.0 as usize).filter(|i| i.grade == Grade::Measured)
            && let Some(spread) = &mut input.spread
        {
            spread.high = spread.high.max(high);
        }
    }
}
