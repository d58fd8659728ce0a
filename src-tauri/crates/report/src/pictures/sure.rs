//! How sure the answer is: ranges, what moves them, chances of more, who is the cheapest, when that changes.

use super::count_word;
use crate::assessment::Assessment;
use crate::chart::cheapest::{Cheapest, CheapestPart};
use crate::chart::exceedance::{Exceedance, ExceedanceLine};
use crate::chart::flips::{FlipStrip, Flips};
use crate::chart::ranges::{RangeBar, Ranges};
use crate::chart::series::Dash;
use crate::chart::tornado::{Tornado, TornadoBar};
use crate::chart::{Series, Shape};
use crate::ink::Ink;
use crate::study::{Flip, Move, Moves, Range, Study};
use model::figure::OptionId;
use model::headings::{without_stop, years};
use model::number::Exact;
use model::present;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// Unit of amounts in thousands.
const UNIT: &str = "US$ thousand";
/// Bars of a tornado.
const BARS: usize = 10;
/// Strips of flips.
const STRIPS: usize = 6;
/// Lines that can be held apart.
const LINES: usize = 7;

/// US$ in thousands, as shown.
fn text(value: f64) -> String {
    present::thousands(Decimal::from_f64(value).map_or(Exact::Unknown, Exact::Known))
}

/// The options of an assessment by their ids.
struct Options<'a>(&'a Assessment<'a>, Vec<(String, OptionId)>);

impl<'a> Options<'a> {
    fn of(a: &'a Assessment<'a>) -> Self {
        Self(a, a.by_rank().into_iter().map(|id| (a.option_id(id), id)).collect())
    }

    fn series(&self, id: &str) -> Option<Series> {
        self.id(id).map(|option| self.0.series(option))
    }

    fn name(&self, id: &str) -> String {
        self.id(id).map_or_else(|| id.to_owned(), |option| self.0.option_name(option))
    }

    fn id(&self, id: &str) -> Option<OptionId> {
        self.1.iter().find(|(own, _)| own == id).map(|(_, option)| *option)
    }

    /// The option of a name; one that is not there any more has only its name.
    fn named(&self, name: &str) -> Series {
        let known = self.1.iter().find(|(_, id)| self.0.option_name(*id) == name || self.0.short_name(*id) == name);
        known.map_or_else(|| nameless(name), |(_, id)| self.0.series(*id))
    }

    fn is_ranked(&self, id: &str) -> bool {
        self.id(id).is_some_and(|option| self.0.is_ranked(option))
    }
}

fn nameless(name: &str) -> Series {
    let (ink, shape, dash) = (Ink::Ink2, Shape::Circle, Dash::Solid);
    Series { id: name.to_owned(), name: name.to_owned(), ink, shape, dash, ranked: true, leads: false }
}

fn period(a: &Assessment<'_>) -> String {
    format!("Present value over {}, US$ thousand", years(a.plan))
}

/// What each option costs over the trials.
pub fn ranges(a: &Assessment<'_>) -> Option<Ranges> {
    let (study, options) = (a.study.as_ref()?, Options::of(a));
    let bar = |range: &Range| {
        let ranked = options.is_ranked(&range.id);
        let shown = |text: Option<&String>| text.filter(|_| ranked).cloned().unwrap_or_default();
        Some(RangeBar {
            series: options.series(&range.id)?,
            percentiles: range.npv.each_ref().map(|amount| amount.value / 1000.0),
            texts: range.npv.each_ref().map(|amount| text(amount.value)),
            likely: range.likely.value / 1000.0,
            likely_text: text(range.likely.value),
            cheapest: shown(range.cheapest.as_ref().map(|chance| &chance.text)),
            regret: shown(range.regret.as_ref().map(|amount| &amount.text)),
        })
    };
    let leader = study.leader.as_ref().and_then(|id| study.range(id));
    Some(Ranges {
        finding: leader.map_or_else(
            || "What each option costs over the trials".to_owned(),
            |range| {
                let [from, _, to] = &range.npv;
                format!("{} costs {} to {} in 8 of 10 trials", options.name(&range.id), from.text, to.text)
            },
        ),
        caption: format!("{}: P10 to P90, thin mark P50, thick mark likely. Hollow: not ranked", period(a)),
        unit: UNIT.to_owned(),
        bars: study.options.iter().filter_map(bar).collect(),
    })
}

/// What moves an option; without one, the leader.
pub fn tornado(a: &Assessment<'_>, option: Option<&str>) -> Option<Tornado> {
    let (study, options) = (a.study.as_ref()?, Options::of(a));
    let moves = study.moves(option.or(study.leader.as_deref())?)?;
    Some(Tornado {
        finding: tornado_finding(study, moves, &options),
        caption: format!("{} of {}, one input at a time from its P10 to its P90", period(a), options.name(&moves.option)),
        unit: UNIT.to_owned(),
        series: options.series(&moves.option)?,
        base: (moves.base.value / 1000.0, text(moves.base.value)),
        rival: rival(study, &moves.option)
            .and_then(|range| Some((options.series(&range.id)?, range.likely.value / 1000.0, text(range.likely.value)))),
        bars: moves.bars.iter().take(BARS).map(|bar| tornado_bar(bar, &options)).collect(),
    })
}

/// What an option is measured against: the leader by the one after it, every other by the leader.
fn rival<'a>(study: &'a Study, option: &str) -> Option<&'a Range> {
    let leads = study.leader.as_deref() == Some(option);
    study.range(if leads { study.runner_up.as_deref()? } else { study.leader.as_deref()? })
}

fn tornado_bar(bar: &Move, options: &Options<'_>) -> TornadoBar {
    TornadoBar {
        input: bar.input.clone(),
        name: bar.name.clone(),
        ends: bar.ends.clone(),
        costs: bar.costs.each_ref().map(|amount| amount.value / 1000.0),
        texts: bar.costs.each_ref().map(|amount| text(amount.value)),
        flips: bar.flips.as_deref().map(|name| options.named(name)),
    }
}

fn tornado_finding(study: &Study, moves: &Moves, options: &Options<'_>) -> String {
    let name = options.name(&moves.option);
    let Some(first) = moves.bars.first() else { return format!("No input with a range moves {name}") };
    if study.leader.as_deref() != Some(moves.option.as_str()) {
        return format!("{} moves {name} most", first.name);
    }
    let mut leaders: Vec<&str> = moves.bars.iter().filter_map(|bar| bar.flips.as_deref()).collect();
    let count = leaders.len();
    leaders.dedup();
    match (count, leaders.as_slice()) {
        (0, _) => format!("{} moves {name} most; no input alone puts another option ahead", first.name),
        (1, [other]) => format!("One input can put {other} ahead of {name}"),
        (_, [other]) => format!("{} inputs can put {other} ahead of {name}", present::sentence_start(&count_word(count))),
        _ => format!("{} inputs can put another option ahead of {name}", present::sentence_start(&count_word(count))),
    }
}

/// The chance that each ranked option costs more than an amount.
pub fn exceedance(a: &Assessment<'_>) -> Option<Exceedance> {
    let (study, options) = (a.study.as_ref()?, Options::of(a));
    let line = |range: &Range| {
        Some(ExceedanceLine {
            series: options.series(&range.id)?,
            points: range.exceedance.iter().map(|(cost, chance)| (cost / 1000.0, *chance)).collect(),
            percentiles: range.npv.each_ref().map(|amount| amount.value / 1000.0),
            texts: range.npv.each_ref().map(|amount| text(amount.value)),
        })
    };
    let sentence = study.leader.as_ref().and_then(|id| study.range(id)).map(|range| without_stop(&range.exceedance_sentence));
    let today = study.range(&a.option_id(OptionId::Today)).filter(|range| range.likely.value > 0.0);
    let of_today = |range: &Range| (range.likely.value / 1000.0, format!("Today likely {}", text(range.likely.value)));
    Some(Exceedance {
        finding: sentence
            .filter(|s| !s.is_empty())
            .unwrap_or_else(|| "The chance that each option costs more than an amount".to_owned()),
        caption: format!("{}: chance that it costs more, ranked options", period(a)),
        unit: UNIT.to_owned(),
        lines: study.options.iter().filter(|range| options.is_ranked(&range.id)).filter_map(line).take(LINES).collect(),
        budget: today.map(of_today),
    })
}

/// How often each ranked option is the cheapest, with what choosing it costs above the cheapest.
pub fn cheapest(a: &Assessment<'_>) -> Option<Cheapest> {
    let (study, options) = (a.study.as_ref()?, Options::of(a));
    let part = |range: &Range| {
        let chance = range.cheapest.as_ref()?;
        Some(CheapestPart {
            series: options.series(&range.id)?,
            share: chance.value,
            text: chance.text.clone(),
            regret: range.regret.as_ref().map_or_else(|| "–".to_owned(), |amount| amount.text.clone()),
        })
    };
    let leader = study.leader.as_ref().and_then(|id| study.range(id));
    let finding = leader.and_then(|range| {
        let regret = range.regret.as_ref()?;
        Some(format!(
            "Choosing {} costs {} more than the cheapest, on average of all trials",
            options.name(&range.id),
            regret.text
        ))
    });
    Some(Cheapest {
        finding: finding.unwrap_or_else(|| "How often each option is the cheapest".to_owned()),
        caption:
            "Share of the trials in which each ranked option has the lowest present value; regret is the mean above the lowest"
                .to_owned(),
        parts: study.options.iter().filter(|range| options.is_ranked(&range.id)).filter_map(part).collect(),
    })
}

/// Who leads along the range of each input that alone changes the answer.
pub fn flips(a: &Assessment<'_>) -> Option<Flips> {
    let (study, options) = (a.study.as_ref()?, Options::of(a));
    let strip = |flip: &Flip| FlipStrip {
        input: flip.input.clone(),
        name: flip.name.clone(),
        sentence: flip.sentence.clone(),
        at: flip.at.clone(),
        from: flip.from.clone(),
        leader: options.series(&flip.leader).map_or_else(|| flip.leader.clone(), |series| series.name),
        parts: flip.strip.iter().filter_map(|(to, id)| Some((*to, options.series(id)?))).collect(),
        now: flip.now,
        ends: flip.ends.clone(),
    };
    let finding = match study.flips.len() {
        0 => "No input moved alone across its range puts another option first".to_owned(),
        1 => "One input alone changes the answer within its range".to_owned(),
        n => format!("{} inputs alone change the answer within their ranges", present::sentence_start(&count_word(n))),
    };
    let more = study.flips.len().saturating_sub(STRIPS);
    let more = if more > 0 { format!("; {more} more are further away") } else { String::new() };
    Some(Flips {
        finding,
        caption: format!("Who leads along each input's range, nearest change first{more}"),
        strips: study.flips.iter().take(STRIPS).map(strip).collect(),
    })
}
