//! `action-without-owner`: a step that nobody owes.

use super::reason::{Rules, Space};
use crate::Diagnostic;

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    for ladder in &space.standard.ladders {
        for step in ladder.steps.iter().filter(|step| step.owed_by.is_none()) {
            out.push(
                Diagnostic::warning(
                    "action-without-owner",
                    step.span,
                    format!("nobody owes step `{}` of ladder `{}`", step.name, ladder.label.name),
                )
                .here("no `owed by` here")
                .reason("It will be proposed to nobody, so nobody will hold it.")
                .help("say who, and by when: `owed by manager within 5 working days`"),
            );
        }
    }
}
