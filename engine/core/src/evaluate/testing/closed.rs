//! `expect service_level in 2026-02 closed = 80% n 50`

use super::Seen;
use super::figure::{Wanted, Which};
use crate::evaluate::run::run;
use crate::evaluate::{Options, Sequential, closing};
use crate::show;

impl Seen<'_> {
    /// The same as of a figure, of the run that closes its period.
    pub(super) fn closed_figure(&self, not: bool, which: &Which<'_>, wanted: &Wanted<'_>) -> Option<String> {
        let (each, period) = which.each.zip(which.period)?;
        let closing = self.standard.closings.iter().find(|closing| closing.period == *each)?;
        let name = &self.standard.metrics[which.metric.index()].label.name;
        let Some(closes) = closing::closes_at(self.standard, closing, period) else {
            return Some(format!("{name} in {period}: the period lies beyond the calendar"));
        };
        if closes > self.run.outcome.as_of {
            let (when, as_of) =
                (show::instant(&self.local, closes), show::instant(&self.local, self.run.outcome.as_of));
            return Some(format!("{name} in {period} is not closed as of {as_of}: it closes at {when}"));
        }
        let options = Options { as_of: Some(closes), known: Some(closes), ..Options::default() };
        let (run, tallied) = run(self.standard, self.plan, self.input.clone(), &options, &Sequential);
        let then = Seen { run: &run, tallied: &tallied, local: self.local.clone(), ..*self };
        let message = then.figure(not, which, wanted)?;
        Some(format!("when the period closed, {message}"))
    }
}
