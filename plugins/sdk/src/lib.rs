//! Write plugins for Etalon in Rust.
//!
//! A metric is a function of one row; the macro loops over the columns, inside the guest:
//!
//! ```
//! use etalon_plugin::{Duration, metric, plugin};
//!
//! /// 100 = the customer had no effort.
//! #[metric(unit = "points", range = 0..=100)]
//! fn effort(wait: Duration, handle: Duration) -> f64 {
//!     (100.0 - wait.seconds() * 0.01 - handle.seconds() * 0.001).max(0.0)
//! }
//!
//! plugin!(effort);
//! # fn main() {}
//! ```
//!
//! A window is a value over many rows ([`window`]), with a state that can be written down ([`State`]):
//!
//! ```
//! use etalon_plugin::{Duration, State, plugin, window};
//!
//! #[derive(Default, State)]
//! struct MeanWait { rows: i64, micros: i64 }
//!
//! /// The mean wait.
//! #[window]
//! impl MeanWait {
//!     fn add(&mut self, wait: Duration) { self.rows += 1; self.micros += wait.micros(); }
//!     fn remove(&mut self, wait: Duration) { self.rows -= 1; self.micros -= wait.micros(); }
//!     fn merge(&mut self, other: &Self) { self.rows += other.rows; self.micros += other.micros; }
//!     fn value(&self) -> Option<Duration> { (self.rows > 0).then(|| Duration::from_micros(self.micros / self.rows)) }
//! }
//!
//! plugin!(MeanWait);
//! # fn main() {}
//! ```
//!
//! `cargo test` runs the plugin without WebAssembly over the files in `tests/*.toml` (see [`test`]); `etalon plugin build` makes the component.
//!
//! | In Rust | In a standard |
//! |---|---|
//! | `bool` | yes/no |
//! | `i64` | whole |
//! | `f64` | number; NaN and infinity are no value |
//! | [`Duration`] | duration |
//! | [`Instant`] | instant |
//! | [`Date`] | date |
//! | `&str` taken, `String` or `&'static str` given | text |
//! | `Option<_>` taken | rows without a value are handed over too |
//! | `Option<_>` given | there may be no value |
//! | `Result<_, Refuse>` given | the row is refused with a reason: *not judged* |

pub mod bindings;
#[cfg(feature = "connector")]
pub mod connector;
pub mod describe;
mod groups;
pub mod log;
mod offer;
mod plugin;
mod refuse;
mod settings;
mod state;
mod values;
mod window;

#[cfg(not(target_arch = "wasm32"))]
mod harness;

pub use etalon_plugin_macros::{State, metric, window};
#[cfg(not(target_arch = "wasm32"))]
pub use harness::test;
pub use refuse::Refuse;
pub use settings::setting;
pub use state::State;
pub use values::{Date, Duration, Instant};

/// What the macros write against. Not for people.
#[doc(hidden)]
pub mod made {
    pub use crate::bindings::etalon::plugin::types::{Batch, Column, Fault};
    pub use crate::describe::{Facts, Function, Parameter, Returned, Setting, Term};
    pub use crate::groups::{Grouped, Groups};
    pub use crate::offer::{Offer, one, shape};
    pub use crate::plugin::{Plugin, unknown};
    pub use crate::values::{Answer, Argument};
    pub use crate::window::{Took, Window};
}

/// The version of the contract that this SDK speaks, as in `etalon:plugin@0.1.0`.
pub const CONTRACT: &str = "0.1.0";
