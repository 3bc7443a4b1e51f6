//! Recognitions: units, figures and streaks that are celebrated.

use super::stable_id;
use super::step::first_name;
use super::streak::{Rows, Streak, streaks};
use crate::evaluate::Use;
use crate::evaluate::scene::Scene;
use crate::evaluate::tally::exact::{Exact, Number};
use crate::evaluate::tally::subjects::{NOBODY, ORGANIZATION, is_yes};
use crate::evaluate::tally::target::keeps_with;
use crate::evaluate::tally::{Tallied, exact_text, wilson};
use crate::outcome::{Decision, DecisionKind, Evidence};
use crate::standard::{Celebrate, Formula, MetricCondition, Period, Recognition, RecognitionId};
use crate::time::next_start;
use std::collections::BTreeMap;

/// Everything that one rule celebrates.
pub(crate) fn recognitions(
    scene: &Scene<'_>,
    id: RecognitionId,
    recognition: &Recognition,
    figures: &[Tallied],
) -> Vec<Decision> {
    let praise = Praise { scene, id, recognition };
    match &recognition.when {
        Celebrate::Unit { unit, filter, subject } => {
            let subjects = scene.entities(subject.is_some(), Use::RecognitionSubject(id));
            let column = filter.as_ref().map(|_| scene.column(Use::RecognitionFilter(id)));
            let is_meant = |row: usize| column.is_none_or(|c| c.is_some() && is_yes(c, row));
            let name = &scene.standard.units[unit.index()].label.name;
            let rows = (0..scene.rows(*unit)).filter(|row| subjects.of(*row) != NOBODY && is_meant(*row));
            rows.filter_map(|row| {
                let at = scene.at(*unit, row)?;
                let key = scene.world.key(*unit, row).into_owned();
                let evidence = Evidence { at, unit: name.clone(), key, rule: name.clone(), share: "1".to_owned() };
                Some(praise.decision(&subjects.names[subjects.of(row) as usize], at, None, vec![evidence]))
            })
            .collect()
        }
        Celebrate::Metrics(conditions) => praise.metrics(conditions, figures),
        Celebrate::Streak { count, criterion, subject } => {
            let subjects = scene.entities(subject.is_some(), Use::RecognitionSubject(id));
            let taken = super::streak::taken(scene, id);
            let rows = Rows { criterion: *criterion, count: *count, binds: recognition.label.binds, taken: &taken };
            let found = streaks(scene, &rows, subjects).0;
            found.into_iter().map(|Streak { subject, at, met }| praise.decision(&subject, at, None, met)).collect()
        }
    }
}

struct Praise<'a> {
    scene: &'a Scene<'a>,
    id: RecognitionId,
    recognition: &'a Recognition,
}

impl Praise<'_> {
    /// Each closed period in which a subject's figures keep to all bounds.
    fn metrics(&self, conditions: &[MetricCondition], figures: &[Tallied]) -> Vec<Decision> {
        let mut kept: BTreeMap<(i64, &str), Vec<&Tallied>> = BTreeMap::new();
        for condition in conditions {
            let forms = self.scene.standard.versions_of_metric(condition.metric);
            let of = |t: &&Tallied| {
                let figure = &t.figure;
                forms.contains(&figure.metric)
                    && figure.per == condition.per
                    && figure.each == condition.each
                    && figure.closed
                    && keeps_with(t.exact.as_ref(), figure.n, condition.op, &condition.bound, condition.least)
            };
            for tallied in figures.iter().filter(of) {
                kept.entry((tallied.start, tallied.figure.subject.as_str())).or_default().push(tallied);
            }
        }
        let (binds, today) = (self.recognition.label.binds, self.scene.local.date(self.scene.world.as_of));
        let begins =
            |start: i64, each: &Period| if next_start(each, 0).is_none() { today.unwrap_or(start) } else { start };
        kept.retain(|(start, _), found| {
            found.len() == conditions.len() && found.iter().all(|t| binds.holds(begins(*start, &t.figure.each)))
        });
        let places = self.places(&kept, conditions, figures);
        let decision = |((start, subject), found): (&(i64, &str), &Vec<&Tallied>)| {
            let end = found.iter().find_map(|t| t.figure.span).map_or(self.scene.world.as_of, |(_, end)| end);
            let evidence = found.iter().map(|t| self.evidence(t, end)).collect();
            self.decision(subject, end, places.get(&(*start, *subject)).copied(), evidence)
        };
        kept.iter().map(decision).collect()
    }

    fn evidence(&self, tallied: &Tallied, at: i64) -> Evidence {
        let name = self.scene.standard.metrics[tallied.figure.metric.index()].label.name.clone();
        let share = tallied.exact.as_ref().map(|e| exact_text(&e.exact())).unwrap_or_default();
        Evidence { at, unit: name.clone(), key: tallied.figure.period.clone(), rule: name, share }
    }

    /// Places within each period, by the lower bound of the ordering share; equal bounds share a place.
    fn places<'k>(
        &self,
        kept: &BTreeMap<(i64, &'k str), Vec<&Tallied>>,
        conditions: &[MetricCondition],
        figures: &[Tallied],
    ) -> BTreeMap<(i64, &'k str), u32> {
        let mut places = BTreeMap::new();
        let Some(order) = self.recognition.order else {
            return places;
        };
        let Some(first) = conditions.first() else { return places };
        let kind = |metric: crate::standard::MetricId, per: usize| {
            self.scene.standard.metrics[metric.index()].per.get(per).map(|p| p.name.as_str())
        };
        let whose = kind(first.metric, first.per);
        let mut ranks: BTreeMap<(i64, &str), Rank> = BTreeMap::new();
        let forms = self.scene.standard.versions_of_metric(order);
        for tallied in figures.iter().filter(|t| forms.contains(&t.figure.metric) && t.figure.each == first.each) {
            if kind(tallied.figure.metric, tallied.figure.per) == whose {
                ranks.insert((tallied.start, &tallied.figure.subject), self.rank(tallied));
            }
        }
        let mut by_period: BTreeMap<i64, Vec<(Rank, &'k str)>> = BTreeMap::new();
        for (start, subject) in kept.keys() {
            if let Some(rank) = ranks.get(&(*start, *subject)) {
                by_period.entry(*start).or_default().push((rank.clone(), subject));
            }
        }
        for (start, mut group) in by_period {
            group.sort_by(|a, b| b.cmp(a));
            let mut place = 0;
            for (index, (rank, subject)) in group.iter().enumerate() {
                if index == 0 || group[index - 1].0 != *rank {
                    place = u32::try_from(index + 1).unwrap_or(u32::MAX);
                }
                places.insert((start, *subject), place);
            }
        }
        places
    }

    /// Shares by their lower bound, never bare; other figures as they are.
    fn rank(&self, tallied: &Tallied) -> Rank {
        let figure = &tallied.figure;
        match self.scene.standard.metrics[figure.metric.index()].formula {
            Formula::Share(_) => {
                let exact = |n: u64| Exact::from_integer(n.into());
                Rank::Share(wilson::ranks(&exact(tallied.hits), &exact(figure.n)).map(|(lower, _)| lower))
            }
            _ => Rank::Value(tallied.exact.as_ref().map(Number::exact)),
        }
    }

    fn decision(&self, subject: &str, at: i64, place: Option<u32>, evidence: Vec<Evidence>) -> Decision {
        let (scene, rule) = (self.scene, self.recognition);
        let kind = rule.subject.map_or(ORGANIZATION, |unit| scene.standard.units[unit.index()].label.name.as_str());
        let newest = evidence.last();
        let episode = newest.map(|e| format!("{} {}", e.unit, e.key)).unwrap_or_default();
        let within = rule.share.as_ref().and_then(|s| s.within);
        let due = within.and_then(|term| scene.due(at, term));
        Decision {
            id: stable_id(&[first_name(&rule.label), kind, subject, &episode]),
            kind: DecisionKind::Recognition(self.id, place),
            subject_kind: kind.to_owned(),
            subject: subject.to_owned(),
            at,
            owed_by: None,
            due,
            due_in: within.and_then(|term| scene.due_zone(at, term)),
            held: None,
            done_by_other: None,
            withdrawn: None,
            evidence,
            episode,
            span: rule.label.span,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Share(Option<i64>),
    Value(Option<Exact>),
}
