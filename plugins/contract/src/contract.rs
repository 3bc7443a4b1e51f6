//! Versions of the contract between plugin and host.

use semver::Version;

/// The version of the contract that this house speaks, as in `etalon:plugin@0.1.0`.
pub const CONTRACT: &str = "0.1.0";

/// Whether this house loads a plugin that was built for that version: the same track (`0.1`), whatever is newer within it; nothing before
/// a release.
#[must_use]
pub fn contract_fits(version: &str) -> bool {
    let (Ok(built), Ok(house)) = (Version::parse(version), Version::parse(CONTRACT)) else { return false };
    built.pre.is_empty() && (built.major, built.minor) == (house.major, house.minor)
}

#[cfg(test)]
mod tests {
    use super::{CONTRACT, contract_fits};

    #[test]
    fn what_is_loaded() {
        assert!(contract_fits(CONTRACT) && contract_fits("0.1.7"));
        for other in ["0.2.0", "0.0.9", "1.1.0", "0.1.0-draft", "0.1", "", "latest"] {
            assert!(!contract_fits(other), "{other}");
        }
    }
}
