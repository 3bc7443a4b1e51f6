//! Who, which version, as of when.

use crate::{Report, show};
use serde::Serialize;

/// The head of every report.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// The standard's title.
    pub title: String,
    /// Its name in the text.
    pub name: String,
    /// Its version; may be empty.
    pub version: String,
    /// Local instant; 24:00 of a day is that day.
    pub as_of: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The first digits of the hash.
    pub hash: String,
    /// The zone in which days are cut.
    pub zone: String,
    /// The version of the tz database by which they are.
    pub tz: String,
    /// Up to when the run knows, local; none = everything that was delivered.
    pub known: Option<String>,
}

/// The version; of several each with the date from which it binds.
fn versions(report: &Report<'_>) -> String {
    let versions = &report.standard.versions;
    if versions.is_empty() {
        return report.outcome.standard.1.clone();
    }
    let each = versions.iter().map(|(number, day)| format!("{number} ({})", etalon_core::show::date(*day)));
    each.collect::<Vec<_>>().join(", ")
}

pub fn head(report: &Report<'_>) -> Head {
    let standard = report.standard;
    let label = standard.title.get(report.language).filter(|t| !t.is_empty()).unwrap_or(&standard.name);
    Head {
        title: label.to_owned(),
        name: standard.name.clone(),
        version: versions(report),
        as_of: show::due(standard, report.outcome.as_of),
        owner: standard.owner.clone(),
        hash: report.outcome.standard.2.chars().take(12).collect(),
        zone: standard.zone_name.clone(),
        tz: report.outcome.tz.clone(),
        known: report.outcome.known.map(|known| show::instant(standard, known)),
    }
}
