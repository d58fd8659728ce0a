//! Fictional engagements and imports for the tests.

use chrono::NaiveDateTime;
use engagement::{Author, Disposition, Engagement, ImportHeader, ImportId, RowDraft, Setting};
use model::{Cell, CellTotal, Field, Kind, Origin, Record, Value};
use rust_decimal::Decimal;
use std::path::PathBuf;
use tempfile::TempDir;

/// A folder that goes away with the test, and a path in it.
pub fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Clinic.threshold");
    (folder, path)
}

pub fn new_file() -> (TempDir, Engagement) {
    let (folder, path) = place();
    let file = Engagement::create(&path, None).unwrap();
    (folder, file)
}

pub fn at(day: u32) -> NaiveDateTime {
    chrono::NaiveDate::from_ymd_opt(2026, 3, day).unwrap().and_hms_opt(9, 30, 0).unwrap()
}

pub fn by(who: &str) -> Author {
    Author { who: who.into(), at: at(1), why: None }
}

pub fn setting(key: &str, value: &str) -> Setting {
    Setting { key: key.into(), value: Some(value.into()) }
}

pub fn header(name: &str, preset: &str) -> ImportHeader {
    ImportHeader {
        source_name: name.into(),
        sha256: [7; 32],
        size: 1234,
        kind: Kind::Devices,
        preset: Some(preset.into()),
        sheet: None,
        encoding: "UTF-8".into(),
        mapping: "{}".into(),
        exported: at(2).date().into(),
    }
}

/// A device as one tool saw it.
#[derive(Clone, Debug)]
pub struct Device {
    pub serial: Option<String>,
    pub kind: &'static str,
    pub cost: Option<Decimal>,
    pub rank: i64,
}

pub fn device(serial: &str, kind: &'static str, cents: i64) -> Device {
    Device { serial: Some(serial.into()), kind, cost: Some(Decimal::new(cents, 2)), rank: 0 }
}

pub fn record(device: &Device, row: u32) -> Record {
    let mut record = Record::new(Kind::Devices, Origin { sheet: None, row });
    if let Some(serial) = &device.serial {
        record.set(Field::Serial, Value::Text(serial.clone()));
    }
    record.set(Field::DeviceKind, Value::Choice(Field::DeviceKind.choice(device.kind).unwrap()));
    if let Some(cost) = device.cost {
        record.set(Field::DeviceCost, Value::Money(cost));
    }
    record
}

pub fn cell(device: &Device) -> Cell {
    Cell::default().dim("kind", Some(device.kind)).sum("cost", device.cost)
}

/// Stages devices as accepted rows from row 2 on.
pub fn stage(file: &mut Engagement, header: &ImportHeader, devices: &[Device]) -> ImportId {
    let mut staging = file.stage(header).unwrap();
    for (row, device) in (2..).zip(devices) {
        push(&mut staging, row, device);
    }
    staging.finish().unwrap()
}

/// Stores a device as an accepted row.
pub fn push(staging: &mut engagement::Staging<'_>, row: u32, device: &Device) {
    let (record, cell) = (record(device, row), cell(device));
    let draft = RowDraft {
        sheet: None,
        row,
        disposition: Disposition::Accepted,
        identity: device.serial.as_deref(),
        rank: device.rank,
        record: Some(&record),
        cell: Some(&cell),
        reason: None,
    };
    staging.push(&draft).unwrap();
}

pub fn import(file: &mut Engagement, preset: &str, devices: &[Device]) -> ImportId {
    let id = stage(file, &header(&format!("{preset}.csv"), preset), devices);
    file.commit(&[id], &by("A. Consultant")).unwrap();
    id
}

/// Counts and costs by device kind: what the facts are made of, without the ids.
pub fn cube(cells: &[CellTotal]) -> Vec<(String, u64, Decimal, u64)> {
    let mut cube: Vec<_> =
        cells.iter().map(|c| (c.dim("kind").unwrap().to_owned(), c.count, c.sum("cost").total, c.sum("cost").known)).collect();
    cube.sort();
    cube
}

pub fn cube_of(file: &Engagement) -> Vec<(String, u64, Decimal, u64)> {
    cube(&file.cells().unwrap())
}

pub fn money(cents: i64) -> Decimal {
    Decimal::new(cents, 2)
}
