//! Currencies that amounts name, by code or by sign.

/// A currency as it is written: a code, a sign that is one currency's alone, or a sign that several share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Currency(&'static str);

/// Signs and codes, and what each stands for. Where a sign begins with another, it comes first.
const CURRENCIES: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("$", "$"),
    ("£", "GBP"),
    ("€", "EUR"),
    ("\u{80}", "EUR"),
    ("₹", "INR"),
    ("¥", "¥"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("kr.", "kr"),
    ("kr", "kr"),
    ("Rs.", "Rs"),
    ("Rs", "Rs"),
    ("Fr.", "CHF"),
    ("USD", "USD"),
    ("EUR", "EUR"),
    ("GBP", "GBP"),
    ("CAD", "CAD"),
    ("AUD", "AUD"),
    ("NZD", "NZD"),
    ("CHF", "CHF"),
    ("SEK", "SEK"),
    ("NOK", "NOK"),
    ("DKK", "DKK"),
    ("JPY", "JPY"),
    ("CNY", "CNY"),
    ("INR", "INR"),
    ("PKR", "PKR"),
    ("ZAR", "ZAR"),
    ("SGD", "SGD"),
    ("HKD", "HKD"),
    ("MXN", "MXN"),
    ("BRL", "BRL"),
    ("PLN", "PLN"),
    ("CZK", "CZK"),
    ("HUF", "HUF"),
    ("AED", "AED"),
    ("ILS", "ILS"),
    ("TRY", "TRY"),
];

/// Signs that several currencies share.
const SHARED: &[(&str, &[&str])] = &[
    ("$", &["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"]),
    ("¥", &["JPY", "CNY"]),
    ("kr", &["SEK", "NOK", "DKK"]),
    ("Rs", &["INR", "PKR"]),
];

impl Currency {
    /// What a cell of a column of currencies names.
    pub fn of(text: &str) -> Option<Currency> {
        let text = text.trim();
        CURRENCIES.iter().find(|(sign, _)| sign.eq_ignore_ascii_case(text)).map(|(_, name)| Currency(name))
    }

    /// The code, where there is no doubt.
    pub fn code(self) -> Option<&'static str> {
        (self.0.len() == 3 && self.0.is_ascii()).then_some(self.0)
    }

    /// Whether both can be one currency.
    pub fn agrees(self, other: Currency) -> bool {
        let shares = |sign: &str, code: &str| SHARED.iter().any(|(s, codes)| *s == sign && codes.contains(&code));
        self == other || shares(self.0, other.0) || shares(other.0, self.0)
    }

    /// The code or the sign.
    pub fn name(self) -> &'static str {
        self.0
    }
}

/// Takes a currency off either end of an amount.
pub(crate) fn strip(text: &str) -> Option<(Currency, &str)> {
    CURRENCIES.iter().find_map(|(sign, name)| {
        let inner = strip_start(text, sign).or_else(|| strip_end(text, sign))?;
        Some((Currency(name), inner))
    })
}

/// The currency that a cell of amounts names; a look only, whether or not the rest is an amount.
pub(crate) fn named(text: &str) -> Option<Currency> {
    if text.bytes().all(|b| b.is_ascii_digit() || b".,-() '+".contains(&b)) {
        return None;
    }
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "()-+'\u{2212}\u{2013}".contains(c));
    strip(bare).filter(|(_, rest)| rest.contains(|c: char| c.is_ascii_digit())).map(|(currency, _)| currency)
}

fn strip_start<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    text.get(..sign.len()).filter(|t| t.eq_ignore_ascii_case(sign)).map(|_| &text[sign.len()..])
}

fn strip_end<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(sign.len())?;
    text.get(at..).filter(|t| t.eq_ignore_ascii_case(sign)).map(|_| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_sign_agrees_with_each_of_its_currencies() {
        let of = |text| Currency::of(text).unwrap();
        assert!(of("$").agrees(of("usd")) && of("CAD").agrees(of("$")));
        assert!(!of("$").agrees(of("£")) && !of("USD").agrees(of("CAD")));
        assert_eq!((of("€").code(), of("$").code()), (Some("EUR"), None));
    }
}
