//! The fields of a kind, for a list to choose from.

use crate::layout::required;
use model::{Field, Form, Kind};

/// A field as a list shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldInfo {
    /// The field.
    pub field: Field,
    /// Its word on the wire and in mappings.
    pub name: &'static str,
    /// What people call it, in sentence case.
    pub label: &'static str,
    /// How its cells are read, with the words of a closed list.
    pub form: Form,
    /// Whether it is one of those of which a record needs one (a serial number or a host name).
    pub required: bool,
}

/// The fields of a kind: those that make a row a record first, then the order of the template.
pub fn fields(kind: Kind) -> Vec<FieldInfo> {
    let groups = required::of(kind, false);
    let info = |field: Field| FieldInfo {
        field,
        name: field.name(),
        label: field.label(),
        form: field.form(),
        required: groups.iter().any(|group| group.contains(&field)),
    };
    let mut list: Vec<FieldInfo> = Field::of(kind).map(info).collect();
    list.sort_by_key(|f| !f.required);
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_a_record_comes_first_and_nothing_is_left_out() {
        for kind in Kind::ALL {
            let list = fields(kind);
            assert_eq!(list.len(), Field::of(kind).count(), "every field of {} can be chosen", kind.name());
            assert!(list.iter().any(|f| f.required), "a row of {} needs something to be a record", kind.name());
            assert!(list.is_sorted_by_key(|f| !f.required), "the required ones are at the top");
            assert!(list.iter().all(|f| f.label.starts_with(char::is_uppercase)), "labels are in sentence case");
        }
        let costs = fields(Kind::Costs);
        assert_eq!((costs[0].name, costs[0].label), ("amount", "Amount"), "a ledger line is nothing without its amount");
    }
}
