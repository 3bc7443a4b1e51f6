//! Proofs: each part of a rule with the value the evaluator saw.

mod fact;
mod look;
mod one_more;
mod prover;
mod sketch;

pub(super) use prover::{Frame, Prover, same};
pub(super) use sketch::{FactSketch, FormSketch, LookSketch, More, RuleSketch, Sketch, Sketcher, end};
