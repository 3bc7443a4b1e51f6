//! What one person, team or the organization is shown: strengths first.

use super::exact::{Exact, Sum, exact_ratio, ratio_near};
use super::finish::fair;
use super::subjects::{NOBODY, ORGANIZATION, Subjects};
use super::wilson;
use crate::evaluate::scene::Scene;
use crate::evaluate::{Pool, Use};
use crate::outcome::{ScoreLine, Scorecard, Verdict};
use crate::standard::{CriterionId, SubjectKind, UnitId};
use crate::value::Ratio;
use num_traits::Zero;
use std::collections::{BTreeMap, BTreeSet};

/// A share of fewer units than this is no strength and no weakness.
const LEAST: u64 = 5;
/// No more of each are named.
const MOST: usize = 3;

/// The counts of one criterion for one subject.
#[derive(Debug, Clone)]
struct Counts {
    verdicts: [u64; 5],
    causes: [Sum; 4],
}

/// Criterion by criterion, what there is for one subject.
type Sheet = BTreeMap<CriterionId, Counts>;

/// One for the organization, then one for every person, team … that a criterion's units lead to; by kind, then key.
pub(crate) fn scorecards(scene: &Scene<'_>, pool: &impl Pool) -> Vec<Scorecard> {
    let kinds = kinds(scene);
    let jobs: Vec<(CriterionId, Option<UnitId>)> = (0..scene.standard.criteria.len())
        .filter_map(|i| u16::try_from(i).ok().map(CriterionId))
        .flat_map(|criterion| {
            let subjects = &scene.standard.criteria[criterion.index()].subjects;
            let led = subjects.iter().map(|(unit, _)| *unit).filter(|unit| kinds.contains(unit));
            std::iter::once(None).chain(led.map(Some)).map(move |kind| (criterion, kind)).collect::<Vec<_>>()
        })
        .collect();
    let counted = pool.map(jobs.len(), |i| count(scene, jobs[i].0, jobs[i].1));
    let mut sheets: BTreeMap<(Option<UnitId>, String), Sheet> = BTreeMap::new();
    sheets.insert((None, ORGANIZATION.to_owned()), Sheet::new());
    for ((criterion, kind), subjects) in jobs.into_iter().zip(counted) {
        for (subject, counts) in subjects {
            sheets.entry((kind, subject)).or_default().insert(criterion, counts);
        }
    }
    sheets.into_iter().map(|((kind, subject), sheet)| scorecard(scene, kind, subject, sheet)).collect()
}

/// The kinds of entities that get scorecards: persons, and those that a metric or a ladder speaks of.
fn kinds(scene: &Scene<'_>) -> BTreeSet<UnitId> {
    let standard = scene.standard;
    let led = standard.criteria.iter().flat_map(|c| &c.subjects).map(|(unit, _)| *unit);
    let mut kinds: BTreeSet<UnitId> = led.filter(|unit| standard.units[unit.index()].person).collect();
    kinds.extend(standard.ladders.iter().filter_map(|l| l.subject));
    kinds.extend(standard.metrics.iter().flat_map(|m| &m.per).filter_map(|per| match &per.subject {
        SubjectKind::Entity(unit, _) => Some(*unit),
        SubjectKind::Organization | SubjectKind::Value(_) => None,
    }));
    kinds
}

fn count(scene: &Scene<'_>, criterion: CriterionId, kind: Option<UnitId>) -> Vec<(String, Counts)> {
    let Some(findings) = scene.findings(criterion) else {
        return Vec::new();
    };
    let subjects = match kind {
        None => Subjects::organization(),
        Some(kind) => Subjects::entities(scene, findings.unit, true, Use::CriterionSubject(criterion, kind)),
    };
    // Apart from the causes, which are large and seldom: the counts of all subjects stay close together.
    let mut verdicts = vec![[0_u64; 5]; subjects.names.len()];
    for (row, verdict) in findings.verdicts.iter().enumerate() {
        let subject = subjects.of(row);
        if subject != NOBODY {
            verdicts[subject as usize][*verdict as usize] += 1;
        }
    }
    let mut causes: Vec<[Sum; 4]> = subjects.names.iter().map(|_| Default::default()).collect();
    for breach in &findings.breaches {
        let subject = subjects.of(breach.row as usize);
        if subject != NOBODY {
            causes[subject as usize].iter_mut().zip(breach.shares).for_each(|(sum, share)| sum.add(share));
        }
    }
    let counts = verdicts.into_iter().zip(causes).map(|(verdicts, causes)| Counts { verdicts, causes });
    subjects.names.into_iter().zip(counts).collect()
}

fn scorecard(scene: &Scene<'_>, kind: Option<UnitId>, subject: String, sheet: Sheet) -> Scorecard {
    let is_counted = |counts: &Counts| counts.verdicts[1..].iter().any(|n| *n > 0);
    let sheet: Sheet = sheet.into_iter().filter(|(_, counts)| kind.is_none() || is_counted(counts)).collect();
    let lines: Vec<ScoreLine> = sheet.into_iter().map(|(criterion, counts)| line(criterion, &counts)).collect();
    let (strengths, weaknesses) = extremes(&lines, kind.is_some());
    Scorecard {
        kind: kind.map_or_else(|| ORGANIZATION.to_owned(), |k| scene.standard.units[k.index()].label.name.clone()),
        subject,
        principles: principles(scene, &lines),
        strengths,
        weaknesses,
        lines,
    }
}

fn line(criterion: CriterionId, counts: &Counts) -> ScoreLine {
    let met = counts.verdicts[Verdict::Met as usize];
    let judged = met + counts.verdicts[Verdict::Breached as usize];
    let causes = [0, 1, 2, 3].map(|party| counts.causes[party].ratio());
    let mut answerable = counts.causes[0].clone();
    answerable.merge(&counts.causes[3]);
    ScoreLine {
        criterion,
        counts: counts.verdicts,
        causes,
        raw: Ratio::new(i128::from(met), i128::from(judged)),
        fair: fair(met, &answerable),
        bounds: wilson::bounds(met as f64, judged as f64),
    }
}

/// The strongest and the weakest lines: people by what they answer for, the organization by what the customer saw.
fn extremes(lines: &[ScoreLine], fair: bool) -> (Vec<usize>, Vec<usize>) {
    let mut ranked: Vec<(i64, i64, usize)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let [_, met, breached, ..] = line.counts;
        if met + breached < LEAST {
            continue;
        }
        let met = Exact::from_integer(met.into());
        let owed = if fair {
            &met + exact_ratio(line.causes[0]) + exact_ratio(line.causes[3])
        } else {
            &met + Exact::from_integer(breached.into())
        };
        if let Some((lower, upper)) = wilson::ranks(&met, &owed) {
            ranked.push((lower, upper, index));
        }
    }
    let share = |index: usize| if fair { lines[index].fair } else { lines[index].raw };
    let half = Ratio::new(1, 2).unwrap_or(Ratio::ONE);
    ranked.sort_by_key(|(lower, _, index)| (std::cmp::Reverse(*lower), *index));
    // No more than the better half can be strengths: a line is never both.
    let most = (ranked.len() / 2).clamp(1, MOST);
    let best = ranked.iter().take(most).map(|(_, _, index)| *index);
    let strengths: Vec<usize> = best.filter(|index| share(*index).is_some_and(|s| s >= half)).collect();
    ranked.retain(|(_, _, index)| !strengths.contains(index) && share(*index).is_some_and(|s| s < Ratio::ONE));
    ranked.sort_by_key(|(_, upper, index)| (*upper, *index));
    (strengths, ranked.into_iter().take(MOST).map(|(_, _, index)| index).collect())
}

/// Principle by principle: the shares met, weighted by the criteria's weights.
fn principles(scene: &Scene<'_>, lines: &[ScoreLine]) -> Vec<(usize, Option<Ratio>, Option<Ratio>)> {
    let mean = |principle: usize, share: fn(&ScoreLine) -> Option<Ratio>| {
        let (mut sum, mut weights) = (Exact::zero(), Exact::zero());
        for line in lines {
            let criterion = &scene.standard.criteria[line.criterion.index()];
            if let (true, Some(share)) = (criterion.principle.is_some_and(|p| p.index() == principle), share(line)) {
                let weight = exact_ratio(criterion.weight);
                sum += &weight * exact_ratio(share);
                weights += weight;
            }
        }
        (!weights.is_zero()).then(|| ratio_near(&(sum / weights)))
    };
    (0..scene.standard.principles.len()).map(|i| (i, mean(i, |l| l.raw), mean(i, |l| l.fair))).collect()
}
