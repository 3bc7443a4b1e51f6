//! `#[metric]`.

use crate::options::{Options, doc};
use crate::{function, params};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Error, FnArg, ItemFn, Result};

pub fn expand(options: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let options: Options = syn::parse2(options)?;
    let mut item: ItemFn = syn::parse2(item)
        .map_err(|e| Error::new(e.span(), format!("#[metric] belongs over a function of one row ({e})")))?;
    function::plain(&item.sig)?;
    if let Some(FnArg::Receiver(this)) = item.sig.inputs.first() {
        return Err(Error::new_spanned(this, "a metric has no `self`: it knows nothing but its row"));
    }
    let params = params::take(&mut item.sig.inputs, false)?;
    params::order(&params, &item.sig)?;
    let gives = function::given(&item.sig)?;
    let name = options.name.clone().unwrap_or_else(|| item.sig.ident.to_string());
    let said = function::said(&name, &doc(&item.attrs), &options, &params.iter().collect::<Vec<_>>(), &gives, None);

    let (mut reads, mut cuts, mut gets) = (Vec::new(), Vec::new(), Vec::new());
    let (mut column, mut constant) = (0_usize, 0_usize);
    for param in &params {
        let (reader, kind) = (format_ident!("reader_{}", param.shown()), &param.kind);
        let argument = quote_spanned!(kind.span()=> <#kind as ::etalon_plugin::made::Argument>);
        let (source, rows, row) = if param.constant {
            constant += 1;
            let at = constant - 1;
            (quote!(&constants[#at]), quote!(1), quote!(0))
        } else {
            column += 1;
            let at = column - 1;
            (quote!(&args.columns[#at]), quote!(rows), quote!(row))
        };
        reads.push(quote!(let #reader = #argument::reader(#source, #rows)?;));
        cuts.push(quote!(let #reader = #argument::upto(#reader, #rows);));
        gets.push(quote!(#argument::get(&#reader, #row)));
    }
    let (ident, vis) = (&item.sig.ident, &item.vis);
    let answer = quote_spanned!(gives.span()=> <#gives as ::etalon_plugin::made::Answer>);
    Ok(quote! {
        #item

        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #vis enum #ident {}

        impl ::etalon_plugin::made::Offer for #ident {
            const FUNCTION: ::etalon_plugin::made::Function = #said;

            fn score(
                args: &::etalon_plugin::made::Batch,
                constants: &[::etalon_plugin::made::Column],
            ) -> ::core::result::Result<::etalon_plugin::made::Column, ::etalon_plugin::made::Fault> {
                ::etalon_plugin::made::shape(&args.columns, #column)?;
                ::etalon_plugin::made::shape(constants, #constant)?;
                let rows = args.rows as usize;
                #(#reads)*
                let mut answers = #answer::room(rows);
                #(#cuts)*
                for row in 0..rows {
                    let answer = #ident(#(#gets),*);
                    if let ::core::result::Result::Err(refuse) = #answer::put(answer, &mut answers, row) {
                        return ::core::result::Result::Err(::etalon_plugin::made::Fault::at(refuse, row));
                    }
                }
                ::core::result::Result::Ok(#answer::column(answers))
            }
        }
    })
}
