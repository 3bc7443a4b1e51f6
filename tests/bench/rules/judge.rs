//! What judging costs: closures row by row, and the engine over columns, in one run and with one and the same result.

use crate::clock;
use crate::contact::{Contact, contacts};
use crate::standard::{Closures, Rules};
use crate::table;
use etalon_core::evaluate::{Options, Sequential, judge, world};
use etalon_core::outcome::Verdict;
use etalon_core::{SourceFile, check, plan};
use std::io::Write;

/// How often each is timed; the least counts, as the machine is never quite at rest.
const TIMES: usize = 5;

/// Not applicable, met, breached: how many of each, by rule.
type Counts = Vec<[u64; 3]>;

/// Prints the table for 10, 100 and 1,000 rules.
pub fn table(events: usize, out: &mut impl Write) -> std::io::Result<()> {
    let contacts = contacts(events);
    writeln!(out, "{events} events in memory, one thread, ns of processor time per event (least of {TIMES})\n")?;
    writeln!(out, "| rules | conditions, different | closures | columns | ratio |")?;
    writeln!(out, "|---|---|---|---|---|")?;
    for n in [10, 100, 1000] {
        let rules = Rules::new(n);
        let (by_row, closures) = least(|| by_row(&rules, &contacts));
        let (by_column, columns) = by_column(&rules, &contacts);
        assert!(by_row == by_column, "closures and columns say the same of each of {n} rules");
        let ns = |seconds: f64| seconds * 1e9 / events as f64;
        writeln!(
            out,
            "| {n} | {}, {} | {:.1} | {:.1} | {:.3} |",
            rules.conditions(),
            rules.different(),
            ns(closures),
            ns(columns),
            columns / closures
        )?;
    }
    Ok(())
}

/// The result, and the least time that it took.
fn least<T>(mut work: impl FnMut() -> T) -> (T, f64) {
    let mut timed = || {
        let start = clock::seconds();
        let result = work();
        (result, clock::seconds() - start)
    };
    let mut best = timed();
    for _ in 1..TIMES {
        let again = timed();
        best = (again.0, best.1.min(again.1));
    }
    best
}

/// What a program would do: each rule a list of closures, asked of each contact, until one says no.
fn by_row(rules: &Rules, contacts: &[Contact]) -> Counts {
    let closures: Vec<Closures> = rules.rules.iter().map(|rule| rules.closures(rule)).collect();
    let mut counts = vec![[0; 3]; closures.len()];
    for contact in contacts {
        for (rule, counts) in closures.iter().zip(&mut counts) {
            let verdict = if !rule.filter.iter().all(|test| test(contact)) {
                0
            } else if rule.require.iter().all(|test| test(contact)) {
                1
            } else {
                2
            };
            counts[verdict] += 1;
        }
    }
    counts
}

/// What the engine does: all verdicts, and for each breach its row, its instant and its causes.
fn by_column(rules: &Rules, contacts: &[Contact]) -> (Counts, f64) {
    let file = SourceFile { path: "rules.etalon".to_owned(), text: rules.text(), layer: 0 };
    let standard = check(&[file], &[]).standard.expect("the rules are sound");
    let plan = plan(&standard);
    let options = Options::default();
    let world = world(&standard, &plan, table::input(&standard, contacts), &options, &Sequential);
    let (judged, seconds) = least(|| judge(&standard, &plan, &world, &options, &Sequential));
    let count = |verdicts: &[Verdict]| {
        let of = |verdict| verdicts.iter().filter(|v| **v == verdict).count() as u64;
        [of(Verdict::NotApplicable), of(Verdict::Met), of(Verdict::Breached)]
    };
    (judged.findings.iter().map(|f| count(&f.verdicts)).collect(), seconds)
}
