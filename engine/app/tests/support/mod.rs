//! Runs the real program.
#![allow(dead_code, reason = "each test uses a part of this")]

#[cfg(feature = "plugins")]
pub mod plugin;

use std::ffi::OsStr;
use std::process::Command;

/// What it said and how it ended.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs it with these arguments, without a terminal.
pub fn etalon<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(args: I) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_etalon")).args(args).output().expect("the program was built");
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// Runs it in a folder, with a cache of compiled plugins for all tests of a program.
#[cfg(feature = "plugins")]
pub fn etalon_at(dir: &std::path::Path, args: &[&str]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_etalon"))
        .args(args)
        .current_dir(dir)
        .env("ETALON_CACHE", concat!(env!("CARGO_TARGET_TMPDIR"), "/plugins"))
        .output()
        .expect("the program was built");
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// A fresh folder with a starter.
pub fn starter(name: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let said = etalon([OsStr::new("new"), OsStr::new("--starter"), OsStr::new(name), dir.path().as_os_str()]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    dir
}
