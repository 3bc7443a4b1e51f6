//! `--watch`: a saved edit shows its result within a second, a broken one its errors, and the last good result stands.

mod support;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// The longest that anything takes: a busy machine with two cores starts a program of a debug build in ten seconds.
const HEARS: Duration = Duration::from_secs(60);

/// A program that watches, and the lines it says on either voice.
struct Watching {
    child: Child,
    lines: Receiver<(usize, String)>,
    /// By voice: what was said while the other one was listened to. Which of two voices is heard first is chance.
    kept: RefCell<[VecDeque<String>; 2]>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watching {
    fn start(args: &[&str], dir: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_etalon"))
            .args(args)
            .arg(dir)
            .arg("--watch")
            .env("ETALON_CACHE", concat!(env!("CARGO_TARGET_TMPDIR"), "/plugins"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program was built");
        let (send, lines) = channel();
        let voices: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().expect("piped")), Box::new(child.stderr.take().expect("piped"))];
        for (which, voice) in voices.into_iter().enumerate() {
            let send = send.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(voice).lines().map_while(Result::ok) {
                    if send.send((which, line)).is_err() {
                        break;
                    }
                }
            });
        }
        Self { child, lines, kept: RefCell::default() }
    }

    /// Waits for a line with that text; what the same voice said before it is over.
    fn hear(&self, text: &str) {
        let since = Instant::now();
        let mut kept = self.kept.borrow_mut();
        loop {
            for voice in kept.iter_mut() {
                if let Some(place) = voice.iter().position(|line| line.contains(text)) {
                    voice.drain(..=place);
                    return;
                }
            }
            let left = HEARS.saturating_sub(since.elapsed());
            match self.lines.recv_timeout(left) {
                Ok((which, line)) => kept[which].push_back(line),
                Err(_) => panic!("`{text}` was not said within {HEARS:?}, but:\n{kept:#?}"),
            }
        }
    }

    /// A change that is told of within this time.
    fn news(&self, within: Duration) -> Option<String> {
        let since = Instant::now();
        while let Ok((which, line)) = self.lines.recv_timeout(within.saturating_sub(since.elapsed())) {
            if line.contains("changed") {
                return Some(line);
            }
            self.kept.borrow_mut()[which].push_back(line);
        }
        None
    }
}

/// Saves in one step: a busy machine may halt a write between cutting a file off and filling it, and that is a change that a watch may see.
fn save(file: &Path, contents: &[u8]) {
    let beside = file.with_extension("beside");
    std::fs::write(&beside, contents).expect("a place to write");
    std::fs::rename(&beside, file).expect("a place to write");
}

fn edit(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).expect("the file");
    assert!(text.contains(from), "{from} stands in the file");
    save(file, text.replace(from, to).as_bytes());
}

#[test]
fn a_run_follows_the_text_and_the_data() {
    let dir = support::starter("phone-centre");
    let file = dir.path().join("phone-centre.etalon");
    let watching = Watching::start(&["run"], dir.path());
    watching.hear("watching for changes");
    edit(&file, "\"My phone centre\"", "\"Another phone centre\"");
    watching.hear("phone-centre.etalon changed");
    watching.hear("Another phone centre");
    watching.hear("watching for changes");
    // A broken edit shows its errors, and the last good result stands.
    edit(&file, "waited <= quick", "waitd <= quick");
    watching.hear("error[unknown-name]");
    watching.hear("The last good result still stands: Another phone centre");
    watching.hear("watching for changes");
    edit(&file, "waitd <= quick", "waited <= quick");
    watching.hear("Another phone centre");
    watching.hear("watching for changes");
    // The data are watched too.
    let calls = dir.path().join("data/calls.csv");
    let mut text = std::fs::read_to_string(&calls).expect("the data");
    text.push_str("c9999,2026-03-20T18:00:00,a1,k1,bill,abc,60,ANS\n");
    std::fs::write(&calls, text).expect("a place to write");
    watching.hear("calls.csv changed");
    watching.hear("rejected");
}

#[test]
fn what_it_writes_itself_is_no_news() {
    let dir = support::starter("city-desk");
    let out = dir.path().join("results");
    let watching = Watching::start(&["run", "--out", out.to_str().expect("a name in UTF-8")], dir.path());
    watching.hear("watching for changes");
    assert!(watching.news(Duration::from_millis(1200)).is_none(), "its own files are no change");
    assert!(out.join("scorecards.csv").is_file());
}

#[test]
fn a_save_without_a_change_is_no_news() {
    let dir = support::starter("city-desk");
    let file = dir.path().join("city-desk.etalon");
    let watching = Watching::start(&["check"], dir.path());
    watching.hear("watching for changes");
    let text = std::fs::read_to_string(&file).expect("the file");
    save(&file, text.as_bytes());
    assert!(watching.news(Duration::from_millis(700)).is_none(), "the same content is no change");
    edit(&file, "closed <= promised", "closd <= promised");
    watching.hear("error[unknown-name]");
}

#[test]
fn a_file_that_is_empty_before_it_is_full_is_no_news() {
    let dir = support::starter("city-desk");
    let file = dir.path().join("city-desk.etalon");
    let watching = Watching::start(&["check"], dir.path());
    watching.hear("watching for changes");
    let text = std::fs::read_to_string(&file).expect("the file");
    // As editors and compilers save: what was is cut off, and what is to be comes piece by piece.
    let (first, second) = text.split_at(text.len() / 2);
    let mut tries = 0;
    loop {
        let mut longest = Duration::ZERO;
        let mut open = std::fs::File::create(&file).expect("a place to write");
        for piece in [first, second] {
            let since = Instant::now();
            std::thread::sleep(Duration::from_millis(30));
            open.write_all(piece.as_bytes()).expect("a place to write");
            longest = longest.max(since.elapsed());
        }
        drop(open);
        let said = watching.news(Duration::from_millis(700));
        if said.is_none() {
            break;
        }
        // A machine that halts the writer for as long as a watch waits for quiet has written a broken file.
        assert!(longest > Duration::from_millis(80), "the same content is no change, but {said:?} was said");
        tries += 1;
        assert!(tries < 20, "this machine is too busy to save a file");
        watching.hear("watching for changes");
        // Of the whole file again, if it was broken for a while.
        while watching.news(Duration::from_secs(3)).is_some() {}
    }
    edit(&file, "closed <= promised", "closd <= promised");
    watching.hear("error[unknown-name]");
}

#[test]
fn a_folder_that_never_rests_is_still_watched() {
    let dir = support::starter("city-desk");
    let file = dir.path().join("city-desk.etalon");
    let watching = Watching::start(&["check"], dir.path());
    watching.hear("watching for changes");
    edit(&file, "closed <= promised", "closd <= promised");
    let log = dir.path().join("service.log");
    std::thread::scope(|threads| {
        let (stop, stopped) = channel::<()>();
        threads.spawn(move || {
            let mut log = std::fs::File::create(log).expect("a place to write");
            while stopped.recv_timeout(Duration::from_millis(20)).is_err_and(|e| e == RecvTimeoutError::Timeout) {
                log.write_all(b"a line\n").expect("a place to write");
            }
        });
        watching.hear("error[unknown-name]");
        drop(stop);
    });
}

#[test]
fn tests_follow_the_text() {
    let dir = support::starter("city-desk");
    let file = dir.path().join("city-desk.etalon");
    let watching = Watching::start(&["test"], dir.path());
    watching.hear("1 test passed");
    watching.hear("watching for changes");
    edit(&file, "expect promise_kept met for \"r1\"", "expect promise_kept breached for \"r1\"");
    watching.hear("1 of 1 tests failed");
}

#[cfg(feature = "plugins")]
#[test]
fn a_run_follows_its_plugins() {
    use support::plugin::Effort;
    let dir = tempfile::tempdir().expect("a folder");
    let standard = "standard desk \"Desk\" { version 1  zone \"Europe/Riga\" }\nuse plugin effort \"^1\"\n\
        event call { id text key  at instant  waited duration }\n\
        source calls for call { files \"calls.csv\"  zone \"Europe/Riga\"  field waited = seconds(wait) }\n\
        principle care { meaning en \"We are there.\" }\n\
        criterion easy \"Little effort\" { principle care  for call  require effort.effort(waited) >= 80 }\n";
    std::fs::write(dir.path().join("desk.etalon"), standard).expect("a place to write");
    std::fs::write(dir.path().join("calls.csv"), "id,at,wait\nc1,2026-03-01T10:00,15\n").expect("a place to write");
    Effort::default().put(dir.path());
    let pin = || assert_eq!(support::etalon_at(dir.path(), &["plugin", "lock"]).code, 0);
    pin();
    let watching = Watching::start(&["run"], dir.path());
    watching.hear("Desk  version 1");
    watching.hear("watching for changes");
    // The same bytes again are no news.
    save(&dir.path().join("plugins/effort.wasm"), &Effort::default().bytes());
    assert!(watching.news(Duration::from_millis(700)).is_none(), "the same content is no change");
    // Others are refused until somebody trusts them, and the last good result stands.
    Effort { a_second: "2", ..Effort::default() }.put(dir.path());
    watching.hear("effort.wasm changed");
    watching.hear("plugin-not-ready");
    watching.hear("etalon plugin lock");
    watching.hear("The last good result still stands");
    watching.hear("watching for changes");
    pin();
    watching.hear("etalon.lock changed");
    watching.hear("Desk  version 1");
}
