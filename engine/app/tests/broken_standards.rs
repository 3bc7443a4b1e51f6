//! Broken standards: each gets its message.
#![cfg(unix)]

mod broken;

use broken::Make;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::Path;

const GOOD: &str = "\
standard desk \"Phone desk\" {
  version 1 from 2026-01-01
  zone    \"Europe/Tallinn\"
}

event call \"A call\" {
  id     text key
  at     instant
  agent  text
  waited duration
}

criterion quick_answer \"Calls are answered within 20 seconds\" {
  for     call
  require waited <= 20 s
}
";

/// The largest text that the language allows.
const LARGEST: usize = 4 << 20;

const MADE: &[(&str, Make)] = &[
    ("binary", |to| text(to, (0..=255).cycle().take(5000).collect::<Vec<u8>>())),
    ("a-program-in-place-of-a-standard", |to| {
        text(to, b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0".repeat(40))
    }),
    ("a-word-document-in-place-of-a-standard", |to| {
        text(to, b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0word/document.xml".repeat(9))
    }),
    ("utf-16", |to| text(to, utf16(&format!("\u{feff}{GOOD}")))),
    ("utf-16-without-a-mark", |to| text(to, utf16(GOOD))),
    ("a-byte-order-mark-before-the-text", |to| text(to, format!("\u{feff}{GOOD}"))),
    ("a-byte-order-mark-in-the-middle", |to| text(to, GOOD.replace("event call", "event \u{feff}call"))),
    ("zero-bytes-in-the-text", |to| text(to, GOOD.replace("waited <=", "waited\0<=").replace("A call", "A\0call"))),
    ("letters-in-windows-1257", |to| {
        let good = GOOD.replace("Phone desk", "Telefoniketi noudmine").into_bytes();
        text(to, good.into_iter().map(|b| if b == b'k' { 0xf5 } else { b }).collect::<Vec<u8>>());
    }),
    ("a-tab-and-other-blanks", |to| {
        text(to, GOOD.replace("require ", "require\t\u{b}\u{c}").replace("for  ", "for\u{85}"))
    }),
    ("lines-that-end-as-on-windows", |to| text(to, GOOD.replace('\n', "\r\n").replace("20 s", "20"))),
    ("lines-that-end-as-on-an-old-mac", |to| text(to, GOOD.replace('\n', "\r").replace("20 s", "20"))),
    ("lines-that-end-in-three-ways", |to| {
        text(to, GOOD.replace("{\n", "{\r\n").replace("call\n", "call\r").replace("20 s", "20"));
    }),
    ("brackets-nested-ten-thousand-deep", |to| {
        condition(to, &format!("{}waited <= 20 s{}", "(".repeat(10_000), ")".repeat(10_000)));
    }),
    ("looks-nested-a-thousand-deep", |to| {
        let looks = "count(call where ".repeat(1000) + "waited > 1 s" + &" within 1 h) > 0".repeat(1000);
        condition(to, &looks);
    }),
    ("two-hundred-thousand-nots", |to| condition(to, &("not ".repeat(200_000) + "waited > 20 s"))),
    ("a-condition-of-a-hundred-thousand-parts", |to| condition(to, &vec!["waited <= 20 s"; 100_000].join(" and "))),
    ("a-sum-of-a-hundred-thousand-parts", |to| {
        condition(to, &format!("waited <= {}", vec!["1 s"; 100_000].join(" + ")))
    }),
    ("a-list-of-two-hundred-thousand-texts", |to| {
        condition(to, &format!("agnt in ({})", numbered(200_000, |n| format!("\"{n}\"")).join(", ")));
    }),
    ("opening-braces-of-4-mib", |to| text(to, "{".repeat(LARGEST))),
    ("closing-braces-of-4-mib", |to| text(to, "}".repeat(LARGEST))),
    ("opening-brackets-of-4-mib", |to| condition(to, &"(".repeat(LARGEST - 400))),
    ("quotes-of-4-mib", |to| text(to, "\"".repeat(LARGEST))),
    ("a-text-of-4-mib-that-is-never-closed", |to| {
        text(to, format!("principle trust {{ meaning \"{}", "a".repeat(LARGEST - 40)))
    }),
    ("a-word-of-4-mib", |to| text(to, "a".repeat(LARGEST))),
    ("one-word-again-and-again", |to| text(to, "criterion ".repeat(LARGEST / 10))),
    ("question-marks-of-4-mib", |to| text(to, "?\n".repeat(LARGEST / 2))),
    ("nothing-but-blank-lines", |to| text(to, "\n".repeat(LARGEST))),
    ("a-text-larger-than-allowed", |to| text(to, "// one more line\n".repeat(LARGEST / 16))),
    ("a-hundred-mib-of-text", |to| {
        let mut file = BufWriter::new(fs::File::create(to.join("calls.etalon")).expect("a file"));
        (0..100 << 10).for_each(|_| file.write_all(&[b'x'; 1024]).expect("a file"));
    }),
    ("a-device-without-end", |to| std::os::unix::fs::symlink("/dev/zero", to.join("calls.etalon")).expect("a link")),
    ("a-pipe-that-nobody-writes-to", |to| {
        let made = std::process::Command::new("mkfifo").arg(to.join("calls.etalon")).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo makes a pipe");
    }),
    ("a-link-that-leads-nowhere", |to| {
        std::os::unix::fs::symlink("gone.etalon", to.join("calls.etalon")).expect("a link")
    }),
    ("links-that-lead-to-one-another", |to| {
        std::os::unix::fs::symlink("two.etalon", to.join("one.etalon")).expect("a link");
        std::os::unix::fs::symlink("one.etalon", to.join("two.etalon")).expect("a link");
    }),
    ("a-folder-that-holds-itself", |to| {
        text(to, GOOD.replace("20 s", "20"));
        fs::create_dir(to.join("more")).expect("a folder");
        std::os::unix::fs::symlink("..", to.join("more/again")).expect("a link");
    }),
    ("a-folder-named-like-a-file", |to| fs::create_dir(to.join("calls.etalon")).expect("a folder")),
    ("folders-five-hundred-deep", |to| {
        let deep = to.join(vec!["d"; 500].join("/"));
        fs::create_dir_all(&deep).expect("folders");
        fs::write(deep.join("calls.etalon"), GOOD.replace("20 s", "20")).expect("a file");
    }),
    ("twelve-thousand-folders", |to| {
        text(to, GOOD);
        (0..12_000).for_each(|n| fs::create_dir(to.join(format!("archive-{n:05}"))).expect("a folder"));
    }),
    ("three-thousand-files", |to| {
        for n in 0..3000 {
            fs::write(to.join(format!("part-{n:04}.etalon")), format!("param goal_{n} = {n} sec\n")).expect("a file");
        }
    }),
    ("a-file-name-that-is-no-text", |to| {
        use std::os::unix::ffi::OsStrExt as _;
        let name = std::ffi::OsStr::from_bytes(b"k\xf5ned.etalon");
        fs::write(to.join(name), GOOD.replace("20 s", "20")).expect("a file");
    }),
    ("a-file-name-over-two-lines", |to| {
        fs::write(to.join("calls\nof may.etalon"), GOOD.replace("20 s", "20")).expect("a file")
    }),
    ("a-very-long-name", |to| text(to, GOOD.replace("quick_answer", &"very_".repeat(20_000)).replace("20 s", "20"))),
    ("a-very-long-line", |to| {
        let long = vec!["waited <= 20 s"; 30].join(" or ") + " or waitd <= 20 s or " + &"agent = \"x\" or ".repeat(400);
        condition(to, &format!("{long} waited <= 20 s"));
    }),
    ("a-number-of-a-million-digits", |to| text(to, format!("{GOOD}\nparam goal = {}\n", "9".repeat(1_000_000)))),
    ("two-hundred-thousand-params", |to| text(to, numbered(200_000, |n| format!("param p{n} = {n}\n")).concat())),
    ("fifty-thousand-kinds-of-event", |to| {
        text(to, numbered(50_000, |n| format!("event e{n} {{ id text key  at instnt }}\n")).concat());
    }),
    ("a-hundred-thousand-fields", |to| {
        let fields = numbered(100_000, |n| format!("  f{n} text\n")).concat();
        text(to, GOOD.replace("  waited duration\n", &fields));
    }),
    ("a-hundred-thousand-values", |to| {
        let values = numbered(100_000, |n| format!("v{n}")).join(" | ");
        text(to, GOOD.replace("agent  text", &format!("agent  {values}")).replace("waited <= 20 s", "agent = v100000"));
    }),
    ("twenty-thousand-misspelt-names", |to| {
        text(
            to,
            GOOD.to_owned()
                + &numbered(20_000, |n| format!("criterion c{n} {{ for call  require waitet_{n} <= 1 s }}\n")).concat(),
        );
    }),
    ("fifty-thousand-broken-clauses", |to| {
        text(to, GOOD.to_owned() + &"criterion c { for call  requir waited <= 3 s }\n".repeat(50_000));
    }),
    ("thirty-thousand-rules-of-one-name", |to| {
        text(to, GOOD.to_owned() + &"criterion c { for call  require waited <= 3 s }\n".repeat(30_000));
    }),
    ("five-thousand-rules-about-one-thing", |to| {
        text(
            to,
            GOOD.to_owned()
                + &numbered(5000, |n| format!("criterion c{n} {{ for call  require waited <= {n} s }}\n")).concat(),
        );
    }),
];

#[test]
fn each_gets_its_message() {
    broken::every("broken-standards", &[], MADE, &[&["check"], &["fmt", "--check"], &["run"]]);
}

fn text(to: &Path, bytes: impl AsRef<[u8]>) {
    fs::write(to.join("calls.etalon"), bytes).expect("a file");
}

fn condition(to: &Path, condition: &str) {
    text(to, GOOD.replace("waited <= 20 s", condition));
}

fn numbered(many: usize, one: impl Fn(usize) -> String) -> Vec<String> {
    (0..many).map(one).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
