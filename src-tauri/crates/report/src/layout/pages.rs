//! Pieces onto pages.

use super::flow::{Flow, Met, Piece};
use super::furniture::{BOTTOM, TOP, furnish};
use super::tree::Tree;
use super::{Draw, Item};
use crate::document::{Document, Logo, Op, Paper, destinations};
use crate::face::{Cut, Faces};
use std::collections::BTreeMap;

/// A page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// What is drawn, in reading order.
    pub items: Vec<Item>,
}

/// A heading with its place, for the outline.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedHeading {
    /// Level.
    pub level: u8,
    /// Words.
    pub text: String,
    /// Page, from 0.
    pub page: usize,
    /// Top in points.
    pub y: f64,
}

/// A document on its pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Laid {
    /// Title.
    pub title: String,
    /// Width and height in points.
    pub size: (f64, f64),
    /// Pages.
    pub pages: Vec<Page>,
    /// Structure.
    pub tree: Tree,
    /// Headings, in order.
    pub headings: Vec<PlacedHeading>,
    /// Page and top of each destination.
    pub destinations: BTreeMap<String, (usize, f64)>,
    /// The logo, if any page shows it.
    pub logo: Option<Logo>,
}

/// Lays a document out.
pub fn lay_out(document: &Document, faces: &Faces) -> Laid {
    let (_, height) = document.paper.size();
    let room = height - TOP - BOTTOM;
    let flow = flow_of(document, faces, room);
    let mut pages = paginate(&flow, room);
    let destinations = found(&pages);
    furnish(&mut pages, document, faces);
    number(&mut pages, &destinations, faces);
    let headings = flow.headings.iter().filter_map(|m| placed(m, &destinations)).collect();
    Laid {
        title: document.title.clone(),
        size: document.paper.size(),
        pages,
        tree: flow.tree,
        headings,
        destinations,
        logo: document.furniture.logo.clone(),
    }
}

fn flow_of<'a>(document: &Document, faces: &'a Faces, page_height: f64) -> Flow<'a> {
    let all_headings = headings(&document.ops);
    let mut known = destinations(&document.ops);
    known.extend(all_headings.iter().map(|m| m.destination.clone()));
    let tree = Tree::new();
    let parent = tree.root();
    let mut flow = Flow {
        faces,
        tree,
        pieces: Vec::new(),
        heads: Vec::new(),
        headings: Vec::new(),
        known,
        width: document.paper.measure(),
        parent,
        all_headings,
        page_height,
    };
    flow.ops(&document.ops);
    flow
}

/// Headings as the flow will meet them, named as it names them.
fn headings(ops: &[Op]) -> Vec<Met> {
    let mut met = Vec::new();
    gather(ops, &mut met);
    met
}

fn gather(ops: &[Op], met: &mut Vec<Met>) {
    for op in ops {
        match op {
            Op::Heading(h) => {
                let destination = h.id.clone().unwrap_or_else(|| format!("heading.{}", met.len()));
                let text = h.over.as_ref().map_or_else(|| h.text.clone(), |over| format!("{over}: {}", h.text));
                met.push(Met { level: h.level, text, destination, listed: h.listed });
            }
            Op::Columns(columns) => columns.iter().for_each(|(_, ops)| gather(ops, met)),
            Op::Framed(ops) => gather(ops, met),
            _ => {}
        }
    }
}

/// Fills pages: what clings together goes to the next page together, unless it is longer than a page.
fn paginate(flow: &Flow<'_>, room: f64) -> Vec<Page> {
    let mut press = Press { flow, room, pages: vec![Page::default()], y: 0.0 };
    let mut at = 0;
    while at < flow.pieces.len() {
        let mut end = at;
        while flow.pieces.get(end).is_some_and(|p| p.keep) && end + 1 < flow.pieces.len() {
            end += 1;
        }
        press.group(&flow.pieces[at..=end]);
        at = end + 1;
    }
    press.pages
}

struct Press<'a, 'b> {
    flow: &'a Flow<'b>,
    room: f64,
    pages: Vec<Page>,
    y: f64,
}

impl Press<'_, '_> {
    fn group(&mut self, pieces: &[Piece]) {
        if pieces.first().is_some_and(|p| p.fresh) && self.y > 0.0 {
            self.turn();
        }
        let height: f64 = pieces.iter().map(|p| p.before + p.height).sum();
        let blank = pieces.iter().all(|p| p.items.is_empty());
        let lead = if height <= self.room { height } else { lead(pieces, self.room) };
        if self.y > 0.0 && self.y + lead > self.room && !blank {
            self.turn();
        }
        for piece in pieces {
            if self.y > 0.0 && self.y + piece.before + piece.height > self.room + 0.01 {
                if piece.items.is_empty() {
                    self.y = self.room;
                    continue;
                }
                self.turn();
            }
            self.piece(piece);
        }
    }

    fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = 0.0;
    }

    fn piece(&mut self, piece: &Piece) {
        if self.y == 0.0 {
            if let Some((items, height)) = piece.head.and_then(|h| self.flow.heads.get(h)) {
                self.draw(items);
                self.y += height;
            }
        } else {
            self.y += piece.before;
        }
        self.draw(&piece.items);
        self.y += piece.height;
    }

    fn draw(&mut self, items: &[Item]) {
        let y = TOP + self.y;
        let moved = items.iter().map(|item| {
            let mut item = item.clone();
            item.draw.shift(Paper::MARGIN, y);
            item
        });
        if let Some(page) = self.pages.last_mut() {
            page.items.extend(moved);
        }
    }
}

/// What has to fit where a group longer than a page begins: enough that its heading does not stand alone.
fn lead(pieces: &[Piece], room: f64) -> f64 {
    let mut height = 0.0;
    for piece in pieces {
        if height >= room / 6.0 || height + piece.before + piece.height > room {
            break;
        }
        height += piece.before + piece.height;
    }
    height
}

fn found(pages: &[Page]) -> BTreeMap<String, (usize, f64)> {
    let mut found = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        for item in &page.items {
            if let Draw::Destination { y, name } = &item.draw {
                found.entry(name.clone()).or_insert((at, *y));
            }
        }
    }
    found
}

/// Page numbers of contents are known only now.
fn number(pages: &mut [Page], destinations: &BTreeMap<String, (usize, f64)>, faces: &Faces) {
    for item in pages.iter_mut().flat_map(|p| &mut p.items) {
        if let Draw::PageOf { x, y, size, colour, destination } = &item.draw {
            let text = destinations.get(destination).map_or_else(|| "–".to_owned(), |(page, _)| (page + 1).to_string());
            let x = x - faces.width(&text, Cut::Regular, *size);
            item.draw = Draw::Text { x, y: *y, size: *size, cut: Cut::Regular, colour: *colour, text };
        }
    }
}

fn placed(met: &Met, destinations: &BTreeMap<String, (usize, f64)>) -> Option<PlacedHeading> {
    let (page, y) = destinations.get(&met.destination)?;
    Some(PlacedHeading { level: met.level, text: met.text.clone(), page: *page, y: *y })
}
