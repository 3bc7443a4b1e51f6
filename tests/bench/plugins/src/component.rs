//! The typed call of a component: what crosses the border, without what the host checks.

use crate::by_hand::{Answers, Given};
use crate::values::Values;
use etalon_host::v1::bindings::etalon::plugin::types::{Batch, DataResult};
use etalon_host::v1::bindings::exports::etalon::plugin::row_metrics::{Guest, GuestIndices};
use etalon_host::wasmtime::Store;
use etalon_host::wasmtime::component::{InstancePre, Linker};
use etalon_host::{Budget, Frame, Host};
use std::sync::Arc;
use std::time::Duration;

const BUDGET: Budget = Budget { work: 600_000_000, asked: 1_000, time: Duration::from_secs(10) };

/// The component, ready to be started.
pub struct Component {
    pre: InstancePre<Frame>,
    exports: GuestIndices,
    frame: Frame,
}

impl Component {
    pub fn new(host: &Host, bytes: &[u8]) -> Self {
        let component = host.component(bytes).expect("it compiles");
        let frame = Frame::new("bench", Arc::default(), &Default::default(), Arc::new(|_| {}));
        let mut linker = Linker::new(host.engine());
        Frame::offer(&mut linker, |frame| frame).expect("the log and the settings");
        let pre = linker.instantiate_pre(&component).expect("it fits");
        let exports = GuestIndices::new(&pre).expect("the function");
        Self { pre, exports, frame }
    }

    pub fn start(&self) -> Running {
        let mut store = Store::new(self.pre.engine(), self.frame.clone());
        Frame::set_up(&mut store, |frame| frame);
        Frame::arm(&mut store, |frame| frame, BUDGET);
        let instance = self.pre.instantiate(&mut store).expect("it starts");
        let guest = self.exports.load(&mut store, &instance).expect("it fits");
        Running { store, guest }
    }
}

/// An instance.
pub struct Running {
    store: Store<Frame>,
    guest: Guest,
}

impl Running {
    pub fn call(&mut self, metric: &str, columns: &[Values]) -> Answers {
        Frame::arm(&mut self.store, |frame| frame, BUDGET);
        let dicts: Vec<Vec<&str>> = columns.iter().map(Values::dict).collect();
        let params: Vec<_> = columns.iter().zip(&dicts).map(|(column, dict)| column.param(dict)).collect();
        let batch = Batch { rows: columns.first().map_or(0, Values::rows) as u32, columns: &params };
        let gave = self.guest.call_score(&mut self.store, metric, batch, &[]).expect("it answers").expect("no fault");
        let data = match gave.data {
            DataResult::Booleans(v) => Given::Flags(v),
            DataResult::Ints(v) => Given::Ints(v),
            DataResult::Numbers(v) => Given::Numbers(v),
            DataResult::Texts(_) => panic!("no texts are promised"),
        };
        Answers { data, valid: gave.valid }
    }
}
