// Made from the types of the engine by `cargo xtask wasm types`; don't edit it.
export {};
