//! Findings: which unit kept which criterion, and whose a breach is.

use super::WriteError;
use super::line::Clock;
use super::table::{Cell, Holds, Table};
use super::whole::{Whole, failed};
use etalon_core::Standard;
use etalon_core::evaluate::Run;
use etalon_core::outcome::{Breach, CriterionFindings, Verdict};
use etalon_core::standard::{CriterionId, StepFault};
use serde::Serialize;
use std::io::Write as _;
use std::path::Path;

/// One line of `findings.jsonl`.
#[derive(Serialize)]
struct Line<'a> {
    unit: &'a str,
    key: &'a str,
    /// When the unit happened; none for what has no instant.
    at: Option<String>,
    criterion: &'a str,
    /// `met`, `breached`, `pending`, `not judged`.
    verdict: &'static str,
    /// When a breach counts: at its end where the unit was given time.
    #[serde(skip_serializing_if = "Option::is_none")]
    counts_at: Option<String>,
    /// Shares of a breach, exact; they add to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    causes: Option<Causes>,
    /// The mitigations that matched, the strongest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mitigations: Vec<&'a str>,
    /// What is wrong with steps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<Fault<'a>>,
    /// What is missing, where the unit could not be judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

/// One thing that is wrong with steps.
#[derive(Clone, Serialize)]
struct Fault<'a> {
    /// `missing`, `late`, `repeated`, `out of order`, `extra`.
    fault: &'static str,
    /// The step; of a pair the one that should have come first.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<&'a str>,
    /// Of a pair the one that came before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a str>,
}

/// What is wrong with the steps of a row, where the criterion is made for steps.
fn faults<'a>(standard: &'a Standard, run: &Run, criterion: CriterionId, row: usize) -> Vec<Fault<'a>> {
    let steps = standard.steps.iter().zip(&run.outcome.steps).find(|(steps, _)| steps.criterion == criterion);
    let Some((steps, found)) = steps else { return Vec::new() };
    let one = |fault: &StepFault| {
        let (fault, step, before) = steps.named(*fault);
        Fault { fault, step, before }
    };
    found.of(row).iter().map(one).collect()
}

#[derive(Serialize)]
struct Causes {
    employee: String,
    company: String,
    customer: String,
    unknown: String,
}

const COLUMNS: [(&str, Holds); 13] = [
    ("unit", Holds::Text),
    ("key", Holds::Text),
    ("at", Holds::Instant),
    ("criterion", Holds::Text),
    ("verdict", Holds::Text),
    ("counts_at", Holds::Instant),
    ("employee", Holds::Text),
    ("company", Holds::Text),
    ("customer", Holds::Text),
    ("unknown", Holds::Text),
    ("mitigations", Holds::Json),
    ("faults", Holds::Json),
    ("reason", Holds::Text),
];

pub(super) fn write(lines: &Path, table: &Path, standard: &Standard, run: &Run) -> Result<(), WriteError> {
    let mut to_lines = Whole::create(lines)?;
    let mut to_table = Table::create(table, &COLUMNS)?;
    let mut clock = Clock::new(&standard.zone);
    for findings in &run.outcome.findings {
        each(findings, |row, verdict, breach, reason| {
            let unit = &standard.units[findings.unit.index()].label.name;
            let key = run.world.key(findings.unit, row);
            let at = run.world.table(findings.unit).at.get(row).copied();
            let criterion = &standard.criteria[findings.criterion.index()].label.name;
            let causes = breach.map(|b| b.cause.shares.map(|share| share.to_string()));
            let mitigations: Vec<&str> = breach
                .map(|b| b.cause.matched.iter().map(|m| standard.mitigations[m.index()].label.name.as_str()).collect())
                .unwrap_or_default();
            let names = (!mitigations.is_empty()).then(|| serde_json::Value::from(mitigations.clone()).to_string());
            let faults = faults(standard, run, findings.criterion, row);
            let wrong = (!faults.is_empty()).then(|| serde_json::to_string(&faults)).transpose();
            let wrong = wrong.map_err(|error| failed(lines, &error))?;
            let share = |n: usize| Cell::Text(causes.as_ref().map(|c| c[n].as_str()));
            to_table.row(&[
                Cell::Text(Some(unit)),
                Cell::Text(Some(&key)),
                Cell::Int(at),
                Cell::Text(Some(criterion)),
                Cell::Text(Some(verdict)),
                Cell::Int(breach.map(|b| b.at)),
                share(0),
                share(1),
                share(2),
                share(3),
                Cell::Text(names.as_deref()),
                Cell::Text(wrong.as_deref()),
                Cell::Text(reason),
            ])?;
            let line = Line {
                unit,
                key: &key,
                at: at.map(|at| clock.text(at)),
                criterion,
                verdict,
                counts_at: breach.map(|b| clock.text(b.at)),
                causes: causes.map(|[employee, company, customer, unknown]| Causes {
                    employee,
                    company,
                    customer,
                    unknown,
                }),
                mitigations,
                faults,
                reason,
            };
            serde_json::to_writer(&mut to_lines, &line).map_err(|error| failed(lines, &error))?;
            to_lines.write_all(b"\n").map_err(|error| failed(lines, &error))
        })?;
    }
    to_lines.finish()?;
    to_table.finish()
}

/// Each unit that the criterion speaks of.
fn each(
    findings: &CriterionFindings,
    mut found: impl FnMut(usize, &'static str, Option<Breach<'_>>, Option<&str>) -> Result<(), WriteError>,
) -> Result<(), WriteError> {
    let mut breaches = findings.breaches.iter().peekable();
    let mut unjudged = findings.unjudged.iter().peekable();
    for (row, verdict) in findings.verdicts.iter().enumerate() {
        // Both lists are in the order of the rows.
        while breaches.next_if(|b| (b.row as usize) < row).is_some() {}
        while unjudged.next_if(|(r, _)| (*r as usize) < row).is_some() {}
        let word = match verdict {
            Verdict::NotApplicable => continue,
            Verdict::Met => "met",
            Verdict::Breached => "breached",
            Verdict::Pending => "pending",
            Verdict::NotJudged => "not judged",
        };
        let breach = breaches.peek().copied().filter(|b| b.row as usize == row);
        let reason = unjudged.peek().filter(|(r, _)| *r as usize == row).map(|(_, why)| why.as_ref());
        found(row, word, breach, reason)?;
    }
    Ok(())
}
