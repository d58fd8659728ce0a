//! How good the data is: coverage, age, and what each gap costs the answer.

use crate::assess::Prepared;
use crate::conflicts::Disagreement;
use crate::error::Error;
use crate::session::Session;
use crate::sources::kind_text;
use crate::swing::{Lead, range};
use crate::wire::{Gap, GradeShare, KindQuality, Quality};
use chrono::Months;
use engagement::{ImportInfo, ImportState};
use model::Kind;
use model::headings::count_word;
use model::input::{Grade, Input, InputId};
use model::number::Exact;
use model::present::{day, money, percent, sentence_start};
use model::quantity;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Grades in the order shown, best first.
const GRADES: [Grade; 6] = [Grade::Measured, Grade::Stated, Grade::Benchmark, Grade::Guess, Grade::Policy, Grade::Unknown];

/// Which kind of export measures an input, by how its name begins; the first that fits.
const MEASURED_BY: [(&str, Kind); 18] = [
    ("users", Kind::People),
    ("light_accounts", Kind::People),
    ("endpoints", Kind::Devices),
    ("servers", Kind::Devices),
    ("server_share", Kind::Devices),
    ("endpoint_growth", Kind::Devices),
    ("support_fte", Kind::Staff),
    ("fte.", Kind::Staff),
    ("pay.", Kind::Staff),
    ("benefits_rate", Kind::Staff),
    ("tickets", Kind::Tickets),
    ("tier_share.", Kind::Tickets),
    ("handling.", Kind::Tickets),
    ("break_fix.after_hours_share", Kind::Tickets),
    ("tools", Kind::Costs),
    ("unlisted_open_share", Kind::Controls),
    ("price.", Kind::Quotes),
    ("coverage_24x7", Kind::Quotes),
];

impl Session {
    /// The quality of the data, kind by kind; those that would help most first.
    pub fn quality(&self) -> Result<Quality, Error> {
        let judged = self.judged(&[])?;
        let (prepared, judgement) = (&judged.prepared, &judged.judgement);
        let imports: Vec<ImportInfo> = self.file.imports()?.into_iter().filter(|i| i.state == ImportState::Live).collect();
        let look = Look { prepared, lead: Lead::of(judgement), imports: &imports };
        let of = |kind: &Kind| Ok(look.kind(*kind, &self.disagreement(*kind)?));
        let mut kinds: Vec<(Decimal, KindQuality)> = Kind::ALL.iter().map(of).collect::<Result<_, Error>>()?;
        kinds.sort_by_key(|(cost, kind)| (std::cmp::Reverse(*cost), kind.records > 0));
        let shares = judgement.verdict.resting.as_ref();
        let grade = |grade: Grade| GradeShare {
            grade: grade.name().to_owned(),
            inputs: u32::try_from(prepared.plan.inputs.iter().filter(|(_, i)| i.grade == grade).count()).unwrap_or(u32::MAX),
            share: shares.map(|s| percent(Exact::Known(s.get(&grade).copied().unwrap_or_default()))),
        };
        let kinds: Vec<KindQuality> = kinds.into_iter().map(|(_, kind)| kind).collect();
        Ok(Quality { finding: finding(&kinds), grades: GRADES.map(grade).into(), kinds })
    }
}

fn finding(kinds: &[KindQuality]) -> String {
    let missing: Vec<String> = kinds.iter().filter(|k| k.records == 0).map(|k| k.label.to_lowercase()).collect();
    let stale = kinds.iter().filter(|k| k.stale.is_some()).count();
    let mut text = match missing.as_slice() {
        [] => "Every kind of data is there".to_owned(),
        [one] => format!("All data is there but {one}"),
        many => sentence_start(&format!("{} kinds of data are missing: {}", count_word(many.len()), many.join(", "))),
    };
    if stale > 0 {
        text.push_str(&format!("; {} {} old", count_word(stale), if stale == 1 { "is" } else { "are" }));
    }
    text
}

struct Look<'a> {
    prepared: &'a Prepared,
    lead: Option<Lead>,
    imports: &'a [ImportInfo],
}

impl Look<'_> {
    /// A kind with the sum of what its gaps cost, by which kinds are ordered.
    fn kind(&self, kind: Kind, disagreement: &Disagreement) -> (Decimal, KindQuality) {
        let of: Vec<&ImportInfo> = self.imports.iter().filter(|i| i.kind == kind).collect();
        let mut gaps: Vec<(Decimal, Gap)> = self.gaps(kind);
        gaps.sort_by_key(|(swing, _)| std::cmp::Reverse(*swing));
        let cost = gaps.iter().fold(Decimal::ZERO, |sum, (swing, _)| sum.saturating_add(*swing));
        let total = |count: fn(&ImportInfo) -> u64| of.iter().map(|i| count(i)).sum::<u64>().to_u32().unwrap_or(u32::MAX);
        let newest = of.iter().filter_map(|i| i.exported).max();
        let quality = KindQuality {
            kind: kind.name().to_owned(),
            label: kind_text(kind),
            records: self.records(kind),
            sources: of.iter().map(|i| i.name.clone()).collect(),
            newest: newest.map(day),
            stale: newest.and_then(|day| self.stale(day)),
            rejected: total(|i| i.counts.rejected),
            set_aside: total(|i| i.counts.set_aside),
            merged: disagreement.merged,
            conflicts: disagreement.sentence(),
            gaps: gaps.into_iter().map(|(_, gap)| gap).collect(),
        };
        (cost, quality)
    }

    /// Records that count: a thing seen in two files is one.
    fn records(&self, kind: Kind) -> u32 {
        let cells = self.prepared.cube.cells.iter().filter(|c| c.kind == kind);
        cells.map(|c| c.count).sum::<u64>().to_u32().unwrap_or(u32::MAX)
    }

    fn stale(&self, exported: chrono::NaiveDate) -> Option<String> {
        let months = self.prepared.plan.policy.data_age_months.to_u32()?;
        let limit = exported.checked_add_months(Months::new(months))?;
        let as_of = self.prepared.plan.as_of;
        (limit < as_of).then(|| format!("Exported {}: older than {months} months on {}.", day(exported), day(as_of)))
    }

    /// Inputs this kind would measure and that rest on less.
    fn gaps(&self, kind: Kind) -> Vec<(Decimal, Gap)> {
        let measured = |i: &Input| MEASURED_BY.iter().find(|(prefix, _)| i.name.starts_with(prefix)).map(|(_, kind)| *kind);
        let weak = |i: &Input| matches!(i.grade, Grade::Benchmark | Grade::Guess | Grade::Unknown);
        let inputs = self.prepared.plan.inputs.iter();
        inputs.filter(|(_, i)| measured(i) == Some(kind) && weak(i)).map(|(id, i)| self.gap(id, i)).collect()
    }

    fn gap(&self, id: InputId, input: &Input) -> (Decimal, Gap) {
        let spread = range(input, &self.prepared.defaults.pack);
        let swing =
            self.lead.as_ref().zip(spread).and_then(|(lead, s)| lead.swing(&self.prepared.plan, id, s)).filter(|s| !s.is_zero());
        let shown = |d: Decimal| quantity::shown(Exact::Known(d), &input.unit);
        let cost = match (&swing, input.spread) {
            (_, None) => "Unknown: every figure that needs it is unknown.".to_owned(),
            (Some(swing), _) => {
                format!("Moves the lead of the first option by up to {}.", money(Exact::Known(*swing)))
            }
            (None, _) => "Does not move the lead of the first option.".to_owned(),
        };
        let gap = Gap {
            input: input.name.clone(),
            name: input.label.clone(),
            grade: input.grade.name().to_owned(),
            range: input.spread.map_or_else(
                || "unknown".to_owned(),
                |s| if s.low < s.high { format!("{} to {}", shown(s.low), shown(s.high)) } else { shown(s.likely) },
            ),
            swing: swing.map(|s| money(Exact::Known(s))),
            cost,
        };
        (swing.unwrap_or_default(), gap)
    }
}
