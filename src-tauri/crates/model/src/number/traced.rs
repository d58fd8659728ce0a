//! The explanation: an [`Exact`] value that remembers how it came about.

use super::{Exact, Number};
use crate::figure::FigureId;
use crate::input::InputId;
use rust_decimal::Decimal;
use std::cell::RefCell;
use std::ops::{Add, Div, Mul, Sub};

/// Index of a node in its arena.
pub type NodeId = u32;

/// What a node computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Sum.
    Add,
    /// Difference.
    Sub,
    /// Product.
    Mul,
    /// Quotient.
    Div,
    /// The smaller.
    Min,
    /// The larger.
    Max,
    /// Whole number upwards.
    Ceil,
    /// Rounded to the cent.
    Cents,
    /// One of two values, by a limit.
    AtLeast,
}

impl Operation {
    /// How many values it takes.
    pub fn arity(self) -> usize {
        match self {
            Self::Ceil | Self::Cents => 1,
            Self::AtLeast => 4,
            _ => 2,
        }
    }
}

/// One step of a calculation.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A constant of the formula.
    Literal(Exact),
    /// An input.
    Input(InputId, Exact),
    /// An operation on earlier nodes.
    Step(Operation, [Option<NodeId>; 4], Exact),
    /// An earlier node under its figure's name.
    Named(FigureId, NodeId, Exact),
}

impl Node {
    /// The value at this node.
    pub fn value(&self) -> Exact {
        match self {
            Self::Literal(v) | Self::Input(_, v) | Self::Step(_, _, v) | Self::Named(_, _, v) => *v,
        }
    }
}

/// Holds the nodes of one traced evaluation.
#[derive(Debug, Default)]
pub struct Arena {
    nodes: RefCell<Vec<Node>>,
}

impl Arena {
    /// An input as a leaf.
    pub fn input(&self, id: InputId, value: Exact) -> Traced<'_> {
        let node = self.push(Node::Input(id, value));
        Traced { value, node: Some((self, node)) }
    }

    /// A copy of the nodes, in the order they were computed: arguments come before their result.
    pub fn nodes(&self) -> Vec<Node> {
        self.nodes.borrow().clone()
    }

    fn push(&self, node: Node) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node);
        NodeId::try_from(nodes.len() - 1).unwrap_or(NodeId::MAX)
    }
}

/// An exact value and, where it depends on an input, its node.
#[derive(Debug, Clone, Copy)]
pub struct Traced<'a> {
    value: Exact,
    node: Option<(&'a Arena, NodeId)>,
}

impl<'a> Traced<'a> {
    /// The value: always equal to what [`Exact`] gives.
    pub fn value(self) -> Exact {
        self.value
    }

    /// Its node, where it depends on an input.
    pub fn node(self) -> Option<NodeId> {
        self.node.map(|(_, id)| id)
    }

    fn step<const K: usize>(op: Operation, args: [Self; K], value: Exact) -> Self {
        let Some(arena) = args.iter().find_map(|a| a.node.map(|(arena, _)| arena)) else {
            return Self { value, node: None };
        };
        let mut ids = [None; 4];
        for (slot, arg) in ids.iter_mut().zip(args) {
            *slot = Some(arg.node.map_or_else(|| arena.push(Node::Literal(arg.value)), |(_, id)| id));
        }
        Self { value, node: Some((arena, arena.push(Node::Step(op, ids, value)))) }
    }
}

impl Add for Traced<'_> {
    type Output = Self;
    fn add(self, o: Self) -> Self {
        Self::step(Operation::Add, [self, o], self.value + o.value)
    }
}

impl Sub for Traced<'_> {
    type Output = Self;
    fn sub(self, o: Self) -> Self {
        Self::step(Operation::Sub, [self, o], self.value - o.value)
    }
}

impl Mul for Traced<'_> {
    type Output = Self;
    fn mul(self, o: Self) -> Self {
        Self::step(Operation::Mul, [self, o], self.value * o.value)
    }
}

impl Div for Traced<'_> {
    type Output = Self;
    fn div(self, o: Self) -> Self {
        Self::step(Operation::Div, [self, o], self.value / o.value)
    }
}

impl Number for Traced<'_> {
    fn lit(value: Decimal) -> Self {
        Self { value: Exact::Known(value), node: None }
    }

    fn min(self, o: Self) -> Self {
        Self::step(Operation::Min, [self, o], self.value.min(o.value))
    }

    fn max(self, o: Self) -> Self {
        Self::step(Operation::Max, [self, o], self.value.max(o.value))
    }

    fn ceil(self) -> Self {
        Self::step(Operation::Ceil, [self], self.value.ceil())
    }

    fn cents(self) -> Self {
        Self::step(Operation::Cents, [self], self.value.cents())
    }

    fn at_least(self, limit: Self, then: Self, otherwise: Self) -> Self {
        let value = self.value.at_least(limit.value, then.value, otherwise.value);
        Self::step(Operation::AtLeast, [self, limit, then, otherwise], value)
    }

    fn named(self, id: FigureId) -> Self {
        match self.node {
            Some((arena, node)) => Self { value: self.value, node: Some((arena, arena.push(Node::Named(id, node, self.value)))) },
            None => self,
        }
    }
}
