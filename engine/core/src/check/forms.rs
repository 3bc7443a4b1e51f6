//! Scored evaluations, and the criteria that each implies.

use super::context::Context;
use super::layers::LayeredItem;

/// Scored evaluations, and the criteria that each implies.
pub(crate) fn forms(ctx: &mut Context, items: &[LayeredItem]) {
    let _ = (ctx, items);
}
