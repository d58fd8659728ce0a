//! The study as the report shows it.

use crate::wire;
use report::study::{Amount, Ask, Chance, Flip, Move, Moves, Range, Study};

/// What a report shows of how sure the answer is; nothing where too little is known to say.
pub(crate) fn shown(found: wire::Uncertainty) -> Option<Study> {
    (!found.options.is_empty()).then(|| Study {
        heading: found.heading,
        basis: found.basis,
        leader: found.leader,
        runner_up: found.runner_up,
        lead: found.lead.map(chance),
        options: found.options.into_iter().map(range).collect(),
        tornadoes: found.tornado.into_iter().map(moves).collect(),
        flips: found.flips.into_iter().map(flip).collect(),
        worth: found.worth.sentence,
        ask: found.worth.inputs.into_iter().map(ask).collect(),
        resting: found.guess.into_iter().map(|g| (g.grade, g.share, g.text)).collect(),
    })
}

fn chance(share: wire::Share) -> Chance {
    Chance { value: share.value, text: share.text, sentence: share.sentence }
}

fn amount(amount: wire::Amount) -> Amount {
    Amount { value: amount.value, text: amount.text }
}

fn range(option: wire::OptionRange) -> Range {
    Range {
        id: option.id,
        npv: [option.p10, option.p50, option.p90].map(amount),
        likely: amount(option.likely),
        total: option.total.map(amount),
        cheapest: option.cheapest.map(chance),
        regret: option.regret.map(amount),
        exceedance: option.exceedance,
        exceedance_sentence: option.exceedance_sentence,
    }
}

fn moves(tornado: wire::Tornado) -> Moves {
    let bar = |bar: wire::Bar| Move {
        input: bar.input,
        name: bar.name,
        ends: [bar.low_input, bar.high_input],
        costs: [bar.low, bar.high].map(amount),
        flips: bar.flips,
    };
    Moves { option: tornado.option, base: amount(tornado.base), bars: tornado.bars.into_iter().map(bar).collect() }
}

fn flip(flip: wire::Flip) -> Flip {
    Flip {
        input: flip.input,
        name: flip.name,
        at: flip.at,
        from: flip.from,
        leader: flip.leader,
        sentence: flip.sentence,
        strip: flip.strip.into_iter().map(|part| (part.to, part.leader)).collect(),
        now: flip.now,
        ends: flip.ends,
    }
}

fn ask(ask: wire::AskNext) -> Ask {
    Ask { name: ask.name, grade: ask.grade, question: ask.question, worth: ask.worth.text, share: ask.share }
}
