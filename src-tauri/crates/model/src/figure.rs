//! Names of figures: one closed scheme for explain, links, PDF destinations and workbook alike.

use std::fmt;

/// An option of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OptionId {
    /// The arrangement in force.
    Today,
    /// In-house at required scope.
    InHouse,
    /// Break-fix at required scope.
    BreakFix,
    /// Break-fix as sold: shown, never ranked.
    BreakFixAsSold,
    /// Co-managed.
    CoManaged,
    /// Full outsource.
    FullOutsource,
    /// A provider's quote, by its place in the plan.
    Quote(u16),
    /// Today and one post more.
    HireOne,
    /// Today and a provider who watches and answers for security operations.
    MdrOnly,
    /// Today and contractor hours for what the team lacks.
    StaffAugmentation,
}

impl OptionId {
    /// The steps people ask for beside the options: shown apart, ranked only where they meet the required scope.
    pub const SMALL: [Self; 3] = [Self::HireOne, Self::MdrOnly, Self::StaffAugmentation];

    /// Whether it is one of them.
    pub fn is_small(self) -> bool {
        Self::SMALL.contains(&self)
    }

    /// Whether it is bought from a provider who is paid a managed fee.
    pub fn has_fee(self) -> bool {
        matches!(self, Self::CoManaged | Self::FullOutsource | Self::Quote(_) | Self::MdrOnly)
    }
}

/// A cost line: the same rows for every option (rules 16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineId {
    /// Pay, benefits, training.
    InternalStaff,
    /// Turnover and recruiting.
    Turnover,
    /// Hours covered beyond what staff or fee include.
    Coverage,
    /// Overhead that ends with the posts; only where it is stated.
    Overhead,
    /// Tools and licences.
    Tools,
    /// Current contracts by fate.
    CurrentContracts,
    /// Managed fee.
    ManagedFee,
    /// Work outside the fee.
    OutOfScope,
    /// Break-fix labour.
    ReactiveLabour,
    /// Stated compliance cost.
    Compliance,
    /// Selection, onboarding, severance.
    Transition,
    /// Managing the contract.
    VendorManagement,
    /// Probability-weighted cost to undo.
    CostToUndo,
    /// Shown, outside the ranking.
    HardwareRefresh,
    /// Downtime and user time, outside the headline.
    Indirect,
}

impl LineId {
    /// Every line, in the order shown.
    pub const ALL: [LineId; 15] = [
        Self::InternalStaff,
        Self::Turnover,
        Self::Coverage,
        Self::Overhead,
        Self::Tools,
        Self::CurrentContracts,
        Self::ManagedFee,
        Self::OutOfScope,
        Self::ReactiveLabour,
        Self::Compliance,
        Self::Transition,
        Self::VendorManagement,
        Self::CostToUndo,
        Self::HardwareRefresh,
        Self::Indirect,
    ];

    /// Its id on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::InternalStaff => "internal_staff",
            Self::Turnover => "turnover",
            Self::Coverage => "coverage",
            Self::Overhead => "overhead",
            Self::Tools => "tools",
            Self::CurrentContracts => "current_contracts",
            Self::ManagedFee => "managed_fee",
            Self::OutOfScope => "out_of_scope",
            Self::ReactiveLabour => "reactive_labour",
            Self::Compliance => "compliance",
            Self::Transition => "transition",
            Self::VendorManagement => "vendor_management",
            Self::CostToUndo => "cost_to_undo",
            Self::HardwareRefresh => "hardware_refresh",
            Self::Indirect => "indirect",
        }
    }

    /// The group it belongs to; lines outside the direct total have none.
    pub fn group(self) -> Option<CostGroup> {
        match self {
            Self::InternalStaff | Self::Turnover | Self::Coverage | Self::Overhead => Some(CostGroup::People),
            Self::Tools | Self::CurrentContracts => Some(CostGroup::ToolsAndContracts),
            Self::ManagedFee | Self::OutOfScope | Self::ReactiveLabour => Some(CostGroup::Provider),
            Self::Compliance => Some(CostGroup::Compliance),
            Self::Transition | Self::VendorManagement | Self::CostToUndo => Some(CostGroup::Change),
            Self::HardwareRefresh | Self::Indirect => None,
        }
    }

    /// Whether the next line belongs to another group, so that a hairline follows this one.
    pub fn closes_group(self) -> bool {
        let next = Self::ALL.into_iter().skip_while(|l| *l != self).nth(1);
        next.and_then(Self::group) != self.group()
    }

    /// Whether the line is part of the direct total.
    pub fn in_total(self) -> bool {
        !matches!(self, Self::HardwareRefresh | Self::Indirect)
    }
}

/// Lines that belong together in a chart: five, in the order of the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CostGroup {
    /// Internal staff, turnover, coverage, overhead.
    People,
    /// Tools, current contracts.
    ToolsAndContracts,
    /// Managed fee, out of scope, reactive labour.
    Provider,
    /// Compliance.
    Compliance,
    /// Transition, vendor management, cost to undo.
    Change,
}

impl CostGroup {
    /// Every group, in the order shown.
    pub const ALL: [Self; 5] = [Self::People, Self::ToolsAndContracts, Self::Provider, Self::Compliance, Self::Change];
}

/// What a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Hours of the team.
    Workload,
    /// T1.
    StaffRatio,
    /// T2, all frameworks.
    Compliance,
    /// T2, one framework by its place in the plan.
    Framework(u16),
    /// T3.
    Velocity,
    /// T4.
    LoadedCost,
    /// T4, an FTE of one role, by the place of its post in the plan.
    Post(u16),
    /// One option.
    Option(OptionId),
}

/// The part of the horizon a figure is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// All of it, or none.
    Whole,
    /// Time 0.
    Once,
    /// A plan year, from 1.
    Year(u8),
    /// A month of the horizon, from 1.
    Month(u16),
}

/// The name of one figure. One name never stands for two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId {
    /// What it is about.
    pub subject: Subject,
    /// Which figure of that.
    pub item: &'static str,
    /// For which part of the horizon.
    pub period: Period,
}

impl FigureId {
    /// A figure of the whole horizon.
    pub fn of(subject: Subject, item: &'static str) -> Self {
        Self { subject, item, period: Period::Whole }
    }

    /// A figure of an option.
    pub fn option(option: OptionId, item: &'static str) -> Self {
        Self::of(Subject::Option(option), item)
    }

    /// The same figure in another period.
    pub fn during(self, period: Period) -> Self {
        Self { period, ..self }
    }

    /// Its text, `co_managed.managed_fee.y2`; quotes, frameworks and roles by the plan's names.
    pub fn text(self, quotes: &[String], frameworks: &[String], roles: &[String]) -> String {
        let subject = match self.subject {
            Subject::Workload => "workload".to_owned(),
            Subject::StaffRatio => "staff_ratio".to_owned(),
            Subject::Compliance => "compliance".to_owned(),
            Subject::Framework(at) => format!("compliance.{}", slug(frameworks, at)),
            Subject::Velocity => "velocity".to_owned(),
            Subject::LoadedCost => "loaded_cost".to_owned(),
            Subject::Post(at) => format!("loaded_cost.{}", slug(roles, at)),
            Subject::Option(option) => option_text(option, quotes),
        };
        format!("{subject}.{}{}", self.item, self.period)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Once => f.write_str(".once"),
            Self::Year(y) => write!(f, ".y{y}"),
            Self::Month(m) => write!(f, ".m{m}"),
        }
    }
}

/// An option's id on the wire, `co_managed` or `quote:<slug>`.
pub fn option_text(option: OptionId, quotes: &[String]) -> String {
    match option {
        OptionId::Today => "today".to_owned(),
        OptionId::InHouse => "in_house".to_owned(),
        OptionId::BreakFix => "break_fix".to_owned(),
        OptionId::BreakFixAsSold => "break_fix_as_sold".to_owned(),
        OptionId::CoManaged => "co_managed".to_owned(),
        OptionId::FullOutsource => "full_outsource".to_owned(),
        OptionId::HireOne => "hire_one".to_owned(),
        OptionId::MdrOnly => "mdr_only".to_owned(),
        OptionId::StaffAugmentation => "staff_augmentation".to_owned(),
        OptionId::Quote(at) => format!("quote:{}", slug(quotes, at)),
    }
}

fn slug(slugs: &[String], at: u16) -> &str {
    slugs.get(usize::from(at)).map_or("?", String::as_str)
}
