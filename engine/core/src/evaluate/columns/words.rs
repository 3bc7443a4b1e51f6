//! Texts that expressions make: kept beside those of the world, each once.

use crate::value::Texts;
use std::sync::{PoisonError, RwLock};

/// The texts of a world and those made on the way. Which code a text gets may differ from run to run: codes are compared
/// for being equal, never for order.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    base: &'a Texts,
    made: RwLock<Texts>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(base: &'a Texts) -> Self {
        Self { base, made: RwLock::new(Texts::default()) }
    }

    pub(crate) fn code(&self, text: &str) -> u32 {
        if let Some(code) = self.base.find(text) {
            return code;
        }
        let known = u32::try_from(self.base.len()).expect("codes are 32 bits");
        if let Some(code) = self.made.read().unwrap_or_else(PoisonError::into_inner).find(text) {
            return known + code;
        }
        known + self.made.write().unwrap_or_else(PoisonError::into_inner).code(text)
    }

    pub(crate) fn with<R>(&self, code: u32, f: impl FnOnce(&str) -> R) -> R {
        let code = code as usize;
        if code < self.base.len() {
            return f(self.base.get(u32::try_from(code).expect("it was one")));
        }
        let made = self.made.read().unwrap_or_else(PoisonError::into_inner);
        f(made.get(u32::try_from(code - self.base.len()).expect("codes are 32 bits")))
    }

    pub(crate) fn owned(&self, code: u32) -> String {
        self.with(code, str::to_owned)
    }

    /// The texts made, in the order of their codes.
    pub(crate) fn into_made(self) -> Texts {
        self.made.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
