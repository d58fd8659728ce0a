//! The firm's logo inside the page: a picture that is its own address.

use crate::document::Logo;
use resvg::tiny_skia::{ColorU8, Pixmap};

/// The logo as a PNG in a `data:` address; none where its pixels do not fill its size.
pub fn data_uri(logo: &Logo) -> Option<String> {
    let mut picture = Pixmap::new(logo.width, logo.height)?;
    let pixels = logo.pixels.chunks_exact(3).map(|p| ColorU8::from_rgba(p[0], p[1], p[2], u8::MAX).premultiply());
    picture.pixels_mut().iter_mut().zip(pixels).for_each(|(to, from)| *to = from);
    Some(format!("data:image/png;base64,{}", base64(&picture.encode_png().ok()?)))
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = |three: &[u8]| {
        let [a, b, c] = [0, 1, 2].map(|at| u32::from(three.get(at).copied().unwrap_or(0)));
        let all = a << 16 | b << 8 | c;
        let digit = |at: usize| match at <= three.len() {
            true => char::from(DIGITS[(all >> (18 - 6 * at) & 63) as usize]),
            false => '=',
        };
        [0, 1, 2, 3].map(digit)
    };
    bytes.chunks(3).flat_map(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_the_digits_of_the_standard() {
        let all = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        let want = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        assert_eq!(all, want, "the test vectors of RFC 4648, section 10");
    }
}
