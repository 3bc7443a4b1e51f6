//! The contract on paper: what a plugin says of itself ([`Description`]), what the operator grants it (`etalon.toml`), what is pinned
//! (`etalon.lock`). Runs nothing: the checker, the editor and the documents read this and never the plugin.

mod changes;
mod contract;
mod description;
mod grants;
mod lock;
mod manifest;
mod mistake;
mod nearest;
mod needs;
mod settings;
mod shelf;
mod typed;

pub use changes::{Change, Weight, changes, version_due};
pub use contract::{CONTRACT, contract_fits};
pub use description::{
    Action, Description, Field, FunctionText, NamedSecret, Needs, ParameterText, ReturnedText, SCHEMA, Setting, Stream,
    TermText,
};
pub use grants::{Grants, Limits};
pub use lock::{LOCK, LOCK_SCHEMA, Lock, Locked};
pub use manifest::{MANIFEST, Manifest, Origin, Secret, Set, Use, covers, show_size, within};
pub use mistake::Mistake;
pub use needs::{Missing, not_granted};
pub use settings::settle;
pub use shelf::{Content, Found, Purpose, Seen, Shelf, catalog, sha256};
pub use typed::kind;
