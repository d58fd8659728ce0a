//! From schema 1, a table row for each row of an import, to schema 2, which keeps them in blocks.

use crate::blocks::{Line, Writer};
use crate::error::FileError;
use crate::imports;
use crate::placing;
use crate::record_codec;
use crate::sightings::{Runs, Sighted};
use crate::staging::Disposition;
use model::{Kind, Origin, Record};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::HashMap;

/// Brings every import over and drops the old tables.
pub(crate) fn convert(conn: &Connection) -> Result<(), FileError> {
    let mut statement = conn.prepare("SELECT id, kind, first_row, last_row FROM import ORDER BY id")?;
    let imports = statement.query_map([], |r| Ok((r.get(0)?, imports::kind(r, 1)?, r.get(2)?, r.get(3)?)))?;
    for import in imports.collect::<Result<Vec<_>, _>>()? {
        Old { conn, id: import.0, kind: import.1, first: import.2, last: import.3 }.convert()?;
    }
    Ok(conn.execute_batch("DROP TABLE row; DROP TABLE sighting;")?)
}

/// An import as schema 1 has it.
struct Old<'a> {
    conn: &'a Connection,
    id: i64,
    kind: Kind,
    first: i64,
    last: i64,
}

impl Old<'_> {
    fn convert(&self) -> Result<(), FileError> {
        let mut rows = Writer::from(self.first);
        let (mut runs, mut places) = (Runs::default(), Cells::default());
        let mut statement = self.conn.prepare(
            "SELECT id, number, disposition, sheet, identity, cell, record FROM row WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
        )?;
        let mut old = statement.query([self.first, self.last])?;
        while let Some(row) = old.next()? {
            self.row(row, &mut rows, &mut runs, &mut places)?;
        }
        rows.finish(self.conn)?;
        runs.write(self.conn, self.id)?;
        places.write(self.conn, self.id)?;
        self.conn.execute("UPDATE import SET fields = ?2 WHERE id = ?1", params![self.id, rows.columns.names()])?;
        Ok(())
    }

    fn row(&self, row: &Row<'_>, rows: &mut Writer, runs: &mut Runs, places: &mut Cells) -> Result<(), FileError> {
        let code = row.get(2)?;
        let damaged = || FileError::Damaged(format!("a row with the disposition {code}"));
        let disposition = Disposition::from_code(code).ok_or_else(damaged)?;
        let (sheet, identity): (Option<String>, Option<[u8; 16]>) = (row.get(3)?, row.get(4)?);
        let record = row.get::<_, Option<String>>(6)?.map(|text| self.record(&text)).transpose()?;
        let line = Line { number: row.get(1)?, disposition, sheet: sheet.as_deref(), identity, record: record.as_ref() };
        let id = rows.add(self.conn, &line)?;
        let Some((rank, sums)) = self.sighting(row.get(0)?, identity)? else { return Ok(()) };
        let at = u32::try_from(id - self.first).map_err(|_| damaged())?;
        let place = row.get::<_, Option<i64>>(5)?.map(|cell| places.put(cell, at));
        runs.add(self.conn, self.id, &Sighted { identity, row: at, rank, place, sums: &sums })
    }

    fn record(&self, text: &str) -> Result<Record, FileError> {
        record_codec::decode_named(self.kind, Origin { sheet: None, row: 0 }, text)
    }

    fn sighting(&self, row: i64, identity: Option<[u8; 16]>) -> Result<Option<(i64, String)>, FileError> {
        let identity: &[u8] = identity.as_ref().map_or(&[], |i| &i[..]);
        let sql = "SELECT rank, coalesce(sums, '') FROM sighting WHERE identity = ?1 AND row = ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_row(params![identity, row], |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
    }
}

/// The cells of an import as places.
#[derive(Default)]
struct Cells {
    places: HashMap<i64, u32>,
    cells: Vec<(i64, u32)>,
    rows: Vec<(u32, u32)>,
}

impl Cells {
    fn put(&mut self, cell: i64, row: u32) -> u32 {
        let next = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry(cell).or_insert(next);
        if place == next {
            self.cells.push((cell, place));
        }
        self.rows.push((place, row));
        place
    }

    fn write(mut self, conn: &Connection, import: i64) -> Result<(), FileError> {
        self.cells.sort_unstable();
        self.rows.sort_unstable();
        placing::write(conn, import, &self.cells, &self.rows, self.places.len())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Engagement, RowId};
    use rusqlite::{Connection, params};

    /// Two devices, one of them seen twice, and a row that is none, as schema 1 has them.
    fn old_file(path: &std::path::Path) {
        let conn = Connection::open(path).unwrap();
        conn.execute_batch(include_str!("../migrations/0001_first.sql")).unwrap();
        conn.execute_batch(
            "PRAGMA application_id = 0x54485253; PRAGMA user_version = 1;
             INSERT INTO engagement (one, minimum_reader, hash_key) VALUES (1, 1, zeroblob(64));
             INSERT INTO import VALUES (1, 'a.csv', zeroblob(32), 9, 'devices', NULL, 'Sheet1', 'UTF-8', '{}', NULL, 'live', NULL, 1, 4, 2, 1, 0, 1);
             INSERT INTO cell VALUES (5, 'devices|kind=laptop'), (6, 'devices');
             INSERT INTO measure VALUES (3, 'cost');
             INSERT INTO problem VALUES (1, 1, 3, NULL, '', 'missing_required', 'No record.');",
        )
        .unwrap();
        let rows = [
            (1, 0, Some([1_u8; 16]), Some(5), Some(r#"{"serial":"A","cost":"10.50"}"#), Some((4, "3:10.50"))),
            (2, 1, Some([1; 16]), Some(5), Some(r#"{"serial":"A","cost":{"unknown":"?"}}"#), Some((9, ""))),
            (3, 3, None, None, None, None),
            (4, 0, Some([2; 16]), Some(6), Some(r#"{"serial":"B"}"#), Some((0, ""))),
        ];
        for (id, disposition, identity, cell, record, sighted) in rows {
            let sheet = (id == 4).then_some("Other");
            let row = params![id, sheet, id + 1, disposition, identity, cell, record];
            conn.execute("INSERT INTO row VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7)", row).unwrap();
            if let Some((rank, sums)) = sighted {
                let sighting = params![identity, id, rank, cell, Some(sums).filter(|s| !s.is_empty())];
                conn.execute("INSERT INTO sighting VALUES (?1, ?2, ?3, 1, ?4, ?5)", sighting).unwrap();
            }
        }
    }

    #[test]
    fn a_file_of_the_first_schema_says_what_it_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Clinic.threshold");
        old_file(&path);
        let file = Engagement::open(&path, None).unwrap();
        let cells = file.cells().unwrap();
        let counts: Vec<_> = cells.iter().map(|c| (c.id.0, c.dim("kind"), c.count, c.sum("cost").known)).collect();
        assert_eq!(
            counts,
            [(5, Some("laptop"), 1, 0), (6, None, 1, 0)],
            "the sighting of the greater rank counts, without a cost"
        );
        let all: Vec<_> = cells.iter().map(|c| c.id).collect();
        let rows = file.rows_of(&all, None, 10).unwrap();
        let shown: Vec<_> = rows.iter().map(|r| (r.id.0, r.row, r.sheet.as_deref())).collect();
        assert_eq!(shown, [(2, 3, Some("Sheet1")), (4, 5, Some("Other"))], "ids and places of rows are kept");
        assert_eq!(rows[0].record.text(model::Field::Serial), Some("A"));
        assert_eq!(rows[0].record.get(model::Field::DeviceCost), Some(&model::Value::Unknown("?".into())), "field by field");
        let problems = file.problems(crate::ImportId(1), None, 10).unwrap();
        assert_eq!((problems[0].row_id, problems[0].row), (RowId(3), 4), "a problem still points at its row");
    }
}
