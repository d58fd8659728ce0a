//! The container of old workbooks, looked at before it is read: a chain of sectors that comes back to itself has no end.

/// No sector, the end of a chain and the like begin here.
const SPECIAL: u32 = 0xffff_fffa;
const HEADER: usize = 512;

/// Whether every chain of sectors comes to an end. What is no such container at all is left to its reader to say.
pub(super) fn chains_end(bytes: &[u8]) -> bool {
    let Some(sectors) = Sectors::of(bytes) else { return true };
    let Some(table) = sectors.table() else { return false };
    if !comes_to_an_end(&table) {
        return false;
    }
    let small = sectors.chain(word(bytes, 60).unwrap_or(SPECIAL), &table);
    comes_to_an_end(&small.into_iter().flat_map(|id| sectors.words(id)).collect::<Vec<_>>())
}

/// The sectors of a container.
struct Sectors<'b> {
    bytes: &'b [u8],
    size: usize,
}

impl<'b> Sectors<'b> {
    fn of(bytes: &'b [u8]) -> Option<Sectors<'b>> {
        let size = match bytes.get(30..32)? {
            [9, 0] => 512,
            [12, 0] => 4096,
            _ => return None,
        };
        Some(Sectors { bytes, size })
    }

    /// How many there can be.
    fn count(&self) -> usize {
        self.bytes.len() / self.size + 1
    }

    /// The words of a sector; one beyond the file has none.
    fn words(&self, id: u32) -> Vec<u32> {
        let start = usize::try_from(id).ok().and_then(|id| id.checked_add(1)?.checked_mul(self.size));
        let rest = start.and_then(|start| self.bytes.get(start..)).unwrap_or_default();
        rest[..rest.len().min(self.size)].chunks_exact(4).filter_map(|w| word(w, 0)).collect()
    }

    /// The next sector of every sector; `None` where the list of the table's own sectors has no end.
    fn table(&self) -> Option<Vec<u32>> {
        let mut parts: Vec<u32> = (76..HEADER).step_by(4).filter_map(|at| word(self.bytes, at)).collect();
        let mut more = word(self.bytes, 68).unwrap_or(SPECIAL);
        for _ in 0..self.count() {
            if more >= SPECIAL {
                let parts = parts.into_iter().filter(|id| *id < SPECIAL).take(self.count());
                return Some(parts.flat_map(|id| self.words(id)).collect());
            }
            let mut words = self.words(more);
            more = words.pop()?;
            parts.extend(words);
        }
        None
    }

    fn chain(&self, from: u32, table: &[u32]) -> Vec<u32> {
        let next = |id: &u32| usize::try_from(*id).ok().and_then(|id| table.get(id)).copied();
        let chain = std::iter::successors(Some(from), next).take_while(|id| *id < SPECIAL);
        chain.take(self.count()).collect()
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

/// Whether following the table from anywhere ends: each place is passed once, with the walk that first came there.
fn comes_to_an_end(table: &[u32]) -> bool {
    let mut walk_of = vec![0u32; table.len()];
    for (start, walk) in (0..table.len()).zip(1u32..) {
        let mut at = start;
        while let Some(passed) = walk_of.get_mut(at) {
            match *passed {
                0 => *passed = walk,
                before if before == walk => return false,
                _ => break,
            }
            at = usize::try_from(table[at]).unwrap_or(usize::MAX);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_that_comes_back_to_itself_has_no_end() {
        assert!(comes_to_an_end(&[1, 2, u32::MAX, 2, 9]), "two chains may share their end");
        assert!(!comes_to_an_end(&[1, 2, 0]));
        assert!(!comes_to_an_end(&[u32::MAX, 1]), "not even one step");
        assert!(chains_end(b"no container"), "its reader says that");
    }
}
