//! `#[window]`.

use crate::function;
use crate::options::{Options, doc};
use crate::params::{self, Param};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Error, FnArg, ImplItem, ImplItemFn, ItemImpl, Result, Type};

pub fn expand(options: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let options: Options = syn::parse2(options)?;
    let mut item: ItemImpl = syn::parse2(item).map_err(|e| {
        Error::new(e.span(), format!("#[window] belongs over the `impl` of a type, with `add` and `value` in it ({e})"))
    })?;
    if let Some((_, path, _)) = &item.trait_ {
        return Err(Error::new_spanned(path, "#[window] belongs over an `impl` of the type itself, not of a trait"));
    }
    let kind = (*item.self_ty).clone();
    let doc = doc(&item.attrs);

    let missing = |what: &str| Error::new_spanned(&kind, format!("a window needs `{what}`"));
    let add = method(&mut item, "add").ok_or_else(|| missing("fn add(&mut self, …)"))?;
    changes(add)?;
    let added = params::take(&mut add.sig.inputs, false)?;
    if let Some(constant) = added.iter().find(|p| p.constant) {
        return Err(Error::new(
            constant.name.span(),
            "constants of a window are the parameters of `fn new(…) -> Self`",
        ));
    }
    let removed = match method(&mut item, "remove") {
        Some(remove) => {
            changes(remove)?;
            same(&added, &params::take(&mut remove.sig.inputs, false)?, remove)?;
            true
        }
        None => false,
    };
    let merged = match method(&mut item, "merge") {
        Some(merge) => {
            changes(merge)?;
            true
        }
        None => false,
    };
    let constants = match method(&mut item, "new") {
        Some(new) => {
            if let Some(FnArg::Receiver(this)) = new.sig.inputs.first() {
                return Err(Error::new_spanned(this, "`new` has no `self`: it makes an empty state out of constants"));
            }
            Some(params::take(&mut new.sig.inputs, true)?)
        }
        None => None,
    };
    let value = method(&mut item, "value").ok_or_else(|| missing("fn value(&self) -> …"))?;
    function::plain(&value.sig)?;
    if value.sig.inputs.len() != 1 || !matches!(value.sig.inputs.first(), Some(FnArg::Receiver(_))) {
        return Err(Error::new_spanned(&value.sig, "`value` takes only `&self`"));
    }
    let gives = function::given(&value.sig)?;

    let all: Vec<&Param> = added.iter().chain(constants.iter().flatten()).collect();
    let name = match &options.name {
        Some(name) => name.clone(),
        None => small(&kind)?,
    };
    let said = function::said(&name, &doc, &options, &all, &gives, Some((removed, merged)));
    let fresh = fresh(constants.as_deref());
    let accumulate = walk("add", &added);
    let retract = removed.then(|| {
        let walk = walk("remove", &added);
        quote! {
            fn retract(
                all: &mut ::etalon_plugin::made::Groups<Self>,
                groups: &[u32],
                args: &::etalon_plugin::made::Batch,
            ) -> ::core::result::Result<(), ::etalon_plugin::made::Fault> { #walk }
        }
    });
    let join = merged.then(|| {
        quote!(
            fn join(&mut self, other: Self) {
                Self::merge(self, &other);
            }
        )
    });
    let answer = quote_spanned!(gives.span()=> <#gives as ::etalon_plugin::made::Answer>);
    Ok(quote! {
        #item

        impl ::etalon_plugin::made::Window for #kind {
            const MERGEABLE: bool = #merged;

            #fresh

            fn accumulate(
                all: &mut ::etalon_plugin::made::Groups<Self>,
                groups: &[u32],
                args: &::etalon_plugin::made::Batch,
            ) -> ::core::result::Result<(), ::etalon_plugin::made::Fault> { #accumulate }

            #retract
            #join

            fn finish(
                all: &mut ::etalon_plugin::made::Groups<Self>,
                groups: &[u32],
            ) -> ::core::result::Result<::etalon_plugin::made::Column, ::etalon_plugin::made::Fault> {
                let mut answers = #answer::room(groups.len());
                for (at, group) in groups.iter().enumerate() {
                    let answer = Self::value(all.at(*group)?);
                    if let ::core::result::Result::Err(refuse) = #answer::put(answer, &mut answers, at) {
                        return ::core::result::Result::Err(::etalon_plugin::made::Fault::whole(refuse));
                    }
                }
                ::core::result::Result::Ok(#answer::column(answers))
            }
        }

        impl ::etalon_plugin::made::Offer for #kind {
            const FUNCTION: ::etalon_plugin::made::Function = #said;

            fn open(
                constants: &[::etalon_plugin::made::Column],
            ) -> ::core::result::Result<::std::boxed::Box<dyn ::etalon_plugin::made::Grouped>, ::etalon_plugin::made::Fault> {
                ::etalon_plugin::made::Groups::<Self>::open(constants)
            }
        }
    })
}

fn method<'a>(item: &'a mut ItemImpl, name: &str) -> Option<&'a mut ImplItemFn> {
    item.items.iter_mut().find_map(|item| match item {
        ImplItem::Fn(method) if method.sig.ident == name => Some(method),
        _ => None,
    })
}

/// That the method may change the state.
fn changes(method: &ImplItemFn) -> Result<()> {
    function::plain(&method.sig)?;
    match method.sig.inputs.first() {
        Some(FnArg::Receiver(this)) if this.mutability.is_some() => Ok(()),
        _ => Err(Error::new_spanned(&method.sig, format!("`{}` begins with `&mut self`", method.sig.ident))),
    }
}

/// That `remove` takes what `add` takes.
fn same(added: &[Param], removed: &[Param], remove: &ImplItemFn) -> Result<()> {
    if added.len() == removed.len() && added.iter().zip(removed).all(|(a, r)| words(&a.kind) == words(&r.kind)) {
        Ok(())
    } else {
        Err(Error::new_spanned(&remove.sig, "`remove` takes the same parameters as `add`, of the same kinds"))
    }
}

fn words(kind: &Type) -> String {
    quote!(#kind).to_string()
}

/// An empty state.
fn fresh(constants: Option<&[Param]>) -> TokenStream {
    let count = constants.map_or(0, <[Param]>::len);
    let made = match constants {
        None => quote!(<Self as ::core::default::Default>::default()),
        Some(params) => {
            let gets = params.iter().enumerate().map(|(at, param)| {
                let kind = &param.kind;
                quote_spanned!(kind.span()=> ::etalon_plugin::made::one::<#kind>(&constants[#at])?)
            });
            quote!(Self::new(#(#gets),*))
        }
    };
    quote! {
        fn fresh(
            constants: &[::etalon_plugin::made::Column],
        ) -> ::core::result::Result<Self, ::etalon_plugin::made::Fault> {
            ::etalon_plugin::made::shape(constants, #count)?;
            ::core::result::Result::Ok(#made)
        }
    }
}

/// The loop over the rows.
fn walk(method: &str, params: &[Param]) -> TokenStream {
    let method = format_ident!("{method}");
    let (mut reads, mut cuts, mut gets) = (Vec::new(), Vec::new(), Vec::new());
    for (at, param) in params.iter().enumerate() {
        let (reader, kind) = (format_ident!("reader_{}", param.shown()), &param.kind);
        let argument = quote_spanned!(kind.span()=> <#kind as ::etalon_plugin::made::Argument>);
        reads.push(quote!(let #reader = #argument::reader(&args.columns[#at], rows)?;));
        cuts.push(quote!(let #reader = #argument::upto(#reader, rows);));
        gets.push(quote!(#argument::get(&#reader, row)));
    }
    let count = params.len();
    quote! {
        ::etalon_plugin::made::shape(&args.columns, #count)?;
        let rows = args.rows as usize;
        #(#reads)*
        let groups = &groups[..rows];
        #(#cuts)*
        for row in 0..rows {
            let took = Self::#method(all.at(groups[row])?, #(#gets),*);
            if let ::core::result::Result::Err(refuse) = ::etalon_plugin::made::Took::took(took) {
                return ::core::result::Result::Err(::etalon_plugin::made::Fault::at(refuse, row));
            }
        }
        ::core::result::Result::Ok(())
    }
}

/// `MeanEffort` is `mean_effort`.
fn small(kind: &Type) -> Result<String> {
    let Type::Path(path) = kind else {
        return Err(Error::new_spanned(kind, "a window is a struct of the plugin's own"));
    };
    let ident = path.path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default();
    let mut name = String::new();
    for (i, c) in ident.chars().enumerate() {
        if c.is_ascii_uppercase() && i > 0 {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    Ok(name)
}
