//! `needless-resumes`: a clock that says what ends its pauses, and has none.

use super::reason::{Rules, Space};
use crate::Diagnostic;

const SLUG: &str = "needless-resumes";

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    for clock in space.standard.units.iter().flat_map(|unit| &unit.clocks) {
        let Some(resumes) = clock.resumes.as_ref().filter(|_| clock.pauses.is_empty()) else { continue };
        out.push(
            Diagnostic::warning(SLUG, resumes.span, format!("clock `{}` resumes, but it never pauses", clock.name))
                .here("there is no pause that this could end")
                .reason("It looks as if some time did not count, but all of it does.")
                .help("say when it pauses (`pauses when status = waiting`), or take `resumes` out"),
        );
    }
}
