//! What typst sees: one source, the charts and the report's fonts, all in memory.

use crate::Fault;
use std::collections::HashMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::content::Content;
use crate::source::{chart_path, source};

const FONTS: [&[u8]; 4] = [
    include_bytes!("../../../../assets/fonts/IBMPlexSans_400Regular.ttf"),
    include_bytes!("../../../../assets/fonts/IBMPlexSans_400Regular_Italic.ttf"),
    include_bytes!("../../../../assets/fonts/IBMPlexSans_500Medium.ttf"),
    include_bytes!("../../../../assets/fonts/IBMPlexSans_600SemiBold.ttf"),
];

/// A world without a disk.
pub struct Memory {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    charts: HashMap<FileId, Bytes>,
}

impl Memory {
    /// With nothing to show yet.
    pub fn new() -> Result<Self, Fault> {
        let fonts: Vec<Font> = FONTS.iter().flat_map(|data| Font::iter(Bytes::new(*data))).collect();
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: Source::new(id("/main.typ")?, String::new()),
            charts: HashMap::new(),
        })
    }

    /// Takes a document in place of the one before.
    pub fn show(&mut self, content: &Content) -> Result<(), Fault> {
        self.main = Source::new(self.main.id(), source(content));
        self.charts = HashMap::new();
        for (number, svg) in content.charts().enumerate() {
            self.charts.insert(id(&chart_path(number + 1))?, Bytes::from_string(svg.to_owned()));
        }
        Ok(())
    }
}

fn id(path: &str) -> Result<FileId, Fault> {
    let inside = VirtualPath::new(path).map_err(|_| format!("{path} is no path"))?;
    Ok(RootedPath::new(VirtualRoot::Project, inside).intern())
}

impl World for Memory {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.charts.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
