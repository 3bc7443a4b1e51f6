//! The lossless tree, and the painting of words.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fmt::Write as _;

use etalon_grammar::{Element, Highlight, Node, Tree, highlight, parse};

const TEXT: &str = "// A criterion.\ncriterion quick \"Quick\" {\n  for     call where offered // all\n  require waited <= 20 s\n  wieght 3\n}\n\nparam goal = 80%\nhello\n";

#[test]
fn nodes_and_leaves() {
    let tree = parse(0, TEXT).tree;
    let mut shown = String::new();
    show(&tree, tree.root(), 0, &mut shown);
    insta::assert_snapshot!(shown);
    assert_eq!(tree.text(), TEXT);
}

fn show(tree: &Tree, node: &Node, depth: usize, shown: &mut String) {
    writeln!(shown, "{}{:?}", "  ".repeat(depth), node.kind).unwrap();
    for child in &node.children {
        match child {
            Element::Node(node) => show(tree, node, depth + 1, shown),
            Element::Token(token) => {
                let indent = "  ".repeat(depth + 1);
                writeln!(shown, "{indent}{:?} {:?}", token.kind, tree.text_of(token)).unwrap();
            }
        }
    }
}

#[test]
fn painted_words() {
    let mut shown = String::new();
    for (range, class) in highlight(TEXT) {
        writeln!(shown, "{class:?} {:?}", &TEXT[range]).unwrap();
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn painting_covers_every_word_of_everything_once() {
    let text = include_str!("everything.etalon");
    let painted = highlight(text);
    assert!(painted.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start));
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let seen: String =
        painted.iter().flat_map(|(range, _)| text[range.clone()].chars()).filter(|c| !c.is_whitespace()).collect();
    assert_eq!(bare, seen);
    assert!(painted.iter().all(|(_, class)| *class != Highlight::Broken));
}
