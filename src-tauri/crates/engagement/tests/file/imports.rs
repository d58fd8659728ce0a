//! Imports through their states, and what each state shows.

use crate::support::*;
use engagement::{Disposition, Engagement, FileError, ImportId, ImportState, RowDraft, RowReason, Sighting};
use model::{Field, Kind};

#[test]
fn an_abandoned_import_is_never_seen() {
    let (_folder, path) = place();
    let mut file = Engagement::create(&path, None).unwrap();
    drop(file.stage(&header("a.csv", "rmm")).unwrap());
    assert!(file.imports().unwrap().is_empty(), "a dropped staging leaves nothing");
    stage(&mut file, &header("b.csv", "rmm"), &[device("S1", "laptop", 100)]);
    assert!(file.cells().unwrap().is_empty(), "a staged import counts for nothing");
    assert_eq!(file.imports().unwrap()[0].state, ImportState::Staged);
    drop(file);
    let file = Engagement::open(&path, None).unwrap();
    assert!(file.imports().unwrap().is_empty() && file.cells().unwrap().is_empty(), "closing before commit removes it");
}

#[test]
fn commit_undo_and_redo_turn_one_state() {
    let (_folder, path) = place();
    let mut file = Engagement::create(&path, None).unwrap();
    let a = stage(&mut file, &header("a.csv", "rmm"), &[device("S1", "laptop", 150_000)]);
    let b = stage(&mut file, &header("b.csv", "mdm"), &[device("S2", "mobile", 50_000)]);
    let seen = cube(&file.cells_with(&[a, b]).unwrap());
    file.commit(&[a, b], &by("A")).unwrap();
    assert_eq!(cube_of(&file), seen, "the preview showed what the commit does");
    assert_eq!(seen, [("laptop".into(), 1, money(150_000), 1), ("mobile".into(), 1, money(50_000), 1)]);
    assert_eq!(file.log().unwrap().len(), 1, "files committed together are one change");
    assert_eq!(file.to_undo().unwrap().map(|c| c.label()).as_deref(), Some("import of a.csv and 1 more"));
    file.undo(&by("A")).unwrap();
    assert!(file.cells().unwrap().is_empty(), "an undone import is not seen");
    assert!(file.imports().unwrap().iter().all(|i| i.state == ImportState::Undone));
    drop(file);
    let mut file = Engagement::open(&path, None).unwrap();
    file.redo(&by("A")).unwrap();
    assert_eq!(cube_of(&file), seen, "redo brings the rows back, after closing too");
}

#[test]
fn an_import_says_what_it_was() {
    let (_folder, mut file) = new_file();
    import(&mut file, "rmm", &[device("S1", "laptop", 100)]);
    let info = file.imports().unwrap().remove(0);
    assert_eq!((info.name.as_str(), info.size, info.sha256, info.kind), ("rmm.csv", 1234, [7; 32], Kind::Devices));
    assert_eq!((info.preset.as_deref(), info.exported, info.at), (Some("rmm"), Some(at(2).date()), Some(at(1))));
    assert_eq!((info.counts.accepted, info.counts.merged, info.counts.set_aside, info.counts.rejected), (1, 0, 0, 0));
}

#[test]
fn only_staged_imports_are_committed_or_discarded() {
    let (_folder, mut file) = new_file();
    let live = import(&mut file, "rmm", &[device("S1", "laptop", 100)]);
    let staged = stage(&mut file, &header("b.csv", "rmm"), &[device("S2", "laptop", 100)]);
    let nowhere = ImportId(99);
    for ids in [&[staged, live][..], &[nowhere], &[staged, staged]] {
        assert_eq!(file.commit(ids, &by("A")).unwrap_err().code(), "unknown_import");
    }
    assert_eq!(file.imports().unwrap()[1].state, ImportState::Staged, "a refused commit commits none of its imports");
    assert_eq!(file.log().unwrap().len(), 1, "and writes no history");
    assert_eq!(file.discard(live).unwrap_err(), FileError::UnknownImport { id: live.0, wanted: "staged" });
    file.discard(staged).unwrap();
    assert_eq!(file.imports().unwrap().len(), 1);
    let again = import(&mut file, "rmm", &[device("S2", "laptop", 100)]);
    assert_eq!(cube_of(&file), [("laptop".into(), 2, money(200), 2)], "import {again:?} stands on no rest of the discarded one");
    assert_eq!(file.cells_with(&[nowhere]).unwrap_err().code(), "unknown_import");
}

#[test]
fn a_sighting_is_compared_with_the_newest_of_its_preset() {
    let (_folder, mut file) = new_file();
    import(&mut file, "rmm", &[device("S1", "laptop", 100), device("S2", "laptop", 100)]);
    import(&mut file, "rmm", &[device("S2", "workstation", 100)]);
    import(&mut file, "mdm", &[device("S3", "mobile", 100), device("S1", "mobile", 100)]);
    import(&mut file, "rmm", &[device("S4", "laptop", 100)]);
    file.undo(&by("A")).unwrap();
    let beside = stage(&mut file, &header("new.csv", "cmdb"), &[device("S5", "laptop", 100)]);
    let mut staging = file.stage_beside(&header("rmm.csv", "rmm"), &[beside]).unwrap();
    let mut sighting = |d: &Device| staging.sighting(Kind::Devices, d.serial.as_deref().unwrap(), &record(d, 40)).unwrap();
    assert_eq!(sighting(&device("S1", "laptop", 100)), Sighting::Unchanged, "the row number and the other tool do not matter");
    assert_eq!(sighting(&device("S1", "laptop", 101)), Sighting::Changed, "a cent is a change");
    assert_eq!(sighting(&device("S2", "laptop", 100)), Sighting::Changed, "the later file said otherwise");
    assert_eq!(sighting(&device("S3", "mobile", 100)), Sighting::SeenByOther);
    assert_eq!(sighting(&device("S4", "laptop", 100)), Sighting::New, "its import is undone");
    assert_eq!(sighting(&device("S5", "laptop", 100)), Sighting::SeenByOther, "files read together know of each other");
    assert_eq!(sighting(&device("S6", "laptop", 100)), Sighting::New);
}

#[test]
fn equal_amounts_of_other_precision_are_no_change() {
    let (_folder, mut file) = new_file();
    import(&mut file, "rmm", &[device("S1", "laptop", 1250)]);
    let mut staging = file.stage(&header("rmm.csv", "rmm")).unwrap();
    let mut again = device("S1", "laptop", 0);
    again.cost = Some(rust_decimal::Decimal::new(125, 1));
    assert_eq!(staging.sighting(Kind::Devices, "S1", &record(&again, 2)).unwrap(), Sighting::Unchanged, "12.50 is 12.5");
}

#[test]
fn a_newer_export_says_what_changed_what_is_gone_and_what_is_new() {
    let (_folder, mut file) = new_file();
    let first = import(&mut file, "rmm", &["S1", "S2", "S3", "S4"].map(|s| device(s, "laptop", 100)));
    import(&mut file, "mdm", &[device("S9", "mobile", 100)]);
    let newer =
        [device("S5", "laptop", 100), device("S2", "workstation", 250), device("S1", "laptop", 100), device("S3", "laptop", 100)];
    let staged = stage(&mut file, &header("newer.csv", "rmm"), &newer);
    let told = |file: &Engagement| file.differences(staged, 10).unwrap();
    let before = told(&file);
    let serial =
        |row: &Option<engagement::RowRef>| row.as_ref().and_then(|r| Some((r.row, r.record.text(Field::Serial)?.to_owned())));
    let listed: Vec<_> = before.listed.iter().map(|d| (serial(&d.before), serial(&d.now))).collect();
    let at = |row: u32, serial: &str| Some((row, serial.to_owned()));
    assert_eq!(
        listed,
        [(at(3, "S2"), at(3, "S2")), (at(5, "S4"), None), (None, at(2, "S5"))],
        "changed, gone, new, each with its rows"
    );
    assert_eq!((before.changed, before.gone, before.new, before.follows.as_deref()), (1, 1, 1, Some("rmm.csv")));
    assert_eq!(file.differences(staged, 1).unwrap().listed.len(), 1, "the rest is counted alone");
    file.commit(&[staged], &by("A")).unwrap();
    assert_eq!(told(&file), before, "after the commit it says the same");
    assert_eq!(file.differences(first, 10).unwrap(), engagement::Differences::default(), "nothing was there before it");
    let other = import(&mut file, "rmm", &[device("T1", "laptop", 100), device("S1", "laptop", 100)]);
    let apart = file.differences(other, 10).unwrap();
    assert_eq!((apart.gone, apart.new, apart.follows), (0, 0, None), "most of the things are others: nothing is gone");
}

#[test]
fn problems_come_in_pages_with_their_place() {
    let (_folder, mut file) = new_file();
    let mut head = header("assets.xlsx", "itam");
    head.sheet = Some("Assets".into());
    let mut staging = file.stage(&head).unwrap();
    let good = device("S1", "laptop", 100);
    let (good_record, good_cell) = (record(&good, 2), cell(&good));
    let row = |row, disposition, reason| RowDraft {
        sheet: Some("Assets"),
        row,
        disposition,
        identity: None,
        rank: 0,
        record: (disposition == Disposition::Accepted).then_some(&good_record),
        cell: (disposition == Disposition::Accepted).then_some(&good_cell),
        reason,
    };
    let reason = |code: &str| RowReason {
        column: Some("Serial".into()),
        value: Some("???".into()),
        code: code.into(),
        message: "The serial cannot be read.".into(),
    };
    let accepted = staging.push(&row(2, Disposition::Accepted, None)).unwrap();
    staging.note(accepted, &reason("bad_date")).unwrap();
    staging.note(accepted, &reason("bad_amount")).unwrap();
    staging.push(&row(3, Disposition::Rejected, Some(reason("no_key")))).unwrap();
    staging.push(&row(4, Disposition::SetAside, None)).unwrap();
    staging.push(&row(5, Disposition::Accepted, None)).unwrap();
    let id = staging.finish().unwrap();
    let first = file.problems(id, None, 3).unwrap();
    let rest = file.problems(id, Some(first[2].id), 3).unwrap();
    let all: Vec<_> = first.iter().chain(&rest).map(|p| (p.row, p.reason.as_ref().map(|r| r.code.as_str()))).collect();
    assert_eq!(
        all,
        [(2, Some("bad_date")), (2, Some("bad_amount")), (3, Some("no_key")), (4, None)],
        "every note and every refused row, once"
    );
    assert_eq!(first[2].sheet.as_deref(), Some("Assets"), "a person must find the row in the workbook");
    assert_eq!(first[2].reason, Some(reason("no_key")), "value and sentence are kept");
    assert_eq!(rest[0].disposition, Disposition::SetAside);
    assert_eq!(file.problems(ImportId(99), None, 3).unwrap_err().code(), "unknown_import");
}

#[test]
fn a_record_of_another_kind_is_refused() {
    let (_folder, mut file) = new_file();
    let mut head = header("tickets.csv", "psa");
    head.kind = Kind::Tickets;
    let mut staging = file.stage(&head).unwrap();
    let wrong = record(&device("S1", "laptop", 100), 2);
    let row = RowDraft {
        sheet: None,
        row: 2,
        disposition: Disposition::Accepted,
        identity: None,
        rank: 0,
        record: Some(&wrong),
        cell: None,
        reason: None,
    };
    assert_eq!(staging.push(&row).unwrap_err().code(), "internal", "its fields could not be read back");
}
