//! The structure of a document: headings, paragraphs, tables, figures, in reading order.

/// A node of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub usize);

/// What a node is; the standard types of ISO 32000-1, 14.8.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The whole.
    Document,
    /// Headings by level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list, its items, their labels and bodies.
    List,
    /// An item of a list.
    ListItem,
    /// Its label.
    Label,
    /// Its body.
    ListBody,
    /// A table.
    Table,
    /// A row.
    TableRow,
    /// A head of a column.
    ColumnHead,
    /// A head of a row.
    RowHead,
    /// A cell.
    TableCell,
    /// A picture.
    Figure,
    /// A link.
    Link,
    /// A list of contents.
    Contents,
    /// An entry of it.
    ContentsItem,
    /// A part that belongs together.
    Division,
}

impl Role {
    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Heading(1) => "H1",
            Self::Heading(2) => "H2",
            Self::Heading(_) => "H3",
            Self::Paragraph => "P",
            Self::List => "L",
            Self::ListItem => "LI",
            Self::Label => "Lbl",
            Self::ListBody => "LBody",
            Self::Table => "Table",
            Self::TableRow => "TR",
            Self::ColumnHead | Self::RowHead => "TH",
            Self::TableCell => "TD",
            Self::Figure => "Figure",
            Self::Link => "Link",
            Self::Contents => "TOC",
            Self::ContentsItem => "TOCI",
            Self::Division => "Div",
        }
    }
}

/// One node.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// Where it hangs; the root hangs nowhere.
    pub parent: Option<NodeId>,
    /// What stands for it in words.
    pub alt: Option<String>,
}

/// The tree. Children are in the order their content is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// Nodes; the first is the document.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// A document without content.
    pub fn new() -> Self {
        Self { nodes: vec![Node { role: Role::Document, parent: None, alt: None }] }
    }

    /// The document.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// Adds a node.
    pub fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.nodes.push(Node { role, parent: Some(parent), alt: None });
        NodeId(self.nodes.len() - 1)
    }

    /// Adds a node with words that stand for it.
    pub fn add_with_alt(&mut self, parent: NodeId, role: Role, alt: String) -> NodeId {
        let id = self.add(parent, role);
        self.nodes[id.0].alt = Some(alt);
        id
    }
}

impl Default for Tree {
    fn default() -> Self {
        Self::new()
    }
}
