//! Things that several rows show, and taking one apart.

use crate::support::{by, cube_of, device, import, money, new_file};
use engagement::FileError;
use model::Kind;

#[test]
fn a_device_of_two_tools_is_one_merge_and_can_be_taken_apart() {
    let (_folder, mut file) = new_file();
    import(&mut file, "intune", &[device("A", "laptop", 100), device("B", "laptop", 200)]);
    import(&mut file, "ninja", &[device("A", "workstation", 50)]);
    let merges = file.merges(Kind::Devices, None, 10).unwrap();
    assert_eq!(merges.len(), 1, "B has one row and is no merge");
    let sources: Vec<_> = merges[0].sightings.iter().map(|s| (s.row.source.as_str(), s.row.row, s.counts)).collect();
    assert_eq!(sources, [("intune.csv", 2, false), ("ninja.csv", 2, true)], "both sightings are remembered, one counts");
    assert_eq!(cube_of(&file), [("laptop".into(), 1, money(200), 1), ("workstation".into(), 1, money(50), 1)]);
    file.split(&merges[0].thing, &by("A. Consultant")).unwrap();
    let apart = [("laptop".into(), 2, money(300), 2), ("workstation".into(), 1, money(50), 1)];
    assert_eq!(cube_of(&file), apart, "each stands for itself");
    let now = file.merges(Kind::Devices, None, 10).unwrap();
    assert!(now[0].split && now[0].sightings.iter().all(|s| s.counts), "it stays in sight, so that it can be put together");
    let cells: Vec<_> = file.cells().unwrap().iter().map(|c| c.id).collect();
    assert_eq!(file.rows_of(&cells, None, 10).unwrap().len(), 3, "evidence shows the rows that count");
    file.undo(&by("A. Consultant")).unwrap();
    assert_eq!(cube_of(&file)[0], ("laptop".into(), 1, money(200), 1), "one change, one undo");
}

#[test]
fn a_newer_export_takes_the_place_of_the_older_one_also_when_a_thing_is_apart() {
    let (_folder, mut file) = new_file();
    import(&mut file, "intune", &[device("A", "laptop", 100), device("A", "laptop", 110)]);
    import(&mut file, "ninja", &[device("A", "workstation", 50)]);
    let thing = file.merges(Kind::Devices, None, 10).unwrap()[0].thing.clone();
    file.split(&thing, &by("A. Consultant")).unwrap();
    assert_eq!(cube_of(&file)[0], ("laptop".into(), 2, money(210), 2));
    import(&mut file, "intune", &[device("A", "laptop", 101), device("A", "laptop", 111)]);
    assert_eq!(cube_of(&file)[0], ("laptop".into(), 2, money(212), 2), "the newer rows of the tool stand in for its older ones");
    file.unite(&thing, &by("A. Consultant")).unwrap();
    assert_eq!(cube_of(&file), [("laptop".into(), 1, money(111), 1)], "together again the newest row counts");
}

#[test]
fn a_newer_export_alone_is_no_merge() {
    let (_folder, mut file) = new_file();
    import(&mut file, "intune", &[device("A", "laptop", 100)]);
    import(&mut file, "intune", &[device("A", "laptop", 120)]);
    assert!(file.merges(Kind::Devices, None, 10).unwrap().is_empty());
    for thing in ["", "zz", "00112233445566778899aabbccddeeff"] {
        let refused = file.split(thing, &by("A. Consultant")).unwrap_err();
        assert!(matches!(refused, FileError::UnknownMerge(_)), "{refused}");
    }
}
