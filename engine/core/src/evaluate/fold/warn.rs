//! What clocks tell of: that so much of a target has passed, and to whom.

use super::stable_id;
use crate::evaluate::scene::Scene;
use crate::evaluate::tally::subjects::ORGANIZATION;
use crate::evaluate::world::Told;
use crate::outcome::{Decision, DecisionKind, Evidence};
use crate::standard::Type;

/// The warnings of all clocks.
pub(super) fn warnings(scene: &Scene<'_>) -> Vec<Decision> {
    scene.world.warnings.iter().filter_map(|told| warning(scene, told)).collect()
}

fn warning(scene: &Scene<'_>, told: &Told) -> Option<Decision> {
    let standard = scene.standard;
    let clock = standard.clock(told.unit, told.clock)?;
    let warning = clock.warnings.get(told.mark)?;
    let case = &standard.units[told.unit.index()];
    let who = told.whom.map(|code| scene.text(code).to_owned());
    let (subject_kind, subject) = match (&warning.whom.ty, &who) {
        (Type::Ref(unit), who) => (standard.units[unit.index()].label.name.as_str(), who.clone().unwrap_or_default()),
        _ => (ORGANIZATION, ORGANIZATION.to_owned()),
    };
    let episode = format!("{} {}", case.label.name, scene.text(told.case));
    let (event, row) = (told.event.0, usize::try_from(told.event.1).ok()?);
    let mark = format!("{}+{} {}", warning.share, warning.more, told.round);
    let to = who.clone().unwrap_or_default();
    Some(Decision {
        id: stable_id(&[&clock.name, &episode, &mark, subject_kind, &to]),
        kind: DecisionKind::ClockWarning(told.unit, told.clock, told.mark),
        subject_kind: subject_kind.to_owned(),
        subject,
        at: told.tell,
        episode,
        owed_by: who,
        due: told.due,
        due_in: told.zone.clone().filter(|zone| *zone != standard.zone),
        held: None,
        done_by_other: None,
        withdrawn: None,
        evidence: vec![Evidence {
            at: scene.at(event, row)?,
            unit: standard.units[event.index()].label.name.clone(),
            key: scene.world.key(event, row).into_owned(),
            rule: clock.name.clone(),
            share: "1".to_owned(),
        }],
        span: warning.span,
    })
}
