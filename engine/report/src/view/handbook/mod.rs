//! The standard itself, to be read by those who work by it: what is asked, what is nobody's fault, what follows.

mod forms;
mod goals;
mod ladders;
mod moved;
mod rules;
mod speaker;
#[cfg(test)]
mod tests;
mod time;

use super::title;
use crate::{Lexicon, Report};
use etalon_core::Span;
use etalon_core::standard::{Label, Standard};
use serde::Serialize;
use speaker::Speaker;

/// The whole of it.
#[derive(Debug, Clone, Serialize)]
pub struct Handbook {
    /// By principle; last, without a title, what serves none.
    pub chapters: Vec<Chapter>,
    /// Evaluations.
    pub forms: Vec<FormPage>,
    /// What moves a cause.
    pub moved: Vec<Entry>,
    /// Figures and their targets.
    pub goals: Vec<Entry>,
    /// What follows when the standard is not kept.
    pub ladders: Vec<LadderPage>,
    /// What time runs, pauses and must not run out.
    pub clocks: Vec<Entry>,
    /// When it is open.
    pub calendars: Vec<Entry>,
    /// From when on it binds.
    pub notices: Vec<Entry>,
    /// When periods close.
    pub closings: Vec<Entry>,
    /// What is celebrated.
    pub honours: Vec<Entry>,
}

/// A principle and what it asks.
#[derive(Debug, Clone, Serialize)]
pub struct Chapter {
    /// Its title; empty for what serves no principle.
    pub title: String,
    /// What it means.
    pub meaning: Option<String>,
    /// What it asks.
    pub rules: Vec<Entry>,
}

/// One rule: its title, a line of facts, advice, and the words of the standard.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// What is asked.
    pub title: String,
    /// In a few words each: of what, how much it weighs, whose it is.
    pub facts: Vec<String>,
    /// How it is done well.
    pub guidance: Option<String>,
    /// As it stands in the text; may be empty.
    pub written: String,
    /// Where.
    pub place: String,
}

/// A form, section by section.
#[derive(Debug, Clone, Serialize)]
pub struct FormPage {
    /// Its title.
    pub title: String,
    /// How it is scored.
    pub facts: Vec<String>,
    /// Title, weight, items.
    pub sections: Vec<(String, String, Vec<Entry>)>,
    /// `excellent ≥ 90`
    pub bands: Vec<String>,
}

/// A ladder, step by step.
#[derive(Debug, Clone, Serialize)]
pub struct LadderPage {
    /// Its title.
    pub title: String,
    /// From when to when it is in force, and what becomes of those who stand on an earlier version.
    pub facts: Vec<String>,
    /// What keeps a fault off it, in sentences.
    pub spared: Vec<String>,
    /// From the first to the last.
    pub steps: Vec<Entry>,
}

/// In a language.
pub fn handbook(report: &Report<'_>, words: Lexicon) -> Handbook {
    let book = Book { report, standard: report.standard, words };
    Handbook {
        chapters: book.chapters(),
        forms: book
            .standard
            .forms
            .iter()
            .map(|f| book.form(f))
            .chain(book.standard.steps.iter().map(|s| book.steps(s)))
            .collect(),
        moved: book.moved(),
        goals: book.goals(),
        ladders: book.standard.ladders.iter().map(|l| book.ladder(l)).collect(),
        clocks: book.clocks(),
        calendars: book.calendars(),
        notices: book.notices(),
        closings: book.closings(),
        honours: book
            .standard
            .recognitions
            .iter()
            .map(|r| book.entry(title(&r.label, report.language), r.label.span))
            .collect(),
    }
}

struct Book<'a> {
    report: &'a Report<'a>,
    standard: &'a Standard,
    words: Lexicon,
}

impl Book<'_> {
    fn say(&self, key: &'static str, value: impl std::fmt::Display) -> String {
        format!("{}: {value}", self.words.get(key))
    }

    fn entry(&self, title: String, span: Span) -> Entry {
        let place = (self.report.place)(span);
        Entry {
            title,
            facts: Vec::new(),
            guidance: None,
            written: (self.report.written)(span),
            place: format!("{}:{}", place.file, place.line),
        }
    }

    /// Of a rule that versions of the standard bring, change or drop: from when to when it is in force.
    fn binds(&self, label: &Label) -> Vec<String> {
        let day = |key, day: Option<i64>| day.map(|day| self.words.say(key, &[("day", &etalon_core::show::date(day))]));
        let binds = label.binds;
        [day("in_force_from", binds.from), day("in_force_until", binds.until)].into_iter().flatten().collect()
    }

    const fn speaker(&self) -> Speaker<'_> {
        Speaker { report: self.report, words: self.words }
    }
}
