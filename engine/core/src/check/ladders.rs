//! What happens when faults repeat.

use super::context::Context;
use super::layers::LayeredItem;

/// What happens when faults repeat.
pub(crate) fn ladders(ctx: &mut Context, items: &[LayeredItem]) {
    let _ = (ctx, items);
}
