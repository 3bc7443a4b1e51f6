//! What was wrong with steps; nothing where nothing was.

use super::lay::wrap;
use super::{DIM, PLAIN, Page, YELLOW};
use crate::show;
use crate::view::View;

/// At most so many of each.
const FAULTS: usize = 6;

impl Page {
    pub(super) fn steps(&mut self, view: &View) {
        let wrong: Vec<_> = view.requirements.iter().filter(|r| !r.faults.is_empty()).collect();
        if wrong.is_empty() {
            return;
        }
        self.section("steps_wrong", "");
        for requirement in wrong {
            let counts = format!("{}/{}", show::count(requirement.kept), show::count(requirement.judged));
            self.line(&format!("  {YELLOW}·{PLAIN} {}  {DIM}{counts}{PLAIN}", requirement.title));
            for (fault, count) in requirement.faults.iter().take(FAULTS) {
                let text = format!("{fault}: {}", show::count(*count));
                wrap(&text, self.width.saturating_sub(6)).iter().for_each(|row| self.line(&format!("      {row}")));
            }
            self.more(requirement.faults.len().saturating_sub(FAULTS));
        }
    }
}
