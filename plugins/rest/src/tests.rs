//! Against services that cut their answers in each way.

use super::Rest;
use etalon_plugin::connector::json::{Value as Json, json};
use etalon_plugin::connector::{Failure, FailureKind, Next, Request, Response, Source, Value, fake};

const FIELDS: &str = "id text = id\nat instant = closed.at\nwaited duration? = wait in seconds";

fn ready(settings: &[(&'static str, &'static str)]) {
    let mut all = vec![
        ("url", "https://api.example.com/v1/calls"),
        ("fields", FIELDS),
        ("time", "at"),
        ("key", "id"),
        ("wait", "60"),
    ];
    all.retain(|(name, _)| !settings.iter().any(|(set, _)| set == name));
    all.extend(settings);
    fake::settings(&all);
}

fn rows(from: u64, to: u64) -> Json {
    (from..to).map(|n| json!({ "id": n, "closed": { "at": "2026-03-02T09:00:00Z" }, "wait": n as f64 / 2.0 })).collect()
}

fn number(request: &Request, name: &str) -> Option<u64> {
    let (_, query) = request.url.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
}

/// All rows that come until the service has no more, each poll from the stored place, as after a restart.
fn all(most: u32) -> Result<(Vec<Value>, Option<Vec<u8>>), Failure> {
    let (mut ids, mut cursor) = (Vec::new(), None::<Vec<u8>>);
    go_on(most, &mut ids, &mut cursor)?;
    Ok((ids, cursor))
}

fn go_on(most: u32, ids: &mut Vec<Value>, cursor: &mut Option<Vec<u8>>) -> Result<(), Failure> {
    for _ in 0..100 {
        let page = Rest::open("rows", cursor.as_deref())?.poll(most)?;
        ids.extend(page.rows.values().iter().map(|row| row[0].clone()));
        *cursor = Some(page.cursor);
        if page.next != Next::Now {
            return Ok(());
        }
    }
    panic!("it never ends");
}

fn due(to: u64) -> Vec<Value> {
    (0..to).map(|n| Value::Text(n.to_string())).collect()
}

/// A service of so many rows, which may grow.
fn service(
    style: &'static str,
    rows_now: std::rc::Rc<std::cell::Cell<u64>>,
) -> impl FnMut(&Request) -> Result<Response, Failure> {
    move |request| {
        let all = rows_now.get();
        let page = |from: u64| rows(from.min(all), (from + 4).min(all));
        let body = match style {
            "page" => json!({ "data": page((number(request, "page").unwrap_or(1) - 1) * 4) }),
            "offset" => json!({ "data": page(number(request, "offset").unwrap_or(0)) }),
            _ => {
                let from = number(request, "cursor").unwrap_or(0);
                let next = (from + 4 < all).then_some(from + 4);
                let link = next.map(|next| format!("/v1/calls?cursor={next}"));
                let answer = json!({ "data": page(from), "cursor": next, "next": link });
                let response = Response::new(200, answer.to_string());
                return Ok(match (style, link) {
                    ("link", Some(link)) => {
                        response.with("Link", &format!("</x>; rel=\"prev\", <{link}>; rel=\"next\""))
                    }
                    _ => response,
                });
            }
        };
        Ok(Response::new(200, body.to_string()))
    }
}

#[test]
fn every_way_of_cutting_brings_each_row_once_and_what_is_new_later() {
    for (style, next) in [("page", ""), ("offset", ""), ("cursor", "cursor"), ("next", "next"), ("link", "")] {
        // Pages of the service are smaller, as large, and larger than what the host asks for.
        for most in [1, 3, 4, 9] {
            let now = std::rc::Rc::new(std::cell::Cell::new(10));
            ready(&[("pages", style), ("rows", "data"), ("next", next)]);
            fake::answer(service(style, now.clone()));
            let (mut ids, mut cursor) = all(most).expect("rows");
            assert_eq!(ids, due(10), "{style}, {most} at a time");
            for more in [11, 12, 13, 17] {
                now.set(more);
                go_on(most, &mut ids, &mut cursor).expect("rows");
                assert_eq!(ids, due(more), "{style}, {most} at a time, grown to {more}");
            }
        }
    }
}

#[test]
fn one_answer_is_all_there_is() {
    ready(&[]);
    fake::answer(|_| Ok(Response::new(200, rows(0, 5).to_string())));
    let mut reader = Rest::open("rows", None).expect("a start");
    let page = reader.poll(10).expect("a page");
    assert_eq!((page.rows.len(), page.next), (5, Next::Ended));
    assert_eq!(page.rows.values()[3][1..], [Value::Instant(1_772_442_000_000_000), Value::Duration(1_500_000)]);
}

#[test]
fn the_secret_goes_along_as_the_operator_says() {
    fake::secrets(&[("token", "x")]);
    for (auth, name, value) in [
        ("bearer", "authorization", "Bearer {secret:token}"),
        ("basic", "authorization", "Basic bWU6e3NlY3JldDp0b2tlbn0="),
        ("header", "x-key", "{secret:token}"),
    ] {
        ready(&[("auth", auth), ("user", "me"), ("header", "x-key")]);
        fake::answer(|_| Ok(Response::new(200, "[]")));
        Rest::open("rows", None).and_then(|mut r| r.poll(1)).expect("a page");
        assert!(fake::sent()[0].headers.contains(&(name.to_owned(), value.to_owned())), "{:?}", fake::sent());
    }
}

#[test]
fn the_fields_become_a_stream() {
    ready(&[]);
    let streams = Rest::discover().expect("a stream");
    assert_eq!(streams[0]["fields"][2], json!({ "name": "waited", "type": "duration", "nullable": true }));
    assert_eq!((&streams[0]["time"], &streams[0]["key"]), (&json!("at"), &json!(["id"])));
}

fn fault(settings: &[(&'static str, &'static str)], body: &str, status: u16, cursor: Option<&[u8]>) -> Failure {
    ready(settings);
    let body = body.to_owned();
    fake::answer(move |_| Ok(Response::new(status, body.clone())));
    Rest::open("rows", cursor).and_then(|mut r| r.poll(10)).expect_err("a fault")
}

#[test]
fn fields_that_cannot_be_meant_and_rows_that_do_not_fit_are_told() {
    for wrong in [
        "",
        "id",
        "id text",
        "ID text = x",
        "id words = x",
        "a b c = x",
        "w duration = x",
        "w duration = x in days",
        "t text = x in seconds",
        "a text = x\na text = y",
    ] {
        let failure = fault(&[("fields", wrong)], "[]", 200, None);
        assert!(failure.kind == FailureKind::Settings && failure.text.starts_with("`fields`"), "{wrong}: {failure:?}");
    }
    for (row, told) in [
        (r#"{"id":"a","closed":{"at":"soon"}}"#, "row 1 of the page: `closed.at` is no instant"),
        (r#"{"id":"a","closed":{}}"#, "row 1 of the page has no `closed.at`"),
        (r#"{"id":["a"],"closed":{"at":"2026-03-02T09:00:00Z"}}"#, "`id` is no text"),
        (r#"{"id":"a","closed":{"at":"2026-03-02T09:00:00Z"},"wait":"n/a"}"#, "`wait` is no duration"),
    ] {
        let failure = fault(&[], &format!("[{row}]"), 200, None);
        assert!(failure.text.contains(told), "{failure:?}");
    }
}

#[test]
fn what_follows_from_an_answer() {
    assert_eq!(fault(&[], "{}", 200, None).kind, FailureKind::Settings, "no list there");
    assert_eq!(fault(&[], "<html>", 200, None).kind, FailureKind::Again, "no JSON");
    assert_eq!(fault(&[], "", 401, None).kind, FailureKind::Denied);
    assert_eq!(fault(&[], "", 503, None).kind, FailureKind::Again);
    assert_eq!(fault(&[("pages", "cursor")], "", 422, Some(br#"{"at":"x","taken":0}"#)).kind, FailureKind::CursorLost);
    assert_eq!(fault(&[("pages", "cursor")], "", 422, None).kind, FailureKind::Never);
    assert_eq!(fault(&[], "[]", 200, Some(b"?")).kind, FailureKind::CursorLost);
    assert_eq!(fault(&[("more", "more")], r#"{"rows":[]}"#, 200, None).kind, FailureKind::Settings);
}
