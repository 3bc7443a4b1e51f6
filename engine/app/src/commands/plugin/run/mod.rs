//! `etalon plugin run`: ask a metric about the rows of a table, or let a connector work.

#[cfg(feature = "connectors")]
mod connector;
mod table;

use crate::commands::Ended;
use crate::plugins::{self, Component};
use crate::{load, speak};
use clap::Args;
use etalon_contract::{Found, Limits, Purpose};
use etalon_core::plugin::{Module, Plugin};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Ask a metric about the rows of a table, or let a connector work.
///
/// The plugin is a file, or the name of one that is pinned in a standard. A metric is asked about each row of a CSV file whose columns are
/// called as its parameters, a window about all rows, or the rows of each group; the answers come as CSV. A connector must be pinned in a
/// standard, whose etalon.toml grants it what it may reach. A source stores events as JSON lines and goes on where it was; a sink delivers
/// the decisions of a run, each once.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  etalon plugin run tone.wasm politeness --rows chats.csv --constant language=lv
  etalon plugin run tone politeness --rows chats.csv --standard my-standard
  etalon plugin run ewma.wasm level --rows calls.csv --group agent > levels.csv
  etalon plugin run desk --try                           whether it is set right and reaches the other side
  etalon plugin run desk --stream tickets --out data     all that is new since the last time
  etalon plugin run desk --out data --follow             the same, for ever
  etalon plugin run chat --decisions out/decisions.jsonl --dry-run")]
pub struct Run {
    /// A .wasm file, or the name of a plugin that is pinned in the standard.
    plugin: String,
    /// Which of its metrics or windows; needed if it has several.
    function: Option<String>,
    /// The rows: a CSV file with a head.
    #[arg(long, value_name = "FILE")]
    rows: Option<PathBuf>,
    /// Of a window: the column that says to which group a row belongs.
    #[arg(long, value_name = "COLUMN", requires = "rows")]
    group: Option<String>,
    /// A constant of the function. Repeatable.
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    constant: Vec<(String, String)>,
    /// A setting of a .wasm file; a pinned plugin has its settings from etalon.toml. Repeatable.
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    setting: Vec<(String, String)>,
    /// The folder of the standard in which the plugin is pinned.
    #[arg(long, value_name = "DIR", default_value = ".")]
    standard: PathBuf,
    #[command(flatten)]
    connect: Connect,
}

/// What is said of a connector.
#[derive(Debug, Args)]
#[command(next_help_heading = "Connectors")]
pub struct Connect {
    /// Of a source: which of its streams; needed if it has several.
    #[arg(long, value_name = "STREAM")]
    stream: Option<String>,
    /// Where events are stored; of a sink, where it is noted what was sent (default: beside the decisions).
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Of a source: so many pages at most.
    #[arg(long, value_name = "N")]
    pages: Option<u64>,
    /// Of a source: go on for ever.
    #[arg(long)]
    follow: bool,
    /// Of a source: begin anew; what is stored is replaced.
    #[arg(long)]
    from_start: bool,
    /// Of a sink: the decisions to deliver, as `etalon run --out` writes them.
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Of a sink: which of its actions; needed if it has several.
    #[arg(long, value_name = "ACTION")]
    action: Option<String>,
    /// Of a sink: also send what may have been sent before a crash.
    #[arg(long)]
    uncertain: bool,
    /// Store and send nothing; show what would be.
    #[arg(long)]
    dry_run: bool,
    /// Only try settings and connection.
    #[arg(long = "try")]
    try_only: bool,
    /// Show all that the connector writes into its log.
    #[arg(long)]
    verbose: bool,
}

/// `language=lv`
fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write the name, =, and the value: language=lv")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

impl Run {
    pub fn run(&self) -> Result<Ended, Ended> {
        let (plugin, module) = if Path::new(&self.plugin).extension().is_some_and(|ending| ending == "wasm") {
            self.file()?
        } else {
            let found = pinned(&self.standard, &self.plugin, self.function.as_deref())?;
            if !found.is_metric() {
                if let Some(function) = &self.function {
                    let what = format!("`{}` is a connector: it has no function `{function}`", self.plugin);
                    let help = match Path::new(function).is_dir() {
                        true => format!("the folder of the standard is named with --standard {function}"),
                        false => "a stream is named with --stream, an action with --action".to_owned(),
                    };
                    speak::trouble(&what, Some(&help));
                    return Err(Ended::WrongUsage);
                }
                return self.connector(&found);
            }
            self.metric(&found)?
        };
        let Some(rows) = &self.rows else {
            let name = plugin.metrics.iter().chain(&plugin.windows).next().map_or("metric", |function| &function.name);
            let help = format!("etalon plugin run {} {name} --rows FILE.csv", self.plugin);
            speak::trouble("a metric is asked about rows, and none are named", Some(&help));
            return Err(Ended::WrongUsage);
        };
        let asked = table::Asked {
            plugin: &plugin,
            function: self.function.as_deref(),
            constants: &self.constant,
            group: self.group.as_deref(),
        };
        asked.answer(module.as_ref(), rows)
    }

    /// A file that nobody pinned: to look at what it does.
    fn file(&self) -> Result<(Plugin, Arc<dyn Module>), Ended> {
        let component = Component::open(Path::new(&self.plugin))?;
        let plugin = component.plugin()?;
        let mut given = toml::Table::new();
        for (name, text) in &self.setting {
            // As it would be written in etalon.toml; a text may go without its quotes.
            let read =
                format!("value = {text}").parse::<toml::Table>().ok().and_then(|mut table| table.remove("value"));
            given.insert(name.clone(), read.unwrap_or_else(|| text.clone().into()));
        }
        let settings = component.settings(&given, "--setting")?;
        if plugin.metrics.is_empty() && plugin.windows.is_empty() {
            let what = format!("`{}` is a connector, and needs to be granted what it asks for", plugin.name);
            let help =
                "name it in a standard's etalon.toml, pin it with `etalon plugin lock`, and run it by its name there";
            speak::trouble(&what, Some(help));
            return Err(Ended::WrongUsage);
        }
        let module: Arc<dyn Module> = component.module(&plugin, &settings, &Limits::default())?;
        Ok((plugin, module))
    }

    fn metric(&self, found: &Found) -> Result<(Plugin, Arc<dyn Module>), Ended> {
        if !self.setting.is_empty() {
            speak::trouble("--setting: a pinned plugin has its settings from etalon.toml", Some("set it there"));
            return Err(Ended::WrongUsage);
        }
        let content = found.bytes.as_ref().ok_or_else(etalon_host::Refusal::not_as_pinned);
        let module = content.and_then(|content| plugins::loaded(found, content)).map_err(|refusal| {
            plugins::refused(&found.file, &refusal);
            Ended::SaidNo
        })?;
        Ok((found.plugin.clone(), module))
    }

    #[cfg(feature = "connectors")]
    fn connector(&self, found: &Found) -> Result<Ended, Ended> {
        connector::work(found, &load::folder(&self.standard), &self.connect)
    }

    #[cfg(not(feature = "connectors"))]
    #[expect(clippy::unused_self, reason = "as in a build with connectors")]
    fn connector(&self, found: &Found) -> Result<Ended, Ended> {
        let what = format!("`{}` is a connector, and this etalon was built without them", found.plugin.name);
        speak::trouble(
            &what,
            Some(
                "build it with them, in the folder of its source: cargo install --path engine/app --features connectors",
            ),
        );
        Err(Ended::SaidNo)
    }
}

/// The one of that name, if nothing is in its way.
fn pinned(standard: &Path, name: &str, function: Option<&str>) -> Result<Found, Ended> {
    let folder = load::folder(standard);
    let shelf = plugins::open(&folder).map_err(|errors| {
        speak::load_errors(&errors);
        Ended::SaidNo
    })?;
    let Some(found) = shelf.found(Purpose::Answers).into_iter().find(|found| found.plugin.name == name) else {
        let what = format!("there is no plugin `{name}` in {}", folder.display());
        // Other commands take the folder without a word before it.
        let folder = function.filter(|function| Path::new(function).is_dir());
        let help = match shelf.names.as_slice() {
            _ if folder.is_some() => {
                format!("the folder of the standard is named with --standard {}", folder.unwrap_or("."))
            }
            [] => "name a .wasm file, or the folder of a standard with plugins: --standard DIR".to_owned(),
            names => format!("there is {}", names.join(", ")),
        };
        speak::trouble(&what, Some(&help));
        return Err(Ended::WrongUsage);
    };
    if let Some(trouble) = &found.plugin.trouble {
        speak::trouble(&format!("plugin `{name}` cannot be used: {}", trouble.what), Some(&trouble.help));
        return Err(Ended::SaidNo);
    }
    Ok(found)
}
