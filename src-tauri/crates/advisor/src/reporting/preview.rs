//! A report's pages for a screen, before it is written.

use super::{Draft, failed};
use crate::error::Error;
use crate::wire::OutlineEntry;
use report::layout::Laid;
use report::screen::{ScreenPage, page};

/// Headings that begin a section: parts, and chapters inside them.
const SECTION: u8 = 2;

impl Draft {
    /// How many pages it has.
    pub fn page_count(&self) -> Result<usize, Error> {
        Ok(self.laid()?.pages.len())
    }

    /// Width and height of a page in points.
    pub fn page_size(&self) -> Result<(f64, f64), Error> {
        Ok(self.laid()?.size)
    }

    /// A page as the PDF has it, drawn for a screen; counted from 1, an error where there is no such page.
    pub fn page(&self, number: usize) -> Result<ScreenPage, Error> {
        let laid = self.laid()?;
        let page = number.checked_sub(1).and_then(|at| page(laid, at, self.faces));
        page.ok_or_else(|| failed(format!("there is no page {number} of {}", laid.pages.len())))
    }

    /// Every page, in order.
    pub fn pages(&self) -> Result<Vec<ScreenPage>, Error> {
        (1..=self.page_count()?).map(|number| self.page(number)).collect()
    }

    /// Its sections and the pages they begin on, from 1.
    pub fn outline(&self) -> Result<Vec<OutlineEntry>, Error> {
        let sections = self.laid()?.headings.iter().filter(|h| h.level <= SECTION);
        let entry = |page: usize| u32::try_from(page + 1).unwrap_or(u32::MAX);
        Ok(sections.map(|h| OutlineEntry { title: h.text.clone(), page: entry(h.page) }).collect())
    }

    /// What traces it, as its footer says: inputs, engine, seed.
    pub fn imprint_line(&self) -> String {
        let imprint = &self.gathered.imprint;
        let inputs: String = imprint.inputs.chars().take(8).collect();
        format!("Inputs {inputs}, engine {}, seed {}. The same file gives the same bytes.", imprint.engine, imprint.seed)
    }

    /// Its pages, laid out once for file and screen.
    pub(super) fn laid(&self) -> Result<&Laid, Error> {
        if let Some(laid) = self.laid.get() {
            return Ok(laid);
        }
        let laid = report::layout::lay_out(&self.document()?, self.faces);
        Ok(self.laid.get_or_init(|| laid))
    }
}
