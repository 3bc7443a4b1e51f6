//! The macros of `etalon-plugin`. What they make is written against `etalon_plugin::made`.

mod function;
mod metric;
mod options;
mod params;
mod state;
mod window;

use proc_macro::TokenStream;

/// A function of one row becomes a metric.
///
/// Over the function: `#[metric(unit = "points", range = 0..=100, scale = 1, model = "…", deprecated = "…", name = "…")]`, all of it
/// optional. `scale` says to how many digits a number is rounded (half to even; 2 unless said). `model` names the statistical model that the
/// answer rests on; the report then says so. The function's doc comment is the metric's.
///
/// Before a parameter: a doc comment; `#[constant]` = known before any event is read; `#[default(…)]` = what it is where the call leaves it
/// out (durations in seconds); `#[unit("seconds")]`; `#[range(0..=100)]`; `#[choices("lv", "lt", "et")]`.
#[proc_macro_attribute]
pub fn metric(options: TokenStream, item: TokenStream) -> TokenStream {
    metric::expand(options.into(), item.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// An `impl` block becomes a window: a value over many rows.
///
/// The block has `fn add(&mut self, …)`, whose parameters are the window's, and `fn value(&self) -> …`. It may have
/// `fn remove(&mut self, …)` with the same parameters - then it can slide -, `fn merge(&mut self, other: &Self)` - then its states can be
/// joined -, and `fn new(…) -> Self`, whose parameters are constants; without it the type must have a `Default`. The type needs
/// `#[derive(State)]`. Options and attributes are those of [`macro@metric`]; the name is the type's in small letters with `_`.
#[proc_macro_attribute]
pub fn window(options: TokenStream, item: TokenStream) -> TokenStream {
    window::expand(options.into(), item.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// A struct can be written down, field by field.
#[proc_macro_derive(State)]
pub fn state(item: TokenStream) -> TokenStream {
    state::expand(item.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

#[cfg(test)]
mod tests;
