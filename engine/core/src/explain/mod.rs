//! Why: a proof of what a run says, as plain data that others put into words.
//!
//! A proof holds the sentence of the standard with its place, every condition with the values it saw, what decided, what
//! was missing, and the nearest change that would have made it different. It can be checked without the engine: the
//! values at its leaves, put through its connectives, give its outcome.

mod answer;
mod change;
mod figure;
mod finding;
mod form;
mod look;
mod person;
mod prove;
mod quote;
mod reason;
mod recognition;
mod search;
mod stage;
mod step;
mod story;
mod timeline;
mod turn;
mod undo;

pub use crate::evaluate::clock::ClockState;
pub use change::{Added, Change, Edit, Given, Nearest};
pub use figure::{FigureProof, LeftOut, TargetProof};
pub use finding::{FindingProof, MitigationProof, Standing, StepSeen, StepsProof, Wanted};
pub use form::{FormProof, ItemProof};
pub use look::{FactProof, LookProof, SHOWN, Seen};
pub use person::PersonProof;
pub use quote::{Quote, Thing};
pub use reason::{Reason, Saw, What};
pub use recognition::{FigureCheck, Praised, RecognitionProof, StreakProof};
pub(crate) use stage::reached;
pub use step::{
    ConditionProof, Counting, FaultProof, Found, Happened, Moment, Owed, StepChange, StepProof, Undoing, Undone,
};
pub use timeline::{Stretch, Timeline};
pub use turn::{FigureChange, FigureTurn, GradeTurn};

use crate::evaluate::Run;
use crate::{Plan, SourceFile, Standard};

/// What a proof is made from: a run, and the texts of the standard it ran.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The texts that the standard was checked from.
    pub files: &'a [SourceFile],
    /// The standard.
    pub standard: &'a Standard,
    /// Its plan.
    pub plan: &'a Plan,
    /// What is asked about.
    pub run: &'a Run,
}
