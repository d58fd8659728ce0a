//! The plan: what the formulas run over. Structure is decided here once; every quantity is an input.

mod assumptions;
mod resolve;
mod resolve_changes;
mod resolve_frameworks;
mod resolve_quotes;
mod resolve_staff;

pub use assumptions::{Assumptions, Limits};
pub use resolve::resolve;

use crate::fact::{CmmcAnswer, FamilyCount, Fate, OpenRequirement, Score};
use crate::figure::LineId;
use crate::framework::{AssessmentCost, Clause, Obligation, ProviderCondition};
use crate::input::{InputId, InputTable};
use crate::pack::Timing;
use crate::policy::Policy;
use crate::schedule::Schedule;
use crate::scope::{Coverage, Domain, Domains};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// A quantity that is an input times a constant share of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The input.
    pub input: InputId,
    /// The share; one for the whole input.
    pub share: Decimal,
    /// A second input it is multiplied by (a manager's hands-on share).
    pub times: Option<InputId>,
}

/// The posts of one role.
#[derive(Debug, Clone)]
pub struct Post {
    /// Role.
    pub role: String,
    /// FTE in support.
    pub fte: Part,
    /// Whole posts: only these can end.
    pub whole: Decimal,
    /// Base pay per FTE-year.
    pub pay: InputId,
    /// Bonus per FTE-year, where it is known apart from pay.
    pub bonus: Option<InputId>,
    /// Benefits per unit of base pay.
    pub benefits: InputId,
    /// Training per FTE-year.
    pub training: InputId,
    /// Stated FTE that end beside the whole posts where a provider carries what the role does (rules 1).
    pub reduced: Option<InputId>,
    /// Policy counts the role as support FTE.
    pub supports: bool,
    /// The role ends where a provider carries all of these; empty: never.
    pub ends_with: Domains,
}

/// A contract in force.
#[derive(Debug, Clone)]
pub struct Contract {
    /// Vendor.
    pub vendor: String,
    /// A year's amount.
    pub amount: InputId,
    /// Its own yearly increase; general inflation where none is agreed.
    pub escalator: Option<InputId>,
    /// Domains it carries.
    pub domains: Domains,
    /// Last month of the horizon it is paid when it is not renewed; `None` without an end date.
    pub last_month: Option<u16>,
    /// Day the current term ends; what stays renews then.
    pub ends: Option<NaiveDate>,
    /// Booked as capital.
    pub capital: bool,
    /// Stated fates: in-house, break-fix, co-managed, full outsource.
    pub fates: [Option<Fate>; 4],
}

/// A planned change of the units a fee is counted by.
#[derive(Debug, Clone)]
pub struct UnitChange {
    /// First month of the horizon with it.
    pub month: u16,
    /// What changes: users or devices.
    pub unit: Unit,
    /// How many more, or fewer.
    pub net: InputId,
    /// Where it comes from, as a note says it.
    pub from: String,
}

/// How a quote charges.
#[derive(Debug, Clone)]
pub enum Price {
    /// So much a unit.
    Unit(InputId),
    /// By steps of units.
    Steps {
        /// First unit and price input of each step, lowest first.
        steps: Vec<(Decimal, InputId)>,
        /// 1 graduated, 0 whole-volume; unstated is a range.
        graduated: InputId,
    },
    /// The same every month.
    Flat(InputId),
    /// An hour of work.
    Hour(InputId),
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Users, and light accounts beside them.
    User,
    /// Supported endpoints.
    Device,
    /// Sites.
    Site,
}

/// One offer.
#[derive(Debug, Clone)]
pub struct Quote {
    /// Id after `quote:`.
    pub slug: String,
    /// Provider.
    pub vendor: String,
    /// What a unit is.
    pub unit: Unit,
    /// How it charges.
    pub price: Price,
    /// Price of a light account, else the share of the full price.
    pub light_price: Option<InputId>,
    /// Smallest fee a month.
    pub minimum: Option<InputId>,
    /// Share of the first month's fee that is always paid.
    pub floor: Option<InputId>,
    /// Charge for a trip on site.
    pub trip_charge: Option<InputId>,
    /// Onboarding, else the pack's share of a month's fee.
    pub onboarding: Option<InputId>,
    /// Yearly increase.
    pub escalator: InputId,
    /// Notice in months.
    pub notice: InputId,
    /// Term in months.
    pub term: u16,
    /// Domains included.
    pub domains: Domains,
    /// Hours covered.
    pub coverage: Option<Coverage>,
    /// Carries compliance effort.
    pub compliance: bool,
    /// Signs a business associate agreement.
    pub signs_baa: Option<bool>,
    /// What it says of CUI and security protection data.
    pub cmmc: Option<CmmcAnswer>,
    /// Acknowledges PCI DSS 12.9 in writing.
    pub pci: Option<bool>,
    /// What is left out.
    pub exclusions: Option<String>,
    /// Last day of the offer.
    pub valid_until: Option<NaiveDate>,
}

/// Requirements that are not evidenced and have the same carriers.
#[derive(Debug, Clone)]
pub struct OpenGroup {
    /// Domains whose provider can carry them; empty: the client.
    pub carried_by: Domains,
    /// Not begun.
    pub open: Option<InputId>,
    /// Begun.
    pub partial: Option<InputId>,
    /// Done, not evidenced.
    pub unevidenced: Option<InputId>,
    /// Not in the register.
    pub unlisted: Option<InputId>,
}

/// A framework in force.
#[derive(Debug, Clone)]
pub struct Framework {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub citation: String,
    /// Who checks.
    pub obligation: Obligation,
    /// The client says so, whatever the catalogue does.
    pub obligation_stated: bool,
    /// Day by which the gap must be closed.
    pub due: NaiveDate,
    /// Nobody outside set the day.
    pub self_set: bool,
    /// Days from the as-of date to the due date, never negative.
    pub days: Decimal,
    /// Days from a provider's go-live to the due date, never negative.
    pub days_live: Decimal,
    /// Requirements that apply.
    pub applicable: u64,
    /// Requirements with evidence in date.
    pub evidenced: u64,
    /// What is open, by carrier.
    pub groups: Vec<OpenGroup>,
    /// What is open, one by one.
    pub requirements: Vec<OpenRequirement>,
    /// What applies, by family.
    pub families: Vec<FamilyCount>,
    /// Whether there is a register.
    pub register: bool,
    /// Register rows no requirement knows, in the register's own spelling.
    pub unmatched: Vec<String>,
    /// Its score, where it has one and a register tells it.
    pub score: Option<Score>,
    /// Lowest and full score, where it has one, told or not.
    pub scores: Option<(i64, i64)>,
    /// Nothing may be open on the day.
    pub all_or_nothing: Option<Clause>,
    /// What a change of provider may ask for.
    pub provider_change: Option<Clause>,
    /// What a provider must do.
    pub conditions: Vec<ProviderCondition>,
    /// What it is not.
    pub disclaimer: String,
    /// What its assessment costs, where the rule says so.
    pub assessment_cost: Option<AssessmentCost>,
}

/// Surface a project or the trend brings.
#[derive(Debug, Clone)]
pub struct Surface {
    /// Month of the horizon from which it counts, 0 at the as-of month.
    pub month: u16,
    /// Net units.
    pub net: InputId,
    /// Units one FTE cares for.
    pub care: InputId,
    /// Its kind counts as supported endpoints.
    pub counts: bool,
}

/// A support post whose end is known.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// First month without it.
    pub month: u16,
    /// FTE.
    pub fte: InputId,
    /// Policy counts its role as support FTE.
    pub supports: bool,
    /// Domains a provider has to carry for posts of its role to end.
    pub ends_with: Domains,
}

/// An approved hire.
#[derive(Debug, Clone)]
pub struct LandedHire {
    /// Month from which it is useful.
    pub month: u16,
    /// FTE.
    pub fte: InputId,
    /// Policy counts its role as support FTE.
    pub supports: bool,
    /// Month from which it is paid; `None` where it was to start before the as-of date and is on the payroll.
    pub paid_from: Option<u16>,
    /// What it is paid like: the post of its role, or the mix where no role of the model has its name.
    pub posts: Vec<Post>,
}

/// Where the yearly tickets come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tickets {
    /// Counted or typed.
    Count(InputId),
    /// The default a user and month: the ratio then stands in for the workload in FTE at R (rules 1).
    PerUser(InputId),
}

/// Where the number of servers comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Servers {
    /// Counted or typed.
    Count(InputId),
    /// A share of the endpoints.
    Share(InputId),
}

/// Devices that are listed and not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uncounted {
    /// Of a kind policy leaves out.
    pub left_out: Decimal,
    /// Not seen within the policy's days.
    pub stale: Decimal,
    /// Of no known kind: they may or may not count.
    pub unclassified: Decimal,
}

/// What is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// Domains.
    pub domains: Domains,
    /// Hours; `None` is unknown.
    pub coverage: Option<Coverage>,
}

/// Everything the formulas run over.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Every quantity.
    pub inputs: InputTable,
    /// The pack's values and their handles.
    pub assume: Assumptions,
    /// Policy values as inputs, so that explain shows them.
    pub limits: Limits,
    /// A stated sum that caps the hurdle.
    pub hurdle_sum: Option<InputId>,
    /// Policy values for the decisions.
    pub policy: Policy,
    /// The only *today*.
    pub as_of: NaiveDate,
    /// Horizon and segments.
    pub schedule: Schedule,
    /// Timing.
    pub timing: Timing,
    /// What is required (R).
    pub required: Scope,
    /// What Today delivers.
    pub today: Scope,
    /// Users.
    pub users: InputId,
    /// Shared and frontline accounts, where there are any.
    pub light: Option<InputId>,
    /// Supported endpoints.
    pub endpoints: InputId,
    /// Servers among them.
    pub servers: Servers,
    /// Tickets a year.
    pub tickets: Tickets,
    /// Tickets of the busiest month ÷ those of a mean month, where more than one month was counted.
    pub ticket_peak: Option<InputId>,
    /// Tickets of each calendar month, January first, ÷ those of a mean month; one where none were counted.
    pub ticket_season: [Decimal; 12],
    /// Devices beside the endpoints.
    pub uncounted: Uncounted,
    /// Sites, where a quote asks.
    pub sites: InputId,
    /// Posts in force.
    pub posts: Vec<Post>,
    /// The mix a post of unknown role is priced at, for in-house where Today has no staff.
    pub mix: Vec<Post>,
    /// FTE of IT people whose role is not known: they may or may not support.
    pub unclassified_fte: Option<InputId>,
    /// Stands for the support FTE where nobody supplied any staff: an unknown input.
    pub fte_unknown: Option<InputId>,
    /// Smallest team that keeps the service going, in FTE.
    pub continuity_minimum: Option<InputId>,
    /// Stands for the required hours where nobody said them: an unknown input.
    pub coverage_unknown: InputId,
    /// Seats to cover.
    pub seats: InputId,
    /// Contracts in force.
    pub contracts: Vec<Contract>,
    /// Tools and licences a year.
    pub tools: InputId,
    /// Whether the tools were counted or stated, and so exist without a team too.
    pub tools_known: bool,
    /// Compliance spending a year, where there is any.
    pub compliance_cost: Option<InputId>,
    /// Hardware a year, where it is known.
    pub hardware: Option<InputId>,
    /// Frameworks in force.
    pub frameworks: Vec<Framework>,
    /// Frameworks in force that no catalogue describes: neither assessed nor none.
    pub unassessed: Vec<String>,
    /// Whether the client said which are in force.
    pub frameworks_known: bool,
    /// The unknown that stands in where nobody said which frameworks are in force.
    pub frameworks_unknown: Option<InputId>,
    /// Surface coming.
    pub surface: Vec<Surface>,
    /// Projects were imported, so that none is a statement.
    pub projects_known: bool,
    /// An automation- or AI-led programme is under way.
    pub programme: bool,
    /// Support posts that end within the horizon.
    pub leaving: Vec<Leaving>,
    /// Approved hires.
    pub hires: Vec<LandedHire>,
    /// Offers.
    pub quotes: Vec<Quote>,
    /// Core competencies.
    pub core_domains: Domains,
    /// Domains of the co-managed option.
    pub co_managed_domains: Domains,
    /// Hours in the fee of the co-managed option; unstated: those of the tier the required scope asks for.
    pub co_managed_coverage: Option<Coverage>,
    /// Planned changes of users and devices, by month.
    pub unit_changes: Vec<UnitChange>,
    /// Overhead per FTE-year that ends with a post (32 CFR 169a.15(d)(4)(i)(H)); only where stated.
    pub overhead: Option<InputId>,
    /// Lines stated to be capital.
    pub capital_lines: Vec<LineId>,
    /// The small steps beside the options are worked out too.
    pub small_options: bool,
    /// Months of the horizon before which the schedule is cut beside plan-year starts.
    pub events: Vec<u16>,
    /// Break-fix keeps Today's posts.
    pub break_fix_keeps_posts: Option<bool>,
    /// On-call is paid today.
    pub on_call: bool,
    /// Things the plan could not use, in words.
    pub notes: Vec<String>,
}

impl Plan {
    /// Whether anybody supports today, at likely values.
    pub fn has_staff(&self) -> bool {
        let likely = |id| self.inputs.get(id).and_then(|i| i.spread).map_or(Decimal::ZERO, |s| s.likely);
        let fte = |p: &Post| likely(p.fte.input) * p.fte.share * p.fte.times.map_or(Decimal::ONE, likely);
        self.posts.iter().any(|p| !fte(p).is_zero())
    }

    /// Domains of R that neither an offer nor the team or contracts of Today carry.
    pub fn missing_beside(&self, offered: Domains) -> Domains {
        let own = if self.posts.is_empty() { Domains::NONE } else { self.today.domains };
        self.required.domains.without(offered).without(own)
    }

    /// Hours the whole client has under an offer: those in its fee where it carries the service desk, which calls come to;
    /// else Today's, whatever hours it keeps in its own domains.
    pub fn hours_with(&self, domains: Domains, in_fee: Option<Coverage>) -> Coverage {
        let hours = if domains.has(Domain::ServiceDesk) { in_fee } else { self.today.coverage };
        hours.unwrap_or(Coverage::EightByFive)
    }

    /// Slugs of the quotes, for figure ids.
    pub fn quote_slugs(&self) -> Vec<String> {
        self.quotes.iter().map(|q| q.slug.clone()).collect()
    }

    /// The id of a figure.
    pub fn figure_text(&self, id: crate::figure::FigureId) -> String {
        let roles: Vec<String> = self.posts.iter().map(|p| p.role.clone()).collect();
        id.text(&self.quote_slugs(), &self.framework_ids(), &roles)
    }

    /// Ids of the frameworks, for figure ids.
    pub fn framework_ids(&self) -> Vec<String> {
        self.frameworks.iter().map(|f| f.id.clone()).collect()
    }
}
