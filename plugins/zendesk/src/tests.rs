//! Against answers in Zendesk's shapes.

use super::Zendesk;
use etalon_plugin::connector::{FailureKind, Next, Response, Source, Value, fake};

const PAGE: &str = r#"{
  "tickets": [
    { "id": 35436, "created_at": "2026-03-02T09:00:00Z", "updated_at": "2026-03-02T10:30:00Z", "generated_timestamp": 1772447460, "status": "solved", "priority": "high",
      "type": "incident", "via": { "channel": "email" }, "assignee_id": 235323, "group_id": 98738, "subject": "secret words",
      "satisfaction_rating": { "score": "good" } },
    { "id": 35437, "created_at": "2026-03-02T09:05:00Z", "updated_at": "2026-03-02T09:05:00Z", "status": "new", "priority": null,
      "type": null, "via": { "channel": "web" }, "assignee_id": null, "group_id": null, "satisfaction_rating": null }
  ],
  "metric_sets": [
    { "ticket_id": 35436, "solved_at": "2026-03-02T10:30:00Z", "reply_time_in_minutes": { "calendar": 12, "business": 10 },
      "full_resolution_time_in_minutes": { "calendar": 90, "business": 80 }, "requester_wait_time_in_minutes": { "calendar": 30 },
      "replies": 2, "reopens": 0 }
  ],
  "after_url": "https://acme.zendesk.com/api/v2/incremental/tickets/cursor.json?cursor=MTU3NjYxMzUzOS4wfHw0Njd8",
  "after_cursor": "MTU3NjYxMzUzOS4wfHw0Njd8", "before_cursor": null, "end_of_stream": false }"#;

fn ready(status: u16, body: &'static str) {
    fake::settings(&[("subdomain", "acme"), ("email", "me@acme.com"), ("since", "2026-01-01T00:00:00Z"), ("url", "")]);
    fake::secrets(&[("api_token", "x")]);
    fake::time(1_800_000_000_000_000);
    fake::answer(move |_| Ok(Response::new(status, body)));
}

fn kind(status: u16, cursor: Option<&[u8]>) -> FailureKind {
    ready(status, "{}");
    Zendesk::open("tickets", cursor).and_then(|mut z| z.poll(10)).expect_err("a fault").kind
}

#[test]
fn a_page_becomes_rows_and_the_next_one_follows_the_cursor() {
    ready(200, PAGE);
    let mut zendesk = Zendesk::open("tickets", None).expect("a start");
    let page = zendesk.poll(5000).expect("a page");
    let first = &page.rows.values()[0];
    assert_eq!(first[0], Value::Text("35436".into()));
    assert_eq!(first[1], Value::Instant(1_772_442_000_000_000));
    assert_eq!(first[3], Value::Whole(1_772_447_460));
    assert_eq!(first[12], Value::Duration(12 * 60_000_000));
    assert_eq!(first[16], Value::Whole(2));
    assert_eq!(
        page.rows.values()[1][5..13],
        vec![Value::None; 8][..]
            .iter()
            .cloned()
            .enumerate()
            .map(|(i, v)| if i == 2 { Value::Text("web".into()) } else { v })
            .collect::<Vec<_>>()[..]
    );
    assert!(!format!("{:?}", page.rows).contains("secret words"), "no words of a ticket come along");
    assert_eq!((page.next, page.cursor.as_slice()), (Next::Now, &b"MTU3NjYxMzUzOS4wfHw0Njd8"[..]));
    zendesk.poll(10).expect("another");
    let sent = fake::sent();
    assert_eq!(
        sent[0].url,
        "https://acme.zendesk.com/api/v2/incremental/tickets/cursor.json?start_time=1767225600&per_page=1000&include=metric_sets"
    );
    assert_eq!(
        sent[1].url,
        "https://acme.zendesk.com/api/v2/incremental/tickets/cursor.json?cursor=MTU3NjYxMzUzOS4wfHw0Njd8&per_page=10&include=metric_sets"
    );
    // me@acme.com/token:{secret:api_token}
    assert_eq!(sent[0].headers[0].1, "Basic bWVAYWNtZS5jb20vdG9rZW46e3NlY3JldDphcGlfdG9rZW59");
}

#[test]
fn at_the_end_it_waits_and_keeps_its_place() {
    ready(200, r#"{ "tickets": [], "after_cursor": null, "end_of_stream": true }"#);
    let page = Zendesk::open("tickets", Some(b"abc")).and_then(|mut z| z.poll(10)).expect("a page");
    assert_eq!((page.rows.len(), page.cursor.as_slice(), page.next), (0, &b"abc"[..], Next::After(60)));
}

#[test]
fn what_follows_from_what_zendesk_says() {
    assert_eq!(kind(401, None), FailureKind::Denied);
    assert_eq!(kind(403, None), FailureKind::Denied);
    assert_eq!(kind(404, None), FailureKind::Settings);
    assert_eq!(kind(422, None), FailureKind::Settings);
    assert_eq!(kind(422, Some(b"old")), FailureKind::CursorLost);
    assert_eq!(kind(500, None), FailureKind::Again);
    assert_eq!(kind(200, None), FailureKind::Again, "an answer without tickets");
    fake::answer(|_| Ok(Response::new(429, "").with("Retry-After", "93")));
    let failure = Zendesk::open("tickets", None).and_then(|mut z| z.poll(10)).expect_err("a fault");
    assert_eq!((failure.kind, failure.after), (FailureKind::Again, Some(93)));
}

#[test]
fn settings_that_cannot_be_meant_are_told() {
    for (name, value) in [("subdomain", "acme.zendesk.com/x"), ("subdomain", ""), ("email", ""), ("since", "yesterday")]
    {
        ready(200, PAGE);
        let mut settings =
            vec![("subdomain", "acme"), ("email", "me@acme.com"), ("since", "2026-01-01T00:00:00Z"), ("url", "")];
        settings.retain(|(known, _)| *known != name);
        settings.push((name, value));
        fake::settings(&settings);
        let failure = Zendesk::open("tickets", None).and_then(|mut z| z.poll(10)).expect_err("a fault");
        assert!(failure.kind == FailureKind::Settings && failure.text.contains(name), "{failure:?}");
    }
    ready(200, r#"{ "user": { "id": null } }"#);
    assert_eq!(Zendesk::check()[0].setting, "api_token");
    ready(200, r#"{ "user": { "id": 7 } }"#);
    assert!(Zendesk::check().is_empty());
}
