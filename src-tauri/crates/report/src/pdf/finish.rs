//! What printpdf does not write: structure tree, language, XMP, nested outline, links with words, fixed dates and ids.

use super::structure::{Kid, Structure};
use super::{Attachment, Metadata, WriteError};
use crate::document::Link;
use crate::layout::{Laid, NodeId, Role};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use printpdf::{PdfDocument, PdfSaveOptions};

/// The language of every word in it.
const LANGUAGE: &str = "en-US";

/// Finishes a document and gives its bytes.
pub fn finish(document: PdfDocument, laid: &Laid, structure: &Structure<'_>, metadata: &Metadata) -> Result<Vec<u8>, WriteError> {
    let mut warnings = Vec::new();
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let mut file = document.to_lopdf_document(&options, &mut warnings);
    file.version = "1.7".to_owned();
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    let mut finish = Finish { file, pages, laid, structure, nodes: Vec::new() };
    finish.catalog(metadata)?;
    finish.trailer(metadata);
    finish.file.compress();
    let mut bytes = Vec::new();
    finish.file.save_to(&mut bytes).map_err(|cause| WriteError::Writer(cause.to_string()))?;
    Ok(bytes)
}

struct Finish<'a, 'b> {
    file: Document,
    pages: Vec<ObjectId>,
    laid: &'a Laid,
    structure: &'a Structure<'b>,
    nodes: Vec<Option<ObjectId>>,
}

fn text(words: &str) -> Object {
    let utf16 = words.encode_utf16().flat_map(u16::to_be_bytes);
    Object::String([0xfe, 0xff].into_iter().chain(utf16).collect(), StringFormat::Hexadecimal)
}

fn name(word: &str) -> Object {
    Object::Name(word.as_bytes().to_vec())
}

/// Coordinates to a hundredth of a point.
fn real(value: f64) -> Object {
    Object::Real(((value * 100.0).round() / 100.0) as f32)
}

impl Finish<'_, '_> {
    fn catalog(&mut self, metadata: &Metadata) -> Result<(), WriteError> {
        let annotations = self.annotations();
        let tree = self.tree(&annotations);
        let outline = self.outline();
        let xmp = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, self.xmp(metadata).into_bytes());
        let xmp = self.file.add_object(xmp.with_compression(false));
        let attached = metadata.attachment.as_ref().map(|a| self.attach(a, metadata));
        let root = self.file.trailer.get(b"Root").and_then(Object::as_reference).map_err(broken)?;
        let catalog = self.file.get_object_mut(root).and_then(Object::as_dict_mut).map_err(broken)?;
        catalog.set("Lang", Object::string_literal(LANGUAGE));
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
        catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
        catalog.set("StructTreeRoot", tree);
        catalog.set("Metadata", xmp);
        catalog.set("PageLayout", name("SinglePage"));
        if let Some(outline) = outline {
            catalog.set("Outlines", outline);
            catalog.set("PageMode", name("UseOutlines"));
        }
        if let Some((names, file)) = attached {
            catalog.set("Names", dictionary! { "EmbeddedFiles" => names });
            catalog.set("AF", vec![Object::Reference(file)]);
        }
        Ok(())
    }

    /// One annotation object each, listed on its page. Their keys in the parent tree follow those of the pages.
    fn annotations(&mut self) -> Vec<ObjectId> {
        let ids: Vec<ObjectId> = self.structure.annotations.iter().map(|_| self.file.new_object_id()).collect();
        let mut listed: Vec<Vec<Object>> = vec![Vec::new(); self.pages.len()];
        for (at, annotation) in self.structure.annotations.iter().enumerate() {
            let key = (self.pages.len() + at) as i64;
            let mut dict = dictionary! {
                "Type" => "Annot",
                "Subtype" => "Link",
                "Rect" => annotation.rect.iter().map(|v| real(*v)).collect::<Vec<_>>(),
                "Border" => vec![0.into(), 0.into(), 0.into()],
                "F" => 4,
                "Contents" => text(&annotation.text),
                "StructParent" => key
            };
            match &annotation.to {
                Link::Uri(uri) => dict.set("A", dictionary! { "S" => "URI", "URI" => Object::string_literal(uri.as_str()) }),
                Link::To(to) => {
                    if let Some((page, y)) = self.laid.destinations.get(to) {
                        dict.set("Dest", self.place(*page, *y));
                    }
                }
            }
            self.file.set_object(ids[at], dict);
            listed[annotation.page].push(ids[at].into());
        }
        for (at, annotations) in listed.into_iter().enumerate() {
            if let Ok(page) = self.file.get_object_mut(self.pages[at]).and_then(Object::as_dict_mut) {
                page.set("Annots", annotations);
                page.set("Tabs", name("S"));
                page.set("StructParents", at as i64);
            }
        }
        ids
    }

    fn place(&self, page: usize, y: f64) -> Object {
        let top = real(self.laid.size.1 - y + 12.0);
        Object::Array(vec![self.pages[page].into(), name("XYZ"), Object::Null, top, Object::Null])
    }

    fn tree(&mut self, annotations: &[ObjectId]) -> ObjectId {
        let root = self.file.new_object_id();
        let count = self.structure.tree.nodes.len();
        self.nodes = (0..count).map(|at| self.structure.is_attached(NodeId(at)).then(|| self.file.new_object_id())).collect();
        for at in 0..count {
            if let Some(id) = self.nodes[at] {
                let node = self.node(NodeId(at), root, annotations);
                self.file.set_object(id, node);
            }
        }
        let parents = self.parents();
        let next = (self.pages.len() + annotations.len()) as i64;
        let first = self.nodes[0].map_or(Object::Null, Object::Reference);
        self.file.set_object(
            root,
            dictionary! { "Type" => "StructTreeRoot", "K" => vec![first], "ParentTree" => parents, "ParentTreeNextKey" => next },
        );
        root
    }

    fn node(&self, id: NodeId, root: ObjectId, annotations: &[ObjectId]) -> Dictionary {
        let node = &self.structure.tree.nodes[id.0];
        let parent = node.parent.and_then(|p| self.nodes[p.0]).unwrap_or(root);
        let mut dict = dictionary! { "Type" => "StructElem", "S" => node.role.name(), "P" => parent };
        let kids = self.structure.kids[id.0].iter().filter_map(|kid| self.kid(*kid, annotations));
        dict.set("K", kids.collect::<Vec<_>>());
        if let Some(alt) = &node.alt {
            dict.set("Alt", text(alt));
        }
        match node.role {
            Role::ColumnHead => dict.set("A", dictionary! { "O" => "Table", "Scope" => "Column" }),
            Role::RowHead => dict.set("A", dictionary! { "O" => "Table", "Scope" => "Row" }),
            Role::List => dict.set("A", dictionary! { "O" => "List", "ListNumbering" => "Decimal" }),
            Role::Figure => {
                if let Some(b) = self.structure.boxes[id.0] {
                    let bounds: Vec<Object> = b.iter().map(|v| real(*v)).collect();
                    dict.set("A", dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => bounds });
                }
            }
            _ => {}
        }
        dict
    }

    fn kid(&self, kid: Kid, annotations: &[ObjectId]) -> Option<Object> {
        match kid {
            Kid::Node(node) => self.nodes[node.0].map(Object::Reference),
            Kid::Content { page, mcid } => {
                let content = dictionary! { "Type" => "MCR", "Pg" => self.pages[page], "MCID" => mcid as i64 };
                Some(content.into())
            }
            Kid::Annotation(at) => {
                let page = self.structure.annotations[at].page;
                Some(dictionary! { "Type" => "OBJR", "Pg" => self.pages[page], "Obj" => annotations[at] }.into())
            }
        }
    }

    /// From content back to its node: an array a page, then a node a link.
    fn parents(&mut self) -> ObjectId {
        let mut numbers = Vec::new();
        for (at, owners) in self.structure.owners.iter().enumerate() {
            let nodes: Vec<Object> = owners.iter().map(|n| self.nodes[n.0].map_or(Object::Null, Object::Reference)).collect();
            let list = self.file.add_object(nodes);
            numbers.extend([Object::from(at as i64), list.into()]);
        }
        for (at, annotation) in self.structure.annotations.iter().enumerate() {
            let node = self.nodes[annotation.node.0].map_or(Object::Null, Object::Reference);
            numbers.extend([Object::from((self.pages.len() + at) as i64), node]);
        }
        self.file.add_object(dictionary! { "Nums" => numbers })
    }

    /// Headings below headings.
    fn outline(&mut self) -> Option<ObjectId> {
        if self.laid.headings.is_empty() {
            return None;
        }
        let root = self.file.new_object_id();
        let ids: Vec<ObjectId> = self.laid.headings.iter().map(|_| self.file.new_object_id()).collect();
        let levels: Vec<u8> = self.laid.headings.iter().map(|h| h.level).collect();
        let parents: Vec<Option<usize>> = (0..ids.len()).map(|at| (0..at).rev().find(|b| levels[*b] < levels[at])).collect();
        for (at, heading) in self.laid.headings.iter().enumerate() {
            let siblings: Vec<usize> = (0..ids.len()).filter(|o| parents[*o] == parents[at]).collect();
            let place = siblings.iter().position(|o| *o == at).unwrap_or(0);
            let parent = parents[at].map_or(root, |p| ids[p]);
            let mut entry =
                dictionary! { "Title" => text(&heading.text), "Parent" => parent, "Dest" => self.place(heading.page, heading.y) };
            if let Some(before) = place.checked_sub(1) {
                entry.set("Prev", ids[siblings[before]]);
            }
            if let Some(after) = siblings.get(place + 1) {
                entry.set("Next", ids[*after]);
            }
            ends(&mut entry, &children(&parents, Some(at)), &ids, true);
            self.file.set_object(ids[at], entry);
        }
        let mut entry = dictionary! { "Type" => "Outlines" };
        ends(&mut entry, &children(&parents, None), &ids, false);
        self.file.set_object(root, entry);
        Some(root)
    }

    fn xmp(&self, metadata: &Metadata) -> String {
        let date = format!("{}T00:00:00Z", metadata.date);
        let own: String = metadata
            .own
            .iter()
            .map(|(key, value)| format!("   <threshold:{key}>{}</threshold:{key}>\n", escaped(value)))
            .collect();
        format!(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
             <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
             <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
             <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
             xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" \
             xmlns:threshold=\"urn:threshold:report\">\n\
             <dc:format>application/pdf</dc:format>\n\
             <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
             <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n\
             <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{subject}</rdf:li></rdf:Alt></dc:description>\n\
             <dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>\n\
             <xmp:CreateDate>{date}</xmp:CreateDate>\n<xmp:ModifyDate>{date}</xmp:ModifyDate>\n<xmp:MetadataDate>{date}</xmp:MetadataDate>\n\
             <xmp:CreatorTool>{producer}</xmp:CreatorTool>\n<pdf:Producer>{producer}</pdf:Producer>\n\
             <pdfuaid:part>1</pdfuaid:part>\n{own}\
             </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>",
            title = escaped(&self.laid.title),
            author = escaped(&metadata.author),
            subject = escaped(&metadata.subject),
            producer = escaped(&metadata.producer),
        )
    }

    /// The file inside the file, and the tree of names it stands in.
    fn attach(&mut self, attachment: &Attachment, metadata: &Metadata) -> (ObjectId, ObjectId) {
        let date = pdf_date(metadata);
        let size = attachment.bytes.len() as i64;
        let dict = dictionary! {
            "Type" => "EmbeddedFile",
            "Subtype" => name(&attachment.media),
            "Params" => dictionary! { "Size" => size, "ModDate" => Object::string_literal(date) }
        };
        let stream = self.file.add_object(Stream::new(dict, attachment.bytes.clone()));
        let file = self.file.add_object(dictionary! {
            "Type" => "Filespec",
            "F" => Object::string_literal(attachment.name.as_str()),
            "UF" => text(&attachment.name),
            "Desc" => text(&attachment.description),
            "AFRelationship" => "Data",
            "EF" => dictionary! { "F" => stream, "UF" => stream }
        });
        let names = vec![Object::string_literal(attachment.name.as_str()), file.into()];
        (self.file.add_object(dictionary! { "Names" => names }), file)
    }

    /// No clock and no chance: the date is the report's, the id is made of what it says.
    fn trailer(&mut self, metadata: &Metadata) {
        let date = pdf_date(metadata);
        let info = self.file.add_object(dictionary! {
            "Title" => text(&self.laid.title),
            "Author" => text(&metadata.author),
            "Subject" => text(&metadata.subject),
            "Creator" => text(&metadata.producer),
            "Producer" => text(&metadata.producer),
            "CreationDate" => Object::string_literal(date.as_str()),
            "ModDate" => Object::string_literal(date)
        });
        if let Ok(old) = self.file.trailer.get(b"Info").and_then(Object::as_reference) {
            self.file.objects.remove(&old);
        }
        self.file.trailer.set("Info", info);
        let id: Vec<u8> =
            metadata.own.iter().find(|(key, _)| key == "inputs").map_or(&self.laid.title, |(_, v)| v).bytes().take(32).collect();
        let id = Object::String(id, StringFormat::Hexadecimal);
        self.file.trailer.set("ID", vec![id.clone(), id]);
    }
}

fn broken(cause: lopdf::Error) -> WriteError {
    WriteError::Writer(cause.to_string())
}

fn pdf_date(metadata: &Metadata) -> String {
    metadata.date.format("D:%Y%m%d000000Z").to_string()
}

fn children(parents: &[Option<usize>], of: Option<usize>) -> Vec<usize> {
    (0..parents.len()).filter(|at| parents[*at] == of).collect()
}

/// First, last and count of an outline entry's children; a negative count is folded.
fn ends(entry: &mut Dictionary, children: &[usize], ids: &[ObjectId], folded: bool) {
    if let (Some(first), Some(last)) = (children.first(), children.last()) {
        entry.set("First", ids[*first]);
        entry.set("Last", ids[*last]);
        let count = children.len() as i64;
        entry.set("Count", if folded { -count } else { count });
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
