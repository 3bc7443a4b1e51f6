//! What a report shows, as texts in the reader's language: made once, laid out by the terminal and by the page.

mod causes;
mod closed;
mod data;
mod decisions;
mod fair;
mod figures;
pub(crate) mod grades;
mod handbook;
mod head;
mod interval;
mod owed;
mod page;
mod people;
mod rests;
mod row;
mod scale;
mod scorecards;
mod summary;
mod timeline;
mod trend;

pub use causes::{Cause, Requirement};
pub use closed::{Closed, Side, why as because_word};
pub use data::{Problem, Source};
pub use decisions::{Escalation, Recognized, StepCount};
pub use figures::{MetricBlock, Tone};
pub use handbook::{Handbook, handbook};
pub use head::Head;
pub use owed::Owed;
pub use page::{Page, page};
pub use people::Subject;
pub use rests::lines as rests;
pub use row::{FigureRow, verdict_words};
pub use scorecards::{Card, CardGroup, CardLine};
pub use summary::{View, view};
pub use timeline::{Course, courses, word as clock_word};

use etalon_core::standard::{Critical, Label};

/// The stable word of a critical class.
#[must_use]
pub const fn critical_key(critical: Critical) -> &'static str {
    match critical {
        Critical::Customer => "customer",
        Critical::Business => "business",
        Critical::Compliance => "compliance",
    }
}

/// The title of a rule in a language; its name, made readable, if it has none.
pub fn title(label: &Label, language: &str) -> String {
    match label.title.get(language) {
        Some(title) if !title.is_empty() && title != label.name => title.to_owned(),
        _ => plain(&label.name),
    }
}

/// A name of the language as people read it where there is no title: `north_side` is "north side".
pub fn plain(name: &str) -> String {
    name.replace('_', " ")
}
