//! How sure the answer is, on the wire. Every text is ready to show; the numbers beside it are for positions only.

use serde::Serialize;
use ts_rs::TS;

/// The study of what the ranges of the inputs do to the answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Uncertainty {
    /// The finding.
    pub heading: String,
    /// Runs, inputs with a range, measure and period.
    pub basis: String,
    /// Runs.
    pub trials: u32,
    /// Seed of the draws.
    pub seed: String,
    /// The option that is first at likely values.
    pub leader: Option<String>,
    /// The one after it.
    pub runner_up: Option<String>,
    /// Chance that the leader is cheaper than the one after it.
    pub lead: Option<Share>,
    /// In the order of the ranking, then those not ranked.
    pub options: Vec<OptionRange>,
    /// What moves each option.
    pub tornado: Vec<Tornado>,
    /// Where the answer changes, nearest first.
    pub flips: Vec<Flip>,
    /// What knowing more is worth.
    pub worth: Worth,
    /// What the leader's money rests on, by grade.
    pub guess: Vec<MoneyByGrade>,
    /// Why there is no study, in words; everything above is empty then.
    pub missing: Vec<String>,
}

/// A share of the runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Share {
    /// From 0 to 1.
    pub value: f64,
    /// As shown.
    pub text: String,
    /// Its standard error, as shown.
    pub error: String,
    /// In a sentence.
    pub sentence: String,
}

/// An amount of money.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Amount {
    /// US$.
    pub value: f64,
    /// As shown.
    pub text: String,
    /// Its standard error, as shown.
    pub error: Option<String>,
}

/// What one option costs over the runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct OptionRange {
    /// Option id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Its name where room is short.
    pub short_name: String,
    /// Hue, mark and line it is drawn in.
    #[ts(type = "\"in_house\" | \"co_managed\" | \"outsource\" | \"break_fix\" | \"quote\" | \"quote_part\"")]
    pub look: String,
    /// Is ranked.
    pub ranked: bool,
    /// Present value that 10 % of the runs stay under.
    pub p10: Amount,
    /// Present value that half of the runs stay under.
    pub p50: Amount,
    /// Present value that 90 % of the runs stay under.
    pub p90: Amount,
    /// Mean present value.
    pub mean: Amount,
    /// Present value at likely values.
    pub likely: Amount,
    /// P10, P50 and P90 of the undiscounted total.
    pub total: [Amount; 3],
    /// Share of the runs in which it is the cheapest.
    pub cheapest: Option<Share>,
    /// Mean of what it costs above the cheapest.
    pub regret: Option<Amount>,
    /// Share of the runs in which it passes the gates.
    pub eligible: Share,
    /// Costs in US$, rising, with the chance that it costs more.
    pub exceedance: Vec<(f64, f64)>,
    /// The same in a sentence.
    pub exceedance_sentence: String,
}

/// What moves one option, longest bar first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Tornado {
    /// Option id.
    pub option: String,
    /// Its name.
    pub name: String,
    /// Its present value at likely values.
    pub base: Amount,
    /// Its inputs.
    pub bars: Vec<Bar>,
}

/// What one input does to an option.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Bar {
    /// Key of the input.
    pub input: String,
    /// Its name.
    pub name: String,
    /// Grade.
    #[ts(type = "\"measured\" | \"stated\" | \"benchmark\" | \"guess\" | \"policy\" | \"unknown\"")]
    pub grade: String,
    /// The input at its 10th percentile, as shown.
    pub low_input: String,
    /// The input at its 90th percentile, as shown.
    pub high_input: String,
    /// The option's present value with the input at its 10th, 30th, 50th, 70th and 90th percentile.
    pub points: [f64; 5],
    /// Its present value with the input at its 10th percentile.
    pub low: Amount,
    /// Its present value with the input at its 90th percentile.
    pub high: Amount,
    /// Length of the bar.
    pub swing: Amount,
    /// Name of the option that leads at an end of the bar.
    pub flips: Option<String>,
}

/// An input whose value changes the answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Flip {
    /// Key of the input.
    pub input: String,
    /// Its name.
    pub name: String,
    /// The value at which the answer changes, as shown.
    pub at: String,
    /// Its likely value, as shown.
    pub from: String,
    /// Id of the option that then leads.
    pub leader: String,
    /// In a sentence.
    pub sentence: String,
    /// Who leads along the input's range, left to right.
    pub strip: Vec<FlipPart>,
    /// Where in its range the likely value is, from 0 to 1.
    pub now: Option<f64>,
    /// Lowest and highest value of its range, as shown.
    pub ends: Option<[String; 2]>,
}

/// A part of an input's range along which one option leads.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FlipPart {
    /// Where it ends, from 0 to 1 of the range.
    pub to: f64,
    /// Id of the option that leads.
    pub leader: String,
    /// Its name.
    pub name: String,
    /// Hue, mark and line it is drawn in.
    #[ts(type = "\"in_house\" | \"co_managed\" | \"outsource\" | \"break_fix\" | \"quote\" | \"quote_part\"")]
    pub look: String,
}

/// What knowing more is worth.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Worth {
    /// Of knowing every input.
    pub perfect: Option<Amount>,
    /// The same in a sentence.
    pub sentence: String,
    /// Of knowing one input, most valuable first.
    pub inputs: Vec<AskNext>,
}

/// An input worth asking about.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct AskNext {
    /// Key of the input.
    pub input: String,
    /// Its name.
    pub name: String,
    /// Grade.
    #[ts(type = "\"measured\" | \"stated\" | \"benchmark\" | \"guess\" | \"policy\" | \"unknown\"")]
    pub grade: String,
    /// What to ask.
    pub question: String,
    /// What knowing it is worth.
    pub worth: Amount,
    /// Its share of the variance of the difference between the first two, as shown.
    pub share: String,
}

/// How much of the leader's money rests on a grade.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct MoneyByGrade {
    /// Grade.
    #[ts(type = "\"measured\" | \"stated\" | \"benchmark\" | \"guess\" | \"policy\" | \"unknown\"")]
    pub grade: String,
    /// From 0 to 1.
    pub share: f64,
    /// As shown.
    pub text: String,
}
