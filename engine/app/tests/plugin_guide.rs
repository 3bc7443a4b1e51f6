//! `plugins/README.md` is true: its files and commands are taken from it and run, from top to bottom, in an empty folder. The pages in
//! `plugins/guide` show the templates as they are.
//!
//! A block ```` ```toml file=desk/etalon.toml ```` is a file. In a block ```` ```console ```` a line `$ …` is a command, which must end well
//! (`# exit code 1` behind it says otherwise); the lines below it must be in what it says, `…` stands for anything. A block with
//! `template=rust-window/src/lib.rs.tmpl name=x` is that template with its holes filled.
#![cfg(feature = "plugins")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What stands between two fences.
struct Block {
    /// Behind the first fence.
    about: Vec<String>,
    text: String,
    line: usize,
}

impl Block {
    fn says(&self, key: &str) -> Option<&str> {
        self.about.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }
}

fn plugins() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins").canonicalize().unwrap()
}

fn blocks(text: &str) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::new();
    let mut open = false;
    for (number, line) in text.lines().enumerate() {
        if let Some(about) = line.strip_prefix("```") {
            if !open {
                let about = about.split_whitespace().map(str::to_owned).collect();
                all.push(Block { about, text: String::new(), line: number + 1 });
            }
            open = !open;
        } else if open {
            let block = all.last_mut().unwrap();
            block.text += line;
            block.text.push('\n');
        }
    }
    assert!(!open, "a block is not closed");
    all
}

/// Whether a line that was said is the one that was promised, where `…` stands for anything.
fn like(said: &str, promised: &str) -> bool {
    let mut parts = promised.split('…');
    let Some(mut rest) = said.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some((_, behind)) = rest.split_once(part) else { return false };
        rest = behind;
    }
    true
}

/// Runs a block of commands. Its lines that begin with `$ ` are commands.
fn console(block: &Block, folder: &Path, lang: &str, env: &[(String, String)]) {
    let mut said: Vec<String> = Vec::new();
    let mut command = "";
    for (number, line) in block.text.lines().enumerate() {
        let place = format!("plugins/README.md:{}", block.line + number + 1);
        let Some(line) = line.strip_prefix("$ ") else {
            let promised = line.trim();
            assert!(
                promised.is_empty() || said.iter().any(|said| like(said.trim(), promised)),
                "{place}: `{command}` does not say\n  {promised}\nbut\n{}",
                said.join("\n")
            );
            continue;
        };
        command = line;
        let (line, code) = match line.split_once("# exit code ") {
            Some((line, code)) => (line, code.trim().parse().unwrap()),
            None => (line, 0),
        };
        let line = line.replace("--lang rust", &format!("--lang {lang}"));
        let out =
            Command::new("sh").args(["-c", &line]).current_dir(folder).envs(env.iter().cloned()).output().unwrap();
        let all = [out.stdout, out.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).join("\n");
        assert_eq!(out.status.code(), Some(code), "{place}: in {lang}, `{line}` said\n{all}");
        said = all.lines().map(str::to_owned).collect();
    }
}

fn on_path(tools: &[&str], path: &str) -> bool {
    std::env::split_paths(path).any(|dir| tools.iter().any(|tool| dir.join(tool).is_file()))
}

/// What commands see: this build of the program first on the path, and what `plugins/languages/build --install` fetched.
fn environment() -> Vec<(String, String)> {
    let program = Path::new(env!("CARGO_BIN_EXE_etalon")).parent().unwrap().to_owned();
    let guests = plugins().join("../target/guests");
    let fetched = guests.join("tools/python/bin");
    let before = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([program, fetched].into_iter().chain(std::env::split_paths(&before))).unwrap();
    let said = [
        ("PATH", path.into_string().unwrap()),
        // What every Rust plugin is built on is built once.
        ("CARGO_TARGET_DIR", guests.join("work/guide").to_str().unwrap().to_owned()),
        ("NO_COLOR", "1".to_owned()),
    ];
    said.map(|(name, value)| (name.to_owned(), value)).into()
}

/// How Rust builds for WebAssembly here: with rustup's target, or else with Debian's compiler and its sources; none = not at all.
fn rust() -> Option<Vec<(String, String)>> {
    let target = "wasm32-unknown-unknown";
    let out = Command::new("rustc").args(["--print", "target-libdir", "--target", target]).output().ok()?;
    if Path::new(String::from_utf8_lossy(&out.stdout).trim()).is_dir() {
        return Some(Vec::new());
    }
    let library = Command::new("/usr/bin/rustc").args(["--print", "sysroot"]).output().ok()?;
    let source = Path::new(String::from_utf8_lossy(&library.stdout).trim()).join("lib/rustlib/src/rust/library");
    let linker = ["/usr/bin/wasm-ld-22", "/usr/bin/wasm-ld-19"].into_iter().find(|file| Path::new(file).is_file())?;
    let said = [
        ("CARGO", "/usr/bin/cargo"),
        ("RUSTC", "/usr/bin/rustc"),
        ("RUSTC_BOOTSTRAP", "1"),
        ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
        ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker),
    ];
    source.is_dir().then(|| said.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

#[test]
fn the_guide_holds() {
    let text = fs::read_to_string(plugins().join("README.md")).unwrap();
    let blocks = blocks(&text);
    assert!(blocks.iter().filter(|block| block.about.first().is_some_and(|word| word == "console")).count() >= 4);
    let env = environment();
    let path = &env[0].1;
    let all = std::env::var("ETALON_LANGUAGES").is_ok_and(|languages| languages == "all");
    let mut languages: Vec<(&str, Vec<(String, String)>)> = Vec::new();
    languages.extend(rust().map(|rust| ("rust", rust)));
    if on_path(&["clang", "clang-19"], path)
        && on_path(&["wasm-ld", "wasm-ld-19"], path)
        && on_path(&["wasm-tools"], path)
    {
        languages.push(("c", Vec::new()));
    }
    if all {
        languages.extend([("js", Vec::new()), ("python", Vec::new())]);
    }
    assert!(!languages.is_empty(), "no tool chain for plugins is here: rustup target add wasm32-unknown-unknown");
    for (lang, more) in languages {
        let folder = tempfile::tempdir().unwrap();
        let env = [env.clone(), more].concat();
        for block in &blocks {
            if let Some(file) = block.says("file") {
                let file = folder.path().join(file);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, &block.text).unwrap();
            } else if block.about.first().is_some_and(|word| word == "console") {
                console(block, folder.path(), lang, &env);
            }
        }
    }
}

#[test]
fn the_pages_show_the_templates() {
    let mut shown = 0;
    for entry in fs::read_dir(plugins().join("guide")).unwrap() {
        let page = entry.unwrap().path();
        for block in blocks(&fs::read_to_string(&page).unwrap()) {
            let Some(template) = block.says("template") else { continue };
            let file = fs::read_to_string(plugins().join("templates").join(template)).unwrap();
            let file = file.replace("{{name}}", block.says("name").unwrap_or("{{name}}"));
            let place = format!("{}:{}", page.display(), block.line);
            assert_eq!(block.text, file, "{place} does not show plugins/templates/{template}");
            assert!(file.lines().count() <= 40, "{template} is longer than 40 lines");
            shown += 1;
        }
    }
    assert!(shown >= 6, "only {shown} templates are shown");
}

#[test]
fn the_table_of_versions_names_this_contract() {
    let text = fs::read_to_string(plugins().join("README.md")).unwrap();
    let row = format!("| `etalon:plugin@{}`", etalon_contract::CONTRACT);
    assert!(text.lines().any(|line| line.starts_with(&row)), "plugins/README.md has no row that begins with {row}");
}
