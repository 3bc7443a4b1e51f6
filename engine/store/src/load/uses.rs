//! What a standard uses, and what that uses: each layer above the deepest that uses it.

use super::{Loader, data, display, no_such_path, tidy};
use crate::LoadError;
use etalon_grammar::ast::{Head, Item, Kind};
use std::path::{Path, PathBuf};

/// One `use "path"`.
struct Use {
    file: PathBuf,
    shown: String,
    line: u64,
    path: String,
}

/// Loads all that the group uses, directly or not, and sets the layers.
pub(super) fn follow(loader: &mut Loader, root: usize) {
    let mut edges: Vec<(usize, usize, Use)> = Vec::new();
    let mut next = root;
    while next < loader.groups.len() {
        for one in uses_of(loader, next) {
            if let Some(target) = target_of(loader, next, &one) {
                edges.push((next, target, one));
            }
        }
        next += 1;
    }
    if let Some(circle) = circle(loader.groups.len(), &edges) {
        // A folder that holds the one which uses it stands twice for no other reason.
        loader.errors.retain(|error| error.slug != "used-twice");
        loader.errors.push(*in_a_circle(&circle));
        return;
    }
    // Without circles no chain is longer than there are groups.
    for _ in 0..loader.groups.len() {
        for (from, to, _) in &edges {
            let layer = loader.groups[*from].layer + 1;
            let target = &mut loader.groups[*to].layer;
            *target = (*target).max(layer);
        }
    }
}

fn uses_of(loader: &Loader, group: usize) -> Vec<Use> {
    let mut uses = Vec::new();
    for file in &loader.groups[group].files {
        // Most files use nothing: that is seen without reading them.
        if !says_use(&file.text) {
            continue;
        }
        // What else is wrong with the text is the checker's to say.
        let meaning = etalon_grammar::read(0, &file.text);
        let files = |item: &&Item| item.kind == Kind::Use && !matches!(item.head, Head::Plugin(_));
        for item in meaning.file.items.iter().filter(files) {
            let start = (item.name.span.start as usize).min(file.text.len());
            let line = 1 + memchr::memchr_iter(b'\n', &file.text.as_bytes()[..start]).count() as u64;
            uses.push(Use { file: file.path.clone(), shown: file.shown.clone(), line, path: item.name.text.clone() });
        }
    }
    uses
}

/// Whether the word `use` stands anywhere in a text.
fn says_use(text: &str) -> bool {
    let in_word = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, "use")
        .any(|at| !in_word(at.checked_sub(1).and_then(|before| bytes.get(before))) && !in_word(bytes.get(at + 3)))
}

fn target_of(loader: &mut Loader, from: usize, one: &Use) -> Option<usize> {
    let folder = one.file.parent().unwrap_or(Path::new(""));
    let path = tidy(&folder.join(&one.path));
    if !path.exists() {
        let mut error = LoadError::new(
            "no-such-path",
            &one.shown,
            format!("`use \"{}\"` leads nowhere: there is no {}", one.path, display(&path)),
        )
        .line(one.line)
        .reason("without the standard it builds on, rules would be missing");
        error.help = no_such_path(&path).help.or(Some("the path is relative to the file that says `use`".to_owned()));
        loader.errors.push(*error);
        return None;
    }
    if let Some(mut error) = data(&path) {
        error.help = Some(format!(
            "`use` in {} names it: a `use` names a folder or a file that ends in `.etalon`; data are named in a `source`",
            one.shown
        ));
        loader.errors.push(*error);
        return None;
    }
    let own = path.canonicalize().ok().and_then(|real| {
        let same_file =
            loader.owners.get(&real).is_some_and(|owner| *owner == from) && !loader.known.contains_key(&real);
        same_file.then_some(())
    });
    if own.is_some() {
        loader.errors.push(
            *LoadError::new(
                "used-twice",
                &one.shown,
                format!("`use \"{}\"` names a file of this standard itself", one.path),
            )
            .line(one.line)
            .reason("all files of a folder are one standard already; its rules would stand twice")
            .help("take the `use` away, or move the file into a folder outside"),
        );
        return None;
    }
    loader.group(&path)
}

/// The uses that lead back to where they began.
fn circle(groups: usize, edges: &[(usize, usize, Use)]) -> Option<Vec<&Use>> {
    let mut done = vec![false; groups];
    for start in 0..groups {
        let mut stack: Vec<(usize, Option<&Use>)> = vec![(start, None)];
        let mut cursors: Vec<usize> = vec![0];
        while let Some(&(group, _)) = stack.last() {
            let cursor = cursors.last_mut().expect("a cursor for each group on the way");
            let edge = edges.iter().enumerate().skip(*cursor).find(|(_, (from, to, _))| *from == group && !done[*to]);
            let Some((index, (_, to, one))) = edge else {
                done[group] = true;
                stack.pop();
                cursors.pop();
                continue;
            };
            *cursor = index + 1;
            if let Some(at) = stack.iter().position(|(g, _)| g == to) {
                return Some(stack[at + 1..].iter().filter_map(|(_, u)| *u).chain([one]).collect());
            }
            stack.push((*to, Some(one)));
            cursors.push(0);
        }
    }
    None
}

fn in_a_circle(circle: &[&Use]) -> Box<LoadError> {
    let way: Vec<String> = circle.iter().map(|u| format!("{}:{} uses \"{}\"", u.shown, u.line, u.path)).collect();
    let first = circle[0];
    LoadError::new(
        "used-in-a-circle",
        &first.shown,
        format!("the standards use each other in a circle: {}", way.join(", ")),
    )
    .line(first.line)
    .reason("nobody can say which of them comes first and which one overrides the other")
    .help("take one of these `use` away; what both need belongs into a third standard")
}
