//! Events, entities and cases.

use crate::check::context::Context;
use crate::check::layers::LayeredItem;

/// Events, entities and cases.
pub(crate) fn units(ctx: &mut Context, items: &[LayeredItem]) {
    let _ = (ctx, items);
}
