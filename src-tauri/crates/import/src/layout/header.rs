//! Finding the header of a table that no preset knows.

use crate::cells::date::{self, DateOrder};
use crate::cells::number::{self, Mark};
use crate::source::HeadRow;

/// The position of the header among the first rows: the fullest row of words above the first row of data.
///
/// `None` where there are no rows.
pub(super) fn guess(rows: &[HeadRow]) -> Option<usize> {
    let usual = usual_width(rows)?;
    let data = rows.iter().position(|row| row.filled() * 2 >= usual && holds_values(row)).unwrap_or(rows.len());
    if data == rows.len() {
        return rows.iter().position(|row| row.filled() >= usual).or(Some(0));
    }
    let above = rows.iter().take(data).enumerate();
    let fullest = above.max_by_key(|(at, row)| (row.filled(), std::cmp::Reverse(*at)));
    Some(fullest.map_or(0, |(at, _)| at))
}

/// How many cells most rows fill.
fn usual_width(rows: &[HeadRow]) -> Option<usize> {
    let mut widths: Vec<usize> = rows.iter().map(HeadRow::filled).collect();
    widths.sort_unstable();
    let runs = widths.chunk_by(|a, b| a == b);
    runs.max_by_key(|run| (run.len(), run.first().copied())).and_then(|run| run.first().copied())
}

fn holds_values(row: &HeadRow) -> bool {
    row.cells.iter().zip(&row.typed).any(|(cell, typed)| *typed || is_value(cell))
}

fn is_value(cell: &str) -> bool {
    !cell.is_empty() && (number::parse(cell, Mark::Undecided).is_some() || date::parse(cell, DateOrder::MonthFirst).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Vec<HeadRow> {
        let row = |(at, text): (usize, &&str)| {
            let cells: Vec<String> = text.split(',').map(str::to_owned).collect();
            HeadRow { line: u32::try_from(at + 1).unwrap(), typed: vec![false; cells.len()], cells }
        };
        lines.iter().enumerate().map(row).collect()
    }

    #[test]
    fn the_header_is_the_fullest_row_of_words_above_the_data() {
        assert_eq!(guess(&rows(&["a,b,c", "1,2,3"])), Some(0));
        assert_eq!(guess(&rows(&["# a remark", "id,name", "1,x", "2,y"])), Some(1), "a remark is not as wide as the table");
        assert_eq!(guess(&rows(&["some,notes", "at,the,top", "Name,Job,Age,Born", "Ann,actor,69,2001-01-01"])), Some(2));
        assert_eq!(guess(&rows(&["id,,age", "1101,John,30"])), Some(0), "a header may have gaps");
        assert_eq!(
            guess(&rows(&["Pay day,07/01/2026", "Name,Dept,Job,Rate,Hours", "Ann,IT,x,5,4", "Bob,IT,y,6,4"])),
            Some(1),
            "a date in a title line is no data"
        );
        assert_eq!(
            guess(&rows(&["title", "name,site", "x,y", "z,w"])),
            Some(1),
            "a table of words has its usual width from the header on"
        );
        assert_eq!(guess(&rows(&["1,2", "3,4"])), Some(0), "without a header the first row has to do");
        assert_eq!(guess(&[]), None);
    }
}
