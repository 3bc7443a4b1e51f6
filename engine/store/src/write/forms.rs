//! Mean scores of forms: one line a subject and form.

use super::WriteError;
use super::whole::{Whole, failed};
use etalon_core::evaluate::Run;
use etalon_core::{Standard, show};
use std::path::Path;

const HEADER: [&str; 9] = [
    "kind",
    "subject",
    "form",
    "title",
    "n",
    // The mean, exact, and as shown.
    "score",
    "score_shown",
    // With what mitigations cover taken as not applicable; empty where none covers parts of the form.
    "fair",
    // Of how many a mitigation covers parts.
    "mitigated",
];

pub(super) fn csv(file: &Path, standard: &Standard, run: &Run) -> Result<(), WriteError> {
    let language = standard.languages.first().map_or("", String::as_str);
    let mut to = csv::Writer::from_writer(Whole::create(file)?);
    to.write_record(HEADER).map_err(|error| failed(file, &error))?;
    for card in &run.outcome.scorecards {
        for score in &card.scores {
            let label = &standard.forms[score.form.index()].label;
            let record = [
                card.kind.clone(),
                card.subject.clone(),
                label.name.clone(),
                label.title.get(language).unwrap_or(&label.name).to_owned(),
                score.n.to_string(),
                score.raw.to_string(),
                show::decimal(score.raw, 1),
                score.fair.map_or(String::new(), |fair| fair.to_string()),
                score.mitigated.to_string(),
            ];
            to.write_record(&record).map_err(|error| failed(file, &error))?;
        }
    }
    to.into_inner().map_err(|error| failed(file, error.error()))?.finish()
}
