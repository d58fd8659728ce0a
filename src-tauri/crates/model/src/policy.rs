//! Limits and rules of judgement: editable, with a recorded reason. They pick cells and decide states.

use crate::input::Spread;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

macro_rules! by_name {
    ($($field:ident),+) => {
        impl Policy {
            /// The names of its values; the stated hurdle sum has one only where it is set.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($field)),+, "hurdle_sum"];

            /// A value by name.
            pub fn get(&self, name: &str) -> Option<Decimal> {
                match name {
                    $(stringify!($field) => Some(self.$field),)+
                    "hurdle_sum" => self.hurdle_sum,
                    _ => None,
                }
            }

            /// The policy with every value stated under `policy.<name>`.
            pub fn with(&self, stated: &BTreeMap<String, Spread>) -> Self {
                let mut policy = self.clone();
                for name in Self::NAMES {
                    if let Some(value) = stated.get(&format!("policy.{name}")) {
                        policy.set(name, value.likely);
                    }
                }
                policy
            }

            /// Sets a value by name; other names do nothing.
            fn set(&mut self, name: &str, value: Decimal) {
                match name {
                    $(stringify!($field) => self.$field = value,)+
                    "hurdle_sum" => self.hurdle_sum = Some(value),
                    _ => {}
                }
            }
        }
    };
}

by_name!(
    ratio_limit,
    ratio_near_low,
    ratio_near_high,
    shortfall_cap,
    stale_days,
    compliance_near,
    velocity_limit,
    velocity_near,
    zero_capacity_demand,
    loaded_cost_limit,
    loaded_cost_near,
    loaded_line,
    hurdle_share,
    price_check_low,
    price_check_high,
    max_users_without_quote,
    data_age_months,
    self_set_due_months,
    confidence,
    guess_share_limit,
    guess_variance_limit,
    weight_cost,
    weight_risk,
    weight_capability,
    weight_control,
    weight_reversibility,
    counts_workstation,
    counts_laptop,
    counts_server_physical,
    counts_server_virtual,
    counts_mobile,
    counts_network,
    counts_printer,
    counts_other,
    supports_administrator,
    supports_support,
    supports_network_support,
    supports_security,
    supports_manager
);

/// Every policy value, by name. Defaults come from the pack; see rules 4, 5, 7–10.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// T1: supported endpoints per support FTE.
    pub ratio_limit: Decimal,
    /// T1: from here on near.
    pub ratio_near_low: Decimal,
    /// T1: above this crossed.
    pub ratio_near_high: Decimal,
    /// T1: a shortfall below this many FTE is at most near.
    pub shortfall_cap: Decimal,
    /// Days after which a device not seen is stale.
    pub stale_days: Decimal,
    /// T2: near while less than this share of the free hours is left.
    pub compliance_near: Decimal,
    /// T3: crossed above.
    pub velocity_limit: Decimal,
    /// T3: near from here.
    pub velocity_near: Decimal,
    /// T3: with no capacity at all, crossed from this demand in FTE.
    pub zero_capacity_demand: Decimal,
    /// T4: crossed below.
    pub loaded_cost_limit: Decimal,
    /// T4: near up to here.
    pub loaded_cost_near: Decimal,
    /// T4: the fully loaded line in USD per FTE-year.
    pub loaded_line: Decimal,
    /// Saving below which the arrangement in force stays, as a share of in-house personnel lines (41 USC 1710).
    pub hurdle_share: Decimal,
    /// A stated sum that caps the hurdle, USD over the horizon.
    pub hurdle_sum: Option<Decimal>,
    /// Price per user-month below which a quote is flagged.
    pub price_check_low: Decimal,
    /// … above which it is flagged.
    pub price_check_high: Decimal,
    /// Users beyond which an answer needs a quote.
    pub max_users_without_quote: Decimal,
    /// Months of data age beyond which an answer is not decision-grade.
    pub data_age_months: Decimal,
    /// Months to a due date nobody set from outside.
    pub self_set_due_months: Decimal,
    /// Chance of being cheaper that a recommendation needs (rules 4.4).
    pub confidence: Decimal,
    /// Share of the money on guesses that decision-grade stays under.
    pub guess_share_limit: Decimal,
    /// Share of the doubt from guesses that can be asked for, from which the answer is to ask for them (rules 4.4).
    pub guess_variance_limit: Decimal,
    /// Weight of cost, of 100, where two options are too close.
    pub weight_cost: Decimal,
    /// Weight of risk and compliance.
    pub weight_risk: Decimal,
    /// Weight of capability and coverage.
    pub weight_capability: Decimal,
    /// Weight of control and knowledge.
    pub weight_control: Decimal,
    /// Weight of reversibility.
    pub weight_reversibility: Decimal,
    /// T1: 1 where workstation devices are supported endpoints, else 0.
    pub counts_workstation: Decimal,
    /// T1: 1 where laptop devices are supported endpoints, else 0.
    pub counts_laptop: Decimal,
    /// T1: 1 where server physical devices are supported endpoints, else 0.
    pub counts_server_physical: Decimal,
    /// T1: 1 where server virtual devices are supported endpoints, else 0.
    pub counts_server_virtual: Decimal,
    /// T1: 1 where mobile devices are supported endpoints, else 0.
    pub counts_mobile: Decimal,
    /// T1: 1 where network devices are supported endpoints, else 0.
    pub counts_network: Decimal,
    /// T1: 1 where printer devices are supported endpoints, else 0.
    pub counts_printer: Decimal,
    /// T1: 1 where other devices are supported endpoints, else 0.
    pub counts_other: Decimal,
    /// T1: 1 where administrator posts are support FTE, else 0.
    pub supports_administrator: Decimal,
    /// T1: 1 where support posts are support FTE, else 0.
    pub supports_support: Decimal,
    /// T1: 1 where network support posts are support FTE, else 0.
    pub supports_network_support: Decimal,
    /// T1: 1 where security posts are support FTE, else 0.
    pub supports_security: Decimal,
    /// T1: 1 where manager posts are support FTE, else 0.
    pub supports_manager: Decimal,
}

/// Kinds of devices, as the field's choices; policy says of each whether it counts.
pub const DEVICE_KINDS: [&str; 8] =
    ["workstation", "laptop", "server_physical", "server_virtual", "mobile", "network", "printer", "other"];

impl Policy {
    /// Whether a kind of device is a supported endpoint.
    pub fn counts(&self, kind: &str) -> bool {
        self.get(&format!("counts_{kind}")).is_some_and(|v| !v.is_zero())
    }

    /// Whether posts of a role are support FTE.
    pub fn supports(&self, role: &str) -> bool {
        self.get(&format!("supports_{role}")).is_some_and(|v| !v.is_zero())
    }
}
