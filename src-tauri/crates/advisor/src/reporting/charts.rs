//! Single charts.

use super::gather::Gathered;
use super::options::ReportOptions;
use crate::error::Error;
use crate::session::Session;
use crate::wire::{ChartMark, ChartPicture};
use report::assessment::Assessment;
use report::chart::{Chart, DrawError, Svg, png, svg};
use report::face::Faces;
use report::pictures;

/// Names of the charts.
pub const CHARTS: [&str; 9] =
    ["thresholds", "totals", "cumulative", "bridge", "cash_flow", "users_curve", "workload", "coverage", "roadmap"];

/// What charts show, gathered once for as many as are drawn.
pub struct Pictures {
    gathered: Gathered,
    faces: Faces,
}

impl Pictures {
    /// A chart as SVG with its words, table and marks, for a width in pixels.
    pub fn draw(&self, name: &str, width: f64) -> Result<ChartPicture, Error> {
        let drawn = drawn(&self.gathered.assessment(), name, &self.faces, width);
        let drawn = drawn.ok_or_else(|| Error::Chart(name.to_owned()))?;
        let (svg, words) = drawn.map_err(|cause| Error::Report(cause.to_string()))?;
        Ok(picture(name, svg, words))
    }
}

impl Session {
    /// Gathers what charts show.
    pub fn pictures(&self) -> Result<Pictures, Error> {
        Ok(Pictures { gathered: Gathered::of(self, &ReportOptions::default())?, faces: super::faces()? })
    }

    /// One chart.
    pub fn chart(&self, name: &str, width: f64) -> Result<ChartPicture, Error> {
        self.pictures()?.draw(name, width)
    }

    /// A chart as a PNG file.
    pub fn chart_png(&self, name: &str, width: f64) -> Result<Vec<u8>, Error> {
        let picture = self.chart(name, width)?;
        let svg = Svg { text: picture.svg, width: picture.width, height: picture.height, marks: Vec::new() };
        png(&svg).map_err(|cause| Error::Report(cause.to_string()))
    }
}

/// Finding, caption, and table of a chart.
struct Words {
    finding: String,
    caption: String,
    table: report::chart::ChartTable,
}

type Drawn = Option<Result<(Svg, Words), DrawError>>;

fn drawn(a: &Assessment<'_>, name: &str, faces: &Faces, width: f64) -> Drawn {
    match name {
        "thresholds" => Some(one(&pictures::thresholds(a), faces, width)),
        "totals" => Some(one(&pictures::totals(a, None), faces, width)),
        "cumulative" => Some(one(&pictures::cumulative(a), faces, width)),
        "bridge" => pictures::bridge(a).map(|c| one(&c, faces, width)),
        "cash_flow" => Some(one(&pictures::cash_flow(a), faces, width)),
        "users_curve" => Some(one(&pictures::users_curve(a), faces, width)),
        "workload" => pictures::workload(a).map(|c| one(&c, faces, width)),
        "coverage" => (0..a.plan.frameworks.len()).find_map(|at| pictures::coverage(a, at)).map(|c| one(&c, faces, width)),
        "roadmap" => Some(one(&pictures::roadmap(a), faces, width)),
        _ => None,
    }
}

fn one<C: Chart>(chart: &C, faces: &Faces, width: f64) -> Result<(Svg, Words), DrawError> {
    let words = Words { finding: chart.finding().to_owned(), caption: chart.caption().to_owned(), table: chart.table() };
    Ok((svg(chart, faces, width)?, words))
}

fn picture(name: &str, svg: Svg, words: Words) -> ChartPicture {
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
