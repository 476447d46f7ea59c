import { readFileSync } from "node:fs";
import { imports, install } from "./module.js";
export * from "./api.js";
install(new WebAssembly.Instance(new WebAssembly.Module(readFileSync(new URL("../consent_engine_bg.wasm", import.meta.url))), imports()));
/** In Node the module is there at once; this is for code that runs in browsers, too. */
export default function init() {
    return Promise.resolve();
}
/** In Node the module is there at once; this is for code that runs in browsers, too. */
export function initSync() { }
