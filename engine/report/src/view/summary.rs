//! Everything a report shows, together.

use super::{
    Card, CardGroup, Cause, Closed, Escalation, Head, MetricBlock, Problem, Recognized, Requirement, Source, StepCount,
    causes, closed, data, decisions, figures, head, scorecards,
};
use crate::{Lexicon, Report};
use serde::Serialize;

/// Everything a report shows.
#[derive(Debug, Clone, Serialize)]
pub struct View {
    /// Who, which version, as of when.
    pub head: Head,
    /// Metric by metric.
    #[serde(skip)]
    pub metrics: Vec<MetricBlock>,
    /// The organization's card.
    pub organization: Option<Card>,
    /// Requirement by requirement.
    pub requirements: Vec<Requirement>,
    /// Whose all breaches are.
    pub causes: Vec<Cause>,
    /// Everybody else's cards.
    #[serde(skip)]
    pub groups: Vec<CardGroup>,
    /// Proposals, the newest first.
    #[serde(skip)]
    pub escalations: Vec<Escalation>,
    /// How many of each step.
    pub steps: Vec<StepCount>,
    /// What is celebrated.
    pub recognitions: Vec<Recognized>,
    /// The closed periods that are restated, the newest first.
    pub closed: Vec<Closed>,
    /// What came in.
    pub sources: Vec<Source>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// Made once for a language; `most`: see [`scorecards::groups`].
pub fn view(report: &Report<'_>, words: Lexicon, most: Option<usize>) -> View {
    View {
        head: head::head(report),
        metrics: figures::metrics(report, words),
        organization: scorecards::organization(report, words),
        requirements: causes::requirements(report, words),
        causes: causes::all(report, words),
        groups: scorecards::groups(report, words, most),
        escalations: decisions::escalations(report, words),
        steps: decisions::steps(report),
        recognitions: decisions::recognitions(report, words),
        closed: closed::closed(report, words),
        sources: data::sources(report),
        problems: data::problems(report, words),
    }
}
