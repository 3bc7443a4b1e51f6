//! Whether what the columns make can fill a field.

use crate::check::context::Context;
use crate::check::messages;
use crate::standard::{ColumnExpr, Type};
use etalon_grammar::ast::Expr;

/// Whether what the columns make can fill a field of that type.
pub(crate) fn field_type_fits(ctx: &mut Context, field: &str, ty: &Type, e: &ColumnExpr, written: &Expr) -> bool {
    let (makes, fits) = match e {
        ColumnExpr::Units(..) | ColumnExpr::Clock(_) => ("a duration", *ty == Type::Duration),
        ColumnExpr::Percent(_) => ("a share", *ty == Type::Share),
        ColumnExpr::Number(_) => ("a number", ty.is_number()),
        ColumnExpr::Row => ("a row's number", matches!(ty, Type::Whole | Type::Decimal | Type::Text | Type::Ref(_))),
        ColumnExpr::File => ("a file's name", matches!(ty, Type::Text | Type::Ref(_) | Type::OneOf(_))),
        ColumnExpr::Compare(..)
        | ColumnExpr::And(_)
        | ColumnExpr::Or(_)
        | ColumnExpr::Not(_)
        | ColumnExpr::IsMissing(_)
        | ColumnExpr::Matches(..) => ("yes or no", *ty == Type::YesNo),
        _ => return true,
    };
    if !fits {
        let d = messages::unfit_column(written.span, field, &ctx.type_words(ty), makes, *ty == Type::Duration);
        ctx.report(d);
    }
    fits
}
