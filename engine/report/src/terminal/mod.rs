//! The summary on a terminal: one or two screens that a manager can read.

mod cards;
mod decisions;
mod figures;
mod lay;
mod quality;
mod restated;
mod steps;

use crate::view::{Tone, View, view};
use crate::{Lexicon, Report, show};
pub use lay::wrap;
use std::fmt::Write as _;

/// The whole summary.
pub fn summary(report: &Report<'_>, width: usize) -> String {
    let words = Lexicon::of(report.language);
    let view = view(report, words, Some(cards::MOST));
    let mut page = Page { out: String::new(), width: width.clamp(60, 120), words };
    page.head(&view);
    page.targets(&view);
    page.off_target(&view);
    page.organization(&view);
    page.scores(&view);
    page.attention(&view);
    page.escalations(&view);
    page.recognitions(&view);
    page.steps(&view);
    page.restated(&view);
    page.quality(&view);
    page.out
}

/// One line: how many targets are met, how many steps proposed.
pub fn headline(report: &Report<'_>) -> String {
    let words = Lexicon::of(report.language);
    let view = view(report, words, Some(cards::MOST));
    let rows = || view.metrics.iter().flat_map(|m| &m.whole).filter(|r| r.target.is_some());
    let (met, measured) = (rows().filter(|r| r.tone == Tone::Good), rows().filter(|r| r.tone != Tone::Quiet));
    format!(
        "{}: {} {}/{}, {} {}, {} {}",
        view.head.title,
        words.get("targets").to_lowercase(),
        met.count(),
        measured.count(),
        words.get("escalations").to_lowercase(),
        view.escalations.len(),
        words.get("rejected"),
        view.sources.iter().map(|s| s.counts[4]).sum::<u64>(),
    )
}

struct Page {
    out: String,
    width: usize,
    words: Lexicon,
}

/// ANSI styles; whoever writes to something else than a terminal takes them off.
const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const YELLOW: &str = "\x1b[33m";
const PLAIN: &str = "\x1b[0m";

const fn colour(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => GREEN,
        Tone::Warn => YELLOW,
        Tone::Bad => RED,
        Tone::Quiet => DIM,
    }
}

impl Page {
    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn section(&mut self, key: &'static str, note: &str) {
        let title = self.words.get(key);
        let note = if note.is_empty() { String::new() } else { format!("  {DIM}{note}{PLAIN}") };
        let _ = writeln!(self.out, "\n{BOLD}{title}{PLAIN}{note}");
    }

    fn more(&mut self, hidden: usize) {
        if hidden > 0 {
            let (and, more, see) = (self.words.get("and"), self.words.get("more"), self.words.get("see_more"));
            self.line(&format!("  {DIM}… {and} {hidden} {more} ({see}){PLAIN}"));
        }
    }

    /// A paragraph under an item, of at most so many lines.
    fn note(&mut self, indent: usize, text: &str, most: usize) {
        let mut lines = wrap(text, self.width.saturating_sub(indent + 2));
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                last.push_str(" …");
            }
        }
        for line in lines {
            self.line(&format!("{:indent$}{DIM}{line}{PLAIN}", ""));
        }
    }

    fn head(&mut self, view: &View) {
        let head = &view.head;
        let mut about = Vec::new();
        if !head.version.is_empty() {
            about.push(format!("{} {}", self.words.get("version"), head.version));
        }
        about.push(format!("{} {}", self.words.get("as_of"), head.as_of));
        about.extend(head.known.as_ref().map(|known| format!("{} {known}", self.words.get("known_up_to"))));
        self.line(&format!("{BOLD}{}{PLAIN}  {DIM}{}{PLAIN}", head.title, about.join(" · ")));
        let rows: Vec<String> = view
            .sources
            .iter()
            .map(|s| {
                let rows = i64::try_from(s.counts[0]).unwrap_or(i64::MAX);
                let rows = self.words.many_as("row", rows, &show::count(s.counts[0]));
                let mut text = format!("{} {rows}", s.name);
                let told = [(s.counts[4], "rejected"), (s.later, "later")].into_iter().filter(|(n, _)| *n > 0);
                let told: Vec<String> =
                    told.map(|(n, word)| format!("{} {}", show::count(n), self.words.get(word))).collect();
                if !told.is_empty() {
                    let _ = write!(text, " ({})", told.join(", "));
                }
                text
            })
            .collect();
        if !rows.is_empty() {
            let text = format!("{}: {}", self.words.get("data"), rows.join(", "));
            self.note(0, &text, 3);
        }
    }
}
