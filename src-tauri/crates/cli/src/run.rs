//! One command, one use case.

use crate::arguments::{Command, ReadingArguments};
use crate::changes;
use crate::merges;
use crate::output::{Fault, json, lines, table};
use crate::presets;
use crate::reporting;
use crate::simulating;
use crate::terminal::Terminal;
use advisor::wire::{
    Assessment, AuditCheck, Designs, Explanation, Finding, Framework, ImportReport, Inspection, LogEntry, OptionRow,
};
use advisor::{DateOrder, Error, Import, NumberMark, Reading, Session};
use std::collections::BTreeMap;
use std::path::Path;

/// Runs a command.
pub fn run(command: Command) -> Result<(), Fault> {
    match command {
        Command::New { file, name, profile, as_of } => new(&file, name.as_deref(), profile.as_deref(), as_of.as_deref()),
        Command::Template { kind, output } => template(&kind, output.as_deref()),
        Command::Inspect { export, reading, json: as_json } => {
            let found = advisor::inspect(&export, &read_as(reading), &Terminal::new())?;
            if as_json { json(&found) } else { lines(&inspection(&found)) }
        }
        Command::Rejected { export, reading, output, force } => {
            let (many, bytes) = advisor::rejected_rows(&export, &read_as(reading), &Terminal::new())?;
            if many > 0 {
                advisor::write_file(&output, &bytes, force)?;
            }
            lines(&[rejected(many, &output)])
        }
        Command::Import { file, exports, reading, dry_run, json: as_json } => {
            let how = Import { reading: read_as(reading), dry_run };
            let reports = Session::open(&file)?.import(&exports, &how, &Terminal::new())?;
            if as_json { json(&reports) } else { lines(&imported(&reports, dry_run)) }
        }
        Command::Changes { file, source, json: as_json } => {
            let found = Session::open_read_only(&file)?.changes(source.as_deref())?;
            if as_json { json(&found) } else { lines(&changes::text(&found, usize::MAX)) }
        }
        Command::Merges { file, kind, limit, after, json: as_json } => {
            let page = Session::open_read_only(&file)?.merges(&kind, after.as_deref(), limit)?;
            if as_json { json(&page) } else { lines(&merges::text(&page)) }
        }
        Command::Split { file, thing, undo, why } => {
            let mut session = Session::open(&file)?;
            match undo {
                true => session.unite(&thing, why.as_deref(), &Terminal::new())?,
                false => session.split(&thing, why.as_deref(), &Terminal::new())?,
            }
            lines(&[format!("{thing} is {}.", if undo { "one thing again" } else { "taken apart" })])
        }
        Command::Preset { what } => presets::run(what),
        Command::Set { file, key, value, low, high, why } => {
            let value = value.map(|likely| ranged(likely, low, high));
            Session::open(&file)?.set(&key, value.as_deref(), why.as_deref(), &Terminal::new())?;
            lines(&[format!("{key} is {}.", if value.is_some() { "set" } else { "taken away" })])
        }
        Command::Undo { file } => moved("Undone", Session::open(&file)?.undo(&Terminal::new())?.as_ref()),
        Command::Redo { file } => moved("Redone", Session::open(&file)?.redo(&Terminal::new())?.as_ref()),
        Command::Log { file, json: as_json } => {
            let log = Session::open_read_only(&file)?.log()?;
            if as_json { json(&log) } else { lines(&log.iter().flat_map(entry).collect::<Vec<_>>()) }
        }
        Command::Assess { file, json: as_json } => {
            let answer = Session::open_read_only(&file)?.assess(&Terminal::new())?;
            if as_json { json(&answer) } else { lines(&assessment(&answer)) }
        }
        Command::Simulate { file, trials, seed, json: as_json } => {
            let study = Session::open_read_only(&file)?.simulate(trials, seed.as_deref(), &Terminal::new())?;
            if as_json { json(&study) } else { lines(&simulating::text(&study)) }
        }
        Command::Export { file } => json(&Session::open_read_only(&file)?.export()?),
        Command::Report { file, output, look } => reporting::report(&file, &output, look),
        Command::Chart { file, name, output, width, force } => reporting::chart(&file, &name, &output, width, force),
        Command::Verify { file, report, json: as_json } => reporting::verify(&file, &report, as_json),
        Command::Explain { file, figure, json: as_json } => explain(&file, figure.as_deref(), as_json),
    }
}

pub fn read_as(reading: ReadingArguments) -> Reading {
    let dates = reading.dates.map(|d| if d == "day-first" { DateOrder::DayFirst } else { DateOrder::MonthFirst });
    let numbers = reading.numbers.map(|n| if n == "comma" { NumberMark::CommaDecimal } else { NumberMark::DotDecimal });
    Reading {
        kind: reading.kind,
        sheet: reading.sheet,
        mapping: reading.mapping,
        dates,
        numbers,
        encoding: reading.encoding,
        delimiter: reading.delimiter,
    }
}

/// A likely value with its lowest and highest as one setting.
fn ranged(likely: String, low: Option<String>, high: Option<String>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => serde_json::json!({ "low": low, "likely": likely, "high": high }).to_string(),
        _ => likely,
    }
}

fn new(file: &Path, name: Option<&str>, profile: Option<&Path>, as_of: Option<&str>) -> Result<(), Fault> {
    let read = |path: &Path| std::fs::read(path).map_err(|cause| Error::path(path, &cause));
    let profile = profile.map(read).transpose()?;
    Session::create(file, name, profile.as_deref(), as_of, &Terminal::new())?;
    lines(&[format!("{} is ready. Import exports, or type facts with set.", file.display())])
}

fn template(kind: &str, output: Option<&Path>) -> Result<(), Fault> {
    let text = advisor::template(kind)?;
    match output {
        Some(path) => Ok(std::fs::write(path, text).map_err(|cause| Error::path(path, &cause))?),
        None => lines(&text.lines().map(str::to_owned).collect::<Vec<_>>()),
    }
}

fn moved(word: &str, entry: Option<&LogEntry>) -> Result<(), Fault> {
    let text =
        entry.map_or_else(|| "There is nothing to take back or to make again.".to_owned(), |e| format!("{word}: {}.", e.label));
    lines(&[text])
}

fn entry(entry: &LogEntry) -> Vec<String> {
    let mark = if entry.in_force { "*" } else { " " };
    let why = entry.why.as_ref().map_or_else(String::new, |w| format!(" ({w})"));
    let head = format!("{mark} {}  {}  {}{why}", entry.at, entry.who, entry.label);
    std::iter::once(head).chain(entry.changes.iter().map(|c| format!("      {c}"))).collect()
}

fn or_dash(text: Option<&String>) -> String {
    text.cloned().unwrap_or_else(|| "–".to_owned())
}

fn inspection(i: &Inspection) -> Vec<String> {
    let taken = i.kind.as_ref().map_or_else(|| "not recognised; name its kind with --kind".to_owned(), Clone::clone);
    let mut text = vec![
        format!("{}: {taken}", i.path),
        format!(
            "preset {}, confidence {}, header in row {}, {}{} rows",
            or_dash(i.preset.as_ref()),
            i.confidence,
            i.header_row,
            if i.estimated { "about " } else { "" },
            i.rows
        ),
        String::new(),
    ];
    let row = |c: &advisor::wire::InspectedColumn| vec![c.header.clone(), or_dash(c.field.as_ref()), c.samples.join(" | ")];
    text.extend(table(&i.columns.iter().map(row).collect::<Vec<_>>()));
    text.extend(i.columns.iter().filter_map(two_ways));
    text.extend(i.notes.iter().cloned());
    text
}

fn rejected(many: u64, output: &Path) -> String {
    match many {
        0 => "No row is rejected; nothing is written.".to_owned(),
        1 => format!("1 row is in {}. Correct it and import that file.", output.display()),
        many => format!("{many} rows are in {}. Correct them and import that file.", output.display()),
    }
}

/// Both readings of a column that can be read two ways, with the option that says which.
fn two_ways(column: &advisor::wire::InspectedColumn) -> Option<String> {
    let readings = column.readings.as_ref()?;
    let offers: Vec<String> = readings.offers.iter().map(|o| format!("{} ({})", o.text, o.reading.replace('_', " "))).collect();
    let option = if readings.now.ends_with("first") { "--dates" } else { "--numbers" };
    let now = readings.now.replace('_', " ");
    Some(format!("{}: {} Either {}; read {now}, {option} says otherwise.", column.header, readings.note, offers.join(" or ")))
}

/// Problems shown per file; `--json` has all.
const PROBLEMS: usize = 5;

fn imported(reports: &[ImportReport], dry_run: bool) -> Vec<String> {
    let head = ["file", "kind", "rows", "new", "changed", "unchanged", "set aside", "merged", "rejected"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for r in reports {
        let name = Path::new(&r.source).file_name().map_or_else(|| r.source.clone(), |n| n.to_string_lossy().into_owned());
        let counts = [r.rows, r.new, r.changed, r.unchanged, r.set_aside, r.merged, r.rejected];
        rows.push([name, r.kind.clone()].into_iter().chain(counts.iter().map(u32::to_string)).collect());
    }
    let mut text = table(&rows);
    for r in reports {
        text.extend(r.changes.iter().flat_map(|c| changes::text(c, PROBLEMS)).map(|line| format!("  {line}")));
        text.extend(r.decided.iter().map(|(field, rules)| decided(&r.source, field, rules)));
        text.extend(r.problems.iter().take(PROBLEMS).map(|p| format!("  {} row {}: {}", r.source, p.row, p.message)));
        if r.problems.len() > PROBLEMS {
            text.push(format!("  {}: {} more; --json shows them all", r.source, r.problems.len() - PROBLEMS));
        }
    }
    if dry_run {
        text.push("Nothing was changed.".to_owned());
    }
    text
}

/// By which rules a field was decided, the most frequent first.
fn decided(source: &str, field: &str, rules: &BTreeMap<String, u32>) -> String {
    let mut rules: Vec<(&String, &u32)> = rules.iter().collect();
    rules.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let shown: Vec<String> = rules.iter().take(PROBLEMS).map(|(rule, count)| format!("{rule} ({count})")).collect();
    let more = if rules.len() > PROBLEMS { ", …" } else { "" };
    format!("  {source}: {field} by {}{more}", shown.join(", "))
}

fn assessment(a: &Assessment) -> Vec<String> {
    let mut text = vec![format!("{}, as of {}", a.name, a.as_of), String::new(), a.verdict.headline.clone()];
    text.push(format!("({})", a.verdict.grade.replace('_', "-")));
    text.extend(a.verdict.reasons.iter().map(|r| format!("  - {r}")));
    text.extend(a.verdict.flips.iter().map(|f| format!("  ? {f}")));
    text.extend(a.verdict.missing.iter().map(|m| format!("  ! {m}")));
    text.push(String::new());
    let t = &a.thresholds;
    let named = [
        ("T1 Staff ratio", &t.staff_ratio),
        ("T2 Compliance", &t.compliance),
        ("T3 Velocity", &t.velocity),
        ("T4 Loaded cost", &t.loaded_cost),
    ];
    for (name, finding) in named {
        text.extend(threshold(name, finding));
        if name.starts_with("T2") {
            text.extend(a.frameworks.iter().flat_map(framework));
        }
    }
    text.push(String::new());
    let (aside, shown): (Vec<_>, Vec<_>) = a.options.iter().cloned().partition(|o| o.aside);
    text.extend(options(&shown));
    text.extend(shown.iter().flat_map(beside));
    if !aside.is_empty() {
        text.extend([String::new(), "Smaller steps".to_owned()]);
        text.extend(options(&aside));
    }
    text.extend(a.designs.iter().flat_map(designs));
    text.extend(audit(&a.audit));
    text.extend(a.notes.iter().map(|n| format!("Note: {n}")));
    text
}

fn threshold(name: &str, f: &Finding) -> Vec<String> {
    let value = f.text.value.as_ref().map_or_else(|| "no value".to_owned(), |v| format!("{v} {}", f.unit));
    let mut text = vec![
        format!("{name}: {} ({value}, limit {})", f.state.replace('_', " "), or_dash(f.text.limit.as_ref())),
        format!("    {}", f.sentence),
    ];
    text.extend(f.notes.iter().chain(&f.grounds).map(|n| format!("    - {n}")));
    text
}

/// A framework in force: what is said of it, its hours, and who can carry them.
fn framework(f: &Framework) -> Vec<String> {
    let row = |name: &str, text: String| vec![format!("      {name}"), text];
    let mut text = vec![format!("    {}", f.title)];
    text.extend(f.facts.iter().map(|n| format!("      {}: {}", n.name, n.text)));
    let mut rows: Vec<_> = f.hours.iter().map(|b| row(&b.name, format!("{} h", b.text))).collect();
    rows.extend(
        f.carriers.iter().map(|c| row(&format!("Open, {}", c.name.to_lowercase()), format!("{} ({} h)", c.open, c.text))),
    );
    text.extend(table(&rows));
    text
}

/// What stands beside an option's lines, indented under its name.
fn beside(o: &OptionRow) -> Vec<String> {
    let Some(b) = &o.beside else { return Vec::new() };
    let mut text = vec![String::new(), o.name.clone()];
    text.extend(b.price.iter().map(|p| format!("    {p}")));
    text.extend(b.added.iter().map(|a| format!("    Added: {}, {}", a.name.to_lowercase(), a.text)));
    text.extend(b.targets.iter().map(|t| format!("    {}", t.text)));
    let told = b.contracts.iter().filter(|c| o.id == "today" || c.fate != "stays");
    text.extend(told.map(|c| format!("    {}: {} {}", c.vendor, c.text, c.total)));
    text.push(format!("    {}", b.capital));
    text.extend(b.undo_whole.iter().map(|u| format!("    Cost to undo, whole: {u}")));
    text.extend(b.key_person.iter().map(|k| format!("    {k}")));
    text
}

/// Ways to share the work with a provider.
fn designs(d: &Designs) -> Vec<String> {
    let head =
        ["Co-managed designer", "Hours in fee", "Fee a month", "Direct cost", "Present value", "Hours left", "Stays inside"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(d.best.iter().map(|d| {
        let cells = [&d.name, &d.coverage_text, &d.fee, &d.total, &d.npv, &d.hours_left, &d.inside];
        cells.map(Clone::clone).to_vec()
    }));
    let mut text = vec![String::new()];
    text.extend(table(&rows));
    text.push(d.text.clone());
    text
}

/// Whether all options were costed alike.
fn audit(checks: &[AuditCheck]) -> Vec<String> {
    let mut text = vec![String::new(), "Bias audit".to_owned()];
    let mark = |passed| if passed { "holds" } else { "FAILS" };
    text.extend(checks.iter().map(|c| format!("    {}: {} {}", mark(c.passed), c.title, c.text)));
    text
}

fn options(options: &[OptionRow]) -> Vec<String> {
    let mut rows = vec![
        std::iter::once("USD over the horizon".to_owned()).chain(options.iter().map(|o| o.name.clone())).collect::<Vec<_>>(),
    ];
    for at in 0..options.first().map_or(0, |o| o.lines.len()) {
        let lines: Vec<_> = options.iter().filter_map(|o| o.lines.get(at)).collect();
        if lines.iter().any(|l| l.applies) {
            let name = lines.first().map(|l| l.name.clone()).unwrap_or_default();
            rows.push(std::iter::once(name).chain(lines.iter().map(|l| or_dash(l.text.total.as_ref()))).collect());
        }
    }
    let measure = |name: &str, of: fn(&OptionRow) -> Option<&String>| {
        std::iter::once(name.to_owned())
            .chain(options.iter().map(|o| of(o).cloned().unwrap_or_else(|| "unknown".to_owned())))
            .collect()
    };
    rows.push(measure("Direct total", |o| o.text.total.as_ref()));
    rows.push(measure("Present value", |o| o.text.npv.as_ref()));
    rows.push(measure("Budget change, against Today", |o| o.text.vs_today.as_ref()));
    rows.push(measure("Against building it in-house", |o| o.text.vs_in_house.as_ref()));
    rows.push(measure("Per user and month", |o| o.text.per_user_month.as_ref()));
    let ranked = options.iter().map(|o| {
        if o.ranked {
            "ranked"
        } else if o.eligible {
            "not ranked"
        } else {
            "not eligible"
        }
        .to_owned()
    });
    rows.push(std::iter::once("Standing".to_owned()).chain(ranked).collect());
    let mut text = table(&rows);
    for o in options {
        text.extend(o.reasons.iter().chain(&o.scope_gap).map(|r| format!("{}: {r}", o.name)));
    }
    text
}

fn explain(file: &Path, figure: Option<&str>, as_json: bool) -> Result<(), Fault> {
    let session = Session::open_read_only(file)?;
    match figure {
        None => {
            let figures = session.figures()?;
            let rows: Vec<_> = figures.iter().map(|f| vec![f.id.clone(), f.text.clone()]).collect();
            if as_json { json(&figures) } else { lines(&table(&rows)) }
        }
        Some(figure) => {
            let why = session.explain(figure)?;
            if as_json { json(&why) } else { lines(&explanation(&why)) }
        }
    }
}

fn explanation(e: &Explanation) -> Vec<String> {
    let mut text = vec![format!("{} ({}): {}", e.figure, e.name, e.text), format!("  = {}", e.formula)];
    text.extend(e.numbers.iter().map(|n| format!("  = {n}")));
    text.extend(e.parts.iter().map(|(id, value)| format!("    {id} = {value}")));
    text.push("Rests on:".to_owned());
    for i in &e.inputs {
        text.push(format!("  {} [{}] {}: {}", i.id, i.grade, i.text, i.source));
        for r in &i.rows {
            let rows: Vec<_> = r.first.iter().map(u32::to_string).collect();
            let sheet = r.sheet.as_ref().map_or_else(String::new, |s| format!(", sheet {s}"));
            let more = if r.rows as usize > r.first.len() { ", …" } else { "" };
            text.push(format!("      {}{sheet}: rows {}{more}", r.source, rows.join(", ")));
        }
    }
    text
}
