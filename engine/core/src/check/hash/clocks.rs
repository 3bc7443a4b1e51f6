//! Clocks of cases, as they are meant.

use super::Writer;
use crate::standard::{Clock, ReopenWay};

impl Writer<'_> {
    /// A clock; the scopes are those of a fact over the events of its case.
    pub(super) fn clock(&mut self, clock: &Clock) {
        self.node("clock", |w| {
            if let Some(on) = &clock.on {
                w.node("on", |w| w.expr(on));
                w.sorted("calendars", &clock.calendars, |w, id| {
                    let name = w.standard.calendars.get(id.index()).map(|calendar| calendar.label.name.clone());
                    w.node("named", |w| {
                        w.quoted(&name.unwrap_or_default());
                        w.calendar(*id);
                    });
                });
            }
            if let Some(zone) = &clock.zone {
                w.node("zone", |w| w.expr(zone));
            }
            w.node("starts", |w| w.expr(&clock.starts));
            w.sorted("pauses", &clock.pauses, |w, pause| {
                w.node("pause", |w| {
                    w.expr(&pause.when);
                    if let Some(justified) = &pause.justified {
                        w.node("justified", |w| w.expr(justified));
                    }
                    if let Some(until) = &pause.until {
                        w.node("until", |w| w.expr(until));
                    }
                });
            });
            if let Some(resumes) = &clock.resumes {
                w.node("resumes", |w| w.expr(resumes));
            }
            w.node("stops", |w| w.expr(&clock.stops));
            if let Some(reopens) = clock.reopens.as_ref().filter(|reopens| reopens.way != ReopenWay::Ignore) {
                w.node("reopens", |w| {
                    w.expr(&reopens.when);
                    if let Some(term) = reopens.within {
                        w.term("within", term);
                    }
                    w.flag("restart", reopens.way == ReopenWay::Restart);
                });
            }
            if let Some(restarts) = &clock.restarts {
                w.node("restarts", |w| w.expr(restarts));
            }
            w.node("target", |w| w.expr(&clock.target));
            if let Some(fair) = clock.fair {
                w.node("fair", |w| w.quoted(&fair.to_string()));
            }
            if let Some(holder) = &clock.holder {
                w.node("holder", |w| w.expr(holder));
            }
            w.sorted("warnings", &clock.warnings, |w, warning| {
                w.node("warn", |w| {
                    w.expr(&warning.whom);
                    w.quoted(&warning.share.to_string());
                    w.number(warning.more);
                    w.flag("opening", warning.opening);
                    if let Some(when) = &warning.when {
                        w.node("when", |w| w.expr(when));
                    }
                });
            });
        });
    }
}
