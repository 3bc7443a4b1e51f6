//! The consultant's own tests.

use super::context::Context;
use super::layers::LayeredItem;

/// The consultant's own tests.
pub(crate) fn tests(ctx: &mut Context, items: &[LayeredItem]) {
    let _ = (ctx, items);
}
