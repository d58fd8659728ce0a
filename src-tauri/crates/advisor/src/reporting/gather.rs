//! Everything a report says, gathered from the engagement.

use super::fingerprint::{canonical, hash};
use super::options::ReportOptions;
use super::study::shown;
use super::texts::{said, texts};
use crate::assess::Judged;
use crate::assess::{Prepared, figure_id};
use crate::beside::printed;
use crate::error::Error;
use crate::evidence::Trail;
use crate::explain::{Tree, source};
use crate::grounds::Ground;
use crate::headings::interest;
use crate::session::Session;
use crate::study::{self, studied};
use crate::wire;
use chrono::{Datelike, NaiveDate};
use engagement::{Disposition, ImportInfo, ImportState};
use model::Kind;
use model::decide::Judgement;
use model::figure::{FigureId, Period};
use model::input::{Basis, Grade, Input};
use model::number::Exact;
use model::plan::Plan;
use model::present::number;
use report::assessment::{Assessment, Beside, Evidence, Explained, Imported, Imprint, InputRow, Problem, Redaction, Texts};
use report::study::Study;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Problems a report lists; the rest are counted.
const PROBLEMS: usize = 500;
/// Years after which a default is old (rules: older than 24 months).
const OLD: i32 = 2;

/// Version of the engine.
pub(super) const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// What traces figures to their inputs.
pub(super) struct Trace {
    /// The canonical form of the inputs.
    pub(super) lines: BTreeMap<String, String>,
    /// Its hash, hexadecimal.
    pub(super) hash: String,
    /// Seed of the study.
    pub(super) seed: String,
}

/// The canonical inputs with their hash; the seed is the as-of date unless another is set.
pub(super) fn traced(settings: &BTreeMap<String, String>, plan: &Plan) -> Trace {
    let seed = study::seed(settings, plan.as_of);
    let lines = canonical(plan, &seed);
    Trace { hash: hash(&lines, ENGINE), lines, seed }
}

/// What a report is made from, owned.
pub(super) struct Gathered {
    pub(super) plan: Plan,
    pub(super) judgement: Judgement,
    /// The canonical form of the inputs.
    pub(super) lines: BTreeMap<String, String>,
    resting: Option<BTreeMap<Grade, Decimal>>,
    evidence: [Vec<Evidence>; 4],
    grounds: [Vec<String>; 4],
    imports: Vec<Imported>,
    problems: Vec<Problem>,
    inputs: Vec<InputRow>,
    sources: Vec<(String, Option<String>)>,
    explained: Vec<Explained>,
    beside: Beside,
    redaction: Option<Redaction>,
    texts: Texts,
    pub(super) imprint: Imprint,
    study: Option<Study>,
}

impl Gathered {
    /// Gathers it all; the full edition's explanations only where they are printed.
    pub(super) fn of(session: &Session, options: &ReportOptions) -> Result<Self, Error> {
        let (prepared, roles) = match options.redact {
            true => session.prepare_redacted().map(|(p, roles)| (p, Some(roles)))?,
            false => (session.prepare()?, None),
        };
        let judged = study::judged(prepared);
        let study = shown(judged.told().clone());
        let Judged { prepared, judgement, .. } = judged;
        let redaction = roles.map(|roles| redaction(session, roles, &judgement)).transpose()?;
        let settings = session.file.settings()?;
        let trail = Trail::new(&session.file, &prepared.cube);
        let Trace { lines, hash, seed } = traced(&settings, &prepared.plan);
        let imprint = imprint(&prepared, &settings, options, (hash, ENGINE.to_owned(), seed));
        let committed = committed(session)?;
        let cited = cited(&prepared.plan);
        Ok(Self {
            resting: judgement.verdict.resting.clone(),
            evidence: evidence(&judgement, &trail, &private(&committed, options.redact))?,
            grounds: grounds(&prepared, &judgement, trail)?,
            imports: committed.iter().map(|i| imported(i, options.redact)).collect(),
            problems: problems(session, &committed, options.redact)?,
            inputs: inputs(&prepared, &trail, &committed, &cited)?,
            sources: cited.iter().map(|id| named(&prepared, id)).collect(),
            explained: explained(&prepared, &judgement, trail),
            beside: printed(&prepared.plan, &judgement),
            redaction,
            texts: texts(&settings)?,
            imprint,
            study,
            lines,
            judgement,
            plan: prepared.plan,
        })
    }

    /// The same, borrowed as the report reads it.
    pub(super) fn assessment(&self) -> Assessment<'_> {
        Assessment {
            plan: &self.plan,
            judgement: &self.judgement,
            resting: self.resting.clone(),
            evidence: self.evidence.clone(),
            grounds: self.grounds.clone(),
            imports: self.imports.clone(),
            problems: self.problems.clone(),
            inputs: self.inputs.clone(),
            sources: self.sources.clone(),
            explained: self.explained.clone(),
            beside: self.beside.clone(),
            redaction: self.redaction.clone(),
            texts: self.texts.clone(),
            imprint: self.imprint.clone(),
            study: self.study.clone(),
        }
    }
}

/// Whether the answer is the same on the figures as supplied.
fn redaction(session: &Session, roles: Vec<String>, redacted: &Judgement) -> Result<Redaction, Error> {
    let (whole, _) = studied(&session.prepare()?);
    let answer = |j: &Judgement| (j.verdict.kind, j.verdict.option);
    Ok(Redaction { roles, same_answer: answer(&whole) == answer(redacted) })
}

fn imprint(
    prepared: &Prepared,
    settings: &BTreeMap<String, String>,
    options: &ReportOptions,
    (inputs, engine, seed): (String, String, String),
) -> Imprint {
    Imprint {
        organisation: prepared.name.clone(),
        prepared_by: said(settings, "prepared_by").unwrap_or_else(|| "an unnamed person".to_owned()),
        prepared_for: said(settings, "prepared_for").unwrap_or_else(|| prepared.name.clone()),
        interest: interest(settings),
        date: options.date.unwrap_or(prepared.plan.as_of),
        inputs,
        engine,
        seed,
    }
}

fn committed(session: &Session) -> Result<Vec<ImportInfo>, Error> {
    Ok(session.file.imports()?.into_iter().filter(|i| i.state == ImportState::Live).collect())
}

fn place(name: &str, sheet: Option<&str>) -> String {
    sheet.map_or_else(|| name.to_owned(), |sheet| format!("{name}, sheet {sheet}"))
}

/// The hash of a payroll, with all else known of it, would give a salary to whoever tries them all.
fn imported(i: &ImportInfo, redact: bool) -> Imported {
    let fingerprint = i.sha256.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    Imported {
        fingerprint: if redact && i.kind == Kind::Staff { "left out".to_owned() } else { fingerprint },
        source: place(&i.name, i.sheet.as_deref()),
        kind: i.kind.name().to_owned(),
        exported: i.exported,
        accepted: i.counts.accepted,
        set_aside: i.counts.set_aside,
        merged: i.counts.merged,
        rejected: i.counts.rejected,
    }
}

/// Rows rejected or set aside and notes; those of people and their controls stay inside where the report leaves the house.
fn problems(session: &Session, committed: &[ImportInfo], redact: bool) -> Result<Vec<Problem>, Error> {
    let mut list = Vec::new();
    for import in committed.iter().filter(|i| !(redact && is_private(i.kind))) {
        let room = (PROBLEMS + 1).saturating_sub(list.len());
        let page = session.file.problems(import.id, None, u32::try_from(room).unwrap_or(u32::MAX))?;
        list.extend(page.into_iter().filter_map(|p| problem(&import.name, p)));
    }
    if list.len() > PROBLEMS {
        list.truncate(PROBLEMS);
        let message = format!("Only the first {PROBLEMS} are listed; the window and the prompt list them all.");
        list.push(Problem { place: "Further rows".to_owned(), taken: "–".to_owned(), message });
    }
    Ok(list)
}

fn problem(file: &str, p: engagement::Problem) -> Option<Problem> {
    let taken = match p.disposition {
        Disposition::Rejected => "rejected",
        Disposition::SetAside => "set aside",
        Disposition::Merged => "merged",
        Disposition::Accepted => "note",
    };
    let reason = p.reason?;
    let column = reason.column.map_or_else(String::new, |c| format!(", {c}"));
    Some(Problem {
        place: format!("{}, row {}{column}", place(file, p.sheet.as_deref()), p.row),
        taken: taken.to_owned(),
        message: reason.message,
    })
}

/// Files about people and controls, whose rows are not named where the report leaves the house.
fn private(committed: &[ImportInfo], redact: bool) -> Vec<String> {
    committed.iter().filter(|i| redact && is_private(i.kind)).map(|i| i.name.clone()).collect()
}

fn is_private(kind: Kind) -> bool {
    matches!(kind, Kind::Staff | Kind::People | Kind::Controls)
}

fn evidence(judgement: &Judgement, trail: &Trail<'_>, private: &[String]) -> Result<[Vec<Evidence>; 4], Error> {
    let of = |f: &model::decide::Finding| -> Result<Vec<Evidence>, Error> {
        let rows = |e: wire::Evidence| Evidence {
            source: place(&e.source, e.sheet.as_deref()),
            rows: e.rows,
            first: if private.contains(&e.source) { Vec::new() } else { e.first },
        };
        Ok(trail.of(&f.evidence)?.into_iter().map(rows).collect())
    };
    let t = &judgement.thresholds;
    Ok([of(&t.staff_ratio)?, of(&t.compliance)?, of(&t.velocity)?, of(&t.loaded_cost)?])
}

fn grounds(prepared: &Prepared, judgement: &Judgement, trail: Trail<'_>) -> Result<[Vec<String>; 4], Error> {
    let ground = Ground::of(prepared, trail);
    let said = |f| ground.under(f).map(|g| g.said);
    let t = &judgement.thresholds;
    Ok([said(&t.staff_ratio)?, said(&t.compliance)?, said(&t.velocity)?, said(&t.loaded_cost)?])
}

/// Sources of the defaults in use, in the order first named.
fn cited(plan: &Plan) -> Vec<String> {
    let mut cited: Vec<String> = Vec::new();
    for (_, input) in plan.inputs.iter() {
        if let Basis::Assumption(ids) = &input.basis {
            let new: Vec<String> = ids.iter().filter(|id| !cited.contains(id)).cloned().collect();
            cited.extend(new);
        }
    }
    cited
}

/// A source in words, with its address.
fn named(prepared: &Prepared, id: &str) -> (String, Option<String>) {
    let words = prepared.defaults.sources.get(id).cloned().unwrap_or_else(|| id.to_owned());
    (words, prepared.defaults.addresses.get(id).cloned())
}

/// `source 3`, `sources 1, 4`.
fn numbers(ids: &[String], cited: &[String]) -> String {
    let places: Vec<String> =
        ids.iter().filter_map(|id| cited.iter().position(|c| c == id)).map(|at| (at + 1).to_string()).collect();
    format!("source{} {}", if places.len() == 1 { "" } else { "s" }, places.join(", "))
}

fn inputs(prepared: &Prepared, trail: &Trail<'_>, committed: &[ImportInfo], cited: &[String]) -> Result<Vec<InputRow>, Error> {
    let row = |i: &Input| -> Result<InputRow, Error> {
        let rows = match &i.basis {
            Basis::Fact(cells) => trail.of(cells)?,
            _ => Vec::new(),
        };
        Ok(InputRow {
            name: i.name.clone(),
            label: i.label.clone(),
            range: i.spread.map(|s| [s.low, s.likely, s.high]),
            unit: i.unit.clone(),
            grade: i.grade,
            source: match &i.basis {
                Basis::Assumption(ids) => numbers(ids, cited),
                _ => source(prepared, i, &rows),
            },
            age: age(prepared, i, &rows, committed),
        })
    };
    prepared.plan.inputs.iter().map(|(_, i)| row(i)).collect()
}

/// The newest export behind a fact, or how old a default's source is.
fn age(prepared: &Prepared, i: &Input, rows: &[wire::Evidence], committed: &[ImportInfo]) -> String {
    match &i.basis {
        Basis::Fact(_) => exported(rows, committed).map_or_else(String::new, |day| format!("exported {day}")),
        Basis::Assumption(ids) => {
            let year = ids.iter().filter_map(|id| prepared.defaults.years.get(id)).min();
            year.map_or_else(String::new, |year| published(prepared.plan.as_of, *year))
        }
        _ => String::new(),
    }
}

fn exported(rows: &[wire::Evidence], committed: &[ImportInfo]) -> Option<NaiveDate> {
    committed.iter().filter(|i| rows.iter().any(|r| r.source == i.name)).filter_map(|i| i.exported).max()
}

fn published(as_of: NaiveDate, year: i32) -> String {
    match as_of.year() - year {
        age if age > OLD => format!("{age} years old: older than 24 months"),
        1 => "1 year old".to_owned(),
        age if age <= 0 => "this year".to_owned(),
        age => format!("{age} years old"),
    }
}

/// Every figure with its formula; those in which nothing falls due are left out, and months that decide nothing.
fn explained(prepared: &Prepared, judgement: &Judgement, trail: Trail<'_>) -> Vec<Explained> {
    let tree = Tree::of(prepared, trail);
    let decisive: Vec<Period> = judgement.thresholds.all().into_iter().map(|f| f.figure.period).collect();
    let told = |id: &FigureId| !matches!(id.period, Period::Month(_)) || decisive.contains(&id.period);
    let row = |(id, value): &(FigureId, Exact)| {
        let (formula, numbers) = tree.formula(*id)?;
        let numbers = Some(numbers).filter(|n| *n != formula);
        Some(Explained {
            figure: figure_id(&prepared.plan, *id),
            name: Tree::name(*id),
            text: number(*value, 2),
            formula,
            numbers,
        })
    };
    let mut list: Vec<Explained> = tree.figures.iter().filter(|(id, _)| told(id)).filter_map(row).collect();
    let mut seen = std::collections::BTreeSet::new();
    list.retain(|e| seen.insert(e.figure.clone()));
    list
}
