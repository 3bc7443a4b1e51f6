//! The typed call of a component: what crosses the border, without what the host checks.

use crate::clock::nanoseconds;
use crate::columns::Columns;
use crate::guest;
use etalon_host::v1::bindings::etalon::plugin::types::{Batch, ColumnParam, DataParam, DataResult};
use etalon_host::v1::bindings::exports::etalon::plugin::row_metrics::{Guest, GuestIndices};
use etalon_host::wasmtime::Store;
use etalon_host::wasmtime::component::{InstancePre, Linker};
use etalon_host::{Budget, Frame, Host};
use std::sync::Arc;
use std::time::Duration;

const BUDGET: Budget = Budget { work: 600_000_000, asked: 1_000, time: Duration::from_secs(10) };

pub struct Ready {
    pre: InstancePre<Frame>,
    exports: GuestIndices,
    frame: Frame,
    store: Store<Frame>,
    guest: Guest,
}

impl Ready {
    pub fn new(host: &Host) -> Self {
        let component = host.component(&guest::component()).expect("it compiles");
        let frame = Frame::new("effort", Arc::default(), &Default::default(), Arc::new(|_| {}));
        let mut linker = Linker::new(host.engine());
        Frame::offer(&mut linker, |frame| frame).expect("the log and the settings");
        let pre = linker.instantiate_pre(&component).expect("it fits");
        let exports = GuestIndices::new(&pre).expect("the function");
        let (store, guest) = fresh(&pre, &exports, &frame);
        Self { pre, exports, frame, store, guest }
    }

    pub fn time(&mut self, columns: &Columns) -> f64 {
        nanoseconds(|| {
            Frame::arm(&mut self.store, |frame| frame, BUDGET);
            call(&mut self.store, &self.guest, columns)
        })
    }

    pub fn time_fresh(&mut self, columns: &Columns) -> f64 {
        nanoseconds(|| {
            let (mut store, guest) = fresh(&self.pre, &self.exports, &self.frame);
            call(&mut store, &guest, columns)
        })
    }
}

fn fresh(pre: &InstancePre<Frame>, exports: &GuestIndices, frame: &Frame) -> (Store<Frame>, Guest) {
    let mut store = Store::new(pre.engine(), frame.clone());
    Frame::set_up(&mut store, |frame| frame);
    Frame::arm(&mut store, |frame| frame, BUDGET);
    let instance = pre.instantiate(&mut store).expect("it starts");
    let guest = exports.load(&mut store, &instance).expect("it fits");
    (store, guest)
}

fn call(store: &mut Store<Frame>, guest: &Guest, columns: &Columns) -> Vec<f64> {
    let column = |values| ColumnParam { data: DataParam::Numbers(values), valid: None };
    let two = [column(&columns.wait), column(&columns.handle)];
    let batch = Batch { rows: columns.wait.len() as u32, columns: &two };
    match guest.call_score(store, "effort", batch, &[]).expect("it answers").expect("no fault").data {
        DataResult::Numbers(values) => values,
        _ => panic!("numbers are promised"),
    }
}
