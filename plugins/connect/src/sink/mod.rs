//! Actions go out: each once. What is about to be sent is written down first, what came of it after; a key of which only the first is
//! known after a crash is *uncertain* and is not sent again unless somebody says so.

mod decisions;
mod deliver;
mod journal;

pub use decisions::{Read, read_decisions};
pub use deliver::{Deliver, DeliverOptions, Delivered, Told, deliver};
pub use journal::{Journal, State};

use crate::Failure;

/// Something to be done elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Same key = same action.
    pub key: String,
    /// One of the actions that the sink declared.
    pub kind: String,
    /// Whom it is about.
    pub subject: String,
    /// When it was decided; microseconds since 1970.
    pub at: i64,
    /// A JSON object.
    pub body: String,
    /// From 1.
    pub attempt: u32,
}

/// What came of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Done; how the other side names it.
    Done(String),
    /// It was there already.
    Duplicate(String),
    /// It was not done.
    Failed(Failure),
}

/// A sink, as the runner sees it.
pub trait Outlet {
    /// What would be sent, for people.
    ///
    /// # Errors
    /// Says why nothing can be.
    fn preview(&mut self, action: &Action) -> Result<String, Failure>;

    /// Does them; one outcome each, in order. Fewer outcomes than actions are a fault of the sink: what came of the rest is not known.
    ///
    /// # Errors
    /// Says why nothing is known of any of them: the plugin trapped, say.
    fn deliver(&mut self, actions: &[Action]) -> Result<Vec<Outcome>, Failure>;
}
