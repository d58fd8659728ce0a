//! Layouts of tools in small, written for these tests: what comes out, and what is said about it.

use crate::reading::{self, Reading, catalog};
use import::{Choices, DateOrder, ErrorCode, Mapping, ProblemCode, Source};
use model::{Field, Kind, Value};
use std::path::PathBuf;
use tempfile::TempDir;

/// Writes a file and keeps its folder alive.
fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn read_text(text: &str, choices: &Choices) -> Reading {
    let (_folder, path) = file("export.csv", text.as_bytes());
    reading::read(&path, choices)
}

fn kind(kind: Kind) -> Choices {
    Choices { kind: Some(kind), ..Choices::default() }
}

fn refusal(text: &str, choices: &Choices) -> import::ImportError {
    let (_folder, path) = file("export.csv", text.as_bytes());
    import::read(&Source::open(&path).unwrap(), &catalog(), choices, &mut |_| {}).unwrap_err()
}

#[test]
fn a_template_imports_as_what_it_is_for() {
    for of in Kind::ALL {
        let read = read_text(&import::template(of), &Choices::default());
        assert_eq!(read.summary.preset.as_deref(), Some(format!("template-{}", of.name()).as_str()));
        assert_eq!(
            (read.accepted.len(), read.rejected.len()),
            (1, 0),
            "the example row of {} imports: {:?}",
            of.name(),
            read.rejected
        );
        assert!(read.notes.is_empty(), "the example row of {} is clean: {:?}", of.name(), read.notes);
    }
}

#[test]
fn a_ledger_keeps_equal_lines_and_leaves_out_headings_and_totals() {
    let text = "\"Example Clinics, P.C.\"\nTransaction Detail by Account\n\"January 1 - December 31, 2025\"\n\n\
        Date,Transaction Type,Num,Name,Memo/Description,Account,Customer/Project,Amount\n\
        Software Subscriptions,,,,,,,\n\
        01/05/2025,Bill,1,Acme Cloud,seats,Software Subscriptions,,\"1,250.00\"\n\
        01/13/2025,Credit,2,Acme Cloud,refund,Software Subscriptions,,\"(420.81)\"\n\
        01/14/2025,Expense,,Acme Cloud,voucher,Software Subscriptions,,99.00\n\
        01/14/2025,Expense,,Acme Cloud,voucher,Software Subscriptions,,99.00\n\
        Total for Software Subscriptions,,,,,,,\"$1,027.19\"\n\
        Rent,,,,,,,\n\
        01/31/2025,Bill,3,Landlord,January,Rent,,\"2,000.00\"\n\
        TOTAL,,,,,,,\"$3,027.19\"\n";
    let read = read_text(text, &Choices::default());
    assert_eq!(read.summary.preset.as_deref(), Some("quickbooks-transaction-detail"));
    assert_eq!((read.accepted.len(), read.rejected.len()), (5, 0), "two equal vouchers are two purchases");
    assert_eq!(read.sum(Field::Amount), "3027.19", "brackets are a credit, totals do not count again");
    assert_eq!(read.accepted[0].origin.row, 7, "rows are physical lines");
    let groups = read.groups(Field::CostCategory);
    assert_eq!((groups.get("tools"), groups.get("?")), (Some(&4), Some(&1)), "rent is outside IT");
    let unique: std::collections::BTreeSet<_> = read.identities.iter().collect();
    assert_eq!(unique.len(), 5, "every line has an identity of its own");
}

#[test]
fn a_device_seen_twice_is_merged_and_a_placeholder_is_no_serial() {
    let text = "Device ID,Device name,Enrollment date,Last check-in,Serial number,Manufacturer,Model,Wi-Fi MAC,OS,Managed by,Device state\n\
        1,PC-1,2024-01-02 10:00:00.0000000,2026-09-01 08:00:00.0000000,ABC123,Dell Inc.,Latitude 5420,,Windows,Intune,Managed\n\
        2,PC-1,2025-01-02 10:00:00.0000000,2026-09-02 08:00:00.0000000,abc123,Dell Inc.,Latitude 5420,,Windows,Intune,Managed\n\
        3,PC-3,2025-01-02 10:00:00.0000000,0001-01-01 00:00:00.0000000,To be filled by O.E.M.,MSI,MS-7D43,8C8CAAC3EA68,Windows,Intune,Managed\n\
        4,SRV-1,2025-01-02 10:00:00.0000000,2026-09-02 08:00:00.0000000,VMware-42 1f,\"VMware, Inc.\",VMware7,,Windows Server 2022,Intune,Managed\n\
        ,,,,,Dell Inc.,Latitude 7420,,Windows,Intune,Managed\n";
    let read = read_text(text, &Choices::default());
    assert_eq!((read.accepted.len(), read.merged, read.rejected.len()), (3, 1, 1));
    assert_eq!(read.rejected[0].code, ProblemCode::MissingRequired, "nothing in the row names a device");
    assert_eq!(read.rejected[0].row, 6);
    assert_eq!(read.noted(ProblemCode::PlaceholderSerial), 1);
    assert_eq!(read.noted(ProblemCode::SentinelDate), 1, "0001-01-01 is never, not a day");
    assert!(read.identities.contains(&"mac:8c:8c:aa:c3:ea:68".to_owned()), "the hardware address stands in for the serial");
    let kinds = read.groups(Field::DeviceKind);
    assert_eq!((kinds.get("laptop"), kinds.get("server_virtual"), kinds.get("workstation")), (Some(&1), Some(&1), Some(&1)));
    assert_eq!(
        read.summary.exported.map(|d| d.to_string()).as_deref(),
        Some("2026-09-02"),
        "the newest contact dates the export"
    );
}

#[test]
fn a_serial_that_several_devices_carry_tells_none_apart() {
    let text = "Serial Number,Asset Tag,UUID,MAC Address,Hostname,Model,Site\n\
        CLONED,,4c4c4544-0001-1000-8000-000000000001,8C8CAA000001,pc1,Latitude 5420,Oslo\n\
        CLONED,,4c4c4544-0001-1000-8000-000000000002,8C8CAA000002,pc2,Latitude 5420,Oslo\n\
        RENAMED,,,8C8CAA000003,old-name,Latitude 5430,Oslo\n\
        RENAMED,,,8C8CAA000003,new-name,Latitude 5430,Oslo\n\
        ,No Asset Tag,03000200-0400-0500-0006-000700080009,,pc5,OptiPlex 7010,Oslo\n\
        ,No Asset Tag,03000200-0400-0500-0006-000700080009,,pc6,OptiPlex 7010,Oslo\n\
        ,T-7,,8C8CAA000007,pc7,OptiPlex 7010,Oslo\n\
        ,,,D0C4000000D0,pc8,Latitude 5420,Oslo\n\
        ,,,D0:C4:00:00:00:D0,pc9,OptiPlex 7010,Oslo\n";
    let read = read_text(text, &kind(Kind::Devices));
    let known = [
        "uuid:4c4c4544000110008000000000000001",
        "uuid:4c4c4544000110008000000000000002",
        "serial:renamed",
        "host:pc5@oslo",
        "host:pc6@oslo",
        "tag:t-7",
        "host:pc8@oslo",
        "host:pc9@oslo",
    ];
    assert_eq!(read.identities, known, "serial, else tag, else UUID, else address, else name and site");
    assert_eq!(read.merged, 1, "a machine with a new name is one machine");
}

#[test]
fn software_in_a_device_list_is_set_aside() {
    let text = "Asset Name,Type,Serial Number\nPC-1,Laptop,S1\nOffice,Software,S2\nCore switch,Switch,S3\n";
    let read = read_text(text, &kind(Kind::Devices));
    assert_eq!((read.accepted.len(), read.set_aside.len()), (2, 1));
    assert_eq!((read.set_aside[0].code, read.set_aside[0].value.as_str()), (ProblemCode::OtherKind, "Software"));
}

#[test]
fn the_order_of_day_and_month_is_the_columns_and_never_guessed_in_silence() {
    let rows = |days: &[&str]| {
        format!("Supplier,Invoice Date,Amount\n{}", days.iter().map(|d| format!("A,{d},1\n")).collect::<String>())
    };
    let days =
        |read: &Reading| read.accepted.iter().filter_map(|r| r.day(Field::Booked)).map(|d| d.to_string()).collect::<Vec<_>>();
    let decided = read_text(&rows(&["03/04/2025", "25/04/2025"]), &kind(Kind::Costs));
    assert_eq!(days(&decided), ["2025-04-03", "2025-04-25"], "the 25th can only be a day");
    assert!(decided.summary.notes.is_empty());
    let open = read_text(&rows(&["03/04/2025", "05/06/2025"]), &kind(Kind::Costs));
    assert_eq!(days(&open), ["2025-03-04", "2025-05-06"], "month first where nothing decides");
    assert_eq!(open.summary.notes[0].code, ProblemCode::AmbiguousDate, "and it is said");
    let told =
        read_text(&rows(&["03/04/2025", "05/06/2025"]), &Choices { dates: Some(DateOrder::DayFirst), ..kind(Kind::Costs) });
    assert_eq!(days(&told), ["2025-04-03", "2025-06-05"], "the user decides");
    assert!(told.summary.notes.is_empty());
    let mixed = read_text(&rows(&["43700", "15-Mar-2021", "2025-11-02 14:33:10.0000000", "soon"]), &kind(Kind::Costs));
    assert_eq!(days(&mixed), ["2019-08-23", "2021-03-15", "2025-11-02"], "serials stand among texts");
    assert_eq!(mixed.noted(ProblemCode::UnreadableDate), 1, "a bad date does not reject a ledger line");
}

#[test]
fn european_amounts_are_read_by_their_column() {
    let text = "Fournisseur;Supplier;Date;Amount\nx;A;03.04.2025;1.234\nx;B;04.04.2025;1.234,56\nx;C;05.04.2025;-12,5\n";
    let read = read_text(text, &kind(Kind::Costs));
    assert_eq!(read.sum(Field::Amount), "2456.06", "1.234 is a thousand where decimals have commas");
    let doubtful = read_text("Supplier,Date,Amount\nA,2025-01-01,1.234\n", &kind(Kind::Costs));
    assert_eq!(doubtful.noted(ProblemCode::AmbiguousNumber), 1, "nothing decides: say so");
}

#[test]
fn hourly_pay_and_part_time_follow_what_the_export_says() {
    let text = "Employee ID,Job Title,Department,Full or Part-Time,Salary or Hourly,Typical Hours,Annual Salary,Hourly Rate\n\
        1,Systems Administrator,IT,F,Salary,,\"$96,800.00\",\n\
        2,IT Support Specialist,IT,P,Hourly,20,,$29.01\n\
        3,Registered Nurse,Nursing,P,Hourly,,,$40.00\n\
        3,Registered Nurse,Urgent Care,P,Hourly,,,$40.00\n\
        4,Integration Wizard,IT,F,Salary,,90000,\n";
    let read = read_text(text, &kind(Kind::Staff));
    assert_eq!(read.accepted.len(), 5, "one person on two rows is two rows");
    let decimal = |at: usize, field| read.accepted[at].decimal(field).map(|d| d.normalize().to_string());
    assert_eq!(decimal(1, Field::BasePay).as_deref(), Some("30170.4"), "29.01 × 20 h × 52 weeks");
    assert_eq!((decimal(0, Field::Fte).as_deref(), decimal(1, Field::Fte).as_deref()), (Some("1"), Some("0.5")));
    assert_eq!((decimal(2, Field::Fte), decimal(2, Field::BasePay)), (None, None), "part-time without hours is unknown");
    let roles = read.groups(Field::Role);
    assert_eq!(
        (roles.get("administrator"), roles.get("support"), roles.get("none"), roles.get("?")),
        (Some(&1), Some(&1), Some(&2), Some(&1))
    );
    assert_eq!(read.accepted[0].text(Field::Soc), Some("15-1244"));
    assert_eq!(read.noted(ProblemCode::UnclassifiedTitle), 1, "an IT title that no rule knows is said, not counted");
}

#[test]
fn tickets_of_servicenow_come_by_names_and_by_labels() {
    let names = "\"number\",\"opened_at\",\"short_description\",\"caller_id\",\"priority\",\"state\",\"assignment_group\",\"resolved_at\",\"time_worked\"\n\
        \"INC1\",\"2025-04-01 09:05:47\",\"a, \"\"b\"\"\nand more\",\"Ann Example\",\"1 - Critical\",\"Closed\",\"Service Desk\",\"2025-04-01 10:05:47\",\"5400\"\n\
        \"INC2\",\"2025-04-02 09:05:47\",\"x\",\"Bo Example\",\"4 - Low\",\"Canceled\",\"Infrastructure\",\"\",\"1 Hour 30 Minutes\"\n\
        \"INC3\",\"whenever\",\"x\",\"Bo Example\",\"4 - Low\",\"New\",\"Desktop Support\",\"\",\"\"\n\
        \"INC1\",\"2025-04-01 09:05:47\",\"again\",\"Ann Example\",\"1 - Critical\",\"Closed\",\"Service Desk\",\"\",\"5400\"\n";
    let read = read_text(names, &Choices::default());
    assert_eq!((read.accepted.len(), read.merged, read.rejected.len()), (2, 1, 1));
    assert_eq!(
        (read.rejected[0].code, read.rejected[0].row),
        (ProblemCode::UnreadableRequired, 5),
        "the quoted cell spans two lines"
    );
    assert_eq!(read.sum(Field::Effort), "3.00", "seconds and words are both hours");
    assert_eq!(read.groups(Field::TicketStatus).get("cancelled"), Some(&1), "a cancelled ticket is a ticket");
    assert_eq!(read.groups(Field::Tier).get("l3"), Some(&1));
    let labels =
        "Number,Opened,Short description,Caller,Priority,State,Assigned to\nINC7,3/17/2025 6:04,x,Ann,2 - High,In Progress,Bo\n";
    let read = read_text(labels, &Choices::default());
    assert_eq!(read.summary.preset.as_deref(), Some("servicenow-incident"));
    assert_eq!(read.groups(Field::Priority).get("p2"), Some(&1));
}

#[test]
fn a_mapping_goes_over_what_is_recognised() {
    let text = "Box,Numbering,Place\npc1,S1,Oslo\npc2,S2,Bergen\n";
    assert_eq!(refusal(text, &Choices::default()).code, ErrorCode::UnknownLayout);
    let mapping = Mapping::from_json(br#"{"Box": "hostname", "Numbering": "serial"}"#).unwrap();
    let read = read_text(text, &Choices { mapping: Some(mapping), ..Choices::default() });
    assert_eq!((read.accepted.len(), read.summary.kind), (2, Kind::Devices), "only devices have those fields");
    assert_eq!(read.accepted[0].text(Field::Serial), Some("S1"));
    let wrong = Mapping::from_json(br#"{"Crate": "hostname"}"#).unwrap();
    let refused = refusal(text, &Choices { mapping: Some(wrong), ..kind(Kind::Devices) });
    assert_eq!(refused.code, ErrorCode::BadMapping);
    assert!(refused.hint.contains("Numbering"), "the hint lists the columns there are");
    let lacking = refusal("Colour,Place\nred,Oslo\n", &kind(Kind::Quotes));
    assert_eq!(lacking.code, ErrorCode::MissingColumns, "a kind alone makes no vendor");
}

#[test]
fn names_do_not_lie_about_what_a_file_is() {
    let (_folder, path) = file("devices.xlsx", b"serial\tmodel\thostname\nS1\tLatitude 5420\tpc1\n");
    let seen = import::inspect(&Source::open(&path).unwrap(), &catalog(), &Choices::default()).unwrap();
    assert_eq!((seen.delimiter, seen.rows), (Some('\t'), 1), "tab-separated text under a workbook's name");
    let missing = Source::open(std::path::Path::new("nowhere.csv")).unwrap_err();
    assert_eq!(missing.code, ErrorCode::NotFound);
}

#[test]
fn awkward_headers_and_rows_survive() {
    let text = "serial,model,,serial ,*hostname*,\nS1,Latitude 5420,x,,pc1,\n,Latitude 5430,,S2,pc2,,,extra\n\nS1\0\0,,,,pc1\n";
    let read = read_text(text, &Choices::default());
    assert_eq!((read.accepted.len(), read.merged), (2, 1), "NUL bytes do not make another device");
    assert_eq!(read.accepted[1].text(Field::Serial), Some("S2"), "the second column of the name fills in");
    assert_eq!(read.noted(ProblemCode::ExtraCells), 1);
    assert_eq!(read.accepted[1].get(Field::Model), Some(&Value::Text("Latitude 5430".into())));
}

#[test]
fn an_open_quotation_mark_is_said_and_not_swallowed() {
    let rows = |from: usize, to: usize| (from..to).map(|n| format!("S{n},pc{n}\n")).collect::<String>();
    let early = read_text(&format!("serial,hostname\nS2,\"pc2\n{}", rows(3, 900)), &Choices::default());
    assert_eq!(
        (early.accepted.len(), early.accepted[0].text(Field::Hostname)),
        (898, Some("pc2")),
        "at the start it is not believed"
    );
    let late = read_text(&format!("serial,hostname\n{}Sx,\"pcx\n{}", rows(0, 9_000), rows(9_000, 9_900)), &Choices::default());
    assert_eq!((late.accepted.len(), late.accepted[9_000].text(Field::Hostname)), (9_901, Some("pcx")), "later it swallows none");
    let said = late.summary.notes.iter().find(|n| n.code == ProblemCode::LenientQuotes).map(|n| n.row);
    assert_eq!(said, Some(9_002), "and it is said where it opens");
}

#[test]
fn passwords_are_not_imported() {
    let refused = refusal("Name,Username,Password,URI\nrouter,admin,secret,https://10.0.0.1\n", &Choices::default());
    assert_eq!(refused.code, ErrorCode::HoldsSecrets);
}
