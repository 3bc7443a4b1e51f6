//! Sources and sinks: events in, actions out.
//!
//! A source is an [`About`], a place to begin ([`Source::open`]) and the next page ([`Source::poll`]):
//!
//! ```
//! use etalon_plugin::connector::{
//!     About, Failure, Field, Kind, Next, Page, Request, Rows, Source, Stream, Value, instant, placeholder, source,
//! };
//! use etalon_plugin::setting;
//!
//! const TICKETS: Stream = Stream {
//!     name: "tickets",
//!     doc: "Closed tickets, in the order of their closing.",
//!     time: Some("closed_at"),
//!     key: &["id"],
//!     fields: &[Field::new("id", Kind::Text), Field::new("closed_at", Kind::Instant), Field::new("agent", Kind::Text).nullable()],
//! };
//!
//! struct Desk { after: String }
//!
//! impl Source for Desk {
//!     const ABOUT: About = About { hosts: &["*.example.com"], secrets: &[("token", "may read tickets")], streams: &[TICKETS], ..About::NONE };
//!
//!     fn open(_stream: &str, cursor: Option<&[u8]>) -> Result<Self, Failure> {
//!         Ok(Self { after: String::from_utf8_lossy(cursor.unwrap_or_default()).into_owned() })
//!     }
//!
//!     fn poll(&mut self, most: u32) -> Result<Page, Failure> {
//!         let url = format!("https://desk.example.com/tickets?limit={most}&after={}", self.after);
//!         let page = Request::get(&url).bearer(&placeholder("token")?).send()?.good()?.json()?;
//!         let mut rows = Rows::of(&TICKETS);
//!         for ticket in page["tickets"].as_array().into_iter().flatten() {
//!             rows.add([Value::text(&ticket["id"]), instant(&ticket["closed"])?, Value::text(&ticket["assignee"])])?;
//!         }
//!         self.after = page["next"].as_str().unwrap_or(&self.after).to_owned();
//!         let next = if page["more"] == true { Next::Now } else { Next::After(60) };
//!         Ok(Page { rows, cursor: self.after.clone().into_bytes(), next, watermark: None })
//!     }
//! }
//!
//! source!(Desk);
//! # fn main() {}
//! ```
//!
//! A [`Sink`] is an [`About`] and what is done with an [`Action`]. On the author's own machine there is no host: under `cargo test`
//! [`fake`] says what the other side answers.

mod about;
mod failure;
#[cfg(not(target_arch = "wasm32"))]
pub mod fake;
mod host;
mod http;
mod rows;
mod sink;
mod source;

pub use crate::{sink, source};
pub use about::{About, ActionKind, Field, Kind, Setting, Stream};
pub use failure::{Failure, FailureKind};
pub use host::{forget, hmac_sha256, now, placeholder, remember, remembered, reveal};
pub use http::{Method, Request, Response, encoded};
pub use rows::{Next, Page, Rows, Value, instant, micros};
pub use sink::{Action, Outcome, Problem, Sink};
pub use source::Source;

/// The contract in Rust.
#[cfg(target_arch = "wasm32")]
pub mod bindings {
    pub use etalon_plugin_sink as sink;
    pub use etalon_plugin_source as source;
}

/// JSON, as the connectors read and write it.
pub use serde_json as json;

/// What the macros write against. Not for people.
#[doc(hidden)]
pub mod made {
    pub use super::about::describe;
    #[cfg(target_arch = "wasm32")]
    pub use super::{sink::live as sink, source::live as source};
}
