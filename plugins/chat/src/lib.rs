//! Decisions as messages into a chat, by an incoming webhook: `{"text": "…"}`, as Slack, Mattermost, Rocket.Chat, Zulip and others take it.

use etalon_plugin::connector::json::{Value as Json, json};
use etalon_plugin::connector::{
    About, Action, ActionKind, Failure, FailureKind, Field, Kind, Outcome, Problem, Request, Setting, Sink,
    placeholder, sink,
};
use etalon_plugin::setting;

/// The longest message, characters; chats cut or refuse longer ones.
const LONGEST: usize = 3_000;

/// A channel.
pub struct Chat;

impl Sink for Chat {
    const ABOUT: About = About {
        hosts: &["*"],
        secrets: &[("hook", "the secret part of the webhook's address, which stands for {secret} in `url`")],
        settings: &[
            Setting::text("url", "the webhook's address with {secret} for its secret part")
                .or("\"https://hooks.slack.com/services/{secret}\""),
            Setting::text("text", "the message; a name in braces stands for that field of the decision")
                .or("\"{sentence}\""),
        ],
        actions: &[ActionKind {
            name: "message",
            doc: "A message about a decision.",
            fields: &[
                Field::new("sentence", Kind::Text).doc("why, in words"),
                Field::new("subject", Kind::Text).nullable(),
                Field::new("rule", Kind::Text).nullable(),
                Field::new("step", Kind::Text).nullable(),
                Field::new("owed_by", Kind::Text).nullable(),
                Field::new("due", Kind::Text).nullable(),
            ],
        }],
        ..About::NONE
    };

    fn preview(action: &Action) -> Result<String, Failure> {
        message(action)
    }

    fn deliver(action: &Action) -> Result<Outcome, Failure> {
        let url = setting("url").unwrap_or_default();
        let url = if url.contains("{secret}") { url.replace("{secret}", &placeholder("hook")?) } else { url };
        let sent = Request::post(&url).json(&json!({ "text": message(action)? })).send();
        match sent {
            // A chat knows no keys: what may have arrived is not sent twice.
            Err(lost) if lost.may_have_arrived() => {
                let text = "no answer came: look into the channel whether the message is there";
                Err(Failure::new(FailureKind::Never, lost.code, text))
            }
            Err(failure) => Err(failure),
            Ok(answer) => match answer.status {
                // Slack says so where the channel or the webhook is gone.
                404 | 410 => Err(Failure::settings("url", "there is no such webhook any more")),
                _ => answer.good().map(|_| Outcome::Done(String::new())),
            },
        }
    }

    fn check() -> Vec<Problem> {
        let problem = |setting: &str, text: &str| Problem { setting: setting.to_owned(), text: text.to_owned() };
        let mut problems = Vec::new();
        let url = setting("url").unwrap_or_default();
        if !url.starts_with("https://") && !url.starts_with("http://") {
            problems.push(problem("url", "an address is due, as https://hooks.slack.com/services/{secret}"));
        }
        if url.contains("{secret}") && placeholder("hook").is_err() {
            problems.push(problem("url", "it holds {secret}, and the secret `hook` is not granted"));
        }
        problems
    }
}

/// The message, without signs that a chat would take for a call to everybody or for a link.
fn message(action: &Action) -> Result<String, Failure> {
    let template = setting("text").unwrap_or_else(|| "{sentence}".to_owned());
    let mut message = String::new();
    let mut rest = template.as_str();
    while let Some((before, hole)) = rest.split_once('{') {
        let Some((name, after)) = hole.split_once('}') else {
            return Err(Failure::settings("text", "a `{` has no `}`"));
        };
        message.push_str(before);
        match action.body.get(name) {
            Some(Json::String(text)) => message.push_str(&harmless(text)),
            Some(Json::Null) => {}
            Some(other) => message.push_str(&harmless(&other.to_string())),
            None => return Err(Failure::settings("text", format!("a message has no field `{name}`"))),
        }
        rest = after;
    }
    message.push_str(rest);
    Ok(if message.chars().count() <= LONGEST {
        message
    } else {
        message.chars().take(LONGEST - 1).chain(['…']).collect()
    })
}

fn harmless(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('@', "@\u{200b}")
}

sink!(Chat);

#[cfg(test)]
mod tests {
    use super::Chat;
    use etalon_plugin::connector::json::{Value as Json, json};
    use etalon_plugin::connector::{Action, Failure, FailureKind, Outcome, Response, Sink, fake};

    fn action(sentence: &str) -> Action {
        let body = json!({ "sentence": sentence, "subject": "anna", "rule": "talks", "step": "talk", "owed_by": "bert", "due": null });
        Action { key: "00a1".into(), kind: "message".into(), subject: "anna".into(), at: 0, body, attempt: 1 }
    }

    fn ready(text: &str) {
        fake::settings(&[("url", "https://hooks.slack.com/services/{secret}"), ("text", text)]);
        fake::secrets(&[("hook", "T0/B0/x")]);
        fake::answer(|_| Ok(Response::new(200, "ok")));
    }

    #[test]
    fn a_message_is_posted_to_an_address_whose_secret_part_the_plugin_never_sees() {
        ready("{subject}: {sentence} ({owed_by}{due})");
        assert_eq!(Chat::deliver(&action("Two.")), Ok(Outcome::Done(String::new())));
        let sent = &fake::sent()[0];
        assert_eq!(sent.url, "https://hooks.slack.com/services/{secret:hook}");
        let body: Json = etalon_plugin::connector::json::from_slice(&sent.body).expect("JSON");
        assert_eq!(body, json!({ "text": "anna: Two. (bert)" }));
    }

    #[test]
    fn nobody_is_called_and_no_link_is_made_by_what_stands_in_a_decision() {
        ready("<!here> {sentence}");
        let shown = Chat::preview(&action("<!channel> @everyone <http://x|y> & {subject}")).expect("a text");
        assert_eq!(shown, "<!here> &lt;!channel&gt; @\u{200b}everyone &lt;http://x|y&gt; &amp; {subject}");
        let long = Chat::preview(&action(&"x".repeat(9_000))).expect("a text");
        assert_eq!(long.chars().count(), 3_000);
    }

    #[test]
    fn what_may_have_arrived_is_not_sent_twice_and_what_did_not_is_tried_again() {
        ready("{sentence}");
        fake::answer(|_| Err(Failure::again("unanswered", "the answer broke off")));
        assert_eq!(Chat::deliver(&action("x")).map_err(|f| f.kind), Err(FailureKind::Never));
        fake::answer(|_| Err(Failure::again("connection", "refused")));
        assert_eq!(Chat::deliver(&action("x")).map_err(|f| f.kind), Err(FailureKind::Again));
        fake::answer(|_| Ok(Response::new(429, "").with("Retry-After", "30")));
        assert_eq!(Chat::deliver(&action("x")).map_err(|f| (f.kind, f.after)), Err((FailureKind::Again, Some(30))));
        fake::answer(|_| Ok(Response::new(404, "no_service")));
        assert_eq!(Chat::deliver(&action("x")).map_err(|f| f.kind), Err(FailureKind::Settings));
    }

    #[test]
    fn settings_that_cannot_be_meant_are_told() {
        for text in ["{sentence", "{wish}"] {
            ready(text);
            assert_eq!(Chat::preview(&action("x")).map_err(|f| f.kind), Err(FailureKind::Settings), "{text}");
        }
        ready("x");
        assert!(Chat::check().is_empty());
        fake::secrets(&[]);
        assert_eq!(Chat::check()[0].setting, "url");
        fake::settings(&[("url", "hooks.slack.com"), ("text", "x")]);
        assert_eq!(Chat::check().len(), 1);
    }
}
