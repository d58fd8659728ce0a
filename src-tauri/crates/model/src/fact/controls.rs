//! Registers against catalogues: which requirements are evidenced, and how far the others are (rules 8).

use super::score::{Score, score};
use crate::cell::{CellId, CellTotal};
use crate::framework::{Catalogue, Requirement, Specification};
use crate::scope::Domains;
use chrono::{Months, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Its title; empty where the text is not free.
    pub title: String,
    /// Its family.
    pub family: String,
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
    /// Its id.
    pub id: String,
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
    /// Register rows whose id the catalogue does not know, in the register's own spelling.
    pub unmatched: Vec<String>,
    /// The score, where the framework has one and a register tells it.
    pub score: Option<Score>,
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
    pub(super) fn fold<'a>(cells: &[&CellTotal], catalogues: impl IntoIterator<Item = &'a Catalogue>, as_of: NaiveDate) -> Self {
        Self { frameworks: catalogues.into_iter().map(|c| framework(c, cells, as_of)).collect() }
    }

    /// The facts of a framework.
    pub fn of(&self, id: &str) -> Option<&FrameworkFacts> {
        self.frameworks.iter().find(|f| f.id == id)
    }
}

/// What a register says of one id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Evidenced in date, or excepted with a documented reason.
    Met,
    /// Does not apply.
    NotApplicable,
    /// Not evidenced.
    Falls(OpenState),
}

/// A requirement with what the register says of it and the rows that say it.
pub(super) type Marked<'a> = (&'a Requirement, (Mark, Vec<CellId>));

struct Register<'a> {
    /// Rows by folded id; one id may have several.
    rows: BTreeMap<String, (Vec<&'a CellTotal>, bool)>,
    newest_evidence_due: Option<NaiveDate>,
}

fn framework(catalogue: &Catalogue, cells: &[&CellTotal], as_of: NaiveDate) -> FrameworkFacts {
    let (own, borrowed) = register_rows(catalogue, cells);
    let mut register = Register {
        rows: by_key(catalogue, &own),
        newest_evidence_due: as_of.checked_sub_months(Months::new(catalogue.evidence_months)),
    };
    let listed = optional_families(catalogue, &register);
    let counts = |r: &&Requirement| !catalogue.families.iter().any(|f| f.optional && f.id == r.family && !listed.contains(&f.id));
    let marks: Vec<Marked<'_>> = catalogue.requirements.iter().filter(counts).map(|r| (r, judge(r, &mut register))).collect();
    let applicable = marks.iter().filter(|(_, (mark, _))| *mark != Mark::NotApplicable).count();
    let evidenced = marks.iter().filter(|(_, (mark, _))| *mark == Mark::Met).count();
    FrameworkFacts {
        id: catalogue.id.clone(),
        applicable: applicable as u64,
        evidenced: evidenced as u64,
        families: families(catalogue, &marks),
        score: catalogue.scoring.as_ref().filter(|_| !own.is_empty()).map(|s| score(s, &marks)),
        open: marks.into_iter().filter_map(|(r, (mark, cells))| open(r, mark, cells)).collect(),
        // A borrowed register holds more than this framework asks.
        unmatched: if borrowed { Vec::new() } else { register.unmatched() },
        register: !own.is_empty(),
    }
}

/// Its own rows, else those of a register that serves it too; `true` for the latter.
fn register_rows<'a>(catalogue: &Catalogue, cells: &[&'a CellTotal]) -> (Vec<&'a CellTotal>, bool) {
    let of = |named: &dyn Fn(&str) -> bool| -> Vec<&'a CellTotal> {
        cells.iter().copied().filter(|c| c.dim("framework").is_some_and(named)).collect()
    };
    let own = of(&|word| catalogue.is_named(word));
    match own.is_empty() {
        true => (of(&|word| catalogue.also_registers.iter().any(|other| other.is_named(word))), true),
        false => (own, false),
    }
}

fn by_key<'a>(catalogue: &Catalogue, own: &[&'a CellTotal]) -> BTreeMap<String, (Vec<&'a CellTotal>, bool)> {
    let mut rows: BTreeMap<String, (Vec<&CellTotal>, bool)> = BTreeMap::new();
    for cell in own {
        if let Some(id) = cell.dim("control_id") {
            rows.entry(catalogue.fold(id)).or_default().0.push(cell);
        }
    }
    rows
}

/// Families the client chose: the register lists one of their requirements.
fn optional_families(catalogue: &Catalogue, register: &Register<'_>) -> BTreeSet<String> {
    let listed = |r: &&Requirement| r.keys.iter().any(|key| register.rows.contains_key(key));
    catalogue.requirements.iter().filter(listed).map(|r| r.family.clone()).collect()
}

fn families(catalogue: &Catalogue, marks: &[Marked<'_>]) -> Vec<FamilyCount> {
    let mut families: Vec<FamilyCount> = Vec::new();
    for (requirement, (mark, _)) in marks.iter().filter(|(_, (mark, _))| *mark != Mark::NotApplicable) {
        let at = families.iter().position(|f| f.id == requirement.family).unwrap_or_else(|| {
            let (id, family) = (requirement.family.clone(), catalogue.family_title(&requirement.family).to_owned());
            families.push(FamilyCount { id, family, evidenced: 0, begun: 0, open: 0, unlisted: 0 });
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
        family: requirement.family.clone(),
        state,
        carried_by: requirement.carried_by,
        cells,
    })
}

/// A parent counts when all its specifications do; one that states its own row is judged by it too.
fn judge(requirement: &Requirement, register: &mut Register<'_>) -> (Mark, Vec<CellId>) {
    let mut cells = Vec::new();
    let mut keys: Vec<&String> = requirement.keys.iter().collect();
    keys.dedup();
    let own: Vec<_> = keys.into_iter().filter_map(|key| register.mark(key, false, &mut cells)).collect();
    let listed = requirement.specifications.iter().any(|s| register.rows.contains_key(&s.key));
    let parts: Vec<_> = requirement.specifications.iter().map(|s| part(s, register, &mut cells)).collect();
    let marks = match (own.is_empty(), parts.is_empty() || !listed) {
        (false, true) => own,
        (true, true) if !parts.is_empty() && parts.iter().all(|m| *m == Mark::NotApplicable) => parts,
        (true, true) => vec![Mark::Falls(OpenState::Unlisted)],
        _ => own.into_iter().chain(parts).collect(),
    };
    (combine(&marks), cells)
}

fn part(specification: &Specification, register: &mut Register<'_>, cells: &mut Vec<CellId>) -> Mark {
    let unlisted = if specification.conditional { Mark::NotApplicable } else { Mark::Falls(OpenState::Unlisted) };
    register.mark(&specification.key, !specification.required, cells).unwrap_or(unlisted)
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
    /// What its rows say of an id; nothing where it has none.
    fn mark(&mut self, key: &str, addressable: bool, cells: &mut Vec<CellId>) -> Option<Mark> {
        let due = self.newest_evidence_due;
        let (rows, used) = self.rows.get_mut(key)?;
        *used = true;
        cells.extend(rows.iter().map(|c| c.id));
        let marks: Vec<Mark> = rows.iter().map(|cell| row(cell, addressable, due)).collect();
        Some(combine(&marks))
    }

    fn unmatched(&self) -> Vec<String> {
        let unused = self.rows.values().filter(|(_, used)| !used).flat_map(|(rows, _)| rows);
        unused.filter_map(|c| c.dim("control_id").map(|id| id.trim().to_owned())).collect()
    }
}

fn row(cell: &CellTotal, addressable: bool, due: Option<NaiveDate>) -> Mark {
    let is_documented = cell.dim("reason").is_some();
    match cell.dim("status") {
        Some("not_applicable") => Mark::NotApplicable,
        // An enduring exception is met where it is documented (32 CFR 170.4, 170.24).
        Some("enduring_exception") if is_documented => Mark::Met,
        _ if addressable && is_documented => Mark::Met,
        Some("implemented") if in_date(cell, due) => Mark::Met,
        Some("implemented") => Mark::Falls(OpenState::Unevidenced),
        Some("partial") => Mark::Falls(OpenState::Partial),
        Some(_) => Mark::Falls(OpenState::Open),
        None => Mark::Falls(OpenState::Unlisted),
    }
}

/// Evidence counts with a date within the framework's cadence; evidence without a date shows nothing.
fn in_date(cell: &CellTotal, oldest: Option<NaiveDate>) -> bool {
    let day = cell.dim("evidence_date").and_then(|d| d.parse::<NaiveDate>().ok());
    day.zip(oldest).is_some_and(|(day, oldest)| day >= oldest)
}
