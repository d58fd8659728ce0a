//! What the mapping screen shows and what it says back: why, filled, both readings, what is missing, other kinds.

use crate::reading::{self, Reading, catalog};
use import::{
    Choices, Column, DateOrder, DecidedBy, ErrorCode, Format, Inspection, Mapping, NumberMark, ProblemCode, Source, Why,
};
use model::{Field, Kind};

const DAY: Format = Format::Dates(DateOrder::DayFirst);
const MONTH: Format = Format::Dates(DateOrder::MonthFirst);
const DOT: Format = Format::Numbers(NumberMark::DotDecimal);
const COMMA: Format = Format::Numbers(NumberMark::CommaDecimal);

/// Looks at a text and reads it, where it can be read.
fn both(text: &str, choices: &Choices) -> (Inspection, Option<Reading>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    std::fs::write(&path, text).unwrap();
    let seen = import::inspect(&Source::open(&path).unwrap(), &catalog(), choices).unwrap();
    let read = seen.refused.is_none().then(|| reading::read(&path, choices));
    (seen, read)
}

fn refused(text: &str, choices: &Choices) -> import::ImportError {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    std::fs::write(&path, text).unwrap();
    import::inspect(&Source::open(&path).unwrap(), &catalog(), choices).unwrap_err()
}

fn of(kind: Kind) -> Choices {
    Choices { kind: Some(kind), ..Choices::default() }
}

fn mapped(kind: Kind, columns: &[(&str, Option<&str>)]) -> Choices {
    let columns = columns.iter().map(|(c, f)| ((*c).to_owned(), f.map(str::to_owned))).collect();
    Choices { mapping: Some(Mapping::new(Some(kind), columns)), ..of(kind) }
}

fn column<'i>(seen: &'i Inspection, key: &str) -> &'i Column {
    seen.columns.iter().find(|c| c.key == key).unwrap()
}

fn days(read: Option<&Reading>) -> Vec<String> {
    read.unwrap().accepted.iter().filter_map(|r| r.day(Field::Booked)).map(|d| d.to_string()).collect()
}

const LEDGER: &str = "Supplier,Invoice Date,Amount,Colour\n\
    Acme Cloud,03/04/2026,\"1,250.00\",red\n\
    Acme Cloud,05/06/2026,99.00,\n\
    Harbor Tools,,1.250,\n\
    Total,,\"2,599.00\",\n";

#[test]
fn every_column_says_how_its_field_was_found_and_how_full_it_is() {
    let (seen, _) = both(LEDGER, &of(Kind::Costs));
    let shown: Vec<_> = seen.columns.iter().map(|c| (c.key.as_str(), c.field, c.why, c.filled)).collect();
    assert_eq!(seen.rows, 3, "the total is no row");
    assert_eq!(
        shown,
        [
            ("Supplier", Some(Field::Vendor), Why::Name, 3),
            ("Invoice Date", Some(Field::Booked), Why::Name, 2),
            ("Amount", Some(Field::Amount), Why::Exact, 3),
            ("Colour", None, Why::Nothing, 1),
        ],
        "the total's amount fills no row"
    );
    let (seen, _) = both(
        "Number,Opened,Short description,Caller,Priority,State,Assigned to\nINC7,3/17/2025 6:04,x,Ann,2 - High,In Progress,Bo\n",
        &Choices::default(),
    );
    assert_eq!(column(&seen, "Caller").why, Why::Preset, "the preset knows the header");
    assert_eq!(column(&seen, "Assigned to").why, Why::Exact, "that is what the field is called");
}

#[test]
fn dates_that_fit_two_orders_are_shown_both_ways() {
    let (seen, read) = both(LEDGER, &of(Kind::Costs));
    let open = column(&seen, "Invoice Date").readings.as_ref().unwrap();
    let texts = open.readings.each_ref().map(|r| (r.format, r.shown.as_str(), r.only, r.applies));
    assert_eq!(open.example, "03/04/2026");
    assert_eq!(texts, [(DAY, "3 April 2026", 0, false), (MONTH, "4 March 2026", 0, true)]);
    assert_eq!((open.open, open.decided_by), (2, DecidedBy::Convention), "nothing in the file decides");
    assert_eq!(days(read.as_ref()), ["2026-03-04", "2026-05-06"], "what is shown is what is read");
}

#[test]
fn a_column_that_decides_itself_wins_over_a_choice_and_says_so() {
    let text = "Supplier,Invoice Date,Amount\nA,03/04/2026,1\nB,25/04/2026,1\nC,28/04/2026,1\n";
    let (seen, read) = both(text, &Choices { dates: Some(DateOrder::MonthFirst), ..of(Kind::Costs) });
    let open = column(&seen, "Invoice Date").readings.as_ref().unwrap();
    assert_eq!((open.readings[0].only, open.readings[0].applies, open.decided_by), (2, true, DecidedBy::Column));
    assert_eq!(days(read.as_ref())[0], "2026-04-03", "the 25th and the 28th can only be days");
    let notes = &read.unwrap().summary.notes;
    assert_eq!((notes.len(), notes[0].code), (1, ProblemCode::ChoiceNotApplied), "{notes:?}");
    assert_eq!(notes[0].column.as_deref(), Some("Invoice Date"));
    assert_eq!(column(&seen, "Invoice Date").format, Some(DAY), "the order that holds is given for decided columns too");
}

#[test]
fn a_choice_for_one_column_leaves_the_others_alone() {
    let text = "Supplier,Contract Number,Invoice Date,Contract Start,Amount\nA,C1,03/04/2026,05/06/2026,1\n";
    let said = |choices: Choices, format: Format, column: &str| {
        let mapping = choices.mapping.clone().unwrap_or_default().with_format(column, format);
        Choices { mapping: Some(mapping), ..choices }
    };
    let (seen, read) = both(text, &said(mapped(Kind::Costs, &[("Contract Start", Some("contract_start"))]), DAY, "Invoice Date"));
    assert_eq!(days(read.as_ref()), ["2026-04-03"], "the column that was said is day first");
    let start = read.unwrap().accepted[0].day(Field::ContractStart).unwrap();
    assert_eq!(start.to_string(), "2026-05-06", "the other is month first as before");
    let by = |key: &str| column(&seen, key).readings.as_ref().unwrap().decided_by;
    assert_eq!((by("Invoice Date"), by("Contract Start")), (DecidedBy::Choice, DecidedBy::Convention));
    let over = said(Choices { dates: Some(DateOrder::DayFirst), ..of(Kind::Costs) }, MONTH, "Invoice Date");
    assert_eq!(
        days(both(text, &over).1.as_ref()),
        ["2026-03-04"],
        "what is said of the column goes over what is said of the file"
    );
    let nowhere = said(of(Kind::Costs), DAY, "Paid on");
    assert_eq!(refused(text, &nowhere).code, ErrorCode::BadMapping, "a format for a column that is not there");
}

#[test]
fn a_column_that_mixes_both_orders_can_be_told() {
    let text = "Supplier,Invoice Date,Amount\nA,25/04/2026,1\nB,28/04/2026,1\nC,04/25/2026,1\nD,03/04/2026,1\n";
    let (seen, read) = both(text, &of(Kind::Costs));
    let open = column(&seen, "Invoice Date").readings.as_ref().unwrap();
    assert_eq!((open.readings[0].only, open.readings[1].only, open.open), (2, 1, 1), "3 of 4 dates fit only one order");
    assert_eq!((open.example.as_str(), open.decided_by), ("03/04/2026", DecidedBy::Majority));
    assert_eq!(days(read.as_ref())[3], "2026-04-03");
    let (_, told) = both(text, &Choices { dates: Some(DateOrder::MonthFirst), ..of(Kind::Costs) });
    assert_eq!(days(told.as_ref())[3], "2026-03-04", "a column that contradicts itself does not overrule the user");
}

#[test]
fn amounts_with_one_separator_are_shown_both_ways_and_read_as_chosen() {
    let text = "Supplier;Date;Amount\nA;2026-01-01;1.234\nB;2026-01-02;2.500\n";
    let (seen, read) = both(text, &of(Kind::Costs));
    let open = column(&seen, "Amount").readings.as_ref().unwrap();
    let texts = open.readings.each_ref().map(|r| (r.format, r.shown.as_str(), r.applies));
    assert_eq!(texts, [(DOT, "1.234", true), (COMMA, "1,234", false)]);
    assert_eq!(read.unwrap().noted(ProblemCode::AmbiguousNumber), 2, "nothing decides: every cell says so");
    let (seen, read) = both(text, &Choices { numbers: Some(NumberMark::CommaDecimal), ..of(Kind::Costs) });
    let read = read.unwrap();
    assert_eq!((read.sum(Field::Amount).as_str(), read.noted(ProblemCode::AmbiguousNumber)), ("3734.00", 0));
    assert_eq!(column(&seen, "Amount").format, Some(COMMA));
    let own = "Supplier;Date;Amount\nA;2026-01-01;1.234\nB;2026-01-02;99,50\n";
    let (_, read) = both(own, &Choices { numbers: Some(NumberMark::DotDecimal), ..of(Kind::Costs) });
    let read = read.unwrap();
    assert_eq!(read.sum(Field::Amount), "1333.50", "99,50 has a decimal comma, so 1.234 has none");
    assert_eq!(read.summary.notes[0].code, ProblemCode::ChoiceNotApplied);
}

#[test]
fn columns_in_which_nothing_can_be_read_two_ways_have_no_readings() {
    let text = "Supplier,Invoice Date,Amount\nA,2026-04-03,10.50\nB,03.04.2026,20.00\n";
    let (seen, read) = both(text, &of(Kind::Costs));
    assert!(seen.columns.iter().all(|c| c.readings.is_none()), "{:?}", seen.columns);
    assert_eq!(days(read.as_ref()), ["2026-04-03", "2026-04-03"]);
    assert!(read.unwrap().summary.notes.is_empty(), "dots mean the day comes first");
}

#[test]
fn a_table_that_cannot_be_read_is_inspected_all_the_same() {
    let (seen, _) = both("Box,Numbering,Place\npc1,S1,Oslo\n", &Choices::default());
    assert_eq!(seen.refused.map(|e| e.code), Some(ErrorCode::UnknownLayout));
    assert_eq!((seen.columns.len(), seen.missing.len()), (3, 0), "without a kind nothing is known to be missing");
    let (seen, _) = both("Colour,Place\nred,Oslo\n", &of(Kind::Tickets));
    assert_eq!(seen.missing, [vec![Field::TicketNumber], vec![Field::Opened]]);
    assert_eq!(seen.refused.map(|e| e.code), Some(ErrorCode::MissingColumns));
    let (seen, _) = both("Name,Username,Password,URI\nrouter,admin,secret,https://10.0.0.1\n", &Choices::default());
    assert_eq!(seen.refused.map(|e| e.code), Some(ErrorCode::HoldsSecrets));
    let (seen, read) = both(
        "Colour,Place,When\nred,Oslo,2026-01-01\n",
        &mapped(Kind::Tickets, &[("Colour", Some("number")), ("When", Some("opened"))]),
    );
    assert!(seen.missing.is_empty() && read.is_some(), "mapping what is missing makes it readable");
}

#[test]
fn other_kinds_that_the_columns_fit_are_offered() {
    let (seen, _) = both("Hostname,Purchase Cost\npc1,900\n", &Choices::default());
    assert_eq!(seen.kind, None, "two headers say too little");
    let kinds: Vec<Kind> = seen.alternatives.iter().map(|(k, _)| *k).collect();
    assert_eq!(kinds.first(), Some(&Kind::Devices), "{:?}", seen.alternatives);
    let (seen, _) = both("Hostname,Serial Number,Purchase Cost\npc1,S1,900\n", &of(Kind::Devices));
    assert!(seen.alternatives.iter().all(|(k, _)| *k != Kind::Devices), "what it is taken for is no alternative");
}

#[test]
fn sending_the_whole_table_back_changes_nothing() {
    let text = "Emp ID,First Name,Last Name,Job Title,Annual Salary,Notes\n7,Ann,Lee,IT Support Specialist,\"$52,000\",x\n";
    let (seen, read) = both(text, &of(Kind::Staff));
    let all: Vec<(&str, Option<&str>)> = seen.columns.iter().map(|c| (c.key.as_str(), c.field.map(Field::name))).collect();
    let (again, back) = both(text, &mapped(Kind::Staff, &all));
    assert_eq!(read.unwrap().accepted, back.unwrap().accepted, "both halves of the name still make one");
    assert!(again.columns.iter().all(|c| c.why == Why::Chosen), "every column is as the user said");
    let seconds = "Ticket Number,Opened,Time Worked\nT1,2026-01-05 08:00:00,5400\n";
    let back = both(seconds, &mapped(Kind::Tickets, &[("Time Worked", Some("effort_hours"))])).1.unwrap();
    let effort = back.accepted[0].decimal(Field::Effort).map(|d| d.normalize().to_string());
    assert_eq!(effort.as_deref(), Some("1.5"), "the column still counts seconds");
}

#[test]
fn two_columns_for_one_field_are_an_error_that_names_them() {
    let text = "Box,Numbering,Place\npc1,S1,Oslo\n";
    let clash = refused(text, &mapped(Kind::Devices, &[("Box", Some("hostname")), ("Place", Some("hostname"))]));
    assert_eq!(clash.code, ErrorCode::BadMapping);
    assert!(clash.message.contains("Box") && clash.message.contains("Place") && clash.message.contains("hostname"), "{clash}");
    let known = "Hostname,Numbering\npc1,S1\n";
    let kept = refused(known, &mapped(Kind::Devices, &[("Hostname", Some("hostname")), ("Numbering", Some("hostname"))]));
    assert_eq!(kept.code, ErrorCode::BadMapping, "also where one of them is recognised by itself");
    let (seen, _) = both(known, &mapped(Kind::Devices, &[("Numbering", Some("hostname"))]));
    let fields: Vec<_> = seen.columns.iter().map(|c| (c.field, c.why)).collect();
    assert_eq!(fields, [(None, Why::Nothing), (Some(Field::Hostname), Why::Chosen)], "what the user says takes the field over");
}

#[test]
fn columns_without_a_name_of_their_own_are_named_by_place() {
    let text = "serial,,serial,Notes\nS1,pc1,S9,x\n";
    let (seen, _) = both(text, &of(Kind::Devices));
    let keys: Vec<&str> = seen.columns.iter().map(|c| c.key.as_str()).collect();
    assert_eq!(keys, ["#1", "#2", "#3", "Notes"]);
    let (seen, read) =
        both(text, &mapped(Kind::Devices, &[("#2", Some("hostname")), ("#3", Some("asset_tag")), ("Notes", None)]));
    let record = &read.unwrap().accepted[0];
    let values = [Field::Serial, Field::Hostname, Field::AssetTag].map(|f| record.text(f));
    assert_eq!(values, [Some("S1"), Some("pc1"), Some("S9")]);
    assert_eq!((column(&seen, "Notes").field, column(&seen, "Notes").why), (None, Why::Chosen), "left out on purpose");
}

#[test]
fn the_sheets_that_are_read_are_marked() {
    let workbook = reading::root().join("assets/samples/ridgeline/hipaa-register.xlsx");
    if !workbook.exists() {
        return;
    }
    let look = |sheet: Option<&str>| {
        let choices = Choices { sheet: sheet.map(str::to_owned), ..Choices::default() };
        import::inspect(&Source::open(&workbook).unwrap(), &catalog(), &choices).unwrap().sheets
    };
    let read = |sheets: &[import::InspectedSheet]| sheets.iter().map(|s| (s.name.clone(), s.read)).collect::<Vec<_>>();
    assert_eq!(read(&look(None)), [("Read me".into(), false), ("Controls".into(), true)], "the recognised one");
    assert_eq!(read(&look(Some("Read me"))), [("Read me".into(), true), ("Controls".into(), false)], "the chosen one");
}

#[test]
fn a_table_in_memory_is_read_like_a_file() {
    let text = "vendor,offer,basis,price\nCedar Peak,co_managed,user,95\n";
    let source = Source::from_bytes("typed-quote.csv", text.into()).unwrap();
    assert_eq!((source.name(), source.is_workbook()), ("typed-quote.csv", false));
    let mut rows = 0;
    let read = import::read(&source, &catalog(), &of(Kind::Quotes), &mut |_| rows += 1).unwrap();
    assert_eq!((read.kind, rows), (Kind::Quotes, 1));
    let workbook = reading::root().join("assets/samples/ridgeline/payroll.xlsx");
    if let Ok(bytes) = std::fs::read(&workbook) {
        let (file, memory) = (Source::open(&workbook).unwrap(), Source::from_bytes("payroll.xlsx", bytes).unwrap());
        let look = |source| import::inspect(source, &catalog(), &Choices::default()).unwrap();
        assert_eq!(look(&file), look(&memory), "a workbook too");
    }
    let empty = Source::from_bytes("typed-quote.csv", Vec::new()).unwrap_err();
    assert_eq!(empty.code, ErrorCode::EmptyFile);
    assert!(empty.message.contains("typed-quote.csv"), "the name stands in the sentence");
}
