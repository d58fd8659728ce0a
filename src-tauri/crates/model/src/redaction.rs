//! What leaves the house without pay: figures that rest on the pay of fewer than three people use the benchmark (rules
//! 14). The values are taken away before the plan is made, so no total and no difference gives them back.

use crate::fact::Facts;
use crate::profile::Profile;

/// People below whose number a mean tells the pay of one.
const FEWEST: u64 = 3;

/// Typed names that hold pay.
const PAY: [&str; 4] = ["pay.", "bonus.", "benefits_rate.", "training."];

/// Takes the pay of small groups out of facts and profile; gives the roles it was taken from.
pub fn redact(profile: &mut Profile, facts: &mut Facts) -> Vec<String> {
    let mut small = Vec::new();
    for post in facts.staff.iter_mut().flat_map(|s| &mut s.posts).filter(|p| p.people < FEWEST) {
        let taken = [post.pay.take(), post.bonus.take(), post.benefits_rate.take(), post.training.take()];
        if taken.iter().any(Option::is_some) {
            small.push(post.role.clone());
        }
    }
    // A typed value says nothing of how many it stands for, unless as many whole posts were counted.
    let counted = |role: &str| facts.staff.iter().flat_map(|s| &s.posts).find(|p| p.role == role).map_or(0, |p| p.people);
    let stated: Vec<String> = profile.stated.keys().filter(|k| PAY.iter().any(|p| k.starts_with(p))).cloned().collect();
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
