//! Actions go out.

use super::about::About;
use super::failure::Failure;
use serde_json::Value as Json;

/// Something to be done elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Same key = same action: must not be done twice.
    pub key: String,
    /// Which of the declared actions.
    pub kind: String,
    /// Whom it is about.
    pub subject: String,
    /// When it was decided; microseconds since 1970.
    pub at: i64,
    /// The declared fields.
    pub body: Json,
    /// From 1.
    pub attempt: u32,
}

/// What came of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Done; how the other side names it.
    Done(String),
    /// It was there already.
    Duplicate(String),
}

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which.
    pub setting: String,
    /// What.
    pub text: String,
}

/// Where actions go.
pub trait Sink: Sized + 'static {
    /// What it is, needs and offers.
    const ABOUT: About;

    /// What would be sent, for people.
    ///
    /// # Errors
    /// Says why nothing can be.
    fn preview(action: &Action) -> Result<String, Failure>;

    /// Does it.
    ///
    /// # Errors
    /// Says why not.
    fn deliver(action: &Action) -> Result<Outcome, Failure>;

    /// Tries settings and connection, changes nothing.
    #[must_use]
    fn check() -> Vec<Problem> {
        Vec::new()
    }
}

/// Makes a plugin of a [`Sink`], named and described by its `Cargo.toml`.
#[macro_export]
macro_rules! sink {
    ($sink:ty) => {
        #[doc(hidden)]
        pub mod etalon_made {
            #[allow(unused_imports)]
            use super::*;

            /// What it says of itself.
            #[must_use]
            pub fn describe() -> String {
                $crate::connector::made::describe(
                    &<$sink as $crate::connector::Sink>::ABOUT,
                    env!("CARGO_PKG_NAME"),
                    env!("CARGO_PKG_VERSION"),
                    env!("CARGO_PKG_DESCRIPTION"),
                )
            }

            #[cfg(target_arch = "wasm32")]
            mod out {
                #[allow(unused_imports)]
                use super::*;

                impl $crate::connector::made::sink::Described for $sink {
                    fn describe() -> String {
                        super::describe()
                    }
                }

                type All = $crate::connector::made::sink::Plugin<$sink>;
                $crate::connector::bindings::sink::export!(All with_types_in $crate::connector::bindings::sink);
            }
        }
    };
}

/// Between the contract and the trait.
#[cfg(target_arch = "wasm32")]
pub mod live {
    use super::super::bindings::sink::exports::etalon::plugin::{meta, sink as theirs};
    use super::super::source::live::{failure, problems};
    use super::{Action, Failure, Outcome, Sink};
    use crate::connector::FailureKind;
    use std::marker::PhantomData;

    /// What the macro adds.
    pub trait Described: Sink {
        /// What it says of itself.
        fn describe() -> String;
    }

    /// The plugin, as the contract sees it.
    pub struct Plugin<S>(PhantomData<S>);

    impl<S: Described> meta::Guest for Plugin<S> {
        fn describe() -> String {
            S::describe()
        }
    }

    impl<S: Described> theirs::Guest for Plugin<S> {
        fn check() -> Vec<theirs::Problem> {
            problems(S::check())
        }

        fn preview(given: theirs::Action) -> Result<String, theirs::Failure> {
            action(given).and_then(|action| S::preview(&action)).map_err(failure)
        }

        fn deliver(actions: Vec<theirs::Action>) -> Vec<theirs::Outcome> {
            let one = |given| match action(given).and_then(|action| S::deliver(&action)) {
                Ok(Outcome::Done(name)) => theirs::Outcome::Done(name),
                Ok(Outcome::Duplicate(name)) => theirs::Outcome::Duplicate(name),
                Err(why) => theirs::Outcome::Failed(failure(why)),
            };
            actions.into_iter().map(one).collect()
        }
    }

    fn action(given: theirs::Action) -> Result<Action, Failure> {
        let theirs::Action { key, kind, subject, at, body, attempt } = given;
        let body =
            serde_json::from_str(&body).map_err(|_| Failure::new(FailureKind::Never, "body", "its body is no JSON"))?;
        Ok(Action { key, kind, subject, at, body, attempt })
    }
}
