//! `#[derive(State)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Result};

pub fn expand(item: TokenStream) -> Result<TokenStream> {
    let item: DeriveInput = syn::parse2(item)?;
    let Data::Struct(data) = &item.data else {
        return Err(Error::new_spanned(
            &item.ident,
            "only a struct can be a state; an enum belongs into a field as a number",
        ));
    };
    let (name, (all, kinds, rest)) = (&item.ident, item.generics.split_for_impl());
    let (saves, made) = match &data.fields {
        Fields::Named(fields) => {
            let names: Vec<_> = fields.named.iter().map(|f| &f.ident).collect();
            (
                quote!(#(::etalon_plugin::State::save(&self.#names, out);)*),
                quote!(Self { #(#names: ::etalon_plugin::State::load(from)?),* }),
            )
        }
        Fields::Unnamed(fields) => {
            let places: Vec<_> = (0..fields.unnamed.len()).map(syn::Index::from).collect();
            let loads = places.iter().map(|_| quote!(::etalon_plugin::State::load(from)?));
            (quote!(#(::etalon_plugin::State::save(&self.#places, out);)*), quote!(Self(#(#loads),*)))
        }
        Fields::Unit => (quote!(), quote!(Self)),
    };
    Ok(quote! {
        impl #all ::etalon_plugin::State for #name #kinds #rest {
            fn save(&self, out: &mut ::std::vec::Vec<u8>) {
                let _ = &out;
                #saves
            }

            fn load(from: &mut &[u8]) -> ::core::option::Option<Self> {
                let _ = &from;
                ::core::option::Option::Some(#made)
            }
        }
    })
}
