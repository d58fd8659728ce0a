//! Whole numbers in as few bytes as they need: seven bits a byte, the lowest first, the high bit on all but the last.

/// Appends a number.
pub(crate) fn write(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number off the start; `None` where the bytes end before it does.
pub(crate) fn read(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// A number of either sign as one without: 0, -1, 1, -2 become 0, 1, 2, 3.
pub(crate) fn unsigned(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

/// The reverse of [`unsigned`].
pub(crate) fn signed(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_and_small_ones_are_short() {
        for number in [0, 1, -1, 63, -64, 64, 20_635, -719_162, i64::MAX, i64::MIN] {
            let mut out = Vec::new();
            write(&mut out, unsigned(number));
            assert_eq!(read(&mut &out[..]).map(signed), Some(number), "what is written is what is read");
            assert!(!(-64..64).contains(&number) || out.len() == 1, "small numbers are most numbers");
        }
        assert_eq!(read(&mut &[0x80][..]), None, "a number cut off is none");
    }
}
