//! What must hold of the study whatever the engagement: one arithmetic, one result on any number of threads, true means.

use crate::properties::{engagements, resolved};
use crate::study::contest;
use model::evaluate::{Calc, evaluate};
use model::figure::OptionId;
use model::input::{Input, InputId, InputTable, Spread};
use model::number::{Exact, Lanes, float};
use model::plan::Plan;
use rust_decimal::Decimal;
use uncertainty::{Ask, Study, study};

fn studied(plan: &Plan, trials: u32, threads: usize) -> Study {
    study(plan, &contest(plan), Ask { trials, seed: 20_260_930, threads }, &|_| true).unwrap().unwrap()
}

fn likely(plan: &Plan, id: InputId) -> Option<Decimal> {
    plan.inputs.get(id).and_then(|i| i.spread).map(|s| s.likely)
}

#[test]
fn trials_compute_what_the_exact_model_does() {
    for (settings, cells) in engagements(40) {
        let plan = resolved(&settings, &cells);
        let exact = |id: InputId| likely(&plan, id).map_or(Exact::Unknown, Exact::Known);
        let lanes = |id: InputId| Lanes::<8>::all(likely(&plan, id).map_or(0.0, float));
        let (want, got) = (evaluate(Calc::new(&plan, &exact)).figures, evaluate(Calc::new(&plan, &lanes)).figures);
        assert_eq!(want.len(), got.len(), "the same formulas name the same figures");
        for ((id, want), (_, Lanes(lanes))) in want.iter().zip(&got) {
            let Some(want) = want.known().map(float) else { continue };
            let near = 1e-9 * want.abs().max(1.0);
            assert!(lanes.iter().all(|v| (v - want).abs() <= near), "{id:?}: {lanes:?} against {want} in {settings:?}");
        }
    }
}

#[test]
fn one_thread_and_eight_give_the_same_study_byte_for_byte() {
    for (settings, cells) in engagements(4) {
        let plan = resolved(&settings, &cells);
        let (one, eight) = (studied(&plan, 4096, 1), studied(&plan, 4096, 8));
        assert_eq!(format!("{one:?}"), format!("{eight:?}"), "every digit, whoever worked it out");
        assert_eq!(one, eight);
    }
}

/// The plan with all inputs at their likely values but some.
fn only(plan: &Plan, open: &[&str]) -> Plan {
    let mut inputs = InputTable::default();
    for (_, input) in plan.inputs.iter() {
        let point = input.spread.map(|s| Spread::point(s.likely));
        let spread = if open.contains(&input.name.as_str()) { input.spread } else { point };
        inputs.add(Input { spread, ..input.clone() });
    }
    Plan { inputs, ..plan.clone() }
}

#[test]
fn sampled_means_are_the_analytic_ones_within_five_errors_of_the_replicates() {
    // Full outsource's present value is linear in each of these and they are drawn apart from each other, so that its mean
    // is its value at their means: (low + 4 × likely + high) ÷ 6 of a PERT.
    let open = ["out_of_scope", "vendor_management", "tools", "selection", "onboarding_months", "undo_probability"];
    for (mut settings, cells) in engagements(6) {
        settings.insert("tools".to_owned(), r#"{"low":"8000","likely":"15000","high":"40000"}"#.to_owned());
        let plan = only(&resolved(&settings, &cells), &open);
        let mean = |s: Spread| (s.low + s.likely * Decimal::from(4) + s.high) / Decimal::from(6);
        let read = |id: InputId| plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(mean(s)));
        let analytic = evaluate(Calc::new(&plan, &read)).option(OptionId::FullOutsource).unwrap().npv.known().map(float).unwrap();
        let study = studied(&plan, 2048, 2);
        assert!(study.drawn.len() >= 5, "{:?}", study.drawn);
        let sampled = study.option(OptionId::FullOutsource).unwrap().mean;
        assert!(sampled.error > 0.0, "{sampled:?}");
        let off = (sampled.value - analytic).abs();
        assert!(off <= 5.0 * sampled.error, "{} against {analytic}, error {}", sampled.value, sampled.error);
    }
}
