//! Which support role a job title has.

use super::Fault;
use super::file::{TitleRuleFile, TitlesFile};
use crate::fold::{self, Phrase};
use model::Field;
use std::collections::BTreeMap;
use std::sync::Arc;

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
    spelled: Vec<String>,
}

/// What a title says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Titled {
    /// A role, `none` included.
    Role {
        role: &'static str,
        /// Its occupation code.
        soc: Option<String>,
        /// The rule that decided with how sure it is (`help desk, confidence 0.9`); `None` for no support post.
        rule: Option<Arc<str>>,
    },
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
            Some(rule) => Titled::Role { role: rule.role, soc: rule.soc.clone(), rule: rule.said(&title, &department, self) },
            None if in_it => Titled::Unclassified,
            None => Titled::Role { role: "none", soc: None, rule: None },
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
    Ok(Rule { role, soc: file.soc, phrases: phrases(&file.phrases), with, not, in_it: file.in_it, spelled: file.phrases })
}

impl Rule {
    fn fits(&self, title: &str) -> bool {
        any(title, &self.phrases) && (self.with.is_empty() || any(title, &self.with)) && !any(title, &self.not)
    }

    /// The phrase that decided and how sure it is: whole words in a department of IT, or words that are of IT by
    /// themselves, are surest; a rule that needs the department to be of IT rests on two columns; an open end or a title
    /// that only may be of IT is less sure.
    fn said(&self, title: &str, department: &str, rules: &TitleRules) -> Option<Arc<str>> {
        if self.role == "none" {
            return None;
        }
        let at = self.phrases.iter().position(|p| fold::has_phrase(title, p))?;
        let whole = matches!(self.phrases.get(at), Some(Phrase::Whole(_)));
        let confidence = match (any(department, &rules.departments), any(title, &rules.words), whole) {
            (true, _, true) => "0.95",
            (false, true, true) => "0.85",
            (true, _, false) => "0.8",
            _ => "0.6",
        };
        let spelled = self.spelled.get(at)?;
        Some(format!("title: {spelled}, confidence {confidence}").into())
    }
}

fn phrases(list: &[String]) -> Vec<Phrase> {
    list.iter().map(|p| Phrase::parse(p)).collect()
}

fn any(words: &str, phrases: &[Phrase]) -> bool {
    phrases.iter().any(|p| fold::has_phrase(words, p))
}
