"use strict";
// Made from the types of the engine by `cargo xtask wasm types`; don't edit it.
Object.defineProperty(exports, "__esModule", { value: true });
