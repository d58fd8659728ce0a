//! What each figure of the summary rests on.

mod answer;
mod appendix;
mod beside;
mod data;
mod duties;
mod gates;
mod lines;
mod options;
mod sure;
mod thresholds;

use super::words::minor_heading;
use crate::assessment::Assessment;
use crate::chart::DrawError;
use crate::document::Op;
use crate::face::Faces;

/// All that follows the summary.
pub fn ops(a: &Assessment<'_>, faces: &Faces, width: f64) -> Result<Vec<Op>, DrawError> {
    let mut ops = vec![Op::NewPage, minor_heading(2, "Contents"), Op::Contents(2)];
    ops.extend(answer::ops(a));
    ops.extend(thresholds::ops(a, faces, width)?);
    ops.extend(options::ops(a, faces, width)?);
    ops.extend(beside::ops(a));
    ops.extend(sure::ops(a, faces, width)?);
    ops.extend(lines::ops(a));
    ops.extend(gates::ops(a));
    ops.extend(duties::ops(a, faces, width)?);
    ops.extend(data::ops(a));
    ops.extend(appendix::ops(a));
    Ok(ops)
}
