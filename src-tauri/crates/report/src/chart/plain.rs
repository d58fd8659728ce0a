//! What every chart does alike: values that can be placed, ticks that say their value, what an empty one says.

use super::Series;
use super::pen::{DrawError, Pen, Stroke, Type};
use super::scale::Scale;
use super::series::Dash;
use plotters::prelude::DrawingBackend;

/// Height of a chart without anything in it.
pub(super) const EMPTY_HEIGHT: f64 = 28.0;

/// What an empty chart says.
pub(super) fn nothing<DB: DrawingBackend>(pen: &mut Pen<'_, DB>) -> Result<(), DrawError> {
    pen.text(0.0, 18.0, "Nothing to show yet.", Type::NOTE)
}

/// A value that can be placed: what is not a number, or too small or large to draw, must not reach a scale.
pub(super) fn drawable(value: f64) -> f64 {
    if value.is_finite() && value.abs() > 1e-9 { value.clamp(-1e15, 1e15) } else { 0.0 }
}

/// Ticks at least so many pixels apart whose text says their value: a tick's text has one decimal at most.
pub(super) fn ticks(scale: &Scale, length: f64, apart: f64) -> Vec<f64> {
    let most = (length / apart).clamp(2.0, 8.0) as usize;
    let said = |value: &f64| (value * 10.0 - (value * 10.0).round()).abs() < 1e-6;
    let near_zero = |value: f64| if value.abs() < 1e-9 { 0.0 } else { value };
    scale.ticks(most).into_iter().map(near_zero).filter(said).collect()
}

/// An option's own line: unbroken where it is ranked.
pub(super) fn outline(series: &Series) -> Stroke {
    let dash = if series.ranked { Dash::Solid } else { Dash::Short };
    Stroke { paint: series.ink.into(), width: 1.0, dash }
}
