//! Requirements: how often kept and breached, raw and fair, and whose the breaches are; forms; scorecards.

use super::exact::{self, Amount};
use super::plugins::RestsOn;
use crate::Report;
use crate::view::critical_key;
use etalon_core::outcome::{ScoreLine, Verdict};
use etalon_core::standard::{Type, VERDICTS};
use etalon_core::value::{Ratio, Value};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, Serialize)]
pub struct Criterion {
    name: String,
    title: Option<String>,
    unit: String,
    principle: Option<String>,
    critical: Option<&'static str>,
    counts: Counts,
    raw: Option<Amount>,
    fair: Option<Amount>,
    causes: Causes,
    mitigations: Vec<Mitigation>,
    /// Of steps: what was wrong, and with how many units.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<Faults>,
    not_judged_because: Vec<Because>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rests_on: Vec<RestsOn>,
    file: String,
    line: usize,
}

#[derive(Debug, Default, Serialize)]
struct Counts {
    not_applicable: u64,
    met: u64,
    breached: u64,
    pending: u64,
    not_judged: u64,
}

impl Counts {
    fn of(counts: [u64; 5]) -> Self {
        let [not_applicable, met, breached, pending, not_judged] = counts;
        Self { not_applicable, met, breached, pending, not_judged }
    }
}

/// Exact sums of shares; together they are the breaches.
#[derive(Debug, Serialize)]
struct Causes {
    employee: String,
    company: String,
    customer: String,
    unknown: String,
}

impl Causes {
    fn of(causes: [Ratio; 4]) -> Self {
        let [employee, company, customer, unknown] = causes.map(|c| c.to_string());
        Self { employee, company, customer, unknown }
    }
}

#[derive(Debug, Serialize)]
struct Mitigation {
    name: String,
    breaches: u64,
}

#[derive(Debug, Serialize)]
struct Faults {
    fault: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    units: u64,
}

fn faults(report: &Report<'_>, criterion: etalon_core::standard::CriterionId) -> Vec<Faults> {
    let steps = report.standard.steps.iter().zip(&report.outcome.steps).find(|(steps, _)| steps.criterion == criterion);
    let Some((steps, findings)) = steps else { return Vec::new() };
    let said = findings.counts().into_iter().map(|(fault, units)| {
        let (fault, step, before) = steps.named(fault);
        Faults { fault, step: step.map(str::to_owned), before: before.map(str::to_owned), units }
    });
    said.collect()
}

#[derive(Debug, Serialize)]
struct Because {
    missing: String,
    count: u64,
}

pub fn criteria(report: &Report<'_>) -> Vec<Criterion> {
    let standard = report.standard;
    report
        .outcome
        .findings
        .iter()
        .map(|findings| {
            let criterion = &standard.criteria[findings.criterion.index()];
            let mut counts = [0_u64; 5];
            for verdict in &findings.verdicts {
                counts[*verdict as usize] += 1;
            }
            let mut causes = [Ratio::ZERO; 4];
            let mut moved: BTreeMap<usize, u64> = BTreeMap::new();
            for (cause, breaches) in findings.breaches.causes().iter().zip(findings.breaches.counts()) {
                for (sum, share) in causes.iter_mut().zip(cause.shares) {
                    let all = share.times(Ratio::whole(signed(breaches)));
                    *sum = all.and_then(|all| sum.plus(all)).unwrap_or(*sum);
                }
                if let Some(first) = cause.matched.first() {
                    *moved.entry(first.index()).or_default() += breaches;
                }
            }
            let mut because: BTreeMap<&str, u64> = BTreeMap::new();
            for (_, reason) in &findings.unjudged {
                *because.entry(reason).or_default() += 1;
            }
            let met = counts[Verdict::Met as usize];
            let place = (report.place)(criterion.label.span);
            Criterion {
                name: criterion.label.name.clone(),
                title: criterion.label.title.get(report.language).map(str::to_owned),
                unit: standard.units[criterion.unit.index()].label.name.clone(),
                principle: criterion.principle.map(|p| standard.principles[p.index()].label.name.clone()),
                critical: criterion.critical.map(critical_key),
                raw: exact::share(standard, share(met, Ratio::whole(signed(counts[Verdict::Breached as usize])))),
                fair: exact::share(standard, causes[0].plus(causes[3]).and_then(|own| share(met, own))),
                counts: Counts::of(counts),
                causes: Causes::of(causes),
                mitigations: moved
                    .into_iter()
                    .map(|(index, breaches)| Mitigation {
                        name: standard.mitigations[index].label.name.clone(),
                        breaches,
                    })
                    .collect(),
                faults: faults(report, findings.criterion),
                not_judged_because: because
                    .into_iter()
                    .map(|(missing, count)| Because { missing: missing.to_owned(), count })
                    .collect(),
                rests_on: RestsOn::all(standard.criterion_rests_on(criterion)),
                file: place.file,
                line: place.line,
            }
        })
        .collect()
}

fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// met / (met + breaches)
fn share(met: u64, breaches: Ratio) -> Option<Ratio> {
    let met = Ratio::whole(signed(met));
    met.over(met.plus(breaches)?)
}

#[derive(Debug, Serialize)]
pub struct Form {
    name: String,
    unit: String,
    verdicts: BTreeMap<&'static str, u64>,
    bands: Vec<Band>,
    /// With what mitigations cover taken as not applicable; only where one covers parts of the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    fair: Option<Fair>,
}

/// A form as the people answer for it.
#[derive(Debug, Serialize)]
struct Fair {
    /// Of how many evaluations a mitigation covers parts.
    mitigated: u64,
    verdicts: BTreeMap<&'static str, u64>,
    bands: Vec<Band>,
}

#[derive(Debug, Serialize)]
struct Band {
    name: String,
    count: u64,
}

pub fn forms(report: &Report<'_>) -> Vec<Form> {
    report
        .outcome
        .forms
        .iter()
        .map(|findings| {
            let form = &report.standard.forms[findings.form.index()];
            let rows = || findings.verdicts.iter().zip(&findings.bands).map(|(verdict, band)| (*verdict, *band));
            let is_covered = report.standard.mitigations.iter().any(|m| m.part(form.criterion).is_some());
            let fair = is_covered.then(|| {
                let mut all: Vec<(u8, Option<u8>)> = rows().collect();
                for (row, fair) in &findings.fair {
                    all[*row as usize] = (fair.verdict, fair.band);
                }
                let (verdicts, bands) = counted(form, all.into_iter());
                Fair { mitigated: findings.fair.len() as u64, verdicts, bands }
            });
            let (verdicts, bands) = counted(form, rows());
            Form {
                name: form.label.name.clone(),
                unit: report.standard.units[form.unit.index()].label.name.clone(),
                verdicts,
                bands,
                fair,
            }
        })
        .collect()
}

/// How many have which verdict, and which band.
fn counted(
    form: &etalon_core::standard::Form,
    rows: impl Iterator<Item = (u8, Option<u8>)>,
) -> (BTreeMap<&'static str, u64>, Vec<Band>) {
    let mut verdicts: BTreeMap<&'static str, u64> = VERDICTS.iter().map(|v| (*v, 0)).collect();
    let mut bands: Vec<Band> = form.bands.iter().map(|(name, _)| Band { name: name.clone(), count: 0 }).collect();
    for (verdict, band) in rows {
        if let Some(name) = VERDICTS.get(usize::from(verdict)) {
            *verdicts.entry(name).or_default() += 1;
        }
        if let Some(band) = band.and_then(|band| bands.get_mut(usize::from(band))) {
            band.count += 1;
        }
    }
    (verdicts, bands)
}

#[derive(Debug, Serialize)]
pub struct Scorecard {
    kind: String,
    subject: String,
    principles: Vec<Principle>,
    criteria: Vec<Line>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    forms: Vec<Score>,
    strengths: Vec<String>,
    weaknesses: Vec<String>,
}

/// The mean score of a form.
#[derive(Debug, Serialize)]
struct Score {
    name: String,
    n: u64,
    score: Amount,
    fair: Option<Amount>,
    mitigated: u64,
}

#[derive(Debug, Serialize)]
struct Principle {
    name: String,
    raw: Option<Amount>,
    fair: Option<Amount>,
}

#[derive(Debug, Serialize)]
struct Line {
    name: String,
    counts: Counts,
    raw: Option<Amount>,
    fair: Option<Amount>,
    causes: Causes,
}

pub fn scorecards(report: &Report<'_>) -> Vec<Scorecard> {
    let standard = report.standard;
    let name = |line: &ScoreLine| standard.criteria[line.criterion.index()].label.name.clone();
    report
        .outcome
        .scorecards
        .iter()
        .map(|card| Scorecard {
            kind: card.kind.clone(),
            subject: card.subject.clone(),
            principles: card
                .principles
                .iter()
                .filter_map(|(index, raw, fair)| {
                    Some(Principle {
                        name: standard.principles.get(*index)?.label.name.clone(),
                        raw: exact::share(standard, *raw),
                        fair: exact::share(standard, *fair),
                    })
                })
                .collect(),
            criteria: card
                .lines
                .iter()
                .map(|line| Line {
                    name: name(line),
                    counts: Counts::of(line.counts),
                    raw: exact::share(standard, line.raw),
                    fair: exact::share(standard, line.fair),
                    causes: Causes::of(line.causes),
                })
                .collect(),
            forms: card
                .scores
                .iter()
                .map(|score| {
                    let amount = |mean| exact::amount(standard, &Value::Ratio(mean), &Type::Exact, None);
                    Score {
                        name: standard.forms[score.form.index()].label.name.clone(),
                        n: score.n,
                        score: amount(score.raw),
                        fair: score.fair.map(amount),
                        mitigated: score.mitigated,
                    }
                })
                .collect(),
            strengths: card.strengths.iter().filter_map(|i| card.lines.get(*i)).map(name).collect(),
            weaknesses: card.weaknesses.iter().filter_map(|i| card.lines.get(*i)).map(name).collect(),
        })
        .collect()
}
