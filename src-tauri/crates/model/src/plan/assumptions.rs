//! Handles of the pack's values: the model names every default it reads, so a pack that lacks one is refused.

use crate::input::InputId;

macro_rules! handles {
    ($(#[$doc:meta])* $name:ident { $($field:ident $id:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            $(#[doc = concat!("`", $id, "`")] pub $field: InputId,)+
        }

        impl $name {
            /// The names it needs.
            pub const NAMES: &'static [&'static str] = &[$($id,)+];

            /// Looks every name up.
            pub fn collect<E>(mut find: impl FnMut(&'static str) -> Result<InputId, E>) -> Result<Self, E> {
                Ok(Self { $($field: find($id)?,)+ })
            }
        }
    };
}

handles! {
    /// Defaults the formulas read; a stated or measured value of the same name replaces one.
    Assumptions {
        turnover_rate "turnover_rate";
        departure_cost "departure_cost";
        recruiting_cost "recruiting_cost";
        productive_hours "productive_hours";
        occupancy "occupancy";
        mdr_price "mdr_price";
        contractor_rate "contractor_rate";
        handling_l1 "handling.l1";
        handling_l2 "handling.l2";
        handling_l3 "handling.l3";
        tier_share_l1 "tier_share.l1";
        tier_share_l2 "tier_share.l2";
        tier_share_l3 "tier_share.l3";
        proactive_endpoint "proactive.endpoint";
        proactive_server "proactive.server";
        effort_per_requirement "effort_per_requirement";
        unlisted_open_share "unlisted_open_share";
        architecture_fte "architecture_fte";
        service_owner_fte "service_owner_fte";
        price_standard "price.standard";
        price_premium "price.premium";
        coverage_24x7 "coverage_24x7";
        fee_escalator "fee_escalator";
        merit "merit";
        inflation "inflation";
        discount "discount";
        vendor_management "vendor_management";
        out_of_scope "out_of_scope";
        co_managed_factor "co_managed_factor";
        share_service_desk "domain_share.service_desk";
        share_endpoint "domain_share.endpoint";
        share_network "domain_share.network";
        share_security_operations "domain_share.security_operations";
        undo_probability "undo_probability";
        severance "severance";
        selection "selection";
        onboarding_months "onboarding_months";
        notice_months "notice_months";
        light_share "light_share";
        on_call "on_call";
        hourly_rate "break_fix.hourly_rate";
        after_hours_multiplier "break_fix.after_hours_multiplier";
        remote_minimum "break_fix.remote_minimum";
        after_hours_share "break_fix.after_hours_share";
        on_site_share "break_fix.on_site_share";
        trip_charge "break_fix.trip_charge";
        agent_tools "break_fix.agent_tools";
        care_endpoint "care.endpoint";
        care_vm "care.vm";
        care_server "care.server";
        care_saas "care.saas";
        care_automation "care.automation";
        lost_minutes "lost_minutes";
        user_hour_value "user_hour_value";
        endpoint_growth "endpoint_growth";
        early_termination_months "early_termination_months";
    }
}

handles! {
    /// Policy values a formula reads.
    Limits {
        ratio_limit "policy.ratio_limit";
        hurdle_share "policy.hurdle_share";
    }
}
