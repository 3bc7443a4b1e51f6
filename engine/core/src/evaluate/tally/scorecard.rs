//! What one person, team or the organization is shown: strengths first.

use super::exact::{Exact, Sum, exact_ratio, ratio_near};
use super::finish::fair;
use super::scores::{self, Scores};
use super::subjects::{ORGANIZATION, RowIds, Subjects, Whose};
use super::wilson;
use crate::Standard;
use crate::evaluate::scene::Scene;
use crate::evaluate::{Pool, Use};
use crate::outcome::{MeanScore, ScoreLine, Scorecard, Verdict};
use crate::standard::{CriterionId, FormId, SubjectKind, Type, UnitId};
use crate::value::Ratio;
use num_traits::Zero;
use std::collections::{BTreeMap, BTreeSet};

/// A share of fewer units than this is no strength and no weakness.
const LEAST: u64 = 5;
/// So many scorecards are made at once, and so many rows counted.
const CHUNK: usize = 1024;
/// No more of each are named.
const MOST: usize = 3;

/// The counts of one criterion, by the number of the subject.
struct Counts<'a> {
    criterion: CriterionId,
    subjects: &'a Subjects,
    verdicts: Vec<[u32; 5]>,
    causes: Vec<[Sum; 4]>,
    /// Of a form's own criterion: its scores.
    scores: Option<(FormId, Vec<Scores>)>,
}

/// One for the organization, then one for every person, team … that a criterion's units lead to; by kind, then key.
pub(crate) fn scorecards(scene: &Scene<'_>, pool: &impl Pool) -> Vec<Scorecard> {
    let kinds: Vec<Option<UnitId>> = std::iter::once(None).chain(kinds(scene.standard).into_iter().map(Some)).collect();
    let jobs: Vec<(Option<UnitId>, CriterionId)> = kinds
        .iter()
        .flat_map(|kind| (0..).map(CriterionId).zip(&scene.standard.criteria).map(|(id, c)| (*kind, id, c)))
        .filter(|(kind, _, c)| kind.is_none_or(|kind| c.subjects.iter().any(|(unit, _)| *unit == kind)))
        .map(|(kind, id, _)| (kind, id))
        .collect();
    let counted = pool.map(jobs.len(), |i| count(scene, jobs[i].1, jobs[i].0));
    let mut by_kind: BTreeMap<Option<UnitId>, Vec<Counts<'_>>> = kinds.iter().map(|kind| (*kind, Vec::new())).collect();
    for ((kind, _), counts) in jobs.iter().zip(counted) {
        by_kind.entry(*kind).or_default().extend(counts);
    }
    by_kind.iter().flat_map(|(kind, counts)| of_kind(scene, *kind, counts, pool)).collect()
}

/// The scorecards of one kind, by key.
fn of_kind(scene: &Scene<'_>, kind: Option<UnitId>, counts: &[Counts<'_>], pool: &impl Pool) -> Vec<Scorecard> {
    // Criteria of different units number the same people differently: they meet by name.
    let mut cards: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    if kind.is_none() {
        cards.insert(ORGANIZATION, Vec::new());
    }
    for (which, counts) in counts.iter().enumerate() {
        for (subject, name) in counts.subjects.names.iter().enumerate() {
            cards.entry(name).or_default().push((which, subject));
        }
    }
    let cards: Vec<(&str, Vec<(usize, usize)>)> = cards.into_iter().collect();
    let parts: Vec<_> = cards.chunks(CHUNK).collect();
    let made = pool.map(parts.len(), |part| {
        let card = |(name, of): &(&str, Vec<(usize, usize)>)| scorecard(scene, kind, name, counts, of);
        parts[part].iter().map(card).collect::<Vec<_>>()
    });
    made.into_iter().flatten().collect()
}

/// The kinds of entities that get scorecards: persons, and those that a metric or a ladder speaks of.
#[must_use]
pub fn kinds(standard: &Standard) -> BTreeSet<UnitId> {
    let led = standard.criteria.iter().flat_map(|c| &c.subjects).map(|(unit, _)| *unit);
    let mut kinds: BTreeSet<UnitId> = led.filter(|unit| standard.units[unit.index()].person).collect();
    kinds.extend(standard.ladders.iter().filter_map(|l| l.subject));
    kinds.extend(standard.metrics.iter().flat_map(|m| &m.per).filter_map(|per| match &per.subject {
        SubjectKind::Entity(unit, _) => Some(*unit),
        SubjectKind::Organization | SubjectKind::Value(_) => None,
    }));
    kinds
}

fn count<'a>(scene: &'a Scene<'_>, criterion: CriterionId, kind: Option<UnitId>) -> Option<Counts<'a>> {
    let findings = scene.findings(criterion)?;
    let path = kind.map(|kind| Use::CriterionSubject(criterion, kind));
    let whose = path.map_or(Whose::Organization, |path| scene.whose(true, path));
    let subjects = scene.subjects(whose, &Type::Text);
    // Apart from the causes, which are large and seldom: the counts of all subjects stay close together.
    let mut verdicts = vec![[0_u32; 5]; subjects.names.len()];
    match subjects.ids(0..findings.verdicts.len()) {
        RowIds::Each(ids) => {
            for (subject, verdict) in ids.iter().zip(&findings.verdicts) {
                if let Some(counts) = verdicts.get_mut(*subject as usize) {
                    counts[*verdict as usize] += 1;
                }
            }
        }
        RowIds::All(subject) => {
            if let Some(all) = verdicts.get_mut(subject as usize) {
                findings.verdicts.chunks(CHUNK).for_each(|part| add(all, part));
            }
        }
    }
    let mut causes: Vec<[Sum; 4]> = subjects.names.iter().map(|_| Default::default()).collect();
    for breach in findings.breaches.iter() {
        if let Some(sums) = causes.get_mut(subjects.of(breach.row as usize) as usize) {
            sums.iter_mut().zip(breach.cause.shares).for_each(|(sum, share)| sum.add(share));
        }
    }
    let scores = scores::of(scene, criterion, subjects);
    Some(Counts { criterion, subjects, verdicts, causes, scores })
}

/// Counts each verdict in turn: quicker than row by row, where one would wait for the other.
fn add(counts: &mut [u32; 5], verdicts: &[Verdict]) {
    for (code, count) in counts.iter_mut().enumerate() {
        *count += verdicts.iter().map(|verdict| u32::from(*verdict as usize == code)).sum::<u32>();
    }
}

fn scorecard(
    scene: &Scene<'_>,
    kind: Option<UnitId>,
    subject: &str,
    counts: &[Counts<'_>],
    of: &[(usize, usize)],
) -> Scorecard {
    let is_counted = |verdicts: &[u32; 5]| kind.is_none() || verdicts[1..].iter().any(|n| *n > 0);
    let lines: Vec<ScoreLine> = of
        .iter()
        .map(|(which, subject)| (&counts[*which], *subject))
        .filter(|(counts, subject)| is_counted(&counts.verdicts[*subject]))
        .map(|(counts, subject)| line(counts.criterion, &counts.verdicts[subject], &counts.causes[subject]))
        .collect();
    let (strengths, weaknesses) = extremes(&lines, kind.is_some());
    Scorecard {
        kind: kind.map_or_else(|| ORGANIZATION.to_owned(), |k| scene.standard.units[k.index()].label.name.clone()),
        subject: subject.to_owned(),
        principles: principles(scene, &lines),
        strengths,
        weaknesses,
        scores: of.iter().filter_map(|(which, subject)| counts[*which].score(*subject)).collect(),
        lines,
    }
}

impl Counts<'_> {
    fn score(&self, subject: usize) -> Option<MeanScore> {
        let (form, scores) = self.scores.as_ref()?;
        scores.get(subject)?.mean(*form)
    }
}

fn line(criterion: CriterionId, verdicts: &[u32; 5], sums: &[Sum; 4]) -> ScoreLine {
    let counts = verdicts.map(u64::from);
    let met = counts[Verdict::Met as usize];
    let judged = met + counts[Verdict::Breached as usize];
    let causes = [0, 1, 2, 3].map(|party: usize| sums[party].ratio());
    let mut answerable = sums[0].clone();
    answerable.merge(&sums[3]);
    ScoreLine {
        criterion,
        counts,
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
        let [employee, _, _, unknown] = line.causes;
        let answerable = if fair { employee.plus(unknown) } else { i64::try_from(breached).ok().map(Ratio::whole) };
        let ranks = match answerable {
            Some(owed) if owed.den() == 1 => wilson::ranks_of(met, met + owed.num().unsigned_abs()),
            _ => {
                let met = Exact::from_integer(met.into());
                let owed = &met + exact_ratio(employee) + exact_ratio(unknown);
                wilson::ranks(&met, &owed)
            }
        };
        if let Some((lower, upper)) = ranks {
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
        let weighted = |line: &ScoreLine| {
            let criterion = &scene.standard.criteria[line.criterion.index()];
            let is_meant = criterion.principle.is_some_and(|p| p.index() == principle);
            share(line).filter(|_| is_meant).map(|share| (criterion.weight, share))
        };
        let shares: Vec<(Ratio, Ratio)> = lines.iter().filter_map(weighted).collect();
        weighted_mean(&shares)
    };
    (0..scene.standard.principles.len()).map(|i| (i, mean(i, |l| l.raw), mean(i, |l| l.fair))).collect()
}

/// The mean of shares by their weights; none without any weight.
fn weighted_mean(shares: &[(Ratio, Ratio)]) -> Option<Ratio> {
    let small = shares.iter().try_fold((Ratio::ZERO, Ratio::ZERO), |(sum, weights), (weight, share)| {
        Some((sum.plus(weight.times(*share)?)?, weights.plus(*weight)?))
    });
    match small {
        Some((_, Ratio::ZERO)) => return None,
        Some((sum, weights)) if sum.over(weights).is_some() => return sum.over(weights),
        _ => {}
    }
    let (mut sum, mut weights) = (Exact::zero(), Exact::zero());
    for (weight, share) in shares {
        sum += exact_ratio(*weight) * exact_ratio(*share);
        weights += exact_ratio(*weight);
    }
    (!weights.is_zero()).then(|| ratio_near(&(sum / weights)))
}
