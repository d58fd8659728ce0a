//! Which sighting of a thing counts, and that the fold adds up.

use crate::support::*;
use engagement::{Disposition, RowDraft};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

fn ranked(serial: &str, kind: &'static str, cents: i64, rank: i64) -> Device {
    Device { rank, ..device(serial, kind, cents) }
}

#[test]
fn of_two_tools_the_newer_sighting_counts() {
    let (_folder, mut file) = new_file();
    import(&mut file, "rmm", &[ranked("S1", "laptop", 100, 20_500)]);
    import(&mut file, "mdm", &[ranked("S1", "workstation", 200, 20_400)]);
    assert_eq!(cube_of(&file), [("laptop".into(), 1, money(100), 1)], "the later import saw it earlier");
    import(&mut file, "cmdb", &[ranked("S1", "server_virtual", 300, 20_500)]);
    assert_eq!(cube_of(&file), [("server_virtual".into(), 1, money(300), 1)], "at equal rank the later import counts");
    file.undo(&by("A")).unwrap();
    assert_eq!(cube_of(&file), [("laptop".into(), 1, money(100), 1)], "undoing it brings the earlier sighting back");
}

#[test]
fn within_an_import_a_merged_row_can_win_and_is_not_counted_twice() {
    let (_folder, mut file) = new_file();
    let mut staging = file.stage(&header("rmm.csv", "rmm")).unwrap();
    let (old, new) = (device("S1", "laptop", 100), device("S1", "mobile", 200));
    for (row, seen, disposition) in
        [(2, &old, Disposition::Accepted), (3, &new, Disposition::Merged), (4, &old, Disposition::SetAside)]
    {
        let (record, cell) = (record(seen, row), cell(seen));
        let draft = RowDraft {
            sheet: None,
            row,
            disposition,
            identity: Some("S1"),
            rank: 5,
            record: Some(&record),
            cell: Some(&cell),
            reason: None,
        };
        staging.push(&draft).unwrap();
    }
    let id = staging.finish().unwrap();
    file.commit(&[id], &by("A")).unwrap();
    assert_eq!(cube_of(&file), [("mobile".into(), 1, money(200), 1)], "the later row is newer; a set-aside row is no sighting");
}

#[test]
fn importing_a_file_twice_changes_nothing() {
    let (_folder, mut file) = new_file();
    let devices: Vec<_> =
        (0..50).map(|n| device(&format!("S{n}"), if n % 3 == 0 { "laptop" } else { "mobile" }, n * 7)).collect();
    import(&mut file, "rmm", &devices);
    let once = file.cells().unwrap();
    import(&mut file, "rmm", &devices);
    assert_eq!(file.cells().unwrap(), once, "a person who drops the same export again has no more devices");
}

#[test]
fn what_is_missing_is_not_known_and_what_has_no_identity_counts_alone() {
    let (_folder, mut file) = new_file();
    let unpriced = Device { serial: None, kind: "laptop", cost: None, rank: 0 };
    import(&mut file, "rmm", &[device("S1", "laptop", 100), unpriced.clone(), unpriced]);
    assert_eq!(cube_of(&file), [("laptop".into(), 3, money(100), 1)], "three devices, one of known cost");
}

#[test]
fn a_sum_out_of_range_is_not_known() {
    let (_folder, mut file) = new_file();
    let huge = |serial| Device { cost: Some(Decimal::MAX), ..device(serial, "laptop", 0) };
    import(&mut file, "rmm", &[huge("S1"), huge("S2"), device("S3", "mobile", 5)]);
    let cube = cube_of(&file);
    assert_eq!(cube[0], ("laptop".into(), 2, Decimal::MAX, 1), "one of two values could be added");
    assert_eq!(cube[1], ("mobile".into(), 1, money(5), 1), "and no other figure is lost");
}

/// The plain rule, over a list: per identity the greatest (rank, import, row).
fn plain_cube(imports: &[(bool, Vec<Device>)]) -> Vec<(String, u64, Decimal, u64)> {
    let mut winners: BTreeMap<String, ((i64, usize, usize), &Device)> = BTreeMap::new();
    for (at, (_, devices)) in imports.iter().enumerate().filter(|(_, (live, _))| *live) {
        for (row, device) in devices.iter().enumerate() {
            let key = device.serial.clone().unwrap_or_else(|| format!("none {at} {row}"));
            let entry = winners.entry(key).or_insert(((device.rank, at, row), device));
            *entry = if entry.0 >= (device.rank, at, row) { *entry } else { ((device.rank, at, row), device) };
        }
    }
    let mut cells: BTreeMap<&str, (u64, Decimal, u64)> = BTreeMap::new();
    for (_, device) in winners.values() {
        let cell = cells.entry(device.kind).or_default();
        cell.0 += 1;
        cell.1 += device.cost.unwrap_or_default();
        cell.2 += u64::from(device.cost.is_some());
    }
    cells.into_iter().map(|(kind, (count, total, known))| (kind.to_owned(), count, total, known)).collect()
}

fn any_device() -> impl Strategy<Value = Device> {
    let kind = prop_oneof![Just("laptop"), Just("mobile"), Just("printer")];
    (proptest::option::weighted(0.9, 0_u8..12), kind, proptest::option::of(-100_000_i64..100_000), 0_i64..4).prop_map(
        |(serial, kind, cents, rank)| Device { serial: serial.map(|n| format!("S{n}")), kind, cost: cents.map(money), rank },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn the_fold_is_the_plain_rule(imports in prop::collection::vec((any::<bool>(), prop::collection::vec(any_device(), 0..20)), 1..5)) {
        let (_folder, mut file) = new_file();
        for (live, devices) in &imports {
            let id = import(&mut file, "rmm", devices);
            if !live {
                file.undo(&by("A")).unwrap();
                let infos = file.imports().unwrap();
                prop_assert_eq!(infos.last().unwrap().id, id);
            }
        }
        prop_assert_eq!(cube_of(&file), plain_cube(&imports), "whatever was imported, undone and seen twice");
    }
}

#[test]
fn a_hundred_thousand_rows_add_up_to_the_cent() {
    let (_folder, mut file) = new_file();
    let kinds = ["laptop", "mobile", "printer"];
    let devices: Vec<_> = (0..100_000_i64)
        .map(|n| ranked(&format!("S{}", n % 80_000), kinds[usize::try_from(n % 3).unwrap()], n * 37 % 99_991, n % 5))
        .collect();
    import(&mut file, "rmm", &devices);
    assert_eq!(cube_of(&file), plain_cube(&[(true, devices)]), "20,000 of them are second sightings");
}
