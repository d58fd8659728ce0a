//! A study at the prompt.

use crate::output::table;
use advisor::wire::{OptionRange, Uncertainty};

/// The study in tables.
pub fn text(study: &Uncertainty) -> Vec<String> {
    let mut text = vec![format!("{}.", study.heading)];
    if !study.missing.is_empty() {
        text.push(format!("Missing: {}.", study.missing.join(", ")));
        return text;
    }
    text.push(format!("{} Seed {}.", study.basis, study.seed));
    text.extend(study.lead.iter().map(|lead| format!("{} {} ({})", lead.sentence, lead.text, lead.error)));
    text.push(String::new());
    text.extend(ranges(study));
    text.extend(section("What alone changes the leader", study.flips.iter().map(|f| f.sentence.clone())));
    let asked = study.worth.inputs.iter().map(|w| {
        format!("{} ({}): {}, {} of the variance. {}", w.name, w.grade, w.worth.text, w.share, w.question).trim_end().to_owned()
    });
    text.extend(section(&format!("Worth knowing. {}", study.worth.sentence), asked));
    text
}

fn ranges(study: &Uncertainty) -> Vec<String> {
    let head = ["option", "P10", "P50", "P90", "mean", "likely", "cheapest", "regret", "hours suffice"];
    let dash = || "–".to_owned();
    let row = |o: &OptionRange| {
        let cheapest = o.cheapest.as_ref().map_or_else(dash, |c| c.text.clone());
        let regret = o.regret.as_ref().map_or_else(dash, |r| r.text.clone());
        let costs = [&o.p10, &o.p50, &o.p90, &o.mean, &o.likely].map(|a| a.text.clone());
        let rest = [cheapest, regret, o.eligible.text.clone()];
        std::iter::once(o.name.clone()).chain(costs).chain(rest).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = std::iter::once(head.map(str::to_owned).to_vec()).chain(study.options.iter().map(row)).collect();
    table(&rows)
}

fn section(head: &str, lines: impl Iterator<Item = String>) -> Vec<String> {
    let lines: Vec<String> = lines.map(|l| format!("  {l}")).collect();
    if lines.is_empty() { Vec::new() } else { [String::new(), head.to_owned()].into_iter().chain(lines).collect() }
}
