//! What is open: its name, file and day, and what undo and redo would do.

use crate::assess::figure_id;
use crate::error::Error;
use crate::explain::named;
use crate::explain::value_text;
use crate::profile::profile;
use crate::reporting::glossary;
use crate::session::Session;
use crate::wire::{Indexed, State, Term};
use engagement::ImportState;
use model::decide::exact;
use model::present::number;

impl Session {
    /// The engagement's state as a window's frame shows it. Whether it is a throw-away copy only the caller knows.
    pub fn state(&self) -> Result<State, Error> {
        let profile = profile(&self.file.settings()?)?;
        let names = self.names()?;
        let told = |change: Option<engagement::Change>| change.map(|c| names.label(&c));
        let live = self.file.imports()?.iter().filter(|i| i.state == ImportState::Live).count();
        Ok(State {
            name: profile.name,
            as_of: profile.as_of.to_string(),
            as_of_text: profile.as_of.format("%-d %b %Y").to_string(),
            file: self.file.path().file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
            sample: false,
            writable: self.file.is_writable(),
            kept_from: self.kept_from.clone(),
            damage: self.file.damage().map(str::to_owned),
            undo: told(self.file.to_undo()?),
            redo: told(self.file.to_redo()?),
            change: self.file.head()?.map_or(0, |id| u32::try_from(id.0).unwrap_or(u32::MAX)),
            sources: u32::try_from(live).unwrap_or(u32::MAX),
            staged: self.staged.is_some(),
        })
    }

    /// Every figure and input by name, for a palette.
    pub fn index(&self) -> Result<Vec<Indexed>, Error> {
        let prepared = self.prepare()?;
        let plan = &prepared.plan;
        let figures = exact(plan, None).figures;
        let figure = |(id, value): &(model::figure::FigureId, model::number::Exact)| Indexed {
            kind: "figure".to_owned(),
            id: figure_id(plan, *id),
            name: named(plan, *id),
            text: number(*value, 2),
        };
        let input = |i: &model::input::Input| Indexed {
            kind: "input".to_owned(),
            id: i.name.clone(),
            name: i.label.clone(),
            text: value_text(i),
        };
        Ok(figures.iter().map(figure).chain(plan.inputs.iter().map(|(_, i)| input(i))).collect())
    }
}

/// Words of the field and what they mean here.
pub fn terms() -> Result<Vec<Term>, Error> {
    glossary()
}

/// So many rows, as shown while they are read.
pub fn rows_text(rows: u64) -> String {
    format!("{} rows", number(model::number::Exact::Known(rows.into()), 0))
}
