//! What stands inside a report for those who verify it: options, inputs and figures as data.

use super::fingerprint::gaps_key;
use super::gather::Gathered;
use super::options::ReportOptions;
use crate::assess::{decimal, figure_id};
use model::figure::{FigureId, Subject};
use report::document::{Logo, Paper};
use report::edition::Edition;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Record {
    /// `threshold-report`.
    pub(super) kind: String,
    /// Version of the engine.
    pub(super) engine: String,
    /// Hash of the canonical inputs.
    pub(super) hash: String,
    /// `board` or `full`.
    pub(super) edition: String,
    /// `letter` or `a4`.
    pub(super) paper: String,
    /// The day on it.
    pub(super) date: String,
    /// Red, green, blue.
    pub(super) accent: (u8, u8, u8),
    /// Width and height of the logo in pixels.
    pub(super) logo: Option<(u32, u32)>,
    /// Pay of small groups is the benchmark's.
    pub(super) redacted: bool,
    /// Who prepared it, for whom, with what interest, about whom.
    pub(super) imprint: BTreeMap<String, String>,
    /// The canonical inputs.
    pub(super) inputs: BTreeMap<String, String>,
    /// Every figure's value; null where it has none.
    pub(super) figures: BTreeMap<String, Option<String>>,
    /// The answer.
    pub(super) answer: String,
}

/// What a record is called.
pub(super) const KIND: &str = "threshold-report";

/// Figures of an option that the board's pages show.
const ON_THE_BOARD: [&str; 6] = ["total", "npv", "vs_today", "vs_in_house", "per_user_month", "to_in_house"];

/// Whether the record holds an input. Two pages for a board must not carry inside them what they do not show: pay by
/// role, and how many controls are open where.
fn holds(g: &Gathered, options: &ReportOptions, key: &str) -> bool {
    let gaps = g.plan.frameworks.iter().any(|f| key == format!("plan.{}", gaps_key(f)));
    if gaps {
        return options.edition == Edition::Full && !options.redact;
    }
    let control = g.plan.frameworks.iter().any(|f| key.starts_with(&format!("{}.", f.id)));
    options.edition == Edition::Full || !(model::redaction::is_personal(key) || control)
}

/// Figures with their values; the board's edition holds those its pages show, not single lines a salary could be read from.
fn figures(g: &Gathered, options: &ReportOptions) -> BTreeMap<String, Option<String>> {
    let shown = |id: &FigureId| match id.subject {
        Subject::Option(option) => ON_THE_BOARD.contains(&id.item) && !g.judgement.is_aside(option),
        Subject::LoadedCost => false,
        _ => true,
    };
    let held = g.judgement.outcome.figures.iter().filter(|(id, _)| options.edition == Edition::Full || shown(id));
    held.map(|(id, v)| (figure_id(&g.plan, *id), decimal(*v))).collect()
}

impl Record {
    pub(super) fn of(g: &Gathered, options: &ReportOptions, logo: Option<&Logo>) -> Self {
        let i = &g.imprint;
        let imprint = [
            ("organisation", &i.organisation),
            ("prepared_by", &i.prepared_by),
            ("prepared_for", &i.prepared_for),
            ("interest", &i.interest),
        ];
        Self {
            kind: KIND.to_owned(),
            engine: i.engine.clone(),
            hash: i.inputs.clone(),
            edition: options.edition.name().to_owned(),
            paper: if options.paper == Paper::A4 { "a4" } else { "letter" }.to_owned(),
            date: i.date.to_string(),
            accent: options.accent,
            logo: logo.map(|l| (l.width, l.height)),
            redacted: options.redact,
            imprint: imprint.map(|(k, v)| (k.to_owned(), v.clone())).into_iter().collect(),
            inputs: g.lines.iter().filter(|(key, _)| holds(g, options, key)).map(|(k, v)| (k.clone(), v.clone())).collect(),
            figures: figures(g, options),
            answer: g.judgement.verdict.headline.clone(),
        }
    }

    /// The options it was made with; the logo as a blank of its size.
    pub(super) fn options(&self) -> ReportOptions {
        ReportOptions {
            edition: if self.edition == Edition::Board.name() { Edition::Board } else { Edition::Full },
            paper: if self.paper == "a4" { Paper::A4 } else { Paper::Letter },
            date: self.date.parse().ok(),
            logo: None,
            accent: self.accent,
            redact: self.redacted,
        }
    }
}
