//! Answers of rules kept while a table is read: a million rows hold a few hundred models, titles and words.

use crate::catalog::{Decided, Titled};
use model::Field;
use std::borrow::Borrow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;

/// How many answers of one sort are kept.
const MOST: usize = 20_000;

/// The answers given so far.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Kind of device, by class, operating system, manufacturer and model.
    pub devices: Answers<String, Option<Decided>>,
    /// Role, by title and department.
    pub titles: Answers<String, Titled>,
    /// Category of cost, by account.
    pub accounts: Answers<String, Option<&'static str>>,
    /// Choice, by field and cell.
    choices: RefCell<HashMap<Field, Answers<String, Option<&'static str>>>>,
}

/// Answers of one sort.
#[derive(Debug)]
pub(crate) struct Answers<K, V>(RefCell<HashMap<K, V>>);

impl<K, V> Default for Answers<K, V> {
    fn default() -> Self {
        Answers(RefCell::new(HashMap::new()))
    }
}

impl Memory {
    /// The choice that a cell of a field means.
    pub fn choice(&self, field: Field, cell: &str, answer: impl FnOnce(&str) -> Option<&'static str>) -> Option<&'static str> {
        self.choices.borrow_mut().entry(field).or_default().ask(cell, answer)
    }
}

impl<K: Eq + Hash, V: Clone> Answers<K, V> {
    /// The answer given before, or a new one.
    pub fn ask<Q>(&self, key: &Q, answer: impl FnOnce(&Q) -> V) -> V
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
    {
        if let Some(known) = self.0.borrow().get(key) {
            return known.clone();
        }
        let value = answer(key);
        let mut known = self.0.borrow_mut();
        if known.len() < MOST {
            known.insert(key.to_owned(), value.clone());
        }
        value
    }
}
