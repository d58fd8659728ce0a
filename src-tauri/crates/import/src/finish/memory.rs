//! Answers of rules kept while a table is read: a million rows hold a few hundred models, titles and words.

use crate::catalog::{Decided, Titled};
use model::Field;
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
    pub choices: Answers<(Field, String), Option<&'static str>>,
}

/// Answers of one sort.
#[derive(Debug)]
pub(crate) struct Answers<K, V>(RefCell<HashMap<K, V>>);

impl<K, V> Default for Answers<K, V> {
    fn default() -> Self {
        Answers(RefCell::new(HashMap::new()))
    }
}

impl<K: Eq + Hash, V: Clone> Answers<K, V> {
    /// The answer given before, or a new one.
    pub fn ask(&self, key: K, answer: impl FnOnce(&K) -> V) -> V {
        if let Some(known) = self.0.borrow().get(&key) {
            return known.clone();
        }
        let value = answer(&key);
        let mut known = self.0.borrow_mut();
        if known.len() < MOST {
            known.insert(key, value.clone());
        }
        value
    }
}
