//! Every fact of the client that can be typed, with what is in use where it is not.

use crate::assess::Prepared;
use crate::error::Error;
use crate::evidence::Trail;
use crate::explain::{source, value_text};
use crate::live::choice;
use crate::pack::catalogues;
use crate::profile::{input_name, is_typed_value};
use crate::session::Session;
use crate::swing::{Lead, range};
use crate::touched::bare;
use crate::wire::{Choice, ClientFact, ClientGroup};
use model::figure::LineId;
use model::framework::Obligation;
use model::input::{Basis, Grade, Input};
use model::number::Exact;
use model::present::{day, money};
use model::scope::{Coverage, Domain, Domains};
use model::terms::obligation;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The form's content.
const FACTS: &str = "client/facts-en.json";
/// Years a horizon can have.
const YEARS: std::ops::RangeInclusive<u8> = 1..=7;

#[derive(Deserialize)]
struct File {
    groups: Vec<GroupFile>,
    rest: Vec<RestFile>,
}

#[derive(Deserialize)]
struct GroupFile {
    id: String,
    title: String,
    note: String,
    facts: Vec<FactFile>,
}

#[derive(Deserialize)]
struct FactFile {
    key: String,
    label: String,
    form: String,
    unit: String,
    needed: bool,
    moves: String,
}

#[derive(Deserialize)]
struct RestFile {
    id: String,
    title: String,
    note: String,
    prefixes: Vec<String>,
}

impl Session {
    /// Everything that can be typed, in groups: what an answer needs first.
    pub fn client(&self) -> Result<Vec<ClientGroup>, Error> {
        let file: File = read()?;
        let judged = self.judged(&[])?;
        let prepared = &judged.prepared;
        let settings = self.settings()?;
        let typed = settings.iter().map(|(key, text)| (key.clone(), bare(text))).collect();
        let form = Form { prepared, lead: Lead::of(&judged.judgement), trail: Trail::new(&self.file, &prepared.cube), typed };
        form.groups(file)
    }
}

/// Labels of the facts the form names, by key.
pub(crate) fn labels() -> Result<BTreeMap<String, String>, Error> {
    let file: File = read()?;
    Ok(file.groups.into_iter().flat_map(|g| g.facts).map(|f| (f.key, f.label)).collect())
}

fn read() -> Result<File, Error> {
    let bytes = content::file(FACTS).ok_or_else(|| Error::damaged_content(FACTS, "it is missing"))?;
    serde_json::from_slice(bytes).map_err(|cause| Error::damaged_content(FACTS, &cause.to_string()))
}

/// The group after which the frameworks in force stand.
const AFTER: &str = "scope";

/// What can be said of a framework: item, label, form, what it moves.
const ASKED_OF_A_FRAMEWORK: [(&str, &str, &str, &str); 3] = [
    ("due", "due", "day", "the free hours before the day; unsaid it is twelve months on"),
    ("external", "the day is set from outside", "flag", "whether the day can lie later than twelve months on"),
    ("obligation", "who checks", "obligation", "whether a gap can cross T2; a contract can ask for more than the framework"),
];

struct Form<'a> {
    prepared: &'a Prepared,
    lead: Option<Lead>,
    trail: Trail<'a>,
    /// What is typed, by setting.
    typed: BTreeMap<String, String>,
}

impl Form<'_> {
    fn groups(&self, file: File) -> Result<Vec<ClientGroup>, Error> {
        let mut named: Vec<String> = Vec::new();
        let mut groups = Vec::new();
        for group in file.groups {
            named.extend(group.facts.iter().map(|f| f.key.clone()));
            let facts = group.facts.into_iter().map(|f| self.named(f)).collect::<Result<_, _>>()?;
            groups.push(ClientGroup { id: group.id, title: group.title, note: group.note, facts });
            if groups.last().is_some_and(|g| g.id == AFTER) {
                groups.extend(self.in_force()?);
            }
        }
        groups.extend(self.rest(file.rest, &named)?);
        Ok(groups)
    }

    /// Day, who set it and who checks, for each framework in force.
    fn in_force(&self) -> Result<Option<ClientGroup>, Error> {
        let facts = self.prepared.plan.frameworks.iter().flat_map(|f| {
            ASKED_OF_A_FRAMEWORK.map(|(item, label, form, moves)| FactFile {
                key: format!("frameworks.{}.{item}", f.id),
                label: format!("{}: {label}", f.title),
                form: form.to_owned(),
                unit: String::new(),
                needed: false,
                moves: moves.to_owned(),
            })
        });
        let facts: Vec<ClientFact> = facts.map(|f| self.named(f)).collect::<Result<_, _>>()?;
        let (title, note) = ("Frameworks in force".to_owned(), "What the catalogue cannot know of each.".to_owned());
        Ok((!facts.is_empty()).then(|| ClientGroup { id: "frameworks".to_owned(), title, note, facts }))
    }

    /// Every input no group names, under the first heading whose prefix it has.
    fn rest(&self, headings: Vec<RestFile>, named: &[String]) -> Result<Vec<ClientGroup>, Error> {
        let mut groups: Vec<ClientGroup> = headings
            .iter()
            .map(|h| ClientGroup { id: h.id.clone(), title: h.title.clone(), note: h.note.clone(), facts: Vec::new() })
            .collect();
        for (id, input) in self.prepared.plan.inputs.iter().filter(|(_, i)| !named.contains(&i.name) && i.name != "coverage") {
            let place = headings.iter().position(|h| h.prefixes.iter().any(|p| input.name.starts_with(p.as_str())));
            let spread = range(input, &self.prepared.defaults.pack);
            let swing = self.lead.as_ref().zip(spread).and_then(|(lead, spread)| lead.swing(&self.prepared.plan, id, spread));
            let moves = match swing.filter(|s| !s.is_zero()) {
                Some(swing) => format!("the lead of the first option, by up to {}", money(Exact::Known(swing))),
                None => "the lines that name it in their formula".to_owned(),
            };
            if let Some(group) = place.and_then(|at| groups.get_mut(at)) {
                group.facts.push(self.input(input, moves)?);
            }
        }
        groups.retain(|g| !g.facts.is_empty());
        Ok(groups)
    }

    fn named(&self, f: FactFile) -> Result<ClientFact, Error> {
        let input = is_typed_value(&f.key).then(|| self.find(&f.key)).flatten();
        let (used, grade, source) = match input {
            Some(input) => self.used(input)?,
            None => self.said(&f.key),
        };
        let (form, choices) = choices(&f.form)?;
        Ok(ClientFact {
            typed: self.typed_under(&f.key),
            key: f.key,
            label: f.label,
            form: form.to_owned(),
            unit: f.unit,
            choices,
            used,
            grade,
            source,
            moves: f.moves,
            needed: f.needed,
        })
    }

    fn input(&self, input: &Input, moves: String) -> Result<ClientFact, Error> {
        let (used, grade, source) = self.used(input)?;
        Ok(ClientFact {
            key: input.name.clone(),
            label: input.label.clone(),
            form: "number".to_owned(),
            unit: input.unit.clone(),
            choices: Vec::new(),
            typed: self.typed_under(&input.name),
            used,
            grade,
            source,
            moves,
            needed: false,
        })
    }

    fn find(&self, key: &str) -> Option<&Input> {
        let inputs = &self.prepared.plan.inputs;
        inputs.find(&input_name(key)).and_then(|id| inputs.get(id))
    }

    /// What is typed under a key or another spelling of it.
    fn typed_under(&self, key: &str) -> Option<String> {
        let same = |other: &String| {
            other == key || (is_typed_value(other) && is_typed_value(key) && input_name(other) == input_name(key))
        };
        let also = match key {
            "required.coverage" | "today.coverage" => Some("coverage"),
            "coverage" => Some("required.coverage"),
            "frameworks" => Some("required.frameworks"),
            _ => None,
        };
        let direct = self.typed.iter().find(|(other, _)| same(other));
        direct.or_else(|| self.typed.iter().find(|(other, _)| also == Some(other.as_str()))).map(|(_, text)| text.clone())
    }

    fn used(&self, input: &Input) -> Result<(Option<String>, String, String), Error> {
        let rows = match &input.basis {
            Basis::Fact(cells) => self.trail.of(cells)?,
            _ => Vec::new(),
        };
        let text = input.spread.map(|_| value_text(input));
        Ok((text, input.grade.name().to_owned(), source(self.prepared, input, &rows)))
    }

    /// What holds of a part of the profile that is no quantity.
    fn said(&self, key: &str) -> (Option<String>, String, String) {
        let plan = &self.prepared.plan;
        let hours = |c: Option<Coverage>| c.map(|c| c.shown().to_owned());
        let used = match key {
            "required.coverage" | "coverage" => hours(plan.required.coverage),
            "today.coverage" => hours(plan.today.coverage),
            "required.domains" => Some(spoken(plan.required.domains)),
            "today.domains" => Some(spoken(plan.today.domains)),
            "core_domains" => Some(spoken(plan.core_domains)),
            "co_managed.domains" => Some(spoken(plan.co_managed_domains)),
            "horizon_years" => Some(plan.schedule.years.to_string()),
            "as_of" => Some(day(plan.as_of)),
            "support_fte" => self.support_fte(),
            "planned" | "hires" | "overhead" | "capital.lines" => {
                Some(self.typed.get(key).cloned().unwrap_or_else(|| "none".to_owned()))
            }
            _ if key.starts_with("frameworks.") => self.of_framework(key),
            "frameworks" => plan.frameworks_known.then(|| frameworks(plan)),
            _ => self.typed.get(key).cloned(),
        };
        let typed = self.typed_under(key).is_some();
        let grade = match (&used, typed) {
            (None, _) => Grade::Unknown,
            (_, true) => Grade::Stated,
            (_, false) if key == "support_fte" => Grade::Measured,
            (_, false) => Grade::Policy,
        };
        let source = match grade {
            Grade::Unknown => "not known",
            Grade::Stated => "stated",
            Grade::Measured => "counted in the team's posts",
            _ => "unless it is said",
        };
        (used, grade.name().to_owned(), source.to_owned())
    }

    /// What holds of a framework in force.
    fn of_framework(&self, key: &str) -> Option<String> {
        let (id, item) = key.strip_prefix("frameworks.")?.rsplit_once('.')?;
        let f = self.prepared.plan.frameworks.iter().find(|f| f.id == id)?;
        Some(match item {
            "due" => day(f.due),
            "external" => if f.self_set { "no" } else { "yes" }.to_owned(),
            _ => model::terms::obligation(f.obligation).to_owned(),
        })
    }

    /// The support FTE counted from posts, as T1 has it.
    fn support_fte(&self) -> Option<String> {
        let outcome = model::decide::exact(&self.prepared.plan, None);
        let value = outcome.figures.iter().find(|(id, _)| id.item == "support_fte").map(|(_, value)| *value)?;
        value.known().map(|d| format!("{} FTE", d.round_dp(2).normalize()))
    }
}

/// Titles of those in force; what no catalogue describes keeps its id.
fn frameworks(plan: &model::plan::Plan) -> String {
    let known = catalogues().unwrap_or_default();
    let title = |id: String| known.iter().find(|c| c.id == id).map_or(id, |c| c.title.clone());
    let names: Vec<String> = plan.framework_ids().into_iter().chain(plan.unassessed.iter().cloned()).map(title).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn spoken(domains: Domains) -> String {
    let names: Vec<String> = domains.iter().map(|d| d.title().to_lowercase()).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// How a form is typed, and what can be chosen in it.
fn choices(form: &str) -> Result<(&'static str, Vec<Choice>), Error> {
    Ok(match form {
        "number" => ("number", Vec::new()),
        "day" => ("day", Vec::new()),
        "flag" => ("flag", vec![choice("yes", "Yes"), choice("no", "No")]),
        "coverage" => ("choice", Coverage::ALL.into_iter().map(|c| choice(c.name(), c.shown())).collect()),
        "domains" => ("choices", Domain::ALL.into_iter().map(|d| choice(d.name(), d.title())).collect()),
        "obligation" => ("choice", Obligation::ALL.into_iter().map(|o| choice(o.name(), obligation(o))).collect()),
        "lines" => {
            let direct = LineId::ALL.into_iter().filter(|l| l.in_total());
            ("choices", direct.map(|l| choice(l.name(), model::terms::line(l))).collect())
        }
        "years" => ("choice", YEARS.map(|y| choice(&y.to_string(), &y.to_string())).collect()),
        "frameworks" => {
            let known = catalogues()?.iter().map(|c| choice(&c.id, &c.title));
            ("choices", known.chain(std::iter::once(choice("none", "None in force"))).collect())
        }
        _ => ("text", Vec::new()),
    })
}
