//! Keyed hashes and pseudonyms: what identifies a person or a device is kept only as an HMAC under a random key
//! of the file, so that two files cannot be joined and a list of guessed names cannot be tried without the key.

use crate::error::FileError;
use hmac::{Hmac, KeyInit, Mac};
use model::Kind;
use rusqlite::Connection;
use sha2::Sha256;

/// Bytes of the file's key: one HMAC-SHA256 block.
pub(crate) const KEY_BYTES: usize = 64;

/// The file's key, ready to hash.
pub(crate) struct Keyed(Hmac<Sha256>);

impl Keyed {
    pub(crate) fn new(key: [u8; KEY_BYTES]) -> Self {
        Self(Hmac::new(&key.into()))
    }

    /// Loads the key kept in a file.
    pub(crate) fn load(conn: &Connection) -> Result<Self, FileError> {
        Ok(Self::new(conn.query_row("SELECT hash_key FROM engagement", [], |r| r.get(0))?))
    }

    /// Hash of any text that may hold a name.
    pub(crate) fn text(&self, text: &str) -> [u8; 16] {
        first_half(self.digest(&[b"text", text.as_bytes()]))
    }

    /// Hash of what identifies a record among those of its kind.
    pub(crate) fn identity(&self, kind: Kind, identity: &str) -> [u8; 16] {
        first_half(self.digest(&[b"identity", kind.name().as_bytes(), identity.as_bytes()]))
    }

    /// Hash of a person's name, however it is spelt.
    pub(crate) fn person(&self, name: &str) -> [u8; 32] {
        self.digest(&[b"person", fold(name).as_bytes()])
    }

    /// HMAC over the parts with a separator that no part's own meaning depends on.
    fn digest(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(part);
            mac.update(&[0]);
        }
        mac.finalize().into_bytes().into()
    }
}

/// A fresh random key.
pub(crate) fn new_key() -> Result<[u8; KEY_BYTES], FileError> {
    let mut key = [0; KEY_BYTES];
    getrandom::fill(&mut key).map_err(|e| FileError::Internal(format!("no random numbers: {e}")))?;
    Ok(key)
}

/// Case and spacing differ between exports of one person's name; neither makes another person.
fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        match word.is_ascii() {
            true => folded.extend(word.chars().map(|c| c.to_ascii_lowercase())),
            false => folded.push_str(&word.to_lowercase()),
        }
    }
    folded
}

fn first_half(digest: [u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_says_nothing_without_its_key() {
        let (one, other) = (Keyed::new([1; KEY_BYTES]), Keyed::new([2; KEY_BYTES]));
        assert_eq!(one.text("Ann Example"), one.text("Ann Example"), "the same name must be found again");
        assert_ne!(one.text("Ann Example"), other.text("Ann Example"), "two clients' files must not be joinable");
    }

    #[test]
    fn one_identity_in_two_kinds_is_two_things() {
        let keyed = Keyed::new([1; KEY_BYTES]);
        assert_ne!(
            keyed.identity(Kind::Devices, "1001"),
            keyed.identity(Kind::Tickets, "1001"),
            "a device and a ticket may share a number"
        );
    }

    #[test]
    fn spelling_that_exports_disagree_on_is_folded() {
        assert_eq!(fold("  ANN   Example "), fold("Ann example"), "case and spaces are not part of a person");
        assert_ne!(fold("Ann Example"), fold("Anne Example"), "another name is another person");
    }
}
