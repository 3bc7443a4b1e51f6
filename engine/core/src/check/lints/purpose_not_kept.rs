//! `purpose-not-kept`: a figure of a contract is held against a person, or pay hangs on too few cases.

use super::reason::{Rules, Space};
use crate::Diagnostic;
use crate::standard::{Counted, SubjectKind};

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let standard = space.standard;
    let is_person = |unit: crate::standard::UnitId| standard.units[unit.index()].person;
    for ladder in standard.ladders.iter().filter(|ladder| ladder.subject.is_some_and(is_person)) {
        for counted in &ladder.counts {
            let Counted::Misses { metric, .. } = counted else { continue };
            let metric = &standard.metrics[metric.index()];
            if metric.purpose.as_deref() == Some("contract") {
                let (figure, name) = (&metric.label.name, &ladder.label.name);
                let what = format!("ladder `{name}` holds `{figure}`, a figure of a contract, against a person");
                out.push(
                    Diagnostic::error("purpose-not-kept", ladder.label.name_span, what)
                        .label(metric.label.name_span, "says `purpose contract`")
                        .reason("A contract counts what the customer saw, whoever caused it; people answer for their own part only.")
                        .help("let the ladder count `faults of` the criterion, or a figure without this purpose"),
                );
            }
        }
    }
    for metric in standard.metrics.iter().filter(|metric| metric.purpose.as_deref() == Some("pay")) {
        for target in &metric.targets {
            let of_person =
                |per: &crate::standard::Per| matches!(per.subject, SubjectKind::Entity(unit, _) if is_person(unit));
            let speaks = match target.per {
                Some(index) => metric.per.get(index).is_some_and(of_person),
                None => metric.per.iter().any(of_person),
            };
            if speaks && target.least < 2 && !target.proven {
                let what = format!("pay of a person hangs on `{}`, however few cases there are", metric.label.name);
                out.push(
                    Diagnostic::error("purpose-not-kept", target.span, what)
                        .reason("A single case would decide; small samples prove nothing.")
                        .help("say how many cases it takes: `at least 20`, or `proven`"),
                );
            }
        }
    }
}
