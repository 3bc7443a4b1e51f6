//! A build without plugins: it says how to get one with them.

use etalon_contract::Found;
use etalon_core::plugin::Trouble;

/// How to build the program with plugins.
pub const BUILD: &str =
    "build it with them, in the folder of its source: cargo install --path engine/app --features plugins";

/// A plugin that is needed is in trouble here.
pub fn refuse(found: &mut Found) {
    let what = "this etalon was built without plugins: it checks what is written against them, and cannot ask them";
    found.plugin.trouble = Some(Trouble { what: what.to_owned(), help: BUILD.to_owned() });
}
