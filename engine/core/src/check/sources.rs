//! Where events come from.

use super::context::Context;
use super::layers::LayeredItem;

/// Where events come from.
pub(crate) fn sources(ctx: &mut Context, items: &[LayeredItem]) {
    let _ = (ctx, items);
}
