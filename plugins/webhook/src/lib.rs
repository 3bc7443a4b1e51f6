//! Decisions to any address: a POST each, with one line of JSON, the decision's key as `idempotency-key`, and a signature.

use etalon_plugin::connector::json::json;
use etalon_plugin::connector::{
    About, Action, ActionKind, Failure, Kind, Outcome, Request, Setting, Sink, hmac_sha256, now, sink,
};
use etalon_plugin::setting;

/// Where decisions go.
pub struct Webhook;

impl Sink for Webhook {
    const ABOUT: About = About {
        hosts: &["*"],
        secrets: &[("signing_key", "what the other side checks the signature with; not needed with `sign = false`")],
        settings: &[
            Setting::text("url", "where each decision is posted to, as https://api.example.com/decisions"),
            Setting::text("sign", "whether each request is signed").of(Kind::YesNo).or("true"),
        ],
        actions: &[ActionKind { name: "decision", doc: "A decision with all that is known of it.", fields: &[] }],
        ..About::NONE
    };

    fn preview(action: &Action) -> Result<String, Failure> {
        Ok(format!("POST {}\n{}", url()?, line(action)))
    }

    fn deliver(action: &Action) -> Result<Outcome, Failure> {
        let line = line(action);
        let mut request = Request::post(&url()?)
            .header("content-type", "application/x-ndjson")
            .header("idempotency-key", &action.key)
            .body(line.clone().into_bytes());
        if setting("sign").as_deref() != Some("false") {
            let at = now().div_euclid(1_000_000).to_string();
            let signed = hmac_sha256("signing_key", format!("{at}.{line}").as_bytes())?;
            let digits: String = signed.iter().map(|byte| format!("{byte:02x}")).collect();
            request =
                request.header("x-etalon-timestamp", &at).header("x-etalon-signature", &format!("sha256={digits}"));
        }
        // An answer that was lost is asked for again: the other side knows the key.
        let answer = request.send()?;
        if answer.status == 409 {
            return Ok(Outcome::Duplicate(action.key.clone()));
        }
        let answer = answer.good()?;
        Ok(Outcome::Done(answer.header("location").unwrap_or(&action.key).to_owned()))
    }
}

fn url() -> Result<String, Failure> {
    match setting("url") {
        Some(url) if url.starts_with("https://") || url.starts_with("http://") => Ok(url),
        _ => Err(Failure::settings("url", "an address is due, as https://api.example.com/decisions")),
    }
}

fn line(action: &Action) -> String {
    let body = json!({ "key": action.key, "action": action.kind, "subject": action.subject, "decision": action.body });
    format!("{body}\n")
}

sink!(Webhook);

#[cfg(test)]
mod tests {
    use super::Webhook;
    use etalon_plugin::connector::json::json;
    use etalon_plugin::connector::{Action, FailureKind, Outcome, Response, Sink, fake};

    fn action() -> Action {
        let body = json!({ "sentence": "Two in 30 days." });
        Action { key: "00a1".into(), kind: "decision".into(), subject: "anna".into(), at: 0, body, attempt: 1 }
    }

    fn ready(status: u16) {
        fake::settings(&[("url", "https://api.example.com/d"), ("sign", "true")]);
        fake::secrets(&[("signing_key", "k")]);
        fake::time(1_700_000_000_999_999);
        fake::answer(move |_| Ok(Response::new(status, "")));
    }

    const LINE: &str = "{\"key\":\"00a1\",\"action\":\"decision\",\"subject\":\"anna\",\"decision\":{\"sentence\":\"Two in 30 days.\"}}\n";

    #[test]
    fn a_decision_is_posted_with_its_key_and_signed() {
        ready(201);
        assert_eq!(Webhook::deliver(&action()), Ok(Outcome::Done("00a1".into())));
        let sent = &fake::sent()[0];
        let header = |name: &str| sent.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
        assert_eq!(String::from_utf8_lossy(&sent.body), LINE);
        assert_eq!(header("idempotency-key"), Some("00a1"));
        assert_eq!(header("x-etalon-timestamp"), Some("1700000000"));
        // The stand-in of the host's HMAC shows what is signed with which key.
        let due: String = format!("k|1700000000.{LINE}").bytes().map(|b| format!("{b:02x}")).collect();
        assert_eq!(header("x-etalon-signature"), Some(format!("sha256={due}").as_str()));
        assert_eq!(Webhook::preview(&action()), Ok(format!("POST https://api.example.com/d\n{LINE}")));
    }

    #[test]
    fn without_a_key_nothing_is_sent_unless_the_operator_wants_no_signature() {
        ready(200);
        fake::secrets(&[]);
        assert_eq!(Webhook::deliver(&action()).map_err(|f| f.kind), Err(FailureKind::Settings));
        assert!(fake::sent().is_empty());
        fake::settings(&[("url", "https://api.example.com/d"), ("sign", "false")]);
        assert!(Webhook::deliver(&action()).is_ok());
        assert!(!fake::sent()[0].headers.iter().any(|(name, _)| name.starts_with("x-etalon")));
    }

    #[test]
    fn what_follows_from_an_answer() {
        ready(409);
        assert_eq!(Webhook::deliver(&action()), Ok(Outcome::Duplicate("00a1".into())));
        for (status, kind) in [
            (400, FailureKind::Never),
            (401, FailureKind::Denied),
            (503, FailureKind::Again),
            (302, FailureKind::Settings),
        ] {
            ready(status);
            assert_eq!(Webhook::deliver(&action()).map_err(|f| f.kind), Err(kind), "{status}");
        }
    }
}
