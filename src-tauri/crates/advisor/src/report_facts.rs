//! What a report draws from whole engagements: sums that must agree, dates, carriers, the case, and what redaction hides.

use crate::host::Host;
use crate::importing::Import;
use crate::inspecting::Reading;
use crate::session::Session;
use chrono::NaiveDateTime;
use model::decide::{Judgement, State, VerdictKind, counter_case, judge, reasons};
use model::figure::{CostGroup, LineId, OptionId, Subject};
use model::number::Exact;
use model::plan::Plan;
use model::present::money;
use model::responsibility::{Carrier, carrier};
use model::road::{Phase, milestones, stretches};
use model::schedule::{month_of, month_start};
use model::scope::Domain;
use model::series;
use rust_decimal::Decimal;
use tempfile::TempDir;

/// A machine without a clock.
pub(crate) struct Still;

impl Host for Still {
    fn now(&self) -> NaiveDateTime {
        NaiveDateTime::default()
    }

    fn who(&self) -> String {
        "test".to_owned()
    }
}

/// The sample in a folder of its own.
pub(crate) fn sample() -> (TempDir, Session) {
    let folder = tempfile::tempdir().unwrap();
    let session = crate::sample(folder.path(), &Still).unwrap();
    (folder, session)
}

/// An engagement of a profile and of exports as kind and text.
pub(crate) fn engagement(profile: &str, exports: &[(&str, &str)]) -> (TempDir, Session) {
    let folder = tempfile::tempdir().unwrap();
    let mut session =
        Session::create(&folder.path().join("small.threshold"), None, Some(profile.as_bytes()), None, &Still).unwrap();
    for (kind, text) in exports {
        let path = folder.path().join(format!("{kind}.csv"));
        std::fs::write(&path, text).unwrap();
        let reading = Reading { kind: Some((*kind).to_owned()), ..Reading::default() };
        session.import(&[path], &Import { reading, dry_run: false }, &Still).unwrap();
    }
    (folder, session)
}

/// Typed facts that give an answer; `more` goes before the closing brace.
pub(crate) fn typed(more: &str) -> String {
    format!(
        r#"{{"name": "Alder", "as_of": "2026-09-30", "users": 140, "endpoints": 182, "servers": 12, "frameworks": "none",
        "coverage": "8x5"{more}}}"#
    )
}

/// A payroll of one administrator with this pay, three support posts and a manager.
pub(crate) fn payroll(pay: &str) -> String {
    format!(
        "employee_id,title,role,fte,base_pay,bonus,end_date\n\
         1,Systems Administrator,administrator,1,{pay},13579.25,\n\
         2,IT Support Specialist,support,1,60100,1000,\n\
         3,IT Support Specialist,support,1,61200,1000,\n\
         4,IT Support Specialist,support,1,62300,1000,\n\
         5,IT Manager,manager,1,150300,,\n"
    )
}

fn plan(profile: &str, exports: &[(&str, &str)]) -> Plan {
    engagement(profile, exports).1.prepare().unwrap().plan
}

/// The sample, a small client that needs around the clock, one without staff, and one of a single year.
fn plans() -> Vec<(&'static str, Plan)> {
    let team = r#", "fte.administrator": 1, "fte.support": 1, "fte.manager": 1, "hands_on.manager": "0.4""#;
    vec![
        ("sample", sample().1.prepare().unwrap().plan),
        ("team", plan(&typed(team), &[])),
        ("nobody", plan(&typed(r#", "support_fte": 0"#), &[])),
        ("around the clock", plan(&typed(&format!(r#"{team}, "required.coverage": "24x7", "horizon_years": 1"#)), &[])),
        ("counted", plan(&typed(r#", "hands_on.manager": "0.4""#), &[("staff", &payroll("96400"))])),
    ]
}

fn sum(values: impl IntoIterator<Item = Exact>) -> Exact {
    values.into_iter().fold(Exact::Known(Decimal::ZERO), |a, b| a + b)
}

#[test]
fn every_view_of_an_options_cost_adds_up_to_its_total() {
    for (name, plan) in plans() {
        let j = judge(&plan);
        let today = j.outcome.option(OptionId::Today).unwrap();
        for o in &j.outcome.options {
            let of = format!("{name}, {:?}", o.id);
            assert!(o.total.known().is_some(), "{of}: these facts give every total");
            assert_eq!(sum(series::groups(o)), o.total, "{of}: the groups are the total cut another way");
            let years = series::years(o, &plan.schedule);
            assert_eq!(years.len(), usize::from(plan.schedule.years) + 1, "{of}: time 0 and each year");
            assert_eq!(sum(years), o.total, "{of}: the years are the total cut another way");
            let steps = series::bridge(today, o);
            assert_eq!(sum(steps.iter().map(|(_, d)| *d)), o.vs_today, "{of}: the bridge leads from Today to the option");
        }
        assert!(series::bridge(today, today).is_empty(), "{name}: from Today to Today there is no step");
    }
}

#[test]
fn the_cumulative_line_ends_at_the_total() {
    // The total adds lines rounded to the cent a year, the months are not rounded: half a cent a line and year apart.
    let (lines, half_cent) = (LineId::ALL.len() as i64, Decimal::new(5, 3));
    for (name, plan) in plans() {
        for o in &judge(&plan).outcome.options {
            let line = series::cumulative(o, &plan.schedule).unwrap();
            assert_eq!(line.len(), usize::from(plan.schedule.last_month()) + 1, "{name}: time 0 and each month");
            let years = series::years(o, &plan.schedule);
            let mut told = Exact::Known(Decimal::ZERO);
            for (year, amount) in years.into_iter().enumerate() {
                told = told + amount;
                let off = (told.known().unwrap() - line[year * 12]).abs();
                let room = half_cent * Decimal::from(lines * year as i64);
                assert!(off <= room, "{name}, {:?}: year {year} ends {off} off, more than rounding explains", o.id);
            }
        }
    }
}

#[test]
fn groups_hold_every_line_of_the_total_and_no_other() {
    for line in LineId::ALL {
        let known = line.group().is_some_and(|group| CostGroup::ALL.contains(&group));
        assert_eq!(known, line.in_total(), "{}: what has a group is in the total and the other way round", line.name());
    }
}

#[test]
fn a_post_that_ends_takes_its_hours_along_and_a_hire_brings_them() {
    let staff = "employee_id,title,role,fte,base_pay,end_date\n\
                 1,Systems Administrator,administrator,1,96800,\n\
                 2,IT Support Specialist,support,1.4,60340,2027-01-31\n";
    let hire = r#", "hires": [{"role": "support", "fte": 1, "approved": "2027-01-15"}]"#;
    let plan = plan(&typed(hire), &[("staff", staff)]);
    let outcome = model::decide::exact(&plan, None);
    let hours = series::hours(&plan, &outcome);
    assert_eq!(hours.len(), usize::from(plan.schedule.last_month()) + 1, "month 0 to the last");
    let month =
        |fte: &str| Exact::Known(fte.parse().unwrap()) * outcome.workload.usable_per_fte / Exact::Known(Decimal::from(12));
    let (ends, lands) = (plan.leaving[0].month, plan.hires[0].month);
    assert_eq!(month_start(ends, plan.as_of).to_string(), "2027-02-01", "31 January is the last day of the post");
    assert!(lands > ends, "the hire is useful only months after its approval");
    for h in &hours {
        let want = if h.month < ends {
            "2.4"
        } else if h.month < lands {
            "1"
        } else {
            "2"
        };
        let off = (h.capacity - month(want)).known().unwrap().abs();
        assert!(off < Decimal::new(1, 6), "month {}: {want} FTE give their hours, got {:?}", h.month, h.capacity);
        assert_eq!(h.gap, Exact::Known(Decimal::ZERO), "nothing is due where no framework is in force");
    }
}

#[test]
fn hours_asked_are_the_years_work_and_the_gap_to_its_day() {
    let (_folder, session) = sample();
    let plan = session.prepare().unwrap().plan;
    let outcome = model::decide::exact(&plan, None);
    let hours = series::hours(&plan, &outcome);
    let due = u16::try_from(month_of(plan.frameworks[0].due, plan.as_of)).unwrap();
    let effort = outcome.gaps[0].effort.known().unwrap();
    assert!(effort > Decimal::ZERO, "the sample's register has open requirements");
    let gap: Decimal = hours.iter().map(|h| h.gap.known().unwrap()).sum();
    assert!((gap - effort).abs() < Decimal::new(1, 6), "the months add up to the effort {effort}, got {gap}");
    for h in &hours {
        assert_eq!(
            h.gap.known().unwrap() > Decimal::ZERO,
            h.month <= due,
            "month {}: due in month {due}, and over after",
            h.month
        );
    }
    let year = |of: fn(&series::MonthHours) -> Exact| sum(hours[1..=12].iter().map(of)).known().unwrap();
    let off = year(|h| h.reactive + h.proactive) - outcome.workload.hours.known().unwrap();
    assert!(off.abs() < Decimal::new(1, 6), "twelve months are the year's work");
}

#[test]
fn a_day_that_has_passed_asks_for_no_hours_any_more() {
    let gap = |due: &str| {
        let profile =
            typed("").replace(r#""none""#, r#"["hipaa"]"#).replace('}', &format!(r#", "frameworks.hipaa.due": "{due}"}}"#));
        let plan = plan(&profile, &[]);
        let hours = series::hours(&plan, &model::decide::exact(&plan, None));
        hours.iter().map(|h| h.gap.known().unwrap()).sum::<Decimal>()
    };
    assert_eq!(gap("2026-08-31"), Decimal::ZERO, "its months lie before the horizon");
    assert!(gap("2026-10-31") > Decimal::ZERO, "what is due in month 0 is asked for in month 0");
    assert!((gap("2026-10-31") - gap("2027-03-31")).abs() < Decimal::new(1, 6), "a later day spreads the same hours");
}

#[test]
fn the_road_has_no_hole_and_only_a_provider_walks_it() {
    for (name, plan) in plans() {
        let last = plan.schedule.last_month();
        for o in &judge(&plan).outcome.options {
            let road = stretches(&plan, o.id);
            let provider = matches!(o.id, OptionId::CoManaged | OptionId::FullOutsource | OptionId::Quote(_));
            assert_eq!(!road.is_empty(), provider, "{name}, {:?}: without a provider nothing is handed over", o.id);
            if !provider {
                continue;
            }
            let of = |phase: Phase| *road.iter().find(|s| s.phase == phase).unwrap();
            assert!(road.windows(2).all(|s| s[0].phase < s[1].phase && s[0].from <= s[1].from), "in the order they begin");
            assert!(road.iter().all(|s| s.from <= s.to && s.to <= last), "{name}: inside the horizon: {road:?}");
            assert_eq!(of(Phase::Selection).from, 0, "it begins in month 0");
            assert_eq!(of(Phase::Baseline).from, of(Phase::Onboarding).to + 1, "go-live follows onboarding at once");
            assert_eq!(of(Phase::Change).from, of(Phase::Baseline).to + 1, "change begins when the overlap is over");
            assert_eq!(
                of(Phase::Baseline).to + 1 - of(Phase::Baseline).from,
                plan.timing.overlap_months,
                "both are paid so long"
            );
            assert_eq!(of(Phase::Review).to, last, "review goes on to the end");
        }
    }
}

#[test]
fn the_days_of_the_sample_are_sorted_and_lie_on_its_road() {
    let (_folder, session) = sample();
    let plan = session.prepare().unwrap().plan;
    let end = month_start(plan.schedule.last_month() + 1, plan.as_of);
    for o in &judge(&plan).outcome.options {
        let days = milestones(&plan, o.id);
        assert!(days.windows(2).all(|d| d[0].day <= d[1].day), "{:?}: earliest first: {days:?}", o.id);
        assert!(days.iter().all(|d| plan.as_of <= d.day && d.day <= end), "{:?}: between as-of date and end: {days:?}", o.id);
        let due = days.iter().find(|d| d.day == plan.frameworks[0].due).unwrap();
        assert!(due.fixed && due.text.contains("31 March 2027"), "the assessor set the day, and it is told in words: {due:?}");
        let live = days.iter().any(|d| d.text.starts_with("Go-live") && !d.fixed);
        assert_eq!(live, !stretches(&plan, o.id).is_empty(), "{:?}: go-live is where there is a road, and is a choice", o.id);
        let offers = days.iter().filter(|d| d.text.starts_with("Offer")).count();
        assert_eq!(offers > 0, matches!(o.id, OptionId::Quote(_)), "{:?}: an offer's day is its own option's", o.id);
    }
}

#[test]
fn a_contract_that_ends_after_all_of_us_is_no_day_of_the_horizon() {
    let header = crate::template("costs").unwrap();
    let header = header.lines().next().unwrap();
    let row = |key: &str| match key {
        "entry" => "contract",
        "vendor" => "Evergreen",
        "amount" => "12000",
        "contract" => "EV-1",
        "contract_end" => "2899-12-31",
        "domains" => "network",
        _ => "",
    };
    let row: Vec<&str> = header.split(',').map(row).collect();
    assert!(row.contains(&"2899-12-31"), "the template has a column for the end: {header}");
    let plan = plan(&typed(r#", "support_fte": 2"#), &[("costs", &format!("{header}\n{}\n", row.join(",")))]);
    assert!(plan.contracts[0].last_month.is_some(), "the contract and its end are read");
    let days = milestones(&plan, OptionId::Today);
    let near = days.iter().find(|d| d.text.contains("Evergreen") && d.day < month_start(plan.schedule.last_month(), plan.as_of));
    assert_eq!(near, None, "a day of the year 2899 is not within three years");
}

#[test]
fn each_option_says_who_carries_what() {
    let team = r#", "today.domains": ["service_desk", "network"], "required.domains":
        ["service_desk", "endpoint", "network", "security_operations"], "co_managed.domains": ["service_desk"]"#;
    let staffed = plan(&typed(&format!(r#"{team}, "support_fte": 2"#)), &[]);
    let of = |plan: &Plan, option| Domain::ALL.map(|d| carrier(plan, option, d));
    use Carrier::{Added, Called, Inside, InsideAndCalled, Nobody, Provider};
    assert_eq!(of(&staffed, OptionId::Today), [Inside, Nobody, Inside, Nobody], "Today leaves two of four to nobody");
    assert_eq!(of(&staffed, OptionId::InHouse), [Inside; 4], "in-house at required scope carries all");
    assert_eq!(of(&staffed, OptionId::FullOutsource), [Provider; 4], "full outsource carries none inside");
    for id in [OptionId::BreakFix, OptionId::BreakFixAsSold] {
        assert_eq!(
            of(&staffed, id),
            [InsideAndCalled, Called, InsideAndCalled, Called],
            "{id:?}: kept posts, and a vendor on call"
        );
    }
    assert_eq!(of(&staffed, OptionId::CoManaged), [Provider, Added, Inside, Added], "what neither has is added to the price");
    assert_eq!(of(&staffed, OptionId::Quote(9)), [Nobody; 4], "an offer that is not there carries nothing");
    let alone = plan(&typed(&format!(r#"{team}, "support_fte": 0"#)), &[]);
    assert_eq!(of(&alone, OptionId::BreakFix), [Called; 4], "without staff there is nobody beside the vendor");
    assert_eq!(of(&alone, OptionId::CoManaged), [Provider, Added, Added, Added], "without posts nothing stays inside");
    let sent = plan(&typed(&format!(r#"{team}, "support_fte": 2, "break_fix.keeps_posts": "no""#)), &[]);
    assert_eq!(of(&sent, OptionId::BreakFix), [Called; 4], "a stated choice goes before the number of posts");
}

#[test]
fn quotes_carry_what_they_say() {
    let (_folder, session) = sample();
    let plan = session.prepare().unwrap().plan;
    assert!(!plan.quotes.is_empty(), "the sample has offers");
    for (at, quote) in plan.quotes.iter().enumerate() {
        let id = OptionId::Quote(u16::try_from(at).unwrap());
        for domain in Domain::ALL {
            let provided = carrier(&plan, id, domain) == Carrier::Provider;
            assert_eq!(
                provided,
                quote.domains.has(domain),
                "{}: {domain:?} is the provider's where the offer says so",
                quote.slug
            );
        }
    }
}

fn judged(plan: &Plan) -> Judgement {
    judge(plan)
}

#[test]
fn the_three_reasons_have_three_drivers() {
    let (_folder, session) = sample();
    let plan = session.prepare().unwrap().plan;
    let j = judged(&plan);
    let told = reasons(&plan, &j);
    assert_eq!(told.len(), 3, "money, hours, how sure: {told:?}");
    let subject = |at: usize| told[at].figure.map(|f| f.subject);
    assert!(matches!(subject(0), Some(Subject::Option(_))), "the first is money: {told:?}");
    let hours = [Subject::Compliance, Subject::StaffRatio, Subject::Velocity];
    assert!(subject(1).is_none_or(|s| hours.contains(&s) || matches!(s, Subject::Framework(_))), "the second is hours: {told:?}");
    assert_eq!(
        (subject(2), told[2].value.parse().ok()),
        (None, Some(j.verdict.flips.len())),
        "the third counts what could turn it"
    );
    for (at, reason) in told.iter().enumerate() {
        assert!(!reason.value.is_empty() && !reason.label.is_empty() && reason.sentence.ends_with('.'), "{at}: {reason:?}");
        assert!(told.iter().skip(at + 1).all(|other| other.label != reason.label), "no two say the same");
    }
}

#[test]
fn money_and_hours_stay_apart_whichever_threshold_is_worst() {
    for (name, plan) in plans() {
        let told = reasons(&plan, &judged(&plan));
        let hours = told.iter().filter(|r| {
            r.figure.is_some_and(|f| {
                matches!(f.subject, Subject::StaffRatio | Subject::Compliance | Subject::Velocity | Subject::Framework(_))
            })
        });
        assert!(hours.count() <= 1, "{name}: T1 to T3 share one driver, so only one of them is a reason: {told:?}");
        let cost =
            told.iter().filter(|r| r.figure.is_some_and(|f| matches!(f.subject, Subject::Option(_) | Subject::LoadedCost)));
        assert!(cost.count() <= 1, "{name}: one reason of money: {told:?}");
    }
}

#[test]
fn the_case_against_begins_with_the_budget_where_today_is_cheaper() {
    for (name, plan) in plans() {
        let j = judged(&plan);
        let Some(o) = j.verdict.option.and_then(|id| j.outcome.option(id)) else { continue };
        let case = counter_case(&plan, &j);
        let dearer = o.vs_today.known().unwrap() > Decimal::ZERO;
        let first = case.first().cloned().unwrap_or_default();
        assert_eq!(dearer, first.contains("more than today"), "{name}: {case:?}");
        if dearer {
            assert!(first.contains(&money(o.vs_today)), "{name}: with its figure: {first}");
        }
        assert!(
            case.iter().all(|s| s.ends_with('.') && !s.contains("unknown")),
            "{name}: whole sentences with figures: {case:?}"
        );
    }
    let needs = plan(&typed(r#", "support_fte": 2, "required.coverage": "24x7""#), &[]);
    let j = judged(&needs);
    let first = counter_case(&needs, &j).remove(0);
    assert!(first.contains("more than today"), "around the clock costs more than business hours: {first}");
}

#[test]
fn without_an_option_there_is_no_case() {
    let plan = plan(&typed("").replace(r#""users": 140,"#, ""), &[]);
    let j = judged(&plan);
    assert_eq!((j.verdict.kind, j.verdict.option), (VerdictKind::NotYet, None), "nobody said how many users there are");
    assert!(counter_case(&plan, &j).is_empty(), "nothing is recommended, so nothing speaks against it");
    assert!(reasons(&plan, &j).is_empty(), "and no figure is a reason for it: {:?}", reasons(&plan, &j));
}

#[test]
fn a_threshold_alone_is_no_reason_where_nothing_is_answered() {
    let profile = typed(r#", "fte.administrator": 1"#).replace(r#""frameworks": "none","#, "");
    let plan = plan(&profile, &[]);
    let j = judged(&plan);
    assert_eq!((j.verdict.kind, j.verdict.option), (VerdictKind::NotYet, None), "nobody said which frameworks are in force");
    assert_eq!(j.thresholds.staff_ratio.state, State::Crossed, "182 endpoints on one FTE");
    assert!(reasons(&plan, &j).is_empty(), "three reasons belong to an answer: {:?}", reasons(&plan, &j));
    assert!(counter_case(&plan, &j).is_empty(), "and so does the case against it");
}

/// What redaction leaves of a payroll with this administrator's pay.
fn redacted(pay: &str) -> (Plan, Vec<String>) {
    let (_folder, session) = engagement(&typed(r#", "hands_on.manager": "0.4""#), &[("staff", &payroll(pay))]);
    let (prepared, roles) = session.prepare_redacted().unwrap();
    (prepared.plan, roles)
}

#[test]
fn after_redaction_nothing_depends_on_a_single_persons_pay() {
    let ((one, roles), (other, _)) = (redacted("103457"), redacted("78219.5"));
    assert_eq!(roles, ["administrator", "manager"], "one of each; three support posts keep their mean");
    let inputs = |p: &Plan| p.inputs.iter().map(|(_, i)| i.clone()).collect::<Vec<_>>();
    assert_eq!(inputs(&one).len(), inputs(&other).len(), "the same inputs");
    for (a, b) in inputs(&one).into_iter().zip(inputs(&other)) {
        assert_eq!(a, b, "{}: no input tells the pay", a.name);
    }
    let figures = |p: &Plan| model::decide::exact(p, None).figures;
    assert_eq!(figures(&one), figures(&other), "so no figure does, and no difference of two");
    assert_eq!(one.notes, other.notes, "nor does a note");
    let support = one.inputs.find("pay.support").and_then(|id| one.inputs.get(id)).unwrap();
    assert_eq!(support.spread.unwrap().likely, Decimal::from(61_200), "the mean of three is kept");
    assert_eq!(support.grade, model::input::Grade::Measured, "and stays measured");
    let administrator = one.inputs.find("pay.administrator").and_then(|id| one.inputs.get(id)).unwrap();
    assert!(
        matches!(administrator.grade, model::input::Grade::Benchmark | model::input::Grade::Guess),
        "the benchmark stands in, and says so: {administrator:?}"
    );
    assert!(one.inputs.find("bonus.administrator").is_none(), "a bonus has no benchmark and is gone");
}

#[test]
fn without_redaction_the_pay_is_what_was_counted() {
    let (_folder, session) = engagement(&typed(r#", "hands_on.manager": "0.4""#), &[("staff", &payroll("103457"))]);
    let plan = session.prepare().unwrap().plan;
    let pay = plan.inputs.find("pay.administrator").and_then(|id| plan.inputs.get(id)).unwrap();
    assert_eq!(pay.spread.unwrap().likely, Decimal::from(103_457), "redaction is a choice, and off by default");
}

#[test]
fn typed_pay_of_one_person_is_hidden_too() {
    let figures = |pay: &str| {
        let team = format!(r#", "fte.administrator": 1, "staff.administrator.pay": "{pay}", "fte.support": 2"#);
        let (_folder, session) = engagement(&typed(&team), &[]);
        let (prepared, roles) = session.prepare_redacted().unwrap();
        assert_eq!(roles, ["administrator"], "the friendlier spelling is the same pay");
        (model::decide::exact(&prepared.plan, None).figures, prepared.plan.notes)
    };
    assert_eq!(figures("103457"), figures("78219.5"), "typed or counted, one person's pay stays inside");
}

#[test]
fn one_persons_bonus_is_not_shown_as_the_mean_of_three() {
    let staff = |bonus: &str| {
        format!(
            "employee_id,title,role,fte,base_pay,bonus\n\
             2,IT Support Specialist,support,1,60100,{bonus}\n3,IT Support Specialist,support,1,61200,\n4,IT Support Specialist,support,1,62300,\n"
        )
    };
    let figures = |bonus: &str| {
        let (_folder, session) = engagement(&typed(""), &[("staff", &staff(bonus))]);
        model::decide::exact(&session.prepare_redacted().unwrap().0.plan, None).figures
    };
    assert_eq!(figures("9000"), figures("12345"), "only one of the three has a bonus: three times the mean is that bonus");
}

#[test]
fn a_team_never_gives_less_than_no_hours() {
    let staff = "employee_id,title,role,fte,base_pay,end_date\n\
                 1,Systems Administrator,administrator,1,96800,\n\
                 2,IT Support Specialist,support,1.4,60340,2027-01-31\n";
    let plan = plan(&typed(r#", "support_fte": 1"#), &[("staff", staff)]);
    for h in series::hours(&plan, &model::decide::exact(&plan, None)) {
        let given = h.capacity.known().unwrap();
        assert!(
            given >= Decimal::ZERO,
            "month {}: 1 FTE was typed, 1.4 leave by the payroll, and {given} hours are left",
            h.month
        );
    }
}

/// A device export with so many laptops, seen on a day.
fn laptops(count: u32, day: &str) -> String {
    let row = |n: u32| format!("PC-{n},SN{n:05},laptop,{day}\n");
    format!("hostname,serial,kind,last_seen\n{}", (0..count).map(row).collect::<String>())
}

#[test]
fn two_exports_of_one_source_a_year_apart_show_growth_and_one_does_not() {
    let profile = typed(r#", "support_fte": 2"#).replace(r#""endpoints": 182, "servers": 12, "#, r#""servers": 0, "#);
    let growth = |exports: &[(&str, &str)]| {
        let plan = plan(&profile, exports);
        let input = plan.inputs.find("endpoint_growth").and_then(|id| plan.inputs.get(id)).unwrap().clone();
        (input.spread.unwrap().likely, input.grade)
    };
    let (before, now, soon) = (laptops(100, "2025-09-28"), laptops(110, "2026-09-28"), laptops(104, "2026-08-28"));
    let (value, grade) = growth(&[("devices", &before), ("devices", &now)]);
    assert_eq!((value, grade), (Decimal::TEN / Decimal::from(110), model::input::Grade::Measured), "ten more in a year");
    assert_ne!(growth(&[("devices", &now)]).1, model::input::Grade::Measured, "one export is no growth");
    assert_ne!(
        growth(&[("devices", &soon), ("devices", &now)]).1,
        model::input::Grade::Measured,
        "a month says nothing of a year"
    );
}

#[test]
fn a_file_imported_twice_leaves_every_finding() {
    let exports = [("devices", laptops(160, "2026-09-28")), ("staff", payroll("96800"))];
    let once: Vec<(&str, &str)> = exports.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
    let twice = [once.clone(), once.clone()].concat();
    let profile = typed(r#", "hands_on.manager": "0.4""#).replace(r#""endpoints": 182, "servers": 12, "#, "");
    let found = |exports: &[(&str, &str)]| {
        let j = judged(&plan(&profile, exports));
        j.thresholds.all().into_iter().map(|f| (f.state, f.value, f.sentence.clone())).collect::<Vec<_>>()
    };
    assert_eq!(found(&once), found(&twice), "the same thing seen twice is one thing (rules 15)");
}

#[test]
fn three_reasons_never_share_a_driver() {
    for (name, plan) in plans() {
        let j = judged(&plan);
        let told = reasons(&plan, &j);
        let drivers: std::collections::BTreeSet<_> = told.iter().map(|r| r.driver).collect();
        assert_eq!(drivers.len(), told.len(), "{name}: {told:?}");
        if j.verdict.option.is_some() {
            assert_eq!((told.len(), j.verdict.reasons.len()), (3, 3), "{name}: {told:?}");
        }
    }
}
