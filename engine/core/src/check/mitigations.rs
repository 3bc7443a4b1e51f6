//! What moves a cause away from the employee.

use super::context::Context;
use super::layers::LayeredItem;

/// What moves a cause away from the employee.
pub(crate) fn mitigations(ctx: &mut Context, items: &[LayeredItem]) {
    let _ = (ctx, items);
}
