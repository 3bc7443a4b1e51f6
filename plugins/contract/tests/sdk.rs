//! The SDK's version of the contract lies in the range that the host loads; so do the files in WIT from which both are made.
//! The SDK lives in a workspace of its own, so its source is read.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use etalon_contract::{CONTRACT, contract_fits};
use std::path::{Path, PathBuf};

fn plugins() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// What stands between the two, the first time.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    Some(text.split_once(from)?.1.split_once(to)?.0)
}

#[test]
fn the_sdk_speaks_what_the_host_loads() {
    let text = std::fs::read_to_string(plugins().join("sdk/src/lib.rs")).unwrap();
    let sdk = between(&text, "pub const CONTRACT: &str = \"", "\"").expect("the SDK says its version of the contract");
    assert!(contract_fits(sdk), "the SDK speaks {sdk}, this house {CONTRACT}");
}

#[test]
fn every_file_of_the_contract_is_of_that_version() {
    let files = std::fs::read_dir(plugins().join("wit/v1")).unwrap().map(|e| e.unwrap().path());
    let files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|e| e == "wit")).collect();
    assert!(files.len() > 3, "the contract lies in plugins/wit/v1");
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(between(&text, "package etalon:plugin@", ";"), Some(CONTRACT), "{}", path.display());
    }
}
