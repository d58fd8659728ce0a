use super::{ids, json, list, text};
use serde_json::Value;
use std::collections::BTreeSet;

const HIPAA: &str = "frameworks/hipaa-security-rule.json";
const DOMAINS: [&str; 4] = ["service_desk", "endpoint", "network", "security_operations"];

fn in_family<'a>(framework: &'a Value, family: &str) -> impl Iterator<Item = &'a Value> {
    list(framework, "requirements").iter().filter(move |r| r["family"] == family)
}

fn specifications(framework: &Value) -> impl Iterator<Item = &Value> {
    list(framework, "requirements").iter().flat_map(|r| list(r, "specifications"))
}

/// Numbers as a publisher counts them: how many of each group.
fn numbered(prefix: &str, groups: &[(u32, u32)]) -> Vec<String> {
    groups.iter().flat_map(|(group, count)| (1..=*count).map(move |n| format!("{prefix}{group}.{n}"))).collect()
}

#[test]
fn ids_without_free_text_are_the_publishers_own() {
    let soc_2 = [
        numbered("CC", &[(1, 5), (2, 3), (3, 4), (4, 2), (5, 3), (6, 8), (7, 5), (8, 1), (9, 2)]),
        numbered("A", &[(1, 3)]),
        numbered("C", &[(1, 2)]),
        numbered("PI", &[(1, 5)]),
        numbered("P", &[(1, 1), (2, 1), (3, 2), (4, 3), (5, 2), (6, 7), (7, 1), (8, 1)]),
    ];
    let ig1 =
        [(1, 2), (2, 3), (3, 6), (4, 7), (5, 4), (6, 5), (7, 4), (8, 3), (9, 2), (10, 3), (11, 4), (12, 1), (14, 8), (15, 1)];
    let pci = [(1, 5), (2, 3), (3, 7), (4, 2), (5, 4), (6, 5), (7, 3), (8, 6), (9, 5), (10, 7), (11, 6), (12, 10)];
    for (file, want, count) in [
        ("soc-2", soc_2.concat(), 61),
        ("cis-v8-1-ig1", [numbered("", &ig1), numbered("", &[(17, 3)])].concat(), 56),
        ("pci-dss-4-0-1", numbered("", &pci), 63),
        ("iso-27001-2022", numbered("A.", &[(5, 37), (6, 8), (7, 14), (8, 34)]), 93),
    ] {
        let framework = json(&format!("frameworks/{file}.json"));
        assert_eq!(want.len(), count, "{file}: as many as the publisher says");
        assert_eq!(ids(list(&framework, "requirements")), want.iter().map(String::as_str).collect(), "{file}");
    }
}

#[test]
fn csf_has_the_106_subcategories_of_its_core() {
    let csf = json("frameworks/nist-csf-2.json");
    // Numbers of CSF 1.1 that were moved or withdrawn are left out by NIST.
    let core: [(&str, &[u32]); 22] = [
        ("GV.OC", &[1, 2, 3, 4, 5]),
        ("GV.RM", &[1, 2, 3, 4, 5, 6, 7]),
        ("GV.RR", &[1, 2, 3, 4]),
        ("GV.PO", &[1, 2]),
        ("GV.OV", &[1, 2, 3]),
        ("GV.SC", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        ("ID.AM", &[1, 2, 3, 4, 5, 7, 8]),
        ("ID.RA", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        ("ID.IM", &[1, 2, 3, 4]),
        ("PR.AA", &[1, 2, 3, 4, 5, 6]),
        ("PR.AT", &[1, 2]),
        ("PR.DS", &[1, 2, 10, 11]),
        ("PR.PS", &[1, 2, 3, 4, 5, 6]),
        ("PR.IR", &[1, 2, 3, 4]),
        ("DE.CM", &[1, 2, 3, 6, 9]),
        ("DE.AE", &[2, 3, 4, 6, 7, 8]),
        ("RS.MA", &[1, 2, 3, 4, 5]),
        ("RS.AN", &[3, 6, 7, 8]),
        ("RS.CO", &[2, 3]),
        ("RS.MI", &[1, 2]),
        ("RC.RP", &[1, 2, 3, 4, 5, 6]),
        ("RC.CO", &[3, 4]),
    ];
    let want: Vec<String> = core.iter().flat_map(|(c, numbers)| numbers.iter().map(move |n| format!("{c}-{n:02}"))).collect();
    assert_eq!(want.len(), 106, "NIST CSWP 29");
    assert_eq!(ids(list(&csf, "requirements")), want.iter().map(String::as_str).collect());
}

#[test]
fn hipaa_says_what_it_is() {
    let hipaa = json(HIPAA);
    let told = [
        ("id", "hipaa"),
        ("obligation", "regulator_may_investigate"),
        ("citation", "45 CFR Part 164 Subpart C"),
        ("disclaimer", "not an assessment, not legal advice"),
        ("carried_by_grade", "guess"),
    ];
    for (key, value) in told {
        assert_eq!(text(&hipaa, key), value, "{key}");
    }
    assert_eq!(
        (hipaa["evidence_months"].as_u64(), hipaa["self_set_due"].as_bool()),
        (Some(12), Some(true)),
        "no date is set by law"
    );
}

#[test]
fn hipaa_has_22_standards() {
    let hipaa = json(HIPAA);
    let families = [("administrative", 9), ("physical", 4), ("technical", 5), ("organisational", 2), ("documentation", 2)];
    for (family, count) in families {
        assert_eq!(in_family(&hipaa, family).count(), count, "{family}: as counted in the regulation");
    }
    assert_eq!(list(&hipaa, "requirements").len(), 22, "9 + 4 + 5 + 2 + 2");
    assert_eq!(ids(list(&hipaa, "families")), families.iter().map(|(family, _)| *family).collect(), "the same families");
}

#[test]
fn hipaa_specifications_match_the_matrix_of_appendix_a() {
    let hipaa = json(HIPAA);
    // (standards that need no specification of their own are required in themselves and not counted here)
    for (family, required, addressable) in
        [("administrative", 10, 11), ("physical", 2, 6), ("technical", 2, 5), ("organisational", 7, 0), ("documentation", 3, 0)]
    {
        let of =
            |kind: &str| in_family(&hipaa, family).flat_map(|r| list(r, "specifications")).filter(|s| s["kind"] == kind).count();
        assert_eq!((of("required"), of("addressable")), (required, addressable), "{family}");
    }
    assert_eq!(specifications(&hipaa).count(), 46, "36 of appendix A (14 required, 22 addressable), 7 of 164.314, 3 of 164.316");
}

#[test]
fn hipaa_ids_and_aliases_name_one_thing_each() {
    let hipaa = json(HIPAA);
    let items = || list(&hipaa, "requirements").iter().chain(specifications(&hipaa));
    let aliases = items().filter_map(|item| item["aliases"].as_array()).flatten().map(|alias| alias.as_str().unwrap());
    let names: Vec<_> = items().map(|item| text(item, "id")).chain(aliases).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "a register's id leads to one item");
}

#[test]
fn hipaa_specifications_lie_in_the_paragraph_of_their_standard() {
    let hipaa = json(HIPAA);
    for requirement in list(&hipaa, "requirements") {
        let section = in_section(&hipaa, requirement);
        let id = text(requirement, "id");
        assert!(id.starts_with(section), "{id}: {section}");
        // The standard's number is the last part: (a)(1)(i) heads (a)(1)(ii)(A), and (a)(1) heads (a)(2)(i).
        let paragraph = &id[..id.rfind('(').unwrap()];
        for specification in list(requirement, "specifications") {
            assert!(text(specification, "id").starts_with(paragraph), "{specification} under {id}");
        }
    }
}

fn in_section<'a>(framework: &'a Value, requirement: &Value) -> &'a str {
    let family = list(framework, "families").iter().find(|family| family["id"] == requirement["family"]);
    text(family.unwrap(), "section")
}

#[test]
fn hipaa_mapping_names_support_domains() {
    let hipaa = json(HIPAA);
    for requirement in list(&hipaa, "requirements") {
        let domains = list(requirement, "carried_by");
        assert!(domains.iter().all(|d| DOMAINS.contains(&d.as_str().unwrap())), "{requirement}");
    }
    let stays = list(&hipaa, "requirements").iter().filter(|r| list(r, "carried_by").is_empty()).count();
    assert_eq!(
        stays, 11,
        "responsibility, workforce, evaluation, contracts, facility, workstations and paper stay with the client"
    );
}

#[test]
fn hipaa_asks_a_provider_for_a_business_associate_agreement() {
    let hipaa = json(HIPAA);
    let conditions = list(&hipaa, "provider_conditions");
    assert!(ids(conditions).contains("baa"), "45 CFR 164.308(b)");
    for condition in conditions {
        assert_eq!(text(condition, "applies"), "able_to_reach_ephi", "break-fix is not excepted");
        assert!(text(condition, "source").starts_with("45 CFR "), "each has its paragraph");
    }
}

/// File, id, obligation, requirements that count, families.
const CATALOGUES: [(&str, &str, &str, usize, usize); 12] = [
    ("cis-v8-1-ig1", "cis_v8_ig1", "voluntary", 56, 15),
    ("cis-v8-1", "cis_v8", "voluntary", 153, 18),
    ("cmmc-l1", "cmmc_l1", "self_attested", 15, 6),
    ("cmmc-l2", "cmmc_l2", "external_audit", 110, 14),
    ("hipaa-security-rule", "hipaa", "regulator_may_investigate", 22, 5),
    ("iso-27001-2022", "iso_27001", "external_audit", 93, 4),
    ("nist-800-171-r2", "nist_800_171", "self_attested", 110, 14),
    ("nist-800-53-r5-low", "nist_800_53_low", "voluntary", 149, 18),
    ("nist-800-53-r5-moderate", "nist_800_53_moderate", "voluntary", 287, 18),
    ("nist-csf-2", "nist_csf", "voluntary", 106, 22),
    ("pci-dss-4-0-1", "pci_dss", "external_audit", 63, 12),
    ("soc-2", "soc_2", "external_audit", 61, 13),
];

fn catalogue(file: &str) -> Value {
    json(&format!("frameworks/{file}.json"))
}

#[test]
fn catalogues_have_their_published_counts() {
    for (file, id, obligation, requirements, families) in CATALOGUES {
        let c = catalogue(file);
        assert_eq!((text(&c, "id"), text(&c, "obligation")), (id, obligation), "{file}");
        let known = ids(list(&c, "families"));
        assert_eq!((ids(list(&c, "requirements")).len(), known.len()), (requirements, families), "{file}: as published");
        for r in list(&c, "requirements") {
            assert!(known.contains(text(r, "family")), "{file}: {r} lies in a family of the catalogue");
            assert!(list(r, "carried_by").iter().all(|d| DOMAINS.contains(&d.as_str().unwrap())), "{file}: {r}");
        }
    }
    assert_eq!(crate::folder("frameworks").count(), CATALOGUES.len(), "every catalogue is counted here");
}

#[test]
fn catalogues_say_what_they_are() {
    for (file, ..) in CATALOGUES {
        let c = catalogue(file);
        for key in ["version", "title", "publisher", "url", "licence", "edition", "citation", "carried_by_note"] {
            assert!(!text(&c, key).is_empty(), "{file}: {key}");
        }
        assert!(c["year"].as_u64().is_some_and(|y| y > 2000), "{file}: a source has a year");
        assert_eq!(text(&c, "effort_class"), "requirement", "{file}: the pack has one effort, that of a requirement");
        assert_eq!(text(&c, "disclaimer"), "not an assessment, not legal advice", "{file}");
        assert!(!text(&c, "id").contains('.'), "{file}: a setting names it between dots");
        assert!(!list(&c, "provider_conditions").is_empty(), "{file}: each asks something of providers");
    }
}

#[test]
fn what_is_not_free_has_no_titles() {
    for (file, ..) in CATALOGUES {
        let c = catalogue(file);
        let free = text(&c, "licence").starts_with("public domain");
        let requirements = list(&c, "requirements").iter();
        let titles = requirements.chain(specifications(&c)).filter(|r| !text(r, "title").is_empty()).count();
        if !free {
            assert_eq!(titles, 0, "{file}: ids and counts only");
        }
    }
}

#[test]
fn families_of_800_171_count_as_published() {
    let want = [22, 3, 9, 9, 11, 3, 6, 9, 2, 6, 3, 4, 16, 7];
    for file in ["nist-800-171-r2", "cmmc-l2"] {
        let c = catalogue(file);
        let counts: Vec<_> = list(&c, "families").iter().map(|f| in_family(&c, text(f, "id")).count()).collect();
        assert_eq!(counts, want, "{file}: 14 families of SP 800-171 r2");
        let never = ["at", "ps", "pe", "mp", "ca"].iter().flat_map(|f| in_family(&c, f));
        assert!(never.into_iter().all(|r| list(r, "carried_by").is_empty()), "{file}: 24 of 110 stay with the client");
    }
}

#[test]
fn points_reach_from_110_down_to_minus_203() {
    for file in ["nist-800-171-r2", "cmmc-l2"] {
        let c = catalogue(file);
        let points: Vec<u64> = list(&c, "requirements").iter().map(|r| r["points"].as_u64().unwrap()).collect();
        let of = |n| points.iter().filter(|p| **p == n).count();
        assert_eq!((of(5), of(3), of(1), of(0)), (44, 14, 51, 1), "{file}: 32 CFR 170.24; 3.12.4 has no points of its own");
        assert_eq!(110 - i64::try_from(points.iter().sum::<u64>()).unwrap(), -203, "{file}: with nothing met");
        let partial = list(&c, "requirements").iter().filter(|r| r["points_partial"].as_u64() == Some(3));
        let ids: Vec<_> = partial.map(|r| text(r, "id").rsplit('-').next().unwrap()).collect();
        assert_eq!(ids, ["3.5.3", "3.13.11"], "{file}: only these two know a partial state");
    }
    let conditional = &catalogue("cmmc-l2")["scoring"]["conditional"];
    assert_eq!((conditional["least"].as_u64(), conditional["days"].as_u64()), (Some(88), Some(180)), "80 % of 110, 180 days");
    assert_eq!(list(conditional, "never").len(), 6, "32 CFR 170.21(a)(2)(iii)(A) to (F)");
    assert!(catalogue("nist-800-171-r2")["scoring"]["conditional"].is_null(), "the status belongs to CMMC");
}

#[test]
fn pci_dss_has_63_sections_of_250_items() {
    let c = catalogue("pci-dss-4-0-1");
    assert_eq!(specifications(&c).count(), 250, "313 numbered items in the body, 63 of them sections");
    for section in list(&c, "requirements") {
        let id = text(section, "id");
        assert!(list(section, "specifications").iter().all(|s| text(s, "id").starts_with(&format!("{id}."))), "{section}");
    }
}

#[test]
fn subsets_lie_in_what_they_are_taken_from() {
    for (small, large) in [("cis-v8-1-ig1", "cis-v8-1"), ("nist-800-53-r5-low", "nist-800-53-r5-moderate")] {
        let (small, large) = (catalogue(small), catalogue(large));
        assert!(
            ids(list(&small, "requirements")).is_subset(&ids(list(&large, "requirements"))),
            "a baseline adds to the lower one"
        );
    }
}
