//! From cells to values: numbers, dates, flags and choices in the spellings that exports use.

pub(crate) mod absent;
pub(crate) mod choice;
pub(crate) mod currency;
pub(crate) mod date;
pub(crate) mod duration;
pub(crate) mod flag;
pub(crate) mod format;
pub(crate) mod number;
pub(crate) mod signs;
