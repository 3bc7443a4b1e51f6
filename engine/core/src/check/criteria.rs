//! Requirements.

use super::context::Context;
use super::layers::LayeredItem;

/// Requirements.
pub(crate) fn criteria(ctx: &mut Context, items: &[LayeredItem]) {
    let _ = (ctx, items);
}
