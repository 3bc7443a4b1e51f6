//! Closed periods that are restated; nothing where none is.

use super::lay::{cut, wrap};
use super::{DIM, PLAIN, Page, YELLOW, colour};
use crate::show;
use crate::view::View;

/// At most so many periods, and so many lines of each.
const PERIODS: usize = 3;
const LINES: usize = 4;

impl Page {
    pub(super) fn restated(&mut self, view: &View) {
        if view.closed.is_empty() {
            return;
        }
        self.section("restated", "");
        for closed in view.closed.iter().take(PERIODS) {
            self.line(&format!("  {}  {DIM}{} {}{PLAIN}", closed.period, self.words.get("closed_at"), closed.at));
            for row in closed.figures.iter().take(LINES) {
                let side = |side: &crate::view::Side| {
                    let verdict = if side.verdict.is_empty() { "" } else { side.verdict };
                    let sign = format!("{} {verdict}", side.sign);
                    let sample = format!("n {}", show::count(side.n));
                    let said = [side.value.as_str(), &sample, sign.trim()];
                    said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
                };
                let whose = if row.subject.is_empty() { String::new() } else { format!(" ({})", row.subject) };
                let what = cut(&format!("{}{whose}", row.metric), self.width / 3);
                let (closed, now) = (side(&row.closed), side(&row.now));
                let (then, at_last) = (self.words.get("closed_at"), self.words.get("now"));
                let tone = colour(row.now.tone);
                self.line(&format!("    {what}: {then} {closed} → {at_last} {tone}{now}{PLAIN}"));
                self.note(6, &row.because.join(", "), 1);
            }
            self.more(closed.figures.len().saturating_sub(LINES));
            for row in closed.decisions.iter().take(LINES) {
                let text = format!("{}: {} → {}", row.what, row.was, row.now);
                for (n, line) in wrap(&text, self.width.saturating_sub(6)).iter().enumerate() {
                    let mark = if n == 0 { format!("    {YELLOW}·{PLAIN} ") } else { " ".repeat(6) };
                    self.line(&format!("{mark}{line}"));
                }
                self.note(6, &row.because.join("; "), 1);
            }
            self.more(closed.decisions.len().saturating_sub(LINES));
        }
        self.more(view.closed.len().saturating_sub(PERIODS));
    }
}
