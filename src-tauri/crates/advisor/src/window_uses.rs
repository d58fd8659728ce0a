//! The use cases of a window on the sample: trying, typing, reading files that wait, taking back.

use crate::wire::{ColumnChoice, Override, ReadAs};
use crate::{Host, Session, sample};
use chrono::NaiveDateTime;
use std::path::{Path, PathBuf};

struct Desk;

impl Host for Desk {
    fn now(&self) -> NaiveDateTime {
        NaiveDateTime::default()
    }

    fn who(&self) -> String {
        "M. Ortiz".to_owned()
    }
}

fn typed(key: &str, value: &str) -> Override {
    Override { key: key.to_owned(), value: Some(value.to_owned()) }
}

fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_preview_says_what_typing_would_say_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = sample(folder.path(), &Desk).unwrap();
    let (before, log) = (session.assess(&Desk).unwrap(), session.log().unwrap().len());
    let tried = session.preview(&[typed("users", "200"), typed("merit", "0.05")]).unwrap();
    assert_eq!(session.log().unwrap().len(), log, "trying is no change");
    assert_eq!(tried.texts["merit"], "5 % per year", "what is tried comes back as shown");
    assert_ne!(tried.assessment.options[1].total, before.options[1].total, "it follows");
    session.change(&[typed("users", "200"), typed("merit", "0.05")], Some("workshop"), &Desk).unwrap();
    let after = session.assess(&Desk).unwrap();
    let totals = |a: &crate::wire::Assessment| a.options.iter().map(|o| o.npv.clone()).collect::<Vec<_>>();
    let told = |a: &crate::wire::Assessment| {
        let told = a.options.iter().filter(|o| tried.assessment.options.iter().any(|t| t.id == o.id));
        told.map(|o| o.npv.clone()).collect::<Vec<_>>()
    };
    assert_eq!(told(&after), totals(&tried.assessment), "typing gives what the preview showed");
    assert_eq!(after.verdict.headline, tried.assessment.verdict.headline);
    session.undo(&Desk).unwrap();
    assert_eq!(totals(&session.assess(&Desk).unwrap()), totals(&before), "both values were one change");
}

#[test]
fn a_value_that_is_moving_shows_the_figures_it_has_at_rest() {
    let folder = tempfile::tempdir().unwrap();
    let session = sample(folder.path(), &Desk).unwrap();
    for values in [[typed("price.premium", "240")], [typed("price.premium", "120")], [typed("users", "400")]] {
        let moving = session.preview_moving(&values).unwrap().assessment;
        let rest = session.preview(&values).unwrap().assessment;
        let figures = |a: &crate::wire::Assessment| {
            let totals: Vec<_> = a.options.iter().map(|o| (o.total.clone(), o.npv.clone(), o.rank)).collect();
            (totals, a.thresholds.staff_ratio.value.clone(), a.thresholds.loaded_cost.value.clone())
        };
        assert_eq!(figures(&moving), figures(&rest), "only the search for flips and for what rests on guesses waits: {values:?}");
        assert_eq!(moving.verdict.option, rest.verdict.option, "and a new leader is said at once: {values:?}");
    }
}

#[test]
fn a_leader_met_again_in_one_move_is_as_sure_as_it_was_found_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let session = sample(folder.path(), &Desk).unwrap();
    let leader = |a: &crate::wire::Assessment| a.options.iter().find(|o| o.rank == Some(1)).map(|o| o.id.clone());
    let json = |a: &crate::wire::Assessment| serde_json::to_string(a).unwrap();
    let first = session.levers().unwrap().inputs[0].clone();
    let places = [&first.min, &first.low, &first.likely, &first.high, &first.max];
    let met: Vec<_> = places.map(|at| session.preview_moving(&[typed(&first.key, at)]).unwrap().assessment).into();
    assert!(met.iter().any(|a| leader(a) != leader(&met[2])), "the most telling input puts another option first on its way");
    for (at, first_time) in places.into_iter().zip(&met) {
        let again = session.preview_moving(&[typed(&first.key, at)]).unwrap().assessment;
        assert_eq!(json(&again), json(first_time), "the way back shows what the way there showed: {at}");
    }
    let rest = session.preview(&[typed(&first.key, &first.max)]).unwrap().assessment;
    let moving = session.preview_moving(&[typed(&first.key, &first.max)]).unwrap().assessment;
    assert_eq!(moving.verdict.flips, rest.verdict.flips, "what was found out at rest is what a move goes on from");
}

#[test]
fn a_file_that_is_being_changed_elsewhere_opens_for_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.threshold");
    let _first = Session::create(&path, None, None, Some("2026-09-30"), &Desk).unwrap();
    let state = Session::open_or_look(&path).unwrap().state().unwrap();
    assert!(!state.writable && state.kept_from.is_some(), "it can be looked at, and says why it cannot be changed");
}

#[test]
fn a_preview_is_small_enough_for_every_frame() {
    let folder = tempfile::tempdir().unwrap();
    let session = sample(folder.path(), &Desk).unwrap();
    let preview = serde_json::to_string(&session.preview(&[typed("users", "150")]).unwrap()).unwrap();
    // 4 ms of a frame's 16 go to 100 kB of JSON both ways; a third of that leaves room for charts.
    assert!(preview.len() < 34_000, "a preview of the sample takes {} bytes", preview.len());
}

#[test]
fn a_value_that_cannot_be_read_is_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = sample(folder.path(), &Desk).unwrap();
    for (key, value) in [("users", "many"), ("userz", "5"), ("required.coverage", "9x9"), ("as_of", "2026-02-30")] {
        assert_eq!(session.preview(&[typed(key, value)]).unwrap_err().code(), "bad_setting", "{key} = {value}");
        assert_eq!(session.change(&[typed(key, value)], None, &Desk).unwrap_err().code(), "bad_setting", "{key} = {value}");
    }
}

#[test]
fn levers_come_the_most_telling_first_and_stay_when_they_are_typed() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = sample(folder.path(), &Desk).unwrap();
    let levers = session.levers().unwrap();
    assert_eq!(levers.inputs.len(), 10, "the sample has more than ten inputs with a range");
    assert_eq!(levers.coverage_now.as_deref(), Some("24x7"));
    let first = levers.inputs[0].clone();
    session.change(&[typed(&first.key, &first.high)], None, &Desk).unwrap();
    let again = session.levers().unwrap().inputs.into_iter().find(|l| l.key == first.key);
    let again = again.expect("a slider that was let go does not vanish");
    assert!(again.typed && again.likely == first.high, "it stands where it was let go");
}

#[test]
fn files_wait_with_their_consequence_and_count_after_one_commit_that_one_undo_takes_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::create(&folder.path().join("a.threshold"), None, None, Some("2026-09-30"), &Desk).unwrap();
    let people = written(folder.path(), "people.csv", &crate::template("people").unwrap());
    let devices = written(folder.path(), "devices.csv", &crate::template("devices").unwrap());
    let broken = written(folder.path(), "broken.csv", "");
    let waiting = session.stage(&[people, broken, devices], &Desk).unwrap().expect("something waits");
    assert_eq!(waiting.tables.len(), 3, "a file that is refused waits with its reason");
    assert_eq!(waiting.tables[1].refused.as_ref().map(|e| e.code.as_str()), Some("empty_file"));
    assert!(waiting.consequence.is_some() && waiting.records == 2, "one person, one device");
    assert!(session.sources().unwrap().is_empty(), "nothing counts yet");
    session.commit(Some("first look"), &Desk).unwrap();
    assert_eq!(session.sources().unwrap().iter().filter(|s| s.state == "live").count(), 2);
    assert!(session.waiting().unwrap().is_none(), "nothing waits any more");
    session.undo(&Desk).unwrap();
    assert_eq!(session.sources().unwrap().iter().filter(|s| s.state == "live").count(), 0, "one undo takes both back");
}

#[test]
fn a_waiting_table_is_read_again_as_the_person_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::create(&folder.path().join("a.threshold"), None, None, Some("2026-09-30"), &Desk).unwrap();
    let odd = written(folder.path(), "odd.csv", "Box,Owner thing\nws-1,Ann\nws-2,Bob\n");
    let waiting = session.stage(&[odd], &Desk).unwrap().expect("it waits");
    assert!(waiting.tables[0].refused.is_some() && waiting.records == 0, "nobody knows these headers");
    let columns = vec![ColumnChoice { header: "Box".to_owned(), field: Some("hostname".to_owned()) }];
    let said = ReadAs { kind: Some("devices".to_owned()), columns, ..ReadAs::default() };
    let waiting = session.read_as(waiting.tables[0].id, said, &Desk).unwrap().expect("it waits");
    assert_eq!(waiting.tables[0].refused.as_ref().map(|e| &e.message), None);
    assert_eq!(waiting.records, 2, "both boxes are devices now");
    session.discard().unwrap();
    assert!(session.waiting().unwrap().is_none() && session.commit(None, &Desk).is_err(), "nothing is left to commit");
}

#[test]
fn an_import_taken_back_later_is_a_change_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = sample(folder.path(), &Desk).unwrap();
    let before = session.assess(&Desk).unwrap();
    let staff = session.sources().unwrap().into_iter().find(|s| s.kind == "staff").unwrap();
    session.change(&[typed("merit", "0.04")], None, &Desk).unwrap();
    session.withdraw(staff.id, Some("old payroll"), &Desk).unwrap();
    assert!(session.state().unwrap().undo.unwrap().contains("taking back"), "undo says what it would take back");
    assert_ne!(session.assess(&Desk).unwrap().thresholds.staff_ratio.value, before.thresholds.staff_ratio.value);
    session.undo(&Desk).unwrap();
    assert_eq!(session.assess(&Desk).unwrap().thresholds.staff_ratio.value, before.thresholds.staff_ratio.value);
    assert!(session.withdraw(99, None, &Desk).is_err(), "there is no such import");
}

#[test]
fn rows_come_in_pages_and_all_of_them_come() {
    let folder = tempfile::tempdir().unwrap();
    let session = sample(folder.path(), &Desk).unwrap();
    let (mut after, mut seen) = (None, std::collections::BTreeSet::new());
    loop {
        let page = session.rows("endpoints", after, 50).unwrap();
        assert_eq!(page.total, 182, "every endpoint has its row");
        seen.extend(page.rows.iter().map(|r| r.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 182, "no row twice, none left out");
    let ratio = session.assess(&Desk).unwrap().thresholds.staff_ratio.figure;
    assert!(session.rows(&ratio, None, 10).unwrap().total >= 182, "a figure has the rows of all its inputs");
}

#[test]
fn an_offer_that_is_typed_becomes_an_option() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = sample(folder.path(), &Desk).unwrap();
    let offer = [
        ("vendor", "Northwind"),
        ("offer", "full_outsource"),
        ("basis", "user"),
        ("price", "150"),
        ("domains", "service_desk;endpoint;network;security_operations"),
        ("coverage", "24x7"),
        ("signs_baa", "yes"),
        ("exclusions", "=SUM(A1) and \"hardware\""),
    ];
    let fields: Vec<Override> = offer.iter().map(|(key, value)| typed(key, value)).collect();
    let waiting = session.stage_quote(&fields, &Desk).unwrap().expect("it waits");
    assert_eq!(waiting.tables[0].report.as_ref().map(|r| r.new), Some(1));
    session.commit(None, &Desk).unwrap();
    let options = session.assess(&Desk).unwrap().options;
    assert!(options.iter().any(|o| o.id == "quote:northwind" && o.ranked), "it is ranked beside the others");
    assert!(session.stage_quote(&fields[1..], &Desk).is_err(), "an offer of nobody is none");
}

#[test]
fn the_client_can_type_every_input_and_each_says_what_it_moves() {
    let folder = tempfile::tempdir().unwrap();
    let session = sample(folder.path(), &Desk).unwrap();
    let groups = session.client().unwrap();
    let mut facts = groups.iter().flat_map(|g| &g.facts);
    assert!(facts.all(|f| !f.moves.is_empty() && !f.label.is_empty()), "no field without a word on what it is for");
    let keys: Vec<&str> = groups.iter().flat_map(|g| &g.facts).map(|f| f.key.as_str()).collect();
    let unique: std::collections::BTreeSet<_> = keys.iter().collect();
    assert_eq!(unique.len(), keys.len(), "no fact stands in two places");
    let inputs = session.export().unwrap().inputs;
    let missing: Vec<_> = inputs.iter().filter(|i| i.id != "coverage" && !keys.contains(&i.id.as_str())).collect();
    assert!(missing.is_empty(), "every input of the model is there: {missing:?}");
}

#[test]
fn quality_names_the_kinds_that_are_missing_and_what_each_gap_costs() {
    let folder = tempfile::tempdir().unwrap();
    let session = sample(folder.path(), &Desk).unwrap();
    let quality = session.quality().unwrap();
    assert_eq!(quality.kinds.len(), 8, "every kind of data");
    let staff = quality.kinds.iter().find(|k| k.kind == "staff").unwrap();
    let benefits = staff.gaps.iter().find(|g| g.input == "benefits_rate").expect("the payroll has no benefits");
    assert!(benefits.swing.is_some() && benefits.cost.contains('$'), "a gap says what it costs: {}", benefits.cost);
}

#[test]
fn an_input_knows_who_changed_it_last_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = sample(folder.path(), &Desk).unwrap();
    session.change(&[typed("merit", "0.04")], Some("pay round"), &Desk).unwrap();
    let touched = session.explain_input("merit").unwrap().touched.expect("it was typed");
    assert_eq!((touched.who.as_str(), touched.why.as_deref()), ("M. Ortiz", Some("pay round")));
    assert_eq!((touched.old, touched.new.as_deref()), (None, Some("0.04")));
}

#[test]
fn no_typed_value_makes_the_answer_break_off() {
    let folder = tempfile::tempdir().unwrap();
    let session = sample(folder.path(), &Desk).unwrap();
    for (key, value) in [("inflation", "1000000000000"), ("undo_probability", "1.25"), ("light_share", "11")] {
        assert_eq!(session.preview(&[typed(key, value)]).unwrap_err().code(), "bad_setting", "{key} = {value} is no share");
    }
    for key in ["users", "pay.support", "price.premium", "training"] {
        session.preview(&[typed(key, "1000000000000")]).expect("absurd, and answered without a panic");
    }
}

#[test]
fn tables_after_one_that_is_taken_out_are_compared_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::create(&folder.path().join("a.threshold"), None, None, Some("2026-09-30"), &Desk).unwrap();
    let row = crate::template("people").unwrap();
    let (a, b) = (written(folder.path(), "a.csv", &row), written(folder.path(), "b.csv", &row));
    let waiting = session.stage(&[a, b], &Desk).unwrap().expect("both wait");
    assert_eq!(waiting.records, 1, "the second file says the same of the same person");
    let again = session.read_as(waiting.tables[0].id, ReadAs::default(), &Desk).unwrap().expect("both wait");
    assert_eq!(again.records, 1, "reading the first again does not make both unchanged");
    let left = session.set_table_aside(waiting.tables[0].id, &Desk).unwrap().expect("the second waits");
    assert_eq!(left.records, 1, "alone it brings the person");
    session.commit(None, &Desk).unwrap();
    assert_eq!(session.quality().unwrap().kinds.iter().find(|k| k.kind == "people").map(|k| k.records), Some(1));
}

#[test]
fn the_history_says_that_a_source_was_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = sample(folder.path(), &Desk).unwrap();
    let staff = session.sources().unwrap().into_iter().find(|s| s.kind == "staff").unwrap();
    session.withdraw(staff.id, None, &Desk).unwrap();
    let last = session.log().unwrap().pop().unwrap();
    assert_eq!(last.changes, ["payroll.xlsx taken back"], "not that it was imported");
}
