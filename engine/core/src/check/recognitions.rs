//! What is celebrated.

use super::context::Context;
use super::layers::LayeredItem;

/// What is celebrated.
pub(crate) fn recognitions(ctx: &mut Context, items: &[LayeredItem]) {
    let _ = (ctx, items);
}
