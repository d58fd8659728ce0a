//! What the person says of a waiting table, as the importer takes it.

use crate::error::Error;
use crate::wire::{CellChoice, ReadAs};
use import::{Cells, Choices, Correction, Format, Mapping};
use model::Kind;

/// The importer's choices.
pub(crate) fn choices(read_as: &ReadAs) -> Result<Choices, Error> {
    let kind = read_as.kind.as_deref().map(kind).transpose()?;
    Ok(Choices { kind, sheet: read_as.sheet.clone(), mapping: mapping(read_as, kind)?, ..Choices::default() })
}

fn kind(name: &str) -> Result<Kind, Error> {
    Kind::from_name(name).ok_or_else(|| Error::Kind(name.to_owned()))
}

/// The mapping where anything was said of a column.
fn mapping(read_as: &ReadAs, kind: Option<Kind>) -> Result<Option<Mapping>, Error> {
    if read_as.columns.is_empty() && read_as.readings.is_empty() && read_as.cells.is_empty() {
        return Ok(None);
    }
    let columns = read_as.columns.iter().map(|c| (c.header.clone(), c.field.clone())).collect();
    let mut mapping = Mapping::new(kind, columns);
    for said in &read_as.readings {
        let format = Format::from_name(&said.reading);
        let format = format.ok_or_else(|| Error::bad_setting(&said.reading, "it is no way of writing dates or numbers"))?;
        mapping = mapping.with_format(&said.header, format);
    }
    mapping.corrections = read_as.cells.iter().map(correction).collect();
    Ok(Some(mapping))
}

fn correction(said: &CellChoice) -> Correction {
    let cells = said.row.map_or_else(|| Cells::Saying(said.written.clone()), Cells::Row);
    Correction { column: said.header.clone(), cells, to: said.read.clone() }
}

/// The mapping as it is kept with the import; an empty object where nothing was said.
pub(crate) fn mapping_text(read_as: &ReadAs) -> Result<String, Error> {
    let kind = read_as.kind.as_deref().map(kind).transpose()?;
    Ok(mapping(read_as, kind)?.map_or_else(|| "{}".to_owned(), |m| m.to_json()))
}
