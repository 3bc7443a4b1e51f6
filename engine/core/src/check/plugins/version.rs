//! Which versions will do, as Cargo writes it: `^0.3`, `~1.2`, `>=1, <3`.

use crate::check::context::Context;
use crate::check::messages;
use crate::plugin::Plugin;
use etalon_grammar::ast::{Head, Item};

/// Whether the version will do; if not, that is reported.
pub(super) fn fits(ctx: &mut Context, item: &Item, plugin: &Plugin) -> bool {
    let Head::Plugin(Some(written)) = &item.head else { return true };
    let Ok(requirement) = semver::VersionReq::parse(&written.text) else {
        ctx.report(messages::unreadable_requirement(written, &plugin.version));
        return false;
    };
    // Of a plugin that cannot be used the version may not even be known: its trouble is told, and is enough.
    if plugin.trouble.is_some() {
        return true;
    }
    let Ok(version) = semver::Version::parse(&plugin.version) else { return true };
    if requirement.matches(&version) {
        return true;
    }
    ctx.report(messages::plugin_version(&item.name, written, &plugin.version));
    false
}
