//! Secrets stay where they are, whatever a plugin does to get them out.

use super::{Case, SOURCE, case, words};
use crate::server::{Answer, Server};

fn granted(trick: &str, to: &[&str]) -> Case {
    Case { secret: Some(to.iter().map(|host| (*host).to_owned()).collect()), ..case(trick) }
}

#[test]
fn what_it_logs_is_masked() {
    let folder = tempfile::tempdir().unwrap();
    let (_, _, logged) = Case { reveal: true, ..granted("log-secret", &["api.example.com"]) }.pull(&folder);
    let logged = logged.lock().unwrap();
    assert_eq!(logged[0].text, " [2Jthe token is [secret token], packed [secret token] and more");
    assert_eq!(logged[0].fields, [("key [secret token]".to_owned(), "[secret token]!".to_owned())]);
}

#[test]
fn what_it_says_of_a_failure_is_masked_and_short() {
    let folder = tempfile::tempdir().unwrap();
    let (pulled, _, _) = Case { reveal: true, ..granted("tell-secret", &["api.example.com"]) }.pull(&folder);
    let etalon_connect::Ended::Failed(failure) = pulled.ended else { panic!("{:?}", pulled.ended) };
    assert!(
        words(&failure).starts_with("Settings (c-[secret token]): [31mtried [secret token]  and long long"),
        "{failure:?}"
    );
    assert_eq!(failure.text.len(), 500);
    // What `check` says too.
    let case = Case { reveal: true, ..granted("tell-secret", &["api.example.com"]) };
    let (setup, _) = case.setup(&folder, &SOURCE);
    let problems = SOURCE.source(setup).unwrap().check().unwrap();
    assert!(problems[0].text.starts_with("[31mtried [secret token]"), "{problems:?}");
}

#[test]
fn what_it_did_not_ask_for_or_was_not_granted_it_does_not_get() {
    // Granted: token, without `reveal`. Asked for and not granted: other. Never asked for: nothing.
    let folder = tempfile::tempdir().unwrap();
    let (_, rows, _) = granted("ask-secrets", &["api.example.com"]).pull(&folder);
    assert!(
        rows.contains(
            r#"Ok(\"given\") Err(SecretError::NotGranted) Err(SecretError::Unknown) Err(SecretError::NotGranted)"#
        ),
        "{rows}"
    );
}

#[test]
fn a_stand_in_goes_nowhere_but_where_it_was_granted_for() {
    let server = Server::start(|_, _| Answer::new(200, "thanks"));
    let hosts = vec![server.host()];
    let url = format!("http://{}/", server.host());
    for trick in ["carry-secret", "carry-secret-in-path"] {
        let other = Case { hosts: hosts.clone(), url: url.clone(), ..granted(trick, &["api.example.com"]) };
        let told = other.told().replace(&server.port.to_string(), "PORT");
        assert!(
            told.ends_with("refused at the gate: the secret `token` is not granted for http://127.0.0.1:PORT"),
            "{told}"
        );
    }
    assert!(server.asked().is_empty(), "nothing was sent");
    let right = Case { hosts, url, ..granted("carry-secret", &[&server.host()]) };
    assert!(right.told().contains("200"), "where it was granted for it goes");
    assert_eq!(server.asked()[0].header("authorization"), Some("Bearer s3cr3t"));
}
