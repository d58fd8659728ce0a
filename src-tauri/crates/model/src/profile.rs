//! What the client says: the profile and every typed fact.

use crate::figure::LineId;
use crate::framework::Obligation;
use crate::input::Spread;
use crate::scope::{Coverage, Domains};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A framework the client says is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// Framework id.
    pub id: String,
    /// Day by which the gap must be closed, if one is set.
    pub due: Option<NaiveDate>,
    /// Someone outside set the day.
    pub external: bool,
    /// Who checks, where the client says it: a contract can ask for what the framework alone does not.
    pub obligation: Option<Obligation>,
}

/// An approved requisition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hire {
    /// Role.
    pub role: String,
    /// FTE.
    pub fte: Decimal,
    /// Day of approval.
    pub approved: NaiveDate,
}

/// A change of users or devices the client plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// First day with it.
    pub from: NaiveDate,
    /// Users more, or fewer.
    pub users: Decimal,
    /// Devices more, or fewer.
    pub endpoints: Decimal,
}

/// The client's own statements.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The organisation.
    pub name: String,
    /// The only *today* of the model.
    pub as_of: NaiveDate,
    /// Whole years, 1 to 7.
    pub horizon_years: u8,
    /// Required coverage, where it is more or less than Today's.
    pub required_coverage: Option<Coverage>,
    /// Required domains.
    pub required_domains: Option<Domains>,
    /// Coverage in force.
    pub today_coverage: Option<Coverage>,
    /// Domains carried today.
    pub today_domains: Option<Domains>,
    /// Frameworks in force; `Some` of none is a statement, `None` is unknown.
    pub frameworks: Option<Vec<InForce>>,
    /// Typed values by input name.
    pub stated: BTreeMap<String, Spread>,
    /// Approved requisitions.
    pub hires: Vec<Hire>,
    /// Domains that are a core competency and stay inside.
    pub core_domains: Domains,
    /// Domains of the co-managed option.
    pub co_managed_domains: Domains,
    /// Hours in the fee of the co-managed option, where they are not those of the tier.
    pub co_managed_coverage: Option<Coverage>,
    /// Planned changes of users and devices.
    pub planned: Vec<Planned>,
    /// Cost lines that are capital.
    pub capital_lines: Vec<LineId>,
    /// Hire one, MDR only and staff augmentation are worked out beside the options.
    pub small_options: bool,
    /// Whether break-fix keeps Today's posts; unstated goes by their number.
    pub break_fix_keeps_posts: Option<bool>,
    /// An on-call stipend is paid today.
    pub on_call: bool,
}
