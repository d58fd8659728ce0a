//! Posts: typed by role, typed as a total, or counted in the payroll.

use super::resolve::{MissingDefault, Resolver};
use super::{Part, Post};
use crate::fact::{Counted, PostFact, StaffFacts};
use crate::input::{Basis, Grade, InputId, Spread};
use crate::scope::{Domain, Domains};
use rust_decimal::Decimal;

/// Roles, with the pack's name of their pay.
const ROLES: [(&str, &str); 5] = [
    ("administrator", "pay.administrator"),
    ("support", "pay.support"),
    ("network_support", "pay.network_support"),
    ("security", "pay.security"),
    ("manager", "pay.manager"),
];

/// FTE typed without roles are half administrators, half support (rules 1).
const UNKNOWN_MIX: [usize; 2] = [0, 1];

pub(super) struct Staff {
    pub(super) posts: Vec<Post>,
    pub(super) mix: Vec<Post>,
    pub(super) unclassified: Option<InputId>,
    pub(super) unknown: Option<InputId>,
}

pub(super) fn staff(r: &mut Resolver<'_>, facts: Option<&StaffFacts>) -> Result<Staff, MissingDefault> {
    let by_role = by_role(r, facts)?;
    let total = r.profile.stated.get("support_fte").copied();
    let posts = match total {
        Some(total) if total.likely.is_zero() => {
            r.add("support_fte", "Support FTE", "FTE", Some(total), Grade::Stated, Basis::Profile);
            Vec::new()
        }
        Some(total) if by_role.is_empty() => split(r, "support_fte", total)?,
        Some(total) if is_empty_team(r, &by_role) => split(r, "support_fte", total)?,
        Some(total) => scaled(r, by_role, total),
        None => by_role,
    };
    let known = total.is_some() || facts.is_some() || !posts.is_empty();
    let unknown = (!known).then(|| r.fact("support_fte", "Support FTE", "FTE", None));
    Ok(Staff { posts, mix: mix(r)?, unclassified: total.is_none().then(|| unclassified(r, facts)).flatten(), unknown })
}

fn by_role(r: &mut Resolver<'_>, facts: Option<&StaffFacts>) -> Result<Vec<Post>, MissingDefault> {
    let mut posts = Vec::new();
    for (role, pay) in ROLES {
        let fact = facts.and_then(|f| f.posts.iter().find(|p| p.role == role));
        let name = format!("fte.{role}");
        if fact.is_none() && !r.profile.stated.contains_key(&name) {
            continue;
        }
        let input = r.fact(&name, &format!("Contract FTE, {}", title(role)), "FTE", fact.map(|f| &f.fte));
        posts.push(post(r, (role, pay), Part { input, share: Decimal::ONE, times: None }, fact)?);
    }
    Ok(posts)
}

/// One post group; managers count by their hands-on share.
fn post(
    r: &mut Resolver<'_>,
    (role, pay): (&str, &'static str),
    fte: Part,
    fact: Option<&PostFact>,
) -> Result<Post, MissingDefault> {
    let times = if role == "manager" { Some(hands_on(r, fact)?) } else { fte.times };
    let typed = r.inputs.get(fte.input).and_then(|i| i.spread).map(|s| (s.likely * fte.share).floor());
    let counted = fact.map(|f| Decimal::from(f.whole_posts));
    let stated = r.inputs.get(fte.input).is_some_and(|i| i.grade == Grade::Stated);
    let measured = |f: fn(&PostFact) -> &Option<Counted>| fact.and_then(|p| f(p).as_ref());
    let bonus = r.optional(&format!("bonus.{role}"), &format!("Bonus, {}", title(role)), "USD/FTE-year", measured(|f| &f.bonus));
    Ok(Post {
        role: role.to_owned(),
        fte: Part { times, ..fte },
        whole: if stated { typed } else { counted.or(typed) }.unwrap_or_default(),
        pay: measured_or(r, pay, pay, &format!("Base pay, {}", title(role)), "USD/FTE-year", measured(|f| &f.pay))?,
        benefits: benefits(r, role, measured(|f| &f.benefits_rate), bonus.is_some())?,
        bonus,
        training: measured_or(r, &format!("training.{role}"), "training", "Training", "USD/FTE-year", measured(|f| &f.training))?,
        reduced: r.optional(&format!("reduced_fte.{role}"), &format!("Stated reduction, {}", title(role)), "FTE", None),
        supports: true,
        ends_with: ends_with(role),
    })
}

/// Benefits with and without supplemental pay inside (rules 2).
fn benefits(r: &mut Resolver<'_>, role: &str, counted: Option<&Counted>, bonus_apart: bool) -> Result<InputId, MissingDefault> {
    let stated = |name: &str| r.profile.stated.contains_key(name);
    let apart = bonus_apart && (stated("benefits_rate_with_bonus") || !stated("benefits_rate"));
    let default = if apart { "benefits_rate_with_bonus" } else { "benefits_rate" };
    match counted {
        Some(_) => measured_or(r, &format!("benefits_rate.{role}"), default, "Benefits", "fraction of pay", counted),
        None => r.default(default),
    }
}

/// Counted or stated under `name`, else the pack's value under the pack's name.
fn measured_or(
    r: &mut Resolver<'_>,
    name: &str,
    pack: &'static str,
    label: &str,
    unit: &str,
    counted: Option<&Counted>,
) -> Result<InputId, MissingDefault> {
    // A general value typed on purpose goes before one counted for a single role.
    let general = name != pack && r.profile.stated.contains_key(pack) && !r.profile.stated.contains_key(name);
    match (general, counted.is_some() || r.profile.stated.contains_key(name)) {
        (false, true) => Ok(r.fact(name, label, unit, counted)),
        _ => r.default(pack),
    }
}

fn hands_on(r: &mut Resolver<'_>, fact: Option<&PostFact>) -> Result<InputId, MissingDefault> {
    let counted = fact.and_then(|f| f.hands_on.as_ref());
    let id = measured_or(r, "hands_on.manager", "manager_hands_on", "Hands-on share of managers", "fraction", counted)?;
    if r.inputs.get(id).is_some_and(|i| i.grade == Grade::Guess) {
        r.notes.push("The managers' hands-on share is not stated (hands_on.manager): a guess stands in.".to_owned());
    }
    Ok(id)
}

/// A role ends where a provider carries all it does; a manager stays (rules 1).
pub(super) fn ends_with(role: &str) -> Domains {
    let of = |domains: &[Domain]| domains.iter().fold(Domains::NONE, |set, d| set.with(*d));
    match role {
        "administrator" => of(&[Domain::Endpoint, Domain::Network]),
        "support" => of(&[Domain::ServiceDesk]),
        "network_support" => of(&[Domain::Network]),
        "security" => of(&[Domain::SecurityOperations]),
        _ => Domains::NONE,
    }
}

/// Posts a hire is paid like: one of its role, or half an administrator and half support where its role is none of these.
pub(super) fn like(r: &mut Resolver<'_>, role: &str, fte: InputId) -> Result<Vec<Post>, MissingDefault> {
    let part = |share| Part { input: fte, share, times: None };
    let known = ROLES.iter().find(|(name, _)| *name == role.trim().to_lowercase().replace([' ', '-'], "_"));
    match known.filter(|(name, _)| *name != "manager") {
        Some(role) => Ok(vec![post(r, *role, part(Decimal::ONE), None)?]),
        None => UNKNOWN_MIX.iter().map(|at| post(r, ROLES[*at], part(Decimal::new(5, 1)), None)).collect(),
    }
}

fn split(r: &mut Resolver<'_>, name: &str, total: Spread) -> Result<Vec<Post>, MissingDefault> {
    let input = r.add(name, "Support FTE", "FTE", Some(total), Grade::Stated, Basis::Profile);
    let half = Decimal::new(5, 1);
    UNKNOWN_MIX.iter().map(|at| post(r, ROLES[*at], Part { input, share: half, times: None }, None)).collect()
}

fn likely_fte(r: &Resolver<'_>, p: &Post) -> Decimal {
    let likely = |id: InputId| r.inputs.get(id).and_then(|i| i.spread).map_or(Decimal::ZERO, |s| s.likely);
    likely(p.fte.input) * p.fte.times.map_or(Decimal::ONE, likely)
}

/// Posts whose FTE add up to nothing give no mix a total could keep.
fn is_empty_team(r: &Resolver<'_>, posts: &[Post]) -> bool {
    posts.iter().all(|p| likely_fte(r, p).is_zero())
}

/// A typed total keeps the counted mix of roles.
fn scaled(r: &mut Resolver<'_>, posts: Vec<Post>, total: Spread) -> Vec<Post> {
    let input = r.add("support_fte", "Support FTE", "FTE", Some(total), Grade::Stated, Basis::Profile);
    let fte: Vec<_> = posts.iter().map(|p| likely_fte(r, p)).collect();
    let sum: Decimal = fte.iter().sum();
    let shares: Vec<_> = fte.iter().map(|f| f.checked_div(sum).unwrap_or_default()).collect();
    let rescale = |(post, share): (Post, Decimal)| {
        let whole = (total.likely * share).floor();
        Post { fte: Part { input, share, times: None }, whole, ..post }
    };
    posts.into_iter().zip(shares).map(rescale).collect()
}

fn mix(r: &mut Resolver<'_>) -> Result<Vec<Post>, MissingDefault> {
    let input = r.constant("mix_fte", "One FTE of unknown role", "FTE", Decimal::ONE);
    let half = Decimal::new(5, 1);
    UNKNOWN_MIX.iter().map(|at| post(r, ROLES[*at], Part { input, share: half, times: None }, None)).collect()
}

/// IT people of no known role: none of them or all of them may support.
fn unclassified(r: &mut Resolver<'_>, facts: Option<&StaffFacts>) -> Option<InputId> {
    let found = &facts?.unclassified;
    if found.value.is_zero() {
        return None;
    }
    r.notes.push(format!("{} FTE with an IT title belong to no known role; they are not counted as support.", found.value));
    let spread = Spread { low: Decimal::ZERO, likely: Decimal::ZERO, high: found.value };
    Some(r.add(
        "fte.unclassified",
        "FTE with an IT title of no known role",
        "FTE",
        Some(spread),
        Grade::Measured,
        Basis::Fact(found.cells.clone()),
    ))
}

fn title(role: &str) -> String {
    role.replace('_', " ")
}
