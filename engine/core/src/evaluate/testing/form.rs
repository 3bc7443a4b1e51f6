//! `expect qa score 78.5 band good verdict failed for "e1"`

use super::{Seen, expected};
use crate::show;
use crate::standard::{FormId, VERDICTS};
use crate::value::Ratio;

/// What is said of a form; parts that are none are not looked at.
pub(super) struct Wanted<'a> {
    pub score: Option<Ratio>,
    pub band: Option<&'a str>,
    pub verdict: Option<&'a str>,
    /// As the person answers for it.
    pub fair: bool,
}

impl Seen<'_> {
    pub(super) fn form(&self, not: bool, form: FormId, key: &str, wanted: &Wanted<'_>) -> Option<String> {
        let declared = &self.standard.forms[form.index()];
        let row = match self.row(declared.unit, key) {
            Ok(row) => row,
            Err(message) => return Some(message),
        };
        let results = self.run.outcome.forms.get(form.index())?;
        let fair = u32::try_from(row).ok().and_then(|row| results.fair_of(row)).filter(|_| wanted.fair);
        let (score, verdict, band) = match fair {
            Some(fair) => (fair.score, Some(fair.verdict), fair.band),
            None => (
                results.scores.get(row).copied().flatten(),
                results.verdicts.get(row).copied(),
                results.bands.get(row).copied().flatten(),
            ),
        };
        let verdict = verdict.and_then(|v| VERDICTS.get(usize::from(v))).copied().unwrap_or("not scored");
        let band = band.and_then(|b| declared.bands.get(usize::from(b))).map(|(name, _)| name.as_str());
        let is_so = wanted.score.is_none_or(|wanted| score.is_some_and(|came| is_score(wanted, came)))
            && wanted.band.is_none_or(|wanted| band == Some(wanted))
            && wanted.verdict.is_none_or(|wanted| verdict == wanted);
        if is_so != not {
            return None;
        }
        let mut said = Vec::new();
        let mut came = Vec::new();
        if let Some(wanted) = wanted.score {
            said.push(format!("score {}", plain(wanted)));
            came.push(score.map_or_else(|| "no score".to_owned(), |score| format!("score {}", exactly(score))));
        }
        if let Some(wanted) = wanted.band {
            said.push(format!("band {wanted}"));
            came.push(band.map_or_else(|| "no band".to_owned(), |band| format!("band {band}")));
        }
        if let Some(wanted) = wanted.verdict {
            said.push(format!("verdict {wanted}"));
            came.push(format!("verdict {verdict}"));
        } else if score.is_none() {
            came.push(format!("verdict {verdict}"));
        }
        let (name, unit) = (&declared.label.name, &self.standard.units[declared.unit.index()].label.name);
        let fairly = if wanted.fair { " fair" } else { "" };
        Some(format!(
            "{name}{fairly} {} {} for {unit} \"{key}\", but it came out as {}",
            expected(not),
            said.join(", "),
            came.join(", ")
        ))
    }
}

/// A score that is written with one decimal or none means the score as shown, any other the exact one.
fn is_score(wanted: Ratio, came: Ratio) -> bool {
    let is_short = wanted.times(Ratio::whole(10)).is_some_and(|tenths| tenths.den() == 1);
    wanted == came || is_short && show::decimal(wanted, 1) == show::decimal(came, 1)
}

fn plain(score: Ratio) -> String {
    super::super::tally::exact_text(&super::super::tally::exact::exact_ratio(score))
}

fn exactly(score: Ratio) -> String {
    let (shown, exact) = (show::decimal(score, 1), plain(score));
    if shown == exact || score.den() == 1 { exact } else { format!("{shown} (exactly {exact})") }
}
