//! Where compiled plugins are kept.

use std::env::var_os;
use std::ffi::OsString;
use std::path::PathBuf;

/// `ETALON_CACHE`, else the user's own cache folder; none if there is no such thing, or `ETALON_CACHE` is empty.
pub fn folder() -> Option<PathBuf> {
    choose(&|name| var_os(name))
}

fn choose(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if let Some(folder) = variable("ETALON_CACHE") {
        return (!folder.is_empty()).then(|| PathBuf::from(folder));
    }
    let absolute = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let own = if cfg!(windows) {
        absolute("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        absolute("HOME").map(|home| home.join("Library/Caches"))
    } else {
        absolute("XDG_CACHE_HOME").or_else(|| absolute("HOME").map(|home| home.join(".cache")))
    };
    own.map(|own| own.join("etalon").join("plugins"))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::choose;
    use std::path::PathBuf;

    #[test]
    fn the_first_that_is_said() {
        let with = |pairs: &'static [(&str, &str)]| {
            choose(&|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into()))
        };
        assert_eq!(with(&[("HOME", "/home/x")]), Some(PathBuf::from("/home/x/.cache/etalon/plugins")));
        assert_eq!(with(&[("HOME", "/home/x"), ("XDG_CACHE_HOME", "/c")]), Some(PathBuf::from("/c/etalon/plugins")));
        assert_eq!(with(&[("HOME", "/home/x"), ("ETALON_CACHE", "/k")]), Some(PathBuf::from("/k")));
        assert_eq!(with(&[("HOME", "/home/x"), ("ETALON_CACHE", "")]), None);
        assert_eq!(with(&[("XDG_CACHE_HOME", "relative")]), None);
    }
}
