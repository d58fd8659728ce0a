//! How sure the answer is, as people see it: the study in words.

use crate::assess::{Judged, Prepared};
use crate::error::Error;
use crate::host::Host;
use crate::session::Session;
use crate::study::{self, number};
use crate::wire::{Amount, AskNext, Bar, FlipPart, MoneyByGrade, OptionRange, Share, Tornado, Uncertainty, Worth};
use model::decide::{Contest, Flip, Mark, resting};
use model::figure::{OptionId, option_text};
use model::headings::{spoken_keys, years};
use model::input::{Grade, Input, InputId};
use model::look::Look;
use model::number::Exact;
use model::plan::Plan;
use model::present::{money, number as grouped, percent, sentence_start, thousands};
use model::{quantity, terms};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use uncertainty::{Ask, Estimate, Moved, OptionStudy, Study, tornado};

/// Bars of one tornado.
const BARS: usize = 12;
/// Inputs worth asking for.
const ASKED: usize = 10;
/// Places along an input's range at which it is asked who leads.
const STRIP: i64 = 32;

impl Session {
    /// How sure the answer is, by the fixed study.
    pub fn uncertainty(&self) -> Result<Uncertainty, Error> {
        Ok(self.judged(&[])?.told().clone())
    }

    /// The same by more trials, or under another seed. The verdict does not change: it rests on the fixed study.
    pub fn simulate(&self, trials: u32, seed: Option<&str>, host: &dyn Host) -> Result<Uncertainty, Error> {
        let judged = self.judged(&[])?;
        let plan = &judged.prepared.plan;
        let seed = seed.map_or_else(|| judged.prepared.seed.clone(), str::to_owned);
        let ask = Ask { trials, seed: number(&seed), threads: study::threads() };
        let study = watched(plan, &study::contest(plan), ask, host)?;
        Ok(Uncertainty { seed, ..shown(&judged.prepared, &judged, study.as_ref()) })
    }
}

impl Judged {
    /// How sure it is, in words.
    pub(crate) fn told(&self) -> &Uncertainty {
        self.told.get_or_init(|| shown(&self.prepared, self, self.study.as_ref()))
    }
}

/// Runs a study on threads of its own, while the host is told and asked.
fn watched(plan: &Plan, contest: &Contest, ask: Ask, host: &dyn Host) -> Result<Option<Study>, Error> {
    let (done, stop) = (AtomicU32::new(0), AtomicBool::new(false));
    let go_on = |trials: u32| {
        done.fetch_max(trials, Ordering::Relaxed);
        !stop.load(Ordering::Relaxed)
    };
    std::thread::scope(|scope| {
        let running = scope.spawn(|| uncertainty::study(plan, contest, ask, &go_on));
        while !running.is_finished() {
            host.progress("trials", u64::from(done.load(Ordering::Relaxed)));
            stop.fetch_or(host.cancelled(), Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(15));
        }
        running.join().unwrap_or(Ok(None)).map_err(|_| Error::Cancelled)
    })
}

/// The study of an answer in words; without one, what is missing.
fn shown(prepared: &Prepared, judged: &Judged, study: Option<&Study>) -> Uncertainty {
    let plan = &prepared.plan;
    let Some(study) = study else {
        let missing = judged.judgement.verdict.missing.iter().map(|m| sentence_start(&spoken_keys(m))).collect();
        return Uncertainty {
            heading: "How sure the answer is cannot be said yet".to_owned(),
            missing,
            seed: prepared.seed.clone(),
            ..Uncertainty::default()
        };
    };
    let contest = study::contest(plan);
    let words = Words { plan, contest: &contest, study, moved: tornado(plan, &contest) };
    words.uncertainty(prepared, judged)
}

struct Words<'a> {
    plan: &'a Plan,
    contest: &'a Contest,
    study: &'a Study,
    moved: Vec<Moved>,
}

impl Words<'_> {
    fn uncertainty(&self, prepared: &Prepared, judged: &Judged) -> Uncertainty {
        let lead = &self.study.lead;
        // Small steps stand beside the options, here too.
        let shown = self.study.options.iter().filter(|o| !judged.judgement.is_aside(o.id));
        let mut options: Vec<&OptionStudy> = shown.collect();
        let rank = judged.judgement.ranking();
        options.sort_by_key(|o| rank.iter().position(|id| *id == o.id).unwrap_or(usize::MAX));
        let leads = judged.judgement.verdict.lead.unwrap_or(lead.leader);
        Uncertainty {
            heading: self.heading(),
            basis: self.basis(),
            trials: self.study.trials,
            seed: prepared.seed.clone(),
            leader: Some(self.id(lead.leader)),
            runner_up: lead.runner_up.map(|id| self.id(id)),
            lead: lead.runner_up.map(|next| self.chance(lead.cheaper, &self.lead_sentence(next))),
            options: options.iter().map(|o| self.option(o)).collect(),
            tornado: options.iter().filter_map(|o| self.tornado(o)).collect(),
            flips: judged.judgement.verdict.flips.iter().filter_map(|f| self.flip(f, leads)).collect(),
            worth: self.worth(),
            guess: self.guess(lead.leader),
            missing: Vec::new(),
        }
    }

    fn id(&self, option: OptionId) -> String {
        option_text(option, &self.plan.quote_slugs())
    }

    fn heading(&self) -> String {
        let lead = &self.study.lead;
        let (name, trials) = (terms::short_option(lead.leader, self.plan), grouped(Exact::Known(self.study.trials.into()), 0));
        match lead.runner_up {
            Some(next) if lead.leader == OptionId::Today => {
                let share = percent_of(lead.cheaper.value);
                format!("{} saves less than the hurdle in {share} of {trials} trials", terms::short_option(next, self.plan))
            }
            Some(next) => {
                let (other, share) = (terms::short_option(next, self.plan), percent_of(lead.cheaper.value));
                format!("{name} is cheaper than {other} in {share} of {trials} trials")
            }
            None => format!("{name} is the only option that can be ranked"),
        }
    }

    fn lead_sentence(&self, next: OptionId) -> String {
        let lead = &self.study.lead;
        let (name, other) = (terms::option(lead.leader, self.plan), terms::option(next, self.plan));
        let by_mean = match lead.by_mean == lead.leader {
            true => "It also leads by mean present value.".to_owned(),
            false => format!("By mean present value {} leads.", terms::option(lead.by_mean, self.plan)),
        };
        match lead.leader {
            OptionId::Today => format!("{other} saves less than the hurdle against {name}. {by_mean}"),
            _ => format!("{name} costs less than {other}. {by_mean}"),
        }
    }

    fn basis(&self) -> String {
        let trials = grouped(Exact::Known(self.study.trials.into()), 0);
        format!(
            "{trials} trials over {} inputs with a range, the same draws for every option. Present value over {}.",
            self.study.drawn.len(),
            years(self.plan)
        )
    }

    fn chance(&self, estimate: Estimate, sentence: &str) -> Share {
        Share {
            value: estimate.value,
            text: percent_of(estimate.value),
            error: points(estimate.error),
            sentence: sentence.to_owned(),
        }
    }

    fn option(&self, o: &OptionStudy) -> OptionRange {
        let name = terms::option(o.id, self.plan);
        let likely = self.likely(o.id);
        let total = &o.total;
        OptionRange {
            id: self.id(o.id),
            short_name: terms::short_option(o.id, self.plan),
            look: Look::of(o.id, self.plan).name().to_owned(),
            ranked: o.ranked,
            p10: estimated(o.npv.p10),
            p50: estimated(o.npv.p50),
            p90: estimated(o.npv.p90),
            mean: estimated(o.mean),
            likely: likely.map(amount).unwrap_or_default(),
            total: [total.p10, total.p50, total.p90].map(estimated),
            cheapest: o.cheapest.map(|c| self.chance(c, &format!("{name} costs least of all ranked options."))),
            regret: o.regret.map(|r| Amount { text: short_money(r.value), ..estimated(r) }),
            eligible: self.eligible(o, &name),
            exceedance_sentence: self.exceedance(o),
            exceedance: o.exceedance.clone(),
            name,
        }
    }

    /// How often its hours suffice; what keeps it out of the ranking for another reason stays out in every trial.
    fn eligible(&self, o: &OptionStudy, name: &str) -> Share {
        let admitted = self.contest.entrants().iter().any(|e| e.id == o.id && e.admitted);
        let text = if admitted { percent_of(o.eligible) } else { "–".to_owned() };
        let sentence = match admitted {
            true => format!("The hours of {name} suffice in {text} of the trials."),
            false => format!("{name} does not meet the required scope, whatever its hours."),
        };
        Share { value: o.eligible, text, error: String::new(), sentence }
    }

    /// An option's present value at likely values.
    fn likely(&self, id: OptionId) -> Option<Decimal> {
        let figures = self.contest.figures();
        let place = self.contest.entrants().iter().position(|e| e.id == id)?;
        Mark::all(&figures).nth(place)?.npv.known()
    }

    /// What is passed one time in ten.
    fn exceedance(&self, o: &OptionStudy) -> String {
        let name = terms::option(o.id, self.plan);
        format!("One in ten that {name} costs more than {}.", in_thousands(o.npv.p90.value))
    }

    fn tornado(&self, o: &OptionStudy) -> Option<Tornado> {
        let place = self.contest.entrants().iter().position(|e| e.id == o.id)?;
        let base = self.likely(o.id)?;
        let mut bars: Vec<(Decimal, &Moved)> = self.moved.iter().filter_map(|m| Some((m.swing(place)?, m))).collect();
        bars.retain(|(swing, _)| !swing.is_zero());
        bars.sort_by_key(|(swing, _)| std::cmp::Reverse(*swing));
        bars.truncate(BARS);
        let bars = bars.iter().filter_map(|(swing, m)| self.bar(place, *swing, m)).collect();
        Some(Tornado { option: self.id(o.id), name: terms::short_option(o.id, self.plan), base: amount(base), bars })
    }

    fn bar(&self, place: usize, swing: Decimal, moved: &Moved) -> Option<Bar> {
        let input = self.plan.inputs.get(moved.input)?;
        let at = |point: usize| moved.npv.get(point)?.get(place).copied().flatten();
        let ends = [moved.leader[0], moved.leader[4]];
        let other = ends.into_iter().flatten().find(|id| *id != self.study.lead.leader);
        Some(Bar {
            input: input.name.clone(),
            name: input.label.clone(),
            grade: input.grade.name().to_owned(),
            low_input: value(input, moved.values[0]),
            high_input: value(input, moved.values[4]),
            points: [at(0)?, at(1)?, at(2)?, at(3)?, at(4)?].map(float),
            low: amount(at(0)?),
            high: amount(at(4)?),
            swing: Amount { text: money(Exact::Known(swing)), ..amount(swing) },
            flips: other.map(|id| terms::short_option(id, self.plan)),
        })
    }

    fn flip(&self, flip: &Flip, leader: OptionId) -> Option<crate::wire::Flip> {
        let input = self.plan.inputs.get(flip.input)?;
        let spread = input.spread?;
        let (other, at) = (terms::option(flip.leader, self.plan), value(input, flip.at));
        Some(crate::wire::Flip {
            input: input.name.clone(),
            name: input.label.clone(),
            from: value(input, spread.likely),
            leader: self.id(flip.leader),
            sentence: format!(
                "{} at {at} instead of {}: {other} leads instead of {}.",
                input.label,
                value(input, spread.likely),
                terms::option(leader, self.plan)
            ),
            strip: self.strip(flip.input, spread.low, spread.high),
            now: (spread.likely - spread.low).checked_div(spread.high - spread.low).map(float),
            ends: Some([value(input, spread.low), value(input, spread.high)]),
            at,
        })
    }

    /// Who leads along a range, in parts of one leader.
    fn strip(&self, input: InputId, low: Decimal, high: Decimal) -> Vec<FlipPart> {
        let mut probe = self.contest.probe(input);
        let mut parts: Vec<(OptionId, i64)> = Vec::new();
        for place in 0..STRIP {
            let middle = Decimal::new(2 * place + 1, 0) / Decimal::new(2 * STRIP, 0);
            let Some(leader) = self.contest.leader(&probe.at(low + (high - low) * middle)) else { continue };
            match parts.last_mut() {
                Some((last, to)) if *last == leader => *to = place + 1,
                _ => parts.push((leader, place + 1)),
            }
        }
        let part = |(id, to): (OptionId, i64)| FlipPart {
            to: float(Decimal::new(to, 0) / Decimal::new(STRIP, 0)),
            leader: self.id(id),
            name: terms::short_option(id, self.plan),
            look: Look::of(id, self.plan).name().to_owned(),
        };
        parts.into_iter().map(part).collect()
    }

    fn worth(&self) -> Worth {
        let worth = &self.study.worth;
        let asked = worth.inputs.iter().filter_map(|w| Some((w, self.plan.inputs.get(w.input)?)));
        let told = asked.filter(|(w, _)| w.worth.is_seen() || w.share >= 0.01);
        let one = |(w, input): (&uncertainty::InputWorth, &Input)| AskNext {
            input: input.name.clone(),
            name: input.label.clone(),
            grade: input.grade.name().to_owned(),
            question: input.ask.clone().unwrap_or_default(),
            worth: Amount { text: short_money(w.worth.value), ..estimated(w.worth) },
            share: percent_of(w.share),
        };
        let text = short_money(worth.perfect.value);
        Worth {
            sentence: format!("Knowing every input before choosing would save {text} on average."),
            perfect: Some(Amount { text, ..estimated(worth.perfect) }),
            inputs: told.map(one).take(ASKED).collect(),
        }
    }

    fn guess(&self, leader: OptionId) -> Vec<MoneyByGrade> {
        let shares = resting(self.plan, leader).unwrap_or_default();
        let one = |(grade, share): (Grade, Decimal)| MoneyByGrade {
            grade: grade.name().to_owned(),
            share: float(share),
            text: percent(Exact::Known(share)),
        };
        shares.into_iter().map(one).collect()
    }
}

fn value(input: &Input, at: Decimal) -> String {
    quantity::shown(Exact::Known(at), &input.unit)
}

fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

fn decimal(value: f64) -> Decimal {
    Decimal::from_f64_retain(value).unwrap_or_default()
}

/// A cost in thousands, as the axis of its chart has it.
fn in_thousands(value: f64) -> String {
    thousands_text(Exact::Known(decimal(value)))
}

fn thousands_text(value: Exact) -> String {
    let text = thousands(value);
    match text.strip_prefix('−') {
        Some(rest) => format!("−${rest}k"),
        None => format!("${text}k"),
    }
}

fn amount(value: Decimal) -> Amount {
    Amount { value: float(value), text: thousands_text(Exact::Known(value)), error: None }
}

fn estimated(e: Estimate) -> Amount {
    Amount { value: e.value, text: in_thousands(e.value), error: Some(format!("± {}", short_money(e.error))) }
}

/// Two figures: an estimate claims no more.
fn short_money(value: f64) -> String {
    let exact = decimal(value).round_dp(0);
    money(Exact::Known(exact.round_sf(2).unwrap_or(exact)))
}

fn percent_of(share: f64) -> String {
    percent(Exact::Known(decimal(share)))
}

/// An error of a share in points of a percentage.
fn points(error: f64) -> String {
    format!("± {} points", grouped(Exact::Known(decimal(error) * Decimal::ONE_HUNDRED), 1))
}
