//! Reports of whole engagements: the same bytes, what they say, what they hide, and what verifying finds.

use super::charts::STUDY_CHARTS;
use super::record::Record;
use super::*;
use crate::report_facts::{Still, engagement, payroll, sample, typed};
use crate::wire::Verification;
use lopdf::content::Content;
use lopdf::{Document, Object, StringFormat, dictionary};
use model::decide::exact;
use model::number::Exact;
use model::present::number;
use report::document::Paper;
use report::edition::Edition;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn board() -> ReportOptions {
    ReportOptions { edition: Edition::Board, ..ReportOptions::default() }
}

fn full() -> ReportOptions {
    ReportOptions::default()
}

fn redacted(options: ReportOptions) -> ReportOptions {
    ReportOptions { redact: true, ..options }
}

/// A small engagement that has an answer.
fn small() -> (tempfile::TempDir, Session) {
    engagement(&typed(r#", "fte.administrator": 1, "fte.support": 1, "required.coverage": "24x7""#), &[])
}

/// The sample's profile with a payroll whose administrator earns this much.
fn clinic(pay: &str) -> (tempfile::TempDir, Session) {
    let profile = std::str::from_utf8(content::file("samples/ridgeline/profile.json").unwrap()).unwrap();
    let facts = r#"{"users": 140, "endpoints": 182, "servers": 12,"#;
    engagement(&profile.replacen('{', facts, 1), &[("staff", &payroll(pay))])
}

fn verified(session: &Session, pdf: &[u8]) -> Result<Verification, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    std::fs::write(&path, pdf).unwrap();
    session.verify(&path)
}

fn what(v: &Verification) -> Vec<&str> {
    v.differences.iter().map(|d| d.what.as_str()).collect()
}

/// The words of its pages, with single spaces.
fn words(pdf: &[u8]) -> String {
    let file = Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    let text = file.extract_text(&pages).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn in_strings(object: &Object, into: &mut String) {
    match object {
        Object::String(bytes, _) => {
            let utf16 = bytes.strip_prefix(&[0xfe, 0xff]).map(|b| {
                let units: Vec<u16> = b.chunks(2).map(|c| u16::from_be_bytes([c[0], c.get(1).copied().unwrap_or(0)])).collect();
                String::from_utf16_lossy(&units)
            });
            into.push_str(&utf16.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned()));
            into.push('\n');
        }
        Object::Array(list) => list.iter().for_each(|o| in_strings(o, into)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, o)| in_strings(o, into)),
        Object::Stream(stream) => {
            stream.dict.iter().for_each(|(_, o)| in_strings(o, into));
            let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            into.push_str(&String::from_utf8_lossy(&content));
            into.push('\n');
        }
        _ => {}
    }
}

/// Everything that can be read in a file: its bytes, every stream unpacked, every string decoded, the words of the pages
/// in place of the glyph numbers that draw them.
fn everything(pdf: &[u8]) -> String {
    let file = Document::load_mem(pdf).unwrap();
    let drawn: Vec<_> = file.get_pages().into_values().flat_map(|page| file.get_page_contents(page)).collect();
    let mut text = String::from_utf8_lossy(pdf).into_owned();
    file.objects.iter().filter(|(id, _)| !drawn.contains(id)).for_each(|(_, o)| in_strings(o, &mut text));
    text + &words(pdf)
}

/// A value as data has it.
fn plain(value: Exact) -> String {
    value.known().unwrap().normalize().to_string()
}

/// The record a report carries.
fn record(pdf: &[u8]) -> Record {
    let file = Document::load_mem(pdf).unwrap();
    let read = |o: &Object| serde_json::from_slice(&o.as_stream().ok()?.decompressed_content().ok()?).ok();
    file.objects.values().find_map(read).unwrap()
}

#[test]
fn the_same_engagement_and_options_give_the_same_bytes() {
    let (folder, session) = small();
    for options in [board(), full(), redacted(full())] {
        let pdf = session.report(&options).unwrap();
        assert_eq!(pdf, session.report(&options).unwrap(), "{options:?}: no clock and no chance in it");
        let again = Session::open_read_only(&folder.path().join("small.threshold")).unwrap();
        assert_eq!(pdf, again.report(&options).unwrap(), "{options:?}: nor in the session that made it");
    }
    let (_elsewhere, twin) = small();
    assert_eq!(session.report(&board()).unwrap(), twin.report(&board()).unwrap(), "nor in where and when the file was made");
}

#[test]
fn every_option_shows() {
    let (_folder, session) = small();
    let plain = session.report(&board()).unwrap();
    let others = [
        ("edition", full()),
        ("date", ReportOptions { date: "2026-11-24".parse().ok(), ..board() }),
        ("paper", ReportOptions { paper: Paper::A4, ..board() }),
        ("accent", ReportOptions { accent: (0x23, 0x49, 0x5a), ..board() }),
        ("redaction", redacted(board())),
        ("logo", ReportOptions { logo: Some(LOGO.as_bytes().to_vec()), ..board() }),
    ];
    for (name, options) in others {
        assert!(session.report(&options).unwrap() != plain, "another {name} gives another report");
    }
    let said = ReportOptions { date: "2026-09-30".parse().ok(), ..board() };
    assert_eq!(session.report(&said).unwrap(), plain, "the day is the as-of date unless another is said");
    let dated = words(&session.report(&ReportOptions { date: "2026-11-24".parse().ok(), ..board() }).unwrap());
    assert!(dated.contains("24 November 2026"), "the day stands on it");
}

const LOGO: &str =
    r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#23495a"/></svg>"##;

#[test]
fn what_was_written_matches() {
    let (_folder, session) = small();
    let looks = [
        board(),
        full(),
        redacted(full()),
        ReportOptions { paper: Paper::A4, accent: (0x23, 0x49, 0x5a), date: "2026-11-24".parse().ok(), ..board() },
        ReportOptions { logo: Some(LOGO.as_bytes().to_vec()), ..board() },
    ];
    for options in looks {
        let found = verified(&session, &session.report(&options).unwrap()).unwrap();
        assert_eq!(what(&found), Vec::<&str>::new(), "{options:?}: nothing was changed");
        assert!(found.matches && found.inputs == found.reported, "{options:?}: and so it says");
    }
}

#[test]
fn the_samples_report_matches_until_something_is_typed() {
    let (_folder, mut session) = sample();
    let pdf = session.report(&full()).unwrap();
    assert!(verified(&session, &pdf).unwrap().matches, "imports, offers and a register come out the same");
    session.set("users", Some("150"), None, &Still).unwrap();
    let found = verified(&session, &pdf).unwrap();
    assert!(!found.matches && found.inputs != found.reported, "150 users are not those of the report");
    let named = what(&found);
    for moved in ["users", "full_outsource.total", "full_outsource.managed_fee.y1", "today.per_user_month", "hash of the inputs"]
    {
        assert!(named.contains(&moved), "{moved} is named: {named:?}");
    }
    for still in ["endpoints", "staff_ratio.value", "pay.support", "today.internal_staff.y1"] {
        assert!(!named.contains(&still), "{still} does not depend on users: {named:?}");
    }
    let users = found.differences.iter().find(|d| d.what == "users").unwrap();
    assert!(users.now.starts_with("150 ") && !users.reported.starts_with("150 "), "both values are told: {users:?}");
    session.undo(&Still).unwrap();
    assert!(verified(&session, &pdf).unwrap().matches, "taken back, the report holds again");
}

#[test]
fn who_it_is_from_is_part_of_what_matches() {
    let (_folder, mut session) = small();
    let pdf = session.report(&board()).unwrap();
    session.set("prepared_by", Some("Someone else"), None, &Still).unwrap();
    assert_eq!(what(&verified(&session, &pdf).unwrap()), ["prepared_by"], "no figure moved, the name did");
}

/// Changes the first letter shown on a page.
fn altered(pdf: &[u8], page: u32) -> Vec<u8> {
    let mut file = Document::load_mem(pdf).unwrap();
    let id = file.get_pages()[&page];
    let mut content = Content::decode(&file.get_page_content(id)).unwrap();
    let shown =
        content.operations.iter_mut().filter(|o| matches!(o.operator.as_str(), "Tj" | "TJ")).flat_map(|o| &mut o.operands);
    let bytes = shown.filter_map(|o| string(o)).next().unwrap();
    bytes[1] ^= 1;
    file.change_page_content(id, content.encode().unwrap()).unwrap();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

fn string(object: &mut Object) -> Option<&mut Vec<u8>> {
    match object {
        Object::String(bytes, _) if bytes.len() > 1 => Some(bytes),
        Object::Array(list) => list.iter_mut().find_map(string),
        _ => None,
    }
}

#[test]
fn a_letter_changed_on_a_page_names_the_page() {
    let (_folder, session) = small();
    let pdf = session.report(&full()).unwrap();
    let pages = Document::load_mem(&pdf).unwrap().get_pages().len();
    for page in [1, 2, u32::try_from(pages).unwrap()] {
        let found = verified(&session, &altered(&pdf, page)).unwrap();
        assert_eq!(what(&found), [format!("page {page}")], "only that page shows something else");
    }
}

#[test]
fn a_page_taken_away_or_put_in_is_a_difference() {
    let (_folder, session) = small();
    let pdf = session.report(&full()).unwrap();
    let mut file = Document::load_mem(&pdf).unwrap();
    let last = u32::try_from(file.get_pages().len()).unwrap();
    file.delete_pages(&[last]);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    assert_eq!(what(&verified(&session, &bytes).unwrap()), [format!("page {last}")], "the page that is gone is named");
}

#[test]
fn figures_changed_in_the_record_are_named() {
    let (_folder, session) = small();
    let pdf = session.report(&board()).unwrap();
    let mut record = record(&pdf);
    record.figures.insert("today.total".to_owned(), Some("1".to_owned()));
    let mut file = Document::load_mem(&pdf).unwrap();
    let is_record = |o: &Object| o.as_stream().is_ok_and(|s| s.dict.has_type(b"EmbeddedFile"));
    let stream = file.objects.values_mut().find(|o| is_record(o)).unwrap().as_stream_mut().unwrap();
    stream.set_plain_content(serde_json::to_vec(&record).unwrap());
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    assert_eq!(what(&verified(&session, &bytes).unwrap()), ["today.total"], "the figure is recomputed, not believed");
}

/// A PDF of one empty page with a file inside.
fn stranger(attached: &[u8]) -> Vec<u8> {
    let mut file = Document::with_version("1.7");
    let pages = file.new_object_id();
    let page = file.add_object(
        dictionary! { "Type" => "Page", "Parent" => pages, "MediaBox" => vec![0.into(), 0.into(), 612.into(), 792.into()] },
    );
    file.set_object(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 });
    let stream = file.add_object(lopdf::Stream::new(dictionary! { "Type" => "EmbeddedFile" }, attached.to_vec()));
    let name = Object::String(ATTACHMENT.as_bytes().to_vec(), StringFormat::Literal);
    let spec = file.add_object(dictionary! { "Type" => "Filespec", "F" => name, "EF" => dictionary! { "F" => stream } });
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "AF" => vec![spec.into()] });
    file.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn what_is_no_report_of_ours_is_refused() {
    let (_folder, session) = small();
    let pdf = session.report(&board()).unwrap();
    let mut bare = Document::load_mem(&pdf).unwrap();
    let root = bare.trailer.get(b"Root").unwrap().as_reference().unwrap();
    bare.get_object_mut(root).unwrap().as_dict_mut().unwrap().remove(b"AF");
    let mut without = Vec::new();
    bare.save_to(&mut without).unwrap();
    let other = String::from_utf8(serde_json::to_vec(&record(&pdf)).unwrap()).unwrap().replace("threshold-report", "other");
    for (name, bytes) in [
        ("empty", Vec::new()),
        ("text", b"not a PDF".to_vec()),
        ("cut off", pdf[..pdf.len() / 2].to_vec()),
        ("without its record", without),
        ("someone else's", stranger(b"{}")),
        ("of another kind", stranger(other.as_bytes())),
    ] {
        let refused = verified(&session, &bytes).map(|v| v.differences.len());
        assert!(matches!(refused, Err(Error::NotAReport { .. })), "{name}: {refused:?}");
    }
    let missing = session.verify(&PathBuf::from("/nowhere/report.pdf")).unwrap_err();
    assert_eq!(missing.code(), "unreadable_path", "a file that is not there is told apart from one that is no report");
}

#[test]
fn an_impossible_logo_in_a_record_is_refused() {
    let (_folder, session) = small();
    let mut record = record(&session.report(&board()).unwrap());
    for size in [(0, 10), (10, 0), (4001, 10), (u32::MAX, u32::MAX)] {
        record.logo = Some(size);
        let refused = verified(&session, &stranger(&serde_json::to_vec(&record).unwrap())).map(|v| v.differences.len());
        assert!(matches!(refused, Err(Error::NotAReport { .. })), "{size:?} would ask for memory nobody has: {refused:?}");
    }
}

#[test]
fn a_report_can_be_searched_for_what_it_shows() {
    let (_folder, session) = clinic("103457");
    let text = everything(&session.report(&full()).unwrap());
    let total = exact(&session.prepare().unwrap().plan, None).options[0].total;
    assert!(text.contains("103,457") && text.contains("103457"), "without redaction the pay is on a page and in the record");
    assert!(
        text.contains(&number(total, 2)) && text.contains(&plain(total)),
        "and so is Today's total, so the searches below would find it"
    );
}

#[test]
fn behind_the_curtain_every_answer_is_that_of_a_redacted_report() {
    let (_folder, mut session) = clinic("103457");
    let npv = |a: &crate::wire::Assessment| a.options.iter().map(|o| o.npv.clone()).collect::<Vec<_>>();
    let today = |plan: &model::plan::Plan| exact(plan, None).options[0].npv.known().map(|d| d.normalize().to_string());
    let redacted = today(&session.prepare_redacted().unwrap().0.plan);
    let open = session.assess(&Still).unwrap();
    let moved = [crate::wire::Override { key: "users".to_owned(), value: Some("200".to_owned()) }];
    let seen = session.preview_moving(&moved).unwrap().assessment;
    session.curtain(true);
    let shown = session.assess(&Still).unwrap();
    assert_eq!(shown.options[0].npv, redacted, "pay is left out in one way");
    assert_ne!(npv(&shown), npv(&open), "no total gives the pay back");
    assert_ne!(npv(&session.preview_moving(&moved).unwrap().assessment), npv(&seen), "nor one that moves");
    session.curtain(false);
    assert_eq!(npv(&session.assess(&Still).unwrap()), npv(&open), "the desk is as it was");
}

#[test]
fn a_redacted_report_holds_no_trace_of_one_persons_pay() {
    let (_folder, session) = clinic("103457");
    let (open, hidden) = (session.prepare().unwrap().plan, session.prepare_redacted().unwrap().0.plan);
    let stays: Vec<Decimal> = exact(&hidden, None).figures.iter().filter_map(|(_, v)| v.known()).collect();
    let all: Vec<Decimal> = exact(&open, None).figures.iter().filter_map(|(_, v)| v.known()).collect();
    // Amounts that rest on the pay and are long enough not to stand in a report by chance.
    let long = |v: &&Decimal| v.abs() > Decimal::from(20_000);
    let spelled = |v: &Decimal| [format!("\"{}\"", v.normalize()), number(Exact::Known(*v), 2), number(Exact::Known(*v), 0)];
    let stays: BTreeSet<String> = stays.iter().filter(long).flat_map(spelled).collect();
    let derived: BTreeSet<String> = all.iter().filter(long).flat_map(spelled).filter(|text| !stays.contains(text)).collect();
    assert!(derived.len() > 60, "many figures rest on the pay: {}", derived.len());
    for options in [redacted(board()), redacted(full())] {
        let text = everything(&session.report(&options).unwrap());
        for pay in ["103457", "103,457", "150300", "150,300", "13579.25", "13,579"] {
            assert!(!text.contains(pay), "{options:?}: {pay} is the pay or bonus of one person");
        }
        for value in &derived {
            assert!(!text.contains(value.as_str()), "{options:?}: {value} gives the pay back");
        }
        assert!(text.contains("benchmark"), "{options:?}: it says what stands in");
    }
    let text = words(&session.report(&redacted(full())).unwrap());
    assert!(text.contains("redacted") && text.contains("administrator"), "that it is redacted, and of which roles");
}

#[test]
fn two_redacted_reports_tell_no_difference_of_pay() {
    let ((_a, one), (_b, other)) = (clinic("103457"), clinic("91234.5"));
    let pdfs = [&one, &other].map(|s| s.report(&redacted(full())).unwrap());
    let [a, b] = [&pdfs[0], &pdfs[1]].map(|pdf| record(pdf));
    assert_eq!(a.hash, b.hash, "the hash would tell whether a guessed pay is right");
    assert!(a == b, "nor does anything else in the record tell it");
    let open = [&one, &other].map(|s| record(&s.report(&full()).unwrap()).hash);
    assert!(open[0] != open[1], "without redaction the pay is one of the inputs");
    let fingerprints: Vec<String> = [&one, &other]
        .iter()
        .flat_map(|s| s.file.imports().unwrap())
        .map(|i| i.sha256.iter().take(6).map(|byte| format!("{byte:02x}")).collect())
        .collect();
    let [a, b] = pdfs.map(|pdf| words(&pdf));
    // Whether the answer is the same on the figures as supplied is told on purpose.
    let told = |text: &str| text.replace("the answer is another one.", "the answer is the same.");
    let same = |text: &str| fingerprints.iter().fold(told(text), |text, f| text.replace(f, "–"));
    assert!(same(&a) == same(&b), "the pages differ in nothing but the fingerprint of the file that was read");
}

#[test]
fn a_redacted_report_leaves_rows_about_people_and_controls_inside() {
    let (_folder, session) = sample();
    let plan = session.prepare().unwrap().plan;
    let open = plan.frameworks.iter().flat_map(|f| &f.requirements).next().unwrap();
    let (shown, hidden) = (words(&session.report(&full()).unwrap()), words(&session.report(&redacted(full())).unwrap()));
    assert!(shown.contains(&open.title), "the full edition lists what is open: {}", open.title);
    assert!(!hidden.contains(&open.title), "what is open in a client's controls does not leave the house: {}", open.title);
    for (file, _) in
        content::folder("samples/ridgeline").filter(|(id, _)| id.ends_with("payroll.xlsx") || id.ends_with("register.xlsx"))
    {
        let name = file.rsplit('/').next().unwrap();
        assert!(
            !hidden.contains(&format!("{name}, row")) && !hidden.contains(&format!("{name}, sheet Controls, row")),
            "no row of {name}"
        );
    }
    let people = ["Raghunathan", "Okafor", "Whitcomb"];
    for name in people {
        assert!(!everything(&session.report(&full()).unwrap()).contains(name), "{name}: names are on no report at all");
    }
}

#[test]
fn who_prepared_it_and_with_what_interest_stands_on_it() {
    let (_folder, mut session) = small();
    let said = |session: &Session, options: &ReportOptions| words(&session.report(options).unwrap());
    for options in [board(), full()] {
        let text = said(&session, &options);
        assert!(text.contains("Interest in a provider: not stated."), "{options:?}: silence is told, not taken for none");
    }
    session.set("prepared_by", Some("Juniper Advisers"), None, &Still).unwrap();
    session.set("prepared_for", Some("The board of Alder"), None, &Still).unwrap();
    session.set("interest", Some("none"), None, &Still).unwrap();
    for options in [board(), full()] {
        let text = said(&session, &options);
        assert!(text.contains("Juniper Advisers"), "{options:?}: who prepared it");
        assert!(text.contains("No interest in any provider."), "{options:?}: none is a statement");
    }
    assert!(said(&session, &full()).contains("The board of Alder"), "for whom stands in the imprint");
    session.set("interest", Some("we resell Cedar Peak."), None, &Still).unwrap();
    for options in [board(), full()] {
        let text = said(&session, &options);
        assert!(text.contains("Interest: we resell Cedar Peak."), "{options:?}: the interest in its own words, one full stop");
    }
}

#[test]
fn a_service_level_is_shown_as_typed() {
    let (_folder, mut session) = small();
    let before = words(&session.report(&full()).unwrap());
    assert!(before.contains("within 15 minutes"), "the default stands until another is typed");
    session.set("service_levels.p1_acknowledge", Some("within 7 minutes, day and night"), None, &Still).unwrap();
    let after = words(&session.report(&full()).unwrap());
    assert!(after.contains("within 7 minutes, day and night"), "what was typed is shown");
    assert!(!after.contains("within 15 minutes"), "and the default is not");
}

#[test]
fn every_chart_is_told_in_words_and_numbers() {
    let (_folder, session) = sample();
    for name in CHARTS.into_iter().chain(THRESHOLD_CHARTS) {
        let chart = session.chart(name, 700.0).unwrap();
        assert!(!chart.finding.is_empty() && !chart.caption.is_empty(), "{name}: says what it shows");
        assert!(!chart.rows.is_empty(), "{name}: has a table");
        assert!(chart.rows.iter().all(|r| r.len() == chart.head.len()), "{name}: each row has the columns of the head");
        for m in &chart.marks {
            let inside = m.x >= -1.0 && m.y >= -1.0 && m.x + m.width <= chart.width + 1.0 && m.y + m.height <= chart.height + 1.0;
            assert!(
                inside && !m.id.is_empty() && !m.text.is_empty(),
                "{name}: a mark lies in the picture and says something: {m:?}"
            );
        }
    }
    let refused = session.chart("pie", 700.0).map(|c| c.name);
    assert!(matches!(refused, Err(Error::Chart(_))), "there is no such chart: {refused:?}");
}

#[test]
fn light_pictures_draw_what_full_ones_draw() {
    let (_folder, session) = sample();
    let (full, judged) = (session.pictures().unwrap(), session.judged(&[]).unwrap());
    let light = Pictures::light(judged.prepared.plan.clone(), judged.judgement.clone(), &judged.prepared.name).unwrap();
    let light = light.with_study(judged.told().clone());
    for name in CHARTS.into_iter().chain(THRESHOLD_CHARTS) {
        let [one, other] = [&full, &light].map(|p| p.draw(name, 700.0).unwrap());
        assert_eq!(one.svg, other.svg, "{name}: a slider moves the chart the page shows, not another");
        let texts = |c: &crate::wire::ChartPicture| c.marks.iter().map(|m| m.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&one), texts(&other), "{name}: nor are its marks told otherwise");
    }
    let [traced, bare] = [&full, &light].map(|p| p.picture("totals", 700.0).unwrap().svg);
    assert!(traced.contains(", inputs ") && !bare.contains(", inputs "), "only what was hashed names a hash");
}

#[test]
fn the_study_is_drawn_once_it_is_there_and_not_before() {
    let (_folder, session) = sample();
    let pictures = session.pictures().unwrap();
    for name in STUDY_CHARTS {
        let chart = pictures.draw(name, 700.0).unwrap();
        assert!(
            chart.marks.iter().all(|m| !m.text.is_empty() && !m.id.is_empty()),
            "{name}: marks that are walked over say something"
        );
        assert!(chart.rows.iter().all(|r| r.len() == chart.head.len()), "{name}: it is a table too");
        assert_eq!(chart.rows.is_empty(), chart.marks.is_empty(), "{name}: what is in the table is in the picture");
        assert!(!chart.finding.ends_with('.') && !chart.finding.is_empty(), "{name}: a finding is a title");
    }
    let judged = session.judged(&[]).unwrap();
    let before = Pictures::light(judged.prepared.plan.clone(), judged.judgement.clone(), &judged.prepared.name).unwrap();
    let refused = STUDY_CHARTS.into_iter().all(|name| before.draw(name, 700.0).is_err());
    assert!(refused, "nothing is drawn of trials that were not made");
    let whisker = |p: &Pictures| p.draw("totals", 700.0).unwrap().caption.contains("P10 to P90");
    assert!(whisker(&pictures) && !whisker(&before), "totals have their whiskers with the study alone");
}

#[test]
fn every_option_has_a_tornado_of_its_own() {
    let (_folder, session) = sample();
    let (pictures, told) = (session.pictures().unwrap(), session.uncertainty().unwrap());
    let caption = |name: &str| pictures.draw(name, 424.0).unwrap().caption;
    let captions: BTreeSet<String> = told.tornado.iter().map(|t| caption(&format!("tornado.{}", t.option))).collect();
    assert_eq!(captions.len(), told.tornado.len(), "each names its option");
    let leader = told.leader.unwrap();
    assert_eq!(caption("tornado"), caption(&format!("tornado.{leader}")), "without a name it is the leader's");
    assert!(pictures.draw("tornado.nobody", 424.0).is_err(), "an option that is not there has none");
}

#[test]
fn the_bar_of_one_threshold_is_that_of_the_four() {
    let (_folder, session) = sample();
    let pictures = session.pictures().unwrap();
    let all = pictures.draw("thresholds", 700.0).unwrap();
    for (at, name) in THRESHOLD_CHARTS.into_iter().enumerate() {
        let one = pictures.draw(name, 252.0).unwrap();
        assert_eq!(one.rows, [all.rows[at].clone()], "{name}: the same threshold in the same words");
        assert_eq!(one.marks[0].id, all.marks[at].id, "{name}: its value's mark leads to the same figure");
        assert!(one.svg.contains(&all.rows[at][3]), "{name}: the limit is labelled");
    }
}

/// The words of a page for a screen.
fn on_screen(svg: &str) -> String {
    let texts = svg.split("<text").skip(1).filter_map(|t| t.split_once('>')?.1.split_once("</text>"));
    texts.map(|(text, _)| text).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_draft_shows_the_pages_it_writes() {
    let (_folder, session) = sample();
    for options in [board(), full(), ReportOptions { paper: Paper::A4, logo: Some(LOGO.as_bytes().to_vec()), ..board() }] {
        let draft = session.draft(&options).unwrap();
        let pages = draft.pages().unwrap();
        let pdf = draft.pdf().unwrap();
        assert_eq!(pdf, session.report(&options).unwrap(), "looking at it first changes nothing");
        assert_eq!(pages.len(), Document::load_mem(&pdf).unwrap().get_pages().len(), "a picture a page");
        let letters = |text: &str| {
            let text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            text.chars().filter(|c| !c.is_whitespace()).collect::<String>()
        };
        let headline = session.assess(&Still).unwrap().verdict.headline;
        let said = letters(&on_screen(&pages[0].svg)).contains(&letters(headline.trim_end_matches('.')));
        assert!(said, "the first says the answer: {headline}");
        let (shown, written): (String, String) = (pages.iter().map(|p| on_screen(&p.svg)).collect(), words(&pdf));
        assert!(letters(&shown) == letters(&written), "and all say, letter by letter, what the file says");
        assert!(
            draft.page(0).is_err() && draft.page(pages.len() + 1).is_err(),
            "there is no page before the first or after the last"
        );
        let outline = draft.outline().unwrap();
        assert!(
            !outline.is_empty() && outline.iter().all(|e| (1..=pages.len()).contains(&(e.page as usize))),
            "sections lead to pages"
        );
    }
}

#[test]
fn a_name_on_a_screen_is_never_markup() {
    let (_folder, mut session) = small();
    session.set("prepared_by", Some("A & B <script>alert(1)</script>"), None, &Still).unwrap();
    let page = session.draft(&board()).unwrap().page(1).unwrap();
    assert!(!page.svg.contains("<script"), "what was typed is words");
    assert!(page.svg.contains("A &amp; B &lt;script&gt;"), "and is shown as typed");
}

/// The report after a change to its objects.
fn tampered(pdf: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut file = Document::load_mem(pdf).unwrap();
    change(&mut file);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_stamp_over_a_page_is_a_difference() {
    let (_folder, session) = small();
    let pdf = session.report(&board()).unwrap();
    let page_size = || vec![0.into(), 0.into(), 612.into(), 792.into()];
    let stamped = tampered(&pdf, |file| {
        let form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => page_size() };
        let form = file.add_object(lopdf::Stream::new(form, b"1 1 1 rg 0 0 612 792 re f".to_vec()));
        let look = dictionary! { "N" => form };
        let stamp = dictionary! { "Type" => "Annot", "Subtype" => "Stamp", "Rect" => page_size(), "F" => 4, "AP" => look };
        let (stamp, page) = (file.add_object(stamp), file.get_pages()[&1]);
        file.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Annots", vec![stamp.into()]);
    });
    let found = verified(&session, &stamped).unwrap();
    assert!(!found.matches, "the content below is untouched, but what is seen is the stamp");
}

#[test]
fn another_typeface_is_a_difference() {
    let (_folder, session) = small();
    let pdf = session.report(&board()).unwrap();
    let changed = tampered(&pdf, |file| {
        let programs = file.objects.values_mut().filter_map(|o| o.as_stream_mut().ok()).filter(|s| s.dict.has(b"Length1"));
        programs.for_each(|s| s.set_plain_content(b"another typeface".to_vec()));
    });
    let found = verified(&session, &changed).unwrap();
    assert!(!found.matches, "the same glyph numbers draw other digits in another typeface");
}
