"use strict";
var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __exportStar = (this && this.__exportStar) || function(m, exports) {
    for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.default = init;
exports.initSync = initSync;
const node_fs_1 = require("node:fs");
const node_path_1 = require("node:path");
const module_js_1 = require("./module.js");
__exportStar(require("./api.js"), exports);
(0, module_js_1.install)(new WebAssembly.Instance(new WebAssembly.Module((0, node_fs_1.readFileSync)((0, node_path_1.join)(__dirname, "../consent_engine_bg.wasm"))), (0, module_js_1.imports)()));
/** In Node the module is there at once; this is for code that runs in browsers, too. */
function init() {
    return Promise.resolve();
}
/** In Node the module is there at once; this is for code that runs in browsers, too. */
function initSync() { }
