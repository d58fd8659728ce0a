//! Words broken into lines.

use crate::document::{Link, Run, Style};
use crate::face::{Cut, Faces};
use crate::ink::Ink;

/// A part of a line in one look.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// Distance from the line's beginning.
    pub x: f64,
    /// Width.
    pub width: f64,
    /// Words.
    pub text: String,
    /// Cut.
    pub cut: Cut,
    /// Ink.
    pub ink: Ink,
    /// Where it leads.
    pub link: Option<Link>,
    /// Which run it came from: a link broken over lines stays one link.
    pub run: usize,
    /// In a frame.
    pub framed: Option<bool>,
}

/// One line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// Its parts.
    pub spans: Vec<Span>,
    /// Its width.
    pub width: f64,
}

/// White space around the words of a framed run, in points.
pub const FRAME: f64 = 4.0;

struct Word<'a> {
    run: usize,
    text: &'a str,
    spaced: bool,
}

/// Breaks runs into lines of at most a width; a word longer than a line is broken where it must.
pub fn lines(runs: &[Run], style: Style, faces: &Faces, width: f64) -> Vec<Line> {
    let shown: Vec<String> = runs.iter().map(|r| faces.shown(&r.text)).collect();
    let words = shown.iter().enumerate().flat_map(|(run, text)| words(run, text));
    let mut setter = Setter { runs, style, faces, width, done: Vec::new(), line: Line::default() };
    for word in words {
        setter.word(&word);
    }
    setter.done.push(setter.line);
    setter.done
}

/// The words of a run; each knows whether white space stands before it.
fn words(run: usize, text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut spaced = false;
    for part in text.split(' ') {
        if !part.is_empty() {
            found.push(Word { run, text: part, spaced });
        }
        spaced = true;
    }
    if text.ends_with(' ') && !text.trim().is_empty() {
        found.push(Word { run, text: "", spaced: true });
    }
    found
}

struct Setter<'a> {
    runs: &'a [Run],
    style: Style,
    faces: &'a Faces,
    width: f64,
    done: Vec<Line>,
    line: Line,
}

impl Setter<'_> {
    fn cut(&self, run: usize) -> Cut {
        self.runs[run].cut.unwrap_or_else(|| self.style.cut())
    }

    fn measure(&self, text: &str, run: usize) -> f64 {
        self.faces.width(text, self.cut(run), self.style.size())
    }

    fn word(&mut self, word: &Word<'_>) {
        let pad = if self.runs[word.run].framed.is_some() { 2.0 * FRAME } else { 0.0 };
        let space = if word.spaced && !self.line.spans.is_empty() { self.measure(" ", word.run) } else { 0.0 };
        let width = self.measure(word.text, word.run) + pad;
        // A full stop behind a link stays with it, even past the margin.
        let clings =
            !word.spaced && !self.line.spans.is_empty() && word.text.chars().count() <= 2 && self.line.width <= self.width;
        if clings || self.line.width + space + width <= self.width || (self.line.spans.is_empty() && width <= self.width) {
            return self.put(word.text, word.run, space, width);
        }
        if !self.line.spans.is_empty() {
            self.done.push(std::mem::take(&mut self.line));
        }
        if width <= self.width {
            return self.put(word.text, word.run, 0.0, width);
        }
        self.long(word);
    }

    /// A word at the beginning of a line, in as many pieces as it takes.
    fn long(&mut self, word: &Word<'_>) {
        let mut rest = word.text;
        while !rest.is_empty() {
            let taken = self.fitting(rest, word.run);
            let (now, later) = rest.split_at(taken);
            let width = self.measure(now, word.run);
            self.put(now, word.run, 0.0, width);
            if !later.is_empty() {
                self.done.push(std::mem::take(&mut self.line));
            }
            rest = later;
        }
    }

    /// Bytes of the longest beginning that fits a line; at least one character.
    fn fitting(&self, text: &str, run: usize) -> usize {
        let mut width = 0.0;
        for (at, c) in text.char_indices() {
            width += self.measure(c.encode_utf8(&mut [0; 4]), run);
            if width > self.width && at > 0 {
                return at;
            }
        }
        text.len()
    }

    fn put(&mut self, text: &str, run: usize, space: f64, width: f64) {
        let framed = self.runs[run].framed;
        let joined = self.line.spans.last_mut().filter(|s| s.run == run && framed.is_none());
        if let Some(span) = joined {
            if space > 0.0 {
                span.text.push(' ');
            }
            span.text.push_str(text);
            span.width += space + width;
        } else {
            let run_of = &self.runs[run];
            self.line.spans.push(Span {
                x: self.line.width + space,
                width,
                text: text.to_owned(),
                cut: self.cut(run),
                ink: run_of.ink.unwrap_or_else(|| self.style.ink()),
                link: run_of.link.clone(),
                run,
                framed,
            });
        }
        self.line.width += space + width;
    }
}
