//! Broken input through the front door: a folder is a case, and what the program says is kept beside it in `said.snap`.
//!
//! The files of the folder are copied to a fresh place; what is too large or too strange to be committed is made there
//! by a function that has the folder's name. The program must not panic, nor hang, nor take more than a GiB.

use nix::sys::resource::{UsageWho, getrusage};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Makes what a folder cannot hold.
pub type Make = fn(&Path);

/// Nothing that is thrown at the program may take it more memory.
const MOST_MEMORY: u64 = 1 << 30;
/// Nor more time on a processor; without optimisation everything is many times slower.
const MOST_TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 15 } else { 1 });
/// After so long it is taken to hang.
const HANGS: Duration = Duration::from_secs(120);
/// So much of what it says is kept.
const KEPT_LINES: usize = 60;
const KEPT_LETTERS: usize = 400;

/// Runs all cases of an area, and names those that fail.
pub fn every(area: &str, common: &[&str], made: &[(&str, Make)], commands: &[&[&str]]) {
    let area = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases").join(area);
    let mut names: BTreeSet<String> = made.iter().map(|(name, _)| (*name).to_owned()).collect();
    for entry in fs::read_dir(&area).expect("there are cases").flatten().filter(|entry| entry.path().is_dir()) {
        names.insert(entry.file_name().to_string_lossy().into_owned());
    }
    let only = std::env::var("ETALON_CASE").unwrap_or_default();
    let mut failed = Vec::new();
    for name in names.iter().filter(|name| name.contains(&only)) {
        let case = Case { folder: area.join(name), make: made.iter().find(|(n, _)| n == name).map(|(_, make)| *make) };
        let whole = || case.run(name, &area, common, commands);
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(whole)).is_err() {
            failed.push(name.as_str());
        }
    }
    assert!(failed.is_empty(), "these cases of {} fail:\n  {}", area.display(), failed.join("\n  "));
}

struct Case {
    folder: PathBuf,
    make: Option<Make>,
}

impl Case {
    fn run(&self, name: &str, area: &Path, common: &[&str], commands: &[&[&str]]) {
        let whole = tempfile::tempdir().expect("a folder");
        // A folder of its own in a folder of its own: a case may name what lies beside it.
        let place = whole.path().join("desk");
        fs::create_dir(&place).expect("a folder");
        let there = copy(&self.folder, &place);
        assert!(
            there + usize::from(self.make.is_some()) > 0,
            "{name}: the folder is empty and nothing makes its files"
        );
        for file in common.iter().filter(|file| !place.join(file).exists()) {
            fs::copy(area.join(file), place.join(file)).expect("a common file");
        }
        if let Some(make) = self.make {
            make(&place);
        }
        // A file `args` says what is asked for instead.
        let args = fs::read_to_string(self.folder.join("args")).unwrap_or_default();
        let own: Vec<&str> = args.split_whitespace().collect();
        let commands: Vec<&[&str]> = if own.is_empty() { commands.to_vec() } else { vec![&own] };
        // What is large is asked one thing, so that all cases together take no longer than people wait.
        let many = if self.make.is_some() { 1 } else { commands.len() };
        for (number, command) in commands.into_iter().take(many).enumerate() {
            let said = said(name, &place, command);
            if number == 0 {
                self.compare(&said);
            }
        }
        restore(&place);
    }

    fn compare(&self, text: &str) {
        fs::create_dir_all(&self.folder).expect("a place for the snapshot");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(self.folder.canonicalize().expect("the folder is there"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("said", text));
    }
}

/// What the program says, and how it ends; its time and memory are looked at.
fn said(name: &str, place: &Path, command: &[&str]) -> String {
    let out = tempfile::NamedTempFile::new().expect("a file");
    let err = tempfile::NamedTempFile::new().expect("a file");
    let before = used();
    let mut child = Command::new(env!("CARGO_BIN_EXE_etalon"))
        .args(command)
        .current_dir(place)
        .stdin(Stdio::null())
        .stdout(out.reopen().expect("a file"))
        .stderr(err.reopen().expect("a file"))
        .spawn()
        .expect("the program was built");
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("it runs or has ended") {
            break status;
        }
        if start.elapsed() > HANGS {
            let _ = child.kill();
            let _ = child.wait();
            panic!("{name}: `etalon {}` hangs", command.join(" "));
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let (time, memory) = (used().0.saturating_sub(before.0), used().1);
    let text = |file: &tempfile::NamedTempFile| {
        let bytes = fs::read(file.path()).expect("a file");
        let text = String::from_utf8(bytes).expect("the program speaks UTF-8");
        text.replace(&place.display().to_string(), "FOLDER")
    };
    let (out, err) = (text(&out), text(&err));
    let shown = format!("{name}: `etalon {}`", command.join(" "));
    if std::env::var_os("ETALON_CASE").is_some() {
        eprintln!("{shown} took {time:?}, {} MiB at most so far", memory >> 20);
    }
    assert!(!err.contains("panicked"), "{shown} panics:\n{err}");
    let code = status.code().unwrap_or_else(|| panic!("{shown} is ended by the system: {status}\n{err}"));
    assert!(matches!(code, 0 | 1), "{shown} ends with {code}:\n{err}");
    assert!(time <= MOST_TIME, "{shown} takes {time:?}");
    assert!(memory <= MOST_MEMORY, "{shown} takes {} MiB", memory >> 20);
    let parts = [format!("exit code {code}\n"), short(&out), short(&err)];
    parts.concat()
}

/// Time on processors and the most memory of all that ran so far.
fn used() -> (Duration, u64) {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts");
    let time = |t: nix::sys::time::TimeVal| {
        Duration::from_secs(u64::try_from(t.tv_sec()).unwrap_or(0))
            + Duration::from_micros(u64::try_from(t.tv_usec()).unwrap_or(0))
    };
    // Linux counts in KiB.
    (time(usage.user_time()) + time(usage.system_time()), u64::try_from(usage.max_rss()).unwrap_or(0) << 10)
}

/// Long texts are kept in part: enough to read them as a user would.
fn short(text: &str) -> String {
    let lines = text.lines().count();
    let mut out = String::new();
    for line in text.lines().take(KEPT_LINES) {
        out.extend(line.chars().take(KEPT_LETTERS));
        if line.chars().count() > KEPT_LETTERS {
            out.push_str(" [… the line goes on]");
        }
        out.push('\n');
    }
    if lines > KEPT_LINES {
        out.push_str(&format!("[… {} more lines; the last:]\n", lines - KEPT_LINES));
        out.push_str(text.lines().last().unwrap_or_default());
        out.push('\n');
    }
    out
}

/// Copies a case, but for its snapshot.
fn copy(from: &Path, to: &Path) -> usize {
    let mut count = 0;
    for entry in fs::read_dir(from).into_iter().flatten().flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            fs::create_dir_all(&target).expect("a folder");
            count += copy(&path, &target);
        } else if !matches!(&*entry.file_name().to_string_lossy(), "said.snap" | "said.snap.new" | "args") {
            fs::copy(&path, &target).expect("a file");
            count += 1;
        }
    }
    count
}

/// What was made unreadable must go away with the folder.
fn restore(place: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    for entry in fs::read_dir(place).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            let _ = fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o755));
        }
    }
}
