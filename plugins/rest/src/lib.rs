//! Rows of any service that answers with JSON: the operator writes where they lie and what they hold; see README.md.

mod fields;
mod pages;
mod path;

#[cfg(test)]
mod tests;

use etalon_plugin::connector::json::{Value as Json, json};
use etalon_plugin::connector::{
    About, Failure, FailureKind, Kind, Next, Page, Problem, Request, Response, Rows, Setting, Source, Stream,
    placeholder, source,
};
use etalon_plugin::setting;
use fields::FieldText;
use pages::{Place, Style};

/// A reader of rows.
pub struct Rest {
    fields: Vec<FieldText>,
    style: Style,
    place: Place,
}

impl Source for Rest {
    const ABOUT: About = About {
        hosts: &["*"],
        secrets: &[("token", "what the service knows you by; not needed with `auth = \"none\"`")],
        settings: &[
            Setting::text("url", "where the rows lie, as https://api.example.com/v1/calls?status=closed"),
            Setting::text(
                "auth",
                "how the secret `token` goes along: bearer, basic (with `user`), header (with `header`)",
            )
            .one_of(&["none", "bearer", "basic", "header"])
            .or("\"none\""),
            Setting::text("user", "with auth = \"basic\": the name").or("\"\""),
            Setting::text("header", "with auth = \"header\": the header's name").or("\"x-api-key\""),
            Setting::text("rows", "the path to the list of rows in the answer; empty = the answer is the list")
                .or("\"\""),
            Setting::text(
                "fields",
                "a line each: `id text = id`, `at instant = closed.at`, `waited duration? = wait in seconds`",
            ),
            Setting::text("time", "the field that says when it happened").or("\"at\""),
            Setting::text("key", "the field that identifies a row").or("\"id\""),
            Setting::text("pages", "how the service cuts its answer: one, cursor, next, link, page, offset")
                .one_of(&["one", "cursor", "next", "link", "page", "offset"])
                .or("\"one\""),
            Setting::text("next", "the path to the next cursor (cursor) or address (next) in the answer")
                .or("\"next\""),
            Setting::text(
                "more",
                "the path to a yes/no that says whether there is more; empty = while something comes",
            )
            .or("\"\""),
            Setting::text(
                "param",
                "what the parameter is called: cursor, page, offset …; empty = as the way of cutting",
            )
            .or("\"\""),
            Setting::text("limit", "what the parameter for the number of rows is called; empty = none").or("\"\""),
            Setting::text("first", "the number of the first page").of(Kind::Whole).or("1"),
            Setting::text("wait", "seconds until there may be something new").of(Kind::Whole).or("60"),
        ],
        streams: &[Stream {
            name: "rows",
            doc: "The rows, with the fields that the operator wrote.",
            time: None,
            key: &[],
            fields: &[],
        }],
        ..About::NONE
    };

    fn open(_stream: &str, cursor: Option<&[u8]>) -> Result<Self, Failure> {
        Ok(Self { fields: fields::read(&text("fields"))?, style: Style::read()?, place: Place::read(cursor)? })
    }

    fn poll(&mut self, most: u32) -> Result<Page, Failure> {
        let url = self.style.url(&text("url"), &self.place, most)?;
        let answer = asked(&url)?.send()?;
        // Where a place was given and the service does not know it, only a person can say what to do.
        if matches!(answer.status, 400 | 410 | 422) && self.style.forgets() && !self.place.is_start() {
            return Err(Failure::new(
                FailureKind::CursorLost,
                "cursor",
                "the service no longer knows the place to go on from",
            ));
        }
        let answer = answer.good()?;
        let body = answer.json()?;
        let list = path::at(&body, &text("rows"));
        let Some(list) = list.and_then(Json::as_array) else {
            return Err(Failure::settings("rows", "there is no list there in the answer"));
        };
        let mut rows = Rows::with(self.fields.iter().map(|field| (field.name.clone(), field.kind, field.nullable)));
        let known = self.place.taken.min(list.len());
        let new = list.iter().enumerate().skip(known).take(most as usize);
        for (n, row) in new {
            let values: Result<Vec<_>, Failure> = self.fields.iter().map(|field| field.value(row, n + 1)).collect();
            rows.add(values?)?;
        }
        let taken = known + rows.len();
        let next = if taken < list.len() {
            // More than was asked for: the rest of this page comes next.
            self.place.taken = taken;
            Next::Now
        } else {
            self.style.step(&mut self.place, &url, &answer, &body, list.len(), most)?
        };
        Ok(Page { rows, cursor: self.place.write(), next, watermark: None })
    }

    fn discover() -> Result<Json, Failure> {
        let fields = fields::read(&text("fields"))?;
        let named = |setting: &str| {
            let name = text(setting);
            match fields.iter().any(|field| field.name == name) {
                true => Ok(name),
                false => Err(Failure::settings(setting, format!("no field is called `{name}`"))),
            }
        };
        let (time, key) = (named("time")?, named("key")?);
        let fields: Json =
            fields.iter().map(|f| json!({ "name": f.name, "type": f.kind.word(), "nullable": f.nullable })).collect();
        Ok(json!([{ "name": "rows", "doc": "", "time": time, "key": [key], "fields": fields }]))
    }

    fn check() -> Vec<Problem> {
        let tried = Self::discover().and_then(|_| Self::open("rows", None)).and_then(|mut reader| reader.poll(1));
        tried.err().into_iter().map(|failure| Problem { setting: "url".to_owned(), text: failure.text }).collect()
    }
}

fn text(name: &str) -> String {
    setting(name).unwrap_or_default()
}

fn asked(url: &str) -> Result<Request, Failure> {
    let request = Request::get(url).header("accept", "application/json");
    Ok(match text("auth").as_str() {
        "bearer" => request.bearer(&placeholder("token")?),
        "basic" => request.basic(&text("user"), &placeholder("token")?),
        "header" => request.header(&text("header"), &placeholder("token")?),
        _ => request,
    })
}

/// The address in a `Link` header with `rel="next"` (RFC 8288).
fn link(answer: &Response) -> Option<String> {
    let next = answer
        .header("link")?
        .split(',')
        .find(|link| link.split(';').skip(1).any(|part| matches!(part.trim(), "rel=\"next\"" | "rel=next")))?;
    let (_, rest) = next.split_once('<')?;
    Some(rest.split_once('>')?.0.to_owned())
}

source!(Rest);
