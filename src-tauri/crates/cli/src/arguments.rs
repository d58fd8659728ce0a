//! What can be typed.

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Should this organisation buy managed IT support, and at what scope?
#[derive(Parser)]
#[command(name = "threshold", version, about)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// How an export is read.
#[derive(Args)]
pub struct ReadingArguments {
    /// What its rows are.
    #[arg(long, value_parser = ["devices", "staff", "tickets", "costs", "projects", "controls", "people", "quotes"])]
    pub kind: Option<String>,
    /// Sheet of a workbook.
    #[arg(long)]
    pub sheet: Option<String>,
    /// JSON file that maps headers to fields.
    #[arg(long)]
    pub mapping: Option<PathBuf>,
    /// What comes first in 03/04/2025, in columns that do not decide it themselves.
    #[arg(long, value_parser = ["day-first", "month-first"])]
    pub dates: Option<String>,
    /// The sign before decimals, in columns that do not decide it themselves.
    #[arg(long, value_parser = ["dot", "comma"])]
    pub numbers: Option<String>,
    /// Encoding of a text file: utf-8, utf-16le, windows-1252, iso-8859-2, gb18030, macroman.
    #[arg(long)]
    pub encoding: Option<String>,
    /// The sign between cells of a text file: comma, semicolon, tab, bar, or the sign itself.
    #[arg(long, value_parser = delimiter)]
    pub delimiter: Option<char>,
}

/// A sign by its name or as itself.
fn delimiter(text: &str) -> Result<char, &'static str> {
    match text {
        "comma" => Ok(','),
        "semicolon" => Ok(';'),
        "tab" | "\\t" => Ok('\t'),
        "bar" | "pipe" => Ok('|'),
        _ => text.parse().map_err(|_| "name one sign, or comma, semicolon, tab or bar"),
    }
}

/// How a report looks.
#[derive(Args)]
pub struct ReportArguments {
    /// Two pages, or everything.
    #[arg(long, default_value = "full", value_parser = ["board", "full"])]
    pub edition: String,
    /// Paper.
    #[arg(long, default_value = "letter", value_parser = ["letter", "a4"])]
    pub paper: String,
    /// The day on it, like 2026-11-24; the as-of date unless said.
    #[arg(long)]
    pub date: Option<NaiveDate>,
    /// A logo, PNG or SVG.
    #[arg(long)]
    pub logo: Option<PathBuf>,
    /// Colour of the line above each page, like 23495A.
    #[arg(long)]
    pub accent: Option<String>,
    /// Leave out pay of small groups, control gaps and rows about people.
    #[arg(long)]
    pub redact: bool,
    /// Replace an existing file.
    #[arg(long)]
    pub force: bool,
}

/// What to do with presets.
#[derive(Subcommand)]
pub enum PresetCommand {
    /// Every preset, your own last.
    List {
        /// JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Keep how an export is read, so that the tool's next export is recognised.
    Save {
        /// The export.
        export: PathBuf,
        /// What you call it, like "Example RMM devices".
        #[arg(long)]
        name: String,
        #[command(flatten)]
        reading: ReadingArguments,
        /// Write it here, to share, instead of among your own.
        #[arg(short, long)]
        output: Option<PathBuf>,
        /// Replace one of that name.
        #[arg(long)]
        force: bool,
    },
    /// Take a preset file into your own.
    Add {
        /// The preset.
        preset: PathBuf,
        /// Replace one of its name.
        #[arg(long)]
        force: bool,
    },
    /// Take one of your own away.
    Remove {
        /// Its id.
        id: String,
    },
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// How sure the answer is, over trials of all inputs within their ranges.
    Simulate {
        /// The engagement file.
        file: PathBuf,
        /// Trials, up to 524,288; taken up to a power of two in each of eight replicates.
        #[arg(long, default_value_t = 16_384, value_parser = clap::value_parser!(u32).range(1..=524_288))]
        trials: u32,
        /// Seed of the draws; the engagement's unless said.
        #[arg(long)]
        seed: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Create an engagement.
    New {
        /// The engagement file.
        file: PathBuf,
        /// The organisation.
        #[arg(long)]
        name: Option<String>,
        /// A profile in JSON.
        #[arg(long)]
        profile: Option<PathBuf>,
        /// The day figures are counted from, like 2026-09-30; without one, the profile's, else today.
        #[arg(long)]
        as_of: Option<String>,
    },
    /// Write a CSV template for a kind of export.
    Template {
        /// devices, staff, tickets, costs, projects, controls, people or quotes.
        kind: String,
        /// Write it here instead of to the prompt.
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// Say what a file would be taken for.
    Inspect {
        /// The export.
        export: PathBuf,
        #[command(flatten)]
        reading: ReadingArguments,
        /// JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// List, save, share and take away presets: how the exports of a tool are read.
    Preset {
        #[command(subcommand)]
        what: PresetCommand,
    },
    /// Write the rows that are no records to a CSV with what is wrong, to be corrected and imported.
    Rejected {
        /// The export.
        export: PathBuf,
        #[command(flatten)]
        reading: ReadingArguments,
        /// Where to write them.
        #[arg(short, long)]
        output: PathBuf,
        /// Replace an existing file.
        #[arg(long)]
        force: bool,
    },
    /// Import exports, all or none.
    Import {
        /// The engagement file.
        file: PathBuf,
        /// The exports.
        #[arg(required = true)]
        exports: Vec<PathBuf>,
        #[command(flatten)]
        reading: ReadingArguments,
        /// Count only, change nothing.
        #[arg(long)]
        dry_run: bool,
        /// JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// What an export says otherwise than the one before it: which records, which fields, from what to what.
    Changes {
        /// The engagement file.
        file: PathBuf,
        /// The newest source of this file name; without one, the newest source of all.
        #[arg(long)]
        source: Option<String>,
        /// JSON instead of text.
        #[arg(long)]
        json: bool,
    },
    /// Things that several rows show: the same device in two exports.
    Merges {
        /// The engagement file.
        file: PathBuf,
        /// What they are.
        #[arg(long, default_value = "devices", value_parser = ["devices", "staff", "tickets", "costs", "projects", "controls", "people", "quotes"])]
        kind: String,
        /// How many to list.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
        limit: u32,
        /// Begin after this one, the last of the page before.
        #[arg(long)]
        after: Option<String>,
        /// JSON instead of text.
        #[arg(long)]
        json: bool,
    },
    /// Take a merged thing apart, so that every row stands for itself.
    Split {
        /// The engagement file.
        file: PathBuf,
        /// The thing, as merges lists it.
        thing: String,
        /// Put it together again.
        #[arg(long)]
        undo: bool,
        /// The reason, kept in the history.
        #[arg(long)]
        why: Option<String>,
    },
    /// Type a fact, an assumption or a setting.
    Set {
        /// The engagement file.
        file: PathBuf,
        /// Its key, as `explain` names inputs.
        key: String,
        /// Its value; nothing takes it away.
        #[arg(allow_hyphen_values = true)]
        value: Option<String>,
        /// The lowest it may be.
        #[arg(long, requires_all = ["value", "high"], allow_negative_numbers = true)]
        low: Option<String>,
        /// The highest it may be.
        #[arg(long, requires_all = ["value", "low"], allow_negative_numbers = true)]
        high: Option<String>,
        /// The reason, kept in the history.
        #[arg(long)]
        why: Option<String>,
    },
    /// Take the last change back.
    Undo {
        /// The engagement file.
        file: PathBuf,
    },
    /// Make the change taken back again.
    Redo {
        /// The engagement file.
        file: PathBuf,
    },
    /// Show every change.
    Log {
        /// The engagement file.
        file: PathBuf,
        /// JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Thresholds, options, verdict.
    Assess {
        /// The engagement file.
        file: PathBuf,
        /// JSON instead of tables.
        #[arg(long)]
        json: bool,
    },
    /// Every input and every line by month, as JSON, to recompute the answer from.
    Export {
        /// The engagement file.
        file: PathBuf,
    },
    /// Write the report as PDF.
    Report {
        /// The engagement file.
        file: PathBuf,
        /// The PDF.
        #[arg(short, long)]
        output: PathBuf,
        #[command(flatten)]
        look: ReportArguments,
    },
    /// Write a chart: thresholds, totals, cumulative, bridge, cash_flow, users_curve, workload, velocity, coverage, roadmap, ranges,
    /// tornado (tornado.OPTION for one that does not lead), exceedance, cheapest or flips.
    Chart {
        /// The engagement file.
        file: PathBuf,
        /// Its name.
        name: String,
        /// The picture, .svg or .png.
        #[arg(short, long)]
        output: PathBuf,
        /// Width in pixels.
        #[arg(long, default_value_t = 720, value_parser = clap::value_parser!(u32).range(320..=2400))]
        width: u32,
        /// Replace an existing file.
        #[arg(long)]
        force: bool,
    },
    /// Recompute a report and say whether it matches the engagement.
    Verify {
        /// The engagement file.
        file: PathBuf,
        /// The report.
        report: PathBuf,
        /// JSON instead of text.
        #[arg(long)]
        json: bool,
    },
    /// Why a figure is what it is; without one, which figures there are.
    Explain {
        /// The engagement file.
        file: PathBuf,
        /// The figure.
        figure: Option<String>,
        /// JSON instead of text.
        #[arg(long)]
        json: bool,
    },
}
