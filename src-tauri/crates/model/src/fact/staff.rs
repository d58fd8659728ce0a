//! Support posts as of a day (rules 7): contract FTE, hourly people by paid hours, managers by hands-on share.

use super::Counted;
use crate::cell::{CellId, CellTotal};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Paid hours that make one FTE-year.
const PAID_HOURS_PER_FTE: i64 = 2080;

/// The posts of one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostFact {
    /// Role, as in the field's choices.
    pub role: String,
    /// FTE on the as-of date.
    pub fte: Counted,
    /// How many people hold them.
    pub people: u64,
    /// Of how many of them a bonus is known that is not nothing.
    pub with_bonus: u64,
    /// Posts of a whole FTE: only these can end.
    pub whole_posts: u64,
    /// Base pay per FTE-year; absent where a person's pay is not known.
    pub pay: Option<Counted>,
    /// Bonus per FTE-year, where the export has the column.
    pub bonus: Option<Counted>,
    /// Benefits per unit of base pay, where the export has them.
    pub benefits_rate: Option<Counted>,
    /// Training per FTE-year, where the export has it.
    pub training: Option<Counted>,
    /// Hands-on share, where the export has it.
    pub hands_on: Option<Counted>,
}

/// A post whose end is known and still to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeavingFact {
    /// Last day.
    pub end: NaiveDate,
    /// Role.
    pub role: String,
    /// FTE.
    pub fte: Counted,
}

/// Every support post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffFacts {
    /// Role by role.
    pub posts: Vec<PostFact>,
    /// Active rows whose title is in IT, but of no known role, with their FTE: they may or may not support.
    pub unclassified: Counted,
    /// Support posts that end after the as-of date; managers apart, they count by share.
    pub leaving: Vec<LeavingFact>,
    /// Everyone active, support or not.
    pub headcount: Counted,
}

impl StaffFacts {
    pub(super) fn fold(cells: &[&CellTotal], as_of: NaiveDate) -> Option<Self> {
        (!cells.is_empty()).then(|| Self::of(cells, as_of))
    }

    /// A team of nobody: exports of staff are there, and all in them have left.
    pub fn nobody(as_of: NaiveDate) -> Self {
        Self::of(&[], as_of)
    }

    fn of(cells: &[&CellTotal], as_of: NaiveDate) -> Self {
        let active: Vec<_> = cells.iter().copied().filter(|c| is_active(c, as_of)).collect();
        let mut roles: BTreeMap<&str, Vec<&CellTotal>> = BTreeMap::new();
        for cell in &active {
            if let Some(role) = cell.dim("role").filter(|r| *r != "none") {
                roles.entry(role).or_default().push(cell);
            }
        }
        let unclassified: Vec<_> = active.iter().copied().filter(|c| c.dim("role").is_none()).collect();
        Self {
            posts: roles.into_iter().filter_map(|(role, cells)| post(role, &cells)).collect(),
            unclassified: fte(&unclassified),
            leaving: active.iter().filter_map(|c| leaving(c, as_of)).collect(),
            headcount: Counted::records(active.iter().copied()),
        }
    }
}

fn is_active(cell: &CellTotal, as_of: NaiveDate) -> bool {
    let day = as_of.to_string();
    let started = cell.dim("start").is_none_or(|d| d <= day.as_str());
    let ended = cell.dim("end").is_some_and(|d| d < day.as_str()) || cell.dim("status") == Some("terminated");
    started && !ended
}

fn leaving(cell: &CellTotal, as_of: NaiveDate) -> Option<LeavingFact> {
    let role = cell.dim("role").filter(|r| !matches!(*r, "none" | "manager"))?.to_owned();
    let end: NaiveDate = cell.dim("end")?.parse().ok()?;
    (end >= as_of).then(|| LeavingFact { end, role, fte: Counted { value: cell_fte(cell), cells: vec![cell.id] } })
}

/// Contract FTE where stated, else paid hours ÷ 2,080, else one post a person.
fn cell_fte(cell: &CellTotal) -> Decimal {
    let (fte, hours) = (cell.sum("fte"), cell.sum("paid_hours"));
    if fte.known > 0 {
        fte.total
    } else if hours.known > 0 {
        hours.total / Decimal::from(PAID_HOURS_PER_FTE)
    } else {
        Decimal::from(cell.count)
    }
}

fn fte(cells: &[&CellTotal]) -> Counted {
    Counted { value: cells.iter().map(|c| cell_fte(c)).sum(), cells: ids(cells) }
}

fn ids(cells: &[&CellTotal]) -> Vec<CellId> {
    cells.iter().map(|c| c.id).collect()
}

fn post(role: &str, cells: &[&CellTotal]) -> Option<PostFact> {
    let fte = fte(cells);
    let per_fte = |measure: &str| per(cells, measure, fte.value);
    Some(PostFact {
        role: role.to_owned(),
        people: people(cells),
        with_bonus: cells.iter().map(|c| c.sum("bonus")).filter(|s| !s.total.is_zero()).map(|s| s.known).sum(),
        whole_posts: whole_posts(cells),
        pay: per_fte("base_pay").filter(|_| all_known(cells, "base_pay")),
        bonus: per_fte("bonus"),
        benefits_rate: Counted::sum(cells.iter().copied(), "base_pay").and_then(|pay| per(cells, "benefits", pay.value)),
        training: per_fte("training"),
        hands_on: per(cells, "hands_on", Decimal::from(cells.iter().map(|c| c.sum("hands_on").known).sum::<u64>())),
        fte,
    })
}

/// People behind the rows: one may have several part rows.
fn people(cells: &[&CellTotal]) -> u64 {
    let named: std::collections::BTreeSet<&str> = cells.iter().filter_map(|c| c.dim("person")).collect();
    let unnamed: u64 = cells.iter().filter(|c| c.dim("person").is_none()).map(|c| c.count).sum();
    named.len() as u64 + unnamed
}

/// Posts of a whole FTE: rows of one, and people whose part rows add up to one (rules 15).
fn whole_posts(cells: &[&CellTotal]) -> u64 {
    let full = |c: &CellTotal| c.dim("fte").and_then(|f| f.parse::<Decimal>().ok()).is_none_or(|f| f >= Decimal::ONE);
    let contract = cells.iter().filter(|c| c.sum("paid_hours").known == 0 || c.sum("fte").known > 0);
    let (whole, parts): (Vec<&CellTotal>, Vec<&CellTotal>) = contract.copied().partition(|c| full(c));
    let mut people: BTreeMap<&str, Decimal> = BTreeMap::new();
    for cell in parts {
        if let Some(person) = cell.dim("person") {
            *people.entry(person).or_default() += cell.sum("fte").total;
        }
    }
    whole.iter().map(|c| c.count).sum::<u64>() + people.values().filter(|fte| **fte >= Decimal::ONE).count() as u64
}

/// A pay known for some people only is no pay of the role.
fn all_known(cells: &[&CellTotal], measure: &str) -> bool {
    cells.iter().all(|c| c.sum(measure).known == c.count)
}

fn per(cells: &[&CellTotal], measure: &str, by: Decimal) -> Option<Counted> {
    let sum = Counted::sum(cells.iter().copied(), measure)?;
    Some(Counted { value: sum.value.checked_div(by)?, cells: sum.cells })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Sum;

    fn cell(id: i64, key: &str, count: u64, sums: &[(&str, i64)]) -> CellTotal {
        let sums = sums.iter().map(|(n, v)| ((*n).to_owned(), Sum { total: Decimal::from(*v), known: count })).collect();
        CellTotal::from_key(CellId(id), key, count, sums).unwrap()
    }

    #[test]
    fn w9_hourly_people_count_by_their_paid_hours() {
        let team = cell(1, "staff|role=support|fte=1", 2, &[("fte", 2)]);
        let students = cell(2, "staff|role=support", 3, &[("paid_hours", 1170)]);
        let day = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        let facts = StaffFacts::fold(&[&team, &students], day).unwrap();
        let ratio = Decimal::from(182) / facts.posts[0].fte.value;
        assert_eq!(ratio.round(), Decimal::from(71), "182 ÷ (2 + 3 × 390 ÷ 2,080): neither July's 36 nor January's 91");
        assert_eq!(facts.posts[0].whole_posts, 2, "a summer job is no whole post that could end");
    }

    #[test]
    fn a_person_on_two_half_rows_is_still_one_whole_post() {
        let half = |id| {
            let sums = vec![("fte".to_owned(), Sum { total: Decimal::new(5, 1), known: 1 })];
            CellTotal::from_key(CellId(id), "staff|role=support|fte=0.5|person=E7", 1, sums).unwrap()
        };
        let day = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        let posts = |cells: &[&CellTotal]| StaffFacts::fold(cells, day).unwrap().posts[0].whole_posts;
        assert_eq!(posts(&[&half(1), &half(2)]), 1, "splitting leaves every finding");
        assert_eq!(posts(&[&half(1)]), 0, "a part post never ends");
    }

    #[test]
    fn leavers_and_later_starters_are_not_staff() {
        let left = cell(1, "staff|role=support|fte=1|end=2026-01-31", 1, &[("fte", 1)]);
        let later = cell(2, "staff|role=support|fte=1|start=2026-12-01", 1, &[("fte", 1)]);
        let day = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        assert!(StaffFacts::fold(&[&left, &later], day).unwrap().posts.is_empty(), "only who is there on the day counts");
    }
}
