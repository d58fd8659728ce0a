//! What a device is, from its class, operating system and model.

use super::Fault;
use super::file::DeviceKindsFile;
use crate::fold::{self, Phrase};
use model::Field;
use std::collections::HashSet;

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
}

/// The texts of a device that rules look at.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct DeviceTexts<'a> {
    pub class: &'a str,
    pub os: &'a str,
    pub manufacturer: &'a str,
    pub model: &'a str,
}

impl DeviceRules {
    pub(super) fn build(file: DeviceKindsFile) -> Result<DeviceRules, Fault> {
        let phrases = |list: &[String]| list.iter().map(|p| Phrase::parse(p)).collect::<Vec<_>>();
        let rule = |r: super::file::DeviceRuleFile| {
            Ok(Rule {
                kind: what(&r.kind)?,
                places: r.r#in.iter().map(|p| place(p)).collect::<Result<_, Fault>>()?,
                phrases: phrases(&r.phrases),
            })
        };
        Ok(DeviceRules {
            virtual_machine: phrases(&file.virtual_machine),
            rules: file.rules.into_iter().map(rule).collect::<Result<_, _>>()?,
            placeholders: file.placeholder_serials.iter().map(|s| fold::header(s)).collect(),
        })
    }

    /// What the device is; `None` where no rule knows.
    pub fn kind(&self, texts: DeviceTexts<'_>) -> Option<&'static str> {
        let folded = Folded::of(texts);
        let rule = self.rules.iter().find(|rule| rule.places.iter().any(|p| any(folded.place(*p), &rule.phrases)))?;
        match rule.kind {
            What::Is(kind) => Some(kind),
            What::Server if any(&folded.machine, &self.virtual_machine) => Some("server_virtual"),
            What::Server => Some("server_physical"),
        }
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
}

impl Folded {
    fn of(texts: DeviceTexts<'_>) -> Folded {
        Folded {
            class: fold::words(texts.class),
            os: fold::words(texts.os),
            machine: fold::words(&format!("{} {}", texts.manufacturer, texts.model)),
        }
    }

    fn place(&self, place: Place) -> &str {
        match place {
            Place::Class => &self.class,
            Place::Os => &self.os,
            Place::Model => &self.machine,
        }
    }
}

fn any(words: &str, phrases: &[Phrase]) -> bool {
    words.len() > 1 && phrases.iter().any(|p| fold::has_phrase(words, p))
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
        other => Err(Fault(format!("a device has no {other} to look at"))),
    }
}
