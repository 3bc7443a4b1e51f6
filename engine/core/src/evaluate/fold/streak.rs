//! So many met in a row.

use crate::evaluate::Use;
use crate::evaluate::scene::Scene;
use crate::evaluate::tally::subjects::{NOBODY, Subjects};
use crate::outcome::{Evidence, Verdict};
use crate::standard::{Binds, Celebrate, CriterionId, RecognitionId};

/// A row that is full.
#[derive(Debug)]
pub(crate) struct Streak {
    pub subject: String,
    /// The instant of the unit that filled it.
    pub at: i64,
    /// The units that were met.
    pub met: Vec<Evidence>,
}

/// Which rows are looked for.
pub(crate) struct Rows<'a> {
    pub criterion: CriterionId,
    pub count: i64,
    /// A row that begins while the rule is in force goes on to its end, whatever a later version says.
    pub binds: Binds,
    /// The units that count in a row of the form before; empty = none.
    pub taken: &'a [bool],
}

/// Rows of so many met, one after the other; a breach begins anew, what was not judged is passed over. A criterion that versions say
/// anew is asked in the form that was in force when each unit began. Gives also which units stand in a row.
pub(crate) fn streaks(scene: &Scene<'_>, wanted: &Rows<'_>, subjects: &Subjects) -> (Vec<Streak>, Vec<bool>) {
    let Ok(count) = usize::try_from(wanted.count.max(1)) else { return (Vec::new(), Vec::new()) };
    let forms = scene.standard.versions_of(wanted.criterion);
    let forms: Vec<_> = forms.into_iter().filter_map(|form| Some((form, scene.findings(form)?))).collect();
    let Some((_, first)) = forms.first() else { return (Vec::new(), Vec::new()) };
    let unit = first.unit;
    let in_force = |row: usize| {
        let applies = forms.iter().find(|(_, found)| found.verdicts.get(row) != Some(&Verdict::NotApplicable));
        applies.or(forms.first())
    };
    let begins = |row: usize| {
        let day = scene.at(unit, row).and_then(|at| scene.local.date(at));
        wanted.binds.is_always() || day.is_some_and(|day| wanted.binds.holds(day))
    };
    let mut open: Vec<Vec<usize>> = vec![Vec::new(); subjects.names.len()];
    let mut full = Vec::new();
    let mut taken = vec![false; first.verdicts.len()];
    for row in 0..first.verdicts.len() {
        let subject = subjects.of(row);
        if subject == NOBODY || wanted.taken.get(row) == Some(&true) {
            continue;
        }
        let rows = &mut open[subject as usize];
        if rows.is_empty() && !begins(row) {
            continue;
        }
        match in_force(row).and_then(|(_, found)| found.verdicts.get(row)) {
            Some(Verdict::Met) => rows.push(row),
            Some(Verdict::Breached) => rows.clear(),
            _ => continue,
        }
        taken[row] = true;
        if rows.len() == count {
            full.push((subject, std::mem::take(rows)));
        }
    }
    let name = &scene.standard.units[unit.index()].label.name;
    let evidence = |row: &usize| {
        let rule = in_force(*row).map_or(wanted.criterion, |(form, _)| *form);
        Evidence {
            at: scene.at(unit, *row).unwrap_or_default(),
            unit: name.clone(),
            key: scene.world.key(unit, *row).into_owned(),
            rule: scene.standard.criteria[rule.index()].label.name.clone(),
            share: "1".to_owned(),
        }
    };
    let full = full.into_iter().map(|(subject, rows)| {
        let met: Vec<Evidence> = rows.iter().map(evidence).collect();
        let at = met.last().map_or(scene.world.as_of, |e| e.at);
        Streak { subject: subjects.names[subject as usize].clone(), at, met }
    });
    (full.collect(), taken)
}

/// The units that stand in rows of the forms that a recognition replaces: a row that began under one ends under it.
pub(crate) fn taken(scene: &Scene<'_>, id: RecognitionId) -> Vec<bool> {
    let standard = scene.standard;
    let Celebrate::Streak { criterion: own, .. } = &standard.recognitions[id.index()].when else { return Vec::new() };
    let forms = standard.versions_of_recognition(id);
    let mut taken = Vec::new();
    for form in forms.into_iter().take_while(|form| *form != id) {
        let before = &standard.recognitions[form.index()];
        let Celebrate::Streak { count, criterion, subject } = &before.when else { continue };
        if criterion != own {
            continue;
        }
        let subjects = scene.entities(subject.is_some(), Use::RecognitionSubject(form));
        let rows = Rows { criterion: *criterion, count: *count, binds: before.label.binds, taken: &taken };
        let (_, more) = streaks(scene, &rows, subjects);
        if taken.is_empty() {
            taken = more;
        } else {
            taken.iter_mut().zip(more).for_each(|(taken, more)| *taken |= more);
        }
    }
    taken
}
