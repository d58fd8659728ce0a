//! The whole calculation as data: every input, and every line of every option month by month.

use crate::assess::decimal;
use crate::error::Error;
use crate::session::Session;
use crate::wire::{Export, ExportedInput, ExportedLine, ExportedOption};
use model::decide::exact;
use model::evaluate::{Costed, Line};
use model::figure::option_text;
use model::input::Input;
use model::number::Exact;
use model::plan::Plan;

impl Session {
    /// Inputs and months, for those who recompute them.
    pub fn export(&self) -> Result<Export, Error> {
        let plan = self.prepare()?.plan;
        let outcome = exact(&plan, None);
        Ok(Export {
            as_of: plan.as_of.to_string(),
            inputs: plan.inputs.iter().map(|(_, i)| input(i)).collect(),
            options: outcome.options.iter().map(|o| option(&plan, o)).collect(),
        })
    }
}

fn input(i: &Input) -> ExportedInput {
    let part =
        |pick: fn(&model::input::Spread) -> rust_decimal::Decimal| i.spread.as_ref().map(|s| pick(s).normalize().to_string());
    ExportedInput {
        id: i.name.clone(),
        name: i.label.clone(),
        low: part(|s| s.low),
        likely: part(|s| s.likely),
        high: part(|s| s.high),
        unit: i.unit.clone(),
        grade: i.grade.name().to_owned(),
    }
}

fn option(plan: &Plan, o: &Costed<Exact>) -> ExportedOption {
    ExportedOption {
        id: option_text(o.id, &plan.quote_slugs()),
        lines: o.lines.iter().filter(|l| l.applies).map(|l| line(plan, l)).collect(),
        total: decimal(o.total),
        npv: decimal(o.npv),
    }
}

fn line(plan: &Plan, l: &Line<Exact>) -> ExportedLine {
    ExportedLine {
        id: l.id.name().to_owned(),
        in_total: l.id.in_total(),
        once: decimal(l.once),
        yearly: l.yearly.iter().map(|y| decimal(*y)).collect(),
        months: l.by_month(&plan.schedule).into_iter().map(decimal).collect(),
    }
}
