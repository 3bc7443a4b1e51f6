//! What the page shows beyond the summary: every figure, every person, who owes what.

use super::decisions::{Escalation, State};
use super::figures::{MetricBlock, Tone};
use super::owed::{Owed, owed};
use super::people::{Subject, SubjectGroup, people};
use super::row::FigureRow;
use super::summary::{View, view};
use super::{plain, title};
use crate::{Lexicon, Report};
use etalon_core::standard::{Metric, SubjectKind};
use serde::Serialize;

/// At most so many rows of one table; whoever is not among them has them on the own card.
const ROWS: usize = 50;
/// A longer table is folded.
const LONG: usize = 8;
/// How many steps and people the summary names.
const NAMED: usize = 5;

/// Everything on the page.
pub struct Page {
    /// What the terminal's summary rests on.
    pub view: View,
    /// The targets of the organization.
    pub tiles: Vec<FigureRow>,
    /// Metric by metric.
    pub blocks: Vec<Block>,
    /// Everybody, by kind.
    pub groups: Vec<SubjectGroup>,
    /// Who owes what.
    pub owed: Vec<Owed>,
    /// What is to be done next: overdue first, then what is due soonest.
    pub next: Vec<Escalation>,
    /// Numbers of the summary.
    pub counts: Counts,
}

/// Numbers of the summary.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Counts {
    /// How many targets of the organization are reached, of how many measured.
    pub reached: (usize, usize),
    /// How many steps are not held.
    pub open: usize,
    /// How many of them are overdue.
    pub overdue: usize,
    /// How often something was celebrated.
    pub honoured: usize,
    /// How many rows could not be used.
    pub rejected: u64,
}

/// One metric.
#[derive(Debug, Clone, Serialize)]
pub struct Block {
    /// Its name in the text.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Who acts on a miss.
    pub owner: Option<String>,
    /// What it may be used for.
    pub purpose: Option<String>,
    /// The plugins that it rests on, in words.
    pub rests_on: Vec<String>,
    /// For the organization: one row a period kind and target.
    pub whole: Vec<FigureRow>,
    /// For teams, people, channels …
    pub tables: Vec<Table>,
}

/// The figures of one metric for subjects of one kind and one kind of period.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// `Agents, quarter 2026-Q1`
    pub title: String,
    /// The worst first.
    pub rows: Vec<FigureRow>,
    /// How many there are in all.
    pub all: usize,
    /// How many reached the target, of how many measured.
    pub reached: (usize, usize),
    /// Whether it waits to be opened.
    pub folded: bool,
}

/// Made once for a language.
pub fn page(report: &Report<'_>, words: Lexicon) -> Page {
    let view = view(report, words, None);
    let tiles: Vec<FigureRow> =
        view.metrics.iter().flat_map(|m| &m.whole).filter(|r| r.target.is_some()).cloned().collect();
    let count = |tone: fn(Tone) -> bool| tiles.iter().filter(|r| tone(r.tone)).count();
    let of = |state| view.escalations.iter().filter(|s| s.state == state).count();
    let overdue = of(State::Overdue);
    let counts = Counts {
        reached: (count(|t| t == Tone::Good), count(|t| t != Tone::Quiet)),
        open: of(State::Open) + overdue,
        overdue,
        honoured: view.recognitions.iter().flat_map(|r| &r.who).map(|h| h.times).sum(),
        rejected: view.sources.iter().map(|s| s.counts[4] + s.counts[3]).sum(),
    };
    let mut next: Vec<&Escalation> =
        view.escalations.iter().filter(|s| matches!(s.state, State::Overdue | State::Open)).collect();
    next.sort_by_key(|s| (s.state, s.due_at));
    Page {
        blocks: view.metrics.iter().map(|m| block(report, m)).collect(),
        groups: people(report, words, &view),
        owed: owed(&view.escalations),
        next: next.into_iter().take(NAMED).cloned().collect(),
        tiles,
        counts,
        view,
    }
}

impl Page {
    /// Whom attention helps most: people first of all, else whoever there is.
    pub fn helped(&self) -> Vec<&Subject> {
        let of = |person: bool| self.groups.iter().filter(move |g| g.person == person).flat_map(|g| &g.subjects);
        let weak = |s: &&Subject| s.card.as_ref().is_some_and(|c| !c.weaknesses.is_empty());
        of(true).filter(weak).chain(of(false).filter(weak)).take(NAMED).collect()
    }
}

fn block(report: &Report<'_>, metric: &MetricBlock) -> Block {
    let rule = report.standard.metrics.iter().find(|m| m.label.name == metric.name);
    let mut cuts: Vec<(usize, usize)> = metric.parts.iter().map(|r| r.cut).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let first = |cut: &(usize, usize)| cuts.iter().find(|c| c.0 == cut.0) == Some(cut);
    let tables = cuts.iter().filter_map(|cut| table(report, rule, metric, *cut, first(cut)));
    Block {
        name: metric.name.clone(),
        title: metric.title.clone(),
        owner: metric.owner.clone(),
        purpose: metric.purpose.clone(),
        rests_on: metric.rests_on.clone(),
        whole: metric.whole.clone(),
        tables: tables.collect(),
    }
}

/// A short table of a metric's first period is open; others wait.
fn table(
    report: &Report<'_>,
    rule: Option<&Metric>,
    metric: &MetricBlock,
    cut: (usize, usize),
    first: bool,
) -> Option<Table> {
    let rows: Vec<&FigureRow> = metric.parts.iter().filter(|r| r.cut == cut).collect();
    let of = |tone: fn(Tone) -> bool| rows.iter().filter(|r| tone(r.tone)).count();
    let kind = match &rule?.per.get(cut.0)?.subject {
        SubjectKind::Organization => return None,
        SubjectKind::Entity(unit, _) => title(&report.standard.units[unit.index()].label, report.language),
        SubjectKind::Value(_) => plain(&rule?.per.get(cut.0)?.name),
    };
    Some(Table {
        title: format!("{kind}, {}", rows.first()?.period),
        all: rows.len(),
        reached: (of(|t| t == Tone::Good), of(|t| t != Tone::Quiet)),
        folded: !first || rows.len() > LONG,
        rows: rows.into_iter().take(ROWS).cloned().collect(),
    })
}
