//! The header: name, version, zone, languages, owner.

use super::context::Context;
use super::layers::LayeredItem;

/// The header: name, version, zone, languages, owner.
pub(crate) fn header(ctx: &mut Context, items: &[LayeredItem]) {
    let _ = (ctx, items);
}
