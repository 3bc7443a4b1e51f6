//! A ticket as a row. No subject, no words, no requester: a standard for service needs none of them.

use etalon_plugin::connector::json::Value as Json;
use etalon_plugin::connector::{Failure, Field, Kind, Stream, Value, instant};

/// The one stream.
pub(crate) const TICKETS: Stream = Stream {
    name: "tickets",
    doc: "Tickets, each time they changed; the same id again is a correction.",
    time: Some("updated"),
    key: &["id"],
    fields: &[
        Field::new("id", Kind::Text),
        Field::new("created", Kind::Instant),
        Field::new("updated", Kind::Instant),
        Field::new("revision", Kind::Whole).doc("of two rows of a ticket the higher one is the newer"),
        Field::new("status", Kind::Text).doc("new, open, pending, hold, solved, closed, deleted"),
        Field::new("priority", Kind::Text).nullable().doc("urgent, high, normal, low"),
        Field::new("kind", Kind::Text).nullable().doc("problem, incident, question, task"),
        Field::new("channel", Kind::Text).nullable().doc("email, web, chat, voice, …"),
        Field::new("assignee", Kind::Text).nullable().doc("the agent's number"),
        Field::new("group", Kind::Text).nullable().doc("the group's number"),
        Field::new("satisfaction", Kind::Text).nullable().doc("offered, unoffered, good, bad, …"),
        Field::new("solved", Kind::Instant).nullable(),
        Field::new("first_reply", Kind::Duration).nullable().doc("until the first answer, by the calendar"),
        Field::new("first_reply_business", Kind::Duration).nullable().doc("the same, within business hours"),
        Field::new("resolution", Kind::Duration).nullable().doc("until it was solved for good, by the calendar"),
        Field::new("requester_wait", Kind::Duration)
            .nullable()
            .doc("how long the requester waited for us, by the calendar"),
        Field::new("replies", Kind::Whole).nullable(),
        Field::new("reopens", Kind::Whole).nullable(),
    ],
};

/// A ticket and what was measured of it.
pub(crate) fn row(ticket: &Json, measured: &Json) -> Result<[Value; 18], Failure> {
    let updated = instant(&ticket["updated_at"])?;
    // When the export last saw it change, seconds; changes by Zendesk itself count too, which `updated_at` does not tell.
    let revision = match (Value::whole(&ticket["generated_timestamp"]), &updated) {
        (Value::None, Value::Instant(at)) => Value::Whole(at.div_euclid(1_000_000)),
        (seen, _) => seen,
    };
    Ok([
        Value::text(&ticket["id"]),
        instant(&ticket["created_at"])?,
        updated,
        revision,
        Value::text(&ticket["status"]),
        Value::text(&ticket["priority"]),
        Value::text(&ticket["type"]),
        Value::text(&ticket["via"]["channel"]),
        Value::text(&ticket["assignee_id"]),
        Value::text(&ticket["group_id"]),
        Value::text(&ticket["satisfaction_rating"]["score"]),
        instant(&measured["solved_at"])?,
        Value::minutes(&measured["reply_time_in_minutes"]["calendar"]),
        Value::minutes(&measured["reply_time_in_minutes"]["business"]),
        Value::minutes(&measured["full_resolution_time_in_minutes"]["calendar"]),
        Value::minutes(&measured["requester_wait_time_in_minutes"]["calendar"]),
        Value::whole(&measured["replies"]),
        Value::whole(&measured["reopens"]),
    ])
}
