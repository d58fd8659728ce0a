//! English names of options, lines, states: the field's terms, spelled once.

use crate::decide::State;
use crate::figure::{CostGroup, LineId, OptionId};
use crate::framework::Obligation;
use crate::plan::Plan;

/// What people call a line.
pub fn line(id: LineId) -> &'static str {
    match id {
        LineId::InternalStaff => "Internal staff",
        LineId::Turnover => "Turnover and recruiting",
        LineId::Coverage => "Coverage",
        LineId::Overhead => "Overhead",
        LineId::Tools => "Tools and licences",
        LineId::CurrentContracts => "Current contracts",
        LineId::ManagedFee => "Managed fee",
        LineId::OutOfScope => "Out of scope",
        LineId::ReactiveLabour => "Reactive labour",
        LineId::Compliance => "Compliance",
        LineId::Transition => "Transition",
        LineId::VendorManagement => "Vendor management",
        LineId::CostToUndo => "Cost to undo",
        LineId::HardwareRefresh => "Hardware refresh",
        LineId::Indirect => "Indirect: downtime and user time",
    }
}

/// What people call a group of lines.
pub fn group(group: CostGroup) -> &'static str {
    match group {
        CostGroup::People => "People",
        CostGroup::ToolsAndContracts => "Tools, contracts",
        CostGroup::Provider => "Provider",
        CostGroup::Compliance => "Compliance",
        CostGroup::Change => "Change, oversight",
    }
}

/// What people call a threshold.
pub const THRESHOLDS: [&str; 4] = ["T1 Staff ratio", "T2 Compliance", "T3 Velocity", "T4 Loaded cost"];

/// A threshold's state in words.
pub fn state(state: State) -> &'static str {
    match state {
        State::Crossed => "Crossed",
        State::Near => "Near",
        State::NotCrossed => "Not crossed",
        State::Unknown => "Unknown",
        State::NotApplicable => "Not applicable",
    }
}

/// Who checks a framework.
pub fn obligation(obligation: Obligation) -> &'static str {
    match obligation {
        Obligation::ExternalAudit => "external audit",
        Obligation::SelfAttested => "self-attested to an authority",
        Obligation::RegulatorMayInvestigate => "a regulator may investigate",
        Obligation::Voluntary => "voluntary, so at most near",
    }
}

/// What people call an option in a narrow place.
pub fn short_option(id: OptionId, plan: &Plan) -> String {
    match id {
        OptionId::InHouse => "In-house".to_owned(),
        OptionId::BreakFix => "Break-fix".to_owned(),
        OptionId::Quote(at) => plan.quotes.get(usize::from(at)).map_or_else(|| "Quote".to_owned(), |q| q.vendor.clone()),
        other => option(other, plan),
    }
}

/// What an option is, under its name in a narrow place.
pub fn option_note(id: OptionId, plan: &Plan) -> String {
    match id {
        OptionId::Today => "as it is".to_owned(),
        OptionId::InHouse | OptionId::BreakFix => "required scope".to_owned(),
        OptionId::BreakFixAsSold => "less than required".to_owned(),
        OptionId::CoManaged => plan.co_managed_domains.iter().map(|d| d.title().to_lowercase()).collect::<Vec<_>>().join(", "),
        OptionId::FullOutsource => "all domains".to_owned(),
        OptionId::HireOne => "Today and one post more".to_owned(),
        OptionId::MdrOnly => "Today and security operations".to_owned(),
        OptionId::StaffAugmentation => "Today and contractor hours".to_owned(),
        OptionId::Quote(_) => "quote".to_owned(),
    }
}

/// What people call an option.
pub fn option(id: OptionId, plan: &Plan) -> String {
    match id {
        OptionId::Today => "Today".to_owned(),
        OptionId::InHouse => "In-house at required scope".to_owned(),
        OptionId::BreakFix => "Break-fix at required scope".to_owned(),
        OptionId::BreakFixAsSold => "Break-fix as sold".to_owned(),
        OptionId::CoManaged => "Co-managed".to_owned(),
        OptionId::FullOutsource => "Full outsource".to_owned(),
        OptionId::HireOne => "Hire one".to_owned(),
        OptionId::MdrOnly => "MDR only".to_owned(),
        OptionId::StaffAugmentation => "Staff augmentation".to_owned(),
        OptionId::Quote(at) => {
            plan.quotes.get(usize::from(at)).map_or_else(|| "Quote".to_owned(), |q| format!("{} (quote)", q.vendor))
        }
    }
}

/// A figure's item in words; what is no line and stands here under no name is said as it is spelt.
pub fn item(item: &str) -> String {
    let line = LineId::ALL.into_iter().find(|l| l.name() == item).map(line);
    let named = ITEMS.iter().find(|(id, _)| *id == item).map(|(_, name)| *name);
    line.or(named).map_or_else(|| item.replace('_', " "), str::to_owned)
}

/// Figures that are no cost line.
const ITEMS: [(&str, &str); 72] = [
    ("add", "Care added, FTE"),
    ("add_12", "Care added within 12 months, FTE"),
    ("added_coverage", "Required hours added"),
    ("added_domains", "Required domains added"),
    ("added_on_site", "Trips on site added"),
    ("added_out_of_scope", "Work outside the fee added"),
    ("added_total", "Added to meet the required scope"),
    ("benefits", "Benefits of an FTE"),
    ("bonus_and_training", "Bonus and training of an FTE"),
    ("capacity", "Capacity"),
    ("capacity_12", "Capacity to absorb within 12 months, FTE"),
    ("capex", "Capital part of the direct cost"),
    ("carried", "Hours a provider of all four domains can carry"),
    ("carried_endpoint", "Hours a provider of endpoint can carry"),
    ("carried_network", "Hours a provider of network can carry"),
    ("carried_security_operations", "Hours a provider of security operations can carry"),
    ("carried_service_desk", "Hours a provider of the service desk can carry"),
    ("coverage_fte", "FTE to cover the hours"),
    ("department", "Endpoints per FTE of the whole department"),
    ("department_fte", "FTE of the whole department"),
    ("effort", "Hours to close the gap"),
    ("ended_pay", "Pay of posts that end"),
    ("endpoints", "Supported endpoints"),
    ("first_fee", "Fee of the first month"),
    ("free_hours", "Free hours before the due date"),
    ("fte", "Support FTE"),
    ("gap_fte", "FTE for the dated gap"),
    ("gate_left", "Hours left at the due date"),
    ("growth", "Care added by a year's growth, FTE"),
    ("hours", "Hours needed"),
    ("hours_fte", "FTE the hours ask for"),
    ("hours_shortfall", "FTE missing by hours"),
    ("hurdle", "Hurdle against Today"),
    ("in_house_fte", "In-house FTE at required scope"),
    ("kept_hours_left", "Hours left with the kept team"),
    ("largest", "Hours of the largest dated gap"),
    ("left", "Hours left"),
    ("left_apart", "Hours left if no requirement is shared"),
    ("loaded", "Loaded cost of an FTE"),
    ("loaded_fte", "Loaded cost of an FTE"),
    ("npv", "Net present value"),
    ("npv_without_fee", "Net present value without the fee"),
    ("opex", "Operating part of the direct cost"),
    ("paid_fte", "FTE paid in the first year"),
    ("pay", "Base pay of an FTE"),
    ("peak_fte", "FTE the busiest month asks for"),
    ("peak_hours", "Hours of the busiest month"),
    ("per_user_month", "Per user and month"),
    ("personnel", "Personnel lines"),
    ("price_as_sold", "Price per user and month, as sold"),
    ("price_at_scope", "Price per user and month, at required scope"),
    ("proactive_hours", "Proactive hours"),
    ("reactive_hours", "Reactive hours"),
    ("required_fte", "FTE at required scope"),
    ("shortfall", "Shortfall, FTE"),
    ("stays", "Hours that stay with the client whatever is bought"),
    ("sum", "Hours of all dated gaps"),
    ("support_fte", "Support FTE"),
    ("target_in_house", "Fee a month that ties with in-house"),
    ("target_today", "Fee a month that ties with Today"),
    ("tickets", "Tickets"),
    ("to_in_house", "Managed ÷ in-house at required scope"),
    ("total", "Direct cost"),
    ("uncovered_days", "Days a year one holder leaves uncovered"),
    ("undo_whole", "Cost to undo, whole"),
    ("unevidenced", "Hours with nothing evidenced"),
    ("usable_hours_per_fte", "Usable hours per FTE"),
    ("value", "Value"),
    ("vendor_hours", "Vendor's hours"),
    ("vs_in_house", "Against building it in-house"),
    ("vs_today", "Budget change against Today"),
    ("workload_fte", "Workload, FTE"),
];
