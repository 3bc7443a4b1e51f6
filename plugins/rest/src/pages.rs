//! How a service cuts its answer, and where to go on.

use crate::{link, path, text};
use etalon_plugin::connector::json::{self, Value as Json, json};
use etalon_plugin::connector::{Failure, FailureKind, Next, Response, encoded};

/// A way of cutting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    One,
    Cursor,
    Next,
    Link,
    Page,
    Offset,
}

/// Where to go on: what the service calls the place, and how many rows of the page there were taken already.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Place {
    at: Json,
    pub taken: usize,
    /// Rows of the numbered page before: where this one is empty, it was the last.
    before: usize,
}

impl Place {
    pub(crate) fn read(cursor: Option<&[u8]>) -> Result<Self, Failure> {
        let Some(cursor) = cursor else { return Ok(Self::default()) };
        let lost = || Failure::new(FailureKind::CursorLost, "cursor", "the place to go on from cannot be read");
        let place: Json = json::from_slice(cursor).map_err(|_| lost())?;
        let number = |name: &str| place[name].as_u64().and_then(|taken| usize::try_from(taken).ok());
        Ok(Self {
            at: place["at"].clone(),
            taken: number("taken").ok_or_else(lost)?,
            before: number("before").unwrap_or(0),
        })
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        json!({ "at": self.at, "taken": self.taken, "before": self.before }).to_string().into_bytes()
    }

    pub(crate) fn is_start(&self) -> bool {
        self.at.is_null()
    }
}

impl Style {
    pub(crate) fn read() -> Result<Self, Failure> {
        Ok(match text("pages").as_str() {
            "one" | "" => Self::One,
            "cursor" => Self::Cursor,
            "next" => Self::Next,
            "link" => Self::Link,
            "page" => Self::Page,
            "offset" => Self::Offset,
            _ => return Err(Failure::settings("pages", "it is one of one, cursor, next, link, page, offset")),
        })
    }

    /// Whether a place may be forgotten by the service.
    pub(crate) fn forgets(self) -> bool {
        matches!(self, Self::Cursor | Self::Next | Self::Link)
    }

    fn param(self) -> String {
        match (text("param"), self) {
            (param, _) if !param.is_empty() => param,
            (_, Self::Page) => "page".to_owned(),
            (_, Self::Offset) => "offset".to_owned(),
            _ => "cursor".to_owned(),
        }
    }

    /// The address of a page.
    pub(crate) fn url(self, url: &str, place: &Place, most: u32) -> Result<String, Failure> {
        if !url.starts_with("https://") && !url.starts_with("http://") {
            return Err(Failure::settings("url", "an address is due, as https://api.example.com/v1/calls"));
        }
        let mut asked = match (self, place.at.as_str()) {
            // What the service named is taken as it is: number of rows and all.
            (Self::Next | Self::Link, Some(at)) => return Ok(at.to_owned()),
            _ => url.to_owned(),
        };
        let mut add = |name: &str, value: &str| {
            asked.push(if asked.contains('?') { '&' } else { '?' });
            asked.push_str(&format!("{}={}", encoded(name), encoded(value)));
        };
        let limit = text("limit");
        if !limit.is_empty() {
            add(&limit, &most.to_string());
        }
        match self {
            Self::Cursor if !place.is_start() => add(&self.param(), place.at.as_str().unwrap_or_default()),
            Self::Page => add(&self.param(), &place.at.as_i64().unwrap_or_else(first).to_string()),
            Self::Offset => add(&self.param(), &place.at.as_i64().unwrap_or(0).to_string()),
            _ => {}
        }
        Ok(asked)
    }

    /// Goes on behind a page of so many rows, all of which were taken.
    pub(crate) fn step(
        self,
        place: &mut Place,
        url: &str,
        answer: &Response,
        body: &Json,
        rows: usize,
        most: u32,
    ) -> Result<Next, Failure> {
        let wait = Next::After(text("wait").parse().unwrap_or(60));
        let said = match text("more").as_str() {
            "" => None,
            more => Some(
                path::at(body, more)
                    .and_then(Json::as_bool)
                    .ok_or_else(|| Failure::settings("more", "there is no yes or no there in the answer"))?,
            ),
        };
        let next = match self {
            Self::One => return Ok(Next::Ended),
            Self::Page => {
                let page = place.at.as_i64().unwrap_or_else(first);
                let full = rows > 0 && said.unwrap_or(text("limit").is_empty() || rows >= most as usize);
                // A page that is not full is asked for again: what is new comes behind what was taken.
                *place = if full {
                    Place { at: (page + 1).into(), taken: 0, before: rows }
                } else if rows == 0 && page > first() {
                    Place { at: (page - 1).into(), taken: place.before, before: 0 }
                } else {
                    Place { at: page.into(), taken: rows, before: 0 }
                };
                return Ok(if full { Next::Now } else { wait });
            }
            Self::Offset => {
                let offset = place.at.as_i64().unwrap_or(0) + i64::try_from(rows).unwrap_or(0);
                *place = Place { at: offset.into(), ..Place::default() };
                return Ok(if rows > 0 && said.unwrap_or(true) { Next::Now } else { wait });
            }
            Self::Cursor => path::at(body, &text("next")).and_then(cursor),
            Self::Next => path::at(body, &text("next")).and_then(Json::as_str).map(|next| absolute(url, next)),
            Self::Link => link(answer).map(|next| absolute(url, &next)),
        };
        let moved = next.filter(|next| !next.is_empty() && place.at.as_str() != Some(next));
        Ok(match moved {
            Some(next) => {
                *place = Place { at: next.into(), ..Place::default() };
                if said.unwrap_or(true) { Next::Now } else { wait }
            }
            // The last page is asked for again: what is new comes behind what was taken.
            None => {
                let at = if self == Self::Cursor { place.at.clone() } else { url.into() };
                *place = Place { at, taken: rows, before: 0 };
                wait
            }
        })
    }
}

fn first() -> i64 {
    text("first").parse().unwrap_or(1)
}

fn cursor(found: &Json) -> Option<String> {
    match found {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// An address that may be written from the one before.
fn absolute(url: &str, next: &str) -> String {
    let at = url.find("://").map_or(0, |at| at + 3);
    let host = url[at..].find(['/', '?', '#']).map_or(url.len(), |end| at + end);
    if next.contains("://") {
        next.to_owned()
    } else if let Some(rest) = next.strip_prefix("//") {
        format!("{}//{rest}", &url[..at.saturating_sub(2)])
    } else if next.starts_with('/') {
        format!("{}{next}", &url[..host])
    } else if next.starts_with('?') {
        format!("{}{next}", url.split('?').next().unwrap_or(url))
    } else {
        let path = url.split(['?', '#']).next().unwrap_or(url);
        let folder = path.rfind('/').filter(|slash| *slash >= host).map_or(path, |slash| &path[..slash]);
        format!("{folder}/{next}")
    }
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn addresses_may_be_written_from_the_one_before() {
        for (next, due) in [
            ("https://b.org/x", "https://b.org/x"),
            ("//b.org/x", "https://b.org/x"),
            ("/v2?p=2", "https://a.org/v2?p=2"),
            ("?p=2", "https://a.org/v1/calls?p=2"),
            ("calls/2", "https://a.org/v1/calls/2"),
        ] {
            assert_eq!(absolute("https://a.org/v1/calls?p=1", next), due);
        }
        assert_eq!(absolute("https://a.org", "x"), "https://a.org/x");
    }
}
