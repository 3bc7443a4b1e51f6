//! Requirements: how often kept, and whose the breaches are.

use super::interval::Interval;
use super::scorecards::strip;
use super::{critical_key, title};
use crate::{Lexicon, Report, show};
use etalon_core::outcome::ScoreLine;
use etalon_core::show as exact;
use etalon_core::standard::CriterionId;
use etalon_core::value::Ratio;
use serde::Serialize;
use std::collections::BTreeMap;

/// One requirement for the organization.
#[derive(Debug, Clone, Serialize)]
pub struct Requirement {
    /// Its name in the text.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The principle it serves.
    pub principle: Option<String>,
    /// `customer`, `business`, `compliance`, in words.
    pub critical: Option<String>,
    /// How many were kept, of how many judged.
    pub kept: u64,
    /// Met and breached.
    pub judged: u64,
    /// As the customer saw it.
    pub raw: String,
    /// As the people answer for it; none if alike.
    pub fair: Option<String>,
    /// How sure that share is.
    pub interval: Option<Interval>,
    /// Not yet decided.
    pub pending: u64,
    /// Could not be judged.
    pub not_judged: u64,
    /// Why not: the values that were missing and how often, most frequent first.
    pub because: Vec<(String, u64)>,
    /// Of steps: what was wrong, and with how many.
    pub faults: Vec<(String, u64)>,
    /// Whose the breaches are.
    pub causes: Vec<Cause>,
    /// The plugins that it rests on, in words.
    pub rests_on: Vec<String>,
    /// What to do better.
    pub guidance: Option<String>,
}

/// One party's part of the breaches.
#[derive(Debug, Clone, Serialize)]
pub struct Cause {
    /// `employee`, `company` …
    pub key: &'static str,
    /// In words.
    pub name: String,
    /// How many breaches, perhaps a part: `12.5`.
    pub amount: String,
    /// Its share of all breaches.
    pub share: String,
    /// The same as a bare number of per cent, for a bar.
    pub width: String,
}

const PARTIES: [&str; 4] = ["employee", "company", "customer", "unknown"];

/// Parts of the breaches, those of nothing left out.
pub fn parts(words: Lexicon, causes: [Ratio; 4]) -> Vec<Cause> {
    let sum = causes.iter().try_fold(Ratio::ZERO, |sum, c| sum.plus(*c));
    PARTIES
        .into_iter()
        .zip(causes)
        .filter(|(_, amount)| *amount > Ratio::ZERO)
        .map(|(key, amount)| {
            let share = sum.and_then(|sum| amount.over(sum)).unwrap_or(Ratio::ZERO);
            Cause {
                key,
                name: words.get(key).to_owned(),
                amount: exact::number(amount),
                share: exact::share(share),
                width: width(share),
            }
        })
        .collect()
}

/// A share as a bare number of per cent.
pub fn width(share: Ratio) -> String {
    show::rounded(i128::from(share.num()) * 100, i128::from(share.den()), 1)
}

/// All breaches of the organization together.
pub fn all(report: &Report<'_>, words: Lexicon) -> Vec<Cause> {
    parts(words, sum(organization(report)))
}

/// The causes of several requirements together.
pub fn sum(lines: &[ScoreLine]) -> [Ratio; 4] {
    let mut sums = [Ratio::ZERO; 4];
    for line in lines {
        for (sum, cause) in sums.iter_mut().zip(line.causes) {
            *sum = sum.plus(cause).unwrap_or(*sum);
        }
    }
    sums
}

fn organization<'a>(report: &Report<'a>) -> &'a [ScoreLine] {
    report.outcome.scorecards.iter().find(|c| c.kind == "organization").map_or(&[], |c| &c.lines)
}

/// Every requirement, in the order of the text.
pub fn requirements(report: &Report<'_>, words: Lexicon) -> Vec<Requirement> {
    organization(report).iter().map(|line| requirement(report, words, line)).collect()
}

/// What is wrong with steps, the most frequent first.
fn faults(report: &Report<'_>, words: Lexicon, criterion: CriterionId) -> Vec<(String, u64)> {
    let steps = report.standard.steps.iter().zip(&report.outcome.steps).find(|(steps, _)| steps.criterion == criterion);
    let Some((steps, findings)) = steps else { return Vec::new() };
    let said = |(fault, count)| (crate::steps::fault(words, report.language, steps, fault), count);
    let mut faults: Vec<(String, u64)> = findings.counts().into_iter().map(said).collect();
    faults.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    faults
}

fn requirement(report: &Report<'_>, words: Lexicon, line: &ScoreLine) -> Requirement {
    let criterion = &report.standard.criteria[line.criterion.index()];
    let [_, met, breached, pending, not_judged] = line.counts;
    let raw = line.raw.map_or_else(|| "–".to_owned(), exact::share);
    let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
    let findings = report.outcome.findings.iter().find(|f| f.criterion == line.criterion);
    for (_, reason) in findings.into_iter().flat_map(|f| &f.unjudged) {
        *reasons.entry(reason).or_default() += 1;
    }
    let mut because: Vec<(String, u64)> = reasons.into_iter().map(|(why, count)| (why.to_owned(), count)).collect();
    because.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Requirement {
        name: criterion.label.name.clone(),
        title: title(&criterion.label, report.language),
        principle: criterion.principle.map(|p| title(&report.standard.principles[p.index()].label, report.language)),
        critical: criterion.critical.map(|c| words.get(critical_key(c)).to_owned()),
        kept: met,
        judged: met + breached,
        fair: line.fair.filter(|fair| Some(*fair) != line.raw).map(exact::share).filter(|fair| *fair != raw),
        raw,
        interval: strip(words, line.raw, line.bounds),
        pending,
        not_judged,
        because,
        faults: faults(report, words, line.criterion),
        causes: parts(words, line.causes),
        rests_on: super::rests::lines(words, &report.standard.criterion_rests_on(criterion)),
        guidance: criterion.guidance.get(report.language).map(str::to_owned),
    }
}
