//! What a description says of a function.

use crate::options::{Options, maybe};
use crate::params::Param;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Error, Result, ReturnType, Signature, Type};

/// What the function gives; an error if it gives nothing.
pub fn given(signature: &Signature) -> Result<Type> {
    match &signature.output {
        ReturnType::Type(_, kind) => Ok((**kind).clone()),
        ReturnType::Default => {
            Err(Error::new_spanned(signature, "it must say what it gives: `-> f64`, `-> Option<f64>`, `-> bool`, …"))
        }
    }
}

/// That the function is a plain one.
pub fn plain(signature: &Signature) -> Result<()> {
    let wrong = |what: &dyn quote::ToTokens, why: &str| Err(Error::new_spanned(what, why));
    if let Some(word) = &signature.asyncness {
        return wrong(word, "it cannot be async: a metric has nothing to wait for");
    }
    if let Some(word) = &signature.unsafety {
        return wrong(word, "it cannot be unsafe");
    }
    match signature.generics.type_params().next() {
        Some(generic) => wrong(generic, "it cannot be generic: a standard needs to know the kinds"),
        None => Ok(()),
    }
}

/// `Function { … }`. `window`: retractable and mergeable.
pub fn said(
    name: &str,
    doc: &str,
    options: &Options,
    params: &[&Param],
    gives: &Type,
    window: Option<(bool, bool)>,
) -> TokenStream {
    let params = params.iter().map(|p| p.said());
    let (is_window, (retractable, mergeable)) = (window.is_some(), window.unwrap_or_default());
    let (unit, range) = (maybe(options.unit.as_ref()), maybe(options.range.as_ref()));
    let (model, deprecated) = (maybe(options.model.as_ref()), maybe(options.deprecated.as_ref()));
    let (choices, scale) = (&options.choices, options.scale.unwrap_or(2));
    let answer = quote_spanned!(gives.span()=> <#gives as ::etalon_plugin::made::Answer>);
    quote! {
        ::etalon_plugin::made::Function {
            name: #name,
            doc: #doc,
            window: #is_window,
            params: &[#(#params),*],
            returns: ::etalon_plugin::made::Returned {
                term: ::etalon_plugin::made::Term { kind: #answer::KIND, unit: #unit, range: #range, choices: &[#(#choices),*] },
                scale: #scale,
                nullable: #answer::NULLABLE,
            },
            model: #model,
            deprecated: #deprecated,
            retractable: #retractable,
            mergeable: #mergeable,
        }
    }
}
