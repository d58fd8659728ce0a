//! Directory accounts: guests by their name, names in one piece.

use super::{Extras, full_name, known};
use model::{Field, Record, Value};

pub(super) fn finish(record: &mut Record, extras: &Extras) {
    if let Some(name) = full_name(extras).filter(|_| !known(record, Field::DisplayName)) {
        record.set(Field::DisplayName, Value::Text(name));
    }
    let guest = record.text(Field::UserId).is_some_and(|id| id.contains("#EXT#"));
    if guest {
        record.set(Field::AccountKind, Value::Choice("guest"));
    }
}
