//! Every parser of cells on one text, for tests on texts that nobody has tried.

use crate::cells::duration::{self, Unit};
use crate::cells::number::{self, Mark};
use crate::cells::{absent, currency, date, flag, signs};
use crate::{DateOrder, fold};

/// Reads a text as every sort of cell; whatever it holds, nothing panics.
#[doc(hidden)]
pub fn exercise_cells(text: &str) {
    for mark in [Mark::Undecided, Mark::Dot, Mark::Comma] {
        let _ = number::parse(text, mark);
        let _ = number::parse_amount(text, mark).map(|n| number::shown(&n));
        for unit in [Unit::Hours, Unit::Minutes, Unit::Seconds] {
            let _ = duration::parse(text, unit, mark);
        }
    }
    for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
        let _ = date::parse(text, order);
    }
    let _ = (number::evidence(text), date::evidence(text), duration::months(text), flag::parse(text));
    let _ = (absent::of_value(text), absent::of_text(text), currency::named(text), currency::Currency::of(text));
    let _ = (signs::restored(text), fold::header(text), fold::words(text));
    let _ = text.parse().ok().and_then(date::from_serial);
}
