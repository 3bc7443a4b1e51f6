//! The files of a standard: folders, layers, circles.

use std::fmt::Write as _;
use std::path::Path;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

fn told(folder: &Path, name: &str) -> String {
    let mut out = String::new();
    match etalon_store::load_standard(&folder.join(name)) {
        Ok(files) => {
            for file in files {
                writeln!(out, "{} {} ({} bytes)", file.layer, file.path, file.text.len()).expect("memory");
            }
        }
        Err(errors) => {
            for error in errors {
                writeln!(out, "{error}").expect("memory");
            }
        }
    }
    out.replace(&folder.display().to_string(), "FOLDER")
}

#[test]
fn a_folder_with_folders() {
    let folder = folder(&[
        ("s/b.etalon", ""),
        ("s/a.etalon", "//"),
        ("s/more/c.etalon", ""),
        ("s/.hidden/d.etalon", ""),
        ("s/target/e.etalon", ""),
        ("s/readme.md", ""),
        ("s/data/x.csv", ""),
    ]);
    insta::assert_snapshot!(told(folder.path(), "s"));
    insta::assert_snapshot!(told(folder.path(), "s/more/c.etalon"));
}

#[test]
fn layers_go_by_the_deepest_use() {
    let folder = folder(&[
        ("client/main.etalon", "use \"../sector\"\nuse \"../base/base.etalon\"\n"),
        ("sector/sector.etalon", "use \"../base/base.etalon\"\n"),
        ("base/base.etalon", "use \"words.etalon\"\n"),
        ("base/words.etalon", ""),
    ]);
    insta::assert_snapshot!(told(folder.path(), "client"));
}

#[test]
fn what_cannot_be_loaded() {
    let folder = folder(&[
        ("empty/readme.md", ""),
        ("standard/main.etalon", ""),
        ("circle/a.etalon", "\n\nuse \"../other\"\n"),
        ("other/b.etalon", "use \"../circle\"\n"),
        ("lost/a.etalon", "use \"../standrad\"\n\nuse \"../nowhere/at/all\"\n"),
        ("own/a.etalon", "use \"b.etalon\"\n"),
        ("own/b.etalon", ""),
        ("outer/a.etalon", ""),
        ("outer/inner/b.etalon", "use \"..\"\n"),
        ("mixed/data/rules.etalon", ""),
        ("mixed/a.etalon", ""),
    ]);
    std::fs::create_dir(folder.path().join("bare")).expect("a folder");
    std::fs::create_dir(folder.path().join("latin")).expect("a folder");
    std::fs::write(folder.path().join("latin/a.etalon"), b"// ok\n// \xf5htu\n").expect("a file");
    let mut out = String::new();
    for name in ["standrad", "empty", "bare", "circle", "lost", "own", "outer/inner", "mixed", "latin"] {
        writeln!(out, "# {name}\n{}", told(folder.path(), name)).expect("memory");
    }
    insta::assert_snapshot!(out);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    let folder = folder(&[("s/a.etalon", "")]);
    std::os::unix::fs::symlink(folder.path().join("s"), folder.path().join("s/again")).expect("a link");
    insta::assert_snapshot!(told(folder.path(), "s"));
}
