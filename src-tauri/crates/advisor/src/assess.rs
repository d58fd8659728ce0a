//! The chain from cells to an answer: fold → plan → evaluate → decide → what people see.

use crate::beside::{audited, beside, designed};
use crate::error::Error;
use crate::evidence::Trail;
use crate::grounds::Ground;
use crate::headings;
use crate::host::Host;
use crate::in_force;
use crate::pack::{Defaults, catalogues, defaults};
use crate::profile::profile;
use crate::reporting::said;
use crate::session::{Session, Whole, each_is_read, with_overrides};
use crate::study;
use crate::wire;
use chrono::NaiveDate;
use engagement::{Cube, ImportId, ImportState};
use model::Kind;
use model::decide::{
    Beside, Finding, Flip, Form, Grading, Grid, GridRow, Judgement, Reason, Standing, VerdictKind, against, counter_case, reasons,
};
use model::evaluate::{Costed, Line};
use model::fact::{Facts, StaffFacts};
use model::figure::{FigureId, OptionId, option_text};
use model::framework::Catalogue;
use model::headings::spoken_keys;
use model::look::Look;
use model::number::Exact;
use model::pack::Pack;
use model::plan::{Plan, resolve};
use model::policy::Policy;
use model::present::{difference, lines_in_thousands, money, number, sentence_start, thousands};
use model::profile::Profile;
use model::terms;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A plan with what names its sources.
pub(crate) struct Prepared {
    pub(crate) name: String,
    pub(crate) plan: Plan,
    pub(crate) defaults: &'static Defaults,
    pub(crate) cube: Arc<Cube>,
    /// Who prepared it, with what interest, as the report says it.
    pub(crate) prepared: String,
    /// For whom.
    pub(crate) prepared_for: String,
    /// Seed of the study.
    pub(crate) seed: String,
    /// Age in months of the oldest kind of data.
    pub(crate) data_age: Option<u32>,
}

/// A plan with its judgement and the study it rests on.
pub(crate) struct Judged {
    pub(crate) prepared: Prepared,
    pub(crate) judgement: Judgement,
    /// None where something must be found out first.
    pub(crate) study: Option<uncertainty::Study>,
    /// How sure it is in words, put once for all that is asked of it.
    pub(crate) told: OnceLock<wire::Uncertainty>,
}

impl Session {
    /// The answer with values tried, worked out once for all that is asked of it.
    pub(crate) fn judged(&self, values: &[wire::Override]) -> Result<Arc<Judged>, Error> {
        if values.is_empty() { self.judged_as_typed() } else { self.tried(values, true) }
    }

    /// The same while a value is being moved: how sure each leader is stays as it was last found out.
    pub(crate) fn judged_moving(&self, values: &[wire::Override]) -> Result<Arc<Judged>, Error> {
        if values.is_empty() { self.judged_as_typed() } else { self.tried(values, false) }
    }

    fn judged_as_typed(&self) -> Result<Arc<Judged>, Error> {
        let head = self.file.head()?;
        if let Some((then, judged)) = &*self.judged.borrow()
            && *then == head
        {
            return Ok(Arc::clone(judged));
        }
        let prepared = self.prepare()?;
        let judged = Arc::new(study::judged(prepared));
        *self.judged.borrow_mut() = Some((head, Arc::clone(&judged)));
        Ok(judged)
    }

    fn tried(&self, values: &[wire::Override], whole: Whole) -> Result<Arc<Judged>, Error> {
        let standpoint = (self.file.head()?, values.to_vec());
        if let Some((then, judged, is_whole)) = &*self.tried.borrow()
            && *then == standpoint
            && (*is_whole || !whole)
        {
            return Ok(Arc::clone(judged));
        }
        let prepared = self.prepare_with(values)?;
        let mut led = self.led.borrow_mut();
        led.begin(&standpoint, &self.judged_as_typed()?);
        let judged = Arc::new(if whole { study::judged(prepared) } else { study::moving(prepared, &led) });
        led.learn(&judged, whole);
        *self.tried.borrow_mut() = Some((standpoint, Arc::clone(&judged), whole));
        Ok(judged)
    }

    /// The plan of the engagement as it stands.
    pub(crate) fn prepare(&self) -> Result<Prepared, Error> {
        self.prepare_with(&[])
    }

    /// The plan with values tried and not typed.
    pub(crate) fn prepare_with(&self, values: &[wire::Override]) -> Result<Prepared, Error> {
        let settings = with_overrides(&self.file.settings()?, values)?;
        let prepared = if self.curtained { self.redacted(&settings)?.0 } else { self.prepared(&settings, self.cube()?)? };
        each_is_read(values, &prepared.plan)?;
        Ok(prepared)
    }

    /// The answer as it would be with staged imports committed.
    pub(crate) fn judged_staged(&self, staged: &[ImportId]) -> Result<Judged, Error> {
        let prepared = self.prepared(&self.file.settings()?, Arc::new(self.file.cube_with(staged)?))?;
        Ok(study::judged(prepared))
    }

    fn prepared(&self, settings: &BTreeMap<String, String>, cube: Arc<Cube>) -> Result<Prepared, Error> {
        let profile = profile(settings)?;
        let defaults = defaults()?;
        let plan = plan(&profile, &defaults.pack, &cube)?;
        let prepared_for = said(settings, "prepared_for").unwrap_or_else(|| profile.name.clone());
        let (seed, data_age) = self.dated(settings, profile.as_of)?;
        let prepared = headings::prepared(settings);
        Ok(Prepared { plan, prepared, prepared_for, name: profile.name, defaults, cube, seed, data_age })
    }

    /// The seed of the study and the age of the data.
    fn dated(&self, settings: &BTreeMap<String, String>, as_of: NaiveDate) -> Result<(String, Option<u32>), Error> {
        Ok((study::seed(settings, as_of), study::data_age(&self.file.imports()?, as_of)))
    }

    /// The cube, folded anew only where other imports are live or other things are taken apart than at the last time.
    pub(crate) fn cube(&self) -> Result<Arc<Cube>, Error> {
        let live = self.file.imports()?.into_iter().filter(|i| i.state == ImportState::Live).map(|i| i.id).collect::<Vec<_>>();
        let split: Vec<String> = self.file.settings()?.into_keys().filter(|key| key.starts_with(engagement::SPLIT)).collect();
        let now = (live, split);
        if let Some((then, cube)) = &*self.folded.borrow()
            && *then == now
        {
            return Ok(Arc::clone(cube));
        }
        let cube = Arc::new(self.file.cube()?);
        *self.folded.borrow_mut() = Some((now, Arc::clone(&cube)));
        Ok(cube)
    }

    /// The plan without the pay of small groups, and the roles it was taken from (rules 14).
    pub(crate) fn prepare_redacted(&self) -> Result<(Prepared, Vec<String>), Error> {
        self.redacted(&self.file.settings()?)
    }

    fn redacted(&self, settings: &BTreeMap<String, String>) -> Result<(Prepared, Vec<String>), Error> {
        let mut profile = profile(settings)?;
        let (defaults, cube) = (defaults()?, self.cube()?);
        let catalogues = catalogues()?;
        let prepared = headings::prepared(settings);
        let prepared_for = said(settings, "prepared_for").unwrap_or_else(|| profile.name.clone());
        let policy = defaults.pack.policy.with(&profile.stated);
        let mut facts = facts(&cube, &policy, &profile, catalogues);
        let roles = model::redaction::redact(&mut profile, &mut facts);
        let plan = resolved(&profile, &facts, &defaults.pack, catalogues)?;
        let (seed, data_age) = self.dated(settings, profile.as_of)?;
        Ok((Prepared { plan, name: profile.name, defaults, cube, prepared, prepared_for, seed, data_age }, roles))
    }

    /// The plan under a profile, as `set` tries one before it writes.
    pub(crate) fn plan_of(&self, profile: &Profile) -> Result<Plan, Error> {
        plan(profile, &defaults()?.pack, &*self.cube()?)
    }

    /// Assesses the engagement.
    pub fn assess(&self, _host: &dyn Host) -> Result<wire::Assessment, Error> {
        let judged = self.judged(&[])?;
        answer(&judged.prepared, &judged.judgement, Some(Trail::new(&self.file, &judged.prepared.cube)))
    }
}

/// The answer as people see it; without a trail to rows it has no evidence and no years.
pub(crate) fn answer(prepared: &Prepared, judgement: &Judgement, trail: Option<Trail<'_>>) -> Result<wire::Assessment, Error> {
    let ground = trail.map(|trail| Ground::of(prepared, trail));
    Shown { plan: &prepared.plan, judgement, trail, ground }.assessment(prepared)
}

fn plan(profile: &Profile, pack: &Pack, cube: &Cube) -> Result<Plan, Error> {
    let catalogues = catalogues()?;
    let policy = pack.policy.with(&profile.stated);
    let facts = facts(cube, &policy, profile, catalogues);
    resolved(profile, &facts, pack, catalogues)
}

/// What the cube says, with growth from exports of two days where the devices do not tell it.
fn facts(cube: &Cube, policy: &Policy, profile: &Profile, catalogues: &[Catalogue]) -> Facts {
    let mut facts = Facts::fold(&cube.cells, policy, read_against(profile, catalogues), profile.as_of);
    if let Some(devices) = &mut facts.devices {
        devices.observe(&cube.snapshots, policy, profile.as_of);
    }
    if facts.staff.is_none() && cube.aside.contains(&Kind::Staff) {
        // Leavers are set aside, and an export of leavers alone still says who supports: nobody (rules 7).
        facts.staff = Some(StaffFacts::nobody(profile.as_of));
    }
    facts
}

/// Registers are read against the frameworks in force alone.
fn read_against<'a>(profile: &Profile, catalogues: &'a [Catalogue]) -> Vec<&'a Catalogue> {
    let stated = profile.frameworks.as_deref().unwrap_or_default();
    catalogues.iter().filter(|c| stated.iter().any(|f| f.id == c.id)).collect()
}

fn resolved(profile: &Profile, facts: &Facts, pack: &Pack, catalogues: &[Catalogue]) -> Result<Plan, Error> {
    resolve(profile, facts, pack, catalogues).map_err(|missing| Error::damaged_content(crate::pack::PACK, missing.0))
}

struct Shown<'a> {
    plan: &'a Plan,
    judgement: &'a Judgement,
    trail: Option<Trail<'a>>,
    ground: Option<Ground<'a>>,
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
    plan.figure_text(id)
}

/// The word of a verdict's kind.
pub(crate) fn kind_name(kind: VerdictKind) -> &'static str {
    match kind {
        VerdictKind::Recommend => "recommend",
        VerdictKind::TooClose => "too_close",
        VerdictKind::NotYet => "not_yet",
    }
}

impl Shown<'_> {
    fn assessment(&self, prepared: &Prepared) -> Result<wire::Assessment, Error> {
        let t = &self.judgement.thresholds;
        let options = self.judgement.outcome.options.iter().zip(&self.judgement.standings);
        Ok(wire::Assessment {
            name: prepared.name.clone(),
            as_of: self.plan.as_of.to_string(),
            thresholds: wire::Thresholds {
                staff_ratio: self.finding(0, &t.staff_ratio)?,
                compliance: self.finding(1, &t.compliance)?,
                velocity: self.finding(2, &t.velocity)?,
                loaded_cost: self.finding(3, &t.loaded_cost)?,
            },
            frameworks: if self.trail.is_some() { in_force::in_force(self.plan, self.judgement) } else { Vec::new() },
            options: options.filter(|(o, _)| self.is_told(o.id)).map(|(o, s)| self.option(o, s)).collect(),
            verdict: self.verdict(),
            headings: headings::of(self.plan, self.judgement),
            prepared: prepared.prepared.clone(),
            prepared_for: prepared.prepared_for.clone(),
            notes: self.plan.notes.clone(),
            designs: self.trail.is_some().then(|| designed(self.plan)),
            audit: if self.trail.is_some() { audited(self.plan, self.judgement) } else { Vec::new() },
        })
    }

    fn finding(&self, at: usize, f: &Finding) -> Result<wire::Finding, Error> {
        let plain = |d: Decimal| d.normalize().to_string();
        let grounds = self.ground.as_ref().map(|g| g.under(f)).transpose()?.unwrap_or_default();
        Ok(wire::Finding {
            figure: figure_id(self.plan, f.figure),
            state: f.state.name().to_owned(),
            over_limit: f.over_limit,
            flags: f.flags.iter().chain(&grounds.flags).map(|flag| (*flag).to_owned()).collect(),
            grounds: grounds.said,
            value: decimal(f.value),
            unit: f.unit.to_owned(),
            limit: decimal(f.limit),
            band: f.band.map(|(low, high)| [plain(low), plain(high)]),
            margin: decimal(f.margin),
            formula: f.formula.to_owned(),
            missing: f.missing.clone(),
            evidence: self.trail.as_ref().map(|t| t.of(&f.evidence)).transpose()?.unwrap_or_default(),
            sentence: spoken_keys(&f.sentence),
            month: f.month,
            beside: self.settled(&f.beside, &|b| self.beside(b)),
            notes: self.settled(&f.notes, &String::clone),
            grids: self.settled(&f.grids, &|g| self.grid(g)),
            text: wire::FindingText {
                name: terms::THRESHOLDS.get(at).map_or_else(String::new, |name| (*name).to_owned()),
                state: terms::state(f.state).to_owned(),
                missing: in_words(&f.missing),
                unit: f.unit.to_owned(),
                value: shown(f.value, number(f.value, f.places)),
                limit: shown(f.limit, number(f.limit, f.places.min(if f.places == 1 { 0 } else { f.places }))),
            },
        })
    }

    /// What is left out while a value is moved.
    fn settled<A, B>(&self, list: &[A], shown: &dyn Fn(&A) -> B) -> Vec<B> {
        if self.trail.is_some() { list.iter().map(shown).collect() } else { Vec::new() }
    }

    fn beside(&self, b: &Beside) -> wire::Beside {
        let figure = figure_id(self.plan, b.figure);
        wire::Beside { name: b.name.clone(), figure, value: decimal(b.value), text: b.form.text(b.value) }
    }

    fn grid(&self, g: &Grid) -> wire::Grid {
        let cell = |(id, value, form): &(FigureId, Exact, Form)| wire::GridCell {
            figure: figure_id(self.plan, *id),
            value: decimal(*value),
            text: form.text(*value),
        };
        let row = |(name, cells): &GridRow| wire::GridRow { name: name.clone(), cells: cells.iter().map(cell).collect() };
        wire::Grid { title: g.title.clone(), of: g.of.to_owned(), head: g.head.clone(), rows: g.rows.iter().map(row).collect() }
    }

    /// A preview leaves out what stands folded beside the options: it comes with every move of a slider.
    fn is_told(&self, id: OptionId) -> bool {
        self.trail.is_some() || !self.judgement.is_aside(id)
    }

    fn option(&self, o: &Costed<Exact>, s: &Standing) -> wire::OptionRow {
        let today = self.judgement.outcome.option(OptionId::Today);
        let payback = today.and_then(|t| against(t, o, &self.plan.schedule)).unwrap_or_default();
        let rank = self.judgement.ranking().iter().position(|id| *id == o.id);
        wire::OptionRow {
            id: self.option_id(o.id),
            name: terms::option(o.id, self.plan),
            short_name: terms::short_option(o.id, self.plan),
            note: terms::option_note(o.id, self.plan),
            look: Look::of(o.id, self.plan).name().to_owned(),
            rank: rank.and_then(|at| u32::try_from(at + 1).ok()),
            eligible: s.eligible,
            ranked: s.ranked,
            reasons: s.reasons.clone(),
            scope_gap: s.scope_gap.clone(),
            conditions: s.conditions.clone(),
            lines: o.lines.iter().zip(lines_in_thousands(o)).map(|(l, text)| self.line(l, text)).collect(),
            total: decimal(o.total),
            npv: decimal(o.npv),
            vs_today: decimal(o.vs_today),
            vs_in_house: decimal(o.vs_in_house),
            payback_month: payback.month.map(u32::from),
            crossings: payback.crossings.iter().map(|m| u32::from(*m)).collect(),
            per_user_month: decimal(o.per_user_month),
            aside: self.judgement.is_aside(o.id),
            beside: self.trail.is_some().then(|| beside(self.plan, self.judgement, o)),
            text: option_text_of(o),
        }
    }

    fn option_id(&self, id: OptionId) -> String {
        option_text(id, &self.plan.quote_slugs())
    }

    fn verdict(&self) -> wire::Verdict {
        let v = &self.judgement.verdict;
        let flip = |f: &Flip| sentence_start(&format!("{}: {} leads", f.named(self.plan), terms::option(f.leader, self.plan)));
        let standing = v.option.and_then(|id| self.judgement.standing(id));
        let (grade, grade_text) = match v.grade {
            Grading::Directional => ("directional", "Directional"),
            Grading::DecisionGrade => ("decision_grade", "Decision-grade"),
        };
        wire::Verdict {
            kind: kind_name(v.kind).to_owned(),
            option: v.option.map(|id| self.option_id(id)),
            grade: grade.to_owned(),
            grade_text: grade_text.to_owned(),
            grade_reason: headings::grade_reason(self.judgement, v.resting.as_ref()),
            headline: spoken_keys(&v.headline),
            because: reasons(self.plan, self.judgement).into_iter().map(|r| self.reason(r)).collect(),
            counter_case: counter_case(self.plan, self.judgement),
            conditions: standing.map_or_else(Vec::new, |s| s.conditions.clone()),
            reasons: v.reasons.clone(),
            missing: v.missing.clone(),
            missing_text: in_words(&v.missing),
            flips: v.flips.iter().map(flip).collect(),
        }
    }

    fn reason(&self, r: Reason) -> wire::Reason {
        let figure = r.figure.map(|id| figure_id(self.plan, id));
        wire::Reason { driver: r.driver.name().to_owned(), value: r.value, label: r.label, sentence: r.sentence, figure }
    }

    fn line(&self, l: &Line<Exact>, thousands: String) -> wire::Line {
        let text = |v: Exact| l.applies.then(|| money(v));
        let years = if self.trail.is_some() { l.yearly.as_slice() } else { &[] };
        wire::Line {
            id: l.id.name().to_owned(),
            name: terms::line(l.id).to_owned(),
            in_total: l.id.in_total(),
            closes_group: l.id.closes_group(),
            applies: l.applies,
            once: decimal(l.once),
            yearly: years.iter().map(|y| decimal(*y)).collect(),
            text: wire::LineText {
                once: text(l.once),
                total: text(l.total),
                thousands: l.applies.then_some(thousands),
                yearly: years.iter().map(|y| text(*y)).collect(),
            },
        }
    }
}

/// What is missing, as a list reads it.
fn in_words(missing: &[String]) -> Vec<String> {
    missing.iter().map(|m| sentence_start(&spoken_keys(m))).collect()
}

fn option_text_of(o: &Costed<Exact>) -> wire::OptionText {
    let in_thousands = |value: Exact| shown(value, signed_thousands(value));
    wire::OptionText {
        total: shown(o.total, money(o.total)),
        thousands: shown(o.total, thousands(o.total)),
        npv_thousands: shown(o.npv, thousands(o.npv)),
        vs_today_thousands: in_thousands(o.vs_today),
        vs_in_house_thousands: in_thousands(o.vs_in_house),
        npv: shown(o.npv, money(o.npv)),
        vs_today: shown(o.vs_today, difference(o.vs_today)),
        vs_in_house: shown(o.vs_in_house, difference(o.vs_in_house)),
        per_user_month: shown(o.per_user_month, money(o.per_user_month)),
    }
}

fn signed_thousands(value: Exact) -> String {
    let text = thousands(value);
    let positive = value.known().is_some_and(|d| d > Decimal::ZERO);
    if positive && text != "0" { format!("+{text}") } else { text }
}
