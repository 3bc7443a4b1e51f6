//! A connector at work: a source fetches events, a sink delivers decisions.

use super::Connect;
use crate::commands::Ended;
use crate::plugins;
use crate::speak;
use etalon_connect::{
    Connector, Connectors, Deliver, DeliverOptions, Delivered, Failure, FailureKind, Feed as _, FileTrouble, Granted,
    Journal, Kept, Level, LogLine, Problem, Pull, PullOptions, RealWait, Refusal, Said, Setup, Told,
};
use etalon_contract::Found;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Lets it work; what it did and what went wrong has been said.
pub fn work(found: &Found, folder: &Path, asked: &Connect) -> Result<Ended, Ended> {
    let bytes = found.bytes.as_ref().ok_or_else(|| refused(found, &etalon_host::Refusal::not_as_pinned().into()))?;
    let bytes = bytes.bytes().map_err(|e| refused(found, &etalon_host::Refusal::new(e.to_string()).into()))?;
    let host = plugins::host().map_err(|refusal| refused(found, &refusal.into()))?;
    let connector = Connectors::on(host).load(bytes).map_err(|refusal| refused(found, &refusal))?;
    if found.description.as_ref() != Some(connector.description()) {
        return Err(refused(found, &etalon_host::Refusal::not_as_pinned().into()));
    }
    let kinds = connector.kinds();
    if kinds.source && asked.decisions.is_none() {
        return source(found, &connector, folder, asked);
    }
    if kinds.sink {
        return sink(found, &connector, folder, asked);
    }
    let what = format!("`{}` fetches events, and delivers nothing", found.plugin.name);
    speak::trouble(&what, Some("leave out --decisions"));
    Err(Ended::WrongUsage)
}

fn refused(found: &Found, refusal: &Refusal) -> Ended {
    let help = Some(refusal.help.as_str()).filter(|help| !help.is_empty());
    speak::trouble(&format!("{} is not loaded: {}", found.file.display(), refusal.what), help);
    Ended::SaidNo
}

fn trouble(trouble: &FileTrouble) -> Ended {
    speak::trouble(&trouble.what, Some(trouble.help.as_str()).filter(|help| !help.is_empty()));
    Ended::SaidNo
}

/// A clock that Ctrl-C ends: what is being done is done to its end.
fn clock() -> RealWait {
    let clock = RealWait::default();
    let stop = Arc::clone(&clock.0);
    if let Err(error) = ctrlc::set_handler(move || stop.store(true, Ordering::Relaxed)) {
        speak::message(&format!("Ctrl-C cannot be listened for: {error}"));
    }
    clock
}

fn setup(
    found: &Found,
    connector: &Connector,
    folder: &Path,
    asked: &Connect,
    out: Option<&Path>,
) -> Result<(Setup, RealWait), Ended> {
    let needs = &connector.description().needs;
    let granted = Granted::of(folder, &found.said, needs).map_err(|error| trouble(&error))?;
    let clock = clock();
    let least = if asked.verbose { Level::Debug } else { Level::Warn };
    let name = found.plugin.name.clone();
    let setup = Setup {
        scratch: out.map(|out| out.join(format!(".{name}.kept"))),
        log: Arc::new(move |line: &LogLine| {
            if line.level >= least {
                let fields: String = line.fields.iter().map(|(key, value)| format!(" {key}={value}")).collect();
                speak::message(&format!("{name}: {}{fields}", line.text));
            }
        }),
        clock: Arc::new(clock.clone()),
        ..Setup::new(granted, found.settings.clone())
    };
    Ok((setup, clock))
}

/// What `--try` found.
fn tried(found: &Found, problems: Result<Vec<Problem>, Failure>) -> Ended {
    match problems {
        Ok(problems) if problems.is_empty() => {
            speak::result(&format!("`{}` is set right and reaches the other side\n", found.plugin.name));
            Ended::Fine
        }
        Ok(problems) => {
            for problem in problems {
                let which = if problem.setting.is_empty() { String::new() } else { format!("`{}`: ", problem.setting) };
                speak::trouble(&format!("{which}{}", problem.text), None);
            }
            Ended::SaidNo
        }
        Err(failure) => failed(&failure),
    }
}

fn failed(failure: &Failure) -> Ended {
    let help = match failure.kind {
        FailureKind::Denied => {
            Some("the other side refuses the credentials: look at the secrets that etalon.toml names")
        }
        FailureKind::Settings => Some("look at the settings in etalon.toml"),
        FailureKind::CursorLost => Some(
            "the other side no longer knows where to go on: --from-start begins anew; rows that come again have the same keys",
        ),
        FailureKind::Broken => Some("this is a mistake of the plugin: tell its author"),
        FailureKind::Again | FailureKind::Never => None,
    };
    speak::trouble(&format!("{} ({})", failure.text, failure.code), help);
    Ended::SaidNo
}

/// The one that is meant among what the plugin offers.
fn one_of<'t, T>(
    found: &Found,
    what: &str,
    flag: &str,
    all: &'t [T],
    name: impl Fn(&T) -> &str,
    asked: Option<&str>,
) -> Result<&'t T, Ended> {
    let meant = match asked {
        Some(asked) => all.iter().find(|one| name(one) == asked),
        None if all.len() == 1 => all.first(),
        None => None,
    };
    meant.ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(&name).collect();
        let said = match asked {
            Some(asked) => format!("`{}` has no {what} `{asked}`", found.plugin.name),
            None => format!("`{}` has several: which {what}?", found.plugin.name),
        };
        speak::trouble(&said, Some(&format!("write {flag} with one of: {}", names.join(", "))));
        Ended::WrongUsage
    })
}

fn source(found: &Found, connector: &Connector, folder: &Path, asked: &Connect) -> Result<Ended, Ended> {
    let out = if asked.dry_run || asked.try_only { None } else { Some(place(asked)?) };
    let (setup, clock) = setup(found, connector, folder, asked, out.as_deref())?;
    let mut source = connector.source(setup).map_err(|refusal| refused(found, &refusal))?;
    if asked.try_only {
        return Ok(tried(found, source.check()));
    }
    let streams = source.streams().map_err(|failure| failed(&failure))?;
    let stream = one_of(found, "stream", "--stream", &streams, |stream| &stream.name, asked.stream.as_deref())?;
    let mut kept = match &out {
        None => None,
        Some(out) => {
            if asked.from_start {
                etalon_connect::start_over(out, &stream.name).map_err(|error| trouble(&error))?;
            }
            let (kept, cut) = Kept::open(out, &found.plugin.name, &stream.name).map_err(|error| trouble(&error))?;
            if cut > 0 {
                speak::message(&format!(
                    "an unfinished page of an earlier run was cut off ({cut} bytes) and comes again"
                ));
            }
            Some(kept)
        }
    };
    let options = PullOptions { pages: asked.pages, follow: asked.follow, ..PullOptions::default() };
    let mut say = |said: &Said| match said {
        Said::Cut(_) => {}
        Said::Page(rows, all) => {
            speak::message(&format!("a page of {}, {all} in all", counted(u64::from(*rows), "row")))
        }
        Said::Rows(lines) => speak::result(lines),
        Said::Again(failure, after) => {
            speak::message(&format!("{} ({}); again in {} s", failure.text, failure.code, after.as_secs()));
        }
        Said::Idle(after) => speak::message(&format!("nothing new; asked again in {} s", after.as_secs())),
    };
    let run = Pull { stream, kept: kept.as_mut(), options: &options, wait: &clock, say: &mut say };
    let done = etalon_connect::pull(&mut source, run).map_err(|error| trouble(&error))?;
    let to = out
        .as_ref()
        .map_or_else(String::new, |out| format!(" in {}", out.join(format!("{}.jsonl", stream.name)).display()));
    let told = format!("{} in {}{to}", counted(done.rows, "row"), counted(done.pages, "page"));
    match done.ended {
        etalon_connect::Ended::Failed(failure) => {
            speak::message(&told);
            Ok(failed(&failure))
        }
        ended => {
            let how = match ended {
                etalon_connect::Ended::Complete => "; nothing more will come",
                etalon_connect::Ended::Caught => "; that is all for now",
                etalon_connect::Ended::Enough => "; there is more",
                etalon_connect::Ended::Stopped | etalon_connect::Ended::Failed(_) => "; stopped",
            };
            speak::message(&format!("{told}{how}"));
            Ok(Ended::Fine)
        }
    }
}

/// `1 row`, `2 rows`
fn counted(n: u64, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

fn place(asked: &Connect) -> Result<PathBuf, Ended> {
    asked.out.clone().ok_or_else(|| {
        let help = "say where events shall lie: --out data; or look without storing: --dry-run";
        speak::trouble("a source stores what it fetches, and no folder is named", Some(help));
        Ended::WrongUsage
    })
}

fn sink(found: &Found, connector: &Connector, folder: &Path, asked: &Connect) -> Result<Ended, Ended> {
    let actions = &connector.description().actions;
    let action = one_of(found, "action", "--action", actions, |action| &action.name, asked.action.as_deref())?;
    let decisions = asked.decisions.as_deref();
    let own = decisions.map(crate::load::folder);
    let out = asked.out.clone().or(own).unwrap_or_else(|| PathBuf::from("."));
    let remembers = !asked.dry_run && !asked.try_only;
    let (setup, clock) = setup(found, connector, folder, asked, remembers.then_some(out.as_path()))?;
    let mut sink = connector.sink(setup).map_err(|refusal| refused(found, &refusal))?;
    if asked.try_only {
        return Ok(tried(found, sink.check()));
    }
    let Some(decisions) = decisions else {
        let help = "etalon run --out out, then: --decisions out/decisions.jsonl";
        speak::trouble("a sink delivers decisions, and none are named", Some(help));
        return Err(Ended::WrongUsage);
    };
    let read = etalon_connect::read_decisions(decisions, action).map_err(|error| trouble(&error))?;
    let mut journal = Journal::open(&out, &found.plugin.name).map_err(|error| trouble(&error))?;
    let options = DeliverOptions { dry_run: asked.dry_run, uncertain: asked.uncertain, ..DeliverOptions::default() };
    let mut say = |said: &Told| told(said);
    let run = Deliver { journal: &mut journal, options: &options, wait: &clock, say: &mut say };
    let done = etalon_connect::deliver(&mut sink, &read.actions, run).map_err(|error| trouble(&error))?;
    if !asked.dry_run {
        speak::message(&summary(&done, read.held));
    }
    match done.stopped {
        Some(failure) => Ok(failed(&failure)),
        None if done.refused + done.later + done.uncertain > 0 => Ok(Ended::SaidNo),
        None => Ok(Ended::Fine),
    }
}

/// What became of the decisions, in a line; what there was none of is not said.
fn summary(done: &Delivered, held: u64) -> String {
    let parts = [
        (done.done, "sent"),
        (done.duplicate, "there already"),
        (done.known, "sent before"),
        (done.refused, "refused"),
        (done.later, "left to the next run"),
        (done.uncertain, "held back"),
        (held, "held by the standard itself, and not sent"),
    ];
    let some: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if some.is_empty() { "there is nothing to send".to_owned() } else { some.join(", ") }
}

fn told(said: &Told) {
    match said {
        Told::Preview(key, Ok(text)) => speak::result(&format!("{key}\n{text}\n")),
        Told::Preview(key, Err(failure)) => speak::message(&format!("{key}: {} ({})", failure.text, failure.code)),
        Told::Done(key, name) => speak::message(&format!("{key}: sent{}", named(name))),
        Told::Duplicate(key, name) => speak::message(&format!("{key}: was there already{}", named(name))),
        Told::Again(key, failure, after) => {
            speak::message(&format!("{key}: {} ({}); again in {} s", failure.text, failure.code, after.as_secs()));
        }
        Told::Later(key, failure) => {
            speak::message(&format!("{key}: {} ({}); left to the next run", failure.text, failure.code))
        }
        Told::Refused(key, failure) => speak::message(&format!("{key}: refused: {} ({})", failure.text, failure.code)),
        Told::Uncertain(key) => {
            speak::message(&format!(
                "{key}: may have been sent before a crash, and is held back; --uncertain sends it"
            ));
        }
    }
}

/// How the other side names it, if it does.
fn named(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(", as {name}") }
}
