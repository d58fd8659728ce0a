//! Merges: things that several rows show, and taking one apart.

use crate::conflicts::conflicts;
use crate::error::Error;
use crate::history::author;
use crate::host::Host;
use crate::rows::value_text;
use crate::session::Session;
use crate::wire::{MergeInfo, MergePage, SightingInfo};
use engagement::{Merge, Seen};
use model::{Field, Kind, Record};

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
        key: key(merge),
        split: merge.split,
        sightings: merge.sightings.iter().map(sighting).collect(),
        conflicts: conflicts(merge),
    }
}

/// What a thing is called by; empty where it has no name.
pub(crate) fn name(record: &Record) -> String {
    NAMES.iter().find_map(|field| record.text(*field)).unwrap_or_default().to_owned()
}

/// By what its rows were taken for one thing, in words: `Serial number PF3A1B2C`. It is the first key, in the order in which
/// they tell things apart, that at least two rows share; nothing where none is.
fn key(merge: &Merge) -> String {
    let Some(kind) = merge.sightings.first().map(|s| s.row.record.kind) else { return String::new() };
    let shared = |field: &Field| {
        let mut said: Vec<&str> = merge.sightings.iter().filter_map(|s| s.row.record.text(*field)).collect();
        said.sort_by_key(|text| text.to_lowercase());
        let twice = said.windows(2).find(|pair| pair[0].eq_ignore_ascii_case(pair[1]))?;
        Some(format!("{} {}", field.label(), twice[0]))
    };
    keys(kind).iter().find_map(shared).unwrap_or_default()
}

/// Fields that tell things of a kind apart, surest first.
fn keys(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Devices => &[Field::Serial, Field::AssetTag, Field::Uuid, Field::Mac, Field::Hostname, Field::DeviceId],
        Kind::Tickets => &[Field::TicketNumber],
        Kind::Projects => &[Field::ProjectId, Field::ProjectName],
        Kind::Controls => &[Field::ControlId],
        Kind::People => &[Field::UserId, Field::DisplayName],
        Kind::Costs => &[Field::Contract],
        Kind::Quotes => &[Field::QuoteReference, Field::Offer],
        Kind::Staff => &[],
    }
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
