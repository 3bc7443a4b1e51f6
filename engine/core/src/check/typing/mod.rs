//! Expressions: names resolved, types and units agreed.

mod api;
mod lengths;
