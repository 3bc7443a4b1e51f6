//! Named numbers that a client may tune.

use super::context::Context;
use super::layers::LayeredItem;

/// Named numbers that a client may tune; `sets` come from the command line.
pub(crate) fn params(ctx: &mut Context, items: &[LayeredItem], sets: &[(String, String)]) {
    let _ = (ctx, items, sets);
}
