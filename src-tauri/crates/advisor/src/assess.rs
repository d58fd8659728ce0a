//! The chain from cells to an answer: fold → plan → evaluate → decide → what people see.

use crate::error::Error;
use crate::evidence::Trail;
use crate::host::Host;
use crate::pack::{Defaults, catalogues, defaults};
use crate::profile::profile;
use crate::session::Session;
use crate::wire;
use engagement::Cube;
use model::decide::{Finding, Grading, Judgement, Standing, VerdictKind, against, judge};
use model::evaluate::{Costed, Line};
use model::fact::Facts;
use model::figure::{FigureId, OptionId, option_text};
use model::framework::Catalogue;
use model::number::Exact;
use model::pack::Pack;
use model::plan::{Plan, resolve};
use model::present::{difference, money, number};
use model::profile::Profile;
use model::terms;
use rust_decimal::Decimal;

/// A plan with what names its sources.
pub(crate) struct Prepared {
    pub(crate) name: String,
    pub(crate) plan: Plan,
    pub(crate) defaults: Defaults,
    pub(crate) cube: Cube,
}

impl Session {
    /// The plan of the engagement as it stands.
    pub(crate) fn prepare(&self) -> Result<Prepared, Error> {
        let profile = profile(&self.file.settings()?)?;
        let (defaults, cube) = (defaults()?, self.file.cube()?);
        Ok(Prepared { plan: plan(&profile, &defaults.pack, &cube)?, name: profile.name, defaults, cube })
    }

    /// The plan without the pay of small groups, and the roles it was taken from (rules 14).
    pub(crate) fn prepare_redacted(&self) -> Result<(Prepared, Vec<String>), Error> {
        let mut profile = profile(&self.file.settings()?)?;
        let (defaults, cube) = (defaults()?, self.file.cube()?);
        let catalogues = catalogues()?;
        let policy = defaults.pack.policy.with(&profile.stated);
        let mut facts = Facts::fold(&cube.cells, &policy, &catalogues, profile.as_of);
        let roles = model::redaction::redact(&mut profile, &mut facts);
        let plan = resolved(&profile, &facts, &defaults.pack, &catalogues)?;
        Ok((Prepared { plan, name: profile.name, defaults, cube }, roles))
    }

    /// The plan under a profile, as `set` tries one before it writes.
    pub(crate) fn plan_of(&self, profile: &Profile) -> Result<Plan, Error> {
        plan(profile, &defaults()?.pack, &self.file.cube()?)
    }

    /// Assesses the engagement.
    pub fn assess(&self, _host: &dyn Host) -> Result<wire::Assessment, Error> {
        let prepared = self.prepare()?;
        let judgement = judge(&prepared.plan);
        let shown = Shown { plan: &prepared.plan, judgement: &judgement, trail: Trail::new(&self.file, &prepared.cube) };
        shown.assessment(&prepared.name)
    }
}

fn plan(profile: &Profile, pack: &Pack, cube: &Cube) -> Result<Plan, Error> {
    let catalogues = catalogues()?;
    let policy = pack.policy.with(&profile.stated);
    let facts = Facts::fold(&cube.cells, &policy, &catalogues, profile.as_of);
    resolved(profile, &facts, pack, &catalogues)
}

fn resolved(profile: &Profile, facts: &Facts, pack: &Pack, catalogues: &[Catalogue]) -> Result<Plan, Error> {
    resolve(profile, facts, pack, catalogues).map_err(|missing| Error::damaged_content(crate::pack::PACK, missing.0))
}

struct Shown<'a> {
    plan: &'a Plan,
    judgement: &'a Judgement,
    trail: Trail<'a>,
}

/// A decimal on the wire; what has no value is null.
pub(crate) fn decimal(value: Exact) -> Option<String> {
    value.known().map(|d| d.normalize().to_string())
}

fn shown(value: Exact, text: String) -> Option<String> {
    value.known().map(|_| text)
}

/// The id of a figure on the wire.
pub(crate) fn figure_id(plan: &Plan, id: FigureId) -> String {
    id.text(&plan.quote_slugs(), &plan.framework_ids())
}

impl Shown<'_> {
    fn assessment(&self, name: &str) -> Result<wire::Assessment, Error> {
        let t = &self.judgement.thresholds;
        let options = self.judgement.outcome.options.iter().zip(&self.judgement.standings);
        Ok(wire::Assessment {
            name: name.to_owned(),
            as_of: self.plan.as_of.to_string(),
            thresholds: wire::Thresholds {
                staff_ratio: self.finding(&t.staff_ratio)?,
                compliance: self.finding(&t.compliance)?,
                velocity: self.finding(&t.velocity)?,
                loaded_cost: self.finding(&t.loaded_cost)?,
            },
            options: options.map(|(o, s)| self.option(o, s)).collect(),
            verdict: self.verdict(),
            notes: self.plan.notes.clone(),
        })
    }

    fn finding(&self, f: &Finding) -> Result<wire::Finding, Error> {
        let plain = |d: Decimal| d.normalize().to_string();
        Ok(wire::Finding {
            figure: figure_id(self.plan, f.figure),
            state: f.state.name().to_owned(),
            over_limit: f.over_limit,
            flags: f.flags.iter().map(|flag| (*flag).to_owned()).collect(),
            value: decimal(f.value),
            unit: f.unit.to_owned(),
            limit: decimal(f.limit),
            band: f.band.map(|(low, high)| [plain(low), plain(high)]),
            margin: decimal(f.margin),
            formula: f.formula.to_owned(),
            missing: f.missing.clone(),
            evidence: self.trail.of(&f.evidence)?,
            sentence: f.sentence.clone(),
            text: wire::FindingText {
                value: shown(f.value, number(f.value, f.places)),
                limit: shown(f.limit, number(f.limit, f.places.min(if f.places == 1 { 0 } else { f.places }))),
            },
        })
    }

    fn option(&self, o: &Costed<Exact>, s: &Standing) -> wire::OptionRow {
        let today = self.judgement.outcome.option(OptionId::Today);
        let payback = today.and_then(|t| against(t, o, &self.plan.schedule)).unwrap_or_default();
        wire::OptionRow {
            id: self.option_id(o.id),
            name: terms::option(o.id, self.plan),
            eligible: s.eligible,
            ranked: s.ranked,
            reasons: s.reasons.clone(),
            scope_gap: s.scope_gap.clone(),
            conditions: s.conditions.clone(),
            lines: o.lines.iter().map(line).collect(),
            total: decimal(o.total),
            npv: decimal(o.npv),
            vs_today: decimal(o.vs_today),
            vs_in_house: decimal(o.vs_in_house),
            payback_month: payback.month.map(u32::from),
            crossings: payback.crossings.iter().map(|m| u32::from(*m)).collect(),
            per_user_month: decimal(o.per_user_month),
            text: wire::OptionText {
                total: shown(o.total, money(o.total)),
                npv: shown(o.npv, money(o.npv)),
                vs_today: shown(o.vs_today, difference(o.vs_today)),
                vs_in_house: shown(o.vs_in_house, difference(o.vs_in_house)),
                per_user_month: shown(o.per_user_month, money(o.per_user_month)),
            },
        }
    }

    fn option_id(&self, id: OptionId) -> String {
        option_text(id, &self.plan.quote_slugs())
    }

    fn verdict(&self) -> wire::Verdict {
        let v = &self.judgement.verdict;
        let flip = |(input, option): &(String, OptionId)| format!("{input}: {} leads", terms::option(*option, self.plan));
        wire::Verdict {
            kind: match v.kind {
                VerdictKind::Recommend => "recommend",
                VerdictKind::TooClose => "too_close",
                VerdictKind::NotYet => "not_yet",
            }
            .to_owned(),
            option: v.option.map(|id| self.option_id(id)),
            grade: match v.grade {
                Grading::Directional => "directional",
                Grading::DecisionGrade => "decision_grade",
            }
            .to_owned(),
            headline: v.headline.clone(),
            reasons: v.reasons.clone(),
            missing: v.missing.clone(),
            flips: v.flips.iter().map(flip).collect(),
        }
    }
}

fn line(l: &Line<Exact>) -> wire::Line {
    let text = |v: Exact| l.applies.then(|| money(v));
    wire::Line {
        id: l.id.name().to_owned(),
        name: terms::line(l.id).to_owned(),
        in_total: l.id.in_total(),
        applies: l.applies,
        once: decimal(l.once),
        yearly: l.yearly.iter().map(|y| decimal(*y)).collect(),
        text: wire::LineText { once: text(l.once), total: text(l.total), yearly: l.yearly.iter().map(|y| text(*y)).collect() },
    }
}
