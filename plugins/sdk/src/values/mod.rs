//! Values as authors see them, and how columns become them and come from them.

mod answer;
mod argument;
mod moments;
mod plain;

pub use answer::Answer;
pub use argument::Argument;
pub use moments::{Date, Duration, Instant};
