//! Scorecards: strengths first, then what to improve and how.

use super::interval::{Interval, interval};
use super::row::subject;
use super::scale::{Scale, number};
use super::{causes, plain, title};
use crate::{Lexicon, Report};
use etalon_core::outcome::{MeanScore, ScoreLine, Scorecard};
use etalon_core::show as exact;
use etalon_core::value::{Ratio, Value};
use serde::Serialize;

/// All cards of one kind of subject.
#[derive(Debug, Clone, Serialize)]
pub struct CardGroup {
    /// The kind's name in the text.
    pub kind: String,
    /// The kind's title.
    pub title: String,
    /// Whether they are people.
    pub person: bool,
    /// Who need attention first.
    pub cards: Vec<Card>,
}

/// One card.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// The kind of subject, in words; empty for the organization.
    pub kind: String,
    /// The subject's key.
    pub key: String,
    /// Whom.
    pub subject: String,
    /// Every requirement that was judged, in the order of the text.
    pub lines: Vec<CardLine>,
    /// Whose all the breaches are.
    pub causes: Vec<causes::Cause>,
    /// Strongest first.
    pub strengths: Vec<CardLine>,
    /// Weakest first.
    pub weaknesses: Vec<CardLine>,
    /// By principle.
    pub principles: Vec<PrincipleLine>,
    /// The mean scores of forms.
    pub scores: Vec<ScoreOf>,
    /// How many findings the card rests on.
    pub judged: u64,
}

/// One requirement on a card.
#[derive(Debug, Clone, Serialize)]
pub struct CardLine {
    /// Its title.
    pub title: String,
    /// As the customer saw it.
    pub raw: String,
    /// As the person answers for it; none if alike.
    pub fair: Option<String>,
    /// Kept.
    pub kept: u64,
    /// Kept or breached.
    pub judged: u64,
    /// How sure the share is.
    pub interval: Option<Interval>,
    /// What to do better.
    pub guidance: Option<String>,
    /// Whose the breaches are.
    pub causes: Vec<causes::Cause>,
}

/// One principle on a card.
#[derive(Debug, Clone, Serialize)]
pub struct PrincipleLine {
    /// Its title.
    pub title: String,
    /// What it means.
    pub meaning: Option<String>,
    /// As the customer saw it.
    pub raw: String,
    /// As the person answers for it; none if alike.
    pub fair: Option<String>,
    /// For a bar.
    pub width: String,
}

/// The mean score of a form on a card.
#[derive(Debug, Clone, Serialize)]
pub struct ScoreOf {
    /// The form's title.
    pub title: String,
    /// As the customer saw it.
    pub raw: String,
    /// As the person answers for it: with what mitigations cover taken as not applicable; none if alike.
    pub fair: Option<String>,
    /// How many were scored.
    pub n: u64,
}

/// The organization's card.
pub fn organization(report: &Report<'_>, words: Lexicon) -> Option<Card> {
    report.outcome.scorecards.iter().find(|c| c.kind == "organization").map(|c| card(report, words, c))
}

/// Everybody else's, by kind in the order of the standard; `most`: only so many of each kind, of those that something is
/// to be improved on.
pub fn groups(report: &Report<'_>, words: Lexicon, most: Option<usize>) -> Vec<CardGroup> {
    report
        .standard
        .units
        .iter()
        .filter_map(|unit| {
            let mut cards: Vec<&Scorecard> =
                report.outcome.scorecards.iter().filter(|c| c.kind == unit.label.name).collect();
            if cards.is_empty() {
                return None;
            }
            if most.is_some() {
                cards.retain(|c| !c.weaknesses.is_empty());
            }
            cards.sort_by(|a, b| need(a).total_cmp(&need(b)).then_with(|| a.subject.cmp(&b.subject)));
            Some(CardGroup {
                kind: unit.label.name.clone(),
                title: title(&unit.label, report.language),
                person: unit.person,
                cards: cards.iter().take(most.unwrap_or(usize::MAX)).map(|c| card(report, words, c)).collect(),
            })
        })
        .collect()
}

/// How much attention would help: the upper bound of the weakest line, so that few cases never put anybody first.
fn need(card: &Scorecard) -> f64 {
    card.weaknesses
        .iter()
        .filter_map(|i| card.lines.get(*i)?.bounds)
        .map(|(_, upper)| upper)
        .fold(f64::INFINITY, f64::min)
}

fn card(report: &Report<'_>, words: Lexicon, card: &Scorecard) -> Card {
    let lines = |which: &[usize]| {
        which.iter().filter_map(|i| card.lines.get(*i)).map(|l| line(report, words, l)).collect::<Vec<_>>()
    };
    Card {
        kind: if card.kind == "organization" { String::new() } else { plain(&card.kind) },
        key: card.subject.clone(),
        subject: subject(report, words, &card.kind, &card.subject),
        lines: card.lines.iter().filter(|l| l.raw.is_some()).map(|l| line(report, words, l)).collect(),
        causes: causes::parts(words, causes::sum(&card.lines)),
        strengths: lines(&card.strengths),
        weaknesses: lines(&card.weaknesses),
        principles: card
            .principles
            .iter()
            .filter_map(|(index, raw, fair)| {
                let principle = report.standard.principles.get(*index)?;
                let raw_text = exact::share((*raw)?);
                Some(PrincipleLine {
                    title: title(&principle.label, report.language),
                    meaning: principle.meaning.get(report.language).map(str::to_owned),
                    fair: fair.map(exact::share).filter(|f| *f != raw_text),
                    width: causes::width((*raw)?),
                    raw: raw_text,
                })
            })
            .collect(),
        scores: card.scores.iter().map(|score| score_of(report, score)).collect(),
        judged: card.lines.iter().map(|l| l.counts[1] + l.counts[2]).sum(),
    }
}

fn score_of(report: &Report<'_>, score: &MeanScore) -> ScoreOf {
    let raw = exact::decimal(score.raw, 1);
    ScoreOf {
        title: title(&report.standard.forms[score.form.index()].label, report.language),
        fair: score.fair.map(|fair| exact::decimal(fair, 1)).filter(|fair| *fair != raw),
        raw,
        n: score.n,
    }
}

fn line(report: &Report<'_>, words: Lexicon, line: &ScoreLine) -> CardLine {
    let criterion = &report.standard.criteria[line.criterion.index()];
    let [_, met, breached, ..] = line.counts;
    let raw = line.raw.map_or_else(|| "–".to_owned(), exact::share);
    CardLine {
        title: title(&criterion.label, report.language),
        fair: line.fair.map(exact::share).filter(|f| *f != raw),
        raw,
        kept: met,
        judged: met + breached,
        interval: strip(words, line.raw, line.bounds),
        guidance: criterion.guidance.get(report.language).map(str::to_owned),
        causes: causes::parts(words, line.causes),
    }
}

/// The strip of a share among other shares.
pub fn strip(words: Lexicon, raw: Option<Ratio>, bounds: Option<(f64, f64)>) -> Option<Interval> {
    let value = number(&Value::Ratio(raw?))?;
    Some(interval(words, Scale::SHARES, crate::show::percent_of_float, value, bounds?, None))
}
