//! The area `run`: a folder's standard over its `data/`; what follows, as text.

use crate::{check, compare, render};
use etalon_core::evaluate::{Options, Run, Sequential, evaluate};
use etalon_core::outcome::{DecisionKind, SourceData, Verdict};
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
    out
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
