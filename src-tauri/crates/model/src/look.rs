//! Which hue and mark an option has, everywhere it is drawn: told apart once, for charts, window and report.

use crate::figure::OptionId;
use crate::plan::Plan;
use crate::scope::Domains;

/// How an option is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Today and in-house.
    InHouse,
    /// Co-managed.
    CoManaged,
    /// Full outsource.
    Outsource,
    /// Break-fix.
    BreakFix,
    /// A quote for all domains.
    Quote,
    /// A quote for some of them.
    QuotePart,
}

impl Look {
    /// Of an option.
    pub fn of(id: OptionId, plan: &Plan) -> Self {
        match id {
            OptionId::Today | OptionId::InHouse | OptionId::HireOne | OptionId::StaffAugmentation => Self::InHouse,
            OptionId::MdrOnly => Self::QuotePart,
            OptionId::CoManaged => Self::CoManaged,
            OptionId::FullOutsource => Self::Outsource,
            OptionId::BreakFix | OptionId::BreakFixAsSold => Self::BreakFix,
            OptionId::Quote(at) => match plan.quotes.get(usize::from(at)) {
                Some(quote) if quote.domains == Domains::ALL => Self::Quote,
                _ => Self::QuotePart,
            },
        }
    }

    /// Its word on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::InHouse => "in_house",
            Self::CoManaged => "co_managed",
            Self::Outsource => "outsource",
            Self::BreakFix => "break_fix",
            Self::Quote => "quote",
            Self::QuotePart => "quote_part",
        }
    }
}
