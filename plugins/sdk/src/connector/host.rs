//! What the host gives a connector: the time, secrets, a little that is remembered.

use super::failure::{Failure, FailureKind};

#[cfg(not(target_arch = "wasm32"))]
use super::fake as given;

/// The host's clock: microseconds since 1970.
#[must_use]
pub fn now() -> i64 {
    given::now()
}

/// A stand-in for a secret, to put into a header or the path of a request; the host puts the value in its place on the way to a host
/// that it was granted for.
///
/// # Errors
/// It was not granted.
pub fn placeholder(name: &str) -> Result<String, Failure> {
    given::placeholder(name).map_err(|granted| refused(name, granted))
}

/// HMAC-SHA-256 with a secret as its key; the host computes it.
///
/// # Errors
/// It was not granted.
pub fn hmac_sha256(name: &str, data: &[u8]) -> Result<Vec<u8>, Failure> {
    given::hmac_sha256(name, data).map_err(|granted| refused(name, granted))
}

/// The secret itself; needs its own grant.
///
/// # Errors
/// It was not granted.
pub fn reveal(name: &str) -> Result<String, Failure> {
    given::reveal(name).map_err(|granted| refused(name, granted))
}

fn refused(name: &str, known: bool) -> Failure {
    let text = if known {
        format!("the secret `{name}` is not granted: write it under `secrets` of the plugin in etalon.toml")
    } else {
        format!("the plugin asks for the secret `{name}` and never said that it needs one: tell its author")
    };
    Failure::new(FailureKind::Settings, "secret", text)
}

/// What was remembered under a key; needs the grant `scratch`.
///
/// # Errors
/// It was not granted.
pub fn remembered(key: &str) -> Result<Option<Vec<u8>>, Failure> {
    given::get(key).map_err(too_much)
}

/// Remembers something small under a key.
///
/// # Errors
/// It was not granted, or is too large.
pub fn remember(key: &str, value: &[u8]) -> Result<(), Failure> {
    given::put(key, value).map_err(too_much)
}

/// Forgets.
///
/// # Errors
/// It was not granted.
pub fn forget(key: &str) -> Result<(), Failure> {
    given::delete(key).map_err(too_much)
}

fn too_much(granted: bool) -> Failure {
    let text = if granted {
        "more should be remembered than was granted: write a larger `scratch` of the plugin in etalon.toml"
    } else {
        "nothing may be remembered: write `scratch = \"1 MiB\"` of the plugin in etalon.toml"
    };
    Failure::new(FailureKind::Settings, "scratch", text)
}

/// The contract's imports. What goes wrong: whether the name is known, whether something was granted.
#[cfg(target_arch = "wasm32")]
mod given {
    use crate::connector::bindings::source::etalon::plugin::{clock, scratch, secrets};

    pub fn now() -> i64 {
        clock::now()
    }

    fn known(error: secrets::SecretError) -> bool {
        matches!(error, secrets::SecretError::NotGranted)
    }

    pub fn placeholder(name: &str) -> Result<String, bool> {
        secrets::placeholder(name).map_err(known)
    }

    pub fn hmac_sha256(name: &str, data: &[u8]) -> Result<Vec<u8>, bool> {
        secrets::hmac_sha256(name, data).map_err(known)
    }

    pub fn reveal(name: &str) -> Result<String, bool> {
        secrets::reveal(name).map_err(known)
    }

    fn granted(error: scratch::ScratchError) -> bool {
        matches!(error, scratch::ScratchError::TooLarge)
    }

    pub fn get(key: &str) -> Result<Option<Vec<u8>>, bool> {
        scratch::get(key).map_err(granted)
    }

    pub fn put(key: &str, value: &[u8]) -> Result<(), bool> {
        scratch::put(key, value).map_err(granted)
    }

    pub fn delete(key: &str) -> Result<(), bool> {
        scratch::delete(key).map_err(granted)
    }
}
