//! What is bought: support domains, hours covered.

use rust_decimal::Decimal;

/// A domain of support.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Domain {
    /// Service desk.
    ServiceDesk,
    /// Endpoint management.
    Endpoint,
    /// Network operations.
    Network,
    /// Security operations.
    SecurityOperations,
}

impl Domain {
    /// All four, in the order shown.
    pub const ALL: [Domain; 4] = [Self::ServiceDesk, Self::Endpoint, Self::Network, Self::SecurityOperations];

    /// Its word on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::ServiceDesk => "service_desk",
            Self::Endpoint => "endpoint",
            Self::Network => "network",
            Self::SecurityOperations => "security_operations",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::ServiceDesk => "Service desk",
            Self::Endpoint => "Endpoint",
            Self::Network => "Network",
            Self::SecurityOperations => "Security operations",
        }
    }

    /// The domain of a word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.name() == name)
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// A set of domains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Domains(u8);

impl Domains {
    /// No domain.
    pub const NONE: Self = Self(0);
    /// All four: full outsource.
    pub const ALL: Self = Self(0b1111);

    /// The set with one more.
    pub fn with(self, domain: Domain) -> Self {
        Self(self.0 | domain.bit())
    }

    /// Whether it holds a domain.
    pub fn has(self, domain: Domain) -> bool {
        self.0 & domain.bit() != 0
    }

    /// Whether it holds every domain of another set.
    pub fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the two share a domain.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Domains of this set that another lacks.
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether it is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its domains, in the order shown.
    pub fn iter(self) -> impl Iterator<Item = Domain> {
        Domain::ALL.into_iter().filter(move |d| self.has(*d))
    }
}

/// Hours covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coverage {
    /// Business hours.
    EightByFive,
    /// Extended hours.
    TwelveByFive,
    /// Around the clock.
    AroundTheClock,
}

impl Coverage {
    /// Every coverage, fewest hours first.
    pub const ALL: [Self; 3] = [Self::EightByFive, Self::TwelveByFive, Self::AroundTheClock];

    /// Its word on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::EightByFive => "8x5",
            Self::TwelveByFive => "12x5",
            Self::AroundTheClock => "24x7",
        }
    }

    /// As people write it.
    pub fn shown(self) -> &'static str {
        match self {
            Self::EightByFive => "8 × 5",
            Self::TwelveByFive => "12 × 5",
            Self::AroundTheClock => "24 × 7",
        }
    }

    /// The coverage of a word; `×` is read as `x`.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.replace('×', "x").replace(' ', "");
        [Self::EightByFive, Self::TwelveByFive, Self::AroundTheClock].into_iter().find(|c| c.name() == name)
    }

    /// Hours covered a year (rules 1).
    pub fn hours(self) -> Decimal {
        Decimal::from(match self {
            Self::EightByFive => 2080,
            Self::TwelveByFive => 3120,
            Self::AroundTheClock => 8760,
        })
    }
}
