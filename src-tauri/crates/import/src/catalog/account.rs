//! Which cost an account of a ledger is.

use super::Fault;
use super::file::{AccountRuleFile, AccountsFile};
use crate::fold::{self, Phrase};
use model::Field;

/// Rules in order; the first that matches decides.
#[derive(Debug, Clone, Default)]
pub(crate) struct AccountRules {
    rules: Vec<Rule>,
}

#[derive(Debug, Clone)]
struct Rule {
    category: Option<&'static str>,
    phrases: Vec<Phrase>,
    with: Vec<Phrase>,
    not: Vec<Phrase>,
}

impl AccountRules {
    pub(super) fn build(file: AccountsFile) -> Result<AccountRules, Fault> {
        Ok(AccountRules { rules: file.rules.into_iter().map(rule).collect::<Result<_, _>>()? })
    }

    /// The category of an account; `None` is outside IT.
    pub fn category(&self, account: &str) -> Option<&'static str> {
        let words = fold::words(account);
        let any = |phrases: &[Phrase]| phrases.iter().any(|p| fold::has_phrase(&words, p));
        let fits = |r: &&Rule| any(&r.phrases) && (r.with.is_empty() || any(&r.with)) && !any(&r.not);
        self.rules.iter().find(fits)?.category
    }
}

fn rule(file: AccountRuleFile) -> Result<Rule, Fault> {
    let category = match file.category.as_str() {
        "outside" => None,
        name => Some(Field::CostCategory.choice(name).ok_or_else(|| Fault(format!("{name} is no category of costs")))?),
    };
    let phrases = |list: &[String]| list.iter().map(|p| Phrase::parse(p)).collect::<Vec<_>>();
    Ok(Rule { category, phrases: phrases(&file.phrases), with: phrases(&file.with), not: phrases(&file.not) })
}
