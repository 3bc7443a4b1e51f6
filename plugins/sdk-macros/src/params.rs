//! Parameters of functions: their attributes, and what is said of them.

use crate::options::{doc, json, maybe, range};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Error, Expr, FnArg, Ident, LitStr, Pat, Result, Token, Type};

/// A parameter as the author wrote it.
pub struct Param {
    pub name: Ident,
    pub kind: Type,
    pub constant: bool,
    doc: String,
    default: Option<String>,
    unit: Option<String>,
    range: Option<String>,
    choices: Vec<String>,
}

/// The parameters, their attributes taken off. `self` is passed over. `constants`: all of them are.
pub fn take(args: &mut Punctuated<FnArg, Token![,]>, constants: bool) -> Result<Vec<Param>> {
    let mut params = Vec::new();
    for arg in args {
        let FnArg::Typed(arg) = arg else { continue };
        let Pat::Ident(pattern) = &*arg.pat else {
            return Err(Error::new_spanned(&arg.pat, "a parameter needs a name: `wait: Duration`"));
        };
        let mut param = Param {
            name: pattern.ident.clone(),
            kind: (*arg.ty).clone(),
            constant: constants,
            doc: doc(&arg.attrs),
            default: None,
            unit: None,
            range: None,
            choices: Vec::new(),
        };
        let shown = param.shown();
        if !shown.starts_with(|c: char| c.is_ascii_lowercase()) || !shown.is_ascii() {
            return Err(Error::new(
                param.name.span(),
                "the name of a parameter is written in standards: small letters a-z, digits and `_`, beginning with a letter",
            ));
        }
        for attr in std::mem::take(&mut arg.attrs) {
            if !param.attribute(&attr)? {
                arg.attrs.push(attr);
            }
        }
        params.push(param);
    }
    Ok(params)
}

impl Param {
    /// The name as standards write it.
    pub fn shown(&self) -> String {
        self.name.to_string().trim_start_matches("r#").to_string()
    }

    /// Takes an attribute in; says whether it was one of ours.
    fn attribute(&mut self, attr: &Attribute) -> Result<bool> {
        let path = attr.path();
        if path.is_ident("doc") {
        } else if path.is_ident("constant") {
            attr.meta.require_path_only()?;
            self.constant = true;
        } else if path.is_ident("default") {
            self.default = Some(json(&attr.parse_args::<Expr>()?)?);
        } else if path.is_ident("unit") {
            self.unit = Some(attr.parse_args::<LitStr>()?.value());
        } else if path.is_ident("range") {
            self.range = Some(range(&attr.parse_args::<Expr>()?)?);
        } else if path.is_ident("choices") {
            let all = attr.parse_args_with(Punctuated::<LitStr, Token![,]>::parse_terminated)?;
            self.choices = all.iter().map(LitStr::value).collect();
        } else if path.is_ident("cfg") || path.is_ident("allow") || path.is_ident("expect") {
            return Ok(false);
        } else {
            return Err(Error::new_spanned(
                attr,
                "there is no such attribute of a parameter: #[constant], #[default(…)], #[unit(\"…\")], #[range(0..=100)], \
                 #[choices(\"a\", \"b\")]",
            ));
        }
        Ok(true)
    }

    /// What the description says of it.
    pub fn said(&self) -> TokenStream {
        let Self { kind, constant, doc, choices, .. } = self;
        let name = self.shown();
        let (default, unit, range) =
            (maybe(self.default.as_ref()), maybe(self.unit.as_ref()), maybe(self.range.as_ref()));
        let argument = quote_spanned!(kind.span()=> <#kind as ::etalon_plugin::made::Argument>);
        quote! {
            ::etalon_plugin::made::Parameter {
                name: #name,
                doc: #doc,
                term: ::etalon_plugin::made::Term { kind: #argument::KIND, unit: #unit, range: #range, choices: &[#(#choices),*] },
                default: #default,
                constant: #constant,
                nullable: #argument::NULLABLE,
            }
        }
    }
}

/// That those with a default come last, and one is no constant.
pub fn order(params: &[Param], whole: &dyn quote::ToTokens) -> Result<()> {
    if params.iter().all(|p| p.constant) {
        return Err(Error::new_spanned(
            whole,
            "it needs a parameter that is no constant: it would say the same of every row",
        ));
    }
    let after = params.windows(2).find(|two| two[0].default.is_some() && two[1].default.is_none());
    if let Some(two) = after {
        let help = format!("`{}` needs a #[default(…)], because the parameter before it has one", two[1].name);
        return Err(Error::new(two[1].name.span(), help));
    }
    Ok(())
}
