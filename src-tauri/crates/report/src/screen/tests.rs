//! Pages for a screen: can be read, say what the PDF says, hold nothing that could clash or call out.

use super::*;
use crate::document::{Document, Furniture, Heading, Logo, Op, Paper, Paragraph, Run, Style};
use crate::layout::lay_out;
use resvg::usvg::{Options, Tree};

fn laid(faces: &Faces) -> Laid {
    let heading = Op::Heading(Heading { level: 1, text: "Recommend co-managed".into(), over: None, id: None, listed: true });
    let runs =
        vec![Run::plain("Cedar & “Peak” <b>  "), Run::bold(" twice"), Run { framed: Some(false), ..Run::plain(" Directional") }];
    let words = Op::Paragraph(Paragraph { runs, style: Style::Body, keep_with_next: false });
    let furniture = Furniture {
        head_left: "Clinic \u{1}\"A\" & Sons".into(),
        head_right: "Full report".into(),
        foot_left: "Prepared by nobody".into(),
        foot_right: "Inputs 0123456789ab".into(),
        accent: (0, 0, 209),
        logo: Some(Logo { pixels: vec![200; 4 * 2 * 3], width: 4, height: 2 }),
    };
    let ops = vec![
        heading,
        words,
        Op::NewPage,
        Op::Paragraph(Paragraph { runs: vec![Run::plain("Next")], style: Style::Body, keep_with_next: false }),
    ];
    lay_out(&Document { title: "Clinic".into(), ops, furniture, paper: Paper::Letter }, faces)
}

fn pages() -> Vec<ScreenPage> {
    let faces = Faces::bundled().unwrap();
    let laid = laid(faces);
    (0..laid.pages.len()).filter_map(|at| page(&laid, at, faces)).collect()
}

#[test]
fn a_page_is_a_picture_of_the_papers_size() {
    let pages = pages();
    assert_eq!(pages.len(), 2, "one a page of the document");
    for page in &pages {
        let tree = Tree::from_str(&page.svg, &Options::default()).unwrap();
        let size = (f64::from(tree.size().width()), f64::from(tree.size().height()));
        assert_eq!(size, (page.width, page.height), "its units are the paper's points");
    }
    let faces = Faces::bundled().unwrap();
    assert!(page(&laid(faces), 2, faces).is_none(), "a page that is not there is not drawn");
}

#[test]
fn a_page_says_what_it_says_with_everything_escaped() {
    let first = &pages()[0].svg;
    assert!(first.contains(">Recommend co-managed</text>"), "the headline stands on it: {first}");
    assert!(first.contains(">Cedar &amp; “Peak” &lt;b&gt;"), "a name is text, never markup: {first}");
    assert!(first.contains(">Clinic  &quot;A&quot; &amp; Sons</text>"), "nor does a control character pass: {first}");
    assert!(first.contains("aria-label=\"Page 1 of 2\""), "it says which page it is");
}

#[test]
fn a_page_can_stand_inside_another_page() {
    for page in pages() {
        for never in [" id=", " style=", "<style", "<script", "url(", "xlink", "<a "] {
            assert!(!page.svg.contains(never), "{never} clashes, is forbidden or leads away");
        }
        let addresses: Vec<&str> = page.svg.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(addresses.iter().all(|to| to.starts_with("data:image/png;base64,")), "the logo is its own address");
        assert_eq!(addresses.len(), 1, "and stands on every page");
    }
}

#[test]
fn every_letter_stands_where_the_layout_put_it() {
    let (faces, size) = (Faces::bundled().unwrap(), Style::Display.size());
    let pages = pages();
    let element = pages[0].svg.lines().find(|l| l.contains(">Recommend co-managed<")).unwrap();
    let xs: Vec<f64> = element.split('"').nth(1).unwrap().split(' ').map(|x| x.parse().unwrap()).collect();
    assert_eq!(xs.len(), "Recommend co-managed".len(), "a place a letter");
    let second = Paper::MARGIN + faces.width("R", Cut::SemiBold, size);
    let last = Paper::MARGIN + faces.width("Recommend co-manage", Cut::SemiBold, size);
    assert!((xs[0] - Paper::MARGIN).abs() < 0.01, "the first at the margin: {xs:?}");
    assert!((xs[1] - second).abs() < 0.01 && (xs[19] - last).abs() < 0.01, "each after the advances before it: {xs:?}");
}

#[test]
fn lines_of_one_look_are_one_element() {
    let first = &pages()[0].svg;
    let framed = first.lines().filter(|l| l.matches('M').count() > 20 && l.contains("stroke-width=\"0.7\"")).count();
    assert_eq!(framed, 1, "a dashed frame is many lines and one element");
}

#[test]
fn lengths_are_written_short() {
    assert_eq!([short(12.0), short(-0.001), short(0.125), short(-3.5)], ["12", "0", "0.12", "-3.5"], "no zeros that say nothing");
}
