//! Candidates tried, one after the other, until one does.

use super::moves::{ELSEWHERE, Move, all_of, ranked};
use super::{Scene, Search};
use crate::evaluate::{Lens, World};
use crate::explain::stage::{self, Edited};
use crate::explain::{Ask, Change, Edit, FindingProof, FormProof, Nearest, Reason, Seen, Thing, Wanted, What};
use crate::outcome::Verdict;
use crate::plan::Asked;
use crate::standard::{CriterionId, UnitId};
use crate::value::Value;

/// How many candidates are tried.
const TRIED: usize = 120;

/// What should become another.
#[derive(Debug, Clone, Copy)]
pub(in crate::explain) enum Aim {
    /// The verdict of a criterion, as it is now.
    Verdict(CriterionId, Verdict),
    /// A condition.
    Condition(Asked),
}

/// The nearest change of a finding.
pub(in crate::explain) fn finding(scene: &Scene<'_>, proof: &FindingProof) -> Nearest {
    let form = match &proof.requires {
        Wanted::Form(form) | Wanted::Item(form, _) => Some(&**form),
        Wanted::Condition(_) => None,
    };
    let search = Search { scene, thing: &proof.thing, form };
    let required = |yes: bool| match &proof.requires {
        Wanted::Condition(reason) => search.want(reason, yes),
        Wanted::Form(form) => search.form(form, yes),
        Wanted::Item(form, item) => search.item(&form.items[*item], yes),
    };
    let applies = |yes: bool| match &proof.applies {
        Some(reason) => search.want(reason, yes),
        None if yes => vec![Move::default()],
        None => Vec::new(),
    };
    let moves = match proof.verdict {
        Verdict::Pending => return Nearest::NotAsked,
        Verdict::Breached | Verdict::Met => {
            let mut moves = required(proof.verdict == Verdict::Breached);
            moves.extend(applies(false).into_iter().map(|m| Move { class: m.class + ELSEWHERE, ..m }));
            moves
        }
        Verdict::NotApplicable => match &proof.requires {
            Wanted::Item(form, item) => {
                let asked = form.items[*item].na.as_ref().map_or_else(Vec::new, |na| search.want(na, false));
                let answered = search.item(&form.items[*item], true);
                let mut moves = all_of([applies(true), asked.clone()]);
                moves.extend(all_of([applies(true), asked, answered]));
                moves
            }
            Wanted::Form(form) => {
                let mut moves = applies(true);
                moves.extend(all_of([applies(true), search.scored(form)]));
                moves
            }
            Wanted::Condition(_) => applies(true),
        },
        Verdict::NotJudged => {
            let mut moves = all_of([applies(true), required(true)]);
            if let Wanted::Form(form) | Wanted::Item(form, _) = &proof.requires {
                moves.extend(all_of([applies(true), search.answered(form)]));
            }
            moves.extend(all_of([applies(true), required(false)]));
            moves.extend(applies(false).into_iter().map(|m| Move { class: m.class + ELSEWHERE, ..m }));
            moves
        }
    };
    tried(scene, &proof.thing, moves, Aim::Verdict(proof.criterion, proof.verdict))
}

/// The nearest change of a condition.
pub(in crate::explain) fn condition(scene: &Scene<'_>, thing: &Thing, reason: &Reason, aim: Aim) -> Nearest {
    let search = Search { scene, thing, form: None };
    let yes = reason.saw.value == Value::YesNo(true);
    tried(scene, thing, search.want(reason, !yes), aim)
}

fn tried(scene: &Scene<'_>, thing: &Thing, moves: Vec<Move>, aim: Aim) -> Nearest {
    let mut tried = 0;
    let mut open = None;
    for candidate in ranked(moves).into_iter().filter(|m| !m.edits.is_empty()).take(TRIED) {
        tried += 1;
        let Some(then) = outcome(scene, thing, &candidate.edits, aim) else { continue };
        let change = Change { edits: candidate.edits, then };
        // That it would not be decided yet is told where nothing else is.
        if then == Verdict::Pending && !matches!(aim, Aim::Verdict(_, Verdict::Breached)) {
            open.get_or_insert(change);
            continue;
        }
        return Nearest::Found(change);
    }
    open.map_or(Nearest::NotFound(tried), Nearest::Found)
}

/// What the edits lead to, if that is another outcome.
fn outcome(scene: &Scene<'_>, thing: &Thing, edits: &[Edit], aim: Aim) -> Option<Verdict> {
    let ask = scene.ask;
    let edited: Vec<Edited> = edits
        .iter()
        .map(|edit| match edit {
            Edit::Field { thing, field, to, .. } => Edited::Field(thing.unit, thing.row, *field, to.clone()),
            Edit::Absent(thing) => Edited::Absent(thing.unit, thing.row),
            Edit::Added(added) => Edited::Added((**added).clone()),
        })
        .collect();
    let world = stage::world(ask.standard, scene.plan, &ask.run.world, scene.closure, &edited);
    let row = row(ask, &world, thing.unit, thing.row)?;
    Lens::with(ask.standard, scene.plan, &world, scene.nodes.iter().copied(), |lens| match aim {
        Aim::Verdict(criterion, now) => {
            let then = lens.verdict(criterion, row);
            // A breach that is not there any more may leave it open whether another comes; what applies may have its time still to come.
            let open = then == Verdict::Pending && matches!(now, Verdict::Breached | Verdict::NotApplicable);
            (then != now && (open || !matches!(then, Verdict::NotJudged | Verdict::Pending))).then_some(then)
        }
        Aim::Condition(asked) => {
            let now = &ask_now(scene, thing, asked);
            let then = lens.values(asked, stage::frames(&[], &[row])).pop()?.0;
            match then {
                Value::YesNo(yes) if then != *now => Some(if yes { Verdict::Met } else { Verdict::Breached }),
                _ => None,
            }
        }
    })
}

/// What a condition is without any edit.
fn ask_now(scene: &Scene<'_>, thing: &Thing, asked: Asked) -> Value {
    let ask = scene.ask;
    let world = stage::world(ask.standard, scene.plan, &ask.run.world, scene.closure, &[]);
    let Some(row) = row(ask, &world, thing.unit, thing.row) else { return Value::Missing };
    Lens::with(ask.standard, scene.plan, &world, scene.nodes.iter().copied(), |lens| {
        lens.values(asked, stage::frames(&[], &[row])).pop().map_or(Value::Missing, |v| v.0)
    })
}

/// A row of the run in a small world.
pub(in crate::explain) fn row(ask: &Ask<'_>, small: &World, unit: UnitId, row: u32) -> Option<u32> {
    let world = &ask.run.world;
    let at = world.table(unit).holds.get(row as usize).map_or(0, |h| h.0);
    let found = small.row_of(unit, &world.key(unit, row as usize), at)?;
    u32::try_from(found).ok()
}

/// Marks the conditions of a finding that the nearest change is about.
pub(in crate::explain) fn mark_finding(proof: &mut FindingProof) {
    let nearest = proof.nearest.clone();
    if let Some(applies) = &mut proof.applies {
        mark(applies, &nearest);
    }
    let form = |form: &mut FormProof| {
        for item in &mut form.items {
            mark(&mut item.answer, &nearest);
        }
        if let Some(fault) = &mut form.fault {
            mark(fault, &nearest);
        }
    };
    match &mut proof.requires {
        Wanted::Condition(reason) => mark(reason, &nearest),
        Wanted::Form(f) | Wanted::Item(f, _) => form(f),
    }
}

/// Marks the conditions that the nearest change is about.
pub(in crate::explain) fn mark(reason: &mut Reason, nearest: &Nearest) {
    let Nearest::Found(change) = nearest else { return };
    marked(reason, &change.edits);
}

/// Whether it was marked, or something in it.
fn marked(reason: &mut Reason, edits: &[Edit]) -> bool {
    let connects = matches!(reason.what, What::And | What::Or | What::Not | What::Define(..) | What::Met(..));
    if connects && !reason.parts.is_empty() {
        let mut any = false;
        for part in &mut reason.parts {
            any |= marked(part, edits);
        }
        return any;
    }
    reason.nearest = edits.iter().any(|edit| mentions(reason, edit));
    reason.nearest
}

/// Whether a change of this can change what a condition sees.
fn mentions(reason: &Reason, edit: &Edit) -> bool {
    let seen = |seen: &Seen| {
        let same = |thing: &Thing| (thing.unit, thing.row) == (seen.thing.unit, seen.thing.row);
        match edit {
            Edit::Absent(thing) | Edit::Field { thing, .. } => same(thing),
            Edit::Added(_) => false,
        }
    };
    let own = match (&reason.what, edit) {
        (What::Field { of: Some(of), field, fact: None, .. }, Edit::Field { thing, name, .. }) => {
            (of.unit, of.row) == (thing.unit, thing.row) && field == name
        }
        (What::Field { fact: Some(fact), .. }, _) => {
            fact.matches.iter().chain(&fact.others).any(seen) || fact.from.as_ref().is_some_and(|f| mentions(f, edit))
        }
        (What::Look(look), Edit::Added(added)) => look.kind == added.kind,
        (What::Look(look), _) => look.matches.iter().chain(&look.others).chain(&look.near).any(seen),
        _ => false,
    };
    own || reason.parts.iter().any(|part| mentions(part, edit))
}
