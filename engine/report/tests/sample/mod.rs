//! A small standard and outcome, made by hand.

use etalon_core::outcome::*;
use etalon_core::standard::*;
use etalon_core::table::Rejected;
use etalon_core::value::{Ratio, Value};
use etalon_core::{BinaryOp, Outcome, Span};

pub mod crowd;

const SPAN: Span = Span { file: 0, start: 0, end: 0 };

fn ratio(num: i128, den: i128) -> Ratio {
    Ratio::new(num, den).expect("a fraction")
}

fn words(text: &str) -> Words {
    Words(vec![(String::new(), text.to_owned())])
}

fn label(name: &str, title: &str) -> Label {
    Label {
        name: name.to_owned(),
        title: words(title),
        was: None,
        span: SPAN,
        name_span: SPAN,
        hash: String::new(),
        binds: Binds::default(),
    }
}

fn yes() -> Expr {
    Expr { kind: ExprKind::Const(Value::YesNo(true)), ty: Type::YesNo, optional: false, span: SPAN }
}

fn unit(name: &str, title: &str, kind: UnitKind, person: bool) -> Unit {
    Unit {
        label: label(name, title),
        kind,
        fields: Vec::new(),
        keys: Vec::new(),
        at: None,
        rev: None,
        recorded: None,
        valid: (None, None),
        person,
        sourced: true,
        kept: Vec::new(),
        given_up: Vec::new(),
        clocks: Vec::new(),
        course: None,
    }
}

fn criterion(name: &str, title: &str, guidance: &str) -> Criterion {
    Criterion {
        label: label(name, title),
        principle: Some(PrincipleId(0)),
        unit: UnitId(0),
        filter: None,
        require: Requirement::Condition(yes()),
        weight: Ratio::ONE,
        critical: None,
        employee_controls: true,
        subjects: Vec::new(),
        guidance: words(guidance),
        require_span: SPAN,
    }
}

pub fn standard() -> Standard {
    let agents = SubjectKind::Entity(UnitId(1), yes());
    let target = |bound: Ratio, per: usize, proven: bool, least: i64| Target {
        period: None,
        per: Some(per),
        op: BinaryOp::GreaterEqual,
        bound: Value::Ratio(bound),
        least,
        proven,
        span: SPAN,
    };
    Standard {
        name: "phone_centre".to_owned(),
        title: words("Phone contact centre"),
        version: "3".to_owned(),
        from: None,
        versions: Vec::new(),
        changed: Changed::default(),
        zone: jiff::tz::TimeZone::get("Europe/Tallinn").expect("a zone"),
        zone_name: "Europe/Tallinn".to_owned(),
        languages: vec!["en".to_owned()],
        closings: Vec::new(),
        owner: Some("Head of Service".to_owned()),
        hash: "0123456789abcdef".to_owned(),
        plugins: Vec::new(),
        calendars: Vec::new(),
        day_files: std::collections::BTreeMap::new(),
        params: vec![Param {
            label: label("quick", "quick"),
            ty: Type::Duration,
            value: Value::Duration(20_000_000),
            bounds: None,
        }],
        units: vec![
            unit("call", "A phone call", UnitKind::Event, false),
            unit("agent", "Agents", UnitKind::Entity, true),
        ],
        sources: Vec::new(),
        defines: Vec::new(),
        principles: vec![Principle {
            label: label("responsiveness", "Responsiveness"),
            meaning: words("We answer quickly."),
            weight: Ratio::ONE,
        }],
        criteria: vec![
            criterion("quick_answer", "Calls are answered within 20 seconds", "Finish the note after the next call."),
            criterion("solved_at_once", "The caller need not call again", "Ask what else there is & say what is next."),
        ],
        forms: Vec::new(),
        steps: Vec::new(),
        mitigations: Vec::new(),
        duties: Vec::new(),
        notices: Vec::new(),
        metrics: vec![
            Metric {
                label: label("service_level", "Service level"),
                unit: UnitId(0),
                filter: None,
                formula: Formula::Share(yes()),
                per: vec![
                    Per { name: "organization".to_owned(), subject: SubjectKind::Organization },
                    Per { name: "agent".to_owned(), subject: agents },
                ],
                each: vec![Period::Month],
                dated: yes(),
                targets: vec![target(ratio(4, 5), 0, false, 1), target(ratio(17, 20), 1, true, 10)],
                owner: Some("Head of Service".to_owned()),
                purpose: None,
                chart: None,
                hide: None,
                grades: Vec::new(),
                every: None,
                provisional: None,
                expected: Vec::new(),
            },
            Metric {
                label: label("wait", "Waiting time, half of the callers"),
                unit: UnitId(0),
                filter: None,
                formula: Formula::Percentile(Expr { ty: Type::Duration, ..yes() }, Ratio::whole(50)),
                per: vec![Per { name: "organization".to_owned(), subject: SubjectKind::Organization }],
                each: vec![Period::All],
                dated: yes(),
                targets: Vec::new(),
                owner: None,
                purpose: None,
                chart: None,
                hide: None,
                grades: Vec::new(),
                every: None,
                provisional: None,
                expected: Vec::new(),
            },
        ],
        ladders: vec![Ladder {
            label: label("conduct", "When the standard is not kept"),
            subject: Some(UnitId(1)),
            counts: Vec::new(),
            once: None,
            steps: vec![Step {
                name: "feedback".to_owned(),
                title: words("Feedback talk"),
                when: Vec::new(),
                owed_by: None,
                within: None,
                held: Some(Held { unit: UnitId(0), filter: None, subject: None }),
                guidance: words("Listen first."),
                span: SPAN,
            }],
            forgive: None,
            spares: None,
            appeal: None,
            overturned: Vec::new(),
            settled: None,
            handover: Handover::default(),
        }],
        recognitions: vec![Recognition {
            label: label("thank_you", "Thanks from a customer"),
            subject: Some(UnitId(1)),
            when: Celebrate::Unit { unit: UnitId(0), filter: None, subject: None },
            share: None,
            order: None,
        }],
        tests: Vec::new(),
    }
}

/// 2026-03-31 18:00 in Tallinn.
const AS_OF: i64 = 1_774_969_200_000_000;
const DAY: i64 = 86_400_000_000;

fn figure(per: usize, subject: &str, period: &str, met: i128, n: i128, verdict: TargetVerdict) -> Figure {
    Figure {
        metric: MetricId(0),
        per,
        subject: subject.to_owned(),
        each: Period::Month,
        period: period.to_owned(),
        span: Some((AS_OF - 31 * DAY, AS_OF)),
        n: u64::try_from(n).expect("a count"),
        unjudged: 0,
        numerator: Some(Value::Whole(i64::try_from(met).expect("a count"))),
        base: None,
        value: Value::Ratio(ratio(met, n)),
        exact: None,
        fair: None,
        bounds: Some((0.554, 0.833)),
        fault: None,
        targets: vec![(per, verdict)],
        misses_in_a_row: if matches!(verdict, TargetVerdict::MissedProven) { 2 } else { 0 },
        closed: true,
        hidden: false,
        chart: None,
        expected: None,
        provisional: false,
        graded: None,
    }
}

fn line(criterion: u16, met: u64, breached: u64) -> ScoreLine {
    let own = ratio(i128::from(breached) * 2 - 1, 2);
    ScoreLine {
        criterion: CriterionId(criterion),
        counts: [12, met, breached, 1, 2],
        causes: [own, ratio(1, 2), Ratio::ZERO, Ratio::ZERO],
        raw: Ratio::new(i128::from(met), i128::from(met + breached)),
        fair: Ratio::whole(i64::try_from(met).expect("a count"))
            .over(own.plus(Ratio::whole(i64::try_from(met).expect("a count"))).expect("fits")),
        bounds: Some((0.7, 0.9)),
    }
}

fn card(kind: &str, subject: &str, met: u64) -> Scorecard {
    Scorecard {
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        lines: vec![line(0, met + 40, 10), line(1, met, 60)],
        principles: vec![(0, Some(ratio(4, 5)), Some(ratio(9, 10)))],
        scores: Vec::new(),
        strengths: vec![0],
        weaknesses: vec![1],
    }
}

/// February closed with 800 of 1 000; a correction and a late call made it 790 of 1 000, and took a breach of c7 away.
fn closed() -> ClosedPeriod {
    let since =
        |because, key: &str| Since { because, unit: "call".to_owned(), key: key.to_owned(), recorded: AS_OF - 2 * DAY };
    ClosedPeriod {
        each: Period::Month,
        period: "2026-02".to_owned(),
        span: (AS_OF - 59 * DAY, AS_OF - 31 * DAY),
        at: AS_OF - 24 * DAY,
        restated: vec![Restated {
            closed: Some(figure(0, "organization", "2026-02", 800, 1000, TargetVerdict::Met)),
            now: Some(1),
            because: vec![Because::Correction, Because::LateEvent],
        }],
        superseded: vec![
            Superseded {
                id: "quick_answer/c7".to_owned(),
                what: What::Finding {
                    criterion: CriterionId(0),
                    unit: UnitId(0),
                    key: "c7".to_owned(),
                    was: Verdict::Breached,
                    now: Some(Verdict::Met),
                },
                at: AS_OF - 40 * DAY,
                since: vec![since(Because::Correction, "c7")],
            },
            Superseded {
                id: "00112233445566cc".to_owned(),
                what: What::Decision {
                    was: None,
                    now: Some(Box::new(Decision {
                        id: "00112233445566cc".to_owned(),
                        kind: DecisionKind::Step(LadderId(0), 0),
                        subject_kind: "agent".to_owned(),
                        subject: "anna".to_owned(),
                        at: AS_OF - 39 * DAY,
                        episode: "call c8".to_owned(),
                        owed_by: None,
                        due: None,
                        due_in: None,
                        held: None,
                        done_by_other: None,
                        withdrawn: None,
                        evidence: Vec::new(),
                        span: SPAN,
                    })),
                },
                at: AS_OF - 39 * DAY,
                since: vec![since(Because::LateEvent, "c8"), since(Because::Retraction, "c9")],
            },
        ],
    }
}

pub fn outcome() -> Outcome {
    let findings = |criterion: u16| CriterionFindings {
        criterion: CriterionId(criterion),
        unit: UnitId(0),
        verdicts: vec![Verdict::Met, Verdict::Breached, Verdict::NotJudged, Verdict::NotJudged],
        breaches: {
            let shares = [ratio(1, 2), ratio(1, 2), Ratio::ZERO, Ratio::ZERO];
            let mut breaches = Breaches::default();
            breaches.push(1, AS_OF - DAY, &Cause { shares, matched: Vec::new() });
            breaches
        },
        unjudged: vec![(2, "talked".into()), (3, "talked".into())],
    };
    Outcome {
        standard: ("phone_centre".to_owned(), "3".to_owned(), "0123456789abcdef".to_owned()),
        tz: "2025b".to_owned(),
        as_of: AS_OF,
        known: None,
        closings: vec![closed()],
        unreached: Vec::new(),
        data: vec![SourceData {
            source: "calls".to_owned(),
            unit: "call".to_owned(),
            files: vec!["data/calls-2026-03.csv".to_owned()],
            read: 12_345,
            accepted: 12_300,
            duplicate: 30,
            conflict: 4,
            rejected: 11,
            left_out: 0,
            corrected: 2,
            retracted: 0,
            ahead: 5,
            later: 0,
            reasons: vec![Rejected {
                slug: "not-a-number",
                reason: "`waited` is a duration, and this is none".to_owned(),
                count: 11,
                first: vec![("data/calls-2026-03.csv".to_owned(), 17, "abc".to_owned())],
            }],
            conflicts: vec![("c17".to_owned(), vec![("data/calls-2026-03.csv".to_owned(), 18)])],
            unknown_keys: vec![("agent".to_owned(), 3, vec!["a99".to_owned()])],
        }],
        units: vec![("call".to_owned(), 12_298)],
        findings: vec![findings(0), findings(1)],
        steps: Vec::new(),
        forms: Vec::new(),
        plugins: Vec::new(),
        figures: vec![
            figure(0, "organization", "2026-01", 900, 1000, TargetVerdict::Met),
            figure(0, "organization", "2026-02", 790, 1000, TargetVerdict::MissedNotProven),
            figure(0, "organization", "2026-03", 860, 1050, TargetVerdict::Met),
            figure(1, "anna", "2026-03", 21, 30, TargetVerdict::MissedProven),
            figure(1, "<script>alert(1)</script>", "2026-03", 22, 30, TargetVerdict::MissedNotProven),
            figure(1, "mari", "2026-03", 29, 30, TargetVerdict::Met),
            figure(1, "rein", "2026-03", 2, 3, TargetVerdict::TooFew),
            Figure {
                metric: MetricId(1),
                each: Period::All,
                period: "all".to_owned(),
                span: None,
                numerator: None,
                base: None,
                value: Value::Duration(16_450_000),
                bounds: None,
                fault: None,
                targets: Vec::new(),
                ..figure(0, "organization", "all", 1, 12_298, TargetVerdict::Met)
            },
        ],
        decisions: vec![
            Decision {
                id: "00112233445566aa".to_owned(),
                kind: DecisionKind::Step(LadderId(0), 0),
                subject_kind: "agent".to_owned(),
                subject: "anna".to_owned(),
                at: AS_OF - 10 * DAY,
                episode: "call c7".to_owned(),
                owed_by: Some("mark".to_owned()),
                due: Some(AS_OF - 8 * DAY),
                due_in: None,
                held: None,
                done_by_other: None,
                withdrawn: None,
                evidence: vec![Evidence {
                    at: AS_OF - 10 * DAY,
                    unit: "call".to_owned(),
                    key: "c7".to_owned(),
                    rule: "quick_answer".to_owned(),
                    share: "1".to_owned(),
                }],
                span: SPAN,
            },
            Decision {
                id: "00112233445566bb".to_owned(),
                kind: DecisionKind::Recognition(RecognitionId(0), None),
                subject_kind: "agent".to_owned(),
                subject: "mari".to_owned(),
                at: AS_OF - 3 * DAY,
                episode: "call c9".to_owned(),
                owed_by: None,
                due: None,
                due_in: None,
                held: None,
                done_by_other: None,
                withdrawn: None,
                evidence: Vec::new(),
                span: SPAN,
            },
        ],
        scorecards: vec![
            card("organization", "organization", 400),
            card("agent", "anna", 70),
            card("agent", "<script>alert(1)</script>", 90),
        ],
    }
}
