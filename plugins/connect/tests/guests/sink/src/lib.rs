//! A sink that means ill: the setting `trick` says how. For tests only; `honest` says that all is done. It exists as WebAssembly only.
#![cfg(target_arch = "wasm32")]

#[path = "../../tricks.rs"]
mod tricks;

use etalon_plugin::connector::bindings::sink::exports::etalon::plugin::{meta, sink};
use etalon_plugin::connector::bindings::sink::{self as bindings};
use etalon_plugin::connector::bindings::source::etalon::plugin::connector_types::{Failure, FailureKind};
use etalon_plugin::connector::bindings::source::etalon::plugin::secrets;
use sink::{Action, Outcome, Problem};
use tricks::{failure, play, setting};

const DESCRIPTION: &str = r#"{
  "schema": "etalon-plugin/1", "name": "hostile_sink", "version": "0.1.0", "doc": "For tests.",
  "needs": { "hosts": ["*"], "secrets": [{ "name": "token", "doc": "x", "reveal": true }, { "name": "other", "doc": "y" }], "scratch": true },
  "settings": [
    { "name": "trick", "type": "text", "doc": "which", "default": "honest" },
    { "name": "url", "type": "text", "doc": "where to", "default": "" }
  ],
  "actions": [{ "name": "tell", "doc": "Tells." }]
}"#;

struct All;

impl meta::Guest for All {
    fn describe() -> String {
        DESCRIPTION.to_owned()
    }
}

impl sink::Guest for All {
    fn check() -> Vec<Problem> {
        let text = play(&setting("trick")).unwrap_or_else(|failure| failure.text);
        if text.is_empty() { Vec::new() } else { vec![Problem { setting: String::new(), text }] }
    }

    fn preview(_action: Action) -> Result<String, Failure> {
        match setting("trick").as_str() {
            "secret-name" => Ok(format!("\x1b[2Jone {}\ntwo", secrets::reveal("token").unwrap_or_default())),
            "giant-name" => Ok("x".repeat(8 << 20)),
            trick => play(trick).map(|learned| format!("would tell{learned}")),
        }
    }

    fn deliver(actions: Vec<Action>) -> Vec<Outcome> {
        let trick = setting("trick");
        let learned = match play(&trick) {
            Ok(learned) => learned,
            Err(why) => return actions.iter().map(|_| Outcome::Failed(why.clone())).collect(),
        };
        let one = |action: &Action| match trick.as_str() {
            "secret-name" => Outcome::Done(format!("\x1b[2J{}\n", secrets::reveal("token").unwrap_or_default())),
            "giant-name" => Outcome::Duplicate("x".repeat(8 << 20)),
            "later-for-ever" => {
                Outcome::Failed(Failure { after: Some(i64::MAX), ..failure(FailureKind::Again, "come again") })
            }
            "lost-cursor" => Outcome::Failed(failure(FailureKind::CursorLost, "a sink has no cursor")),
            _ => Outcome::Done(if learned.is_empty() { format!("t-{}", action.key) } else { learned.clone() }),
        };
        let mut outcomes: Vec<Outcome> = actions.iter().map(one).collect();
        match trick.as_str() {
            "no-outcomes" => outcomes.clear(),
            "more-outcomes" => outcomes.push(Outcome::Done("another".to_owned())),
            _ => {}
        }
        outcomes
    }
}

bindings::export!(All with_types_in bindings);
