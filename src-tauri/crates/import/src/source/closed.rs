//! A sheet of an OpenDocument workbook, looked at before it is read: its reader waits for the end of every element, and
//! one that never ends would be waited for without end.

use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{BufRead, BufReader, Read, Seek};
use zip::ZipArchive;

/// Whether every element of the content ends, each in its turn. What is no such workbook, or an encrypted one, is left to
/// its reader to say.
pub(super) fn content_closes(file: impl Read + Seek) -> bool {
    let Ok(mut zip) = ZipArchive::new(file) else { return true };
    if is_encrypted(&mut zip) {
        return true;
    }
    zip.by_name("content.xml").map_or(true, |content| closes(BufReader::new(content)))
}

fn is_encrypted(zip: &mut ZipArchive<impl Read + Seek>) -> bool {
    /// A manifest names some dozens of parts.
    const LARGEST: u64 = 1 << 20;
    let mut manifest = Vec::new();
    let read = zip.by_name("META-INF/manifest.xml").map(|part| part.take(LARGEST).read_to_end(&mut manifest));
    read.is_ok() && memchr::memmem::find(&manifest, b"encryption-data").is_some()
}

fn closes(xml: impl BufRead) -> bool {
    let mut reader = Reader::from_reader(xml);
    let (mut depth, mut buffer) = (0_u64, Vec::new());
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => return depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
        buffer.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::closes;

    #[test]
    fn elements_that_never_end_are_seen_before_they_are_waited_for() {
        assert!(closes(&b"<a><b x='1'>text</b><c/></a>"[..]));
        for open in ["<a><b>", "<a><b></a>", "<a><b></c></a>", "<a><b x='1", "<a>text"] {
            assert!(!closes(open.as_bytes()), "{open}");
        }
    }
}
