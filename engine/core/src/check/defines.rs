//! Named conditions.

use super::context::Context;
use super::layers::LayeredItem;

/// Named conditions.
pub(crate) fn defines(ctx: &mut Context, items: &[LayeredItem]) {
    let _ = (ctx, items);
}
