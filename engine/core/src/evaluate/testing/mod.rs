//! The consultant's own tests: the engine is fed with what is given, and asked for what must follow.

mod case;
mod closed;
mod duty;
mod figure;
mod finding;
mod form;
mod given;
mod proposed;

pub(crate) use given::column as given_column;
pub use given::given;

use super::run::run;
use super::tally::Tallied;
use super::{Options, Pool, Run, Sequential};
use crate::standard::{Expect, Expected, Standard, Test};
use crate::time::LocalTime;
use crate::{Severity, SourceFile};
use etalon_grammar::ast::Span;

/// What came of one test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestReport {
    /// Index into [`Standard::tests`].
    pub test: usize,
    /// Whether everything followed that was expected.
    pub passed: bool,
    /// What did not, in the order of the text.
    pub failures: Vec<Failure>,
}

/// Something that did not follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The expectation.
    pub span: Span,
    /// What was expected and what came, in plain words.
    pub message: String,
}

/// Runs all tests of a standard, with the evaluator that judges the real events. `files` are the texts it was checked
/// from: a test that sets a param is run against the standard as it reads with that value.
#[must_use]
pub fn run_tests(files: &[SourceFile], standard: &Standard, pool: &impl Pool) -> Vec<TestReport> {
    pool.map(standard.tests.len(), |test| report(files, standard, test))
}

fn report(files: &[SourceFile], standard: &Standard, index: usize) -> TestReport {
    let test = &standard.tests[index];
    let failures = if test.sets.is_empty() {
        failures(standard, test)
    } else {
        match tuned(files, standard, test) {
            Ok(tuned) => tuned.tests.get(index).map_or_else(Vec::new, |test| failures(&tuned, test)),
            Err(message) => vec![Failure { span: test.span, message }],
        }
    };
    TestReport { test: index, passed: failures.is_empty(), failures }
}

/// The standard as it reads with the params of a test: checked anew, since a param can stand in any bound.
fn tuned(files: &[SourceFile], standard: &Standard, test: &Test) -> Result<Standard, String> {
    let written = |span: &Span| {
        let text = &files.get(span.file as usize)?.text;
        text.get(span.start as usize..span.end as usize)
    };
    let names = test.sets.iter().map(|(param, _)| standard.params[param.index()].label.name.clone());
    let values = test.set_spans.iter().map(|span| written(span).unwrap_or_default().to_owned());
    let sets: Vec<(String, String)> = names.zip(values).collect();
    let plugins = standard.plugins.iter().map(|used| std::sync::Arc::clone(&used.plugin)).collect();
    let checked = crate::check_beside(files, &sets, &crate::plugin::Catalog { plugins }, &standard.day_files);
    let first = checked.diagnostics.into_iter().find(|d| d.severity == Severity::Error);
    let sets: Vec<String> = sets.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    checked.standard.ok_or_else(|| {
        let why = first.map(|d| d.message).unwrap_or_default();
        format!("with {} the standard cannot be used: {why}", sets.join(", "))
    })
}

fn failures(standard: &Standard, test: &Test) -> Vec<Failure> {
    let plan = crate::plan::plan(standard);
    let options = Options { as_of: test.as_of, ..Options::default() };
    let input = given(standard, test);
    let (run, tallied) = run(standard, &plan, input.clone(), &options, &Sequential);
    let as_of = run.outcome.as_of;
    let local = LocalTime::new(&standard.zone, as_of, as_of);
    let seen = Seen { standard, plan: &plan, input: &input, run: &run, tallied: &tallied, local };
    let of = |expect: &Expect| {
        let message = seen.look(expect)?;
        Some(Failure { span: expect.span, message })
    };
    test.expects.iter().filter_map(of).collect()
}

/// What a test sees of its run.
struct Seen<'a> {
    standard: &'a Standard,
    plan: &'a crate::Plan,
    /// What is given.
    input: &'a crate::table::Input,
    run: &'a Run,
    tallied: &'a [Tallied],
    local: LocalTime,
}

impl Seen<'_> {
    /// What is wrong with an expectation; none if it is so.
    fn look(&self, expect: &Expect) -> Option<String> {
        let not = expect.negated;
        match &expect.what {
            Expected::Finding { criterion, unit, outcome, causes, by } => {
                self.finding(not, *criterion, unit, *outcome, causes, by)
            }
            Expected::Form { form, unit, score, band, verdict, fair } => {
                let (band, verdict) = (band.as_deref(), verdict.as_deref());
                let wanted = form::Wanted { score: *score, band, verdict, fair: *fair };
                self.form(not, *form, unit, &wanted)
            }
            Expected::Clock { unit, clock, key, at, due, warned: Some(who), .. } => {
                self.warned(not, (*unit, *clock), key, who.as_deref(), (*at, *due))
            }
            Expected::Clock { unit, clock, key, outcome, at, due, .. } => {
                self.clock(not, (*unit, *clock), key, *outcome, (*at, *due))
            }
            Expected::Value { unit, field, key, value } => self.value_of(not, (*unit, *field), key, value.as_ref()),
            Expected::Metric {
                metric,
                per,
                subject,
                each,
                period,
                value,
                shown,
                n,
                verdict,
                missed,
                closed,
                fair,
                provisional,
                graded,
            } => {
                let which = figure::Which {
                    metric: *metric,
                    per: *per,
                    subject: subject.as_deref(),
                    each: each.as_ref(),
                    period: period.as_deref(),
                };
                let wanted = figure::Wanted {
                    value: value.as_ref(),
                    fair: *fair,
                    shown: shown.as_deref(),
                    n: *n,
                    verdict: *verdict,
                    missed: *missed,
                    provisional: *provisional,
                    graded: graded.as_ref(),
                };
                match closed {
                    false => self.figure(not, &which, &wanted),
                    true => self.closed_figure(not, &which, &wanted),
                }
            }
            Expected::Duty { duty, unit, outcome, ower, at, due } => {
                let wanted = duty::Wanted { outcome: *outcome, ower: ower.as_deref(), at: *at, due: *due };
                self.duty(not, *duty, unit, &wanted)
            }
            Expected::Step { ladder, step, state, subject, at, due } => {
                self.step(not, (*ladder, *step, *state), subject.as_deref(), *at, *due)
            }
            Expected::Recognition { recognition, subject, at } => {
                self.recognition(not, *recognition, subject.as_deref(), *at)
            }
        }
    }

    /// The row of a unit with that key, or what to say if there is none.
    fn row(&self, unit: crate::standard::UnitId, key: &str) -> Result<usize, String> {
        let world = &self.run.world;
        let rows = world.table(unit).rows;
        if let Some(row) = (0..rows).find(|row| world.key(unit, *row) == key) {
            return Ok(row);
        }
        let name = &self.standard.units[unit.index()].label.name;
        let known: Vec<String> = (0..rows.min(5)).map(|row| format!("\"{}\"", world.key(unit, row))).collect();
        let known = match (known.len(), rows) {
            (0, _) => format!("no {name} is given"),
            (shown, rows) if shown < rows => format!("the keys are {} …", known.join(", ")),
            _ => format!("the keys are {}", known.join(", ")),
        };
        Err(format!("there is no {name} \"{key}\" in this test: {known}"))
    }
}

/// `expected to be …` or `expected not to be …`.
const fn expected(not: bool) -> &'static str {
    if not { "was expected not to be" } else { "was expected to be" }
}
