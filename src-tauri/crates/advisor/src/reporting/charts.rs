//! Single charts.

use super::gather::{ENGINE, traced};
use super::study::shown;
use super::texts::phases;
use crate::error::Error;
use crate::session::Session;
use crate::wire::{ChartMark, ChartPicture, Uncertainty};
use model::decide::Judgement;
use model::plan::Plan;
use model::present::day;
use report::assessment::{Assessment, Entry};
use report::chart::{self, Chart, DrawError, Svg, png};
use report::face::Faces;
use report::pictures;
use report::study::Study;

/// Names of the charts.
pub const CHARTS: [&str; 10] =
    ["thresholds", "totals", "cumulative", "bridge", "cash_flow", "users_curve", "workload", "velocity", "coverage", "roadmap"];

/// How sure the answer is, in charts; `tornado.` and the id of an option is what moves that option.
pub const STUDY_CHARTS: [&str; 5] = ["ranges", "tornado", "exceedance", "cheapest", "flips"];

/// What a tornado's name has before the id of its option.
const TORNADO_OF: &str = "tornado.";

/// Whether a chart shows the study, which is of the values as saved.
pub(crate) fn is_of_the_study(name: &str) -> bool {
    STUDY_CHARTS.contains(&name) || name.starts_with(TORNADO_OF)
}

/// The bar of each threshold alone, in the order of the thresholds.
pub const THRESHOLD_CHARTS: [&str; 4] =
    ["threshold.staff_ratio", "threshold.compliance", "threshold.velocity", "threshold.loaded_cost"];

/// What charts show, gathered once for as many as are drawn.
pub struct Pictures {
    plan: Plan,
    judgement: Judgement,
    phases: Vec<Entry>,
    organisation: String,
    /// Hash of the inputs; none where it was not asked for.
    inputs: Option<String>,
    study: Option<Study>,
    faces: &'static Faces,
}

impl Pictures {
    /// What bare drawings show of an organisation, without the hash that traces a picture standing alone: quick enough to
    /// be gathered at every move of a slider.
    pub(crate) fn light(plan: Plan, judgement: Judgement, organisation: &str) -> Result<Self, Error> {
        let (phases, faces) = (phases()?, super::faces()?);
        Ok(Self { plan, judgement, phases, organisation: organisation.to_owned(), inputs: None, study: None, faces })
    }

    /// The same with how sure the answer is.
    #[must_use]
    pub(crate) fn with_study(self, found: Uncertainty) -> Self {
        Self { study: shown(found), ..self }
    }

    /// A chart with its words, table and marks, for a width in pixels: the bare drawing, as it stands beside its title.
    pub fn draw(&self, name: &str, width: f64) -> Result<ChartPicture, Error> {
        self.made(name, &Look { faces: self.faces, width, source: None })
    }

    /// A chart as a picture that stands alone, with title, caption and source in it.
    pub fn picture(&self, name: &str, width: f64) -> Result<ChartPicture, Error> {
        self.made(name, &Look { faces: self.faces, width, source: Some(&self.source()) })
    }

    fn source(&self) -> String {
        let hash = self.inputs.iter().map(|inputs| format!(", inputs {}", inputs.chars().take(12).collect::<String>()));
        let hash: String = hash.collect();
        format!("{}, as of {}. Threshold {ENGINE}{hash}.", self.organisation, day(self.plan.as_of))
    }

    fn made(&self, name: &str, look: &Look<'_>) -> Result<ChartPicture, Error> {
        let charts = Assessment::of_charts(&self.plan, &self.judgement, self.phases.clone());
        let a = Assessment { study: self.study.clone(), ..charts };
        let drawn = drawn(&a, name, look).ok_or_else(|| Error::Chart(name.to_owned()))?;
        let (svg, words) = drawn.map_err(|cause| Error::Report(cause.to_string()))?;
        Ok(on_the_wire(name, svg, words))
    }
}

/// Crossings a chart tells below its axis.
const CROSSINGS: usize = 12;

impl Session {
    /// Gathers what charts show.
    pub fn pictures(&self) -> Result<Pictures, Error> {
        let judged = self.judged(&[])?;
        let (plan, judgement) = (judged.prepared.plan.clone(), judged.judgement.clone());
        let inputs = Some(traced(&self.file.settings()?, &plan).hash);
        Ok(Pictures { inputs, ..Pictures::light(plan, judgement, &judged.prepared.name)?.with_study(judged.told().clone()) })
    }

    /// One chart as a picture that stands alone.
    pub fn chart(&self, name: &str, width: f64) -> Result<ChartPicture, Error> {
        self.pictures()?.picture(name, width)
    }

    /// A chart as a PNG file.
    pub fn chart_png(&self, name: &str, width: f64) -> Result<Vec<u8>, Error> {
        let picture = self.chart(name, width)?;
        let svg = Svg { text: picture.svg, width: picture.width, height: picture.height, marks: Vec::new() };
        png(&svg).map_err(|cause| Error::Report(cause.to_string()))
    }
}

/// How a chart is drawn.
struct Look<'a> {
    faces: &'a Faces,
    width: f64,
    /// Where it says it comes from; none is the bare drawing.
    source: Option<&'a str>,
}

/// Finding, caption, and table of a chart.
struct Words {
    finding: String,
    caption: String,
    table: report::chart::ChartTable,
}

type Drawn = Option<Result<(Svg, Words), DrawError>>;

fn drawn(a: &Assessment<'_>, name: &str, look: &Look<'_>) -> Drawn {
    match name {
        "thresholds" => Some(one(&pictures::thresholds(a), look)),
        "totals" => Some(one(&pictures::totals(a, None), look)),
        "cumulative" => Some(one(&pictures::cumulative(a, CROSSINGS), look)),
        "bridge" => pictures::bridge(a).map(|c| one(&c, look)),
        "cash_flow" => Some(one(&pictures::cash_flow(a), look)),
        "users_curve" => Some(one(&pictures::users_curve(a), look)),
        "workload" => pictures::workload(a).map(|c| one(&c, look)),
        "velocity" => pictures::velocity(a).map(|c| one(&c, look)),
        "coverage" => (0..a.plan.frameworks.len()).find_map(|at| pictures::coverage(a, at)).map(|c| one(&c, look)),
        "roadmap" => Some(one(&pictures::roadmap(a), look)),
        name if is_of_the_study(name) => of_the_study(a, name, look),
        _ => THRESHOLD_CHARTS.iter().position(|n| *n == name).and_then(|at| pictures::threshold(a, at)).map(|c| one(&c, look)),
    }
}

fn of_the_study(a: &Assessment<'_>, name: &str, look: &Look<'_>) -> Drawn {
    match name {
        "ranges" => pictures::ranges(a).map(|c| one(&c, look)),
        "exceedance" => pictures::exceedance(a).map(|c| one(&c, look)),
        "cheapest" => pictures::cheapest(a).map(|c| one(&c, look)),
        "flips" => pictures::flips(a).map(|c| one(&c, look)),
        _ => pictures::tornado(a, name.strip_prefix(TORNADO_OF)).map(|c| one(&c, look)),
    }
}

fn one<C: Chart>(chart: &C, look: &Look<'_>) -> Result<(Svg, Words), DrawError> {
    let words = Words { finding: chart.finding().to_owned(), caption: chart.caption().to_owned(), table: chart.table() };
    let svg = match look.source {
        Some(source) => chart::picture(chart, source, look.faces, look.width),
        None => chart::svg(chart, look.faces, look.width),
    };
    Ok((svg?, words))
}

fn on_the_wire(name: &str, svg: Svg, words: Words) -> ChartPicture {
    let mark = |m: report::chart::Mark| ChartMark { id: m.id, text: m.text, x: m.x, y: m.y, width: m.width, height: m.height };
    ChartPicture {
        name: name.to_owned(),
        finding: words.finding,
        caption: words.caption,
        head: words.table.head,
        rows: words.table.rows,
        svg: svg.text,
        width: svg.width,
        height: svg.height,
        marks: svg.marks.into_iter().map(mark).collect(),
    }
}
