//! English names of options, lines, states: the field's terms, spelled once.

use crate::figure::{LineId, OptionId};
use crate::plan::Plan;

/// What people call a line.
pub fn line(id: LineId) -> &'static str {
    match id {
        LineId::InternalStaff => "Internal staff",
        LineId::Turnover => "Turnover and recruiting",
        LineId::Coverage => "Coverage",
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

/// What people call an option.
pub fn option(id: OptionId, plan: &Plan) -> String {
    match id {
        OptionId::Today => "Today".to_owned(),
        OptionId::InHouse => "In-house at required scope".to_owned(),
        OptionId::BreakFix => "Break-fix at required scope".to_owned(),
        OptionId::BreakFixAsSold => "Break-fix as sold".to_owned(),
        OptionId::CoManaged => "Co-managed".to_owned(),
        OptionId::FullOutsource => "Full outsource".to_owned(),
        OptionId::Quote(at) => {
            plan.quotes.get(usize::from(at)).map_or_else(|| "Quote".to_owned(), |q| format!("{} (quote)", q.vendor))
        }
    }
}

/// A figure's item in words.
pub fn item(item: &str) -> String {
    LineId::ALL.into_iter().find(|l| l.name() == item).map_or_else(|| item.replace('_', " "), |l| line(l).to_owned())
}
