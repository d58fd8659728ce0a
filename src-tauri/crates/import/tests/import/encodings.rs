//! How text is encoded: by its mark, by its bytes, by its letters, or as the user says.

use crate::reading::{self, of, read_source};
use encoding_rs::Encoding;
use import::{Choices, ErrorCode, Source};
use model::{Field, Kind};

/// A ledger whose suppliers have letters beyond ASCII, adding up to 1,301.50.
fn ledger(suppliers: [&str; 3]) -> String {
    let [a, b, c] = suppliers;
    format!("Date,Supplier,Amount\n2025-01-05,{a},1000.00\n2025-01-06,{b},300.25\n2025-01-07,{c},1.25\n")
}

/// Reads the bytes as they are and checks encoding, suppliers and sum.
fn check(bytes: &[u8], encoding: &str, suppliers: [&str; 3]) {
    let source = Source::from_bytes("ledger.csv", bytes.to_vec()).unwrap();
    assert_eq!(source.encoding(), Some(encoding), "by {suppliers:?}");
    let read = read_source(&source, &of(Kind::Costs));
    assert_eq!(read.texts(Field::Vendor), suppliers, "read as {encoding}");
    assert_eq!((read.accepted.len(), read.sum(Field::Amount).as_str()), (3, "1301.50"));
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
}

fn encoded(text: &str, label: &str) -> Vec<u8> {
    let (bytes, _, lost) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
    assert!(!lost, "{label} has every letter of the text");
    bytes.into_owned()
}

const WESTERN: [&str; 3] = ["Café Zürich", "Señor Núñez", "Ångström AB"];
const CYRILLIC: [&str; 3] = ["Рога и Копыта", "Ростелеком", "Альфа Связь"];
const GREEK: [&str; 3] = ["Ελληνικά Δίκτυα", "Πληροφορική Αθηνών", "Υπηρεσίες Διαδικτύου"];
const CHINESE: [&str; 3] = ["北京信息技术有限公司", "上海网络服务有限公司", "广州软件开发中心"];
const CZECH: [&str; 3] = ["Příbramské počítače", "Účetní služby Žďár", "Český software"];

#[test]
fn marks_say_what_follows() {
    let text = ledger(WESTERN);
    check(text.as_bytes(), "UTF-8", WESTERN);
    check(&[b"\xef\xbb\xbf", text.as_bytes()].concat(), "UTF-8", WESTERN);
    check(&[b"\xff\xfe".as_slice(), &utf16(&text, false)].concat(), "UTF-16LE", WESTERN);
    check(&[b"\xfe\xff".as_slice(), &utf16(&text, true)].concat(), "UTF-16BE", WESTERN);
}

#[test]
fn utf_16_without_a_mark_is_known_by_its_zero_bytes() {
    for suppliers in [WESTERN, CYRILLIC, GREEK, CHINESE] {
        check(&utf16(&ledger(suppliers), false), "UTF-16LE", suppliers);
        check(&utf16(&ledger(suppliers), true), "UTF-16BE", suppliers);
    }
}

#[test]
fn a_false_mark_before_utf_8_is_passed_over() {
    let text = "Asset Tag,Asset ,Serial,Checked Out,Location,Purchased,Cost,Current Value,Diff\n\
        A-1,Café laptop,C02X1234ABCD,,Zürich,2023-01-05,\"USD1,299.00\",USD900.00,USD399.00\n\
        A-2,MacBook,C02X1234ABCE,,Oslo,2023-01-06,\"USD1,000.50\",USD900.00,USD100.50\n";
    let read = reading::read_bytes("depreciation.csv", &[b"\xfe\xff", text.as_bytes()].concat(), &of(Kind::Devices));
    assert_eq!((read.accepted.len(), read.sum(Field::DeviceCost).as_str()), (2, "2299.50"), "money behind a currency code");
    assert_eq!(read.texts(Field::AssetTag), ["A-1", "A-2"], "the mark is no part of the first header");
}

#[test]
fn eight_bit_text_is_known_by_its_letters() {
    for (label, encoding, suppliers) in [
        ("windows-1252", "windows-1252", WESTERN),
        ("iso-8859-1", "windows-1252", WESTERN),
        ("iso-8859-2", "ISO-8859-2", CZECH),
        ("windows-1250", "windows-1250", CZECH),
        ("windows-1251", "windows-1251", CYRILLIC),
        ("iso-8859-5", "ISO-8859-5", CYRILLIC),
        ("iso-8859-7", "windows-1253", GREEK),
    ] {
        let rows = (0..9).map(|n| format!("2025-01-{:02},{},100.50\n", n + 1, suppliers[n % 3])).collect::<String>();
        let source = Source::from_bytes("l.csv", encoded(&format!("Date,Supplier,Amount\n{rows}"), label)).unwrap();
        assert_eq!(source.encoding(), Some(encoding), "{label} (of Greek, both pages have the same letters)");
        let read = read_source(&source, &of(Kind::Costs));
        assert_eq!((&read.texts(Field::Vendor)[..3], read.sum(Field::Amount).as_str()), (&suppliers[..], "904.50"));
    }
    check(&encoded(&ledger(WESTERN), "windows-1252"), "windows-1252", WESTERN);
}

#[test]
fn chinese_text_in_gb_18030_is_read() {
    let source = Source::from_bytes("l.csv", encoded(&ledger(CHINESE), "gb18030")).unwrap();
    assert!(matches!(source.encoding(), Some("GBK" | "gb18030")), "the one is the other's first part: {:?}", source.encoding());
    let read = read_source(&source, &of(Kind::Costs));
    assert_eq!((read.texts(Field::Vendor), read.sum(Field::Amount).as_str()), (CHINESE.to_vec(), "1301.50"));
}

#[test]
fn money_signs_alone_are_western() {
    let text = "Date,Supplier,Amount\n2025-01-05,A – B,£1000.00\n2025-01-06,“C”,£300.25\n2025-01-07,D’s,£1.25\n";
    check(&encoded(text, "windows-1252"), "windows-1252", ["A – B", "“C”", "D’s"]);
}

#[test]
fn the_user_may_say_the_encoding() {
    let bytes =
        encoded(&ledger(WESTERN), "macintosh").into_iter().map(|b| if b == b'\n' { b'\r' } else { b }).collect::<Vec<_>>();
    let source = Source::from_bytes("mac.csv", bytes).unwrap();
    for label in ["macroman", "MacRoman", "x-mac-roman", "macintosh"] {
        let said = source.clone().read_as(Some(label), None).unwrap();
        assert_eq!(said.encoding(), Some("macintosh"));
        let read = read_source(&said, &of(Kind::Costs));
        assert_eq!((read.texts(Field::Vendor), read.sum(Field::Amount).as_str()), (WESTERN.to_vec(), "1301.50"));
    }
    let refused = source.read_as(Some("klingon"), None).unwrap_err();
    assert_eq!(refused.code, ErrorCode::UnknownEncoding);
    assert!(refused.hint.contains("macroman"), "the hint names some that exist");
}

#[test]
fn one_broken_byte_does_not_turn_a_file_into_another_encoding() {
    let mut bytes = ledger(WESTERN).into_bytes();
    let more: String = (0..400).map(|n| format!("2025-02-01,Bücher Müller & Söhne {n},0.00\n")).collect();
    bytes.extend_from_slice(more.as_bytes());
    bytes.extend_from_slice(b"2025-02-02,Broken \xe9,0.00\n");
    let source = Source::from_bytes("ledger.csv", bytes).unwrap();
    assert_eq!(source.encoding(), Some("UTF-8"), "1,200 letters are UTF-8 and one is not");
    let read = read_source(&source, &of(Kind::Costs));
    assert_eq!((read.accepted.len(), read.sum(Field::Amount).as_str()), (404, "1301.50"));
    assert_eq!(read.texts(Field::Vendor)[403], "Broken \u{fffd}", "the byte shows as what it is: unreadable");
}

#[test]
fn controls_left_over_from_another_page_are_the_signs_they_were() {
    let text = ledger(["O\u{92}Brien", "A \u{96} B", "\u{93}C\u{94}"]);
    let read = reading::read_bytes("c1.csv", text.as_bytes(), &of(Kind::Costs));
    assert_eq!(read.texts(Field::Vendor), ["O’Brien", "A – B", "“C”"], "C1 codes are Windows-1252 read as ISO-8859-1");
}

#[test]
fn nul_bytes_do_not_make_text_binary() {
    let text = ledger(["Acme\0\0", "\0Beta", "Ga\0mma"]);
    let read = reading::read_bytes("nul.csv", text.as_bytes(), &of(Kind::Costs));
    assert_eq!((read.texts(Field::Vendor), read.sum(Field::Amount).as_str()), (vec!["Acme", "Beta", "Gamma"], "1301.50"));
    let padded = [ledger(["A", "B", "C"]).as_bytes(), &[0u8; 4096]].concat();
    let read = reading::read_bytes("padded.csv", &padded, &of(Kind::Costs));
    assert_eq!((read.accepted.len(), read.rejected.len()), (3, 0), "padding at the end of a block is no row");
}

#[test]
fn an_empty_choice_changes_nothing() {
    let source = Source::from_bytes("l.csv", ledger(WESTERN).into_bytes()).unwrap().read_as(None, None).unwrap();
    assert_eq!(source.encoding(), Some("UTF-8"));
    assert_eq!(read_source(&source, &Choices { kind: Some(Kind::Costs), ..Choices::default() }).accepted.len(), 3);
}
