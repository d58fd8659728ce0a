//! Labels beside what they name: options' names, and heights pushed apart where labels would collide.

use super::Series;
use super::pen::{DrawError, Pen, Type};
use crate::ink::Ink;
use plotters::prelude::DrawingBackend;

/// Distance of two labels' base lines.
pub(super) const LINE: f64 = 16.0;

const MARK: f64 = 18.0;
/// A text as wide as its column must not be cut for a rounding.
pub(super) const ROUNDING: f64 = 0.5;

/// How an option's name and total are set: the leader bold, the not ranked quiet.
pub(super) fn name_look(series: &Series) -> Type {
    let look = if series.leads { Type::LABEL.bold() } else { Type::LABEL };
    look.ink(if series.ranked || series.leads { Ink::Ink } else { Ink::Ink2 })
}

/// Width of a column that holds every option's mark and name, at most a share of the chart.
pub(super) fn names_width<'a, DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    options: impl Iterator<Item = &'a Series>,
    share: f64,
) -> f64 {
    let widths = options.map(|s| MARK + pen.measure(&s.name, name_look(s)));
    (widths.fold(0.0, f64::max) + ROUNDING).min(pen.width * share)
}

/// An option's mark and name.
pub(super) fn option_label<DB: DrawingBackend>(
    pen: &mut Pen<'_, DB>,
    series: &Series,
    x: f64,
    mid: f64,
    width: f64,
) -> Result<(), DrawError> {
    pen.shape(series.shape, (x + 6.0, mid), 4.5, series.ink, series.ranked)?;
    let look = name_look(series);
    let name = pen.fitted(&series.name, look, width - MARK);
    pen.text(x + MARK, mid + 4.0, &name, look)
}

/// A value without what it is a part of, which marks and tables say: `8 % per year` is `8 %`.
pub(super) fn short(text: &str) -> &str {
    let cut = [" per ", " of ", " a "].into_iter().filter_map(|word| text.find(word)).min();
    cut.and_then(|at| text.get(..at)).unwrap_or(text)
}

/// Heights at least `gap` apart and inside `between`, each as near to the one wanted as the others allow. `wanted` ascends.
pub(super) fn spread(wanted: &[f64], gap: f64, (top, bottom): (f64, f64)) -> Vec<f64> {
    // Without the gaps the heights only have to ascend: neighbours that do not are put on their mean.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (at, y) in wanted.iter().enumerate() {
        let mut block = (y - gap * at as f64, 1);
        while let Some(last) = blocks.pop_if(|last| last.0 / last.1 as f64 > block.0 / block.1 as f64) {
            block = (last.0 + block.0, last.1 + block.1);
        }
        blocks.push(block);
    }
    let highest = (bottom - gap * wanted.len().saturating_sub(1) as f64).max(top);
    let heights = blocks.into_iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / count as f64, count));
    heights.enumerate().map(|(at, y)| y.clamp(top, highest) + gap * at as f64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_moves_no_more_than_needed() {
        let apart = spread(&[0.0, 50.0, 52.0, 99.0], 10.0, (0.0, 100.0));
        assert_eq!(apart, [0.0, 46.0, 56.0, 99.0], "only the two that collide move, each as far");
        assert_eq!(spread(&[90.0, 95.0], 10.0, (0.0, 95.0)), [85.0, 95.0], "and none leaves the plot");
    }
}
