//! What is wrong with the data; nothing where nothing is.

use super::lay::{cut, wrap};
use super::{PLAIN, Page, YELLOW};
use crate::show;
use crate::view::View;

/// At most so many.
const PROBLEMS: usize = 4;
/// Lines for each: what to do about it stands at the end.
const LINES: usize = 4;

impl Page {
    pub(super) fn quality(&mut self, view: &View) {
        let mut lines: Vec<String> = view
            .problems
            .iter()
            .map(|p| {
                let first = p.first.first().map_or_else(String::new, |f| format!(" ({f})"));
                format!("{}: {} {}{first}: {}", p.source, show::count(p.count), p.what, p.reason)
            })
            .collect();
        for requirement in view.requirements.iter().filter(|r| r.not_judged > 0) {
            let because = requirement.because.first().map_or_else(String::new, |(why, _)| format!(": {why}"));
            let (title, count) = (&requirement.title, show::count(requirement.not_judged));
            lines.push(format!("{title}: {count} {}{because}", self.words.get("not_judged")));
        }
        if lines.is_empty() {
            return;
        }
        self.section("data_quality", "");
        let hidden = lines.len().saturating_sub(PROBLEMS);
        for line in lines.iter().take(PROBLEMS) {
            let mut rows = wrap(line, self.width.saturating_sub(4));
            if rows.len() > LINES {
                rows.truncate(LINES);
                rows.extend(["…".to_owned()]);
            }
            for (n, row) in rows.iter().enumerate() {
                let mark = if n == 0 { format!("  {YELLOW}·{PLAIN} ") } else { " ".repeat(4) };
                self.line(&format!("{mark}{}", cut(row, self.width.saturating_sub(4))));
            }
        }
        self.more(hidden);
    }
}
