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
