//! How sure the answer is, as the report shows it: numbers are places to draw, texts are ready to read.

/// The study of what the ranges of the inputs do to the answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Study {
    /// The finding.
    pub heading: String,
    /// Runs, inputs with a range, measure and period.
    pub basis: String,
    /// Id of the option that is first at likely values.
    pub leader: Option<String>,
    /// Id of the one after it.
    pub runner_up: Option<String>,
    /// Chance that the leader is cheaper than the one after it.
    pub lead: Option<Chance>,
    /// In the order of the ranking, then those not ranked.
    pub options: Vec<Range>,
    /// What moves each option.
    pub tornadoes: Vec<Moves>,
    /// Where the answer changes, nearest first.
    pub flips: Vec<Flip>,
    /// What knowing everything is worth, in a sentence.
    pub worth: String,
    /// What knowing one input is worth, most valuable first.
    pub ask: Vec<Ask>,
    /// Grade, share from 0 to 1 and share as shown of the leader's money.
    pub resting: Vec<(String, f64, String)>,
}

/// A share of the trials.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chance {
    /// From 0 to 1.
    pub value: f64,
    /// As shown.
    pub text: String,
    /// In a sentence.
    pub sentence: String,
}

/// An amount.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Amount {
    /// US$.
    pub value: f64,
    /// As shown.
    pub text: String,
}

/// What one option costs over the trials.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Range {
    /// Option id.
    pub id: String,
    /// P10, P50 and P90 of the present value.
    pub npv: [Amount; 3],
    /// Present value at likely values.
    pub likely: Amount,
    /// P10, P50 and P90 of the undiscounted total.
    pub total: [Amount; 3],
    /// Share of the trials in which it is the cheapest.
    pub cheapest: Option<Chance>,
    /// Mean of what it costs above the cheapest.
    pub regret: Option<Amount>,
    /// Costs in US$, rising, with the chance that it costs more.
    pub exceedance: Vec<(f64, f64)>,
    /// The same in a sentence.
    pub exceedance_sentence: String,
}

/// What moves one option, longest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Moves {
    /// Option id.
    pub option: String,
    /// Its present value at likely values.
    pub base: Amount,
    /// Its inputs.
    pub bars: Vec<Move>,
}

/// What one input does to an option.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Move {
    /// Key of the input.
    pub input: String,
    /// Its name.
    pub name: String,
    /// The input at its 10th and 90th percentile, as shown.
    pub ends: [String; 2],
    /// The option's present value there.
    pub costs: [Amount; 2],
    /// Name of the option that leads at an end.
    pub flips: Option<String>,
}

/// An input whose value changes the answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Flip {
    /// Key of the input.
    pub input: String,
    /// Its name.
    pub name: String,
    /// Where the answer changes, as shown.
    pub at: String,
    /// Its likely value, as shown.
    pub from: String,
    /// Id of the option that then leads.
    pub leader: String,
    /// In a sentence.
    pub sentence: String,
    /// Where each part ends, from 0 to 1 of the range, and the id of the option that leads in it.
    pub strip: Vec<(f64, String)>,
    /// Where the likely value is, from 0 to 1.
    pub now: Option<f64>,
    /// Lowest and highest value of its range, as shown.
    pub ends: Option<[String; 2]>,
}

/// An input worth asking about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ask {
    /// Its name.
    pub name: String,
    /// Grade.
    pub grade: String,
    /// What to ask.
    pub question: String,
    /// What knowing it is worth, as shown.
    pub worth: String,
    /// Its share of the variance of the difference, as shown.
    pub share: String,
}

impl Study {
    /// An option's range.
    pub fn range(&self, id: &str) -> Option<&Range> {
        self.options.iter().find(|o| o.id == id)
    }

    /// What moves an option.
    pub fn moves(&self, id: &str) -> Option<&Moves> {
        self.tornadoes.iter().find(|t| t.option == id)
    }
}
