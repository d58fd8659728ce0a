//! Reads the catalogues of requirements.

use crate::error::Error;
use crate::pack::read;
use model::framework::{
    AssessmentCost, Catalogue, Clause, Conditional, Family, Names, Obligation, Points, ProviderCondition, Requirement, Scoring,
    Specification,
};
use model::scope::{Domain, Domains};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct CatalogueFile {
    id: String,
    title: String,
    citation: String,
    obligation: String,
    evidence_months: u32,
    disclaimer: String,
    names: Vec<String>,
    id_prefixes: Vec<String>,
    #[serde(default)]
    also_registers: Vec<String>,
    families: Vec<FamilyFile>,
    requirements: Vec<RequirementFile>,
    provider_conditions: Vec<ConditionFile>,
    scoring: Option<ScoringFile>,
    all_or_nothing: Option<ClauseFile>,
    provider_change: Option<ClauseFile>,
    assessment_cost: Option<CostFile>,
}

#[derive(Deserialize)]
struct FamilyFile {
    id: String,
    title: String,
    #[serde(default)]
    optional: bool,
}

#[derive(Deserialize)]
struct RequirementFile {
    id: String,
    #[serde(default)]
    aliases: Vec<String>,
    title: String,
    family: String,
    carried_by: Vec<String>,
    points: Option<u32>,
    points_partial: Option<u32>,
    specifications: Vec<SpecificationFile>,
}

#[derive(Deserialize)]
struct SpecificationFile {
    id: String,
    title: String,
    kind: String,
    condition: Option<String>,
}

#[derive(Deserialize)]
struct ConditionFile {
    id: String,
    text: String,
    source: String,
    answered_by: Option<String>,
}

#[derive(Deserialize)]
struct ScoringFile {
    citation: String,
    full: i64,
    needs: String,
    conditional: Option<ConditionalFile>,
}

#[derive(Deserialize)]
struct ConditionalFile {
    citation: String,
    least: i64,
    most_points: u32,
    also: Vec<String>,
    never: Vec<String>,
    days: u32,
}

#[derive(Deserialize)]
struct CostFile {
    of: String,
    years: u8,
    total: Decimal,
    parts: Vec<(String, Decimal)>,
    source: String,
}

#[derive(Deserialize)]
struct ClauseFile {
    text: String,
    source: String,
}

/// Every catalogue, in the order of their files.
pub(crate) fn read_all() -> Result<Vec<Catalogue>, Error> {
    let files: Vec<CatalogueFile> = content::folder("frameworks").map(|(id, _)| read(id)).collect::<Result<_, _>>()?;
    let names: BTreeMap<String, Names> = files.iter().map(|f| (f.id.clone(), names(f))).collect();
    Ok(files.into_iter().map(|file| catalogue(file, &names).fold_ids()).collect())
}

fn names(file: &CatalogueFile) -> Names {
    Names([&file.id, &file.title].into_iter().chain(&file.names).cloned().collect())
}

fn catalogue(file: CatalogueFile, names_of: &BTreeMap<String, Names>) -> Catalogue {
    Catalogue {
        obligation: Obligation::from_name(&file.obligation).unwrap_or(Obligation::Voluntary),
        names: names(&file),
        also_registers: file.also_registers.iter().filter_map(|id| names_of.get(id).cloned()).collect(),
        id: file.id,
        title: file.title,
        citation: file.citation,
        evidence_months: file.evidence_months,
        disclaimer: file.disclaimer,
        id_prefixes: file.id_prefixes,
        families: file.families.into_iter().map(family).collect(),
        requirements: file.requirements.into_iter().map(requirement).collect(),
        assessment_cost: file.assessment_cost.map(cost),
        provider_conditions: file.provider_conditions.into_iter().map(condition).collect(),
        scoring: file.scoring.map(scoring),
        all_or_nothing: file.all_or_nothing.map(clause),
        provider_change: file.provider_change.map(clause),
    }
}

fn family(f: FamilyFile) -> Family {
    Family { id: f.id, title: f.title, optional: f.optional }
}

fn condition(c: ConditionFile) -> ProviderCondition {
    ProviderCondition { id: c.id, text: c.text, source: c.source, answered_by: c.answered_by }
}

fn cost(c: CostFile) -> AssessmentCost {
    AssessmentCost { of: c.of, total: c.total, years: c.years, parts: c.parts, source: c.source }
}

fn clause(c: ClauseFile) -> Clause {
    Clause { text: c.text, source: c.source }
}

/// Ids in a rule are folded as written: they carry no prefix.
fn scoring(s: ScoringFile) -> Scoring {
    let ids = |ids: Vec<String>| ids.iter().map(|id| model::framework::fold(id)).collect();
    let conditional = |c: ConditionalFile| Conditional {
        citation: c.citation,
        least: c.least,
        most_points: c.most_points,
        also: ids(c.also),
        never: ids(c.never),
        days: c.days,
    };
    Scoring {
        citation: s.citation,
        full: s.full,
        needs: model::framework::fold(&s.needs),
        conditional: s.conditional.map(conditional),
    }
}

fn requirement(file: RequirementFile) -> Requirement {
    let specification = |s: SpecificationFile| Specification {
        id: s.id,
        title: s.title,
        required: s.kind == "required",
        conditional: s.condition.is_some(),
        key: String::new(),
    };
    let domains = file.carried_by.iter().filter_map(|d| Domain::from_name(d));
    Requirement {
        id: file.id,
        aliases: file.aliases,
        title: file.title,
        family: file.family,
        points: file.points.map(|whole| Points { whole, partial: file.points_partial }),
        carried_by: domains.fold(Domains::NONE, Domains::with),
        specifications: file.specifications.into_iter().map(specification).collect(),
        keys: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::pack::catalogues;
    use model::framework::{Catalogue, named};

    fn of(id: &str) -> &'static Catalogue {
        catalogues().unwrap().iter().find(|c| c.id == id).unwrap()
    }

    #[test]
    fn one_folded_id_names_one_requirement() {
        for c in catalogues().unwrap() {
            let mut seen = std::collections::BTreeMap::new();
            for (at, r) in c.requirements.iter().enumerate() {
                for key in r.keys.iter().chain(r.specifications.iter().map(|s| &s.key)) {
                    assert!(!key.is_empty(), "{} {}: an id has letters or numbers", c.id, r.id);
                    assert_eq!(*seen.entry(key.clone()).or_insert(at), at, "{}: {key} names two requirements", c.id);
                }
            }
        }
    }

    #[test]
    fn ids_are_known_in_the_spellings_registers_use() {
        for (id, spellings, key) in [
            ("cmmc_l2", &["AC.L2-3.1.1", "3.1.1", "03.01.01", "ac.l2-3.1.1 ", "NIST 800-171 3.1.1", "AC-3.1.1"][..], "3.1.1"),
            ("nist_800_171", &["3.13.11", "SC.L2-3.13.11"], "3.13.11"),
            ("cmmc_l1", &["AC.L1-b.1.i", "AC.L1-B.1.I", "b.1.i"], "b.1.i"),
            ("cmmc_l1", &["AC.L1-3.1.1", "3.1.1"], "3.1.1"),
            ("nist_800_53_moderate", &["AC-2(1)", "AC-02(01)", "ac-2 (1)"], "ac.2.1"),
            ("hipaa", &["164.308(a)(1)(i)", "§ 164.308(a)(1)(i)", "45 CFR 164.308(a)(1)(i)"], "164.308.a.1.i"),
            ("iso_27001", &["A.5.1 ", "5.1", "Annex A 5.1", "ISO 27001:2022 A.5.1"], "5.1"),
            ("nist_csf", &["PR.AA-01", "PR.AA-1", "pr.aa-01"], "pr.aa.1"),
            ("soc_2", &["CC6.1", "CC 6.1", "SOC 2 CC6.1"], "cc.6.1"),
            ("pci_dss", &["8.3.1", "Req 8.3.1", "Requirement 8.3.1", "PCI DSS 8.3.1"], "8.3.1"),
            ("cis_v8", &["4.1", "CIS 4.1", "CIS Control 4.1", "Safeguard 4.1"], "4.1"),
        ] {
            let c = of(id);
            let known = |key: &str| {
                c.requirements.iter().any(|r| r.keys.iter().any(|k| k == key) || r.specifications.iter().any(|s| s.key == key))
            };
            for spelling in spellings {
                assert_eq!(c.fold(spelling), key, "{id}: {spelling}");
                assert!(known(key), "{id}: {key} is in the catalogue");
            }
        }
    }

    #[test]
    fn frameworks_are_known_by_what_people_call_them() {
        for (words, id) in [
            (&["CMMC L2", "CMMC Level 2", "cmmc_l2", "CMMC 2.0 Level 2"][..], "cmmc_l2"),
            (&["CMMC L1", "CMMC Level 1"], "cmmc_l1"),
            (&["NIST 800-171", "NIST SP 800-171", "NIST SP 800-171 Rev. 2", "800-171r2"], "nist_800_171"),
            (&["SOC2", "SOC 2", "SOC 2 Type II"], "soc_2"),
            (&["ISO 27001", "ISO/IEC 27001:2022"], "iso_27001"),
            (&["PCI", "PCI-DSS", "PCI DSS v4.0.1"], "pci_dss"),
            (&["HIPAA", "hipaa security rule"], "hipaa"),
            (&["NIST 800-53 Moderate", "NIST SP 800-53 Rev. 5 Low"][..1], "nist_800_53_moderate"),
            (&["NIST SP 800-53 Rev. 5 Low"], "nist_800_53_low"),
            (&["CIS Controls v8.1", "CIS"], "cis_v8"),
            (&["CIS IG1"], "cis_v8_ig1"),
            (&["NIST CSF 2.0", "NIST CSF"], "nist_csf"),
        ] {
            for word in words {
                assert_eq!(named(catalogues().unwrap(), word).map(|c| c.id.as_str()), Some(id), "{word}");
            }
        }
        for word in ["CMMC", "NIST 800-171 r3", "NIST SP 800-171 Rev. 3", "ISO 9001", ""] {
            assert!(named(catalogues().unwrap(), word).is_none(), "{word}: no catalogue says so");
        }
    }

    #[test]
    fn a_name_means_one_framework() {
        let all = catalogues().unwrap();
        for c in all {
            for name in &c.names.0 {
                let others: Vec<_> = all.iter().filter(|o| o.id != c.id && o.is_named(name)).map(|o| &o.id).collect();
                assert!(others.is_empty(), "{name} is {} and {others:?}", c.id);
            }
        }
    }

    /// The facts of CMMC Level 2 from a register with all rows evidenced but those named.
    fn level_2(other: &[(&str, &str)]) -> model::fact::FrameworkFacts {
        let c = of("cmmc_l2");
        let row = |(at, id): (usize, &String)| {
            let status = other.iter().find(|(o, _)| c.fold(o) == c.fold(id)).map_or("implemented", |(_, status)| *status);
            let dims = [
                ("framework", "CMMC Level 2"),
                ("control_id", id),
                ("status", status),
                ("evidence_date", "2026-08-01"),
                ("reason", "medical device"),
            ];
            let cell = dims.into_iter().fold(model::Cell::default(), |cell, (name, value)| cell.dim(name, Some(value)));
            model::CellTotal::from_key(
                model::CellId(at as i64 + 1),
                &cell.key(model::Kind::Controls, model::Export::default()),
                1,
                Vec::new(),
            )
            .unwrap()
        };
        let cells: Vec<_> = c.requirements.iter().map(|r| &r.id).enumerate().map(row).collect();
        let policy = &crate::pack::defaults().unwrap().pack.policy;
        let facts = model::fact::Facts::fold(&cells, policy, [c], "2026-09-30".parse().unwrap());
        facts.controls.of("cmmc_l2").unwrap().clone()
    }

    #[test]
    fn w11_points_decide_and_not_the_percentage() {
        use model::fact::ScoreStatus;
        let open = |ids: &[&'static str]| ids.iter().map(|id| (*id, "not_implemented")).collect::<Vec<_>>();
        let of = |rows: &[(&str, &str)]| {
            let score = level_2(rows).score.unwrap();
            (score.value, score.status)
        };
        assert_eq!(of(&[]), (Some(110), ScoreStatus::Final), "nothing open");
        let five = ["3.1.3", "3.1.4", "3.1.6", "3.1.7", "3.1.8"];
        assert_eq!(of(&open(&five)), (Some(105), ScoreStatus::Conditional), "five 1-pointers: 105, conditional");
        assert_eq!(
            of(&open(&["3.5.3"])),
            (Some(105), ScoreStatus::None),
            "one requirement, multifactor authentication: 5 points bar it"
        );
        assert_eq!(of(&[("3.5.3", "partial")]), (Some(107), ScoreStatus::None), "3 points bar it too");
        assert_eq!(
            of(&[("3.13.11", "partial")]),
            (Some(107), ScoreStatus::Conditional),
            "encryption without FIPS may stand on a plan"
        );
        assert_eq!(of(&open(&["3.13.11"])), (Some(105), ScoreStatus::None), "no encryption may not");
        for excluded in ["3.1.20", "3.1.22", "3.10.3", "3.10.4", "3.10.5"] {
            assert_eq!(of(&open(&[excluded])), (Some(109), ScoreStatus::None), "{excluded}: 1 point, never on a plan");
        }
        assert_eq!(of(&open(&["3.12.4"])).0, None, "no system security plan, no score");
        assert_eq!(
            of(&[("3.5.3", "not_applicable"), ("3.1.1", "enduring_exception")]),
            (Some(110), ScoreStatus::Final),
            "both score as met"
        );
        let ones: Vec<&str> =
            of_points(1).into_iter().filter(|id| !["3.1.20", "3.1.22", "3.10.3", "3.10.4", "3.10.5"].contains(id)).collect();
        assert_eq!(of(&open(&ones[..22])), (Some(88), ScoreStatus::Conditional), "88 is enough");
        assert_eq!(of(&open(&ones[..23])), (Some(87), ScoreStatus::None), "87 is not");
    }

    fn of_points(points: u32) -> Vec<&'static str> {
        let all = of("cmmc_l2").requirements.iter();
        all.filter(|r| r.points.is_some_and(|p| p.whole == points)).map(|r| r.keys[0].as_str()).collect()
    }
}
