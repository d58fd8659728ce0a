//! Opening a database file: recognising ours, the passphrase, the checks, the settings of the connection.

use crate::error::FileError;
use crate::lock::beside;
use crate::schema::{self, Stamp};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::time::Duration;

/// SQLite's page size, and what an encrypted file's size is a multiple of.
const PAGE: usize = 4096;

/// How long another program's writing is waited for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

const NEEDED: &str = "The engagement file is protected by a passphrase.";
const WRONG: &str = "The passphrase does not open the engagement file.";
const NOT_PROTECTED: &str = "The engagement file is not protected by a passphrase, but one was given.";
const EMPTY: &str = "The passphrase is empty.";

/// An open and recognised database.
pub(crate) struct Opened {
    pub(crate) conn: Connection,
    pub(crate) stamp: Stamp,
    /// What `quick_check` found, `None` where it found nothing.
    pub(crate) damage: Option<String>,
}

/// Opens a file for writing: recognised, checked, migrated, in WAL mode.
pub(crate) fn for_writing(path: &Path, passphrase: Option<&str>) -> Result<Opened, FileError> {
    precheck(path, passphrase)?;
    let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, passphrase)?;
    let mut opened = recognise(path, conn, passphrase)?;
    if let Some(damage) = opened.damage {
        return Err(FileError::Damaged(damage));
    }
    make_durable(path, &opened.conn)?;
    schema::migrate(&mut opened.conn, opened.stamp.version)?;
    opened.stamp = Stamp::read(&opened.conn)?;
    Ok(opened)
}

/// Opens a file for reading only; a damaged one opens too, with what the check found.
pub(crate) fn for_reading(path: &Path, passphrase: Option<&str>) -> Result<Opened, FileError> {
    precheck(path, passphrase)?;
    // Opened for writing where that is allowed, so that SQLite can tidy its companion files; the connection itself refuses changes.
    let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, passphrase)?;
    let conn = if can_read(&conn) { conn } else { connect_immutable(path, passphrase)? };
    let opened = recognise(path, conn, passphrase)?;
    opened.conn.pragma_update(None, "query_only", true)?;
    if opened.stamp.version < schema::VERSION {
        return Err(FileError::ReadOnly); // an older schema is brought up to date by opening it for changes once
    }
    Ok(opened)
}

/// Makes a new database at a path nothing stands at.
pub(crate) fn new_database(path: &Path, passphrase: Option<&str>) -> Result<(), FileError> {
    check_passphrase(passphrase)?;
    let mut conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, passphrase)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    schema::found(&mut conn)?;
    conn.close().map_err(|(_, e)| FileError::from(e))
}

fn check_passphrase(passphrase: Option<&str>) -> Result<(), FileError> {
    match passphrase {
        Some(p) if p.trim().is_empty() => Err(FileError::WrongPassphrase(EMPTY)),
        _ => Ok(()),
    }
}

/// Looks at the file before SQLite does: whether it is there, readable, and what its first page is.
fn precheck(path: &Path, passphrase: Option<&str>) -> Result<(), FileError> {
    check_passphrase(passphrase)?;
    let page = first_page(path)?;
    match (page.starts_with(b"SQLite format 3\0"), passphrase) {
        (true, None) => Ok(()),
        (true, Some(_)) => Err(FileError::WrongPassphrase(NOT_PROTECTED)),
        (false, _) if !looks_encrypted(path, &page) => Err(FileError::NotAnEngagement(path.to_owned())),
        (false, None) => Err(FileError::WrongPassphrase(NEEDED)),
        (false, Some(_)) => Ok(()),
    }
}

fn first_page(path: &Path) -> Result<Vec<u8>, FileError> {
    let file = File::open(path).map_err(|e| FileError::at(path, "reading", &e))?;
    if fs::metadata(path).is_ok_and(|m| m.is_dir()) {
        return Err(FileError::NotAnEngagement(path.to_owned()));
    }
    let mut page = Vec::with_capacity(PAGE);
    file.take(PAGE as u64).read_to_end(&mut page).map_err(|e| FileError::at(path, "reading", &e))?;
    Ok(page)
}

/// Encrypted pages look random: whole pages, and in the first nearly every byte value. Text, workbooks and PDFs fail one of the two.
fn looks_encrypted(path: &Path, page: &[u8]) -> bool {
    let whole_pages = fs::metadata(path).is_ok_and(|m| m.len() > 0 && m.len() % PAGE as u64 == 0);
    let mut seen = [false; 256];
    for byte in page {
        seen[usize::from(*byte)] = true;
    }
    whole_pages && seen.iter().filter(|s| **s).count() >= 250
}

fn connect(path: &Path, flags: OpenFlags, passphrase: Option<&str>) -> Result<Connection, FileError> {
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(|e| at(path, e))?;
    prepare(&conn, passphrase)?;
    Ok(conn)
}

/// A file in a folder that cannot be written: nobody can change it there, so no lock or companion file is needed.
fn connect_immutable(path: &Path, passphrase: Option<&str>) -> Result<Connection, FileError> {
    let refused = || FileError::NoRights { path: path.to_owned(), doing: "writing beside" };
    if fs::metadata(beside(path, "-wal")).is_ok_and(|m| m.len() > 0) {
        return Err(refused()); // its last changes are in the companion file, which only a writer may bring in
    }
    let uri = immutable_uri(path).ok_or_else(refused)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(uri, flags).map_err(|e| at(path, e))?;
    prepare(&conn, passphrase)?;
    Ok(conn)
}

fn immutable_uri(path: &Path) -> Option<String> {
    let path = std::path::absolute(path).ok()?;
    let path = path.to_str()?.replace('\\', "/").replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let root = if path.starts_with('/') { "" } else { "/" };
    Some(format!("file://{root}{path}?immutable=1"))
}

fn prepare(conn: &Connection, passphrase: Option<&str>) -> Result<(), FileError> {
    if let Some(passphrase) = passphrase {
        conn.pragma_update(None, "cipher_log_level", "NONE")?; // a wrong passphrase is reported by us, not on stderr
        conn.pragma_update(None, "key", passphrase)?;
    }
    conn.busy_timeout(PATIENCE)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(())
}

fn can_read(conn: &Connection) -> bool {
    let read = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    !matches!(read, Err(rusqlite::Error::SqliteFailure(f, _)) if matches!(f.code, ErrorCode::CannotOpen | ErrorCode::ReadOnly))
}

fn recognise(path: &Path, conn: Connection, passphrase: Option<&str>) -> Result<Opened, FileError> {
    let id: i32 = conn.pragma_query_value(None, "application_id", |r| r.get(0)).map_err(|e| unreadable(path, e, passphrase))?;
    if id != schema::APPLICATION_ID {
        return Err(FileError::NotAnEngagement(path.to_owned()));
    }
    conn.pragma_update(None, "cache_size", -16_384)?; // 16 MB; not before the passphrase is known to be right, as it reads the schema
    // Marked as ours but without our tables: something tore it.
    let stamp = Stamp::read(&conn).map_err(|e| match e {
        FileError::Internal(what) => FileError::Damaged(what),
        other => other,
    })?;
    if stamp.version > schema::VERSION && stamp.minimum_reader > schema::VERSION {
        return Err(FileError::NewerVersion { path: path.to_owned(), file: stamp.version, known: schema::VERSION });
    }
    let damage = quick_check(&conn);
    Ok(Opened { conn, stamp, damage })
}

fn quick_check(conn: &Connection) -> Option<String> {
    match conn.pragma_query_value(None, "quick_check", |r| r.get::<_, String>(0)) {
        Ok(said) if said == "ok" => None,
        Ok(said) => Some(said),
        Err(e) => Some(e.to_string()),
    }
}

fn make_durable(path: &Path, conn: &Connection) -> Result<(), FileError> {
    let refused = |e| match FileError::from(e) {
        FileError::ReadOnly => FileError::NoRights { path: path.to_owned(), doing: "writing in" },
        other => other,
    };
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).map_err(refused)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update_and_check(None, "journal_size_limit", 16_777_216, |_| Ok(()))?;
    Ok(())
}

fn unreadable(path: &Path, error: rusqlite::Error, passphrase: Option<&str>) -> FileError {
    match (error.sqlite_error_code(), passphrase) {
        (Some(ErrorCode::NotADatabase), Some(_)) => FileError::WrongPassphrase(WRONG),
        (Some(ErrorCode::NotADatabase), None) => FileError::NotAnEngagement(path.to_owned()),
        _ => at(path, error),
    }
}

fn at(path: &Path, error: rusqlite::Error) -> FileError {
    match error.sqlite_error_code() {
        Some(ErrorCode::PermissionDenied | ErrorCode::CannotOpen | ErrorCode::ReadOnly) => {
            FileError::NoRights { path: path.to_owned(), doing: "opening" }
        }
        _ => FileError::from(error),
    }
}
