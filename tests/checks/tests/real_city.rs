//! The city's requests: every reference figure, computed by a standard in the language.

#![expect(clippy::unwrap_used, reason = "what is not as expected fails the test")]

use etalon_checks::real::{Real, agrees, in_units, is_share, share, whole};
use etalon_core::outcome::DecisionKind;
use std::collections::BTreeMap;

const HOUR: f64 = 3_600e6;

/// Figures of the reference that no word of the language says yet.
const NOT_SAYABLE: &[(&str, &str)] = &[];

#[test]
fn the_city_requests_give_the_reference_figures() {
    let Some(mut r) =
        Real::run("city-requests", "boston311_animal", "requests_2013_2018.csv.gz", "reference_2013_2018.json")
    else {
        return;
    };
    let data = &r.run.outcome.data;
    assert_eq!((data[0].read, data[0].accepted), (37_710, 37_710));
    assert_eq!((data[1].read, data[1].accepted, data[1].left_out), (37_710, 22_393, 15_317));

    assert_eq!(r.count("requests"), r.reference("requests").as_i64().unwrap());
    for (metric, reference) in [("per_year", "per_year"), ("per_month", "per_month")] {
        let expected = r.reference(reference);
        let found: BTreeMap<_, _> = r.by_period(metric).into_iter().map(|(k, f)| (k.to_owned(), whole(f))).collect();
        assert_eq!(found, object(&expected), "{metric}");
    }
    let expected = r.reference("status");
    let found: BTreeMap<_, _> = r.by_subject("by_status").into_iter().map(|(k, f)| (k.to_owned(), whole(f))).collect();
    assert_eq!(found, object(&expected));

    promises(&mut r);
    tables(&mut r);
    times(&mut r);
    escalations(&mut r);
    r.assert_all_covered(NOT_SAYABLE);
}

fn object(value: &serde_json::Value) -> BTreeMap<String, i64> {
    value.as_object().unwrap().iter().map(|(k, v)| (k.clone(), v.as_i64().unwrap())).collect()
}

fn promises(r: &mut Real) {
    let flag = r.reference("on_time");
    assert_eq!(share(r.one("flagged")), (flag["ontime"].as_i64().unwrap(), flag["n"].as_i64().unwrap()));
    let promised = r.reference("with_promise");
    assert_eq!(r.one("with_promise").n, promised["n"].as_u64().unwrap());
    assert!(is_share(r.one("with_promise"), &promised["share"]));
    let kept = r.reference("promise_kept_recomputed");
    assert_eq!(share(r.one("kept_by_dates")), (kept["kept"].as_i64().unwrap(), kept["n"].as_i64().unwrap()));
    assert_eq!(share(r.one("kept_by_dates")), (19_012, 19_895));
    assert_eq!(r.count("disagree"), kept["disagree"].as_i64().unwrap());
    let open = r.reference("open_with_promise");
    assert_eq!(share(r.one("open_promised")), (open["overdue"].as_i64().unwrap(), open["n"].as_i64().unwrap()));
    let none = r.reference("no_promise");
    let found = r.by_subject("no_promise");
    assert_eq!(whole(found["Closed"]), none["closed"].as_i64().unwrap());
    assert_eq!(whole(found["Open"]), none["open"].as_i64().unwrap());
    assert_eq!(r.count("no_promise_overdue"), none["overdue"].as_i64().unwrap());
}

/// The share kept by year, type, channel, department, queue, place and month.
fn tables(r: &mut Real) {
    let years = r.reference("promised_by_year");
    let found = r.by_period("kept_by_year");
    assert_eq!(found.len(), years.as_array().unwrap().len());
    for row in years.as_array().unwrap() {
        let figure = found[row["y"].to_string().as_str()];
        assert_eq!(figure.n, row["n"].as_u64().unwrap());
        assert!(is_share(figure, &row["share"]));
    }
    for (metric, reference, key, least) in [
        ("kept_by_type", "promised_by_type", "type", 0),
        ("kept_by_channel", "promised_by_source", "source", 0),
        ("kept_by_department", "promised_by_department", "department", 0),
        ("kept_by_queue", "promised_by_queue_n100", "queue", 100),
        ("kept_by_place", "promised_by_neighborhood", "neighborhood", 0),
    ] {
        let expected = r.reference(reference);
        let found: BTreeMap<_, _> = r.by_subject(metric).into_iter().filter(|(_, f)| f.n >= least && f.n > 0).collect();
        assert_eq!(found.len(), expected.as_array().unwrap().len(), "{metric}");
        for row in expected.as_array().unwrap() {
            let figure = found[row[key].as_str().unwrap_or("(missing)")];
            assert_eq!(figure.n, row["n"].as_u64().unwrap(), "{metric} {row}");
            assert!(is_share(figure, &row["share"]), "{metric} {row}");
        }
    }
    let worst = r.reference("worst_months_n30");
    let missed: Vec<_> = r
        .all("kept_by_month")
        .into_iter()
        .filter(|f| f.targets.iter().any(|(_, v)| *v >= etalon_core::outcome::TargetVerdict::MissedNotProven))
        .collect();
    assert_eq!(missed.len(), worst.as_array().unwrap().len());
    for (figure, row) in missed.iter().zip(worst.as_array().unwrap()) {
        assert_eq!((figure.period.as_str(), figure.n), (row["ym"].as_str().unwrap(), row["n"].as_u64().unwrap()));
        assert!(is_share(figure, &row["share"]));
    }
}

fn times(r: &mut Real) {
    let promised = r.reference("promise_hours");
    for row in promised.as_array().unwrap() {
        let kind = row["type"].as_str().unwrap();
        for (metric, key) in [("promise_least", "lo"), ("promise_median", "med"), ("promise_most", "hi")] {
            let figure = r.by_subject(metric)[kind];
            assert_eq!(figure.n, row["n"].as_u64().unwrap());
            assert!(agrees(in_units(figure, HOUR), &row[key], 4), "{metric} {kind} {}", in_units(figure, HOUR));
        }
    }
    let closed = r.reference("close_hours");
    for row in closed.as_array().unwrap() {
        let kind = row["type"].as_str().unwrap();
        for (metric, key) in [("close_median", "med"), ("close_p90", "p90")] {
            let figure = r.by_subject(metric)[kind];
            assert_eq!(figure.n, row["n"].as_u64().unwrap());
            assert!(agrees(in_units(figure, HOUR), &row[key], 4), "{metric} {kind}");
        }
    }
    let within = r.reference("closed_within");
    for (metric, key) in [("closed_24h", "h24"), ("closed_72h", "h72")] {
        assert_eq!(share(r.one(metric)), (within[key].as_i64().unwrap(), within["base"].as_i64().unwrap()));
    }
    let before = r.reference("closed_before_open").as_i64().unwrap();
    assert_eq!(r.count("closed_before_open"), before);
}

fn escalations(r: &mut Real) {
    let repeat = r.reference("repeat_late_7d");
    assert_eq!(r.count("late_again"), repeat["hits"].as_i64().unwrap());
    assert_eq!(r.count("late_again_queues"), repeat["queues"].as_i64().unwrap());

    // Two bad months in a row: how often, from the figures; when first, from the ladder.
    let bad = r.reference("two_bad_months_in_row");
    let mut pairs: BTreeMap<&str, (i64, &str)> = BTreeMap::new();
    for figure in r.all("kept_by_queue_month") {
        if figure.misses_in_a_row >= 2 {
            let entry = pairs.entry(&figure.subject).or_insert((0, &figure.period));
            entry.0 += 1;
            entry.1 = entry.1.min(&figure.period);
        }
    }
    assert_eq!(pairs.len(), bad.as_array().unwrap().len(), "{pairs:?}");
    let reviews: BTreeMap<_, _> = r
        .run
        .outcome
        .decisions
        .iter()
        .filter(|d| matches!(d.kind, DecisionKind::Step(_, 1)))
        .map(|d| (d.subject.as_str(), d))
        .collect();
    for row in bad.as_array().unwrap() {
        let queue = row["queue"].as_str().unwrap();
        assert_eq!(pairs[queue], (row["pairs"].as_i64().unwrap(), row["first_second_month"].as_str().unwrap()));
        assert!(reviews.contains_key(queue), "{queue} has a review");
    }
    assert_eq!(reviews.len(), pairs.len());
}
