//! Which content belongs to which node of the tree, in the order it is drawn.

use crate::layout::{NodeId, Role, Tree};

/// A child of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kid {
    /// Another node.
    Node(NodeId),
    /// Marked content of a page.
    Content {
        /// Page, from 0.
        page: usize,
        /// Its number on the page.
        mcid: usize,
    },
    /// A link annotation, by its number in the document.
    Annotation(usize),
}

/// A link on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    /// Page, from 0.
    pub page: usize,
    /// Left, bottom, right, top in points from the lower left corner.
    pub rect: [f64; 4],
    /// Where it leads.
    pub to: crate::document::Link,
    /// What it says.
    pub text: String,
    /// Its node.
    pub node: NodeId,
}

/// The tree with its content.
pub struct Structure<'a> {
    /// The tree.
    pub tree: &'a Tree,
    /// Children of each node.
    pub kids: Vec<Vec<Kid>>,
    attached: Vec<bool>,
    /// The node of each numbered content, page by page.
    pub owners: Vec<Vec<NodeId>>,
    /// Links.
    pub annotations: Vec<Annotation>,
    /// What each figure covers on its page: left, bottom, right, top.
    pub boxes: Vec<Option<[f64; 4]>>,
}

impl<'a> Structure<'a> {
    /// A tree without content.
    pub fn new(tree: &'a Tree) -> Self {
        let count = tree.nodes.len();
        let mut attached = vec![false; count];
        attached[0] = true;
        Self {
            tree,
            kids: vec![Vec::new(); count],
            attached,
            owners: Vec::new(),
            annotations: Vec::new(),
            boxes: vec![None; count],
        }
    }

    /// Begins a page.
    pub fn page(&mut self) {
        self.owners.push(Vec::new());
    }

    /// Hangs a node, and what it hangs on, at the place reading has come to.
    pub fn attach(&mut self, node: NodeId) {
        if self.attached[node.0] {
            return;
        }
        self.attached[node.0] = true;
        if let Some(parent) = self.tree.nodes[node.0].parent {
            self.attach(parent);
            self.kids[parent.0].push(Kid::Node(node));
        }
    }

    /// Numbers content of a node on the page begun last.
    pub fn content(&mut self, node: NodeId) -> usize {
        self.attach(node);
        let page = self.owners.len() - 1;
        let mcid = self.owners[page].len();
        self.owners[page].push(node);
        self.kids[node.0].push(Kid::Content { page, mcid });
        mcid
    }

    /// Adds a link to its node.
    pub fn link(&mut self, annotation: Annotation) {
        self.attach(annotation.node);
        self.kids[annotation.node.0].push(Kid::Annotation(self.annotations.len()));
        self.annotations.push(annotation);
    }

    /// Widens what a figure covers.
    pub fn cover(&mut self, node: NodeId, (x, y): (f64, f64)) {
        if self.tree.nodes[node.0].role != Role::Figure {
            return;
        }
        let b = self.boxes[node.0].get_or_insert([x, y, x, y]);
        *b = [b[0].min(x), b[1].min(y), b[2].max(x), b[3].max(y)];
    }

    /// Whether anything of a node is in the file.
    pub fn is_attached(&self, node: NodeId) -> bool {
        self.attached[node.0]
    }
}
