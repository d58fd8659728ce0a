//! What leaves the house without pay: figures that rest on the pay of fewer than three people use the benchmark (rules
//! 14). The values are taken away before the plan is made, so no total and no difference gives them back.

use crate::fact::Facts;
use crate::profile::Profile;

/// People below whose number a mean tells the pay of one.
const FEWEST: u64 = 3;

/// Names that hold what a person earns, or that a person's post is to be cut.
const PERSONAL: [&str; 5] = ["pay.", "bonus.", "benefits_rate.", "training.", "reduced_fte."];

/// Whether an input tells of pay or of a post's cut.
pub fn is_personal(name: &str) -> bool {
    PERSONAL.iter().any(|p| name.starts_with(p))
}

/// Takes the pay of small groups out of facts and profile; gives the roles it was taken from.
pub fn redact(profile: &mut Profile, facts: &mut Facts) -> Vec<String> {
    let mut small = Vec::new();
    for post in facts.staff.iter_mut().flat_map(|s| &mut s.posts).filter(|p| p.people < FEWEST) {
        let taken = [post.pay.take(), post.bonus.take(), post.benefits_rate.take(), post.training.take()];
        if taken.iter().any(Option::is_some) {
            small.push(post.role.clone());
        }
    }
    // A bonus that one of several has is theirs, whatever it is divided by.
    for post in facts.staff.iter_mut().flat_map(|s| &mut s.posts).filter(|p| p.with_bonus < FEWEST) {
        if post.bonus.take().is_some() {
            small.push(post.role.clone());
        }
    }
    // A typed value says nothing of how many it stands for, unless as many whole posts were counted.
    let counted = |role: &str| facts.staff.iter().flat_map(|s| &s.posts).find(|p| p.role == role).map_or(0, |p| p.people);
    let stated: Vec<String> = profile.stated.keys().filter(|k| is_personal(k)).cloned().collect();
    for name in stated {
        let role = name.split_once('.').map_or("", |(_, role)| role).to_owned();
        if counted(&role) < FEWEST {
            profile.stated.remove(&name);
            small.push(role);
        }
    }
    small.sort();
    small.dedup();
    small
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{ControlFacts, CostFacts, Counted, PostFact, StaffFacts};
    use crate::input::Spread;
    use crate::scope::Domains;
    use rust_decimal::Decimal;

    fn counted(value: i64) -> Counted {
        Counted { value: Decimal::from(value), cells: Vec::new() }
    }

    fn post(role: &str, people: u64) -> PostFact {
        PostFact {
            role: role.to_owned(),
            fte: counted(2),
            people,
            with_bonus: people,
            whole_posts: people,
            pay: Some(counted(91_234)),
            bonus: Some(counted(4_321)),
            benefits_rate: Some(counted(1)),
            training: Some(counted(1_234)),
            hands_on: None,
        }
    }

    fn facts(posts: Vec<PostFact>) -> Facts {
        let staff = StaffFacts { posts, unclassified: counted(0), leaving: Vec::new(), headcount: counted(60) };
        Facts {
            devices: None,
            staff: Some(staff),
            tickets: None,
            costs: CostFacts::default(),
            projects: None,
            controls: ControlFacts::default(),
            people: None,
            quotes: Vec::new(),
        }
    }

    fn profile(stated: &[&str]) -> Profile {
        Profile {
            name: "Alder".to_owned(),
            as_of: "2026-09-30".parse().unwrap(),
            horizon_years: 3,
            required_coverage: None,
            required_domains: None,
            today_coverage: None,
            today_domains: None,
            frameworks: None,
            stated: stated.iter().map(|name| ((*name).to_owned(), Spread::point(Decimal::from(91_234)))).collect(),
            hires: Vec::new(),
            core_domains: Domains::NONE,
            co_managed_domains: Domains::NONE,
            co_managed_coverage: None,
            planned: Vec::new(),
            capital_lines: Vec::new(),
            small_options: true,
            break_fix_keeps_posts: None,
            on_call: false,
        }
    }

    #[test]
    fn one_or_two_people_lose_every_kind_of_pay_and_three_keep_it() {
        for people in [0, 1, 2] {
            let (mut profile, mut facts) = (profile(&[]), facts(vec![post("administrator", people)]));
            assert_eq!(redact(&mut profile, &mut facts), ["administrator"], "the role of {people} is named");
            let left = &facts.staff.as_ref().unwrap().posts[0];
            let values = [&left.pay, &left.bonus, &left.benefits_rate, &left.training];
            assert!(values.iter().all(|v| v.is_none()), "a mean of {people} tells what one has: {left:?}");
            assert_eq!((left.fte.value, left.whole_posts), (Decimal::TWO, people), "posts are no pay, and stay");
        }
        let mut three = facts(vec![post("support", 3)]);
        let before = three.staff.clone();
        assert!(redact(&mut profile(&[]), &mut three).is_empty(), "nothing is taken from three");
        assert_eq!(three.staff, before, "a mean of three tells nobody's pay");
    }

    #[test]
    fn typed_pay_goes_where_too_few_were_counted() {
        let names = ["pay.administrator", "bonus.manager", "benefits_rate.support", "training.security", "pay.network_support"];
        let others = ["users", "tools", "training", "benefits_rate", "fte.administrator", "hands_on.manager"];
        let mut profile = profile(&[names.as_slice(), others.as_slice()].concat());
        let mut facts = facts(vec![post("network_support", 3), post("manager", 1)]);
        let roles = redact(&mut profile, &mut facts);
        assert_eq!(roles, ["administrator", "manager", "security", "support"], "each once, in the order of the alphabet");
        let left: Vec<&str> = profile.stated.keys().map(String::as_str).collect();
        let mut want = [others.as_slice(), &["pay.network_support"]].concat();
        want.sort_unstable();
        assert_eq!(left, want, "only pay of roles with fewer than three counted people goes");
    }

    #[test]
    fn a_role_without_pay_is_not_named() {
        let mut bare = post("manager", 1);
        (bare.pay, bare.bonus, bare.benefits_rate, bare.training) = (None, None, None, None);
        assert!(redact(&mut profile(&[]), &mut facts(vec![bare])).is_empty(), "nothing was there, so nothing was taken");
        let mut nothing = Facts { staff: None, ..facts(Vec::new()) };
        assert!(redact(&mut profile(&["users"]), &mut nothing).is_empty(), "no payroll and no typed pay");
    }
}
