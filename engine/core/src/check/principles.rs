//! Values the organization holds.

use super::context::Context;
use super::layers::LayeredItem;

/// Values the organization holds.
pub(crate) fn principles(ctx: &mut Context, items: &[LayeredItem]) {
    let _ = (ctx, items);
}
