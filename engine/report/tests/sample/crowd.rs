//! A large organization, as if from ten million contacts: 2,000 people in 100 teams, 12 requirements, 3 figures, a year.

use super::{AS_OF, DAY, card, criterion, figure, label, unit, yes};
use etalon_core::Outcome;
use etalon_core::outcome::*;
use etalon_core::standard::*;
use etalon_report::{Belonging, Names};

pub const PEOPLE: usize = 2_000;
pub const TEAMS: usize = 100;

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn person(index: usize) -> String {
    format!("a{index:04}")
}

fn team(index: usize) -> String {
    format!("t{index:02}")
}

pub fn standard() -> Standard {
    let mut standard = super::standard();
    standard.units.push(unit("team", "Teams", UnitKind::Entity, false));
    let asked = |n: usize| {
        let title = format!("What is asked in every contact, number {n}, is done as it was promised");
        criterion(&format!("asked_{n}"), &title, "Say what happens next, and by when, before you close.")
    };
    standard.criteria = (1..=12).map(asked).collect();
    let per = |name: &str, unit: u16| Per { name: name.to_owned(), subject: SubjectKind::Entity(UnitId(unit), yes()) };
    let mut metric = standard.metrics.remove(0);
    metric.per.insert(1, per("team", 2));
    metric.targets[1].per = Some(2);
    let named = |(name, title): (&str, &str)| Metric { label: label(name, title), ..metric.clone() };
    let metrics = [("level", "Service level"), ("csat", "Satisfied callers"), ("fcr", "Settled the first time")];
    standard.metrics = metrics.into_iter().map(named).collect();
    standard
}

pub fn names() -> Names {
    let mut dice = Dice(7);
    let mut names = Names::default();
    let first = ["Anna", "Mari", "Kadri", "Jaan", "Toomas", "Liis", "Õie", "Rein", "Ülle", "Peeter"];
    let last = ["Kask", "Tamm", "Saar", "Sepp", "Mägi", "Pärn-Vaher", "Kukk", "Ilves", "Õunapuu", "Lepik"];
    for index in 0..PEOPLE {
        let name = format!("{} {}", first[dice.roll(10) as usize], last[dice.roll(10) as usize]);
        names.call("agent", &person(index), &name);
        let belongs = |field: &str, kind: &str, key| Belonging { field: field.to_owned(), kind: kind.to_owned(), key };
        names.belong("agent", &person(index), belongs("team", "team", team(index % TEAMS)));
        names.belong("agent", &person(index), belongs("manager", "agent", person(index % TEAMS)));
    }
    names
}

pub fn outcome() -> Outcome {
    let mut dice = Dice(1);
    let mut outcome = super::outcome();
    outcome.findings.clear();
    outcome.figures = figures(&mut dice);
    outcome.decisions = decisions(&mut dice);
    let mut sheet = |kind: &str, subject: &str, size: u64| {
        let one = card(kind, subject, 4 * size);
        let lines = (0..12).map(|n| ScoreLine {
            criterion: CriterionId(n),
            ..super::line(n, 4 * size + dice.roll(size), dice.roll(size) + 1)
        });
        Scorecard { lines: lines.collect(), strengths: vec![3, 1, 7], weaknesses: vec![2, 5, 9], ..one }
    };
    outcome.scorecards = vec![sheet("organization", "organization", 800_000)];
    outcome.scorecards.extend((0..TEAMS).map(|i| sheet("team", &team(i), 8_000)));
    outcome.scorecards.extend((0..PEOPLE).map(|i| sheet("agent", &person(i), 400)));
    outcome
}

fn figures(dice: &mut Dice) -> Vec<Figure> {
    let subjects = std::iter::once((0, "organization".to_owned(), 800_000))
        .chain((0..TEAMS).map(|i| (1, team(i), 8_000)))
        .chain((0..PEOPLE).map(|i| (2, person(i), 400)));
    let subjects: Vec<(usize, String, u64)> = subjects.collect();
    let mut out = Vec::new();
    for metric in 0..3 {
        for (per, subject, size) in &subjects {
            for month in 0..12 {
                let n = size + dice.roll(*size / 2);
                let met = n * (75 + dice.roll(20)) / 100;
                let share = met as f64 / n as f64;
                let spread = 1.96 * (share * (1.0 - share) / n as f64).sqrt();
                let end = AS_OF - (11 - month) * 30 * DAY;
                let verdict = [TargetVerdict::Met, TargetVerdict::MissedNotProven, TargetVerdict::MissedProven];
                let one =
                    figure(*per, subject, &format!("2025-{:02}", month + 1), met.into(), n.into(), TargetVerdict::Met);
                let targets = match per {
                    1 => Vec::new(),
                    _ => vec![(per / 2, verdict[dice.roll(3) as usize])],
                };
                out.push(Figure {
                    metric: MetricId(metric),
                    span: Some((end - 30 * DAY, end)),
                    bounds: Some((share - spread, share + spread)),
                    fault: None,
                    targets,
                    ..one
                });
            }
        }
    }
    out
}

/// A step for every second person, and ten thanks each.
fn decisions(dice: &mut Dice) -> Vec<Decision> {
    let sample = super::outcome().decisions;
    let mut out = Vec::new();
    for index in 0..PEOPLE {
        let mut one = |of: usize, number: usize| {
            let at = AS_OF - dice.roll(300) as i64 * DAY;
            let owed_by = sample[of].owed_by.as_ref().map(|_| person(index % TEAMS));
            let due = owed_by.is_some().then_some(at + 5 * DAY);
            let held = due.filter(|_| dice.roll(3) > 0);
            let id = format!("{of:04x}{index:06x}{number:06x}");
            Decision { id, subject: person(index), at, owed_by, due, held, ..sample[of].clone() }
        };
        if index % 2 == 0 {
            out.push(one(0, 0));
        }
        out.extend((0..10).map(|number| one(1, number)));
    }
    out.sort_by_key(|d| d.at);
    out
}
