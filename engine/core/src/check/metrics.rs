//! Figures and their targets.

use super::context::Context;
use super::layers::LayeredItem;

/// Figures and their targets.
pub(crate) fn metrics(ctx: &mut Context, items: &[LayeredItem]) {
    let _ = (ctx, items);
}
