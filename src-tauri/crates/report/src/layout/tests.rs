use super::furniture::{BOTTOM, TOP};
use super::pages::{Laid, Page, lay_out};
use super::{Draw, Item, NodeId, Role};
use crate::chart::Shape;
use crate::document::*;
use crate::face::{Cut, Faces};
use crate::ink::Ink;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How far a line's own width, or a shade that closes a gap, may reach over an edge.
const HAIR: f64 = 1.0;

fn faces() -> &'static Faces {
    Faces::bundled().unwrap()
}

fn furniture() -> Furniture {
    Furniture {
        head_left: "Clinic: managed IT support".into(),
        head_right: "Full report".into(),
        foot_left: "Prepared by nobody".into(),
        foot_right: "Inputs 0123456789ab".into(),
        accent: (0, 0, 209),
        logo: None,
    }
}

fn laid_on(ops: Vec<Op>, paper: Paper) -> Laid {
    let document = Document { title: "Test".into(), ops, furniture: furniture(), paper };
    lay_out(&document, faces())
}

fn laid(ops: Vec<Op>) -> Laid {
    laid_on(ops, Paper::Letter)
}

/// Height of a page's own content.
fn room(laid: &Laid) -> f64 {
    laid.size.1 - TOP - BOTTOM
}

/// What stands on a page besides its furniture, which comes first.
fn body(page: &Page) -> &[Item] {
    let furniture = laid(Vec::new()).pages[0].items.len();
    &page.items[furniture..]
}

fn words(count: usize) -> String {
    const WORDS: [&str; 6] = ["support", "of", "endpoints", "is", "outsourced", "today"];
    (0..count).map(|n| WORDS[n % WORDS.len()]).collect::<Vec<_>>().join(" ")
}

fn paragraph(text: impl Into<String>) -> Op {
    Op::Paragraph(Paragraph { runs: plain(text), style: Style::Body, keep_with_next: false })
}

fn heading(level: u8, text: &str) -> Op {
    Op::Heading(Heading { level, text: text.into(), over: None, id: None, listed: true })
}

fn figure(height: f64) -> Figure {
    Figure {
        finding: "Costs rise".into(),
        caption: "US dollars a year".into(),
        alt: "Costs rise from 1 to 2".into(),
        drawing: vec![Draw::rectangle((0.0, 0.0), 100.0, height, (1, 2, 3))],
        height,
    }
}

/// Two columns; the second cell of every third row takes several lines.
fn table(rows: usize) -> Table {
    let row = |n: usize| Row::of(vec![Cell::words(label(n)), Cell::words(words(if n.is_multiple_of(3) { 70 } else { 3 }))]);
    let columns = vec![Column::narrow(60.0), Column::words(1.0)];
    Table::new(columns, Table::heads(["Number", "Sentence"]), (0..rows).map(row).collect())
}

fn label(row: usize) -> String {
    format!("R{row:03}")
}

fn text_of(item: &Item) -> Option<&str> {
    if let Draw::Text { text, .. } = &item.draw { Some(text) } else { None }
}

/// The nodes from one up to the document.
fn upwards(laid: &Laid, node: NodeId) -> impl Iterator<Item = NodeId> {
    std::iter::successors(Some(node), |n| laid.tree.nodes[n.0].parent)
}

fn under(laid: &Laid, node: NodeId, role: Role) -> Option<NodeId> {
    upwards(laid, node).find(|n| laid.tree.nodes[n.0].role == role)
}

fn is_heading(laid: &Laid, node: NodeId) -> bool {
    matches!(laid.tree.nodes[node.0].role, Role::Heading(_))
}

/// Base lines of a node's words, page by page.
fn lines_of(laid: &Laid, node: NodeId) -> Vec<BTreeSet<u64>> {
    let line = |item: &Item| match &item.draw {
        Draw::Text { y, .. } if item.node.is_some_and(|n| upwards(laid, n).any(|n| n == node)) => Some(y.to_bits()),
        _ => None,
    };
    laid.pages.iter().map(|p| p.items.iter().filter_map(line).collect()).collect()
}

fn nodes(laid: &Laid, role: Role) -> Vec<NodeId> {
    (0..laid.tree.nodes.len()).map(NodeId).filter(|n| laid.tree.nodes[n.0].role == role).collect()
}

/// Left, top, right, bottom of what is seen.
fn extent(draw: &Draw) -> Option<[f64; 4]> {
    match draw {
        Draw::Text { x, y, size, cut, text, .. } => {
            let width = faces_width(text, *cut, *size);
            Some([*x, y - size * 0.7, x + width, y + size * 0.22])
        }
        Draw::Path { points, .. } | Draw::Fill { points, .. } => Some(bounds(points)),
        Draw::Logo { x, y, width, height } | Draw::Link { x, y, width, height, .. } => Some([*x, *y, x + width, y + height]),
        Draw::PageOf { .. } | Draw::Destination { .. } | Draw::Nothing => None,
    }
}

fn faces_width(text: &str, cut: Cut, size: f64) -> f64 {
    faces().width(text, cut, size)
}

fn bounds(points: &[(f64, f64)]) -> [f64; 4] {
    let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    points.iter().fold(start, |b, (x, y)| [b[0].min(*x), b[1].min(*y), b[2].max(*x), b[3].max(*y)])
}

/// The first thing drawn outside the margins, above the first line or below the foot.
fn outside(laid: &Laid) -> Option<(usize, Draw, [f64; 4])> {
    let (width, height) = laid.size;
    let inside = |e: [f64; 4]| {
        e[0] >= Paper::MARGIN - HAIR
            && e[1] >= TOP - HAIR
            && e[2] <= width - Paper::MARGIN + HAIR
            && e[3] <= height - BOTTOM + HAIR
    };
    let pages = laid.pages.iter().enumerate().flat_map(|(at, page)| body(page).iter().map(move |i| (at, &i.draw)));
    pages.filter_map(|(at, draw)| Some((at, draw.clone(), extent(draw)?))).find(|(_, _, e)| !inside(*e))
}

// Tables

#[test]
fn a_long_table_keeps_every_row_once_and_in_order() {
    let laid = laid(vec![Op::Table(table(500))]);
    let items = laid.pages.iter().flat_map(|p| &p.items).filter(|i| i.node.is_some());
    let labels: Vec<&str> = items.filter_map(text_of).filter(|t| t.len() == 4 && t.starts_with('R')).collect();
    let want: Vec<String> = (0..500).map(label).collect();
    assert_eq!(labels, want, "a row is neither lost nor repeated where a page ends");
    assert_eq!(outside(&laid), None, "a table goes on to the next page before it reaches the foot");
}

#[test]
fn no_row_is_split() {
    let laid = laid(vec![Op::Table(table(500))]);
    let mut pages_of: BTreeMap<NodeId, BTreeSet<usize>> = BTreeMap::new();
    for (at, page) in laid.pages.iter().enumerate() {
        let rows = page.items.iter().filter_map(|i| under(&laid, i.node?, Role::TableRow));
        rows.for_each(|row| {
            pages_of.entry(row).or_default().insert(at);
        });
    }
    assert_eq!(pages_of.len(), 501, "every row and the head has its words on some page");
    let split: Vec<_> = pages_of.iter().filter(|(_, pages)| pages.len() > 1).collect();
    assert!(split.is_empty(), "the cells of a row are read side by side, so they stay on one page: {split:?}");
}

#[test]
fn a_table_repeats_its_head_as_decoration_where_it_goes_on() {
    let laid = laid(vec![paragraph(words(40)), Op::Table(table(500))]);
    assert!(laid.pages.len() > 20, "500 rows need many pages: {}", laid.pages.len());
    for (at, page) in laid.pages.iter().enumerate() {
        let texts: Vec<(Option<NodeId>, &str)> = page.items.iter().filter_map(|i| Some((i.node, text_of(i)?))).collect();
        let heads: Vec<usize> = (0..texts.len()).filter(|n| matches!(texts[*n].1, "Number" | "Sentence")).collect();
        let row = texts.iter().position(|(_, t)| t.starts_with('R') && t.len() == 4).unwrap();
        assert_eq!(heads.len(), 2, "both heads stand once on page {at}");
        assert!(heads.iter().all(|n| *n < row), "the head stands before the page's first row: page {at}");
        let read = heads.iter().all(|n| texts[*n].0.is_some());
        assert_eq!(read, at == 0, "a head is read once; where it is repeated it is decoration: page {at}");
    }
}

#[test]
fn a_table_begins_and_ends_with_two_rows_on_a_page() {
    for gap in (230..640).step_by(3) {
        let table = Table { whole: false, ..table(12) };
        let laid = laid(vec![Op::Gap(f64::from(gap)), Op::Table(table)]);
        let count = |p: &Page| p.items.iter().filter_map(text_of).filter(|t| t.starts_with('R') && t.len() == 4).count();
        let counts: Vec<usize> = laid.pages.iter().map(count).filter(|c| *c > 0).collect();
        assert!(counts.first().is_some_and(|c| *c >= 2), "a first row alone under its head looks lost: gap {gap}, {counts:?}");
        assert!(counts.last().is_some_and(|c| *c >= 2), "a last row alone on a page looks lost: gap {gap}, {counts:?}");
    }
}

#[test]
fn a_whole_table_stays_on_one_page_if_it_can() {
    let table = Table { whole: true, ..table(12) };
    for gap in (0..640).step_by(40) {
        let laid = laid(vec![Op::Gap(f64::from(gap)), Op::Table(table.clone())]);
        let node = nodes(&laid, Role::Table)[0];
        let pages = lines_of(&laid, node).iter().filter(|l| !l.is_empty()).count();
        assert_eq!(pages, 1, "a table marked as whole is shorter than a page, so nothing forces a break: gap {gap}");
    }
}

#[test]
fn words_without_spaces_stay_inside_their_column() {
    let long = "w".repeat(200);
    let marked = Cell { shape: Some((Shape::Circle, Ink::CoManaged, true)), ..Cell::words(&long) };
    let columns = vec![Column::narrow(40.0), Column::words(1.0), Column::figures(70.0), Column::figures(90.0)];
    let row = Row::of(vec![Cell::words(&long), marked.clone(), Cell::bold(&long), marked]);
    let laid = laid(vec![Op::Table(Table::new(columns, Table::heads(["A", "B", "C", "D"]), vec![row]))]);
    let share = laid.size.0 - 2.0 * Paper::MARGIN - 3.0 * 8.0 - 40.0 - 70.0 - 90.0;
    let cells: Vec<NodeId> = nodes(&laid, Role::TableCell).into_iter().chain(nodes(&laid, Role::RowHead)).collect();
    assert_eq!(cells.len(), 4, "four cells of one row");
    let mut sorted = cells;
    sorted.sort();
    let mut x = Paper::MARGIN;
    for (cell, width) in sorted.into_iter().zip([40.0, share, 70.0, 90.0]) {
        let drawn: Vec<&Item> = laid.pages[0].items.iter().filter(|i| i.node == Some(cell)).collect();
        let letters: usize = drawn.iter().filter_map(|i| text_of(i)).map(str::len).sum();
        assert_eq!(letters, 200, "a word is broken where it must be, and loses no letter");
        for e in drawn.iter().filter_map(|i| extent(&i.draw)) {
            assert!(
                e[0] >= x - 0.01 && e[2] <= x + width + 0.01,
                "its pieces are as long as the column is wide: {e:?}, {x}, {width}"
            );
        }
        x += width + 8.0;
    }
}

// What stays together

fn followers() -> Vec<(&'static str, Op)> {
    let list = List { items: vec![("1".into(), plain(words(60))), ("2".into(), plain("Last"))], style: Style::Body };
    vec![
        ("paragraph", paragraph(words(120))),
        ("one line", paragraph("One line")),
        ("list", Op::List(list)),
        ("table", Op::Table(table(9))),
        ("whole table", Op::Table(Table { whole: true, ..table(9) })),
        ("table without a head", Op::Table(Table { head: Vec::new(), ..table(9) })),
        ("figure", Op::Figure(figure(180.0))),
        ("columns", Op::Columns(vec![(1.0, vec![paragraph(words(50))]), (1.0, vec![paragraph("Short")])])),
        ("frame", Op::Framed(vec![heading(2, "Inside"), paragraph(words(50))])),
        ("rule", Op::Rule),
        ("heading", heading(3, "Below")),
    ]
}

/// The pages whose last words are a heading's, although more follows.
fn ends_in_heading(laid: &Laid) -> Vec<usize> {
    let last_content =
        |page: &Page| page.items.iter().rev().find_map(|i| i.node.filter(|_| text_of(i).is_some() || extent(&i.draw).is_some()));
    let all_but_last = &laid.pages[..laid.pages.len() - 1];
    let ends = |page: &Page| last_content(page).is_some_and(|n| is_heading(laid, n));
    (0..all_but_last.len()).filter(|at| ends(&all_but_last[*at])).collect()
}

#[test]
fn a_heading_is_never_the_last_thing_on_a_page() {
    for (name, follower) in followers() {
        for level in [1, 3] {
            for lines in 9..20 {
                // A page has 48 lines of prose.
                let before = vec![Op::Gap(30.0 * Style::Body.leading()), paragraph(words(lines * 15))];
                let after = vec![heading(level, "Costs"), follower.clone(), paragraph(words(40))];
                let laid = laid([before, after].concat());
                let lonely = ends_in_heading(&laid);
                assert!(lonely.is_empty(), "a heading belongs to what follows: {name}, level {level}, {lines} lines before");
            }
        }
    }
}

#[test]
fn a_heading_stays_with_a_whole_table_longer_than_a_page() {
    let long = Op::Table(Table { whole: true, ..table(60) });
    for gap in (500..650).step_by(5) {
        let laid = laid(vec![paragraph("Before"), Op::Gap(f64::from(gap)), heading(2, "All of them"), long.clone()]);
        assert!(ends_in_heading(&laid).is_empty(), "the table has to be broken, but not behind its heading: gap {gap}");
        assert_eq!(outside(&laid), None, "it is broken above the foot: gap {gap}");
    }
}

#[test]
fn a_paragraph_leaves_two_lines_on_either_side_of_a_page_break() {
    let leading = Style::Body.leading();
    for count in [15, 30, 45, 60, 80, 100, 130] {
        for lines in 38..50 {
            let laid = laid(vec![Op::Gap(f64::from(lines) * leading), paragraph(words(count))]);
            let node = nodes(&laid, Role::Paragraph)[0];
            let parts: Vec<usize> = lines_of(&laid, node).iter().map(BTreeSet::len).filter(|l| *l > 0).collect();
            let lonely = parts.len() > 1 && parts.iter().any(|l| *l < 2);
            assert!(
                !lonely,
                "a single line at the foot or head of a page is hard to read: {count} words, {lines} lines: {parts:?}"
            );
        }
    }
}

#[test]
fn a_paragraph_that_clings_stands_on_the_page_of_what_follows() {
    let clinging = Op::Paragraph(Paragraph { runs: plain("Says what follows"), style: Style::Body, keep_with_next: true });
    for gap in (580..656).step_by(2) {
        let laid = laid(vec![Op::Gap(f64::from(gap)), clinging.clone(), paragraph(words(30))]);
        let pages: Vec<Option<usize>> =
            nodes(&laid, Role::Paragraph).into_iter().map(|n| lines_of(&laid, n).iter().position(|l| !l.is_empty())).collect();
        assert_eq!(pages[0], pages[1], "it was asked to stay with the next: gap {gap}");
    }
}

#[test]
fn columns_and_frames_stay_whole() {
    let mut small = table(3);
    small.rows.remove(0);
    let inside = || vec![heading(3, "Inside"), paragraph(words(60)), Op::Table(small.clone())];
    let columns = Op::Columns(vec![(1.0, inside()), (2.0, inside()), (1.0, vec![paragraph("Short")])]);
    for (name, op) in [("columns", columns), ("frame", Op::Framed(inside()))] {
        for gap in (0..656).step_by(41) {
            let laid = laid(vec![Op::Gap(f64::from(gap)), op.clone()]);
            let used: Vec<usize> = (0..laid.pages.len()).filter(|at| !body(&laid.pages[*at]).is_empty()).collect();
            assert_eq!(used.len(), 1, "{name} never go on over a page: gap {gap}, pages {used:?}");
            assert_eq!(outside(&laid), None, "{name} that do not fit begin the next page: gap {gap}");
        }
    }
}

#[test]
fn columns_longer_than_a_page_stay_above_the_foot() {
    let laid =
        laid(vec![paragraph("Before"), Op::Columns(vec![(1.0, vec![paragraph(words(900))]), (1.0, vec![paragraph("Short")])])]);
    assert_eq!(outside(&laid), None, "what is drawn below the foot covers it or is lost");
}

#[test]
fn a_frame_longer_than_a_page_is_given_up() {
    let laid = laid(vec![paragraph("Before"), Op::Framed(vec![paragraph(words(1500)), Op::Table(table(40))])]);
    assert!(laid.pages.len() > 2, "the words need several pages");
    assert_eq!(outside(&laid), None, "its words go on from page to page like any others");
}

#[test]
fn a_new_page_begins_one_and_leaves_none_empty() {
    let first = laid(vec![Op::NewPage, paragraph("First")]);
    assert_eq!(first.pages.len(), 1, "the first page is new already");
    let two = laid(vec![paragraph("First"), Op::NewPage, heading(1, "Second")]);
    assert_eq!((two.pages.len(), two.headings[0].page), (2, 1), "what follows stands on a page of its own");
}

#[test]
fn white_space_at_the_end_of_a_page_takes_no_page_of_its_own() {
    let lines = 47.0 * Style::Body.leading();
    let laid = laid(vec![Op::Gap(lines), paragraph("The last line"), Op::Gap(30.0)]);
    assert_eq!(laid.pages.len(), 1, "white space parts things; with nothing after it there is nothing to part");
}

// Words

#[test]
fn a_long_word_loses_no_letter() {
    let laid = laid(vec![paragraph(format!("Before {} after", "Ж".repeat(200)))]);
    let letters: usize = laid.pages[0].items.iter().filter_map(text_of).map(|t| t.matches('Ж').count()).sum();
    assert_eq!(letters, 200, "a word longer than a line goes on in the next");
    assert_eq!(outside(&laid), None, "and none of its parts is longer than a line");
}

#[test]
fn a_row_longer_than_a_page_goes_on_and_loses_no_word() {
    let mut tall = table(3);
    tall.rows[1].cells[0] = crate::document::Cell::words(words(4000));
    let laid = laid(vec![Op::Table(tall)]);
    let read: String =
        laid.pages.iter().flat_map(|p| &p.items).filter(|i| i.node.is_some()).filter_map(text_of).collect::<Vec<_>>().join(" ");
    let last = words(4000).split(' ').next_back().unwrap().to_owned();
    assert!(read.contains(&last), "its last word is there");
    assert!(read.split_whitespace().count() >= 4000, "and every other");
    assert_eq!(outside(&laid), None, "none of it lies on the foot");
}

#[test]
fn unspaced_runs_do_not_run_out_of_the_paper() {
    let runs = (0..150).map(|n| if n % 2 == 0 { Run::plain("ab") } else { Run::bold("c,") }).collect();
    let laid = laid(vec![Op::Paragraph(Paragraph { runs, style: Style::Body, keep_with_next: false })]);
    let far = body(&laid.pages[0]).iter().filter_map(|i| extent(&i.draw)).map(|e| e[2]).fold(0.0, f64::max);
    let most = laid.size.0 - Paper::MARGIN + 2.0 * Style::Body.size();
    assert!(far <= most, "one mark behind a word may hang in the margin, a hundred may not: {far} of {most}");
}

/// A framed word behind a number of words: its extent and those of its frame's sides.
fn framed(style: Style, before: usize) -> ([f64; 4], Vec<[f64; 4]>) {
    let badge = Run { framed: Some(true), ..Run::plain("Decision-grade") };
    let runs = vec![Run::plain(format!("{} ", words(before))), badge];
    let laid = laid(vec![Op::Paragraph(Paragraph { runs, style, keep_with_next: false })]);
    let items = body(&laid.pages[0]);
    let word = items.iter().find(|i| text_of(i) == Some("Decision-grade")).and_then(|i| extent(&i.draw)).unwrap();
    let sides = items.iter().filter(|i| matches!(i.draw, Draw::Path { .. }));
    (word, sides.filter_map(|i| extent(&i.draw)).collect())
}

#[test]
fn a_frame_has_four_sides() {
    for style in [Style::Lead, Style::Body, Style::Table] {
        let (_, sides) = framed(style, 3);
        assert_eq!(sides.len(), 4, "a frame in a paragraph's last line is drawn whole: {style:?}");
    }
}

#[test]
fn a_frame_is_as_wide_as_its_word_wherever_the_line_ends() {
    for before in 0..40 {
        let (word, sides) = framed(Style::Lead, before);
        let (left, right) = sides.iter().fold((f64::INFINITY, 0.0_f64), |(l, r), s| (l.min(s[0]), r.max(s[2])));
        assert!(
            left < word[0] && right > word[2],
            "a word stands inside its frame: {before} words before, {word:?}, {left} to {right}"
        );
    }
}

// Links and destinations

#[test]
fn a_link_is_drawn_only_where_it_leads_somewhere() {
    let runs = vec![Run::plain("see ").to("nowhere"), Run::plain("this ").to("row"), Run::plain("there").to("part")];
    let mut table = table(3);
    table.rows[1].ids.push("row".into());
    let part = Op::Heading(Heading { level: 1, text: "Part".into(), over: None, id: Some("part".into()), listed: true });
    let laid = laid(vec![Op::Paragraph(Paragraph { runs, style: Style::Body, keep_with_next: false }), Op::Table(table), part]);
    let links: Vec<&Link> = links(&laid).map(|(_, to)| to).collect();
    assert_eq!(links, [&Link::To("row".into()), &Link::To("part".into())], "a link without destination is only words");
    let said: String = laid.pages[0].items.iter().filter_map(text_of).collect();
    assert!(said.contains("see"), "its words are said all the same");
}

fn links(laid: &Laid) -> impl Iterator<Item = (Option<NodeId>, &Link)> {
    laid.pages.iter().flat_map(|p| &p.items).filter_map(|i| match &i.draw {
        Draw::Link { to, .. } => Some((i.node, to)),
        _ => None,
    })
}

#[test]
fn contents_give_each_heading_its_page() {
    let mut ops = vec![Op::Contents(2), Op::NewPage];
    for n in 0..8 {
        ops.extend([
            heading(1, &format!("Part {n}")),
            paragraph(words(500)),
            heading(2, &format!("Detail {n}")),
            heading(3, "Small"),
        ]);
        ops.push(paragraph(words(300)));
    }
    ops.push(Op::Heading(Heading { level: 1, text: "Aside".into(), over: None, id: None, listed: false }));
    let laid = laid(ops);
    let entries = nodes(&laid, Role::ContentsItem);
    let want: Vec<_> = laid.headings.iter().filter(|h| h.level <= 2 && h.text != "Aside").collect();
    assert_eq!(entries.len(), want.len(), "an entry for each heading listed, down to the level asked for");
    for (entry, heading) in entries.into_iter().zip(want) {
        let of_entry = |i: &&Item| i.node.is_some_and(|n| upwards(&laid, n).any(|n| n == entry));
        let texts: Vec<&str> = laid.pages[0].items.iter().filter(of_entry).filter_map(text_of).collect();
        let page = (heading.page + 1).to_string();
        assert_eq!(texts, [heading.text.as_str(), page.as_str()], "its words, then the page it stands on");
    }
    assert_eq!(links(&laid).count(), 16, "and each entry can be followed");
}

// Length

#[test]
fn what_is_longer_than_a_page_ends() {
    let laid_words = laid(vec![paragraph(words(6000))]);
    let count: usize = laid_words.pages.iter().flat_map(body).filter_map(text_of).map(|t| t.split(' ').count()).sum();
    assert_eq!(count, 6000, "no word is lost between pages");
    assert_eq!(outside(&laid_words), None, "a paragraph of many pages stays inside each");
    let tall = Row::of(vec![Cell::words("R000"), Cell::words(words(3000))]);
    let mut table = table(3);
    table.rows.insert(1, tall);
    let laid_row = laid(vec![paragraph("Before"), Op::Table(table), paragraph("After")]);
    let said: Vec<&str> = laid_row.pages.iter().flat_map(body).filter_map(text_of).collect();
    assert!(said.contains(&"After"), "a row longer than a page does not keep the rest from its place");
}

// Any document

#[derive(Debug, Clone)]
struct Words(Vec<Run>);

fn some_words(most: usize, longest: &'static str) -> impl Strategy<Value = String> {
    let word = prop_oneof![30 => "[a-z]{1,12}", 3 => "[A-Z0-9$,.]{1,9}", 1 => longest, 1 => "[Ж–−%]{1,6}"];
    prop::collection::vec(word, 1..=most).prop_map(|w| w.join(" "))
}

/// Runs parted by spaces: what clings to the word before may hang in the margin.
fn some_runs(most: usize, longest: &'static str) -> impl Strategy<Value = Words> {
    let run = (some_words(most, longest), 0_u8..8, 0_u8..12).prop_map(|(text, look, target)| {
        let text = format!(" {text}");
        match look {
            0 => Run::bold(text),
            1 | 2 => Run::plain(text).to(format!("d{target}")),
            3 => Run { link: Some(Link::Uri("https://example.org/".into())), ..Run::plain(text) },
            4 => Run::plain(text).ink(Ink::CoManaged),
            _ => Run::plain(text),
        }
    });
    prop::collection::vec(run, 1..4).prop_map(Words)
}

fn some_style() -> impl Strategy<Value = Style> {
    prop::sample::select(vec![Style::Display, Style::Lead, Style::Body, Style::Table, Style::Note])
}

/// As long a word as a name can be, and one that a small part of a page can hold.
const LONG: &str = "[a-z]{200}";
const SHORT: &str = "[a-z]{40}";

fn some_paragraph(most: usize, longest: &'static str) -> impl Strategy<Value = Op> {
    (some_runs(most, longest), some_style())
        .prop_map(|(runs, style)| Op::Paragraph(Paragraph { runs: runs.0, style, keep_with_next: false }))
}

fn some_list() -> impl Strategy<Value = Op> {
    prop::collection::vec(("[0-9]{1,3}", some_runs(25, LONG)), 1..6).prop_map(|items| {
        let items = items.into_iter().map(|(label, runs)| (label, runs.0)).collect();
        Op::List(List { items, style: Style::Body })
    })
}

fn some_table() -> impl Strategy<Value = Op> {
    let rows = prop::collection::vec((prop::collection::vec(some_runs(2, SHORT), 4), 0_u8..6, 0_u8..12), 1..30);
    (rows, 1_usize..=4, any::<bool>(), any::<bool>()).prop_map(|(rows, count, headed, leads)| {
        let columns = [Column::words(2.0), Column::figures(60.0), Column::words(1.0), Column::narrow(80.0)];
        let rows = rows.into_iter().map(|(cells, look, id)| {
            let row = Row::of(cells.into_iter().take(count).map(|w| Cell::of(w.0)).collect()).id(format!("d{id}"));
            match look {
                0 => row.look(RowLook::Total),
                1 => row.look(RowLook::Grouped),
                _ => row,
            }
        });
        let head = if headed { Table::heads(["One", "Two", "Three", "Four"])[..count].to_vec() } else { Vec::new() };
        let leader = (leads && count == 4).then_some((2, Ink::CoManaged));
        Op::Table(Table { leader, ..Table::new(columns[..count].to_vec(), head, rows.collect()) })
    })
}

fn some_columns() -> impl Strategy<Value = Op> {
    let column =
        (1_u8..4, prop::collection::vec(some_paragraph(3, SHORT), 1..2)).prop_map(|(share, ops)| (f64::from(share), ops));
    prop::collection::vec(column, 1..3).prop_map(Op::Columns)
}

fn some_body() -> impl Strategy<Value = Op> {
    prop_oneof![
        5 => some_paragraph(30, LONG),
        2 => some_list(),
        3 => some_table(),
        1 => (1.0_f64..200.0).prop_map(|height| Op::Figure(figure(height))),
        1 => some_columns(),
        1 => prop::collection::vec(some_paragraph(6, SHORT), 1..3).prop_map(Op::Framed),
        1 => Just(Op::Contents(2)),
    ]
}

/// Perhaps a new page, headings, a rule, then something they stand above.
fn some_section() -> impl Strategy<Value = Vec<Op>> {
    let title = (1_u8..=3, "[a-z]{1,9}( [a-z]{1,9}){0,6}", any::<bool>());
    let headings = prop::collection::vec(title, 0..3);
    (prop::bool::weighted(0.1), 0.0_f64..60.0, headings, prop::bool::weighted(0.2), some_body()).prop_map(
        |(fresh, gap, headings, rule, body)| {
            let heading = |(level, text, over): (u8, String, bool)| {
                Op::Heading(Heading { level, text, over: over.then(|| "Part".to_owned()), id: None, listed: true })
            };
            let start = if fresh { Op::NewPage } else { Op::Gap(gap) };
            let rule = rule.then_some(Op::Rule);
            std::iter::once(start).chain(headings.into_iter().map(heading)).chain(rule).chain([body]).collect()
        },
    )
}

fn some_document() -> impl Strategy<Value = Document> {
    (prop::collection::vec(some_section(), 0..10), any::<bool>()).prop_map(|(sections, a4)| Document {
        title: "Any".into(),
        ops: sections.concat(),
        furniture: furniture(),
        paper: if a4 { Paper::A4 } else { Paper::Letter },
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_document_stays_inside_its_pages_and_in_order(document in some_document()) {
        let laid = lay_out(&document, faces());
        prop_assert!(room(&laid) > 0.0, "there is room between head and foot");
        prop_assert_eq!(outside(&laid), None, "nothing covers margins, head or foot");
        prop_assert!(ends_in_heading(&laid).is_empty(), "no page ends in a heading: {:?}", ends_in_heading(&laid));
        prop_assert!(laid == lay_out(&document, faces()), "the same document lies on its pages the same way");
        tree_is_sound(&laid)?;
        paragraphs_are_not_torn(&laid)?;
        for (node, to) in links(&laid) {
            let role = node.map(|n| laid.tree.nodes[n.0].role);
            prop_assert_eq!(role, Some(Role::Link), "a link is read as one");
            if let Link::To(name) = to {
                prop_assert!(laid.destinations.contains_key(name), "a link leads somewhere: {}", name);
            }
        }
    }
}

fn tree_is_sound(laid: &Laid) -> Result<(), TestCaseError> {
    let tree = &laid.tree.nodes;
    prop_assert_eq!((tree[0].role, tree[0].parent), (Role::Document, None), "the first node is the document");
    for (at, node) in tree.iter().enumerate().skip(1) {
        prop_assert!(node.parent.is_some_and(|p| p.0 < at), "a node hangs on an earlier one: {} on {:?}", at, node.parent);
    }
    let used = laid.pages.iter().flat_map(|p| &p.items).filter_map(|i| i.node);
    prop_assert!(used.map(|n| n.0).max().unwrap_or(0) < tree.len(), "what is drawn belongs to a node of the tree");
    let levels: Vec<u8> = tree.iter().filter_map(|n| if let Role::Heading(l) = n.role { Some(l) } else { None }).collect();
    let placed: Vec<u8> = laid.headings.iter().map(|h| h.level).collect();
    prop_assert_eq!(placed, levels, "outline and structure have the same headings in the same order");
    let places: Vec<(usize, f64)> = laid.headings.iter().map(|h| (h.page, h.y)).collect();
    prop_assert!(places.is_sorted(), "headings stand in the order they are read: {:?}", places);
    Ok(())
}

/// Two lines at least on either side of a page break, for paragraphs and the bodies of lists.
fn paragraphs_are_not_torn(laid: &Laid) -> Result<(), TestCaseError> {
    for node in nodes(laid, Role::Paragraph).into_iter().chain(nodes(laid, Role::ListBody)) {
        let parts: Vec<usize> = lines_of(laid, node).iter().map(BTreeSet::len).filter(|l| *l > 0).collect();
        prop_assert!(parts.len() < 2 || parts.iter().all(|l| *l >= 2), "no line stands alone: {:?}", parts);
    }
    Ok(())
}
