//! From profile, facts and pack to a plan: each quantity resolved stated → measured → benchmark → guess → unknown.
//!
//! A stated value stands before a measured one: it was typed on purpose, and *explain* shows it as stated.

use super::{Assumptions, Contract, LandedHire, Leaving, Limits, Plan, Scope, Servers, Surface, Tickets, Uncounted, UnitChange};
use super::{resolve_changes, resolve_frameworks, resolve_quotes, resolve_staff};
use crate::fact::{ContractFact, Counted, DeviceFacts, Facts, TicketFacts};
use crate::framework::Catalogue;
use crate::input::{Basis, Grade, Input, InputId, InputTable, Spread};
use crate::pack::Pack;
use crate::policy::Policy;
use crate::profile::Profile;
use crate::schedule::{MONTHS, Schedule, month_of};
use crate::scope::Domains;
use chrono::{Days, Months, NaiveDate};
use rust_decimal::Decimal;

/// A name the pack should define and does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingDefault(pub &'static str);

/// Builds the plan.
pub fn resolve(profile: &Profile, facts: &Facts, pack: &Pack, catalogues: &[Catalogue]) -> Result<Plan, MissingDefault> {
    let mut r = Resolver { profile, pack, inputs: InputTable::default(), notes: Vec::new() };
    measured_defaults(&mut r, facts);
    let assume = Assumptions::collect(|name| r.default(name))?;
    let policy = pack.policy.with(&profile.stated);
    r.policy(&policy);
    let limits = Limits::collect(|name| r.inputs.find(name).ok_or(MissingDefault(name)))?;
    let mut staff = resolve_staff::staff(&mut r, facts.staff.as_ref())?;
    staff.posts.iter_mut().for_each(|post| post.supports = policy.supports(&post.role));
    let contracts = contracts(&mut r, &facts.costs.contracts);
    for (vendor, end) in &facts.costs.ended {
        r.notes.push(format!("The contract of {vendor} ended on {end} and nothing was booked since: it is not in force."));
    }
    let (surface, programme) = surface(&mut r, facts, (&assume, &policy));
    let hires = hires(&mut r, &policy)?;
    let leaving = leaving(&mut r, facts, &policy);
    let unit_changes = resolve_changes::changes(&mut r, facts);
    let events = starts(pack.timing.overlap_months, &contracts, &hires, &unit_changes);
    let schedule = Schedule::new(profile.horizon_years, events.clone());
    let today = Scope { domains: profile.today_domains.unwrap_or(Domains::ALL), coverage: profile.today_coverage };
    let required = Scope {
        domains: profile.required_domains.unwrap_or(today.domains),
        coverage: profile.required_coverage.or(profile.today_coverage),
    };
    let devices = facts.devices.as_ref();
    let (frameworks, unassessed) = resolve_frameworks::frameworks(&mut r, &facts.controls, catalogues);
    let mut plan = Plan {
        assume,
        limits,
        hurdle_sum: r.inputs.find("policy.hurdle_sum"),
        policy,
        as_of: profile.as_of,
        schedule,
        timing: pack.timing,
        required,
        today,
        users: r.fact("users", "Users", "users", facts.people.as_ref().map(|p| &p.users)),
        light: light(&mut r, facts),
        endpoints: endpoints(&mut r, facts),
        servers: servers(&mut r, devices.map(|d| &d.servers))?,
        tickets: tickets(&mut r, facts.tickets.as_ref().map(|t| &t.per_year))?,
        ticket_peak: r.optional(
            "ticket_peak",
            "Tickets of the busiest month against a mean month",
            "ratio",
            facts.tickets.as_ref().and_then(|t| t.peak.as_ref()),
        ),
        ticket_season: facts.tickets.as_ref().map_or([Decimal::ONE; 12], season),
        uncounted: devices.map_or_else(Uncounted::default, uncounted),
        sites: r.fact("sites", "Sites", "sites", None),
        posts: staff.posts,
        mix: staff.mix,
        unclassified_fte: staff.unclassified,
        fte_unknown: staff.unknown,
        continuity_minimum: r.optional("continuity_minimum_fte", "Smallest team that keeps the service going", "FTE", None),
        coverage_unknown: r.fact("coverage", "Hours to cover", "8x5, 12x5 or 24x7", None),
        seats: r.constant("seats", "Seats to cover", "seats", Decimal::ONE),
        contracts,
        tools_known: facts.costs.tools.is_some() || profile.stated.contains_key("tools"),
        tools: r.default("tools")?,
        compliance_cost: r.optional("compliance_cost", "Compliance spending", "USD/year", facts.costs.compliance.as_ref()),
        hardware: r.optional("hardware", "Hardware bought", "USD/year", facts.costs.hardware.as_ref()),
        frameworks,
        unassessed,
        frameworks_known: profile.frameworks.is_some(),
        frameworks_unknown: frameworks_unknown(&mut r),
        surface,
        projects_known: facts.projects.is_some(),
        programme,
        leaving,
        hires,
        quotes: resolve_quotes::quotes(&mut r, &facts.quotes)?,
        core_domains: profile.core_domains,
        co_managed_domains: profile.co_managed_domains,
        co_managed_coverage: profile.co_managed_coverage,
        unit_changes,
        overhead: r.optional("overhead", "Overhead that ends with a post", "USD/FTE-year", None),
        capital_lines: profile.capital_lines.clone(),
        small_options: profile.small_options,
        events,
        break_fix_keeps_posts: profile.break_fix_keeps_posts,
        on_call: profile.on_call,
        notes: r.notes,
        inputs: r.inputs,
    };
    let unread = profile.stated.keys().filter(|name| plan.inputs.find(name).is_none());
    plan.notes.extend(unread.map(|name| format!("Nothing reads {name}: what is typed there has no effect.")));
    Ok(plan)
}

/// Defaults that the client's own tickets measure.
fn measured_defaults(r: &mut Resolver<'_>, facts: &Facts) {
    r.measured("endpoint_growth", growth(facts).as_ref());
    r.measured("tools", facts.costs.tools.as_ref());
    r.measured("training", training(facts).as_ref());
    let Some(tickets) = &facts.tickets else { return };
    for tier in &tickets.tiers {
        r.measured(&format!("tier_share.{}", tier.tier), tier.share.as_ref());
        r.measured(&format!("handling.{}", tier.tier), tier.handling.as_ref());
    }
    r.measured("break_fix.after_hours_share", tickets.after_hours_share.as_ref());
}

/// Net growth as a share of the endpoints, where the devices tell it.
fn growth(facts: &Facts) -> Option<Counted> {
    let devices = facts.devices.as_ref()?;
    let growth = devices.growth.as_ref()?;
    Some(Counted { value: growth.value.checked_div(devices.endpoints.value)?, cells: growth.cells.clone() })
}

/// Training the ledger books, per contract FTE of the support team; a manager's is then prorated like the rest (rules 2).
fn training(facts: &Facts) -> Option<Counted> {
    let booked = facts.costs.training.as_ref()?;
    let fte: Decimal = facts.staff.as_ref()?.posts.iter().map(|p| p.fte.value).sum();
    Some(Counted { value: booked.value.checked_div(fte)?, cells: booked.cells.clone() })
}

fn light(r: &mut Resolver<'_>, facts: &Facts) -> Option<InputId> {
    let counted = facts.people.as_ref().map(|p| &p.light).filter(|c| !c.value.is_zero());
    r.optional("light_accounts", "Shared and frontline accounts", "accounts", counted)
}

/// Devices of unknown kind may or may not count: they widen the range upwards (rules 7).
fn endpoints(r: &mut Resolver<'_>, facts: &Facts) -> InputId {
    let Some(d) = &facts.devices else { return r.fact("endpoints", "Supported endpoints", "endpoints", None) };
    let id = r.fact("endpoints", "Supported endpoints", "endpoints", Some(&d.endpoints));
    if !d.unclassified.value.is_zero() {
        r.notes.push(format!(
            "{} devices in service are of no known kind; they are not counted as endpoints.",
            d.unclassified.value
        ));
        r.inputs.widen(id, d.endpoints.value + d.unclassified.value);
    }
    id
}

fn servers(r: &mut Resolver<'_>, counted: Option<&Counted>) -> Result<Servers, MissingDefault> {
    match r.optional("servers", "Servers among the endpoints", "servers", counted) {
        Some(id) => Ok(Servers::Count(id)),
        None => r.default("server_share").map(Servers::Share),
    }
}

fn tickets(r: &mut Resolver<'_>, counted: Option<&Counted>) -> Result<Tickets, MissingDefault> {
    match r.optional("tickets", "Tickets a year", "tickets/year", counted) {
        Some(id) => Ok(Tickets::Count(id)),
        None => r.default("tickets_per_user_month").map(Tickets::PerUser),
    }
}

/// A second contract of one vendor has a name of its own.
fn contracts(r: &mut Resolver<'_>, facts: &[ContractFact]) -> Vec<Contract> {
    let mut seen: Vec<String> = Vec::new();
    let mut contracts = Vec::with_capacity(facts.len());
    for fact in facts {
        let slug = slug(&fact.vendor);
        let before = seen.iter().filter(|s| **s == slug).count();
        let name = if before == 0 { format!("contract.{slug}") } else { format!("contract.{slug}-{}", before + 1) };
        seen.push(slug);
        contracts.push(contract(r, fact, &name));
    }
    contracts
}

fn contract(r: &mut Resolver<'_>, fact: &ContractFact, name: &str) -> Contract {
    let label = format!("{}: a year's contract", fact.vendor);
    let amount = r.fact(&format!("{name}.amount"), &label, "USD/year", Some(&fact.amount));
    let escalator = r.optional(
        &format!("{name}.escalator"),
        &format!("{}: yearly increase", fact.vendor),
        "fraction/year",
        fact.escalator.as_ref(),
    );
    let last = |end: NaiveDate| u16::try_from(month_of(end, r.profile.as_of).max(0)).unwrap_or(u16::MAX);
    Contract {
        vendor: fact.vendor.clone(),
        amount,
        escalator,
        domains: fact.domains,
        last_month: fact.end.map(last),
        ends: fact.end,
        capital: fact.capital,
        fates: fact.fates,
    }
}

/// A segment starts after the overlap, after each contract's end, with each hire and with each change of units.
fn starts(overlap: u16, contracts: &[Contract], hires: &[LandedHire], changes: &[UnitChange]) -> Vec<u16> {
    let ends = contracts.iter().filter_map(|c| c.last_month).map(|m| m.saturating_add(1));
    let paid = hires.iter().filter_map(|h| h.paid_from);
    std::iter::once(overlap + 1).chain(ends).chain(paid).chain(changes.iter().map(|c| c.month)).collect()
}

/// Tickets of each calendar month against the mean of the months counted.
fn season(tickets: &TicketFacts) -> [Decimal; 12] {
    let mut season = [Decimal::ONE; 12];
    let sum: u64 = tickets.by_month.iter().map(|(_, n)| n).sum();
    let mean = Decimal::from(sum).checked_div(Decimal::from(tickets.by_month.len())).unwrap_or_default();
    for (month, count) in &tickets.by_month {
        let at = month.rsplit('-').next().and_then(|m| m.parse::<usize>().ok()).and_then(|m| m.checked_sub(1));
        if let Some((slot, share)) = at.and_then(|at| season.get_mut(at)).zip(Decimal::from(*count).checked_div(mean)) {
            *slot = share;
        }
    }
    season
}

fn uncounted(devices: &DeviceFacts) -> Uncounted {
    Uncounted { left_out: devices.uncounted.value, stale: devices.stale.value, unclassified: devices.unclassified.value }
}

fn surface(r: &mut Resolver<'_>, facts: &Facts, (assume, policy): (&Assumptions, &Policy)) -> (Vec<Surface>, bool) {
    let mut surface = Vec::new();
    let mut programme = false;
    for (at, project) in facts.projects.iter().flatten().enumerate() {
        // A programme under way is one, whenever its surface counts.
        programme |= project.programme;
        let Some(cutover) = project.cutover else {
            r.notes.push(format!("Project {}: no cutover date, so its surface is not counted.", project.name));
            continue;
        };
        let month = month_of(cutover, r.profile.as_of) + 1;
        let Ok(month) = u16::try_from(month) else { continue };
        for change in &project.changes {
            let name = format!("project.{}.{}", at + 1, change.care);
            let label = format!("{}: net {}s", project.name, change.care);
            let net = Counted { value: change.net, cells: vec![project.cell] };
            surface.push(Surface {
                month,
                net: r.fact(&name, &label, "units", Some(&net)),
                care: care(assume, change.care),
                counts: counts(policy, change.care),
            });
        }
    }
    (surface, programme)
}

fn care(assume: &Assumptions, kind: &str) -> InputId {
    match kind {
        "vm" => assume.care_vm,
        "server" => assume.care_server,
        "saas" => assume.care_saas,
        "automation" => assume.care_automation,
        _ => assume.care_endpoint,
    }
}

/// Frameworks have no fallback: gap hours nobody can know are unknown, not none (rules 13).
fn frameworks_unknown(r: &mut Resolver<'_>) -> Option<InputId> {
    r.profile.frameworks.is_none().then(|| r.fact("frameworks", "Frameworks in force", "", None))
}

/// Whether surface of a kind is a supported endpoint, by the kind of device it is.
fn counts(policy: &Policy, kind: &str) -> bool {
    match kind {
        "endpoint" => policy.counts("workstation") || policy.counts("laptop"),
        "vm" => policy.counts("server_virtual"),
        "server" => policy.counts("server_physical"),
        _ => false,
    }
}

/// Approved requisitions that land within the horizon.
fn hires(r: &mut Resolver<'_>, policy: &Policy) -> Result<Vec<LandedHire>, MissingDefault> {
    let profile = r.profile;
    let hires = profile.hires.iter().enumerate().map(|(at, h)| hire(r, at, h, policy));
    Ok(hires.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// A hire is paid from the days to fill the post after its approval, and useful the months to learn after that (rules 9).
fn hire(
    r: &mut Resolver<'_>,
    at: usize,
    hire: &crate::profile::Hire,
    policy: &Policy,
) -> Result<Option<LandedHire>, MissingDefault> {
    let timing = r.pack.timing;
    let Some(starts) = hire.approved.checked_add_days(Days::new(timing.hire_fill_days.into())) else { return Ok(None) };
    let Some(useful) = starts.checked_add_months(Months::new(timing.hire_useful_months.into())) else { return Ok(None) };
    let month = |day, floor| u16::try_from((month_of(day, r.profile.as_of) + 1).max(floor)).unwrap_or(u16::MAX);
    let (paid, month) = (month(starts, 1), month(useful, 0));
    if paid > u16::from(r.profile.horizon_years) * MONTHS {
        return Ok(None);
    }
    let paid_from = (starts > r.profile.as_of).then_some(paid);
    if paid_from.is_none() {
        let on_payroll = "was to start before the as-of date; it is taken to be on the payroll";
        r.notes.push(format!("The hire approved on {} ({}) {on_payroll}.", hire.approved, hire.role));
    }
    let fte = r.constant(&format!("hire.{}.fte", at + 1), &format!("Approved hire, {}", hire.role), "FTE", hire.fte);
    // A role policy does not know is support.
    let supports = policy.get(&format!("supports_{}", hire.role)).is_none_or(|v| !v.is_zero());
    let mut posts = resolve_staff::like(r, &hire.role, fte)?;
    posts.iter_mut().for_each(|post| post.supports = supports);
    Ok(Some(LandedHire { month, fte, supports, paid_from, posts }))
}

/// Posts that end within the horizon, from the month after.
fn leaving(r: &mut Resolver<'_>, facts: &Facts, policy: &Policy) -> Vec<Leaving> {
    let mut leaving = Vec::new();
    for (at, fact) in facts.staff.iter().flat_map(|s| &s.leaving).enumerate() {
        let month = u16::try_from((month_of(fact.end, r.profile.as_of) + 1).max(1)).unwrap_or(u16::MAX);
        if month <= u16::from(r.profile.horizon_years) * MONTHS {
            let name = format!("leaving.{}.fte", at + 1);
            let fte = r.fact(&name, &format!("Support post that ends on {}", fact.end), "FTE", Some(&fact.fte));
            let ends_with = resolve_staff::ends_with(&fact.role);
            leaving.push(Leaving { month, fte, supports: policy.supports(&fact.role), ends_with });
        }
    }
    leaving.sort_by_key(|l| l.month);
    leaving
}

/// A name as part of an id: lower case, hyphens.
pub(super) fn slug(name: &str) -> String {
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    words.join("-")
}

/// Adds inputs while the plan is built.
pub(super) struct Resolver<'a> {
    pub(super) profile: &'a Profile,
    pub(super) pack: &'a Pack,
    pub(super) inputs: InputTable,
    pub(super) notes: Vec<String>,
}

impl Resolver<'_> {
    /// A fact: stated, else counted, else unknown.
    pub(super) fn fact(&mut self, name: &str, label: &str, unit: &str, counted: Option<&Counted>) -> InputId {
        let (spread, grade, basis) = match (self.profile.stated.get(name), counted) {
            (Some(s), _) => (Some(*s), Grade::Stated, Basis::Profile),
            (None, Some(c)) => (Some(Spread::point(c.value)), Grade::Measured, Basis::Fact(c.cells.clone())),
            (None, None) => (None, Grade::Unknown, Basis::Nothing),
        };
        self.add(name, label, unit, spread, grade, basis)
    }

    /// A fact that is absent by structure where nobody supplied it.
    pub(super) fn optional(&mut self, name: &str, label: &str, unit: &str, counted: Option<&Counted>) -> Option<InputId> {
        let there = counted.is_some() || self.profile.stated.contains_key(name);
        there.then(|| self.fact(name, label, unit, counted))
    }

    /// A value of the record or the profile itself, unless another one is stated.
    pub(super) fn constant(&mut self, name: &str, label: &str, unit: &str, value: Decimal) -> InputId {
        match self.profile.stated.get(name).copied() {
            Some(stated) => self.add(name, label, unit, Some(stated), Grade::Stated, Basis::Profile),
            // Nobody typed it: it is a choice of the rules.
            None => self.add(name, label, unit, Some(Spread::point(value)), Grade::Policy, Basis::Policy),
        }
    }

    /// The pack's default under its own name, unless stated or measured before.
    pub(super) fn default(&mut self, name: &'static str) -> Result<InputId, MissingDefault> {
        let value = self.pack.values.get(name).ok_or(MissingDefault(name))?.clone();
        let (spread, grade, basis) = match self.profile.stated.get(name) {
            Some(s) => (*s, Grade::Stated, Basis::Profile),
            None => (value.spread, value.grade, Basis::Assumption(value.sources)),
        };
        Ok(self.add(name, &value.label, &value.unit, Some(spread), grade, basis))
    }

    /// Puts a measured value where a default would stand.
    fn measured(&mut self, name: &str, counted: Option<&Counted>) {
        let Some((counted, value)) = counted.zip(self.pack.values.get(name)) else { return };
        let (label, unit) = (value.label.clone(), value.unit.clone());
        self.fact(name, &label, &unit, Some(counted));
    }

    /// Every policy value as an input, so that explain shows what a formula was held against.
    fn policy(&mut self, policy: &Policy) {
        for name in Policy::NAMES {
            if let Some(value) = policy.get(name) {
                let label = format!("Policy: {}", name.replace('_', " "));
                self.add(&format!("policy.{name}"), &label, "", Some(Spread::point(value)), Grade::Policy, Basis::Policy);
            }
        }
    }

    pub(super) fn add(
        &mut self,
        name: &str,
        label: &str,
        unit: &str,
        spread: Option<Spread>,
        grade: Grade,
        basis: Basis,
    ) -> InputId {
        let asked = matches!(basis, Basis::Assumption(_)).then(|| self.pack.values.get(name)?.ask.clone()).flatten();
        let (name, label, unit) = (name.to_owned(), label.to_owned(), unit.to_owned());
        self.inputs.add(Input { name, label, spread, unit, grade, basis, ask: asked })
    }
}
