//! Times the report and the charts of the sample, part by part, and writes the report's content as neutral blocks for a
//! peer to typeset: `cargo bench -p advisor --bench report -- CONTENT.json`.
#![allow(clippy::expect_used, reason = "a bench stops at the first thing that is not as it says")]
#![allow(clippy::float_arithmetic, reason = "times and widths")]

use advisor::{CHARTS, Edition, Host, ReportOptions, Session};
use chrono::NaiveDateTime;
use report::document::{Cell, Op};
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::Instant;

/// Runs of each part; the median counts.
const RUNS: usize = 21;
/// Width of a chart in the window, in pixels.
const WIDTH: f64 = 720.0;

struct Bench;

impl Host for Bench {
    fn now(&self) -> NaiveDateTime {
        NaiveDateTime::default()
    }

    fn who(&self) -> String {
        "bench".to_owned()
    }
}

fn main() {
    let content = std::env::args().skip(1).find(|a| a.ends_with(".json"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let session = advisor::sample(folder.path(), &Bench).expect("the sample opens");
    let options = ReportOptions { edition: Edition::Full, ..ReportOptions::default() };
    println!("median of {RUNS} runs, in milliseconds");
    let whole = median(|| drop(black_box(session.report(&options).expect("a report"))));
    println!("threshold report, full: from the engagement to bytes   {whole:8.1}");
    let draft = session.draft(&options).expect("a draft");
    println!(
        "  gathered already: documents, pages, bytes            {:8.1}",
        median(|| drop(black_box(draft.pdf().expect("a PDF"))))
    );
    let board = ReportOptions { edition: Edition::Board, ..ReportOptions::default() };
    println!(
        "threshold report, board                                {:8.1}",
        median(|| drop(black_box(session.report(&board).expect("a report"))))
    );
    charts(&session);
    if let Some(path) = content {
        let document = draft.document().expect("a document");
        let blocks = neutral(&session, &document.title, &document.ops);
        std::fs::write(path, blocks.to_string()).expect("the content can be written");
    }
}

/// Every chart's SVG from what was gathered.
fn charts(session: &Session) {
    let pictures = session.pictures().expect("what charts show");
    for name in CHARTS {
        let time = median(|| drop(black_box(pictures.draw(name, WIDTH).expect("a chart"))));
        println!("chart {name:12} SVG                                   {time:8.3}");
    }
}

fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

/// Headings, paragraphs, tables and charts without any of our looks.
fn neutral(session: &Session, title: &str, ops: &[Op]) -> Value {
    let pictures = session.pictures().expect("what charts show");
    let svgs: Vec<String> = CHARTS.iter().filter_map(|name| Some(pictures.draw(name, WIDTH).ok()?.svg)).collect();
    let mut svgs = svgs.into_iter().cycle();
    let mut blocks = Vec::new();
    gather(ops, &mut svgs, &mut blocks);
    json!({ "title": title, "blocks": blocks })
}

fn gather(ops: &[Op], svgs: &mut impl Iterator<Item = String>, blocks: &mut Vec<Value>) {
    for op in ops {
        match op {
            Op::Heading(h) => blocks.push(json!({ "heading": [h.level, h.text] })),
            Op::Paragraph(p) => blocks.push(json!({ "paragraph": words(std::slice::from_ref(&p.runs)) })),
            Op::List(l) => blocks.extend(
                l.items
                    .iter()
                    .map(|(label, runs)| json!({ "paragraph": format!("{label} {}", words(std::slice::from_ref(runs))) })),
            ),
            Op::Table(t) => {
                let cells = |cells: &[Cell]| cells.iter().map(|c| words(&c.lines)).collect::<Vec<_>>();
                let rows: Vec<Vec<String>> = t.rows.iter().map(|r| cells(&r.cells)).collect();
                let head = if t.head.is_empty() { vec![String::new(); t.columns.len()] } else { cells(&t.head) };
                blocks.push(json!({ "table": { "head": head, "rows": rows } }));
            }
            Op::Figure(f) => {
                blocks.push(json!({ "paragraph": format!("{} {}", f.finding, f.caption) }));
                blocks.extend(svgs.next().map(|svg| json!({ "chart": { "svg": svg } })));
            }
            Op::Columns(columns) => columns.iter().for_each(|(_, ops)| gather(ops, svgs, blocks)),
            Op::Framed(ops) => gather(ops, svgs, blocks),
            Op::Rule | Op::Gap(_) | Op::NewPage | Op::Contents(_) => {}
        }
    }
}

fn words(lines: &[Vec<report::document::Run>]) -> String {
    let line = |runs: &Vec<report::document::Run>| runs.iter().map(|r| r.text.as_str()).collect::<String>();
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}
