//! Tables: column widths, rows that are never split, a head that is repeated.

use super::flow::{Flow, Piece, rgb};
use super::lines::{Line, lines};
use super::tree::{NodeId, Role};
use super::{Draw, Item};
use crate::chart::bullet::{BAR_HEIGHT, bar, state_mark};
use crate::chart::pen::outline;
use crate::chart::{DrawError, Pen, Shape};
use crate::document::{Align, Cell, Column, Row, RowLook, Style, Table, Width};
use crate::ink::Ink;
use crate::pdf::Canvas;
use plotters::prelude::IntoDrawingArea;

/// Room of a mark before a cell's words.
const MARK: f64 = 11.0;
/// Points a pixel of a bar inside a table.
const BAR_SCALE: f64 = 0.66;

/// Height of a row with a bar: the bar stands on the middle of the words, its label above it.
const BAR_ROOM: f64 = 25.0;

struct Place {
    x: f64,
    width: f64,
    align: Align,
}

/// Adds a table's pieces to a flow.
pub fn table(flow: &mut Flow<'_>, table: &Table) {
    let width = table.measure.map_or(flow.width, |m| m.min(flow.width));
    let places = places(table, width);
    let node = flow.tree.add(flow.parent, Role::Table);
    let head = head_of(flow, table, &places, node);
    let repeat = head.as_ref().map(|h| {
        let silent = h.items.iter().filter(|i| !matches!(i.draw, Draw::Link { .. } | Draw::Nothing));
        flow.heads.push((silent.map(|i| Item { node: None, draw: i.draw.clone() }).collect(), h.height));
        flow.heads.len() - 1
    });
    flow.pieces.extend(head);
    let last = table.rows.len().saturating_sub(1);
    for (at, row) in table.rows.iter().enumerate() {
        let mut piece = row_of(flow, table, row, &places, node);
        piece.head = repeat;
        // A table's first row stays with its head, its last with the one before: no lonely row.
        piece.keep = table.whole && at < last
            || at == 0 && last > 0
            || at + 1 == last
            || table.rows.get(at + 1).is_some_and(|r| r.look == RowLook::Total);
        piece.before = if at == 0 && repeat.is_none() { 4.0 } else { 0.0 };
        let head = repeat.and_then(|h| flow.heads.get(h)).map_or(0.0, |(_, height)| *height);
        flow.pieces.extend(slices(piece, flow.page_height - head, table.style.leading()));
    }
}

/// A row longer than a page has to go on over one: cut between its lines.
fn slices(piece: Piece, room: f64, leading: f64) -> Vec<Piece> {
    if piece.height <= room {
        return vec![piece];
    }
    let step = ((room / leading).floor() - 1.0).max(1.0) * leading;
    let count = (piece.height / step).ceil() as usize;
    let slice = |at: usize| {
        let (top, bottom) = (step * at as f64, step * (at + 1) as f64);
        let here = |i: &&Item| (top..bottom).contains(&middle(&i.draw, leading)) && !is_ground(&i.draw, leading);
        let mut items: Vec<Item> = piece.items.iter().filter(here).cloned().collect();
        items.iter_mut().for_each(|i| i.draw.shift(0.0, -top));
        let keep = piece.keep && at + 1 == count;
        let before = if at == 0 { piece.before } else { 0.0 };
        Piece { items, height: (piece.height - top).min(step), before, keep, fresh: false, head: piece.head }
    };
    (0..count).map(slice).collect()
}

/// A shaded ground as tall as its row cannot go on over a page with it.
fn is_ground(draw: &Draw, leading: f64) -> bool {
    let Draw::Fill { points, .. } = draw else { return false };
    let (low, high) = points.iter().fold((f64::MAX, f64::MIN), |(l, h), p| (l.min(p.1), h.max(p.1)));
    high - low > 3.0 * leading
}

/// The height by which a thing drawn belongs to one line or another.
fn middle(draw: &Draw, leading: f64) -> f64 {
    let y = match draw {
        // A base line lies in the lower part of its line.
        Draw::Text { y, .. } | Draw::PageOf { y, .. } => *y - leading * 0.25,
        Draw::Link { y, height, .. } => *y + *height / 2.0,
        Draw::Path { points, .. } | Draw::Fill { points, .. } => points.iter().map(|p| p.1).fold(0.0, f64::max) - leading * 0.25,
        Draw::Logo { y, .. } | Draw::Destination { y, .. } => *y,
        Draw::Nothing => 0.0,
    };
    y.max(0.0)
}

fn places(table: &Table, width: f64) -> Vec<Place> {
    let columns = &table.columns;
    let gaps = table.gutter * columns.len().saturating_sub(1) as f64;
    let fixed: f64 = columns.iter().map(|c| if let Width::Points(p) = c.width { p } else { 0.0 }).sum();
    let shares: f64 = columns.iter().map(|c| if let Width::Share(s) = c.width { s } else { 0.0 }).sum();
    let left = (width - gaps - fixed).max(0.0);
    let mut x = 0.0;
    let place = |c: &Column| {
        let width = match c.width {
            Width::Points(points) => points,
            Width::Share(share) => left * share / shares.max(f64::EPSILON),
        };
        let place = Place { x, width, align: c.align };
        x += width + table.gutter;
        place
    };
    columns.iter().map(place).collect()
}

/// From the first column's beginning to the last one's end.
fn extent(places: &[Place]) -> f64 {
    places.last().map_or(0.0, |p| p.x + p.width)
}

fn head_of(flow: &mut Flow<'_>, table: &Table, places: &[Place], node: NodeId) -> Option<Piece> {
    if table.head.is_empty() {
        return None;
    }
    let row = flow.tree.add(node, Role::TableRow);
    let mut piece = cells(flow, table, &table.head, places, &|_| Role::ColumnHead, row, true);
    piece.before = 4.0;
    piece.keep = true;
    let line = Draw::across(0.0, piece.height, extent(places), 0.7, rgb(Ink::Rule));
    piece.items.push(Item { node: None, draw: line });
    if let Some((_, ink)) = table.leader {
        let place = &places[table.leader.map_or(0, |l| l.0).min(places.len() - 1)];
        let line = Draw::across(place.x - table.gutter / 2.0, 0.0, place.width + table.gutter, 1.6, rgb(ink));
        piece.items.push(Item { node: None, draw: line });
    }
    Some(piece)
}

fn row_of(flow: &mut Flow<'_>, table: &Table, row: &Row, places: &[Place], node: NodeId) -> Piece {
    let tree_row = flow.tree.add(node, Role::TableRow);
    let heads = has_row_heads(table);
    let role = |at: usize| if at == 0 && heads { Role::RowHead } else { Role::TableCell };
    let mut piece = cells(flow, table, &row.cells, places, &role, tree_row, false);
    let named = row.ids.iter().map(|name| Item { node: None, draw: Draw::Destination { y: 0.0, name: name.clone() } });
    piece.items.splice(0..0, named);
    let line = match row.look {
        RowLook::Plain => Some(Draw::across(0.0, piece.height, extent(places), 0.5, rgb(Ink::Hair))),
        RowLook::Grouped => None,
        RowLook::Total => Some(Draw::across(0.0, 0.0, extent(places), 1.1, rgb(Ink::Ink))),
    };
    piece.items.extend(line.map(|draw| Item { node: None, draw }));
    piece
}

/// In a small table heads of rows and columns would outnumber what they head.
fn has_row_heads(table: &Table) -> bool {
    let (rows, columns) = (table.rows.len(), table.columns.len());
    table.head.is_empty() || columns.saturating_sub(1) * rows >= columns + rows
}

/// The cells of a row side by side; words of a head stand at its foot, those of a row at its top.
fn cells(
    flow: &mut Flow<'_>,
    table: &Table,
    row: &[Cell],
    places: &[Place],
    role: &dyn Fn(usize) -> Role,
    node: NodeId,
    at_foot: bool,
) -> Piece {
    let style = if at_foot { table.head_style } else { table.style };
    let set: Vec<Vec<Line>> = row.iter().zip(places).map(|(c, p)| broken(flow, c, p, style)).collect();
    let most = set.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let bars = row.iter().any(|c| c.bullet.is_some());
    let words = style.leading() * most as f64;
    let inner = if bars { words.max(BAR_ROOM) } else { words };
    let mut piece = Piece { height: inner + 2.0 * table.padding, ..Piece::default() };
    shade(&mut piece, table, places);
    for (at, ((cell, place), set)) in row.iter().zip(places).zip(&set).enumerate() {
        let own = flow.tree.add(node, role(at));
        let free = inner - style.leading() * set.len() as f64;
        // Beside a bar the words stand in the middle.
        let down = if at_foot {
            free
        } else if bars {
            free / 2.0
        } else {
            0.0
        };
        let mut part = Piece { height: table.padding + down, ..Piece::default() };
        draw_cell(flow, &mut part, (cell, place), set, (style, own));
        if part.items.iter().all(|i| i.node != Some(own)) {
            part.items.push(Item { node: Some(own), draw: Draw::Nothing });
        }
        piece.items.extend(part.items);
    }
    piece
}

fn shade(piece: &mut Piece, table: &Table, places: &[Place]) {
    if let Some(place) = table.leader.and_then(|(at, _)| places.get(at)) {
        let (x, width) = (place.x - table.gutter / 2.0, place.width + table.gutter);
        // A hair taller than the row, so that no gap shows between two.
        piece.items.push(Item { node: None, draw: Draw::rectangle((x, 0.0), width, piece.height + 0.1, rgb(Ink::Well)) });
    }
}

fn mark_room(cell: &Cell) -> f64 {
    match (&cell.shape, &cell.state) {
        (None, None) => 0.0,
        (_, None) => MARK,
        _ => MARK + 5.0,
    }
}

fn broken(flow: &Flow<'_>, cell: &Cell, place: &Place, style: Style) -> Vec<Line> {
    let room = if place.align == Align::Left { place.width - mark_room(cell) } else { place.width };
    // A mark over figures has a line of its own.
    let over = (place.align == Align::Right && cell.shape.is_some()).then(Line::default);
    over.into_iter().chain(cell.lines.iter().flat_map(|runs| lines(runs, style, flow.faces, room.max(1.0)))).collect()
}

fn draw_cell(flow: &mut Flow<'_>, part: &mut Piece, (cell, place): (&Cell, &Place), set: &[Line], (style, own): (Style, NodeId)) {
    let middle = part.height + style.leading() / 2.0;
    if let Some((shape, ink, filled)) = cell.shape {
        let x = if place.align == Align::Left { place.x + 4.0 } else { place.x + place.width - 4.0 };
        let marks = shape_items(shape, (x, middle), ink, filled);
        part.items.extend(marks);
    }
    if let Some(state) = cell.state {
        drawn(flow, part, (place.x, middle - 5.0), (14.0, 10.0), &|pen| state_mark(pen, 0.0, 0.0, state));
    }
    if let Some(bullet) = &cell.bullet {
        let (w, h) = (place.width, BAR_HEIGHT * BAR_SCALE);
        // The bar itself stands on the words' middle, its label above it.
        let top = middle - h * 0.72;
        drawn(flow, part, (place.x, top), (w, h), &|pen| bar(pen, 0.0, 0.0, w / BAR_SCALE, bullet));
    }
    for line in set {
        let x = match place.align {
            Align::Left => place.x + mark_room(cell),
            Align::Right => place.x + place.width - line.width,
        };
        flow.set(part, std::slice::from_ref(line), style, Some(own), x);
    }
}

fn shape_items(shape: Shape, centre: (f64, f64), ink: Ink, filled: bool) -> Vec<Item> {
    let points = outline(shape, centre, 3.3);
    if filled {
        return vec![Item { node: None, draw: Draw::Fill { points, colour: rgb(ink) } }];
    }
    let closed = points.iter().chain(points.first()).copied().collect();
    vec![Item { node: None, draw: Draw::Path { points: closed, width: 0.9, colour: rgb(ink) } }]
}

/// A small drawing inside a cell: decoration, for the row says the same in words.
fn drawn(
    flow: &Flow<'_>,
    part: &mut Piece,
    (x, y): (f64, f64),
    (width, height): (f64, f64),
    draw: &dyn Fn(&mut Pen<'_, Canvas<'_>>) -> Result<(), DrawError>,
) {
    let mut made = Vec::new();
    let done = {
        let canvas = Canvas::new(&mut made, flow.faces, (width / BAR_SCALE, height / BAR_SCALE), BAR_SCALE);
        let area = canvas.into_drawing_area();
        draw(&mut Pen::new(&area, flow.faces))
    };
    // The canvas only collects what is drawn: it cannot fail.
    if done.is_ok() {
        made.iter_mut().for_each(|d| d.shift(x, y));
        part.items.extend(made.into_iter().map(|draw| Item { node: None, draw }));
    }
}
