//! The rules of the project's own data: titles, devices, accounts and words, by small tables.

use crate::reading::{self, Reading};
use import::Choices;
use model::{Field, Kind};

/// Reads a table of a kind.
fn read(kind: Kind, header: &str, rows: &[String]) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    std::fs::write(&path, format!("{header}\n{}\n", rows.join("\n"))).unwrap();
    reading::read(&path, &Choices { kind: Some(kind), ..Choices::default() })
}

/// The words of a field, row by row; `?` is unknown.
fn words(read: &Reading, field: Field) -> Vec<&str> {
    read.accepted.iter().map(|r| r.text(field).unwrap_or("?")).collect()
}

#[test]
fn titles_have_the_role_of_their_work() {
    let cases = [
        ("Systems Administrator", "IT", "administrator"),
        ("Sr. System Admin", "Information Technology", "administrator"),
        ("Network Administrator II", "Operations", "administrator"),
        ("IT Support Specialist", "Information Technology", "support"),
        ("Help Desk Technician", "Finance", "support"),
        ("Helpdesk Analyst", "MIS", "support"),
        ("Desktop Support Engineer", "IT", "support"),
        ("Technician", "IT", "support"),
        ("Network Support Technician", "IT", "network_support"),
        ("Information Security Analyst", "IT", "security"),
        ("IT Manager", "IT", "manager"),
        ("Director of Facilities and IT", "Facilities and IT", "manager"),
        ("Chief Information Officer", "Executive", "manager"),
        ("IT Project Manager", "IT", "none"),
        ("Software Developer", "IT", "none"),
        ("Custodian", "Facilities and IT", "none"),
        ("Registered Nurse", "Nursing", "none"),
        ("Radiologic Technologist", "Imaging", "none"),
        ("Health Information Clerk", "Revenue Cycle", "none"),
        ("Pharmacy Technician", "Pharmacy", "none"),
        ("Provider Network Manager", "Contracting", "none"),
        ("Security Guard", "Facilities", "none"),
        ("Receptionist", "Front Desk", "none"),
        ("EHR Analyst", "Clinical Systems", "?"),
        ("Technology Evangelist", "IT", "?"),
    ];
    let rows: Vec<String> = cases.iter().enumerate().map(|(n, (t, d, _))| format!("{n},{t},{d}")).collect();
    let read = read(Kind::Staff, "Employee ID,Job Title,Department", &rows);
    for ((title, department, role), found) in cases.iter().zip(words(&read, Field::Role)) {
        assert_eq!(found, *role, "{title} in {department}");
    }
}

#[test]
fn devices_are_what_class_system_and_model_say() {
    let cases = [
        ("", "Windows 11 Pro", "Dell Inc.", "Latitude 5420", "laptop"),
        ("", "Windows 11 Pro", "Dell Inc.", "OptiPlex 7010", "workstation"),
        ("", "Windows", "LENOVO", "21HD002JUS", "laptop"),
        ("", "Windows", "LENOVO", "11T3002GUS", "workstation"),
        ("", "macOS 14", "Apple", "MacBookPro18,3", "laptop"),
        ("", "iPadOS", "Apple", "iPad (10th generation)", "mobile"),
        ("", "Android 14", "samsung", "SM-G991U", "mobile"),
        ("", "Windows Server 2022", "Microsoft Corporation", "Virtual Machine", "server_virtual"),
        ("", "Windows Server 2019 Standard", "HPE", "ProLiant DL380 Gen10", "server_physical"),
        ("HYPER-V_SERVER", "Windows Server 2022 Datacenter", "Dell Inc.", "PowerEdge R750", "server_physical"),
        ("WINDOWS_LAPTOP", "Windows 11", "", "", "laptop"),
        ("NETWORK_DEVICE", "", "Aruba", "AP-515", "network"),
        ("", "FortiOS", "Fortinet", "FortiGate 60F", "network"),
        ("", "Cisco IOS", "Cisco", "Catalyst 9200", "network"),
        ("PRINTER", "", "HP", "HP LaserJet Enterprise M507", "printer"),
        ("", "", "Zebra", "ZD421", "printer"),
        ("Monitor", "", "Dell", "P2422H", "other"),
        ("", "Windows 11 Pro", "Unheard Of Ltd", "Model 3000", "?"),
        ("Ornamental Railings", "", "Berge Inc", "Robby", "?"),
    ];
    let rows: Vec<String> =
        cases.iter().enumerate().map(|(n, (c, o, m, d, _))| format!("S{n}00,{c},{o},\"{m}\",\"{d}\"")).collect();
    let read = read(Kind::Devices, "Serial Number,Device Class,OS Name,Manufacturer,Model", &rows);
    for (case, found) in cases.iter().zip(words(&read, Field::DeviceKind)) {
        assert_eq!(found, case.4, "{case:?}");
    }
}

#[test]
fn accounts_are_the_costs_they_name() {
    let cases = [
        ("Software Subscriptions", "tools"),
        ("IT Contract Services", "contract"),
        ("Managed Services", "contract"),
        ("Computer Hardware", "hardware"),
        ("HIPAA Compliance", "compliance"),
        ("Penetration Testing", "compliance"),
        ("Staff Training - IT", "training"),
        ("Salaries & Wages:IT", "labour"),
        ("Salaries & Wages", "?"),
        ("Continuing Medical Education", "?"),
        ("Medical Supplies", "?"),
        ("Dues & Subscriptions", "?"),
        ("Rent or Lease", "?"),
        ("Legal & Professional Services", "?"),
        ("Business Licenses and Permits", "?"),
    ];
    let rows: Vec<String> = cases.iter().map(|(a, _)| format!("2025-01-15,V,\"{a}\",10")).collect();
    let read = read(Kind::Costs, "Date,Vendor,Account,Amount", &rows);
    for ((account, category), found) in cases.iter().zip(words(&read, Field::CostCategory)) {
        assert_eq!(found, *category, "{account}");
    }
}

#[test]
fn words_of_other_tools_are_the_choices_they_mean() {
    let priorities = ["1 - Critical", "P2", "Urgent", "high", "Normal", "Low", "5 - Planning", "Sev 1", "whatever"];
    let rows: Vec<String> = priorities.iter().enumerate().map(|(n, p)| format!("{n},2025-01-15,{p}")).collect();
    let tickets = read(Kind::Tickets, "Ticket ID,Created time,Priority", &rows);
    assert_eq!(words(&tickets, Field::Priority), ["p1", "p2", "p1", "p2", "p3", "p4", "p5", "p1", "?"]);
    let statuses = ["Yes", "Partially Met", "N/A", "Not Implemented", "In Progress", "Planned"];
    let rows: Vec<String> = statuses.iter().enumerate().map(|(n, s)| format!("AC-{n},{s}")).collect();
    let controls = read(Kind::Controls, "Control ID,Implementation Status", &rows);
    let expected = ["implemented", "partial", "not_applicable", "not_implemented", "partial", "planned"];
    assert_eq!(words(&controls, Field::ControlStatus), expected);
}
