//! How sure each lead is while values are being moved: finding out is most of the work of an answer, and a slider passes the
//! same leaders many times.

use crate::assess::Judged;
use crate::session::{Standpoint, Whole};
use engagement::ChangeId;
use model::figure::OptionId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The newest study of each option that has led since the same inputs are moved over the same file.
#[derive(Default)]
pub(crate) struct Led {
    head: Option<ChangeId>,
    keys: Vec<String>,
    by_leader: BTreeMap<OptionId, Arc<Judged>>,
}

impl Led {
    /// Forgets what was learnt of other inputs or before another change; the answer as typed is where every move begins.
    pub(crate) fn begin(&mut self, (head, values): &Standpoint, typed: &Arc<Judged>) {
        let keys = || values.iter().map(|v| &v.key);
        if self.head == *head && self.keys.iter().eq(keys()) {
            return;
        }
        *self = Self { head: *head, keys: keys().cloned().collect(), by_leader: BTreeMap::new() };
        self.learn(typed, true);
    }

    /// Keeps an answer; one worked out at rest takes the place of what was known of its leader.
    pub(crate) fn learn(&mut self, judged: &Arc<Judged>, whole: Whole) {
        let Some(leader) = judged.judgement.verdict.lead else { return };
        if whole || !self.by_leader.contains_key(&leader) {
            self.by_leader.insert(leader, Arc::clone(judged));
        }
    }

    /// The answer that says how sure this lead is.
    pub(crate) fn by(&self, leader: OptionId) -> Option<&Judged> {
        self.by_leader.get(&leader).map(Arc::as_ref)
    }
}
