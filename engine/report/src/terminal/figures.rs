//! Targets and figures, and who is off target.

use super::lay::{chars, cut, pad, pad_left, wrap_at};
use super::{DIM, PLAIN, Page, colour};
use crate::show;
use crate::view::{FigureRow, Tone, View};

/// At most so many lines.
const TARGETS: usize = 14;
const OTHERS: usize = 3;
const OFF_TARGET: usize = 4;

impl Page {
    pub(super) fn targets(&mut self, view: &View) {
        let targeted: Vec<&FigureRow> =
            view.metrics.iter().flat_map(|m| &m.whole).filter(|r| r.target.is_some()).collect();
        let other: Vec<&FigureRow> = view
            .metrics
            .iter()
            .flat_map(|m| &m.whole)
            .filter(|r| r.target.is_none() && targeted.iter().all(|t| t.metric != r.metric))
            .collect();
        if !targeted.is_empty() {
            self.section("targets", "");
            self.figures(&targeted, TARGETS, false);
        }
        if !other.is_empty() {
            self.section("figures", "");
            self.figures(&other, if targeted.is_empty() { TARGETS } else { OTHERS }, true);
        }
    }

    /// A table; what does not fit beside a row stands below it, or is left to the page (`brief`).
    fn figures(&mut self, rows: &[&FigureRow], most: usize, brief: bool) {
        let shown = &rows[..rows.len().min(most)];
        let name = |r: &FigureRow| {
            if r.subject.is_empty() { r.metric.clone() } else { format!("{} {}: {}", r.kind, r.subject, r.metric) }
        };
        let columns = |f: &dyn Fn(&FigureRow) -> String| shown.iter().map(|r| chars(&f(r))).max().unwrap_or(0);
        let sample = self.words.get("sample");
        let of = |r: &FigureRow| format!("{sample} {}", show::count(r.n));
        let names = columns(&name).min(self.width * 2 / 5);
        let values = columns(&|r| r.value.clone());
        let targets = columns(&|r| r.target.clone().unwrap_or_default());
        let periods = columns(&|r| r.period.clone());
        let samples = columns(&of);
        for row in shown {
            let mut notes = vec![row.verdict.clone()];
            notes.extend(row.notes.iter().cloned());
            notes.retain(|n| !n.is_empty());
            if let Some(fair) = &row.fair {
                notes.push(format!("{fair} {}", self.words.get("fair")));
            }
            let tone = colour(row.tone);
            let text = format!(
                "  {tone}{}{PLAIN} {}  {tone}{}{PLAIN}{}  {DIM}{}  {}{PLAIN}",
                row.sign,
                pad(&cut(&name(row), names), names),
                pad_left(&row.value, values),
                if targets == 0 {
                    String::new()
                } else {
                    format!("  {}", pad(row.target.as_deref().unwrap_or(""), targets))
                },
                pad(&row.period, periods),
                pad(&of(row), samples),
            );
            let room = self.width.saturating_sub(names + values + targets + periods + samples + 14);
            let mut beside = wrap_at(&notes, room);
            let first = if beside.is_empty() { String::new() } else { beside.remove(0) };
            self.line(&format!("{text}  {first}"));
            for rest in beside.into_iter().filter(|_| !brief) {
                self.line(&format!("{:1$}{DIM}{rest}{PLAIN}", "", 6 + names));
            }
        }
        self.more(rows.len() - shown.len());
    }

    pub(super) fn off_target(&mut self, view: &View) {
        let mut rows: Vec<&FigureRow> =
            view.metrics.iter().flat_map(|m| &m.parts).filter(|r| matches!(r.tone, Tone::Bad | Tone::Warn)).collect();
        if rows.is_empty() {
            return;
        }
        rows.sort_by_key(|r| r.tone);
        let reached: Vec<String> = view
            .metrics
            .iter()
            .filter_map(|m| m.reached.map(|(met, measured)| format!("{} {met}/{measured}", m.title)))
            .collect();
        let note = format!("{}: {}", self.words.get("met"), reached.join(", "));
        self.section("below_target", &cut(&note, self.width.saturating_sub(24)));
        self.figures(&rows, OFF_TARGET, true);
    }
}
