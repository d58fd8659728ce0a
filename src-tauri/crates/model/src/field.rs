//! The closed list of fields a record can have, with the form and choices of each.

/// What a row of an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// RMM, MDM, asset register, CMDB.
    Devices,
    /// HR and payroll.
    Staff,
    /// PSA and service desk.
    Tickets,
    /// Ledger lines and contracts.
    Costs,
    /// Project portfolio.
    Projects,
    /// Control registers.
    Controls,
    /// Directory accounts.
    People,
    /// Offers of providers.
    Quotes,
}

impl Kind {
    /// Every kind, in the order people meet them.
    pub const ALL: [Kind; 8] =
        [Kind::Devices, Kind::Staff, Kind::Tickets, Kind::Costs, Kind::Projects, Kind::Controls, Kind::People, Kind::Quotes];

    /// The word used on the wire, at the prompt and in presets.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Devices => "devices",
            Kind::Staff => "staff",
            Kind::Tickets => "tickets",
            Kind::Costs => "costs",
            Kind::Projects => "projects",
            Kind::Controls => "controls",
            Kind::People => "people",
            Kind::Quotes => "quotes",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// How a field's cells are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Free text.
    Text,
    /// A person's name or address: pseudonymised on import.
    Person,
    /// A number.
    Number,
    /// An amount.
    Money,
    /// A day.
    Date,
    /// A day and a time.
    Moment,
    /// Yes or no.
    Flag,
    /// One of a closed list of words.
    Choice(&'static [&'static str]),
}

const FATE: Form = Form::Choice(&["stays", "displaced", "overlaps"]);

macro_rules! fields {
    ($($kind:ident { $($(#[$doc:meta])* $variant:ident $name:literal $label:literal $form:expr;)+ })+) => {
        /// One field of one kind of record. The order is the order of columns in templates.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($($(#[$doc])* $variant,)+)+ }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Field] = &[$($(Field::$variant,)+)+];

            /// The kind of record it belongs to.
            pub fn kind(self) -> Kind {
                match self { $($(Field::$variant => Kind::$kind,)+)+ }
            }

            /// Its word on the wire, in presets and templates; unique within a kind.
            pub fn name(self) -> &'static str {
                match self { $($(Field::$variant => $name,)+)+ }
            }

            /// What people call it, in sentence case; unique within a kind.
            pub fn label(self) -> &'static str {
                match self { $($(Field::$variant => $label,)+)+ }
            }

            /// How its cells are read.
            pub fn form(self) -> Form {
                match self { $($(Field::$variant => $form,)+)+ }
            }
        }
    };
}

fields! {
    Devices {
        /// The tool's own row key.
        DeviceId "device_id" "Device ID" Form::Text;
        /// Serial number; placeholders are dropped on import.
        Serial "serial" "Serial number" Form::Text;
        /// The client's own tag.
        AssetTag "asset_tag" "Asset tag" Form::Text;
        /// Host name.
        Hostname "hostname" "Host name" Form::Text;
        /// Hardware address.
        Mac "mac" "MAC address" Form::Text;
        /// Identifier the maker gives the machine's board; placeholders are dropped on import.
        Uuid "uuid" "Hardware UUID" Form::Text;
        /// What the device is; absent is unknown.
        DeviceKind "kind" "Device type" Form::Choice(&["workstation", "laptop", "server_physical", "server_virtual", "mobile", "network", "printer", "other"]);
        /// Operating system.
        Os "os" "Operating system" Form::Text;
        /// Manufacturer.
        Manufacturer "manufacturer" "Manufacturer" Form::Text;
        /// Model.
        Model "model" "Model" Form::Text;
        /// Who uses it.
        DeviceUser "user" "User" Form::Person;
        /// Site or location.
        DeviceSite "site" "Site" Form::Text;
        /// Where it is in its life; absent is in service if seen lately.
        DeviceStatus "status" "Status" Form::Choice(&["in_service", "in_stock", "retired", "lost"]);
        /// Last contact with the tool.
        LastSeen "last_seen" "Last seen" Form::Moment;
        /// Put into service (bought, enrolled).
        InService "in_service_date" "In service since" Form::Date;
        /// Taken out of service.
        RetiredOn "retired_on" "Retired on" Form::Date;
        /// End of warranty.
        WarrantyEnd "warranty_end" "Warranty ends" Form::Date;
        /// Purchase cost.
        DeviceCost "cost" "Purchase cost" Form::Money;
        /// Regulated data on it.
        DataClass "data_class" "Regulated data" Form::Choice(&["cui", "chd", "ephi"]);
    }
    Staff {
        /// Employee number.
        EmployeeId "employee_id" "Employee number" Form::Text;
        /// Name.
        StaffName "name" "Name" Form::Person;
        /// Job title.
        Title "title" "Job title" Form::Text;
        /// Support role by title; `none` is no support post, absent is not classified.
        Role "role" "Support role" Form::Choice(&["administrator", "support", "network_support", "security", "manager", "none"]);
        /// Standard Occupational Classification code.
        Soc "soc" "Occupation code (SOC)" Form::Text;
        /// Department.
        StaffDepartment "department" "Department" Form::Text;
        /// active, leave, terminated.
        StaffStatus "status" "Employment status" Form::Choice(&["active", "leave", "terminated"]);
        /// Salaried or hourly.
        PayBasis "pay_basis" "Pay basis" Form::Choice(&["salary", "hourly"]);
        /// Contract FTE (1 = full time).
        Fte "fte" "FTE" Form::Number;
        /// Paid hours in the last 12 months.
        PaidHours "paid_hours" "Paid hours a year" Form::Number;
        /// Base pay a year.
        BasePay "base_pay" "Base pay" Form::Money;
        /// Pay an hour.
        HourlyRate "hourly_rate" "Pay an hour" Form::Money;
        /// Bonus a year.
        Bonus "bonus" "Bonus a year" Form::Money;
        /// Benefits a year.
        Benefits "benefits" "Benefits a year" Form::Money;
        /// Training a year.
        Training "training" "Training a year" Form::Money;
        /// Share of time that is hands-on support (managers), 0 to 1.
        HandsOn "hands_on" "Hands-on share" Form::Number;
        /// Start of employment.
        StartDate "start_date" "Start date" Form::Date;
        /// End of employment.
        EndDate "end_date" "End date" Form::Date;
    }
    Tickets {
        /// Ticket number.
        TicketNumber "number" "Ticket number" Form::Text;
        /// Opened.
        Opened "opened" "Opened" Form::Moment;
        /// First response.
        Acknowledged "acknowledged" "First response" Form::Moment;
        /// Resolved or closed.
        Resolved "resolved" "Resolved" Form::Moment;
        /// Priority, 1 is the highest.
        Priority "priority" "Priority" Form::Choice(&["p1", "p2", "p3", "p4", "p5"]);
        /// Where it stands.
        TicketStatus "status" "Status" Form::Choice(&["open", "pending", "resolved", "closed", "cancelled"]);
        /// incident, request, change, problem.
        TicketType "type" "Ticket type" Form::Choice(&["incident", "request", "change", "problem"]);
        /// Category or group.
        Category "category" "Category" Form::Text;
        /// Support tier.
        Tier "tier" "Support tier" Form::Choice(&["l1", "l2", "l3"]);
        /// Who asked.
        Requester "requester" "Requester" Form::Person;
        /// Who worked on it.
        Assignee "assignee" "Assigned to" Form::Person;
        /// Device named in the ticket.
        TicketDevice "device" "Device" Form::Text;
        /// Site.
        TicketSite "site" "Site" Form::Text;
        /// Hours worked.
        Effort "effort_hours" "Effort, hours" Form::Number;
    }
    Costs {
        /// A ledger line, or a contract in force.
        Entry "entry" "Entry type" Form::Choice(&["ledger", "contract"]);
        /// Day the line was booked.
        Booked "date" "Date booked" Form::Date;
        /// Vendor.
        Vendor "vendor" "Vendor" Form::Text;
        /// Account or expense type.
        Account "account" "Account" Form::Text;
        /// What the account means for this model; absent is outside IT.
        CostCategory "category" "Cost category" Form::Choice(&["contract", "tools", "hardware", "compliance", "labour", "training"]);
        /// Amount of the line; for a contract, a year's amount.
        Amount "amount" "Amount" Form::Money;
        /// Capital or operating.
        Nature "nature" "Capital or operating" Form::Choice(&["opex", "capex"]);
        /// Comes again each period.
        Recurring "recurring" "Recurring" Form::Flag;
        /// Document or transaction number.
        Transaction "transaction" "Transaction number" Form::Text;
        /// Contract reference.
        Contract "contract" "Contract reference" Form::Text;
        /// Support domains the contract carries, `;` between them.
        CostDomains "domains" "Support domains" Form::Text;
        /// Start of the contract.
        ContractStart "contract_start" "Contract start" Form::Date;
        /// End of the current term.
        ContractEnd "contract_end" "Contract end" Form::Date;
        /// Agreed yearly increase, as a fraction.
        ContractEscalator "escalator" "Yearly increase" Form::Number;
        /// What becomes of it under in-house at required scope.
        FateInHouse "fate_in_house" "Fate in-house" FATE;
        /// … under break-fix.
        FateBreakFix "fate_break_fix" "Fate under break-fix" FATE;
        /// … under co-managed.
        FateCoManaged "fate_co_managed" "Fate under co-managed" FATE;
        /// … under full outsource.
        FateFullOutsource "fate_full_outsource" "Fate under full outsource" FATE;
        /// Currency code, where the export says one.
        Currency "currency" "Currency" Form::Text;
    }
    Projects {
        /// Project number.
        ProjectId "project_id" "Project number" Form::Text;
        /// Name.
        ProjectName "name" "Project name" Form::Text;
        /// Where it stands.
        ProjectStatus "status" "Status" Form::Choice(&["proposed", "approved", "active", "on_hold", "done", "cancelled"]);
        /// Start.
        ProjectStart "start" "Start" Form::Date;
        /// Day from which its new surface must be supported.
        Cutover "cutover" "Cutover date" Form::Date;
        /// Budget.
        Budget "budget" "Budget" Form::Money;
        /// What leads it; an automation- or AI-led programme lets velocity cross.
        LedBy "led_by" "Led by" Form::Choice(&["automation", "ai", "other"]);
        /// Endpoints added.
        EndpointsAdded "endpoints_added" "Endpoints added" Form::Number;
        /// Endpoints retired.
        EndpointsRetired "endpoints_retired" "Endpoints retired" Form::Number;
        /// Virtual machines and cloud workloads added.
        VmsAdded "vms_added" "Virtual machines added" Form::Number;
        /// … retired.
        VmsRetired "vms_retired" "Virtual machines retired" Form::Number;
        /// Physical servers added.
        ServersAdded "servers_added" "Servers added" Form::Number;
        /// … retired.
        ServersRetired "servers_retired" "Servers retired" Form::Number;
        /// SaaS applications added.
        SaasAdded "saas_added" "SaaS applications added" Form::Number;
        /// … retired.
        SaasRetired "saas_retired" "SaaS applications retired" Form::Number;
        /// Automations and agents added.
        AutomationsAdded "automations_added" "Automations added" Form::Number;
        /// … retired.
        AutomationsRetired "automations_retired" "Automations retired" Form::Number;
        /// Users added.
        UsersAdded "users_added" "Users added" Form::Number;
        /// … leaving.
        UsersRetired "users_retired" "Users leaving" Form::Number;
    }
    Controls {
        /// Framework, by id or as people call it (`hipaa`, `CMMC Level 2`).
        Framework "framework" "Framework" Form::Text;
        /// Requirement id, in any spelling of the framework.
        ControlId "control_id" "Control ID" Form::Text;
        /// Title.
        ControlTitle "title" "Title" Form::Text;
        /// How far it is.
        ControlStatus "status" "Status" Form::Choice(&["implemented", "partial", "planned", "not_implemented", "not_applicable", "enduring_exception"]);
        /// Where the evidence is.
        Evidence "evidence" "Evidence" Form::Text;
        /// Day of the evidence.
        EvidenceDate "evidence_date" "Evidence date" Form::Date;
        /// Who owns it.
        ControlOwner "owner" "Owner" Form::Person;
        /// Documented reason or alternative (addressable specifications, not applicable, enduring exceptions).
        Reason "reason" "Documented reason" Form::Text;
    }
    People {
        /// Account name.
        UserId "user_id" "Account name" Form::Person;
        /// Display name.
        DisplayName "name" "Name" Form::Person;
        /// Department.
        PersonDepartment "department" "Department" Form::Text;
        /// Site.
        PersonSite "site" "Site" Form::Text;
        /// Sign-in allowed.
        Active "active" "Sign-in allowed" Form::Flag;
        /// A person, a shared or frontline account, a guest or a service.
        AccountKind "account" "Account type" Form::Choice(&["person", "shared", "frontline", "guest", "service"]);
        /// Job title.
        PersonTitle "title" "Job title" Form::Text;
        /// Licences.
        Licences "licences" "Licences" Form::Text;
        /// Created.
        Created "created" "Created on" Form::Date;
    }
    Quotes {
        /// Provider.
        QuoteVendor "vendor" "Provider" Form::Text;
        /// The offer's number.
        QuoteReference "reference" "Quote number" Form::Text;
        /// What is offered.
        Offer "offer" "Offer type" Form::Choice(&["full_outsource", "co_managed", "break_fix"]);
        /// What the price is for.
        PriceBasis "basis" "Price basis" Form::Choice(&["user", "device", "site", "flat", "hour"]);
        /// Price a month and unit (an hour for `hour`).
        Price "price" "Price a unit" Form::Money;
        /// Price steps, `1-50:175; 51-150:150; 151+:125`.
        Tiers "tiers" "Price steps" Form::Text;
        /// Whether a step prices its own units or all of them; absent is unstated.
        Tiering "tiering" "How steps apply" Form::Choice(&["graduated", "whole_volume"]);
        /// Smallest fee a month.
        Minimum "minimum" "Smallest monthly fee" Form::Money;
        /// The fee never falls under this share of the first month's, as a fraction.
        Floor "floor" "Fee floor, share" Form::Number;
        /// Price of a shared or frontline account a month.
        LightPrice "light_price" "Price of a shared account" Form::Money;
        /// Support domains included, `;` between them.
        QuoteDomains "domains" "Support domains" Form::Text;
        /// Hours covered.
        QuoteCoverage "coverage" "Hours covered" Form::Choice(&["8x5", "12x5", "24x7"]);
        /// Carries the effort of compliance requirements in its domains.
        IncludesCompliance "includes_compliance" "Includes compliance" Form::Flag;
        /// One-off onboarding fee.
        Onboarding "onboarding" "Onboarding fee" Form::Money;
        /// Yearly increase, as a fraction.
        QuoteEscalator "escalator" "Yearly increase" Form::Number;
        /// Initial term in months.
        TermMonths "term_months" "Term, months" Form::Number;
        /// Notice in months.
        NoticeMonths "notice_months" "Notice, months" Form::Number;
        /// Price an hour out of scope.
        QuoteHourly "hourly_rate" "Hourly rate out of scope" Form::Money;
        /// Multiplier out of hours.
        QuoteAfterHours "after_hours_multiplier" "After-hours multiplier" Form::Number;
        /// Charge a trip.
        TripCharge "trip_charge" "Trip charge" Form::Money;
        /// Minutes to acknowledge a P1.
        P1Minutes "p1_acknowledge_minutes" "P1 response, minutes" Form::Number;
        /// Hours to resolve a P2.
        P2Hours "p2_resolve_hours" "P2 resolution, hours" Form::Number;
        /// Signs a HIPAA business associate agreement.
        SignsBaa "signs_baa" "Signs a HIPAA BAA" Form::Flag;
        /// Which regulated data the provider holds, and where.
        CmmcAnswer "cmmc_answer" "Answer to CMMC questions" Form::Choice(&["no_cui", "security_data_only", "cui_not_in_cloud", "cui_fedramp_moderate", "cui_other_cloud"]);
        /// Acknowledges PCI DSS 12.9 in writing.
        PciAnswer "pci_answer" "Acknowledges PCI DSS 12.9" Form::Flag;
        /// What is left out.
        Exclusions "exclusions" "Exclusions" Form::Text;
        /// Last day of the offer.
        ValidUntil "valid_until" "Valid until" Form::Date;
    }
}

impl Field {
    /// The field of that name in a kind.
    pub fn from_name(kind: Kind, name: &str) -> Option<Field> {
        Field::of(kind).find(|f| f.name() == name)
    }

    /// The fields of a kind, in template order.
    pub fn of(kind: Kind) -> impl Iterator<Item = Field> {
        Field::ALL.iter().copied().filter(move |f| f.kind() == kind)
    }

    /// The closed choices, empty where the field is open.
    pub fn choices(self) -> &'static [&'static str] {
        match self.form() {
            Form::Choice(c) => c,
            _ => &[],
        }
    }

    /// The static word of a choice, `None` where it is not one.
    pub fn choice(self, word: &str) -> Option<&'static str> {
        self.choices().iter().copied().find(|c| *c == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn field_names_are_unique_within_a_kind() {
        for kind in Kind::ALL {
            let names: Vec<_> = Field::of(kind).map(Field::name).collect();
            let unique: BTreeSet<_> = names.iter().collect();
            assert_eq!(names.len(), unique.len(), "a second field of one name could never be mapped");
            let labels: BTreeSet<_> = Field::of(kind).map(Field::label).collect();
            assert_eq!(names.len(), labels.len(), "two fields of one label could not be told apart in a list");
        }
    }
}
