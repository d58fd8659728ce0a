//! Reads the settings of an engagement as the model's profile.

use crate::error::Error;
use crate::pack::catalogues;
use chrono::NaiveDate;
use model::figure::LineId;
use model::framework::{Obligation, named};
use model::input::Spread;
use model::profile::{Hire, InForce, Planned, Profile};
use model::scope::{Coverage, Domain, Domains};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Keys that are read by name; every other key is a typed value of the input of that name.
const NAMED: [&str; 26] = [
    "name",
    "industry",
    "prepared_by",
    "interest",
    "as_of",
    "horizon_years",
    "currency",
    "seed",
    "notes",
    "required.coverage",
    "required.domains",
    "required.frameworks",
    "today.coverage",
    "today.domains",
    "frameworks",
    "coverage",
    "core_domains",
    "co_managed.domains",
    "break_fix.keeps_posts",
    "on_call_paid",
    "hires",
    "prepared_for",
    "co_managed.coverage",
    "planned",
    "capital.lines",
    "small_options",
];

/// Larger values are slips, and would leave the range money is computed in.
const MOST: i64 = 1_000_000_000_000;

/// The profile of the settings; a setting that cannot be read is an error that names it.
pub fn profile(settings: &BTreeMap<String, String>) -> Result<Profile, Error> {
    let s = Settings { values: parse(settings)? };
    let as_of = s.date("as_of")?.ok_or_else(|| Error::bad_setting("as_of", "no day is set"))?;
    let desk = Domains::NONE.with(Domain::ServiceDesk).with(Domain::SecurityOperations);
    Ok(Profile {
        name: s.text("name").unwrap_or_else(|| "Unnamed".to_owned()),
        as_of,
        horizon_years: s.years()?,
        required_coverage: s.coverage("required.coverage")?.or(s.coverage("coverage")?),
        required_domains: s.domains("required.domains")?,
        today_coverage: s.coverage("today.coverage")?.or(s.coverage("coverage")?),
        today_domains: s.domains("today.domains")?,
        frameworks: s.frameworks()?,
        stated: s.stated()?,
        hires: s.hires()?,
        core_domains: s.domains("core_domains")?.unwrap_or_default(),
        co_managed_domains: s.domains("co_managed.domains")?.unwrap_or(desk),
        co_managed_coverage: s.coverage("co_managed.coverage")?,
        planned: s.planned()?,
        capital_lines: s.lines("capital.lines")?,
        small_options: s.flag("small_options")?.unwrap_or(true),
        break_fix_keeps_posts: s.flag("break_fix.keeps_posts")?,
        on_call: s.flag("on_call_paid")?.unwrap_or(false),
    })
}

fn parse(settings: &BTreeMap<String, String>) -> Result<BTreeMap<String, Value>, Error> {
    let read = |(key, text): (&String, &String)| {
        let value = serde_json::from_str(text).map_err(|cause| Error::bad_setting(key, &cause.to_string()))?;
        Ok((key.clone(), value))
    };
    settings.iter().map(read).collect()
}

/// Whether a key holds a quantity rather than a part of the profile read by name.
pub(crate) fn is_typed_value(key: &str) -> bool {
    !NAMED.contains(&key)
        && !key.starts_with("frameworks.")
        && !key.starts_with("service_levels.")
        && !key.starts_with(engagement::SPLIT)
}

struct Settings {
    values: BTreeMap<String, Value>,
}

impl Settings {
    fn text(&self, key: &str) -> Option<String> {
        self.values.get(key).and_then(Value::as_str).map(str::to_owned)
    }

    fn flag(&self, key: &str) -> Result<Option<bool>, Error> {
        let Some(value) = self.values.get(key) else { return Ok(None) };
        let word = value.as_str().map(str::to_lowercase);
        match (value, word.as_deref()) {
            (Value::Bool(b), _) => Ok(Some(*b)),
            (_, Some("yes" | "true")) => Ok(Some(true)),
            (_, Some("no" | "false")) => Ok(Some(false)),
            _ => Err(Error::bad_setting(key, "it is neither yes nor no")),
        }
    }

    fn date(&self, key: &str) -> Result<Option<NaiveDate>, Error> {
        let Some(text) = self.text(key) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| Error::bad_setting(key, &format!("“{text}” is not a day like 2026-09-30")))
    }

    fn years(&self) -> Result<u8, Error> {
        let Some(value) = self.values.get("horizon_years") else { return Ok(3) };
        let years = decimal(value).filter(Decimal::is_integer).and_then(|d| u8::try_from(d).ok()).filter(|y| (1..=7).contains(y));
        years.ok_or_else(|| Error::bad_setting("horizon_years", "it is not a whole number from 1 to 7"))
    }

    fn coverage(&self, key: &str) -> Result<Option<Coverage>, Error> {
        let Some(text) = self.text(key) else { return Ok(None) };
        let read = Coverage::from_name(&text).map(Some);
        read.ok_or_else(|| Error::bad_setting(key, &format!("“{text}” is none of 8x5, 12x5, 24x7")))
    }

    fn domains(&self, key: &str) -> Result<Option<Domains>, Error> {
        let Some(value) = self.values.get(key) else { return Ok(None) };
        let mut set = Domains::NONE;
        for word in words(value) {
            let domain = Domain::from_name(&word);
            let known = "service_desk, endpoint, network, security_operations";
            set = set.with(domain.ok_or_else(|| Error::bad_setting(key, &format!("“{word}” is none of {known}")))?);
        }
        Ok(Some(set))
    }

    /// `frameworks` as a list or `none`, `required.frameworks`, and `frameworks.<id>.due`, `.external` and `.obligation`.
    fn frameworks(&self) -> Result<Option<Vec<InForce>>, Error> {
        let mut ids = BTreeSet::new();
        let mut stated = false;
        for key in ["frameworks", "required.frameworks"] {
            if let Some(value) = self.values.get(key) {
                if words(value).is_empty() && *value != Value::Array(Vec::new()) {
                    return Err(Error::bad_setting(key, "name the frameworks, or say none"));
                }
                stated = true;
                ids.extend(
                    words(value).into_iter().filter(|w| w != "none").map(|w| framework_id(&w)).collect::<Result<Vec<_>, _>>()?,
                );
            }
        }
        // A due date alone puts a framework in force; beside a list it only dates what the list names.
        for key in self.values.keys().filter(|_| !stated).cloned().collect::<Vec<_>>() {
            if let Some((id, _)) = key.strip_prefix("frameworks.").and_then(|k| k.split_once('.')) {
                stated = true;
                ids.insert(id.to_owned());
            }
        }
        for key in self.values.keys().filter_map(|k| k.strip_prefix("frameworks.")) {
            let (id, item) = key.rsplit_once('.').unwrap_or((key, ""));
            if !matches!(item, "due" | "external" | "obligation") {
                let why = "only due, external and obligation can be said of a framework";
                return Err(Error::bad_setting(&format!("frameworks.{key}"), why));
            }
            if stated && !ids.contains(id) {
                let why = "it dates a framework the list of those in force does not name";
                return Err(Error::bad_setting(&format!("frameworks.{key}"), why));
            }
        }
        let in_force = |id: String| {
            let external = self.flag(&format!("frameworks.{id}.external"))?.unwrap_or(true);
            let obligation = self.obligation(&format!("frameworks.{id}.obligation"))?;
            Ok(InForce { due: self.date(&format!("frameworks.{id}.due"))?, external, obligation, id })
        };
        if !stated {
            return Ok(None);
        }
        ids.into_iter().map(in_force).collect::<Result<_, Error>>().map(Some)
    }

    fn obligation(&self, key: &str) -> Result<Option<Obligation>, Error> {
        let Some(word) = self.text(key) else { return Ok(None) };
        let known = Obligation::ALL.map(Obligation::name).join(", ");
        Obligation::from_name(&word).map(Some).ok_or_else(|| Error::bad_setting(key, &format!("“{word}” is none of {known}")))
    }

    fn hires(&self) -> Result<Vec<Hire>, Error> {
        let Some(value) = self.values.get("hires") else { return Ok(Vec::new()) };
        let bad = || Error::bad_setting("hires", "each needs the day of approval, FTE and role, like “2026-10-15: 1 support”");
        if let Value::String(text) = value {
            let hire = |(approved, fte, role): (NaiveDate, Decimal, String)| Hire { role, fte, approved };
            return Ok(dated(text).ok_or_else(bad)?.into_iter().map(hire).collect());
        }
        let hire = |v: &Value| {
            Some(Hire {
                role: v.get("role")?.as_str()?.to_owned(),
                fte: decimal(v.get("fte")?)?,
                approved: v.get("approved")?.as_str()?.parse().ok()?,
            })
        };
        value.as_array().ok_or_else(bad)?.iter().map(|v| hire(v).ok_or_else(bad)).collect()
    }

    /// Planned changes of users and endpoints, each from a day on.
    fn planned(&self) -> Result<Vec<Planned>, Error> {
        let Some(value) = self.values.get("planned") else { return Ok(Vec::new()) };
        let bad = || {
            Error::bad_setting("planned", "each needs a day and users or endpoints more (or fewer), like “2027-03-01: -12 users”")
        };
        if let Value::String(text) = value {
            return dated(text).ok_or_else(bad)?.into_iter().map(|d| planned(d).ok_or_else(bad)).collect();
        }
        let read = |v: &Value| {
            let number = |key: &str| v.get(key).map_or(Some(Decimal::ZERO), decimal).filter(|n| n.abs() < Decimal::from(MOST));
            let from = v.get("from")?.as_str()?.parse().ok()?;
            let planned = Planned { from, users: number("users")?, endpoints: number("endpoints")? };
            Some(planned).filter(|p| !(p.users.is_zero() && p.endpoints.is_zero()))
        };
        value.as_array().ok_or_else(bad)?.iter().map(|v| read(v).ok_or_else(bad)).collect()
    }

    fn lines(&self, key: &str) -> Result<Vec<LineId>, Error> {
        let Some(value) = self.values.get(key) else { return Ok(Vec::new()) };
        let line = |word: String| {
            let found = LineId::ALL.into_iter().find(|l| l.name() == word.replace(' ', "_"));
            found.ok_or_else(|| Error::bad_setting(key, &format!("“{word}” is no cost line, like transition or tools")))
        };
        words(value).into_iter().map(line).collect()
    }

    fn stated(&self) -> Result<BTreeMap<String, Spread>, Error> {
        let mut stated = BTreeMap::new();
        for (key, value) in &self.values {
            if !is_typed_value(key) {
                continue;
            }
            let spread = spread(value).ok_or_else(|| {
                Error::bad_setting(key, "it is no number like 105,000, $5.50 or 4 %, nor low, likely and high in order")
            })?;
            if spread.high > Decimal::from(MOST) {
                return Err(Error::bad_setting(key, "it is larger than any figure of an engagement"));
            }
            if spread.low < Decimal::ZERO && !key.ends_with("growth") {
                return Err(Error::bad_setting(key, "it is negative"));
            }
            stated.insert(input_name(key), spread);
        }
        Ok(stated)
    }
}

/// `staff.manager.hands_on` and `facts.users` are friendlier spellings of input names.
pub(crate) fn input_name(key: &str) -> String {
    match key.strip_prefix("staff.").and_then(|k| k.split_once('.')) {
        Some((role, item)) => format!("{item}.{role}"),
        None => key.strip_prefix("facts.").unwrap_or(key).to_owned(),
    }
}

/// The id of the framework people mean by a word; what no catalogue describes keeps the word.
fn framework_id(word: &str) -> Result<String, Error> {
    Ok(named(catalogues()?, word).map_or_else(|| word.to_owned(), |c| c.id.clone()))
}

/// Entries as people type them: `2027-03-01: -12 users; 2027-06-01: 20 endpoints`; a day, a number and a word each.
fn dated(text: &str) -> Option<Vec<(NaiveDate, Decimal, String)>> {
    let entry = |part: &str| {
        let (day, rest) = part.trim().split_once(':')?;
        let (number, word) = rest.trim().split_once(' ')?;
        let number = decimal(&Value::String(number.replace('+', "")))?;
        Some((day.trim().parse().ok()?, number, word.trim().to_lowercase().replace([' ', '-'], "_")))
    };
    text.split(';').filter(|part| !part.trim().is_empty()).map(entry).collect()
}

fn planned((from, number, word): (NaiveDate, Decimal, String)) -> Option<Planned> {
    let in_range = number.abs() < Decimal::from(MOST) && !number.is_zero();
    let (users, endpoints) = match word.as_str() {
        "user" | "users" => (number, Decimal::ZERO),
        "endpoint" | "endpoints" | "device" | "devices" => (Decimal::ZERO, number),
        _ => return None,
    };
    in_range.then_some(Planned { from, users, endpoints })
}

fn words(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(Value::as_str).map(|w| w.trim().to_lowercase()).collect(),
        Value::String(text) => text.split([',', ';']).map(|w| w.trim().to_lowercase()).filter(|w| !w.is_empty()).collect(),
        _ => Vec::new(),
    }
}

fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => text.trim().parse().ok().or_else(|| as_shown(text)),
        Value::Number(number) => number.to_string().parse().ok(),
        _ => None,
    }
}

/// A number in the spelling it is shown in: `$105,000`, `4.5 %`.
fn as_shown(text: &str) -> Option<Decimal> {
    let text = text.trim().replace('−', "-");
    let (body, percent) = match text.strip_suffix('%') {
        Some(body) => (body.trim_end().to_owned(), true),
        None => (text, false),
    };
    let (sign, body) = body.strip_prefix('-').map_or(("", body.as_str()), |rest| ("-", rest));
    let body = body.strip_prefix('$').unwrap_or(body);
    let (whole, rest) = body.split_once('.').map_or((body, None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let digits = |g: &str| !g.is_empty() && g.bytes().all(|b| b.is_ascii_digit());
    let grouped = whole.contains(',');
    if !digits(first) || (grouped && first.len() > 3) || !groups.all(|g| g.len() == 3 && digits(g)) {
        return None;
    }
    let plain = format!("{sign}{}{}", whole.replace(',', ""), rest.map_or(String::new(), |r| format!(".{r}")));
    let value: Decimal = plain.parse().ok()?;
    if percent { value.checked_div(Decimal::ONE_HUNDRED) } else { Some(value) }
}

fn spread(value: &Value) -> Option<Spread> {
    if let Some(point) = decimal(value) {
        return Some(Spread::point(point));
    }
    let part = |name: &str| value.get(name).and_then(decimal);
    let spread = Spread { low: part("low")?, likely: part("likely")?, high: part("high")? };
    (spread.low <= spread.likely && spread.likely <= spread.high).then_some(spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn planned_changes_are_read_as_people_type_them() {
        let read = |text: &str| dated(text).map(|list| list.into_iter().map(planned).collect::<Option<Vec<_>>>());
        let two = read("2027-03-01: −12 users; 2027-06-01: +20 endpoints;").flatten().unwrap();
        assert_eq!((two[0].users, two[1].endpoints), (Decimal::from(-12), Decimal::from(20)), "{two:?}");
        assert_eq!(two[1].from.to_string(), "2027-06-01");
        for slip in ["2027-03-01", "March: 12 users", "2027-03-01: many users"] {
            assert!(read(slip).is_none(), "{slip}");
        }
        assert_eq!(read("2027-03-01: 12 cats"), Some(None), "only users and endpoints are units of a fee");
    }

    #[test]
    fn numbers_are_read_as_they_are_shown() {
        let read = |text: &str| as_shown(text).map(|d| d.normalize().to_string());
        let shown = ["$105,000", "4.5 %", "−$1,200.50", "1,234,567"].map(read);
        assert_eq!(shown, ["105000", "0.045", "-1200.5", "1234567"].map(|d| Some(d.to_owned())));
        assert_eq!(
            ["1,00", "10,5", "many", "$", "1,,000"].map(read),
            [const { None }; 5],
            "a comma parts thousands, nothing else"
        );
    }
}
