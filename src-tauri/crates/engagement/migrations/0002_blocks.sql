-- Rows and sightings in blocks of about a page: a million rows are some fifty thousand statements instead of millions,
-- and half the bytes.

-- The fields of the import's records, as a JSON list of their names; rows give their values in this order.
ALTER TABLE import ADD COLUMN fields TEXT NOT NULL DEFAULT '[]';

-- Rows with the ids first, first + 1, …, a line each, as JSON: [number, disposition, sheet, value, value, …] where sheet
-- is null if it is the import's, and values that are absent are null or left out at the end. `identities` has 16 bytes
-- for each row, zero where it has none.
CREATE TABLE row_block (
    first      INTEGER PRIMARY KEY,
    lines      TEXT NOT NULL,
    identities BLOB NOT NULL
) STRICT;

-- Accepted and merged rows in the order of their identities, run by run: a run is what fits in memory to be sorted.
-- The blocks of a run have ids in its order, and `first` is the identity that a block begins with. An entry is the
-- identity, the row, its rank, its place and what it adds: see sightings.rs.
CREATE TABLE sighting_block (
    id      INTEGER PRIMARY KEY,
    import  INTEGER NOT NULL,
    run     INTEGER NOT NULL,
    first   BLOB    NOT NULL,
    entries BLOB    NOT NULL
) STRICT;
CREATE INDEX sighting_block_by_first ON sighting_block (import, run, first);

-- Where the rows of an import lie: a place is what the import calls a cell before its day of export is known. `rows` are
-- the row ids, counted from the import's first, each as the distance to the one before.
CREATE TABLE place (
    cell   INTEGER NOT NULL,
    import INTEGER NOT NULL,
    place  INTEGER NOT NULL,
    rows   BLOB    NOT NULL,
    PRIMARY KEY (cell, import, place)
) STRICT, WITHOUT ROWID;
