//! Laws of sets and situations: what they hold is what their parts hold.

use super::domain::{Domain, Values};
use super::numbers::Numbers;
use crate::value::Ratio;
use etalon_grammar::ast::BinaryOp;
use proptest::prelude::*;

const OPS: [BinaryOp; 6] = [
    BinaryOp::Less,
    BinaryOp::LessEqual,
    BinaryOp::Greater,
    BinaryOp::GreaterEqual,
    BinaryOp::Equal,
    BinaryOp::NotEqual,
];

/// A set, and the numbers from -3 to 3 in half steps that it should hold.
fn sets(whole: bool) -> impl Strategy<Value = (Numbers, Vec<i64>)> {
    let simple = (0..6_usize, -6..7_i64).prop_map(move |(op, half)| {
        let at = Ratio::new(i128::from(half), 2).expect("two is not zero");
        let set = Numbers::compare(whole, OPS[op], at);
        let fits = |x: &i64| match OPS[op] {
            BinaryOp::Less => *x < half,
            BinaryOp::LessEqual => *x <= half,
            BinaryOp::Greater => *x > half,
            BinaryOp::GreaterEqual => *x >= half,
            BinaryOp::Equal => *x == half,
            _ => *x != half,
        };
        (set, points(whole).into_iter().filter(fits).collect::<Vec<i64>>())
    });
    simple.prop_recursive(4, 16, 2, move |inner| {
        (inner.clone(), inner, 0..3_u8).prop_map(move |((a, x), (b, y), how)| match how {
            0 => (a.and(&b), x.into_iter().filter(|p| y.contains(p)).collect()),
            1 => (a.or(&b), points(whole).into_iter().filter(|p| x.contains(p) || y.contains(p)).collect()),
            _ => (a.not(), points(whole).into_iter().filter(|p| !x.contains(p)).collect()),
        })
    })
}

fn points(whole: bool) -> Vec<i64> {
    (-6..7).filter(|half| !whole || half % 2 == 0).collect()
}

fn check(whole: bool, set: &Numbers, expected: &[i64]) -> Result<(), TestCaseError> {
    for half in points(whole) {
        let at = Ratio::new(i128::from(half), 2).expect("two is not zero");
        prop_assert_eq!(set.holds(at), expected.contains(&half), "{:?} at {}", set, at);
    }
    prop_assert_eq!(set.not().not(), set.clone());
    prop_assert!(set.and(&set.not()).is_empty());
    prop_assert!(set.or(&set.not()).not().is_empty());
    Ok(())
}

proptest! {
    #[test]
    fn sets_of_numbers_hold_what_they_should((set, expected) in sets(false)) {
        check(false, &set, &expected)?;
    }

    #[test]
    fn sets_of_whole_numbers_hold_what_they_should((set, expected) in sets(true)) {
        check(true, &set, &expected)?;
    }

    #[test]
    fn a_domain_without_a_part_holds_the_rest(a in texts(), b in texts(), x in any::<bool>(), y in any::<bool>()) {
        let (a, b) = (Domain { missing: x, values: a }, Domain { missing: y, values: b });
        prop_assert!(a.minus(&b).and(&b).is_empty());
        prop_assert_eq!(a.minus(&b).or(&a.and(&b)), a);
    }
}

fn texts() -> impl Strategy<Value = Values> {
    let listed = proptest::collection::btree_set("[ab]", 0..3);
    (any::<bool>(), listed).prop_map(|(all_but, listed)| Values::Texts { all_but, listed })
}

mod conditions {
    //! Situations hold exactly where a condition is yes (or no), also with missing values.

    use super::*;
    use crate::check::lints::reason::Space;
    use crate::check::lints::reason::point::{Point, Value as At};
    use crate::standard::{Expr, ExprKind, FieldId, Leaf, Standard, Type, UnitId};
    use crate::value::Value;
    use crate::{SourceFile, check};
    use etalon_grammar::ast::Span;

    const TEXT: &str = "standard s { version 1 zone \"UTC\" }
        event call { id text key  at instant  x whole?  y 1..3  kind a | b | c?  ok yes/no? }";

    /// One row: x, y, kind, ok; `None` is missing.
    type Row = (Option<i64>, i64, Option<u32>, Option<bool>);

    fn standard() -> Standard {
        let file = SourceFile { path: "s".to_owned(), text: TEXT.to_owned(), layer: 0 };
        let checked = check(&[file], &[]);
        checked.standard.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
    }

    fn expr(kind: ExprKind, ty: Type, optional: bool) -> Expr {
        Expr { kind, ty, optional, span: Span::default() }
    }

    fn field(standard: &Standard, name: &str) -> Expr {
        let unit = &standard.units[0];
        let index = unit.fields.iter().position(|f| f.name == name).expect("the field is there");
        let leaf = Leaf::Field(FieldId(u16::try_from(index).expect("few fields")));
        let field = &unit.fields[index];
        expr(ExprKind::Field { scope: 0, path: Vec::new(), leaf }, field.ty.clone(), field.optional)
    }

    fn whole(n: i64) -> Expr {
        expr(ExprKind::Const(Value::Whole(n)), Type::Whole, false)
    }

    fn yes_no(kind: ExprKind) -> Expr {
        expr(kind, Type::YesNo, true)
    }

    fn conditions() -> impl Strategy<Value = Expr> {
        let s = standard();
        let (x, y, kind, ok) = (field(&s, "x"), field(&s, "y"), field(&s, "kind"), field(&s, "ok"));
        let number = prop_oneof![Just(x.clone()), Just(y.clone())];
        let compared = (0..6_usize, number, 0..4_i64, any::<bool>()).prop_map(|(op, field, n, turn)| {
            let (a, b) = if turn { (whole(n), field) } else { (field, whole(n)) };
            yes_no(ExprKind::Compare(OPS[op], Box::new(a), Box::new(b)))
        });
        let is = (any::<bool>(), 0..3_u32).prop_map({
            let kind = kind.clone();
            move |(same, code)| {
                let value = expr(ExprKind::Const(Value::OneOf(code)), kind.ty.clone(), false);
                let op = if same { BinaryOp::Equal } else { BinaryOp::NotEqual };
                yes_no(ExprKind::Compare(op, Box::new(kind.clone()), Box::new(value)))
            }
        });
        let listed = (proptest::collection::btree_set(0..3_u32, 1..3), any::<bool>()).prop_map({
            let kind = kind.clone();
            move |(codes, not)| {
                let values = codes.into_iter().map(Value::OneOf).collect();
                yes_no(ExprKind::In(Box::new(kind.clone()), values, not))
            }
        });
        let present = (prop_oneof![Just(x.clone()), Just(kind.clone()), Just(y), Just(ok.clone())], any::<bool>())
            .prop_map(|(e, yes)| expr(ExprKind::IsPresent(Box::new(e), yes), Type::YesNo, false));
        let table = (0..3_i64, 0..3_i64, proptest::option::of(0..3_i64), 0..6_usize).prop_map({
            let (kind, x) = (kind.clone(), x.clone());
            move |(a, b, rest, op)| {
                let rows = vec![(vec![Value::OneOf(0)], whole(a)), (vec![Value::OneOf(1)], whole(b))];
                let rest = rest.map(|n| Box::new(whole(n)));
                let table = expr(ExprKind::By(Box::new(kind.clone()), rows, rest), Type::Whole, true);
                yes_no(ExprKind::Compare(OPS[op], Box::new(x.clone()), Box::new(table)))
            }
        });
        let leaf = prop_oneof![compared, is, listed, present, table, Just(ok)];
        leaf.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 2..4).prop_map(|l| yes_no(ExprKind::And(l))),
                proptest::collection::vec(inner.clone(), 2..4).prop_map(|l| yes_no(ExprKind::Or(l))),
                inner.clone().prop_map(|e| yes_no(ExprKind::Not(Box::new(e)))),
                (inner.clone(), inner.clone(), inner).prop_map(|(c, a, b)| yes_no(ExprKind::If(
                    Box::new(c),
                    Box::new(a),
                    Box::new(b)
                ))),
            ]
        })
    }

    /// What a row says: the plain way.
    fn value(standard: &Standard, e: &Expr, row: &Row) -> Option<i64> {
        let truth = |e: &Expr| value(standard, e, row).map(|v| v == 1);
        match &e.kind {
            ExprKind::Const(Value::Whole(n)) => Some(*n),
            ExprKind::Const(Value::OneOf(code)) => Some(i64::from(*code)),
            ExprKind::Field { leaf: Leaf::Field(id), .. } => match standard.units[0].fields[id.index()].name.as_str() {
                "x" => row.0,
                "y" => Some(row.1),
                "kind" => row.2.map(i64::from),
                _ => row.3.map(i64::from),
            },
            ExprKind::And(list) => {
                let all: Vec<_> = list.iter().map(truth).collect();
                if all.contains(&Some(false)) { Some(0) } else { (!all.contains(&None)).then_some(1) }
            }
            ExprKind::Or(list) => {
                let all: Vec<_> = list.iter().map(truth).collect();
                if all.contains(&Some(true)) { Some(1) } else { (!all.contains(&None)).then_some(0) }
            }
            ExprKind::Not(e) => truth(e).map(|t| i64::from(!t)),
            ExprKind::Compare(op, a, b) => {
                let (a, b) = (value(standard, a, row)?, value(standard, b, row)?);
                Some(i64::from(match op {
                    BinaryOp::Less => a < b,
                    BinaryOp::LessEqual => a <= b,
                    BinaryOp::Greater => a > b,
                    BinaryOp::GreaterEqual => a >= b,
                    BinaryOp::Equal => a == b,
                    _ => a != b,
                }))
            }
            ExprKind::IsPresent(e, yes) => Some(i64::from(value(standard, e, row).is_some() == *yes)),
            ExprKind::In(e, values, not) => {
                let code = value(standard, e, row)?;
                let is = values.iter().any(|v| matches!(v, Value::OneOf(c) if i64::from(*c) == code));
                Some(i64::from(is != *not))
            }
            ExprKind::By(on, rows, rest) => {
                let code = value(standard, on, row)?;
                let found = rows
                    .iter()
                    .find(|(values, _)| values.iter().any(|v| matches!(v, Value::OneOf(c) if i64::from(*c) == code)));
                match found {
                    Some((_, result)) => value(standard, result, row),
                    None => value(standard, rest.as_deref()?, row),
                }
            }
            ExprKind::If(c, a, b) => value(standard, if truth(c)? { a } else { b }, row),
            other => panic!("not made here: {other:?}"),
        }
    }

    fn rows() -> Vec<Row> {
        let mut rows = Vec::new();
        for x in [None, Some(-1), Some(0), Some(1), Some(2), Some(3), Some(4)] {
            for y in 1..=3 {
                for kind in [None, Some(0), Some(1), Some(2)] {
                    for ok in [None, Some(false), Some(true)] {
                        rows.push((x, y, kind, ok));
                    }
                }
            }
        }
        rows
    }

    fn point(space: &mut Space<'_>, row: &Row) -> Point {
        let number = |n: Option<i64>| n.map_or(At::Missing, |n| At::Number(Ratio::whole(n)));
        let values = [
            ("x", number(row.0)),
            ("y", number(Some(row.1))),
            ("kind", row.2.map_or(At::Missing, At::Code)),
            ("ok", row.3.map_or(At::Missing, |yes| At::Code(u32::from(yes)))),
        ];
        let standard = space.standard;
        let vars = values.into_iter().map(|(name, value)| (space.var(&field(standard, name), &[UnitId(0)]), value));
        let mut vars: Vec<_> = vars.collect();
        vars.sort();
        Point::from(vars)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn situations_hold_exactly_where_a_condition_does(condition in conditions(), other in conditions()) {
            let standard = standard();
            let mut space = Space::new(&standard, &[]);
            let unit = [UnitId(0)];
            let points: Vec<(Row, Point)> = rows().into_iter().map(|row| (row, point(&mut space, &row))).collect();
            let mut sets = Vec::new();
            for e in [&condition, &other] {
                for yes in [true, false] {
                    let Some(set) = space.hold(e, yes, &unit) else { return Ok(()) };
                    for (row, point) in &points {
                        let expected = value(&standard, e, row) == Some(i64::from(yes));
                        prop_assert_eq!(point.lies_in(&set, &space), expected, "{:?} {:?} {:?}", yes, row, e);
                    }
                    sets.push(set);
                }
            }
            // Inside, outside, both: as the rows say (all values that conditions can tell apart are among the rows).
            let (a, b) = (&sets[0], &sets[2]);
            let inside = points.iter().all(|(_, p)| !p.lies_in(a, &space) || p.lies_in(b, &space));
            if a.minus(b, &space).is_some() {
                prop_assert_eq!(a.inside(b, &space), inside);
            }
            if let Some(both) = a.and(b, |_| ()) {
                prop_assert_eq!(both.is_never(), points.iter().all(|(_, p)| !(p.lies_in(a, &space) && p.lies_in(b, &space))));
            }
        }
    }
}
