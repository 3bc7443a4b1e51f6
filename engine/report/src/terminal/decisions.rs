//! Steps that are proposed, and what is celebrated.

use super::lay::cut;
use super::{GREEN, PLAIN, Page, RED, YELLOW};
use crate::view::View;

/// At most so many.
const ESCALATIONS: usize = 3;
const RECOGNITIONS: usize = 4;
const HONOURS: usize = 4;

impl Page {
    pub(super) fn escalations(&mut self, view: &View) {
        if view.escalations.is_empty() {
            return;
        }
        let steps: Vec<String> = view.steps.iter().map(|s| format!("{} {}", s.step, s.count)).collect();
        self.section("escalations", &cut(&steps.join(" · "), self.width.saturating_sub(20)));
        // What still has to be done comes first; within, the newest.
        let mut steps: Vec<_> = view.escalations.iter().collect();
        steps.sort_by_key(|step| step.held.is_some() || step.withdrawn.is_some());
        for step in steps.into_iter().take(ESCALATIONS) {
            let mut facts = vec![match &step.owed_by {
                Some(who) => format!("{} {who}", self.words.get("owed_by")),
                None => self.words.get("nobody_named").to_owned(),
            }];
            if let Some(due) = &step.due {
                facts.push(format!("{} {due}", self.words.get("due")));
            }
            if let Some(held) = &step.held {
                facts.push(format!("{} {held}", self.words.get("held")));
            }
            if let Some(withdrawn) = &step.withdrawn {
                facts.push(format!("{} {withdrawn}", self.words.get("withdrawn")));
            }
            if step.overdue {
                facts.push(format!("{RED}{}{PLAIN}", self.words.get("overdue")));
            }
            let whom = format!("{} {}", step.kind, step.subject);
            self.line(&format!("  {YELLOW}!{PLAIN} {} – {}: {}", step.step, whom.trim(), facts.join(", ")));
            self.note(4, &step.sentence, 1);
        }
        self.more(view.escalations.len().saturating_sub(ESCALATIONS));
    }

    pub(super) fn recognitions(&mut self, view: &View) {
        if view.recognitions.is_empty() {
            return;
        }
        self.section("recognitions", "");
        for honour in view.recognitions.iter().take(RECOGNITIONS) {
            let who: Vec<String> = honour
                .who
                .iter()
                .take(HONOURS)
                .map(|h| {
                    let times = if h.times > 1 { format!(" ×{}", h.times) } else { String::new() };
                    format!("{}{times}", h.subject)
                })
                .collect();
            let hidden = honour.who.len().saturating_sub(HONOURS);
            let rest = if hidden > 0 {
                format!(" … {} {hidden} {}", self.words.get("and"), self.words.get("more"))
            } else {
                String::new()
            };
            let text = format!("{}: {}{rest}", honour.title, who.join(", "));
            let text = cut(&text, self.width.saturating_sub(4));
            self.line(&format!("  {GREEN}★{PLAIN} {text}"));
        }
        self.more(view.recognitions.len().saturating_sub(RECOGNITIONS));
    }
}
