wasmtime::component::bindgen!({
    path: "../wit/v1",
    world: "metric-plugin",
    imports: { default: trappable },
    // Columns are lent to the guest, not copied first.
    ownership: Borrowing { duplicate_if_necessary: true },
});
