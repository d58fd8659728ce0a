//! What a report is made from: the model's results, and what only the engagement knows of its inputs.

use crate::chart::series::Dash;
use crate::chart::{Series, Shape};
use crate::ink::Ink;
use crate::study::Study;
use chrono::NaiveDate;
use model::decide::Judgement;
use model::figure::{OptionId, option_text};
use model::input::Grade;
use model::look::Look;
use model::plan::Plan;
use model::terms;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Rows of a file behind something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// File, and sheet of a workbook.
    pub source: String,
    /// How many rows.
    pub rows: u32,
    /// The first of them, as the file counts.
    pub first: Vec<u32>,
}

/// An import as the report lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// File name and sheet.
    pub source: String,
    /// What its rows are.
    pub kind: String,
    /// First bytes of its SHA-256.
    pub fingerprint: String,
    /// The day it was exported, where known.
    pub exported: Option<NaiveDate>,
    /// Records.
    pub accepted: u64,
    /// Not to be counted.
    pub set_aside: u64,
    /// Second sightings.
    pub merged: u64,
    /// No records.
    pub rejected: u64,
}

/// A row that was rejected or set aside, or read with a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// File, sheet and row.
    pub place: String,
    /// `rejected`, `set aside` or `note`.
    pub taken: String,
    /// What is wrong.
    pub message: String,
}

/// An input with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputRow {
    /// Its name, the key it is typed under.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Lowest, likely and highest; none where unknown.
    pub range: Option<[Decimal; 3]>,
    /// Unit.
    pub unit: String,
    /// Grade.
    pub grade: Grade,
    /// Files with rows, or the numbers of its sources.
    pub source: String,
    /// Years since it was published or exported, in words.
    pub age: String,
}

/// A figure with how it comes about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Its id.
    pub figure: String,
    /// Its name.
    pub name: String,
    /// Its value as shown.
    pub text: String,
    /// Formula with names.
    pub formula: String,
    /// The same with numbers.
    pub numbers: Option<String>,
}

/// What was kept out of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redaction {
    /// Roles whose pay is the benchmark's.
    pub roles: Vec<String>,
    /// Whether the answer on the figures as supplied is the same.
    pub same_answer: bool,
}

/// A named text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its words.
    pub text: String,
}

/// Texts that are content, not code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// Terms of service.
    pub service_levels: Vec<Entry>,
    /// Phases of the road.
    pub phases: Vec<Entry>,
    /// How it is computed.
    pub method: Vec<String>,
    /// What is left out.
    pub not_included: Vec<String>,
    /// Words and what they mean.
    pub glossary: Vec<Entry>,
}

/// Who made the report, for whom, and what traces it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imprint {
    /// The organisation it is about.
    pub organisation: String,
    /// Who prepared it.
    pub prepared_by: String,
    /// For whom.
    pub prepared_for: String,
    /// Any interest in a provider, in a sentence.
    pub interest: String,
    /// The day on its cover.
    pub date: NaiveDate,
    /// Canonical hash of the inputs, hexadecimal.
    pub inputs: String,
    /// Version of the engine.
    pub engine: String,
    /// Seed of the study.
    pub seed: String,
}

/// A finished assessment with everything the report says of it.
pub struct Assessment<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its results.
    pub judgement: &'a Judgement,
    /// Shares of the leader's money by grade.
    pub resting: Option<BTreeMap<Grade, Decimal>>,
    /// Rows behind each threshold.
    pub evidence: [Vec<Evidence>; 4],
    /// How old the data behind each threshold is and how much of it is defaults, in sentences.
    pub grounds: [Vec<String>; 4],
    /// Every import in force.
    pub imports: Vec<Imported>,
    /// Every problem.
    pub problems: Vec<Problem>,
    /// Every input.
    pub inputs: Vec<InputRow>,
    /// Sources of the defaults with their address; inputs name them by their number, from 1.
    pub sources: Vec<(String, Option<String>)>,
    /// Every figure.
    pub explained: Vec<Explained>,
    /// What stands beside the options' lines.
    pub beside: Beside,
    /// What was kept out.
    pub redaction: Option<Redaction>,
    /// Texts.
    pub texts: Texts,
    /// Imprint.
    pub imprint: Imprint,
    /// How sure it is; none where too little is known to say.
    pub study: Option<Study>,
}

/// What stands beside the options' lines, in words.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// By option: what is added, where it ties, what hangs on one person.
    pub offers: Vec<(String, Vec<String>)>,
    /// Ways to share the work: handed over, hours, fee, present value, hours left, what stays inside.
    pub designs: Vec<[String; 6]>,
    /// How many were tried, in a sentence.
    pub designs_text: String,
    /// The bias audit: whether a check holds, what is asked, what was found.
    pub audit: Vec<(bool, String, String)>,
}

/// Longest name shown whole, in characters.
const LONGEST: usize = 40;

/// A name that fits a line.
pub fn clipped(name: &str) -> String {
    match name.chars().count() > LONGEST {
        true => format!("{}…", name.chars().take(LONGEST - 1).collect::<String>().trim_end()),
        false => name.to_owned(),
    }
}

impl<'a> Assessment<'a> {
    /// What charts read of an assessment and no more: results, and the names of the road's phases.
    pub fn of_charts(plan: &'a Plan, judgement: &'a Judgement, phases: Vec<Entry>) -> Self {
        Self {
            plan,
            judgement,
            resting: None,
            evidence: [const { Vec::new() }; 4],
            grounds: [const { Vec::new() }; 4],
            imports: Vec::new(),
            problems: Vec::new(),
            inputs: Vec::new(),
            sources: Vec::new(),
            explained: Vec::new(),
            beside: Beside::default(),
            redaction: None,
            texts: Texts { phases, ..Texts::default() },
            imprint: Imprint::default(),
            study: None,
        }
    }
}

impl Assessment<'_> {
    /// The organisation's name, where room is short.
    pub fn organisation(&self) -> String {
        clipped(&self.imprint.organisation)
    }

    /// What an option is called.
    pub fn option_name(&self, id: OptionId) -> String {
        self.words(&terms::option(id, self.plan))
    }

    /// What an option is called in a narrow place.
    pub fn short_name(&self, id: OptionId) -> String {
        clipped(&terms::short_option(id, self.plan))
    }

    /// A sentence of the model with the providers' names clipped.
    pub fn words(&self, sentence: &str) -> String {
        let long =
            self.plan.quotes.iter().map(|q| q.vendor.as_str()).chain(self.plan.contracts.iter().map(|c| c.vendor.as_str()));
        let long = long.filter(|name| name.chars().count() > LONGEST);
        let text = long.fold(sentence.to_owned(), |text, name| text.replace(name, &clipped(name)));
        model::headings::spoken_keys(&text)
    }

    /// An option's id in figures and links.
    pub fn option_id(&self, id: OptionId) -> String {
        option_text(id, &self.plan.quote_slugs())
    }

    /// A figure's id.
    pub fn figure(&self, id: model::figure::FigureId) -> String {
        self.plan.figure_text(id)
    }

    /// The option the report is about: the one the verdict names.
    pub fn leader(&self) -> Option<OptionId> {
        self.judgement.verdict.option
    }

    /// Ranked options by rank, then the others in the order of the table.
    pub fn by_rank(&self) -> Vec<OptionId> {
        let ranking = self.judgement.ranking();
        let others = self.judgement.shown().into_iter().map(|o| o.id).filter(|id| !ranking.contains(id));
        ranking.iter().copied().chain(others).collect()
    }

    /// Whether an option is ranked.
    pub fn is_ranked(&self, id: OptionId) -> bool {
        self.judgement.standing(id).is_some_and(|s| s.ranked)
    }

    /// `1st`, or a word for why not.
    pub fn rank(&self, id: OptionId) -> String {
        if let Some(at) = self.judgement.ranking().iter().position(|o| *o == id) {
            return ordinal(at + 1);
        }
        match self.judgement.standing(id) {
            Some(s) if !s.eligible => "Not eligible".to_owned(),
            _ => "Not ranked".to_owned(),
        }
    }

    /// How an option is drawn.
    pub fn series(&self, id: OptionId) -> Series {
        let (ink, shape, dash) = match Look::of(id, self.plan) {
            Look::InHouse => (Ink::InHouse, Shape::Circle, Dash::Solid),
            Look::CoManaged => (Ink::CoManaged, Shape::Square, Dash::Solid),
            Look::Outsource => (Ink::Outsource, Shape::Triangle, Dash::Long),
            Look::BreakFix => (Ink::BreakFix, Shape::Diamond, Dash::Dotted),
            Look::Quote => (Ink::Quote, Shape::Triangle, Dash::Long),
            Look::QuotePart => (Ink::Quote, Shape::Square, Dash::Long),
        };
        let ranked = self.is_ranked(id);
        Series { id: self.option_id(id), name: self.short_name(id), ink, shape, dash, ranked, leads: self.leader() == Some(id) }
    }
}

/// `1st`, `2nd`, `11th`.
pub fn ordinal(n: usize) -> String {
    let suffix = match (n % 10, n % 100) {
        (1, 11) | (2, 12) | (3, 13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_read_as_people_say_them() {
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 13, 21, 22].map(ordinal),
            ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd"]
        );
    }

    #[test]
    fn a_long_name_is_cut_and_a_short_one_stays() {
        assert_eq!(clipped("Cedar Peak"), "Cedar Peak");
        assert_eq!(clipped(&"x".repeat(200)).chars().count(), LONGEST, "it fits a line, ellipsis included");
    }
}
