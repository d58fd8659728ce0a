-- The first schema. A released migration is never edited: what must change comes in the next one.

-- What there is one of. `head` is the change the file stands at; `hash_key` keys pseudonyms and identities.
CREATE TABLE engagement (
    one            INTEGER PRIMARY KEY CHECK (one = 1),
    minimum_reader INTEGER NOT NULL,
    hash_key       BLOB    NOT NULL CHECK (length(hash_key) = 64),
    head           INTEGER REFERENCES change (id),
    people         INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The settings as they stand at the head.
CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The tree of changes. Rows here are only ever added.
CREATE TABLE change (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    parent INTEGER REFERENCES change (id),
    at     TEXT NOT NULL,
    who    TEXT NOT NULL,
    why    TEXT
) STRICT;
CREATE INDEX change_by_parent ON change (parent);

CREATE TABLE change_target (
    change INTEGER NOT NULL REFERENCES change (id),
    seq    INTEGER NOT NULL,
    sort   TEXT    NOT NULL CHECK (sort IN ('setting', 'import')),
    key    TEXT    NOT NULL,
    old    TEXT,
    new    TEXT,
    PRIMARY KEY (change, seq)
) STRICT, WITHOUT ROWID;

-- Who moved the head, by undo and redo.
CREATE TABLE head_move (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    at       TEXT NOT NULL,
    who      TEXT NOT NULL,
    from_id  INTEGER REFERENCES change (id),
    to_id    INTEGER REFERENCES change (id)
) STRICT;

-- One read file (and sheet). Only `state` and `change` move after staging ends.
-- Its rows have the ids first_row..=last_row: there is one writer and one staging at a time.
CREATE TABLE import (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    name      TEXT    NOT NULL,
    sha256    BLOB    NOT NULL CHECK (length(sha256) = 32),
    size      INTEGER NOT NULL,
    kind      TEXT    NOT NULL,
    preset    TEXT,
    sheet     TEXT,
    encoding  TEXT    NOT NULL,
    mapping   TEXT    NOT NULL,
    exported  TEXT,
    state     TEXT    NOT NULL CHECK (state IN ('staged', 'live', 'undone')),
    change    INTEGER REFERENCES change (id),
    first_row INTEGER NOT NULL DEFAULT 0,
    last_row  INTEGER NOT NULL DEFAULT -1,
    accepted  INTEGER NOT NULL DEFAULT 0,
    merged    INTEGER NOT NULL DEFAULT 0,
    set_aside INTEGER NOT NULL DEFAULT 0,
    rejected  INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Where records lie in the cube, and what is summed there. Never deleted: evidence names cells by id.
CREATE TABLE cell (
    id  INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE measure (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- Rows never change. disposition: 0 accepted, 1 merged, 2 set aside, 3 rejected. `sheet` is null where it is the
-- import's. No foreign keys here: each would cost a look-up for every one of a million rows, and the writer sets the
-- ids itself.
CREATE TABLE row (
    id          INTEGER PRIMARY KEY,
    import      INTEGER NOT NULL,
    sheet       TEXT,
    number      INTEGER NOT NULL,
    disposition INTEGER NOT NULL,
    identity    BLOB,
    cell        INTEGER,
    record      TEXT
) STRICT;

-- Evidence: the rows of a cell, in file order.
CREATE INDEX row_by_cell ON row (cell) WHERE disposition < 2;

-- Accepted and merged rows in the order of their identities (empty where a row has none). The fold reads this table
-- from end to end and nothing else; it is filled in sorted batches, which an index on `row` could not be.
-- `sums` is "measure:decimal;…", money being text.
CREATE TABLE sighting (
    identity BLOB    NOT NULL,
    row      INTEGER NOT NULL,
    rank     INTEGER NOT NULL,
    import   INTEGER NOT NULL,
    cell     INTEGER,
    sums     TEXT,
    PRIMARY KEY (identity, row)
) STRICT, WITHOUT ROWID;

-- Why rows were rejected or set aside, and notes on values that could not be read.
CREATE TABLE problem (
    import  INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    row     INTEGER NOT NULL,
    field   TEXT,
    value   TEXT,
    code    TEXT,
    message TEXT,
    PRIMARY KEY (import, seq)
) STRICT, WITHOUT ROWID;

-- Pseudonyms: the keyed hash of a folded name and its number. The name is not kept.
CREATE TABLE person (
    hash   BLOB PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
