//! Zendesk's incremental export by cursor, as its documentation shows it, with the faults that a test wants.

use super::server::{Answer, Asked};

/// How many tickets a page of it holds at most.
const PAGE: usize = 3;

/// The answer to a request, of a Zendesk of so many tickets.
pub fn answer(asked: &Asked, tickets: usize) -> Answer {
    // me@acme.com/token:s3cr3t
    if asked.header("authorization") != Some("Basic bWVAYWNtZS5jb20vdG9rZW46czNjcjN0") {
        return Answer::new(401, r#"{"error":"Couldn't authenticate you"}"#);
    }
    let Some((path, query)) = asked.path.split_once('?') else {
        return Answer::new(404, r#"{"error":"RecordNotFound"}"#);
    };
    if path != "/api/v2/incremental/tickets/cursor.json" {
        return Answer::new(404, r#"{"error":"InvalidEndpoint"}"#);
    }
    let param = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let from: usize = match (param("cursor"), param("start_time")) {
        (Some(cursor), _) => match cursor.strip_prefix("at-").and_then(|at| at.parse().ok()) {
            Some(at) => at,
            None => {
                return Answer::new(422, r#"{"error":"InvalidPaginationParameter","description":"invalid cursor"}"#);
            }
        },
        (None, Some(_)) => 0,
        _ => return Answer::new(400, r#"{"error":"StartTimeMissing"}"#),
    };
    let to = tickets.min(from + PAGE.min(param("per_page").and_then(|n| n.parse().ok()).unwrap_or(PAGE)));
    let list: Vec<String> = (from..to)
        .map(|n| {
            format!(
                r#"{{"id":{},"created_at":"2026-03-02T09:00:{n:02}Z","updated_at":"2026-03-02T10:00:{n:02}Z","status":"solved","priority":"high",
                "type":null,"via":{{"channel":"email"}},"assignee_id":7,"group_id":8,"subject":"words of a customer","satisfaction_rating":null}}"#,
                1000 + n
            )
        })
        .collect();
    let sets: Vec<String> = (from..to)
        .map(|n| format!(r#"{{"ticket_id":{},"solved_at":"2026-03-02T10:00:{n:02}Z","reply_time_in_minutes":{{"calendar":{n},"business":null}},"replies":1,"reopens":0}}"#, 1000 + n))
        .collect();
    let ended = to == tickets;
    let body = format!(
        r#"{{"tickets":[{}],"metric_sets":[{}],"after_cursor":"at-{to}","after_url":"x","before_cursor":null,"end_of_stream":{ended}}}"#,
        list.join(","),
        sets.join(",")
    );
    Answer::new(200, body).header("content-type", "application/json; charset=utf-8")
}
