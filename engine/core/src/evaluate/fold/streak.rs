//! So many met in a row.

use crate::evaluate::scene::Scene;
use crate::evaluate::tally::subjects::{NOBODY, Subjects};
use crate::outcome::{Evidence, Verdict};
use crate::standard::CriterionId;

/// A row that is full.
#[derive(Debug)]
pub(crate) struct Streak {
    pub subject: String,
    /// The instant of the unit that filled it.
    pub at: i64,
    /// The units that were met.
    pub met: Vec<Evidence>,
}

/// Rows of `count` met, one after the other; a breach begins anew, what was not judged is passed over.
pub(crate) fn streaks(scene: &Scene<'_>, criterion: CriterionId, subjects: &Subjects, count: i64) -> Vec<Streak> {
    let (Some(findings), Ok(count)) = (scene.findings(criterion), usize::try_from(count.max(1))) else {
        return Vec::new();
    };
    let mut open: Vec<Vec<usize>> = vec![Vec::new(); subjects.names.len()];
    let mut full = Vec::new();
    for (row, verdict) in findings.verdicts.iter().enumerate() {
        let subject = subjects.of(row);
        if subject == NOBODY {
            continue;
        }
        let rows = &mut open[subject as usize];
        match verdict {
            Verdict::Met => rows.push(row),
            Verdict::Breached => rows.clear(),
            Verdict::NotApplicable | Verdict::Pending | Verdict::NotJudged => {}
        }
        if rows.len() == count {
            full.push((subject, std::mem::take(rows)));
        }
    }
    let unit = &scene.standard.units[findings.unit.index()].label.name;
    let rule = &scene.standard.criteria[criterion.index()].label.name;
    let evidence = |row: &usize| Evidence {
        at: scene.at(findings.unit, *row).unwrap_or_default(),
        unit: unit.clone(),
        key: scene.world.key(findings.unit, *row).into_owned(),
        rule: rule.clone(),
        share: "1".to_owned(),
    };
    full.into_iter()
        .map(|(subject, rows)| {
            let met: Vec<Evidence> = rows.iter().map(evidence).collect();
            let at = met.last().map_or(scene.world.as_of, |e| e.at);
            Streak { subject: subjects.names[subject as usize].clone(), at, met }
        })
        .collect()
}
