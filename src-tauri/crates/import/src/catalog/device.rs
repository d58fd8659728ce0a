//! What a device is, from its class, operating system and model.

use super::Fault;
use super::file::DeviceKindsFile;
use crate::fold::{self, Phrase};
use model::Field;
use std::collections::HashSet;
use std::sync::Arc;

/// Rules in order; the first that matches decides.
#[derive(Debug, Clone, Default)]
pub(crate) struct DeviceRules {
    virtual_machine: Vec<Phrase>,
    rules: Vec<Rule>,
    placeholders: HashSet<String>,
}

#[derive(Debug, Clone)]
struct Rule {
    kind: What,
    places: Vec<Place>,
    phrases: Vec<Phrase>,
    /// The phrases as the data spells them, to say which decided.
    spelled: Vec<String>,
}

/// What a device is, and the rule that decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decided {
    pub kind: &'static str,
    /// `model: poweredge*`.
    pub rule: Arc<str>,
}

#[derive(Debug, Clone, Copy)]
enum What {
    Is(&'static str),
    /// A server, physical unless its machine is virtual.
    Server,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Class,
    Os,
    Model,
    Chassis,
}

/// The texts of a device that rules look at.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct DeviceTexts<'a> {
    pub class: &'a str,
    pub os: &'a str,
    pub manufacturer: &'a str,
    pub model: &'a str,
    pub chassis: &'a str,
}

impl DeviceRules {
    pub(super) fn build(file: DeviceKindsFile) -> Result<DeviceRules, Fault> {
        let phrases = |list: &[String]| list.iter().map(|p| Phrase::parse(p)).collect::<Vec<_>>();
        let rule = |r: super::file::DeviceRuleFile| {
            Ok(Rule {
                kind: what(&r.kind)?,
                places: r.r#in.iter().map(|p| place(p)).collect::<Result<_, Fault>>()?,
                phrases: phrases(&r.phrases),
                spelled: r.phrases,
            })
        };
        Ok(DeviceRules {
            virtual_machine: phrases(&file.virtual_machine),
            rules: file.rules.into_iter().map(rule).collect::<Result<_, _>>()?,
            placeholders: file.placeholder_serials.iter().map(|s| fold::header(s)).collect(),
        })
    }

    /// What the device is, and why; `None` where no rule knows.
    pub fn kind(&self, texts: DeviceTexts<'_>) -> Option<Decided> {
        let folded = Folded::of(texts);
        let hit = |rule: &Rule| rule.places.iter().find_map(|p| Some((*p, first(folded.place(*p), &rule.phrases)?)));
        let (rule, (place, phrase)) = self.rules.iter().find_map(|rule| Some((rule, hit(rule)?)))?;
        let kind = match rule.kind {
            What::Is(kind) => kind,
            What::Server if first(&folded.machine, &self.virtual_machine).is_some() => "server_virtual",
            What::Server => "server_physical",
        };
        let spelled = rule.spelled.get(phrase).map(String::as_str).unwrap_or_default();
        Some(Decided { kind, rule: format!("{}: {spelled}", place.name()).into() })
    }

    /// Whether a text is one that tools and makers write where there is none (`No Asset Tag`).
    pub fn is_listed(&self, text: &str) -> bool {
        self.placeholders.contains(&fold::header(text))
    }

    /// Whether a serial number is none (`To be filled by O.E.M.`).
    pub fn is_placeholder(&self, serial: &str) -> bool {
        let folded = fold::header(serial);
        let mut signs = folded.chars();
        let same = signs.next().is_none_or(|first| signs.all(|c| c == first));
        same || self.placeholders.contains(&folded)
    }
}

/// The texts of a device as words.
struct Folded {
    class: String,
    os: String,
    machine: String,
    chassis: String,
}

impl Folded {
    fn of(texts: DeviceTexts<'_>) -> Folded {
        Folded {
            class: fold::words(texts.class),
            os: fold::words(texts.os),
            machine: fold::words(&format!("{} {}", texts.manufacturer, texts.model)),
            chassis: fold::words(texts.chassis),
        }
    }

    fn place(&self, place: Place) -> &str {
        match place {
            Place::Class => &self.class,
            Place::Os => &self.os,
            Place::Model => &self.machine,
            Place::Chassis => &self.chassis,
        }
    }
}

/// Which phrase the words hold first.
fn first(words: &str, phrases: &[Phrase]) -> Option<usize> {
    if words.len() <= 1 {
        return None;
    }
    phrases.iter().position(|p| fold::has_phrase(words, p))
}

impl Place {
    fn name(self) -> &'static str {
        match self {
            Place::Class => "class",
            Place::Os => "operating system",
            Place::Model => "model",
            Place::Chassis => "chassis",
        }
    }
}

fn what(name: &str) -> Result<What, Fault> {
    if name == "server" {
        return Ok(What::Server);
    }
    Field::DeviceKind.choice(name).map(What::Is).ok_or_else(|| Fault(format!("{name} is no kind of device")))
}

fn place(name: &str) -> Result<Place, Fault> {
    match name {
        "class" => Ok(Place::Class),
        "os" => Ok(Place::Os),
        "model" => Ok(Place::Model),
        "chassis" => Ok(Place::Chassis),
        other => Err(Fault(format!("a device has no {other} to look at"))),
    }
}
