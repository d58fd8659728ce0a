//! What makes a row a record, kind by kind.

use crate::catalog::{Extra, Target};
use model::{Field, Kind};

/// Groups of fields; a record has one of each group.
pub(crate) fn of(kind: Kind, contract: bool) -> &'static [&'static [Field]] {
    use Field as F;
    match kind {
        Kind::Devices => &[&[F::Serial, F::AssetTag, F::Hostname, F::Uuid, F::Mac, F::DeviceId]],
        Kind::Staff => &[&[F::EmployeeId, F::StaffName, F::Title]],
        Kind::Tickets => &[&[F::TicketNumber], &[F::Opened]],
        Kind::Costs if contract => &[&[F::Vendor, F::Contract]],
        Kind::Costs => &[&[F::Amount]],
        Kind::Projects => &[&[F::ProjectName, F::ProjectId]],
        Kind::Controls => &[&[F::ControlId]],
        Kind::People => &[&[F::UserId, F::DisplayName]],
        Kind::Quotes => &[&[F::QuoteVendor]],
    }
}

/// Whether a column can supply one of the fields.
pub(crate) fn supplies(target: Target, group: &[Field]) -> bool {
    match target {
        Target::Field(field) => group.contains(&field),
        Target::Extra(Extra::FirstName | Extra::LastName) => {
            group.contains(&Field::StaffName) || group.contains(&Field::DisplayName)
        }
        Target::Extra(Extra::Debit | Extra::Credit | Extra::UnitPrice) => group.contains(&Field::Amount),
        Target::Extra(_) => false,
    }
}

/// Fields that name one thing among others.
pub(crate) fn is_key(field: Field) -> bool {
    matches!(
        field,
        Field::DeviceId | Field::Serial | Field::AssetTag | Field::EmployeeId | Field::TicketNumber | Field::ProjectId
    )
}
