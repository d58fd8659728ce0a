//! Registers against catalogues: which requirements are evidenced, and how far the others are (rules 8).

use crate::cell::{CellId, CellTotal};
use crate::framework::{Catalogue, Requirement, Specification, fold_id};
use crate::scope::Domains;
use chrono::{Months, NaiveDate};
use std::collections::BTreeMap;

/// How far a requirement is from being evidenced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OpenState {
    /// Done, but nothing shows it: a quarter of the effort.
    Unevidenced,
    /// Begun: half.
    Partial,
    /// Not begun: all.
    Open,
    /// Not in the register: may be done or not.
    Unlisted,
}

/// A requirement that is not evidenced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRequirement {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How far it is.
    pub state: OpenState,
    /// Domains whose provider can carry it.
    pub carried_by: Domains,
    /// The register's rows.
    pub cells: Vec<CellId>,
}

/// Requirements of one family, by how far they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyCount {
    /// The family.
    pub family: String,
    /// Evidenced in date.
    pub evidenced: u32,
    /// Begun, or done without evidence.
    pub begun: u32,
    /// Not begun.
    pub open: u32,
    /// Not in the register.
    pub unlisted: u32,
}

/// What the register of one framework says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkFacts {
    /// Framework id.
    pub id: String,
    /// Requirements that apply.
    pub applicable: u64,
    /// Requirements with evidence in date.
    pub evidenced: u64,
    /// The others.
    pub open: Vec<OpenRequirement>,
    /// Those that apply, by family, in the catalogue's order.
    pub families: Vec<FamilyCount>,
    /// Register rows whose id the catalogue does not know.
    pub unmatched: Vec<String>,
    /// Whether there is a register at all.
    pub register: bool,
}

/// Every catalogue with what is known of it.
#[derive(Debug, Clone, Default)]
pub struct ControlFacts {
    /// By catalogue.
    pub frameworks: Vec<FrameworkFacts>,
}

impl ControlFacts {
    pub(super) fn fold(cells: &[&CellTotal], catalogues: &[Catalogue], as_of: NaiveDate) -> Self {
        Self { frameworks: catalogues.iter().map(|c| framework(c, cells, as_of)).collect() }
    }

    /// The facts of a framework.
    pub fn of(&self, id: &str) -> Option<&FrameworkFacts> {
        self.frameworks.iter().find(|f| f.id == id)
    }
}

/// What one register row says of its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Met,
    NotApplicable,
    Falls(OpenState),
}

struct Register<'a> {
    rows: BTreeMap<String, (&'a CellTotal, bool)>,
    newest_evidence_due: Option<NaiveDate>,
}

fn framework(catalogue: &Catalogue, cells: &[&CellTotal], as_of: NaiveDate) -> FrameworkFacts {
    let own: Vec<_> = cells.iter().copied().filter(|c| c.dim("framework").is_some_and(|f| names(catalogue, f))).collect();
    let mut register = Register {
        rows: own.iter().filter_map(|c| Some((fold_id(c.dim("control_id")?), (*c, false)))).collect(),
        newest_evidence_due: as_of.checked_sub_months(Months::new(catalogue.evidence_months)),
    };
    let marks: Vec<_> = catalogue.requirements.iter().map(|r| (r, judge(r, &mut register))).collect();
    let applicable = marks.iter().filter(|(_, (mark, _))| *mark != Mark::NotApplicable).count();
    let evidenced = marks.iter().filter(|(_, (mark, _))| *mark == Mark::Met).count();
    FrameworkFacts {
        id: catalogue.id.clone(),
        applicable: applicable as u64,
        evidenced: evidenced as u64,
        families: families(&marks),
        open: marks.into_iter().filter_map(|(r, (mark, cells))| open(r, mark, cells)).collect(),
        unmatched: register
            .rows
            .values()
            .filter(|(_, used)| !used)
            .filter_map(|(c, _)| c.dim("control_id").map(str::to_owned))
            .collect(),
        register: !own.is_empty(),
    }
}

/// A register names a framework by its id or its title.
fn names(catalogue: &Catalogue, word: &str) -> bool {
    let word = fold_id(word);
    word == catalogue.id || word == fold_id(&catalogue.title)
}

fn families(marks: &[(&Requirement, (Mark, Vec<CellId>))]) -> Vec<FamilyCount> {
    let mut families: Vec<FamilyCount> = Vec::new();
    for (requirement, (mark, _)) in marks.iter().filter(|(_, (mark, _))| *mark != Mark::NotApplicable) {
        let at = families.iter().position(|f| f.family == requirement.family).unwrap_or_else(|| {
            let family = requirement.family.clone();
            families.push(FamilyCount { family, evidenced: 0, begun: 0, open: 0, unlisted: 0 });
            families.len() - 1
        });
        let count = &mut families[at];
        match mark {
            Mark::Met | Mark::NotApplicable => count.evidenced += 1,
            Mark::Falls(OpenState::Unevidenced | OpenState::Partial) => count.begun += 1,
            Mark::Falls(OpenState::Open) => count.open += 1,
            Mark::Falls(OpenState::Unlisted) => count.unlisted += 1,
        }
    }
    families
}

fn open(requirement: &Requirement, mark: Mark, cells: Vec<CellId>) -> Option<OpenRequirement> {
    let Mark::Falls(state) = mark else { return None };
    Some(OpenRequirement {
        id: requirement.id.clone(),
        title: requirement.title.clone(),
        state,
        carried_by: requirement.carried_by,
        cells,
    })
}

/// A parent counts when all its specifications do; one that states its own row is judged by it too.
fn judge(requirement: &Requirement, register: &mut Register<'_>) -> (Mark, Vec<CellId>) {
    let mut cells = Vec::new();
    let spellings = std::iter::once(&requirement.id).chain(&requirement.aliases);
    let own: Vec<_> = spellings.filter_map(|id| register.mark(id, false, &mut cells)).collect();
    let listed = requirement.specifications.iter().any(|s| register.rows.contains_key(&fold_id(&s.id)));
    let parts: Vec<_> = requirement.specifications.iter().map(|s| part(s, register, &mut cells)).collect();
    let marks = match (own.is_empty(), parts.is_empty() || !listed) {
        (false, true) => own,
        (true, true) => vec![Mark::Falls(OpenState::Unlisted)],
        _ => own.into_iter().chain(parts).collect(),
    };
    (combine(&marks), cells)
}

fn part(specification: &Specification, register: &mut Register<'_>, cells: &mut Vec<CellId>) -> Mark {
    let unlisted = if specification.conditional { Mark::NotApplicable } else { Mark::Falls(OpenState::Unlisted) };
    register.mark(&specification.id, !specification.required, cells).unwrap_or(unlisted)
}

/// All met is met; all done but something unevidenced is that; nothing listed is unlisted; nothing begun is open; the rest is partial.
fn combine(marks: &[Mark]) -> Mark {
    let applicable: Vec<_> = marks.iter().filter(|m| **m != Mark::NotApplicable).collect();
    let all = |test: &dyn Fn(&Mark) -> bool| applicable.iter().all(|m| test(m));
    if applicable.is_empty() {
        Mark::NotApplicable
    } else if all(&|m| *m == Mark::Met) {
        Mark::Met
    } else if all(&|m| matches!(m, Mark::Met | Mark::Falls(OpenState::Unevidenced))) {
        Mark::Falls(OpenState::Unevidenced)
    } else if all(&|m| *m == Mark::Falls(OpenState::Unlisted)) {
        Mark::Falls(OpenState::Unlisted)
    } else if all(&|m| matches!(m, Mark::Falls(OpenState::Open | OpenState::Unlisted))) {
        Mark::Falls(OpenState::Open)
    } else {
        Mark::Falls(OpenState::Partial)
    }
}

impl Register<'_> {
    fn mark(&mut self, id: &str, addressable: bool, cells: &mut Vec<CellId>) -> Option<Mark> {
        let (cell, used) = self.rows.get_mut(&fold_id(id))?;
        *used = true;
        cells.push(cell.id);
        let (cell, due) = (*cell, self.newest_evidence_due);
        Some(match cell.dim("status") {
            Some("not_applicable") => Mark::NotApplicable,
            _ if addressable && cell.dim("reason").is_some() => Mark::Met,
            Some("implemented") if in_date(cell, due) => Mark::Met,
            Some("implemented") => Mark::Falls(OpenState::Unevidenced),
            Some("partial") => Mark::Falls(OpenState::Partial),
            Some(_) => Mark::Falls(OpenState::Open),
            None => Mark::Falls(OpenState::Unlisted),
        })
    }
}

/// Evidence counts with a date within the framework's cadence; evidence without a date shows nothing.
fn in_date(cell: &CellTotal, oldest: Option<NaiveDate>) -> bool {
    let day = cell.dim("evidence_date").and_then(|d| d.parse::<NaiveDate>().ok());
    day.zip(oldest).is_some_and(|(day, oldest)| day >= oldest)
}
