//! Events come in: page by page from a source into `<out>/<stream>.jsonl`. The page is on the disk before the cursor that follows it, so
//! that a run that is killed in between loses nothing and doubles nothing.

mod kept;
mod run;

pub use kept::{Kept, start_over};
pub use run::{Ended, Pull, PullOptions, Pulled, Said, pull};

use crate::{Failure, Page};
use etalon_contract::Stream;

/// A source, as the runner sees it.
pub trait Feed {
    /// Goes to a place in the stream; none = where the source begins.
    ///
    /// # Errors
    /// Says why not.
    fn open(&mut self, stream: &str, cursor: Option<&[u8]>) -> Result<(), Failure>;

    /// The streams as they are, for those that declared no fields because they hang on the settings.
    ///
    /// # Errors
    /// Says why it cannot tell.
    fn streams(&mut self) -> Result<Vec<Stream>, Failure> {
        Ok(Vec::new())
    }

    /// The next page, of at most so many rows.
    ///
    /// # Errors
    /// Says why there is none. After a failure the stream has to be opened anew.
    fn poll(&mut self, most: u32) -> Result<Page, Failure>;
}
