//! Who owes a step: a role, or the person that the subject's references lead to at that instant.

use crate::evaluate::scene::{Scene, code};
use crate::standard::{FieldId, OwedBy, Type, UnitId};

/// The key of the person, or the role; none if nobody is named or known.
pub(crate) fn owed_by(
    scene: &Scene<'_>,
    of: Option<UnitId>,
    subject: &str,
    by: Option<&OwedBy>,
    at: i64,
) -> Option<String> {
    match by? {
        OwedBy::Role(role) => Some(role.clone()),
        OwedBy::Path(path) => follow(scene, of?, subject, path, at),
    }
}

fn follow(scene: &Scene<'_>, of: UnitId, subject: &str, path: &[FieldId], at: i64) -> Option<String> {
    let mut unit = of;
    let mut key = scene.world.texts.find(subject)?;
    for field in path {
        let row = scene.world.find(unit, key, at)?;
        key = code(scene.world.table(unit).columns.get(field.index())?, row)?;
        match scene.standard.units[unit.index()].fields[field.index()].ty {
            Type::Ref(to) => unit = to,
            _ => break,
        }
    }
    Some(scene.text(key).to_owned())
}
