//! The help desk's conversations: every reference figure, computed by a standard in the language.

#![expect(clippy::unwrap_used, reason = "what is not as expected fails the test")]

use etalon_checks::real::{Real, agrees, in_units, is_share, number, share, whole};
use etalon_core::value::Value;
use std::collections::BTreeMap;

const MINUTE: f64 = 60e6;

/// Figures of the reference that no word of the language says yet.
const NOT_SAYABLE: &[(&str, &str)] = &[];

#[test]
fn the_help_desk_gives_the_reference_figures() {
    let Some(mut r) =
        Real::run("help-desk", "helpdesk_utterances", "utterances_2022_01_08.csv", "reference_2022_01_08.json")
    else {
        return;
    };
    for (metric, reference) in [
        ("sentences", "utterances"),
        ("tickets", "issues"),
        ("messages", "messages"),
        ("base", "first_public_by_customer"),
        ("thanks", "thanks_in_any_reply"),
        ("apologies", "apology_in_any_reply"),
        ("urges", "customer_escalates"),
        ("last_word", "customer_has_last_word"),
        ("no_desk", "no_public_desk_message"),
    ] {
        let expected = r.reference(reference).as_i64().unwrap();
        assert_eq!(r.count(metric), expected, "{metric}");
    }
    let span = r.reference("span");
    for (metric, key) in [("first_sent", "first"), ("last_sent", "last")] {
        let Value::Instant(at) = r.one(metric).value else { panic!("an instant") };
        let local = etalon_core::time::LocalTime::new(&r.standard.zone, at, at);
        let text = etalon_core::show::instant(&local, at);
        assert!(text.replace(' ', "T").starts_with(&span[key].as_str().unwrap()[..16]), "{text}");
    }
    by_name(&mut r);
    first_answers(&mut r);
    words(&mut r);
    dialogues(&mut r);
    gaps(&mut r);
    r.assert_all_covered(NOT_SAYABLE);
}

fn object(value: &serde_json::Value) -> BTreeMap<String, i64> {
    value.as_object().unwrap().iter().map(|(k, v)| (k.clone(), v.as_i64().unwrap())).collect()
}

fn by_name(r: &mut Real) {
    let roles = r.reference("messages_by_role");
    let found: BTreeMap<_, _> =
        r.by_subject("messages_by_role").into_iter().map(|(k, f)| (k.to_owned(), whole(f))).collect();
    assert_eq!(found, object(&roles));
    let private = r.reference("private_messages");
    assert_eq!(share(r.one("private_messages")).0, private["c"].as_i64().unwrap());
    assert!(is_share(r.one("private_messages"), &private["share"]));
    let months = r.reference("issues_per_month");
    let found: BTreeMap<_, _> =
        r.by_period("tickets_per_month").into_iter().map(|(k, f)| (k.to_owned(), whole(f))).collect();
    assert_eq!(found, object(&months));
    let people = r.reference("desk_authors_per_issue");
    assert!(agrees(number(r.one("people_mean")), &people["mean"], 4));
    assert_eq!(number(r.one("people_most")), people["max"].as_f64().unwrap());
    assert_eq!(r.count("people_many"), people["ge5"].as_i64().unwrap());
}

fn first_answers(r: &mut Real) {
    let minutes = r.reference("first_response_minutes");
    assert_eq!(r.count("answered"), minutes["answered"].as_i64().unwrap());
    assert_eq!(r.count("base"), minutes["base"].as_i64().unwrap());
    for (metric, key) in [("answer_median", "median"), ("answer_p90", "p90"), ("answer_mean", "mean")] {
        assert!(agrees(in_units(r.one(metric), MINUTE), &minutes[key], 4), "{metric}");
    }
    let minutes = r.reference("human_first_response_minutes");
    assert_eq!(r.count("human_answered"), minutes["answered"].as_i64().unwrap());
    for (metric, key) in [("human_median", "median"), ("human_p90", "p90")] {
        assert!(agrees(in_units(r.one(metric), MINUTE), &minutes[key], 4), "{metric}");
    }
    for (reference, prefix) in [("first_response_within", "answered"), ("human_first_response_within", "human")] {
        let within = r.reference(reference);
        for (suffix, key) in [("15m", "m15"), ("1h", "h1"), ("4h", "h4"), ("24h", "h24")] {
            let figure = r.one(&format!("{prefix}_{suffix}"));
            assert_eq!(
                share(figure),
                (within[key].as_i64().unwrap(), within["base"].as_i64().unwrap()),
                "{prefix} {key}"
            );
        }
    }
    assert_eq!(
        ["human_15m", "human_1h", "human_4h", "human_24h"].map(|m| share(r.one(m))),
        [(198, 237), (212, 237), (222, 237), (225, 237)]
    );
    for (reference, metric) in
        [("first_response_1h_by_month", "answered_1h"), ("human_first_response_4h_by_month", "human_4h")]
    {
        let months = r.reference(reference);
        let found = r.by_period(metric);
        assert_eq!(found.len(), months.as_array().unwrap().len(), "{metric}");
        for row in months.as_array().unwrap() {
            let figure = found[row["ym"].as_str().unwrap()];
            assert_eq!(figure.n, row["n"].as_u64().unwrap());
            assert!(is_share(figure, &row["share"]));
        }
    }
    for (reference, metric) in
        [("human_first_reply_author_top15", "human_by_author"), ("first_reply_author_top15", "by_first_author")]
    {
        let authors = r.reference(reference);
        let found = r.by_subject(metric);
        for row in authors.as_array().unwrap() {
            let figure = found[row["author"].as_str().unwrap()];
            assert_eq!(figure.n, row["n"].as_u64().unwrap());
            assert!(agrees(in_units(figure, MINUTE), &row["med"], 4), "{metric} {row}");
        }
    }
}

fn words(r: &mut Real) {
    for (reference, metric) in
        [("greeting_in_first_reply", "greeting"), ("human_greeting_in_first_reply", "human_greeting")]
    {
        let expected = r.reference(reference);
        assert_eq!(
            share(r.one(metric)),
            (expected["c"].as_i64().unwrap(), expected["n"].as_i64().unwrap()),
            "{metric}"
        );
    }
    let outside = r.reference("messages_outside_office");
    assert_eq!(share(r.one("outside_office")), (outside["c"].as_i64().unwrap(), outside["n"].as_i64().unwrap()));
}

fn dialogues(r: &mut Real) {
    for (top, one_round, metric) in [
        ("dialogue_top10", "dialogue_one_round", "dialogues"),
        ("human_dialogue_top10", "human_dialogue_one_round", "human_dialogues"),
    ] {
        let expected = r.reference(top);
        let round = r.reference(one_round).as_i64().unwrap();
        let found: BTreeMap<String, i64> =
            r.by_subject(metric).into_iter().map(|(k, f)| (k.replace(" > ", ""), whole(f))).collect();
        for (dialogue, n) in object(&expected) {
            assert_eq!(found[&dialogue], n, "{metric} {dialogue}");
        }
        assert_eq!(found["CD"] + found["CDC"], round);
    }
}

fn gaps(r: &mut Real) {
    for (reference, prefix) in [("reply_gaps", ""), ("human_reply_gaps", "human_")] {
        let expected = r.reference(reference);
        assert_eq!(r.count(&format!("{prefix}gaps")), expected["n"].as_i64().unwrap(), "{prefix}");
        let median = in_units(r.one(&format!("{prefix}gap_median")), MINUTE);
        assert!(agrees(median, &expected["median"], 4), "{prefix} {median}");
        assert_eq!(r.count(&format!("{prefix}gaps_24h")), expected["over24"].as_i64().unwrap());
        assert_eq!(r.count(&format!("{prefix}gaps_72h")), expected["over72"].as_i64().unwrap());
    }
}
