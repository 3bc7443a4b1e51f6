//! The contract on paper: what a plugin says of itself ([`Description`]), what the operator grants it (`etalon.toml`), what is pinned
//! (`etalon.lock`). Runs nothing: the checker, the editor and the documents read this and never the plugin.

mod description;
mod grants;
mod typed;

pub use description::{
    Action, Description, Field, FunctionText, NamedSecret, Needs, ParameterText, ReturnedText, SCHEMA, Setting, Stream,
    TermText,
};
pub use grants::{Grants, Limits};
pub use typed::kind;

/// The version of the contract that this house speaks, as in `etalon:plugin@0.1.0`.
pub const CONTRACT: &str = "0.1.0";
