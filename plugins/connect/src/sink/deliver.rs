//! Sends each action once.

use super::{Action, Journal, Outcome, Outlet, State};
use crate::files::FileTrouble;
use crate::wait::{Wait, pause};
use crate::{Failure, FailureKind};
use std::collections::BTreeSet;
use std::time::Duration;

/// How to send.
#[derive(Debug, Clone)]
pub struct DeliverOptions {
    /// Tries of one action in this run.
    pub tries: u32,
    /// The longest wait before the next try; longer ones are left to the next run.
    pub patience: Duration,
    /// Send also what may have been sent before a crash.
    pub uncertain: bool,
    /// Send nothing, show what would be sent.
    pub dry_run: bool,
}

impl Default for DeliverOptions {
    fn default() -> Self {
        Self { tries: 5, patience: Duration::from_secs(900), uncertain: false, dry_run: false }
    }
}

/// What happens on the way, for the one who watches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Of a dry run: what would be sent for this key, or why nothing.
    Preview(String, Result<String, Failure>),
    /// It was done; how the other side names it.
    Done(String, String),
    /// It was there already, on the other side.
    Duplicate(String, String),
    /// It did not work; it is tried again after so long.
    Again(String, Failure, Duration),
    /// It did not work in this run; the next one tries again.
    Later(String, Failure),
    /// It will never work; it is put aside.
    Refused(String, Failure),
    /// It may have been sent before a crash; it is held back.
    Uncertain(String),
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Sent by this run.
    pub done: u64,
    /// There already, on the other side.
    pub duplicate: u64,
    /// Sent or put aside by an earlier run, or twice in the input.
    pub known: u64,
    /// Left to the next run.
    pub later: u64,
    /// Will never work.
    pub refused: u64,
    /// May have been sent before a crash; held back.
    pub uncertain: u64,
    /// Why the run stopped before its end: credentials or settings were refused, or the plugin itself is at fault.
    pub stopped: Option<Failure>,
}

/// A run.
pub struct Deliver<'a> {
    /// What was sent before.
    pub journal: &'a mut Journal,
    /// How.
    pub options: &'a DeliverOptions,
    /// The clock.
    pub wait: &'a dyn Wait,
    /// Who watches.
    pub say: &'a mut dyn FnMut(&Told),
}

enum Came {
    Next,
    Stop(Failure),
}

/// Sends.
///
/// # Errors
/// Says why the journal could not be written; nothing more is sent then.
pub fn deliver(outlet: &mut dyn Outlet, actions: &[Action], mut run: Deliver<'_>) -> Result<Delivered, FileTrouble> {
    let mut done = Delivered::default();
    let mut seen = BTreeSet::new();
    for action in actions {
        if run.wait.stopped() {
            break;
        }
        if !seen.insert(action.key.as_str()) {
            done.known += 1;
            continue;
        }
        let before = match run.journal.of(&action.key) {
            Some((State::Done | State::Duplicate | State::Refused, _)) => {
                done.known += 1;
                continue;
            }
            Some((State::Sending, _)) if !run.options.uncertain => {
                done.uncertain += 1;
                (run.say)(&Told::Uncertain(action.key.clone()));
                continue;
            }
            Some((_, tried)) => tried,
            None => 0,
        };
        if run.options.dry_run {
            let shown = outlet.preview(&Action { attempt: before + 1, ..action.clone() });
            (run.say)(&Told::Preview(action.key.clone(), shown));
            continue;
        }
        if let Came::Stop(failure) = one(outlet, action, before, &mut run, &mut done)? {
            done.stopped = Some(failure);
            break;
        }
    }
    Ok(done)
}

fn one(
    outlet: &mut dyn Outlet,
    action: &Action,
    before: u32,
    run: &mut Deliver<'_>,
    done: &mut Delivered,
) -> Result<Came, FileTrouble> {
    let key = &action.key;
    let mut tries = 0;
    loop {
        tries += 1;
        let attempt = before.saturating_add(tries);
        run.journal.note(key, State::Sending, attempt, run.wait.now(), "")?;
        let sent = outlet.deliver(&[Action { attempt, ..action.clone() }]).and_then(|outcomes| {
            let [outcome] = <[Outcome; 1]>::try_from(outcomes).map_err(|given| {
                Failure::broken(
                    "outcomes",
                    format!("it told what came of {} actions where it was given one", given.len()),
                )
            })?;
            Ok(outcome)
        });
        let failure = match sent {
            Ok(Outcome::Done(name)) => {
                run.journal.note(key, State::Done, attempt, run.wait.now(), &name)?;
                done.done += 1;
                (run.say)(&Told::Done(key.clone(), name));
                return Ok(Came::Next);
            }
            Ok(Outcome::Duplicate(name)) => {
                run.journal.note(key, State::Duplicate, attempt, run.wait.now(), &name)?;
                done.duplicate += 1;
                (run.say)(&Told::Duplicate(key.clone(), name));
                return Ok(Came::Next);
            }
            Ok(Outcome::Failed(failure)) => failure,
            // It fell over while sending: the journal keeps saying that nothing more is known.
            Err(failure) => {
                done.uncertain += 1;
                return Ok(Came::Stop(failure));
            }
        };
        match failure.kind {
            FailureKind::Again => {
                run.journal.note(key, State::Again, attempt, run.wait.now(), &failure.text)?;
                let pause = pause(tries, failure.after);
                if tries >= run.options.tries || pause > run.options.patience {
                    done.later += 1;
                    (run.say)(&Told::Later(key.clone(), failure));
                    return Ok(Came::Next);
                }
                (run.say)(&Told::Again(key.clone(), failure, pause));
                if !run.wait.sleep(pause) {
                    done.later += 1;
                    return Ok(Came::Next);
                }
            }
            FailureKind::Never => {
                run.journal.note(key, State::Refused, attempt, run.wait.now(), &failure.text)?;
                done.refused += 1;
                (run.say)(&Told::Refused(key.clone(), failure));
                return Ok(Came::Next);
            }
            _ => {
                run.journal.note(key, State::Again, attempt, run.wait.now(), &failure.text)?;
                done.later += 1;
                return Ok(Came::Stop(failure));
            }
        }
    }
}
