//! Facts: what the cube of cells says, picked by policy. A fact nobody supplied is absent, never zero.

mod controls;
mod costs;
mod devices;
mod people;
mod projects;
mod quotes;
mod score;
mod staff;
mod tickets;

pub use controls::{ControlFacts, FamilyCount, FrameworkFacts, OpenRequirement, OpenState};
pub use costs::{ContractFact, CostFacts, Fate};
pub use devices::{DeviceFacts, Snapshot};
pub use people::PeopleFacts;
pub use projects::{ProjectFact, SurfaceChange};
pub use quotes::{CmmcAnswer, QuoteFact, Tier};
pub use score::{Score, ScoreStatus};
pub use staff::{LeavingFact, PostFact, StaffFacts};
pub use tickets::TicketFacts;

use crate::cell::{CellId, CellTotal};
use crate::field::Kind;
use crate::framework::Catalogue;
use crate::policy::Policy;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// A value counted in records, with the cells it was counted in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The value.
    pub value: Decimal,
    /// Its evidence.
    pub cells: Vec<CellId>,
}

impl Counted {
    /// Counts the records of cells.
    pub fn records<'a>(cells: impl IntoIterator<Item = &'a CellTotal>) -> Self {
        let mut counted = Self { value: Decimal::ZERO, cells: Vec::new() };
        for cell in cells {
            counted.value += Decimal::from(cell.count);
            counted.cells.push(cell.id);
        }
        counted
    }

    /// Sums a measure over cells; `None` where no record has it.
    pub fn sum<'a>(cells: impl IntoIterator<Item = &'a CellTotal>, measure: &str) -> Option<Self> {
        let mut counted = Self { value: Decimal::ZERO, cells: Vec::new() };
        for cell in cells.into_iter().filter(|c| c.sum(measure).known > 0) {
            counted.value = counted.value.checked_add(cell.sum(measure).total)?;
            counted.cells.push(cell.id);
        }
        (!counted.cells.is_empty()).then_some(counted)
    }
}

/// Everything the imports say. A kind without records gives `None` or nothing.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Devices by what counts.
    pub devices: Option<DeviceFacts>,
    /// Support posts.
    pub staff: Option<StaffFacts>,
    /// Tickets of the last twelve months.
    pub tickets: Option<TicketFacts>,
    /// Contracts and ledger sums.
    pub costs: CostFacts,
    /// Projects that change what must be supported.
    pub projects: Option<Vec<ProjectFact>>,
    /// Control registers against the catalogues.
    pub controls: ControlFacts,
    /// Directory accounts.
    pub people: Option<PeopleFacts>,
    /// Offers.
    pub quotes: Vec<QuoteFact>,
}

impl Facts {
    /// Folds the cube as of a day.
    pub fn fold<'a>(
        cells: &[CellTotal],
        policy: &Policy,
        catalogues: impl IntoIterator<Item = &'a Catalogue>,
        as_of: NaiveDate,
    ) -> Self {
        let of = |kind: Kind| -> Vec<&CellTotal> { cells.iter().filter(|c| c.kind == kind).collect() };
        Self {
            devices: DeviceFacts::fold(&of(Kind::Devices), policy, as_of),
            staff: StaffFacts::fold(&of(Kind::Staff), as_of),
            tickets: TicketFacts::fold(&of(Kind::Tickets), as_of),
            costs: CostFacts::fold(&of(Kind::Costs), as_of),
            projects: projects::fold(&of(Kind::Projects)),
            controls: ControlFacts::fold(&of(Kind::Controls), catalogues, as_of),
            people: PeopleFacts::fold(&of(Kind::People)),
            quotes: quotes::fold(&of(Kind::Quotes)),
        }
    }
}

/// The month `months` before the month of a day, as cells spell it.
fn months_before(day: NaiveDate, months: u32) -> String {
    use chrono::Datelike;
    let earlier = day.with_day(1).and_then(|d| d.checked_sub_months(chrono::Months::new(months))).unwrap_or(day);
    format!("{:04}-{:02}", earlier.year(), earlier.month())
}

/// Whether a month as cells spell it lies in the twelve whole months that end with the month of `as_of`.
fn in_last_year(month: &str, as_of: NaiveDate) -> bool {
    let (first, last) = (months_before(as_of, 11), months_before(as_of, 0));
    first.as_str() <= month && month <= last.as_str()
}
