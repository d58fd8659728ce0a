//! Templates: a header of every field of a kind and one fictional row that imports.

use model::{Field, Form, Kind};

/// A CSV file to fill in: the kind's fields as header, and one example row to overwrite.
pub fn template(kind: Kind) -> String {
    let header: Vec<&str> = Field::of(kind).map(Field::name).collect();
    let example: Vec<String> = Field::of(kind).map(|f| quoted(example(f))).collect();
    format!("{}\n{}\n", header.join(","), example.join(","))
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// A value that the field accepts; blank where an example would mislead.
fn example(field: Field) -> &'static str {
    special(field).unwrap_or_else(|| match field.form() {
        Form::Date => "2026-01-31",
        Form::Moment => "2026-01-31 09:30:00",
        Form::Flag => "no",
        Form::Choice(words) => words.first().copied().unwrap_or(""),
        Form::Number | Form::Money => "0",
        Form::Text | Form::Person => "",
    })
}

fn special(field: Field) -> Option<&'static str> {
    use Field as F;
    let text = match field {
        F::Serial => "EX4M9K2",
        F::AssetTag => "A-0001",
        F::Hostname => "ws-example-01",
        F::Os => "Windows 11 Pro",
        F::DeviceCost => "1250.00",
        F::EmployeeId => "1001",
        F::StaffName | F::DisplayName | F::Requester => "Alex Example",
        F::Title => "Systems Administrator",
        F::Soc => "15-1244",
        F::StaffDepartment | F::PersonDepartment => "IT",
        F::Fte => "1",
        F::BasePay => "85000.00",
        F::TicketNumber => "T-0001",
        F::Resolved => "2026-01-31 11:00:00",
        F::Priority => "p3",
        F::TicketStatus => "closed",
        F::Effort => "1.5",
        F::Vendor | F::QuoteVendor => "Example Vendor",
        F::Account => "Software subscriptions",
        F::CostCategory => "tools",
        F::Amount => "1200.00",
        F::ProjectId => "P-01",
        F::ProjectName => "Example project",
        F::Cutover => "2026-06-30",
        F::Budget => "50000.00",
        F::LedBy => "other",
        F::Framework => "hipaa",
        F::ControlId => "164.308(a)(1)(ii)(A)",
        F::UserId => "alex@example.com",
        F::Active => "yes",
        F::QuoteReference => "Q-0001",
        F::Price => "150.00",
        F::QuoteDomains => "service_desk;endpoint",
        F::Onboarding => "5000.00",
        F::TermMonths => "36",
        F::NoticeMonths => "2",
        F::Bonus
        | F::Benefits
        | F::Training
        | F::PaidHours
        | F::HourlyRate
        | F::HandsOn
        | F::EndDate
        | F::DataClass
        | F::RetiredOn
        | F::WarrantyEnd
        | F::Tiering
        | F::ContractStart
        | F::ContractEnd
        | F::Contract
        | F::FateInHouse
        | F::FateBreakFix
        | F::FateCoManaged
        | F::FateFullOutsource
        | F::ContractEscalator
        | F::Minimum
        | F::Floor
        | F::LightPrice
        | F::QuoteEscalator
        | F::QuoteHourly
        | F::QuoteAfterHours
        | F::TripCharge
        | F::P1Minutes
        | F::P2Hours
        | F::SignsBaa
        | F::PciAnswer
        | F::IncludesCompliance => "",
        _ => return None,
    };
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_has_every_field_once_and_one_row() {
        for kind in Kind::ALL {
            let text = template(kind);
            let mut lines = text.lines();
            let header: Vec<&str> = lines.next().unwrap().split(',').collect();
            assert_eq!(header.len(), Field::of(kind).count(), "every field of {} has a column", kind.name());
            let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
            let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), 1, "one example row as wide as the header");
        }
    }
}
