//! `#[metric(unit = "points", range = 0..=100)]`, and what else is said in attributes.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Error, Expr, ExprLit, ExprRange, ExprUnary, Ident, Lit, LitInt, LitStr, RangeLimits, Result, Token, UnOp,
};

/// What stands over a function.
#[derive(Default)]
pub struct Options {
    pub name: Option<String>,
    pub unit: Option<String>,
    pub range: Option<String>,
    pub scale: Option<u8>,
    pub choices: Vec<String>,
    pub model: Option<String>,
    pub deprecated: Option<String>,
}

enum Item {
    Name(LitStr),
    Unit(LitStr),
    Range(Expr),
    Scale(LitInt),
    Choices(Vec<LitStr>),
    Model(LitStr),
    Deprecated(LitStr),
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let key: Ident = input.parse()?;
        let word = key.to_string();
        if word == "choices" {
            let inside;
            syn::parenthesized!(inside in input);
            let all = Punctuated::<LitStr, Token![,]>::parse_terminated(&inside)?;
            return Ok(Self::Choices(all.into_iter().collect()));
        }
        if !["name", "unit", "range", "scale", "model", "deprecated"].contains(&word.as_str()) {
            return Err(Error::new(
                key.span(),
                format!(
                    "there is no option `{word}`: name = \"…\", unit = \"points\", range = 0..=100, scale = 2, choices(\"a\", \"b\"), \
                     model = \"…\", deprecated = \"…\""
                ),
            ));
        }
        input.parse::<Token![=]>()?;
        Ok(match word.as_str() {
            "name" => Self::Name(input.parse()?),
            "unit" => Self::Unit(input.parse()?),
            "range" => Self::Range(input.parse()?),
            "scale" => Self::Scale(input.parse()?),
            "model" => Self::Model(input.parse()?),
            _ => Self::Deprecated(input.parse()?),
        })
    }
}

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut options = Self::default();
        for item in Punctuated::<Item, Token![,]>::parse_terminated(input)? {
            match item {
                Item::Name(text) => options.name = Some(named(&text)?),
                Item::Unit(text) => options.unit = Some(text.value()),
                Item::Range(expr) => options.range = Some(range(&expr)?),
                Item::Scale(number) => {
                    let scale = number.base10_parse::<u8>().ok().filter(|s| *s <= 6);
                    options.scale = Some(
                        scale.ok_or_else(|| Error::new(number.span(), "`scale` is 0 to 6 digits after the point"))?,
                    );
                }
                Item::Choices(all) => options.choices = all.iter().map(LitStr::value).collect(),
                Item::Model(text) => options.model = Some(text.value()),
                Item::Deprecated(text) => options.deprecated = Some(text.value()),
            }
        }
        Ok(options)
    }
}

/// A name that a standard can write.
fn named(text: &LitStr) -> Result<String> {
    let name = text.value();
    let fits = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if fits {
        Ok(name)
    } else {
        Err(Error::new(text.span(), "a name has small letters a-z, digits and `_`, and begins with a letter"))
    }
}

/// `0..=100` as JSON: `[0,100]`.
pub fn range(expr: &Expr) -> Result<String> {
    let help = "a range is written `0..=100`, with both ends";
    let Expr::Range(ExprRange { start: Some(start), end: Some(end), limits: RangeLimits::Closed(_), .. }) = expr else {
        return Err(Error::new_spanned(expr, help));
    };
    match (number(start), number(end)) {
        (Some(least), Some(greatest)) => Ok(format!("[{least},{greatest}]")),
        _ => Err(Error::new_spanned(expr, help)),
    }
}

/// A literal as JSON.
pub fn json(expr: &Expr) -> Result<String> {
    if let Some(number) = number(expr) {
        return Ok(number);
    }
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Bool(flag), .. }) => Ok(flag.value.to_string()),
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Ok(quoted(&text.value())),
        _ => Err(Error::new_spanned(expr, "a default is a number, true, false or a text; of a duration: seconds")),
    }
}

fn number(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => number(expr).map(|n| format!("-{n}")),
        Expr::Lit(ExprLit { lit: Lit::Int(n), .. }) => Some(n.base10_digits().into()),
        Expr::Lit(ExprLit { lit: Lit::Float(n), .. }) => {
            let digits = n.base10_digits();
            // JSON has no `5.`
            Some(if digits.ends_with('.') { format!("{digits}0") } else { digits.into() })
        }
        _ => None,
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Doc comments in one line.
pub fn doc(attrs: &[Attribute]) -> String {
    let lines = attrs.iter().filter(|a| a.path().is_ident("doc")).filter_map(|a| match &a.meta {
        syn::Meta::NameValue(value) => match &value.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_string()),
            _ => None,
        },
        _ => None,
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `Some("…")` or `None`, as tokens.
pub fn maybe(text: Option<&String>) -> TokenStream {
    match text {
        Some(text) => {
            let text = text.as_str();
            quote::quote!(::core::option::Option::Some(#text))
        }
        None => quote::quote!(::core::option::Option::None),
    }
    .into_token_stream()
}
