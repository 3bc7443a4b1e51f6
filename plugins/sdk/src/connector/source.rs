//! Events come in.

use super::about::{About, stream};
use super::failure::Failure;
use super::rows::Page;
use super::sink::Problem;
use serde_json::Value as Json;

/// Where events come from. A value of the type is one reader of one stream.
pub trait Source: Sized + 'static {
    /// What it is, needs and offers.
    const ABOUT: About;

    /// Goes to a place in a stream: the cursor that a page of it gave, or none = where it begins.
    ///
    /// # Errors
    /// Says why not.
    fn open(stream: &str, cursor: Option<&[u8]>) -> Result<Self, Failure>;

    /// The next page, of at most so many rows.
    ///
    /// # Errors
    /// Says why there is none.
    fn poll(&mut self, most: u32) -> Result<Page, Failure>;

    /// Tries settings and connection, changes nothing.
    #[must_use]
    fn check() -> Vec<Problem> {
        Vec::new()
    }

    /// The streams as they are now, as JSON in the form of the description.
    ///
    /// # Errors
    /// Says why it cannot tell.
    fn discover() -> Result<Json, Failure> {
        Ok(Self::ABOUT.streams.iter().map(stream).collect())
    }
}

/// Makes a plugin of a [`Source`], named and described by its `Cargo.toml`.
#[macro_export]
macro_rules! source {
    ($source:ty) => {
        #[doc(hidden)]
        pub mod etalon_made {
            #[allow(unused_imports)]
            use super::*;

            /// What it says of itself.
            #[must_use]
            pub fn describe() -> String {
                $crate::connector::made::describe(
                    &<$source as $crate::connector::Source>::ABOUT,
                    env!("CARGO_PKG_NAME"),
                    env!("CARGO_PKG_VERSION"),
                    env!("CARGO_PKG_DESCRIPTION"),
                )
            }

            #[cfg(target_arch = "wasm32")]
            mod out {
                #[allow(unused_imports)]
                use super::*;

                impl $crate::connector::made::source::Described for $source {
                    fn describe() -> String {
                        super::describe()
                    }
                }

                type All = $crate::connector::made::source::Plugin<$source>;
                $crate::connector::bindings::source::export!(All with_types_in $crate::connector::bindings::source);
            }
        }
    };
}

/// Between the contract and the trait.
#[cfg(target_arch = "wasm32")]
pub mod live {
    use super::super::bindings::source::etalon::plugin::connector_types as shared;
    use super::super::bindings::source::exports::etalon::plugin::{meta, source as theirs};
    use super::super::failure::{Failure, FailureKind};
    use super::super::rows::Next;
    use super::Source;
    use std::cell::RefCell;
    use std::marker::PhantomData;

    /// What the macro adds.
    pub trait Described: Source {
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
        type Reader = Reader<S>;

        fn check() -> Vec<theirs::Problem> {
            problems(S::check())
        }

        fn discover() -> Result<String, theirs::Failure> {
            S::discover().map(|streams| streams.to_string()).map_err(failure)
        }
    }

    /// A reader behind the contract's resource.
    pub struct Reader<S>(RefCell<S>);

    impl<S: Source> theirs::GuestReader for Reader<S> {
        fn open(stream_name: String, cursor: Option<Vec<u8>>) -> Result<theirs::Reader, theirs::Failure> {
            let reader = S::open(&stream_name, cursor.as_deref()).map_err(failure)?;
            Ok(theirs::Reader::new(Self(RefCell::new(reader))))
        }

        fn poll(&self, max_rows: u32) -> Result<theirs::Page, theirs::Failure> {
            let page = self.0.borrow_mut().poll(max_rows).map_err(failure)?;
            let next = match page.next {
                Next::Now => theirs::Next::Now,
                Next::After(seconds) => theirs::Next::After(i64::from(seconds) * 1_000_000),
                Next::Ended => theirs::Next::Ended,
            };
            Ok(theirs::Page { batch: page.rows.batch(), cursor: page.cursor, next, watermark: page.watermark })
        }
    }

    pub(in crate::connector) fn problems(problems: Vec<super::Problem>) -> Vec<shared::Problem> {
        problems.into_iter().map(|p| shared::Problem { setting: p.setting, text: p.text }).collect()
    }

    pub(in crate::connector) fn failure(failure: Failure) -> shared::Failure {
        let kind = match failure.kind {
            FailureKind::Again => shared::FailureKind::Again,
            FailureKind::Denied => shared::FailureKind::Denied,
            FailureKind::Settings => shared::FailureKind::Settings,
            FailureKind::Never => shared::FailureKind::Never,
            FailureKind::CursorLost => shared::FailureKind::CursorLost,
        };
        let after = failure.after.map(|seconds| i64::from(seconds) * 1_000_000);
        shared::Failure { kind, after, code: failure.code, text: failure.text }
    }
}
