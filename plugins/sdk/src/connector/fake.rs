//! The host under `cargo test`: what the other side answers, the time, secrets and settings, on this thread. A secret's stand-in is
//! `{secret:NAME}`, so that a test sees where it went.

use super::failure::Failure;
use super::http::{Request, Response};
use std::cell::RefCell;
use std::collections::BTreeMap;

type Answers = Box<dyn FnMut(&Request) -> Result<Response, Failure>>;

#[derive(Default)]
struct Host {
    answers: Option<Answers>,
    sent: Vec<Request>,
    now: i64,
    secrets: BTreeMap<String, String>,
    kept: BTreeMap<String, Vec<u8>>,
}

thread_local! {
    static HOST: RefCell<Host> = RefCell::default();
}

/// What the other side answers from now on. Requests before are forgotten.
pub fn answer(answers: impl FnMut(&Request) -> Result<Response, Failure> + 'static) {
    HOST.with_borrow_mut(|host| {
        host.answers = Some(Box::new(answers));
        host.sent.clear();
    });
}

/// What was sent since.
#[must_use]
pub fn sent() -> Vec<Request> {
    HOST.with_borrow(|host| host.sent.clone())
}

/// What time it is; microseconds since 1970.
pub fn time(micros: i64) {
    HOST.with_borrow_mut(|host| host.now = micros);
}

/// The secrets that are granted.
pub fn secrets(secrets: &[(&str, &str)]) {
    let secrets = secrets.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    HOST.with_borrow_mut(|host| host.secrets = secrets);
}

/// The settings.
pub fn settings(settings: &[(&str, &str)]) {
    let settings = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    crate::settings::native::set(settings.collect());
}

pub(super) fn send(request: &Request) -> Result<Response, Failure> {
    // Taken out for the time of the call, so that an answer may look at what was sent.
    let answers = HOST.with_borrow_mut(|host| {
        host.sent.push(request.clone());
        host.answers.take()
    });
    let Some(mut answers) = answers else {
        return Err(Failure::again("no-answer", "no test said what the other side answers: call fake::answer"));
    };
    let answer = answers(request);
    HOST.with_borrow_mut(|host| {
        host.answers.get_or_insert(answers);
    });
    answer
}

pub(super) fn now() -> i64 {
    HOST.with_borrow(|host| host.now)
}

pub(super) fn placeholder(name: &str) -> Result<String, bool> {
    reveal(name).map(|_| format!("{{secret:{name}}}"))
}

pub(super) fn reveal(name: &str) -> Result<String, bool> {
    HOST.with_borrow(|host| host.secrets.get(name).cloned()).ok_or(true)
}

/// Not the true one: key and data, so that a test sees what was signed with what.
pub(super) fn hmac_sha256(name: &str, data: &[u8]) -> Result<Vec<u8>, bool> {
    let mut signed = reveal(name)?.into_bytes();
    signed.push(b'|');
    signed.extend_from_slice(data);
    Ok(signed)
}

pub(super) fn get(key: &str) -> Result<Option<Vec<u8>>, bool> {
    Ok(HOST.with_borrow(|host| host.kept.get(key).cloned()))
}

pub(super) fn put(key: &str, value: &[u8]) -> Result<(), bool> {
    HOST.with_borrow_mut(|host| host.kept.insert(key.to_owned(), value.to_vec()));
    Ok(())
}

pub(super) fn delete(key: &str) -> Result<(), bool> {
    HOST.with_borrow_mut(|host| host.kept.remove(key));
    Ok(())
}
