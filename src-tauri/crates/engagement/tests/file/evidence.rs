//! The rows behind a figure.

use crate::support::*;
use engagement::{Engagement, RowId, RowRef};
use model::{CellId, Kind};

fn all_pages(file: &Engagement, cells: &[CellId], limit: u32) -> Vec<RowRef> {
    let mut rows: Vec<RowRef> = Vec::new();
    loop {
        let page = file.rows_of(cells, rows.last().map(|r| r.id), limit).unwrap();
        let last = page.len() < usize::try_from(limit).unwrap();
        rows.extend(page);
        if last {
            return rows;
        }
    }
}

fn cells(file: &Engagement, kinds: &[&str]) -> Vec<CellId> {
    let cells = file.cells().unwrap();
    cells.iter().filter(|c| c.dim("kind").is_some_and(|k| kinds.contains(&k))).map(|c| c.id).collect()
}

#[test]
fn a_row_comes_back_with_its_place_and_every_field() {
    let (_folder, mut file) = new_file();
    let seen = device("S1", "laptop", 125_000);
    let id = import(&mut file, "rmm", std::slice::from_ref(&seen));
    let rows = file.rows_of(&cells(&file, &["laptop"]), None, 10).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].import, rows[0].source.as_str(), rows[0].row, rows[0].kind), (id, "rmm.csv", 2, Kind::Devices));
    assert_eq!(rows[0].record, record(&seen, 2), "evidence is the record that was imported");
}

#[test]
fn pages_hold_each_winner_once_newest_import_first() {
    let (_folder, mut file) = new_file();
    let kinds = ["laptop", "mobile", "printer"];
    let list =
        |from: usize, to: usize| -> Vec<Device> { (from..to).map(|n| device(&format!("S{n}"), kinds[n % 3], 1)).collect() };
    import(&mut file, "rmm", &list(0, 200));
    import(&mut file, "mdm", &list(150, 300));
    import(&mut file, "rmm", &list(290, 350));
    file.undo(&by("A")).unwrap();
    let wanted = cells(&file, &["laptop", "mobile"]);
    let whole = all_pages(&file, &wanted, 10_000);
    assert_eq!(whole.len(), 200, "two thirds of 300 devices; 50 second sightings and the undone import are not among them");
    let place: Vec<_> = whole.iter().map(|r| (std::cmp::Reverse(r.import), r.row)).collect();
    assert!(place.is_sorted(), "as a person would leaf through the exports");
    for limit in [1, 7, 32, 33, 200] {
        assert_eq!(all_pages(&file, &wanted, limit), whole, "pages of {limit} are the whole in parts");
    }
    let twice: Vec<_> = wanted.iter().chain(&wanted).copied().collect();
    assert_eq!(all_pages(&file, &twice, 50), whole, "naming a cell twice does not show its rows twice");
}

#[test]
fn as_many_rows_as_the_cell_counts() {
    let (_folder, mut file) = new_file();
    let unnamed = Device { serial: None, ..device("", "laptop", 1) };
    import(&mut file, "rmm", &[device("S1", "laptop", 1), device("S1", "laptop", 2), unnamed.clone(), unnamed]);
    for cell in file.cells().unwrap() {
        let rows = all_pages(&file, &[cell.id], 2);
        assert_eq!(u64::try_from(rows.len()).unwrap(), cell.count, "a figure and its evidence agree");
    }
}

#[test]
fn strange_questions_have_empty_answers() {
    let (_folder, mut file) = new_file();
    import(&mut file, "rmm", &[device("S1", "laptop", 1)]);
    let cell = cells(&file, &["laptop"]);
    assert!(file.rows_of(&[], None, 10).unwrap().is_empty(), "no cells, no rows");
    assert!(file.rows_of(&[CellId(999)], None, 10).unwrap().is_empty(), "no such cell");
    assert!(file.rows_of(&cell, None, 0).unwrap().is_empty(), "a page of nothing");
    let last = file.rows_of(&cell, None, 1).unwrap()[0].id;
    assert!(file.rows_of(&cell, Some(last), 10).unwrap().is_empty(), "after the last row comes none");
    assert!(file.rows_of(&cell, Some(RowId(-5)), 10).unwrap().is_empty(), "before the first import there is none");
}
