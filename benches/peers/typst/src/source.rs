//! The content as typst's source. Text goes in as string literals only, so nothing in it is taken for markup.

use std::fmt::Write;

use crate::content::{Block, Content};

const SET: &str = r#"#set page(paper: "us-letter", margin: 54pt, numbering: "1")
#set text(font: "IBM Plex Sans", size: 9.5pt, lang: "en", hyphenate: false)
#set table(stroke: none, inset: (x: 4pt, y: 3pt), align: left)
#set table.hline(stroke: 0.5pt)
#show heading: set text(weight: 600)
#show table.cell.where(y: 0): set text(weight: 500)
"#;

/// The path of a chart, counted from 1.
pub fn chart_path(number: usize) -> String {
    format!("/chart-{number}.svg")
}

/// The whole document.
pub fn source(content: &Content) -> String {
    let mut out = format!("#set document(title: {})\n{SET}", literal(&content.title));
    let (mut charts, mut level) = (0, 0);
    for block in &content.blocks {
        match block {
            Block::Heading(wanted, text) => {
                // PDF/UA forbids to skip a level.
                level = (*wanted).clamp(1, level + 1);
                let _ = writeln!(out, "#heading(level: {level}, text({}))", literal(text));
            }
            Block::Paragraph(text) => {
                let _ = writeln!(out, "#par(text({}))", literal(text));
            }
            Block::Table { head, rows } => table(&mut out, head, rows),
            Block::Chart { .. } => {
                charts += 1;
                let _ = writeln!(out, r#"#image("{}", width: 100%, alt: "Chart {charts}")"#, chart_path(charts));
            }
        }
    }
    out
}

/// A table that repeats its header on each page it reaches. Short rows are filled up: typst places cells by count alone.
fn table(out: &mut String, head: &[String], rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).chain([head.len(), 1]).max().unwrap_or(1);
    let _ = writeln!(out, "#table(columns: {columns}, table.header({}, table.hline()),", cells(head, columns));
    for row in rows {
        let _ = writeln!(out, "{},", cells(row, columns));
    }
    out.push_str(")\n");
}

fn cells(row: &[String], columns: usize) -> String {
    let filled = row.iter().map(String::as_str).chain(std::iter::repeat("")).take(columns);
    filled.map(|cell| format!("text({})", literal(cell))).collect::<Vec<_>>().join(", ")
}

fn literal(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_literal() {
        assert_eq!(
            literal(r#"a "b" \ #c"#),
            r#""a \"b\" \\ #c""#,
            "quotes and backslashes are escaped, the rest is text already"
        );
    }

    #[test]
    fn a_short_row_is_filled_up() {
        assert_eq!(cells(&["a".into()], 2), r#"text("a"), text("")"#, "else the next row's first cell would move up");
    }
}
