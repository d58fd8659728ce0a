//! Merges: things that several rows show, and taking one apart.

use crate::error::Error;
use crate::history::author;
use crate::host::Host;
use crate::rows::value_text;
use crate::session::Session;
use crate::wire::{Conflict, MergeInfo, MergePage, SightingInfo};
use engagement::{Merge, Seen};
use model::{Field, Form, Kind, Record};
use std::collections::BTreeMap;

/// Merges of one page at most.
const MOST: u32 = 500;

/// What a thing is called by, the first that it has.
const NAMES: [Field; 14] = [
    Field::Hostname,
    Field::Serial,
    Field::AssetTag,
    Field::Mac,
    Field::DeviceId,
    Field::TicketNumber,
    Field::ProjectName,
    Field::ProjectId,
    Field::ControlId,
    Field::Contract,
    Field::QuoteReference,
    Field::QuoteVendor,
    Field::DisplayName,
    Field::UserId,
];

impl Session {
    /// The merged things of a kind, `limit` at most (500), beginning after a page's `next`.
    pub fn merges(&self, kind: &str, after: Option<&str>, limit: u32) -> Result<MergePage, Error> {
        let kind = Kind::from_name(kind).ok_or_else(|| Error::Kind(kind.to_owned()))?;
        let limit = limit.clamp(1, MOST);
        let page = self.file.merges(kind, after, limit)?;
        let full = u32::try_from(page.len()).is_ok_and(|n| n == limit);
        let next = page.last().filter(|_| full).map(|m| m.thing.clone());
        Ok(MergePage { merges: page.iter().map(info).collect(), next })
    }

    /// Takes a merged thing apart: every row stands for itself. One change with one undo.
    pub fn split(&mut self, thing: &str, why: Option<&str>, host: &dyn Host) -> Result<(), Error> {
        Ok(self.file.split(thing, &author(host, why)).map(drop)?)
    }

    /// Puts a thing that was taken apart together again.
    pub fn unite(&mut self, thing: &str, why: Option<&str>, host: &dyn Host) -> Result<(), Error> {
        Ok(self.file.unite(thing, &author(host, why)).map(drop)?)
    }
}

fn info(merge: &Merge) -> MergeInfo {
    let counting = merge.sightings.iter().find(|s| s.counts).or(merge.sightings.first());
    MergeInfo {
        thing: merge.thing.clone(),
        name: counting.map_or_else(String::new, |s| name(&s.row.record)),
        key: counting.map_or_else(String::new, |s| key(&s.row.record)),
        split: merge.split,
        sightings: merge.sightings.iter().map(sighting).collect(),
        conflicts: conflicts(merge),
    }
}

/// Names tools give the same thing differ by spelling alone; what is told apart is what a figure hangs on.
fn is_compared(field: Field) -> bool {
    matches!(field.form(), Form::Choice(_) | Form::Money) || matches!(field, Field::Serial | Field::AssetTag)
}

/// Fields that at least two rows of a thing fill with different values.
fn conflicts(merge: &Merge) -> Vec<Conflict> {
    let said = |seen: &Seen, field: Field| seen.row.record.get(field).map(value_text).unwrap_or_default();
    let fields = merge.sightings.iter().flat_map(|s| s.row.record.fields()).map(|(field, _)| *field);
    let mut compared: Vec<Field> = fields.filter(|f| is_compared(*f)).collect();
    compared.sort_unstable();
    compared.dedup();
    let told = compared.into_iter().map(|f| (f, merge.sightings.iter().map(|s| said(s, f)).collect::<Vec<_>>()));
    let differ = |values: &[String]| {
        let mut filled = values.iter().filter(|v| !v.is_empty()).map(|v| v.to_lowercase());
        filled.next().is_some_and(|first| filled.any(|other| other != first))
    };
    told.filter(|(_, values)| differ(values)).map(|(f, values)| Conflict { field: f.label().to_owned(), values }).collect()
}

/// How many merged things are looked through for what their rows do not agree on.
const LOOKED_THROUGH: u32 = 2000;

/// What the rows of merged things do not agree on.
#[derive(Debug, Default)]
pub(crate) struct Disagreement {
    /// Things merged.
    pub merged: u32,
    /// Things whose rows differ, with how often each field does.
    pub things: u32,
    fields: BTreeMap<String, u32>,
    /// There are more merged things than were looked through.
    pub more: bool,
}

impl Disagreement {
    /// In a sentence; none where all agree.
    pub fn sentence(&self) -> Option<String> {
        if self.things == 0 {
            return None;
        }
        let fields: Vec<String> = self.fields.iter().map(|(field, n)| format!("{} {n}", field.to_lowercase())).collect();
        let among = if self.more { format!("the first {}", self.merged) } else { self.merged.to_string() };
        Some(format!("Sources differ on {} of {among} seen more than once: {}.", self.things, fields.join(", ")))
    }
}

impl Session {
    /// What the sources of a kind do not agree on, among the first merged things.
    pub(crate) fn disagreement(&self, kind: Kind) -> Result<Disagreement, Error> {
        let page = self.file.merges(kind, None, LOOKED_THROUGH)?;
        let mut found = Disagreement { merged: u32::try_from(page.len()).unwrap_or(u32::MAX), ..Disagreement::default() };
        found.more = found.merged == LOOKED_THROUGH;
        for conflicts in page.iter().map(conflicts).filter(|c| !c.is_empty()) {
            found.things += 1;
            conflicts.into_iter().for_each(|c| *found.fields.entry(c.field).or_default() += 1);
        }
        Ok(found)
    }
}

fn name(record: &Record) -> String {
    NAMES.iter().find_map(|field| record.text(*field)).unwrap_or_default().to_owned()
}

/// By what its rows were taken for one thing, in words: `serial number PF3A1B2C`.
fn key(record: &Record) -> String {
    let keys: &[Field] = match record.kind {
        Kind::Devices => &[Field::Serial, Field::AssetTag, Field::Uuid, Field::Mac, Field::Hostname, Field::DeviceId],
        Kind::Tickets => &[Field::TicketNumber],
        Kind::Projects => &[Field::ProjectId, Field::ProjectName],
        Kind::Controls => &[Field::ControlId],
        Kind::People => &[Field::UserId, Field::DisplayName],
        Kind::Costs => &[Field::Contract],
        Kind::Quotes => &[Field::QuoteReference, Field::Offer],
        Kind::Staff => &[],
    };
    let found = keys.iter().find_map(|field| Some((field, record.text(*field)?)));
    found.map_or_else(String::new, |(field, text)| format!("{} {text}", field.label()))
}

fn sighting(seen: &Seen) -> SightingInfo {
    let row = &seen.row;
    let field = |(field, value): &(Field, model::Value)| [field.label().to_owned(), value_text(value)];
    SightingInfo {
        source: row.source.clone(),
        sheet: row.sheet.clone(),
        row: row.row,
        fields: row.record.fields().iter().map(field).collect(),
        counts: seen.counts,
    }
}
