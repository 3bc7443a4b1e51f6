//! Settings of this use of the plugin.

/// The setting of that name, as a text; its default where the operator set none, nothing where there is none.
#[must_use]
pub fn setting(name: &str) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    return crate::bindings::etalon::plugin::config::get(name);
    #[cfg(not(target_arch = "wasm32"))]
    return native::get(name);
}

/// Settings under `cargo test`.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod native {
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    thread_local! {
        static SETTINGS: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
    }

    /// As [`super::setting`].
    pub(crate) fn get(name: &str) -> Option<String> {
        SETTINGS.with_borrow(|all| all.get(name).cloned())
    }

    /// From now on, on this thread.
    pub(crate) fn set(all: BTreeMap<String, String>) {
        SETTINGS.with_borrow_mut(|now| *now = all);
    }
}
