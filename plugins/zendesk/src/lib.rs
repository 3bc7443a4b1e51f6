//! Tickets of Zendesk: the incremental export by cursor, with the times that Zendesk measured.
//! <https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/>

mod ticket;

#[cfg(test)]
mod tests;

use etalon_plugin::connector::json::Value as Json;
use etalon_plugin::connector::{
    About, Failure, FailureKind, Kind, Next, Page, Problem, Request, Response, Rows, Setting, Source, encoded, micros,
    now, placeholder, source,
};
use etalon_plugin::setting;
use std::collections::HashMap;
use ticket::TICKETS;

/// How long until there may be something new: Zendesk asks for the export to be taken at most ten times a minute.
const PAUSE: u32 = 60;

/// A reader of tickets.
pub struct Zendesk {
    cursor: Option<String>,
}

impl Source for Zendesk {
    const ABOUT: About = About {
        hosts: &["*.zendesk.com"],
        secrets: &[("api_token", "an API token of the account in `email`, which may read tickets")],
        settings: &[
            Setting::text("subdomain", "acme, if your Zendesk is acme.zendesk.com"),
            Setting::text("email", "the account that the API token belongs to"),
            Setting::text("since", "from when on: tickets that changed since then")
                .of(Kind::Instant)
                .or("\"2020-01-01T00:00:00Z\""),
            Setting::text("url", "another address of your Zendesk, if it has one, as https://help.example.com")
                .or("\"\""),
        ],
        streams: &[TICKETS],
        ..About::NONE
    };

    fn open(_stream: &str, cursor: Option<&[u8]>) -> Result<Self, Failure> {
        let cursor = cursor.map(|bytes| String::from_utf8(bytes.to_vec()));
        let lost = |_| Failure::new(FailureKind::CursorLost, "cursor", "the place to go on from cannot be read");
        Ok(Self { cursor: cursor.transpose().map_err(lost)?.filter(|cursor| !cursor.is_empty()) })
    }

    fn poll(&mut self, most: u32) -> Result<Page, Failure> {
        let place = match &self.cursor {
            Some(cursor) => format!("cursor={}", encoded(cursor)),
            None => format!("start_time={}", since()?),
        };
        let path =
            format!("/api/v2/incremental/tickets/cursor.json?{place}&per_page={}&include=metric_sets", most.min(1000));
        let answer = self.good(request(&path)?.send()?)?.json()?;
        let Some(tickets) = answer["tickets"].as_array() else {
            return Err(Failure::odd("the answer holds no tickets"));
        };
        let measured: HashMap<i64, &Json> = answer["metric_sets"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|set| Some((set["ticket_id"].as_i64()?, set)))
            .collect();
        let mut rows = Rows::of(&TICKETS);
        for ticket in tickets {
            let measured = ticket["id"].as_i64().and_then(|id| measured.get(&id)).copied().unwrap_or(&Json::Null);
            rows.add(ticket::row(ticket, measured)?)?;
        }
        // At the end of the stream Zendesk may name no cursor: the last one stays good.
        if let Some(after) = answer["after_cursor"].as_str() {
            self.cursor = Some(after.to_owned());
        }
        let next = match answer["end_of_stream"].as_bool() {
            Some(false) => Next::Now,
            Some(true) => Next::After(PAUSE),
            None => return Err(Failure::odd("the answer does not say whether there is more")),
        };
        Ok(Page { rows, cursor: self.cursor.clone().unwrap_or_default().into_bytes(), next, watermark: None })
    }

    fn check() -> Vec<Problem> {
        let problem = |setting: &str, text: String| vec![Problem { setting: setting.to_owned(), text }];
        let asked = since().and_then(|_| request("/api/v2/users/me.json")).and_then(|request| request.send());
        match asked.and_then(Response::good).and_then(|answer| answer.json()) {
            // Without a token Zendesk answers as well, for nobody.
            Ok(me) if me["user"]["id"].is_null() => {
                problem("api_token", "Zendesk does not know the account".to_owned())
            }
            Ok(_) => Vec::new(),
            Err(failure) if failure.kind == FailureKind::Denied => problem("api_token", failure.text),
            Err(failure) => problem("subdomain", failure.text),
        }
    }
}

impl Zendesk {
    fn good(&self, answer: Response) -> Result<Response, Failure> {
        match answer.status {
            400 | 410 | 422 if self.cursor.is_some() => {
                Err(Failure::new(FailureKind::CursorLost, "cursor", "Zendesk no longer knows the place to go on from"))
            }
            400 | 422 => {
                Err(Failure::settings("since", "Zendesk does not take it; it must lie more than a minute back"))
            }
            404 => Err(Failure::settings("subdomain", "there is no such Zendesk")),
            _ => answer.good(),
        }
    }
}

fn request(path: &str) -> Result<Request, Failure> {
    let set = |name: &str| setting(name).filter(|text| !text.is_empty());
    let base = match set("url") {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => {
            let name = set("subdomain").ok_or_else(|| Failure::settings("subdomain", "it is not set"))?;
            if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
                return Err(Failure::settings("subdomain", "the first part of the host alone is due, as in acme"));
            }
            format!("https://{name}.zendesk.com")
        }
    };
    let email = set("email").ok_or_else(|| Failure::settings("email", "it is not set"))?;
    Ok(Request::get(&format!("{base}{path}")).basic(&format!("{email}/token"), &placeholder("api_token")?))
}

/// Seconds since 1970; at least a minute back, as Zendesk wants it.
fn since() -> Result<i64, Failure> {
    let text = setting("since").unwrap_or_default();
    let since = micros(&text).ok_or_else(|| Failure::settings("since", "a moment is due, as 2026-01-01T00:00:00Z"))?;
    Ok(since.min(now() - 61_000_000).max(0).div_euclid(1_000_000))
}

source!(Zendesk);
