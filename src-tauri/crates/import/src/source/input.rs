//! Where the bytes of a source are: in a file that is read again by every pass, or in memory.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What holds the bytes.
#[derive(Debug, Clone)]
pub(super) enum Held {
    /// A file.
    File(PathBuf),
    /// Memory, shared by the copies of the source.
    Memory(Arc<[u8]>),
}

/// The bytes while they are read.
#[derive(Debug)]
pub(super) enum Input {
    File(File),
    Memory(Cursor<Arc<[u8]>>),
}

impl Held {
    pub fn open(&self) -> io::Result<Input> {
        Ok(match self {
            Held::File(path) => Input::File(File::open(path)?),
            Held::Memory(bytes) => Input::Memory(Cursor::new(Arc::clone(bytes))),
        })
    }
}

impl Input {
    /// How many bytes there are.
    pub fn size(&self) -> io::Result<u64> {
        Ok(match self {
            Input::File(file) => file.metadata()?.len(),
            Input::Memory(bytes) => u64::try_from(bytes.get_ref().len()).unwrap_or(u64::MAX),
        })
    }
}

impl From<&Path> for Held {
    fn from(path: &Path) -> Held {
        Held::File(path.to_owned())
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Input::File(file) => file.read(buffer),
            Input::Memory(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Input {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Input::File(file) => file.seek(to),
            Input::Memory(bytes) => bytes.seek(to),
        }
    }
}
