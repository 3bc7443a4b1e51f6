//! So many met in a row.

use crate::evaluate::Use;
use crate::evaluate::scene::Scene;
use crate::evaluate::tally::subjects::{NOBODY, Subjects};
use crate::outcome::{CriterionFindings, Evidence, Verdict};
use crate::standard::{Binds, Celebrate, CriterionId, RecognitionId, UnitId};

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

/// A criterion in all its versions, unit by unit, and when a row may begin.
pub(crate) struct Asked<'a> {
    scene: &'a Scene<'a>,
    /// The first form, and all of them with what they say.
    first: CriterionId,
    forms: Vec<(CriterionId, &'a CriterionFindings)>,
    binds: Binds,
    pub unit: UnitId,
    /// How many units there are.
    pub rows: usize,
}

impl<'a> Asked<'a> {
    /// None if the criterion was not judged at all.
    pub fn new(scene: &'a Scene<'a>, criterion: CriterionId, binds: Binds) -> Option<Self> {
        let forms = scene.standard.versions_of(criterion).into_iter();
        let forms: Vec<_> = forms.filter_map(|form| Some((form, scene.findings(form)?))).collect();
        let (first, found) = *forms.first()?;
        Some(Self { scene, first, binds, unit: found.unit, rows: found.verdicts.len(), forms })
    }

    /// What the form in force says of a unit.
    fn in_force(&self, row: usize) -> Option<(CriterionId, Verdict)> {
        let said = self.forms.iter().filter_map(|(form, found)| Some((*form, *found.verdicts.get(row)?)));
        said.clone().find(|(_, verdict)| *verdict != Verdict::NotApplicable).or_else(|| said.clone().next())
    }

    pub fn verdict(&self, row: usize) -> Option<Verdict> {
        self.in_force(row).map(|(_, verdict)| verdict)
    }

    fn rule(&self, row: usize) -> CriterionId {
        self.in_force(row).map_or(self.first, |(form, _)| form)
    }

    /// Whether a row may begin with a unit.
    pub fn begins(&self, row: usize) -> bool {
        let day = || self.scene.at(self.unit, row).and_then(|at| self.scene.local.date(at));
        self.binds.is_always() || day().is_some_and(|day| self.binds.holds(day))
    }
}

/// Rows of so many met, one after the other; a breach begins anew, what was not judged is passed over. A criterion that versions say
/// anew is asked in the form that was in force when each unit began. Gives also which units stand in a row.
pub(crate) fn streaks(scene: &Scene<'_>, wanted: &Rows<'_>, subjects: &Subjects) -> (Vec<Streak>, Vec<bool>) {
    let asked = Asked::new(scene, wanted.criterion, wanted.binds);
    let (Some(asked), Ok(count)) = (asked, usize::try_from(wanted.count.max(1))) else {
        return (Vec::new(), Vec::new());
    };
    let mut open: Vec<Vec<usize>> = vec![Vec::new(); subjects.names.len()];
    let mut full = Vec::new();
    let mut taken = vec![false; asked.rows];
    for (row, taken) in taken.iter_mut().enumerate() {
        let subject = subjects.of(row);
        if subject == NOBODY || wanted.taken.get(row) == Some(&true) {
            continue;
        }
        let rows = &mut open[subject as usize];
        if rows.is_empty() && !asked.begins(row) {
            continue;
        }
        match asked.verdict(row) {
            Some(Verdict::Met) => rows.push(row),
            Some(Verdict::Breached) => rows.clear(),
            _ => continue,
        }
        *taken = true;
        if rows.len() == count {
            full.push((subject, std::mem::take(rows)));
        }
    }
    let name = &scene.standard.units[asked.unit.index()].label.name;
    let evidence = |row: &usize| Evidence {
        at: scene.at(asked.unit, *row).unwrap_or_default(),
        unit: name.clone(),
        key: scene.world.key(asked.unit, *row).into_owned(),
        rule: scene.standard.criteria[asked.rule(*row).index()].label.name.clone(),
        share: "1".to_owned(),
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
