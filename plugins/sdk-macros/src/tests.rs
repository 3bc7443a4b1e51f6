//! What authors are told.

use crate::{metric, state, window};
use proc_macro2::TokenStream;
use quote::quote;

fn metric_says(options: TokenStream, item: TokenStream) -> String {
    metric::expand(options, item).map_or_else(|why| why.to_string(), |_| "fine".into())
}

fn window_says(item: TokenStream) -> String {
    window::expand(quote!(), item).map_or_else(|why| why.to_string(), |_| "fine".into())
}

#[test]
fn a_metric_may_be_short_or_say_much() {
    assert_eq!(
        metric_says(
            quote!(),
            quote!(
                fn effort(wait: Duration) -> f64 {
                    1.0
                }
            )
        ),
        "fine"
    );
    let all = quote! {
        /// What it says.
        pub fn tone(
            /// The words.
            message: &str,
            #[constant] #[choices("lv", "lt")] #[default("lv")] language: &str,
            #[constant] #[range(0..=10)] #[default(-0.5)] #[unit("points")] bonus: f64,
        ) -> Result<Option<f64>, Refuse> { Ok(None) }
    };
    assert_eq!(
        metric_says(
            quote!(name = "tone", unit = "points", range = -1.5..=100, scale = 0, model = "m", deprecated = "d"),
            all
        ),
        "fine"
    );
}

#[test]
fn a_wrong_metric_is_told_what_would_be_right() {
    let plain = || {
        quote!(
            fn effort(wait: Duration) -> f64 {
                1.0
            }
        )
    };
    for (options, item, why) in [
        (quote!(units = "points"), plain(), "there is no option `units`: name = "),
        (quote!(scale = 7), plain(), "`scale` is 0 to 6 digits"),
        (quote!(range = 0..100), plain(), "a range is written `0..=100`"),
        (quote!(range = ..=100), plain(), "a range is written `0..=100`"),
        (quote!(name = "Effort"), plain(), "small letters"),
        (
            quote!(),
            quote!(
                fn effort(wait: Duration) {}
            ),
            "it must say what it gives: `-> f64`",
        ),
        (
            quote!(),
            quote!(
                fn effort(&self, wait: Duration) -> f64 {
                    1.0
                }
            ),
            "a metric has no `self`",
        ),
        (
            quote!(),
            quote!(
                fn effort((a, b): (f64, f64)) -> f64 {
                    1.0
                }
            ),
            "a parameter needs a name",
        ),
        (
            quote!(),
            quote!(
                fn effort<T>(wait: T) -> f64 {
                    1.0
                }
            ),
            "cannot be generic",
        ),
        (
            quote!(),
            quote!(
                async fn effort(wait: Duration) -> f64 {
                    1.0
                }
            ),
            "cannot be async",
        ),
        (
            quote!(),
            quote!(
                fn effort() -> f64 {
                    1.0
                }
            ),
            "a parameter that is no constant",
        ),
        (
            quote!(),
            quote!(
                fn effort(#[constant] wait: Duration) -> f64 {
                    1.0
                }
            ),
            "a parameter that is no constant",
        ),
        (
            quote!(),
            quote!(
                fn effort(#[defaults(1)] wait: Duration) -> f64 {
                    1.0
                }
            ),
            "no such attribute of a parameter",
        ),
        (
            quote!(),
            quote!(
                fn effort(#[default(now())] wait: Duration) -> f64 {
                    1.0
                }
            ),
            "a default is a number",
        ),
        (
            quote!(),
            quote!(
                fn effort(#[default(1)] wait: Duration, x: f64) -> f64 {
                    1.0
                }
            ),
            "`x` needs a #[default(…)]",
        ),
        (
            quote!(),
            quote!(
                struct Effort;
            ),
            "#[metric] belongs over a function of one row",
        ),
    ] {
        let said = metric_says(options, item);
        assert!(said.contains(why), "{said}\n  does not say\n{why}");
    }
}

#[test]
fn a_wrong_window_is_told_what_would_be_right() {
    let value = quote!(
        fn value(&self) -> f64 {
            1.0
        }
    );
    let add = quote!(
        fn add(&mut self, x: f64) {}
    );
    for (item, why) in [
        (quote!(impl W { #add #value }), "fine"),
        (
            quote!(impl W { #add #value fn remove(&mut self, y: f64) {} fn merge(&mut self, o: &Self) {} fn new(a: f64) -> Self { W } }),
            "fine",
        ),
        (quote!(impl W { #value }), "a window needs `fn add(&mut self, …)`"),
        (quote!(impl W { #add }), "a window needs `fn value(&self) -> …`"),
        (quote!(impl W { #value fn add(&self, x: f64) {} }), "`add` begins with `&mut self`"),
        (quote!(impl W { #add #value fn remove(&mut self, x: i64) {} }), "`remove` takes the same parameters"),
        (quote!(impl W { #value fn add(&mut self, #[constant] x: f64) {} }), "the parameters of `fn new(…) -> Self`"),
        (quote!(impl W { #add #value fn new(&self) -> Self { W } }), "`new` has no `self`"),
        (quote!(impl W { #add fn value(&self, x: f64) -> f64 { x } }), "`value` takes only `&self`"),
        (quote!(impl W { #add fn value(&self) {} }), "it must say what it gives"),
        (quote!(impl T for W { #add #value }), "not of a trait"),
        (
            quote!(
                struct W;
            ),
            "#[window] belongs over the `impl` of a type",
        ),
    ] {
        let said = window_says(item);
        assert!(said.contains(why), "{said}\n  does not say\n{why}");
    }
}

#[test]
fn only_a_struct_can_be_a_state() {
    let said = state::expand(quote!(
        enum E {
            A,
            B,
        }
    ))
    .expect_err("an enum is none")
    .to_string();
    assert!(said.contains("only a struct can be a state"), "{said}");
    assert!(
        state::expand(quote!(
            struct S<T: State>(T, i64);
        ))
        .is_ok()
    );
}
