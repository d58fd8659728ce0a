//! Which support role a job title has.

use super::Fault;
use super::file::{TitleRuleFile, TitlesFile};
use crate::fold::{self, Phrase};
use model::Field;
use std::collections::BTreeMap;

/// Rules in order; the first that matches decides.
#[derive(Debug, Clone, Default)]
pub(crate) struct TitleRules {
    abbreviations: BTreeMap<String, String>,
    departments: Vec<Phrase>,
    words: Vec<Phrase>,
    rules: Vec<Rule>,
}

#[derive(Debug, Clone)]
struct Rule {
    role: &'static str,
    soc: Option<String>,
    phrases: Vec<Phrase>,
    with: Vec<Phrase>,
    not: Vec<Phrase>,
    in_it: bool,
}

/// What a title says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Titled {
    /// A role, `none` included, with its occupation code.
    Role(&'static str, Option<String>),
    /// Something in IT that no rule knows.
    Unclassified,
}

impl TitleRules {
    pub(super) fn build(file: TitlesFile) -> Result<TitleRules, Fault> {
        let abbreviations =
            file.abbreviations.into_iter().map(|(short, long)| (short, fold::words(&long).trim().to_owned())).collect();
        Ok(TitleRules {
            abbreviations,
            departments: phrases(&file.departments),
            words: phrases(&file.words),
            rules: file.rules.into_iter().map(rule).collect::<Result<_, _>>()?,
        })
    }

    /// The role of a title in a department.
    pub fn role(&self, title: &str, department: &str) -> Titled {
        let title = self.expanded(title);
        let department = self.expanded(department);
        let in_it = any(&title, &self.words) || any(&department, &self.departments);
        let fits = |r: &&Rule| (in_it || !r.in_it) && r.fits(&title);
        match self.rules.iter().find(fits) {
            Some(rule) => Titled::Role(rule.role, rule.soc.clone()),
            None if in_it => Titled::Unclassified,
            None => Titled::Role("none", None),
        }
    }

    /// The words of a title with short forms written out.
    fn expanded(&self, text: &str) -> String {
        let mut out = String::from(" ");
        for word in fold::words(text).split_whitespace() {
            out.push_str(self.abbreviations.get(word).map_or(word, String::as_str));
            out.push(' ');
        }
        out
    }
}

fn rule(file: TitleRuleFile) -> Result<Rule, Fault> {
    let role = Field::Role.choice(&file.role).ok_or_else(|| Fault(format!("{} is no role", file.role)))?;
    let (with, not) = (phrases(&file.with), phrases(&file.not));
    Ok(Rule { role, soc: file.soc, phrases: phrases(&file.phrases), with, not, in_it: file.in_it })
}

impl Rule {
    fn fits(&self, title: &str) -> bool {
        any(title, &self.phrases) && (self.with.is_empty() || any(title, &self.with)) && !any(title, &self.not)
    }
}

fn phrases(list: &[String]) -> Vec<Phrase> {
    list.iter().map(|p| Phrase::parse(p)).collect()
}

fn any(words: &str, phrases: &[Phrase]) -> bool {
    phrases.iter().any(|p| fold::has_phrase(words, p))
}
