//! Operations become pieces: what can stand on a page of its own, with its height and what it clings to.

use super::lines::{FRAME, Line, lines};
use super::table;
use super::tree::{NodeId, Role, Tree};
use super::{Draw, Item, Rgb};
use crate::document::{Figure, Heading, Link, List, Op, Paragraph, Run, Style};
use crate::face::{Cut, Faces};
use crate::ink::Ink;
use std::collections::{BTreeMap, BTreeSet};

/// A run of items that is never split.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Piece {
    /// Items from the piece's upper left corner.
    pub items: Vec<Item>,
    /// Height.
    pub height: f64,
    /// White space above, except at the head of a page.
    pub before: f64,
    /// Stays on the page of the next piece.
    pub keep: bool,
    /// Begins a page.
    pub fresh: bool,
    /// The head to repeat where a page begins with this piece.
    pub head: Option<usize>,
}

/// A heading met on the way, for outline and contents.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    /// Level.
    pub level: u8,
    /// Words.
    pub text: String,
    /// Destination.
    pub destination: String,
    /// Stands in the contents.
    pub listed: bool,
}

/// Turns operations into pieces.
pub struct Flow<'a> {
    pub faces: &'a Faces,
    pub tree: Tree,
    pub pieces: Vec<Piece>,
    /// Heads of tables, to be repeated: items and height.
    pub heads: Vec<(Vec<Item>, f64)>,
    pub headings: Vec<Met>,
    pub known: BTreeSet<String>,
    pub width: f64,
    pub parent: NodeId,
    /// Level and words of every heading of the document, for its contents.
    pub all_headings: Vec<Met>,
    /// Height of an empty page.
    pub page_height: f64,
}

/// An ink's colour.
pub fn rgb(ink: Ink) -> Rgb {
    ink.rgb()
}

impl Flow<'_> {
    /// Places every operation.
    pub fn ops(&mut self, ops: &[Op]) {
        for op in ops {
            self.op(op);
        }
    }

    fn op(&mut self, op: &Op) {
        match op {
            Op::Heading(h) => self.heading(h),
            Op::Paragraph(p) => self.paragraph(p),
            Op::List(l) => self.list(l),
            Op::Table(t) => table::table(self, t),
            Op::Figure(f) => self.figure(f),
            Op::Columns(columns) => self.columns(columns),
            Op::Framed(ops) => self.framed(ops),
            Op::Rule => self.rule(),
            Op::Gap(points) => self.pieces.push(Piece { height: *points, ..Piece::default() }),
            Op::NewPage => self.pieces.push(Piece { fresh: true, keep: true, ..Piece::default() }),
            Op::Contents(level) => self.contents(*level),
        }
    }

    fn heading(&mut self, h: &Heading) {
        let destination = h.id.clone().unwrap_or_else(|| format!("heading.{}", self.headings.len()));
        let text = h.over.as_ref().map_or_else(|| h.text.clone(), |over| format!("{over}: {}", h.text));
        self.headings.push(Met { level: h.level, text, destination: destination.clone(), listed: h.listed });
        let (style, cut, before, after) = match h.level {
            1 => (Style::Display, Cut::SemiBold, 22.0, 8.0),
            2 => (Style::Lead, Cut::SemiBold, 20.0, 3.0),
            _ => (Style::Body, Cut::SemiBold, 13.0, 2.0),
        };
        let mut piece = Piece { before, keep: true, ..Piece::default() };
        if let Some(over) = &h.over {
            let node = self.tree.add(self.parent, Role::Paragraph);
            let set = lines(&[Run::plain(over).ink(Ink::Ink3)], Style::Table, self.faces, self.width);
            self.set(&mut piece, &set, Style::Table, Some(node), 0.0);
            piece.height += 2.0;
        }
        let node = self.tree.add(self.parent, Role::Heading(h.level));
        piece.items.push(Item { node: None, draw: Draw::Destination { y: piece.height, name: destination } });
        let run = Run { cut: Some(cut), ..Run::plain(&h.text) };
        let set = lines(&[run], style, self.faces, self.width);
        self.set(&mut piece, &set, style, Some(node), 0.0);
        piece.height += after;
        self.pieces.push(piece);
    }

    /// Draws lines below what a piece holds already.
    pub fn set(&mut self, piece: &mut Piece, set: &[Line], style: Style, node: Option<NodeId>, x: f64) {
        let mut links = BTreeMap::new();
        for line in set {
            self.set_line(piece, line, style, node, x, &mut links);
        }
    }

    fn set_line(
        &mut self,
        piece: &mut Piece,
        line: &Line,
        style: Style,
        node: Option<NodeId>,
        x: f64,
        links: &mut BTreeMap<usize, NodeId>,
    ) {
        {
            // The base line stands so that the words are in the middle of their leading.
            let base = piece.height + style.leading() / 2.0 + style.size() * 0.349;
            for span in &line.spans {
                let link = span.link.clone().filter(|l| self.leads_somewhere(l));
                let own = match (node, &link) {
                    (Some(node), Some(_)) => Some(*links.entry(span.run).or_insert_with(|| self.tree.add(node, Role::Link))),
                    _ => node,
                };
                let pad = if span.framed.is_some() { FRAME } else { 0.0 };
                let left = x + span.x;
                if let Some(solid) = span.framed {
                    frame(piece, (left, base - style.size() * 0.95), (span.width, style.size() * 1.32), solid);
                }
                let (text, colour) = (span.text.clone(), rgb(span.ink));
                piece.items.push(Item {
                    node: own,
                    draw: Draw::Text { x: left + pad, y: base, size: style.size(), cut: span.cut, colour, text: text.clone() },
                });
                if let Some(to) = link {
                    let (y, height) = (base - style.size() * 0.8, style.size() * 1.1);
                    piece.items.push(Item { node: own, draw: Draw::Link { x: left, y, width: span.width, height, to, text } });
                }
            }
            piece.height += style.leading();
        }
    }

    fn leads_somewhere(&self, link: &Link) -> bool {
        match link {
            Link::To(name) => self.known.contains(name),
            Link::Uri(_) => true,
        }
    }

    /// A piece a line; the first two and the last two stay together.
    fn paragraph(&mut self, p: &Paragraph) {
        let node = self.tree.add(self.parent, Role::Paragraph);
        let set = lines(&p.runs, p.style, self.faces, self.width);
        self.run_on(&set, p.style, node, (0.0, 4.0), p.keep_with_next);
    }

    /// Lines as pieces of one node.
    fn run_on(&mut self, set: &[Line], style: Style, node: NodeId, (x, before): (f64, f64), keep_last: bool) {
        let last = set.len().saturating_sub(1);
        let mut links = BTreeMap::new();
        for (at, line) in set.iter().enumerate() {
            let mut piece = Piece::default();
            self.set_line(&mut piece, line, style, Some(node), x, &mut links);
            let keep = (at == 0 && last > 0) || (at + 2 == set.len() && at > 0) || (at == last && keep_last);
            let before = if at == 0 { before } else { 0.0 };
            self.pieces.push(Piece { before, keep, ..piece });
        }
    }

    fn list(&mut self, l: &List) {
        let list = self.tree.add(self.parent, Role::List);
        let labels = l.items.iter().map(|(label, _)| self.faces.width(label, Cut::Regular, l.style.size()));
        let indent = labels.fold(10.0_f64, f64::max) + 6.0;
        for (at, (label, runs)) in l.items.iter().enumerate() {
            let item = self.tree.add(list, Role::ListItem);
            let (tag, body) = (self.tree.add(item, Role::Label), self.tree.add(item, Role::ListBody));
            let first = self.pieces.len();
            let before = if at == 0 { 4.0 } else { 2.0 };
            let set = lines(runs, l.style, self.faces, self.width - indent);
            self.run_on(&set, l.style, body, (indent, before), false);
            let mut mark = Piece::default();
            let words = lines(&[Run::plain(label).ink(Ink::Ink3)], l.style, self.faces, indent);
            self.set(&mut mark, &words, l.style, Some(tag), 0.0);
            if let Some(piece) = self.pieces.get_mut(first) {
                piece.items.splice(0..0, mark.items);
            }
        }
    }

    fn figure(&mut self, f: &Figure) {
        let finding = Run { cut: Some(Cut::SemiBold), ..Run::plain(&f.finding) };
        self.pieces.push(Piece { height: 12.0, keep: true, ..Piece::default() });
        if !f.finding.is_empty() {
            self.paragraph(&Paragraph { runs: vec![finding], style: Style::Lead, keep_with_next: true });
        }
        let caption = Paragraph { runs: vec![Run::plain(&f.caption)], style: Style::Note, keep_with_next: true };
        if !f.caption.is_empty() {
            self.paragraph(&caption);
        }
        let node = self.tree.add_with_alt(self.parent, Role::Figure, f.alt.clone());
        let items = f.drawing.iter().map(|d| Item { node: Some(node), draw: d.clone() }).collect();
        self.pieces.push(Piece { items, height: f.height, before: 6.0, ..Piece::default() });
    }

    /// A flow of a width that adds to the same tree.
    fn inner(&mut self, width: f64, parent: NodeId, ops: &[Op]) -> Vec<Piece> {
        let mut inner = Flow {
            faces: self.faces,
            tree: std::mem::take(&mut self.tree),
            pieces: Vec::new(),
            heads: std::mem::take(&mut self.heads),
            headings: std::mem::take(&mut self.headings),
            known: std::mem::take(&mut self.known),
            width,
            parent,
            all_headings: Vec::new(),
            page_height: self.page_height,
        };
        inner.ops(ops);
        self.tree = inner.tree;
        self.heads = inner.heads;
        self.headings = inner.headings;
        self.known = inner.known;
        inner.pieces
    }

    fn columns(&mut self, columns: &[(f64, Vec<Op>)]) {
        const GUTTER: f64 = 20.0;
        let gaps = GUTTER * columns.len().saturating_sub(1) as f64;
        let shares: f64 = columns.iter().map(|(share, _)| share).sum();
        let (mut x, mut whole) = (0.0, Piece { before: 8.0, ..Piece::default() });
        let (nodes, met) = (self.tree.nodes.len(), self.headings.len());
        for (share, ops) in columns {
            let width = (self.width - gaps) * share / shares.max(f64::EPSILON);
            let pieces = self.inner(width, self.parent, ops);
            let column = stacked(pieces, (x, 0.0));
            whole.height = whole.height.max(column.height);
            whole.items.extend(column.items);
            x += width + GUTTER;
        }
        if whole.height > self.page_height {
            self.tree.nodes.truncate(nodes);
            self.headings.truncate(met);
            return columns.iter().for_each(|(_, ops)| self.ops(ops));
        }
        self.pieces.push(whole);
    }

    fn framed(&mut self, ops: &[Op]) {
        const PAD: f64 = 11.0;
        let division = self.tree.add(self.parent, Role::Division);
        let pieces = self.inner(self.width - 2.0 * PAD, division, ops);
        let height: f64 = pieces.iter().map(|p| p.before + p.height).sum();
        if height + 2.0 * PAD > self.page_height {
            return self.pieces.extend(pieces);
        }
        let mut whole = stacked(pieces, (PAD, PAD));
        whole.height += PAD;
        whole.before = 14.0;
        let (w, h) = (self.width, whole.height);
        let corners = vec![(0.0, 0.0), (w, 0.0), (w, h), (0.0, h), (0.0, 0.0)];
        whole.items.insert(0, Item { node: None, draw: Draw::Path { points: corners, width: 0.9, colour: rgb(Ink::Ink) } });
        self.pieces.push(whole);
    }

    fn rule(&mut self) {
        let line = Draw::across(0.0, 0.5, self.width, 0.9, rgb(Ink::Ink2));
        self.pieces.push(Piece {
            items: vec![Item { node: None, draw: line }],
            height: 1.0,
            before: 10.0,
            keep: true,
            ..Piece::default()
        });
    }

    fn contents(&mut self, deepest: u8) {
        let list = self.tree.add(self.parent, Role::Contents);
        for met in self.all_headings.clone().iter().filter(|m| m.listed && m.level <= deepest) {
            let entry = self.tree.add(list, Role::ContentsItem);
            let style = Style::Body;
            let indent = if met.level > 1 { 14.0 } else { 0.0 };
            let run = Run { cut: (met.level == 1).then_some(Cut::Medium), ..Run::plain(&met.text).to(&met.destination) };
            let set = lines(&[run], style, self.faces, self.width - 40.0 - indent);
            let mut piece = Piece { before: if met.level == 1 { 5.0 } else { 0.0 }, ..Piece::default() };
            self.set(&mut piece, &set, style, Some(entry), indent);
            let y = piece.height - style.leading() / 2.0 + style.size() * 0.349;
            let page = Draw::PageOf {
                x: self.width,
                y,
                size: style.size(),
                colour: rgb(Ink::Ink2),
                destination: met.destination.clone(),
            };
            // The page belongs to the words it follows: one link says both.
            let node = piece.items.iter().rev().find_map(|i| i.node).or(Some(entry));
            piece.items.push(Item { node, draw: page });
            self.pieces.push(piece);
        }
    }
}

/// Pieces one below the other as one, from a corner.
fn stacked(pieces: Vec<Piece>, (x, y): (f64, f64)) -> Piece {
    let mut whole = Piece { height: y, ..Piece::default() };
    for (at, mut piece) in pieces.into_iter().enumerate() {
        if at > 0 {
            whole.height += piece.before;
        }
        piece.items.iter_mut().for_each(|i| i.draw.shift(x, whole.height));
        whole.items.extend(piece.items);
        whole.height += piece.height;
    }
    whole
}

/// A frame around a word: unbroken or of short dashes.
fn frame(piece: &mut Piece, (x, y): (f64, f64), (width, height): (f64, f64), solid: bool) {
    let colour = rgb(Ink::Ink2);
    let sides = [
        ((x, y), (x + width, y)),
        ((x + width, y), (x + width, y + height)),
        ((x + width, y + height), (x, y + height)),
        ((x, y + height), (x, y)),
    ];
    for (from, to) in sides {
        for points in if solid { vec![vec![from, to]] } else { dashes(from, to) } {
            piece.items.push(Item { node: None, draw: Draw::Path { points, width: 0.7, colour } });
        }
    }
}

fn dashes(from: (f64, f64), to: (f64, f64)) -> Vec<Vec<(f64, f64)>> {
    const PERIOD: f64 = 3.2;
    const DASH: f64 = 2.0;
    let length = (to.0 - from.0).hypot(to.1 - from.1);
    let point = |d: f64| (from.0 + (to.0 - from.0) * d / length, from.1 + (to.1 - from.1) * d / length);
    let count = (length / PERIOD).ceil() as usize;
    (0..count).map(|n| n as f64 * PERIOD).map(|d| vec![point(d), point((d + DASH).min(length))]).collect()
}
