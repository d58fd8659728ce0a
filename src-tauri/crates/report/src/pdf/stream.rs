//! Page content by printpdf: text, paths and marked content.

use super::fonts::Subset;
use super::structure::{Annotation, Structure};
use crate::layout::{Draw, Item, Laid, NodeId, Rgb, Role};
use printpdf::{
    Color, DictItem, FontId, Line, LinePoint, Mm, Op, PaintMode, PdfDocument, PdfFont, PdfFontHandle, PdfPage, Point, Polygon,
    PolygonRing, Pt, RawImage, RawImageData, RawImageFormat, Rgb as PdfRgb, TextItem, TextMatrix, WindingOrder, XObjectId,
    XObjectTransform,
};

/// Name of the logo among the resources.
const LOGO: &str = "Logo";

/// Writes every page.
pub fn document(laid: &Laid, subsets: &[Subset], structure: &mut Structure<'_>) -> PdfDocument {
    let mut document = PdfDocument::new(&laid.title);
    for subset in subsets {
        let id = FontId(subset.id.to_owned());
        document.resources.fonts.map.insert(id, PdfFont::new(subset.font.clone()));
    }
    if let Some(logo) = &laid.logo {
        let image = RawImage {
            pixels: RawImageData::U8(logo.pixels.clone()),
            width: logo.width as usize,
            height: logo.height as usize,
            data_format: RawImageFormat::RGB8,
            tag: Vec::new(),
        };
        document.resources.xobjects.map.insert(XObjectId(LOGO.to_owned()), printpdf::XObject::Image(image));
    }
    document.pages = (0..laid.pages.len()).map(|at| page(laid, at, subsets, structure)).collect();
    document
}

fn page(laid: &Laid, at: usize, subsets: &[Subset], structure: &mut Structure<'_>) -> PdfPage {
    structure.page();
    let (width, height) = laid.size;
    let mut sheet = Sheet { height, page: at, subsets, structure, ops: Vec::new(), open: None, looks: Looks::default(), laid };
    for item in &laid.pages[at].items {
        sheet.item(item);
    }
    sheet.close();
    PdfPage::new(Mm(width as f32 * 25.4 / 72.0), Mm(height as f32 * 25.4 / 72.0), sheet.ops)
}

/// What is set already: set again only where it changes.
#[derive(Default)]
struct Looks {
    fill: Option<Rgb>,
    stroke: Option<Rgb>,
    width: Option<u64>,
}

struct Sheet<'a, 'b> {
    height: f64,
    page: usize,
    subsets: &'a [Subset],
    structure: &'a mut Structure<'b>,
    ops: Vec<Op>,
    /// The marked content that is open: of a node, or decoration.
    open: Option<Option<NodeId>>,
    looks: Looks,
    laid: &'a Laid,
}

impl Sheet<'_, '_> {
    fn item(&mut self, item: &Item) {
        match &item.draw {
            Draw::Nothing => {
                if let Some(node) = item.node {
                    self.structure.attach(node);
                }
            }
            Draw::Destination { .. } | Draw::PageOf { .. } => {}
            Draw::Link { x, y, width, height, to, text } => self.link(item.node, (*x, *y, *width, *height), to, text),
            draw => {
                self.begin(item.node);
                self.cover(item.node, draw);
                self.draw(draw);
            }
        }
    }

    fn begin(&mut self, node: Option<NodeId>) {
        if self.open == Some(node) {
            return;
        }
        self.close();
        self.open = Some(node);
        let op = match node {
            None => Op::BeginMarkedContent { tag: "Artifact".to_owned() },
            Some(node) => {
                let mcid = self.structure.content(node);
                let tag = self.structure.tree.nodes[node.0].role.name().to_owned();
                let properties = DictItem::Dict { map: [("MCID".to_owned(), DictItem::Int(mcid as i64))].into_iter().collect() };
                Op::BeginMarkedContentWithProperties { tag, properties }
            }
        };
        self.ops.push(op);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn link(
        &mut self,
        node: Option<NodeId>,
        (x, y, width, height): (f64, f64, f64, f64),
        to: &crate::document::Link,
        text: &str,
    ) {
        let Some(node) = node.filter(|n| self.structure.tree.nodes[n.0].role == Role::Link) else { return };
        let rect = [x, self.height - y - height, x + width, self.height - y];
        self.structure.link(Annotation { page: self.page, rect, to: to.clone(), text: text.to_owned(), node });
    }

    fn cover(&mut self, node: Option<NodeId>, draw: &Draw) {
        let Some(node) = node else { return };
        match draw {
            Draw::Path { points, .. } | Draw::Fill { points, .. } => {
                points.iter().for_each(|(x, y)| self.structure.cover(node, (*x, self.height - y)));
            }
            Draw::Text { x, y, .. } => self.structure.cover(node, (*x, self.height - y)),
            _ => {}
        }
    }

    fn point(&self, (x, y): (f64, f64)) -> Point {
        Point { x: Pt(x as f32), y: Pt((self.height - y) as f32) }
    }

    fn fill(&mut self, colour: Rgb) {
        if self.looks.fill != Some(colour) {
            self.looks.fill = Some(colour);
            self.ops.push(Op::SetFillColor { col: color(colour) });
        }
    }

    fn stroke(&mut self, colour: Rgb, width: f64) {
        if self.looks.stroke != Some(colour) {
            self.looks.stroke = Some(colour);
            self.ops.push(Op::SetOutlineColor { col: color(colour) });
        }
        if self.looks.width != Some(width.to_bits()) {
            self.looks.width = Some(width.to_bits());
            self.ops.push(Op::SetOutlineThickness { pt: Pt(width as f32) });
        }
    }

    fn draw(&mut self, draw: &Draw) {
        match draw {
            Draw::Text { x, y, size, cut, colour, text } => {
                let Some(subset) = self.subsets.iter().find(|s| s.cut == *cut) else { return };
                self.fill(*colour);
                let at = self.point((*x, *y));
                self.ops.extend([
                    Op::StartTextSection,
                    Op::SetFont { font: PdfFontHandle::External(FontId(subset.id.to_owned())), size: Pt(*size as f32) },
                    Op::SetTextMatrix { matrix: TextMatrix::Translate(at.x, at.y) },
                    Op::ShowText { items: vec![TextItem::Text(text.clone())] },
                    Op::EndTextSection,
                ]);
            }
            Draw::Path { points, width, colour } => {
                self.stroke(*colour, *width);
                let points = self.points(points);
                self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
            }
            Draw::Fill { points, colour } => {
                self.fill(*colour);
                let rings = vec![PolygonRing { points: self.points(points) }];
                let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
                self.ops.push(Op::DrawPolygon { polygon });
            }
            Draw::Logo { x, y, width, height } => self.logo((*x, *y), *width, *height),
            _ => {}
        }
    }

    fn points(&self, points: &[(f64, f64)]) -> Vec<LinePoint> {
        points.iter().map(|p| LinePoint { p: self.point(*p), bezier: false }).collect()
    }

    fn logo(&mut self, (x, y): (f64, f64), width: f64, height: f64) {
        if self.laid.logo.is_none() {
            return;
        }
        let at = self.point((x, y + height));
        // An image is a unit square: scaled to its place.
        let transform = XObjectTransform {
            translate_x: Some(at.x),
            translate_y: Some(at.y),
            rotate: None,
            scale_x: Some(width as f32),
            scale_y: Some(height as f32),
            dpi: None,
            no_auto_scale: true,
        };
        self.ops.push(Op::UseXobject { id: XObjectId(LOGO.to_owned()), transform });
    }
}

fn color((r, g, b): Rgb) -> Color {
    let part = |c: u8| f32::from(c) / 255.0;
    Color::Rgb(PdfRgb { r: part(r), g: part(g), b: part(b), icc_profile: None })
}
