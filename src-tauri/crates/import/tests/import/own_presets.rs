//! Layouts that no preset of the program knows: recognised by headers and cells, and kept as presets of the user's own.

use crate::reading::{catalog, root};
use import::{Catalog, Choices, Disposition, Format, Inspection, Mapping, Source, Summary};
use model::{Field, Kind, Record};

fn source(text: &str) -> Source {
    Source::from_bytes("export.csv", text.as_bytes().to_vec()).unwrap()
}

fn inspect(text: &str) -> Inspection {
    import::inspect(&source(text), &catalog(), &Choices::default()).unwrap()
}

fn read(text: &str, catalog: &Catalog) -> (Summary, Vec<Record>) {
    let mut records = Vec::new();
    let summary = import::read(&source(text), catalog, &Choices::default(), &mut |row| {
        if let Disposition::Accepted { record, .. } = row.disposition {
            records.push(record);
        }
    });
    (summary.unwrap(), records)
}

#[test]
fn an_unlisted_layout_is_recognised_by_headers_and_cells() {
    let cases = [
        (
            "Machine Name,Serial No,Make,Model Name,Operating System,Branch,Warranty Expiry\npc1,S1,Dell,Latitude 5420,Windows 11,Oslo,2027-01-31\n",
            Some(Kind::Devices),
        ),
        (
            "Case Number,Date Opened,Date Closed,Ticket Priority,Ticket Status,Technician\nC1,2026-01-05 08:00,2026-01-05 09:00,High,Closed,Bo\n",
            Some(Kind::Tickets),
        ),
        (
            "Emp No,Surname,Forename,Position Title,Dept,Annual Pay,Date Hired\n1,Field,Ana,IT Support Specialist,IT,52000,2020-01-01\n",
            Some(Kind::Staff),
        ),
        ("Posting Date,Vendor Name,GL Account,Invoice #,Net Amount\n2026-01-05,Acme,Software,1,99.50\n", Some(Kind::Costs)),
        (
            "Logon Name,Display Name,Account Enabled,Last Name,When Created\nana,Ana Field,True,Field,2020-01-01\n",
            Some(Kind::People),
        ),
        ("Name,Location,Status\nx,y,z\n", None),
        ("First Name,Last Name,City\nAna,Field,Oslo\n", None),
        ("Posting Date,Vendor Name,GL Account,Net Amount\nsoon,Acme,Software,plenty\nlater,Acme,Software,more\n", None),
    ];
    for (text, kind) in cases {
        let seen = inspect(text);
        assert_eq!(seen.kind, kind, "{text} with {}", seen.confidence);
        assert_eq!(seen.preset, None, "no preset knows it");
        if kind.is_some() {
            let range = "0.3".parse().unwrap()..="0.95".parse().unwrap();
            assert!(range.contains(&seen.confidence), "sure enough, and less than a preset: {}", seen.confidence);
        }
    }
}

#[test]
fn columns_that_people_add_to_a_template_are_read_by_their_names() {
    let text = "serial,hostname,os,site,last_seen,Last User\nS1,pc1,Windows 11,Oslo,2026-01-02 10:00:00,ana\n";
    let (summary, records) = read(text, &catalog());
    assert_eq!(summary.preset.as_deref(), Some("template-devices"));
    assert_eq!(records[0].text(Field::DeviceUser), Some("ana"), "the template calls it user");
}

#[test]
fn a_french_list_of_staff_has_both_halves_of_a_name() {
    let text = "Nom;Prénom;Poste;Service;Statut;Date d'entrée\nField;Ana;Technicien;Informatique;Actif;15/03/2021\nHill;Bo;Agent;Accueil;Sorti;02/01/2019\n";
    let (summary, records) = read(text, &catalog());
    assert_eq!((summary.kind, records.len()), (Kind::Staff, 1), "who has left is no staff");
    assert_eq!(records[0].text(Field::StaffName), Some("Ana Field"));
}

#[test]
fn a_saved_mapping_reads_the_next_export_of_the_tool() {
    let first = "Box,Numbering,Sort,Kontakt,Ort\npc1,S1,Laptop,03/04/2026,Oslo\npc2,S2,Server,05/04/2026,Oslo\n";
    let columns = [("Box", "hostname"), ("Numbering", "serial"), ("Kontakt", "last_seen"), ("Ort", "site"), ("Sort", "kind")];
    let columns = columns.iter().map(|(c, f)| ((*c).to_owned(), Some((*f).to_owned()))).collect();
    let format = Format::from_name("day_first").unwrap();
    let mapping = Mapping::new(Some(Kind::Devices), columns).with_format("Kontakt", format);
    let choices = Choices { mapping: Some(mapping), ..Choices::default() };
    let text = import::preset_of(&source(first), &catalog(), &choices, "Example RMM: devices").unwrap();
    let mut own = catalog();
    let preset = own.add_own("example.json", text.as_bytes()).unwrap();
    assert_eq!((preset.id.as_str(), preset.own, preset.kind), ("example-rmm-devices", true, Kind::Devices));
    let next = "Report of June\n\nNumbering,Box,Sort,Kontakt,Ort,Extra\nS1,pc1,Laptop,06/07/2026,Oslo,\nS3,pc3,Desktop,07/07/2026,Bergen,x\n";
    let (summary, records) = read(next, &own);
    assert_eq!(summary.preset.as_deref(), Some("example-rmm-devices"), "in another order, with a column more");
    let days: Vec<_> = records.iter().filter_map(|r| r.day(Field::LastSeen)).map(|d| d.to_string()).collect();
    assert_eq!(days, ["2026-07-06", "2026-07-07"], "the order of day and month is kept too");
    assert_eq!(inspect(next).preset, None, "without it the layout is unknown");
    assert!(import::preset_of(&source(first), &catalog(), &choices, " ?? ").is_err(), "a preset needs a name");
}

#[test]
fn a_mapping_over_a_preset_keeps_what_the_preset_knows() {
    let text = std::fs::read_to_string(root().join("tests/presets/gusto-payroll-journal.csv")).unwrap();
    let mapping = Mapping::new(None, vec![("Payment".to_owned(), Some("soc".to_owned()))]);
    let choices = Choices { mapping: Some(mapping), ..Choices::default() };
    let saved = import::preset_of(&source(&text), &catalog(), &choices, "Our Gusto").unwrap();
    let mut own = catalog();
    own.add_own("our-gusto.json", saved.as_bytes()).unwrap();
    let (summary, records) = read(&text, &own);
    assert_eq!(summary.preset.as_deref(), Some("our-gusto"), "the user's own goes first");
    assert_eq!(records.len(), 3, "sub-rows are still set aside");
    assert_eq!(records[0].text(Field::Soc), Some("Direct Deposit"));
}

#[test]
fn a_preset_that_cannot_be_read_is_left_out_and_named() {
    let mut own = catalog();
    let fault = own.add_own("/home/a/presets/mine.json", b"{ not json").unwrap_err();
    own.leave_out(fault);
    let (summary, records) = read("serial,hostname,kind\nA1B2C3D4,PC-1,laptop\n", &own);
    assert_eq!(records.len(), 1, "the other presets still read files");
    let told: Vec<&str> = summary.notes.iter().map(|n| n.message.as_str()).collect();
    assert!(told.iter().any(|m| m.contains("/home/a/presets/mine.json") && m.contains("left out")), "{told:?}");
}
