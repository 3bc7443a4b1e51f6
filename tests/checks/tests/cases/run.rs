//! The area `run`: a folder's standard over its `data/`; what follows, as text.

use crate::{check, compare, render};
use etalon_core::evaluate::{Options, Run, Sequential, evaluate};
use etalon_core::outcome::{ClosedPeriod, Decision, DecisionKind, Figure, SourceData, Verdict, What};
use etalon_core::standard::Standard;
use etalon_core::value::Value;
use std::fmt::Write as _;
use std::path::Path;

pub fn case(folder: &Path) {
    let files = check::files(folder);
    let days = etalon_store::day_files(&files, folder).expect("the files of days can be read");
    let checked = etalon_core::check_beside(&files, &[], &etalon_core::plugin::Catalog::default(), &days);
    let Some(standard) = checked.standard else {
        panic!("{}:\n{}", folder.display(), render::diagnostics(&files, &checked.diagnostics));
    };
    let text = match etalon_store::read(&standard, folder, &[], &etalon_store::Silent, &Sequential) {
        Err(problems) => format!("{problems:#?}\n").replace(&folder.display().to_string(), "."),
        Ok(input) => {
            let plan = etalon_core::plan::plan(&standard);
            outcome(&standard, &evaluate(&standard, &plan, input, &Options::default(), &Sequential))
        }
    };
    compare(folder, "outcome", &text);
}

fn outcome(standard: &Standard, run: &Run) -> String {
    let mut out = String::new();
    for data in &run.outcome.data {
        source(&mut out, data);
    }
    for findings in &run.outcome.findings {
        let count = |verdict: Verdict| findings.verdicts.iter().filter(|v| **v == verdict).count();
        let _ = writeln!(
            out,
            "criterion {}: met {}, breached {}, not applicable {}, pending {}, not judged {}",
            standard.criteria[findings.criterion.index()].label.name,
            count(Verdict::Met),
            count(Verdict::Breached),
            count(Verdict::NotApplicable),
            count(Verdict::Pending),
            count(Verdict::NotJudged),
        );
        for (row, why) in &findings.unjudged {
            let _ = writeln!(out, "  row {}: {why} is missing", row + 1);
        }
    }
    for figure in &run.outcome.figures {
        let name = &standard.metrics[figure.metric.index()].label.name;
        let _ = writeln!(
            out,
            "metric {name} of {} in {}: {}, n {}, not judged {}, {:?}",
            figure.subject,
            figure.period,
            value(&figure.value),
            figure.n,
            figure.unjudged,
            figure.targets
        );
    }
    let names = etalon_report::Names::of(standard, &run.world);
    let sentences = etalon_report::Sentences::new(standard, &names, "en");
    for decision in &run.outcome.decisions {
        let name = match decision.kind {
            DecisionKind::Step(ladder, step) => &standard.ladders[ladder.index()].steps[step].name,
            DecisionKind::Duty(id) | DecisionKind::DutyWarning(id, _) => &standard.duties[id.index()].label.name,
            DecisionKind::ClockWarning(unit, ..) => &standard.units[unit.index()].label.name,
            DecisionKind::Recognition(id, _) => &standard.recognitions[id.index()].label.name,
        };
        let _ = writeln!(out, "{name} for {} {}: {}", decision.subject_kind, decision.subject, sentences.why(decision));
    }
    for closed in &run.outcome.closings {
        closing(&mut out, standard, run, closed);
    }
    out
}

/// A closed period: which figures are restated, and what is superseded.
fn closing(out: &mut String, standard: &Standard, run: &Run, closed: &ClosedPeriod) {
    let local = etalon_core::time::LocalTime::new(&standard.zone, closed.at, closed.at);
    let instant = |at: i64| etalon_core::show::instant(&local, at);
    let _ = writeln!(out, "closed {:?} {} at {}", closed.each, closed.period, instant(closed.at));
    let figure = |figure: Option<&Figure>| match figure {
        None => "none".to_owned(),
        Some(f) => format!("{}, n {}, not judged {}, {:?}", value(&f.value), f.n, f.unjudged, f.targets),
    };
    for restated in &closed.restated {
        let now = restated.now.map(|index| &run.outcome.figures[index]);
        let Some(any) = restated.closed.as_ref().or(now) else { continue };
        let name = &standard.metrics[any.metric.index()].label.name;
        let (then, now) = (figure(restated.closed.as_ref()), figure(now));
        let _ = writeln!(out, "  {name} of {}: closed {then}; now {now}; {:?}", any.subject, restated.because);
    }
    for superseded in &closed.superseded {
        let (what, was, now) = match &superseded.what {
            What::Finding { criterion, key, was, now, .. } => {
                let name = &standard.criteria[criterion.index()].label.name;
                (format!("{name} {key}"), format!("{was:?}"), now.map_or("gone".to_owned(), |now| format!("{now:?}")))
            }
            What::Decision { was, now } => {
                let state = |decision: &Option<Box<Decision>>| match decision {
                    None => "none".to_owned(),
                    Some(d) if d.withdrawn.is_some() => "withdrawn".to_owned(),
                    Some(_) => "standing".to_owned(),
                };
                let any = was.as_ref().or(now.as_ref()).expect("one of the two is there");
                (format!("{} {}, {}", any.subject_kind, any.subject, any.episode), state(was), state(now))
            }
        };
        let _ = writeln!(out, "  superseded {what} at {}: {was} → {now}", instant(superseded.at));
        for since in &superseded.since {
            let _ = writeln!(out, "    {:?} {} {}, {}", since.because, since.unit, since.key, instant(since.recorded));
        }
    }
}

fn source(out: &mut String, data: &SourceData) {
    let _ = writeln!(
        out,
        "source {}: read {} = accepted {} + duplicate {} + conflict {} + rejected {} + left out {} (corrected {}, retracted {})",
        data.source,
        data.read,
        data.accepted,
        data.duplicate,
        data.conflict,
        data.rejected,
        data.left_out,
        data.corrected,
        data.retracted,
    );
    for reason in &data.reasons {
        let _ = writeln!(out, "  rejected {} [{}]: {}", reason.count, reason.slug, reason.reason);
        for (file, row, found) in &reason.first {
            let _ = writeln!(out, "    {file}:{row}: {found}");
        }
    }
    for (key, places) in &data.conflicts {
        let _ = writeln!(out, "  conflict {key}: {places:?}");
    }
    for (field, count, keys) in &data.unknown_keys {
        let _ = writeln!(out, "  {field} leads nowhere {count} times: {}", keys.join(", "));
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::Ratio(ratio) => ratio.to_string(),
        other => format!("{other:?}"),
    }
}
