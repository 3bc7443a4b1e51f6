//! The plugin as a whole.

use crate::bindings::etalon::plugin::types::{Batch, Column, Fault};
use crate::bindings::exports::etalon::plugin::{meta, row_metrics, windows};
use crate::describe::Facts;
use crate::groups::Grouped;
use crate::refuse::fault;
use std::cell::RefCell;
use std::marker::PhantomData;

/// What [`crate::plugin!`] makes.
pub trait Plugin: 'static {
    /// What it says of itself.
    const FACTS: Facts;

    /// A value a row.
    ///
    /// # Errors
    /// There is no such metric; or the row that was refused, and why.
    fn score(name: &str, args: &Batch, constants: &[Column]) -> Result<Column, Fault>;

    /// The states of a window, empty.
    ///
    /// # Errors
    /// There is no such window, or the constants were refused.
    fn open(name: &str, constants: &[Column]) -> Result<Box<dyn Grouped>, Fault>;
}

/// No such function.
#[doc(hidden)]
#[must_use]
pub fn unknown(name: &str) -> Fault {
    fault("SDK-NAME", format!("there is no `{name}` here"))
}

impl<P: Plugin> meta::Guest for P {
    fn describe() -> String {
        P::FACTS.json()
    }
}

impl<P: Plugin> row_metrics::Guest for P {
    fn score(metric: String, args: Batch, constants: Vec<Column>) -> Result<Column, Fault> {
        P::score(&metric, &args, &constants)
    }
}

impl<P: Plugin> windows::Guest for P {
    type States = States<P>;
}

/// The states behind the contract's resource.
#[doc(hidden)]
pub struct States<P>(RefCell<Box<dyn Grouped>>, PhantomData<P>);

impl<P: Plugin> windows::GuestStates for States<P> {
    fn open(metric: String, constants: Vec<Column>) -> Result<windows::States, Fault> {
        Ok(windows::States::new(Self(RefCell::new(P::open(&metric, &constants)?), PhantomData)))
    }

    fn accumulate(&self, groups: Vec<u32>, args: Batch) -> Result<(), Fault> {
        self.0.borrow_mut().accumulate(&groups, &args)
    }

    fn retract(&self, groups: Vec<u32>, args: Batch) -> Result<(), Fault> {
        self.0.borrow_mut().retract(&groups, &args)
    }

    fn merge(&self, groups: Vec<u32>, saved: Vec<Vec<u8>>) -> Result<(), Fault> {
        self.0.borrow_mut().merge(&groups, &saved)
    }

    fn save(&self, groups: Vec<u32>) -> Result<Vec<Vec<u8>>, Fault> {
        self.0.borrow_mut().save(&groups)
    }

    fn finish(&self, groups: Vec<u32>) -> Result<Column, Fault> {
        self.0.borrow_mut().finish(&groups)
    }

    fn close(&self, groups: Vec<u32>) {
        self.0.borrow_mut().close(&groups);
    }
}

/// Puts metrics and windows together into one plugin, named and described by its `Cargo.toml`:
///
/// ```
/// # use etalon_plugin::*;
/// # #[metric] fn effort(wait: Duration) -> f64 { wait.seconds() }
/// # mod text { use etalon_plugin::*; #[metric] pub fn tone(message: &str) -> i64 { message.len() as i64 } }
/// plugin! {
///     effort, text::tone;
///     setting lexicon: text = "lv", "Which word list to use.";
/// }
/// # fn main() {}
/// ```
///
/// A setting without a default must be set by the operator.
#[macro_export]
macro_rules! plugin {
    ($($offer:path),+ $(,)? $(; $(setting $setting:ident : $kind:ident $(= $default:literal)?, $doc:literal);+ $(;)?)?) => {
        #[doc(hidden)]
        pub mod etalon_made {
            #[allow(unused_imports)]
            use super::*;
            use $crate::made::{Batch, Column, Facts, Fault, Grouped, Offer};

            /// All of it.
            pub struct All;

            impl $crate::made::Plugin for All {
                const FACTS: Facts = Facts {
                    name: env!("CARGO_PKG_NAME"),
                    version: env!("CARGO_PKG_VERSION"),
                    doc: env!("CARGO_PKG_DESCRIPTION"),
                    settings: &[$($($crate::made::Setting {
                        name: stringify!($setting),
                        doc: $doc,
                        kind: stringify!($kind),
                        default: $crate::plugin!(@default $($default)?),
                    }),+)?],
                    functions: &[$(&<$offer as Offer>::FUNCTION),+],
                };

                fn score(name: &str, args: &Batch, constants: &[Column]) -> Result<Column, Fault> {
                    $(if name == <$offer as Offer>::FUNCTION.name {
                        return <$offer as Offer>::score(args, constants);
                    })+
                    Err($crate::made::unknown(name))
                }

                fn open(name: &str, constants: &[Column]) -> Result<Box<dyn Grouped>, Fault> {
                    $(if name == <$offer as Offer>::FUNCTION.name {
                        return <$offer as Offer>::open(constants);
                    })+
                    Err($crate::made::unknown(name))
                }
            }

            #[cfg(target_arch = "wasm32")]
            $crate::bindings::export!(All with_types_in $crate::bindings);

            #[cfg(test)]
            #[test]
            fn the_files_in_tests_hold() {
                $crate::test::<All>(env!("CARGO_MANIFEST_DIR"));
            }
        }
    };
    (@default) => { None };
    (@default $default:literal) => { Some(stringify!($default)) };
}
