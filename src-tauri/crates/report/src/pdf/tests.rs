use super::{Attachment, Metadata, PdfWriter, Writer};
use crate::document::*;
use crate::face::Faces;
use crate::layout::{Draw, Laid, lay_out};
use chrono::NaiveDate;
use lopdf::content::Content;
use lopdf::{Dictionary, Document as File, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

const INPUTS: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn heading(level: u8, text: &str, id: Option<&str>) -> Op {
    Op::Heading(Heading { level, text: text.into(), over: None, id: id.map(str::to_owned), listed: true })
}

fn paragraph(runs: Vec<Run>) -> Op {
    Op::Paragraph(Paragraph { runs, style: Style::Body, keep_with_next: false })
}

fn table() -> Op {
    let row =
        |n: usize| Row::of(vec![Cell::words(format!("Row {n}")), Cell::default(), Cell::words("$1,000")]).id(format!("row.{n}"));
    let columns = vec![Column::words(1.0), Column::narrow(60.0), Column::figures(60.0)];
    Op::Table(Table::new(columns, Table::heads(["Name", "Empty", "Cost"]), (0..90).map(row).collect()))
}

fn figure() -> Op {
    let points = vec![(0.0, 0.0), (50.0, 40.0)];
    let drawing =
        vec![Draw::rectangle((0.0, 0.0), 80.0, 40.0, (0, 0, 209)), Draw::Path { points, width: 1.0, colour: (1, 2, 3) }];
    Op::Figure(Figure {
        finding: "Costs rise".into(),
        caption: "US dollars a year".into(),
        alt: "Costs rise by 3 %".into(),
        drawing,
        height: 40.0,
    })
}

/// Every operation once at least, on several pages.
fn ops() -> Vec<Op> {
    let out = Run { link: Some(Link::Uri("https://example.org/".into())), ..Run::plain(" outside") };
    let framed = Run { framed: Some(false), ..Run::plain(" Directional") };
    let sentence = vec![Run::plain("See "), Run::bold("row 80").to("row.80"), Run::plain(" and").to("nowhere"), out, framed];
    let side = |text: &str| (1.0, vec![heading(3, text, None), paragraph(plain("Beside. ".repeat(30)))]);
    vec![
        heading(1, "The answer (and “why”)", Some("answer")),
        paragraph(sentence),
        Op::Rule,
        Op::Contents(2),
        Op::NewPage,
        heading(1, "Options", Some("options")),
        heading(2, "Costs", None),
        figure(),
        Op::Columns(vec![side("Left"), side("Right")]),
        Op::Framed(vec![heading(2, "Against", None), paragraph(plain("The case against."))]),
        Op::Gap(20.0),
        Op::List(List { items: vec![("1".into(), plain("First")), ("2".into(), plain("Second"))], style: Style::Body }),
        heading(2, "Data", None),
        table(),
    ]
}

fn laid(faces: &Faces) -> Laid {
    let furniture = Furniture {
        head_left: "Clinic".into(),
        head_right: "Full report".into(),
        foot_left: "Prepared by nobody".into(),
        foot_right: "Inputs 0123456789ab".into(),
        accent: (0, 0, 209),
        logo: Some(Logo { pixels: vec![200; 4 * 2 * 3], width: 4, height: 2 }),
    };
    lay_out(&Document { title: "Clinic: Übersicht".into(), ops: ops(), furniture, paper: Paper::Letter }, faces)
}

fn metadata() -> Metadata {
    Metadata {
        author: "Nobody".into(),
        subject: "Managed IT support".into(),
        producer: "Threshold 1".into(),
        date: NaiveDate::from_ymd_opt(2026, 9, 30).unwrap(),
        own: vec![("inputs".into(), INPUTS.into()), ("seed".into(), "7".into())],
        attachment: Some(Attachment {
            name: "assessment.json".into(),
            media: "application/json".into(),
            description: "What it says, as data".into(),
            bytes: b"{\"a\":1}".to_vec(),
        }),
    }
}

fn written() -> Vec<u8> {
    let faces = Faces::bundled().unwrap();
    PdfWriter { faces }.write(&laid(faces), &metadata()).unwrap()
}

fn file() -> File {
    File::load_mem(&written()).unwrap()
}

fn resolved<'a>(file: &'a File, dict: &'a Dictionary, key: &str) -> Option<&'a Object> {
    let (_, object) = file.dereference(dict.get(key.as_bytes()).ok()?).ok()?;
    Some(object)
}

fn dict<'a>(file: &'a File, from: &'a Dictionary, key: &str) -> &'a Dictionary {
    resolved(file, from, key).and_then(|o| o.as_dict().ok()).unwrap_or_else(|| panic!("a dictionary under {key}"))
}

fn list<'a>(file: &'a File, from: &'a Dictionary, key: &str) -> &'a [Object] {
    resolved(file, from, key).and_then(|o| o.as_array().ok()).map_or(&[], Vec::as_slice)
}

fn named(dict: &Dictionary, key: &str) -> String {
    dict.get(key.as_bytes()).and_then(Object::as_name).map(|n| String::from_utf8_lossy(n).into_owned()).unwrap_or_default()
}

fn raw(file: &File, dict: &Dictionary, key: &str) -> Vec<u8> {
    resolved(file, dict, key).and_then(|o| o.as_str().ok()).map(<[u8]>::to_vec).unwrap_or_default()
}

/// A text string as words; ours are UTF-16 with a mark in front.
fn words(file: &File, dict: &Dictionary, key: &str) -> String {
    let bytes = raw(file, dict, key);
    let units = bytes.strip_prefix(&[0xfe, 0xff]).expect("UTF-16 begins with its mark");
    let pairs: Vec<u16> = units.chunks(2).map(|p| u16::from_be_bytes([p[0], p[1]])).collect();
    String::from_utf16(&pairs).unwrap()
}

fn content(file: &File, page: ObjectId) -> Content {
    Content::decode(&file.get_page_content(page)).unwrap()
}

/// The number a marked content begins with.
fn mcid(operands: &[Object]) -> Option<i64> {
    operands.get(1)?.as_dict().ok()?.get(b"MCID").ok()?.as_i64().ok()
}

#[test]
fn the_same_pages_are_the_same_bytes() {
    assert!(written() == written(), "no clock, no chance, no order of a hash map is in the file");
}

#[test]
fn the_file_says_what_it_is() {
    let file = file();
    let catalog = file.catalog().unwrap();
    assert_eq!(raw(&file, catalog, "Lang"), b"en-US", "a reader's voice follows the language");
    let marked = dict(&file, catalog, "MarkInfo").get(b"Marked").and_then(Object::as_bool);
    assert!(marked.is_ok_and(|m| m), "a tagged file says that it is");
    let title = dict(&file, catalog, "ViewerPreferences").get(b"DisplayDocTitle").and_then(Object::as_bool);
    assert!(title.is_ok_and(|t| t), "readers show the title, not the file's name");
    assert_eq!(named(dict(&file, catalog, "StructTreeRoot"), "Type"), "StructTreeRoot", "it has a structure");
    let info = dict(&file, &file.trailer, "Info");
    assert_eq!(words(&file, info, "Title"), "Clinic: Übersicht", "the title is the document's");
    assert_eq!(words(&file, info, "Author"), "Nobody", "the author is who prepared it");
    for key in ["CreationDate", "ModDate"] {
        assert_eq!(raw(&file, info, key), b"D:20260930000000Z", "the only date is the report's: {key}");
    }
    let id = list(&file, &file.trailer, "ID");
    assert_eq!(id.len(), 2, "an id of two parts");
    assert!(id.iter().all(|part| part.as_str().unwrap() == &INPUTS.as_bytes()[..32]), "made of the inputs, not of chance");
}

#[test]
fn the_attachment_comes_out_as_it_went_in() {
    let file = file();
    let catalog = file.catalog().unwrap();
    let spec = list(&file, catalog, "AF")[0].as_reference().and_then(|id| file.get_dictionary(id)).unwrap();
    assert_eq!(words(&file, spec, "UF"), "assessment.json", "it keeps its name");
    let stream = resolved(&file, dict(&file, spec, "EF"), "F").unwrap().as_stream().unwrap();
    let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    assert_eq!(bytes, b"{\"a\":1}", "and its bytes");
}

#[test]
fn marked_content_is_balanced_and_holds_all_that_is_drawn() {
    const PAINTS: [&str; 14] = ["f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Tj", "TJ", "'", "\"", "Do"];
    let file = file();
    for (number, page) in file.get_pages() {
        let mut depth = 0_i32;
        for operation in content(&file, page).operations {
            match operation.operator.as_str() {
                "BDC" | "BMC" => depth += 1,
                "EMC" => depth -= 1,
                paint if PAINTS.contains(&paint) => assert_eq!(depth, 1, "{paint} is content or decoration: page {number}"),
                _ => {}
            }
            assert!((0..=1).contains(&depth), "marked content neither nests nor ends twice: page {number}");
        }
        assert_eq!(depth, 0, "what is begun ends on its page: {number}");
    }
}

#[test]
fn every_marked_content_has_its_place_in_the_structure_once() {
    let file = file();
    let root = dict(&file, file.catalog().unwrap(), "StructTreeRoot");
    let parents = parent_tree(&file, root);
    let mut claimed = claimed(&file, root);
    for (number, page) in file.get_pages() {
        let key = file.get_dictionary(page).and_then(|p| p.get(b"StructParents")).and_then(Object::as_i64).unwrap();
        let (_, owners) = file.dereference(parents[&key]).unwrap();
        let owners: Vec<ObjectId> = owners.as_array().unwrap().iter().map(|o| o.as_reference().unwrap()).collect();
        let begun = content(&file, page).operations.into_iter().filter(|o| o.operator == "BDC");
        let numbers: Vec<i64> = begun.map(|o| mcid(&o.operands).expect("content of the structure has a number")).collect();
        let want: Vec<i64> = (0..owners.len() as i64).collect();
        assert_eq!(numbers, want, "numbered from 0 in reading order, as many as the parent tree has: page {number}");
        for (at, owner) in owners.into_iter().enumerate() {
            let nodes = claimed.remove(&(page, at as i64)).unwrap_or_default();
            assert_eq!(nodes, [owner], "the node the parent tree names is the one that has content {at} of page {number}");
        }
    }
    assert!(claimed.is_empty(), "no node speaks of content that is on no page: {claimed:?}");
}

fn parent_tree<'a>(file: &'a File, root: &'a Dictionary) -> BTreeMap<i64, &'a Object> {
    let pairs = list(file, dict(file, root, "ParentTree"), "Nums");
    let numbers: Vec<i64> = pairs.chunks(2).map(|p| p[0].as_i64().unwrap()).collect();
    assert!(numbers.windows(2).all(|w| w[0] < w[1]), "a number tree is sorted and has no number twice");
    pairs.chunks(2).map(|p| (p[0].as_i64().unwrap(), &p[1])).collect()
}

/// Which nodes claim which content, walking down from the root.
fn claimed(file: &File, root: &Dictionary) -> BTreeMap<(ObjectId, i64), Vec<ObjectId>> {
    let mut found: BTreeMap<_, Vec<ObjectId>> = BTreeMap::new();
    for (id, node) in elements(file, root) {
        for kid in list(file, node, "K").iter().filter_map(|k| k.as_dict().ok()).filter(|k| named(k, "Type") == "MCR") {
            let page = kid.get(b"Pg").and_then(Object::as_reference).unwrap();
            found.entry((page, kid.get(b"MCID").and_then(Object::as_i64).unwrap())).or_default().push(id);
        }
    }
    found
}

/// Every node with its id, in reading order.
fn elements<'a>(file: &'a File, root: &'a Dictionary) -> Vec<(ObjectId, &'a Dictionary)> {
    let mut found = Vec::new();
    let mut open: Vec<ObjectId> = kids(file, root);
    while let Some(id) = open.pop() {
        let node = file.get_dictionary(id).unwrap();
        found.push((id, node));
        open.extend(kids(file, node));
    }
    found
}

/// Child nodes, last first.
fn kids(file: &File, node: &Dictionary) -> Vec<ObjectId> {
    list(file, node, "K").iter().rev().filter_map(|k| k.as_reference().ok()).collect()
}

#[test]
fn the_structure_reads_as_the_document_does() {
    let file = file();
    let root = dict(&file, file.catalog().unwrap(), "StructTreeRoot");
    let elements = elements(&file, root);
    let roles: Vec<String> = elements.iter().map(|(_, node)| named(node, "S")).collect();
    let headings: Vec<&str> =
        roles.iter().map(String::as_str).filter(|r| r.len() == 2 && r.starts_with('H')).filter(|r| *r != "TH").collect();
    assert_eq!(headings, ["H1", "H1", "H2", "H3", "H3", "H2", "H2"], "headings come in the order they are read");
    let known: BTreeSet<&str> = roles.iter().map(String::as_str).collect();
    for role in ["Document", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure", "Link", "TOC", "TOCI", "Div"] {
        assert!(known.contains(role), "the document has one of each: {role}");
    }
    for (_, node) in elements.iter().filter(|(_, n)| named(n, "S") == "Figure") {
        assert_eq!(words(&file, node, "Alt"), "Costs rise by 3 %", "a picture is told in words");
    }
    let rows = elements.iter().filter(|(_, n)| named(n, "S") == "TR");
    assert!(rows.clone().count() == 91, "90 rows and their head; a head repeated is not read again");
    assert!(rows.map(|(_, r)| kids(&file, r).len()).all(|cells| cells == 3), "every row has all its cells, empty or not");
}

#[test]
fn a_link_is_an_annotation_with_words_and_its_node() {
    let file = file();
    let root = dict(&file, file.catalog().unwrap(), "StructTreeRoot");
    let parents = parent_tree(&file, root);
    let mut count = 0;
    for (_, page) in file.get_pages() {
        let page = file.get_dictionary(page).unwrap();
        assert_eq!(named(page, "Tabs"), "S", "the tab key follows the structure");
        for annotation in list(&file, page, "Annots").iter().map(|a| a.as_reference().unwrap()) {
            count += 1;
            let link = file.get_dictionary(annotation).unwrap();
            assert!(!words(&file, link, "Contents").is_empty(), "a link says where it leads");
            assert!(link.has(b"Dest") != link.has(b"A"), "it leads into the file or out of it");
            let key = link.get(b"StructParent").and_then(Object::as_i64).unwrap();
            let node = parents[&key].as_reference().and_then(|id| file.get_dictionary(id)).unwrap();
            let objects = list(&file, node, "K").iter().filter_map(|k| k.as_dict().ok()).filter(|k| named(k, "Type") == "OBJR");
            let own = objects.filter_map(|k| k.get(b"Obj").and_then(Object::as_reference).ok()).filter(|id| *id == annotation);
            assert_eq!((named(node, "S").as_str(), own.count()), ("Link", 1), "its node has it once");
        }
    }
    assert_eq!(count, 7, "a row, a page outside, five headings in the contents; what leads nowhere is no link");
}

#[test]
fn fonts_are_embedded_subsets() {
    let file = file();
    let all = file.objects.values().filter_map(|o| o.as_dict().ok());
    let fonts: Vec<&Dictionary> = all.filter(|d| named(d, "Type") == "Font" && named(d, "Subtype") == "Type0").collect();
    assert_eq!(fonts.len(), 3, "regular words, semibold headings, medium contents: each cut once");
    let names: BTreeSet<String> = fonts.iter().map(|f| named(f, "BaseFont")).collect();
    assert_eq!(names.len(), 3, "two subsets of one font would need two names: {names:?}");
    for font in fonts {
        let name = named(font, "BaseFont");
        let (tag, rest) = name.split_once('+').unwrap_or_default();
        let tagged = tag.len() == 6 && tag.chars().all(|c| c.is_ascii_uppercase()) && rest.starts_with("IBMPlexSans");
        assert!(tagged, "six capitals and a plus say that a font is a subset: {name}");
        let (_, descendant) = file.dereference(&list(&file, font, "DescendantFonts")[0]).unwrap();
        let descendant = descendant.as_dict().unwrap();
        assert!(named(descendant, "BaseFont").ends_with(rest), "font and descendant are the same: {name}");
        let descriptor = dict(&file, descendant, "FontDescriptor");
        let program = resolved(&file, descriptor, "FontFile2").or_else(|| resolved(&file, descriptor, "FontFile3"));
        assert!(program.is_some_and(|p| p.as_stream().is_ok()), "the font itself is in the file: {name}");
        assert!(font.has(b"ToUnicode"), "its glyphs can be copied as characters: {name}");
    }
}

#[test]
fn the_outline_nests_as_the_headings_do() {
    let file = file();
    let mut lines = Vec::new();
    outline(&file, dict(&file, file.catalog().unwrap(), "Outlines"), 0, &mut lines);
    let want = ["The answer (and “why”)", "Options", " Costs", "  Left", "  Right", " Against", " Data"];
    assert_eq!(lines, want, "a heading stands below the one it belongs to");
}

fn outline(file: &File, entry: &Dictionary, depth: usize, lines: &mut Vec<String>) {
    let mut next = entry.get(b"First").and_then(Object::as_reference).ok();
    while let Some(id) = next {
        let child = file.get_dictionary(id).unwrap();
        lines.push(format!("{}{}", " ".repeat(depth), words(file, child, "Title")));
        let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
        let page = list(file, child, "Dest")[0].as_reference().unwrap();
        assert!(pages.contains(&page), "an entry leads to a page of the file");
        outline(file, child, depth + 1, lines);
        next = child.get(b"Next").and_then(Object::as_reference).ok();
    }
}
