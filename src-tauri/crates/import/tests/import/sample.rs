//! The sample's files: every one is recognised and read without a rejected row.

use crate::reading::{self, Reading, root};
use import::Choices;
use model::{Field, Kind};
use std::collections::BTreeMap;

fn sample(name: &str) -> Option<Reading> {
    let path = root().join("assets/samples/ridgeline").join(name);
    path.exists().then(|| reading::read(&path, &Choices::default()))
}

#[test]
fn every_file_is_recognised_and_read_whole() {
    for (name, preset, kind) in [
        ("intune-devices.csv", "microsoft-intune-devices", Kind::Devices),
        ("ninjaone-devices.csv", "ninjaone-devices", Kind::Devices),
        ("entra-users.csv", "entra-users", Kind::People),
        ("payroll.xlsx", "payroll-register", Kind::Staff),
        ("servicenow-incidents.csv", "servicenow-incident", Kind::Tickets),
        ("quickbooks-ledger.csv", "quickbooks-transaction-detail", Kind::Costs),
        ("contracts.csv", "template-costs", Kind::Costs),
        ("projects.csv", "template-projects", Kind::Projects),
        ("hipaa-register.xlsx", "template-controls", Kind::Controls),
        ("quote-harborline.csv", "template-quotes", Kind::Quotes),
        ("quote-cedar-peak.csv", "template-quotes", Kind::Quotes),
    ] {
        let Some(read) = sample(name) else { continue };
        assert_eq!((read.summary.preset.as_deref(), read.summary.kind), (Some(preset), kind), "{name}");
        assert!(read.rejected.is_empty(), "{name}: {:?}", read.rejected);
        assert!(!read.accepted.is_empty(), "{name} holds records");
    }
}

#[test]
fn devices_of_both_tools_are_the_same_devices() {
    let (Some(mdm), Some(rmm)) = (sample("intune-devices.csv"), sample("ninjaone-devices.csv")) else { return };
    let known = |read: &Reading| -> BTreeMap<String, String> {
        let host = |r: &model::Record| r.text(Field::Hostname).unwrap_or_default().to_owned();
        read.accepted.iter().map(host).zip(read.identities.iter().cloned()).collect()
    };
    let (mdm, rmm) = (known(&mdm), known(&rmm));
    let shared: Vec<_> = mdm.iter().filter(|(host, _)| rmm.contains_key(*host)).collect();
    assert!(shared.len() > 50, "the two tools see many of the same machines");
    for (host, identity) in shared {
        assert_eq!(rmm.get(host), Some(identity), "{host} is one machine, with a serial number or with a placeholder");
    }
}

#[test]
fn the_directory_holds_140_people() {
    let Some(read) = sample("entra-users.csv") else { return };
    let person = |r: &&model::Record| r.flag(Field::Active) == Some(true) && r.text(Field::AccountKind) == Some("person");
    assert_eq!(read.accepted.iter().filter(person).count(), 140);
}

#[test]
fn the_ledgers_lines_add_up_to_its_total() {
    let Some(read) = sample("quickbooks-ledger.csv") else { return };
    let text = std::fs::read_to_string(root().join("assets/samples/ridgeline/quickbooks-ledger.csv")).unwrap();
    let total = text.lines().find(|l| l.starts_with("TOTAL")).unwrap().replace(['$', ',', '"'], "").replace("TOTAL", "");
    assert_eq!(read.sum(Field::Amount), total, "the report's own grand total");
}
