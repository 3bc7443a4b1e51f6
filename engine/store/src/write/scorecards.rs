//! Scorecards: one line a subject and criterion.

use super::WriteError;
use super::line::percent;
use super::whole::{Whole, failed};
use etalon_core::Standard;
use etalon_core::evaluate::Run;
use std::path::Path;

const HEADER: [&str; 19] = [
    "kind",
    "subject",
    "criterion",
    "title",
    "not_applicable",
    "met",
    "breached",
    "pending",
    "not_judged",
    "raw",
    "raw_percent",
    "fair",
    "fair_percent",
    "employee",
    "company",
    "customer",
    "unknown",
    // From 1 where the criterion is one of the subject's strengths or weaknesses.
    "strength",
    "weakness",
];

pub(super) fn csv(file: &Path, standard: &Standard, run: &Run) -> Result<(), WriteError> {
    let language = standard.languages.first().map_or("", String::as_str);
    let mut to = csv::Writer::from_writer(Whole::create(file)?);
    to.write_record(HEADER).map_err(|error| failed(file, &error))?;
    for card in &run.outcome.scorecards {
        for (index, line) in card.lines.iter().enumerate() {
            let label = &standard.criteria[line.criterion.index()].label;
            let rank =
                |list: &[usize]| list.iter().position(|i| *i == index).map_or(String::new(), |n| (n + 1).to_string());
            let mut record = vec![
                card.kind.clone(),
                card.subject.clone(),
                label.name.clone(),
                label.title.get(language).unwrap_or(&label.name).to_owned(),
            ];
            record.extend(line.counts.iter().map(u64::to_string));
            for share in [line.raw, line.fair] {
                record.push(share.map_or(String::new(), |s| s.to_string()));
                record.push(share.map_or(String::new(), percent));
            }
            record.extend(line.causes.iter().map(ToString::to_string));
            record.push(rank(&card.strengths));
            record.push(rank(&card.weaknesses));
            to.write_record(&record).map_err(|error| failed(file, &error))?;
        }
    }
    to.into_inner().map_err(|error| failed(file, error.error()))?.finish()
}
