export { ConsentError } from "./error.js";
export { Engine, } from "./engine.js";
export { Query } from "./query.js";
export { check, newKey, verifyCheckpoint, verifyGrowth, verifyProof, verifyReceipt, version, words } from "./functions.js";
export { memoryBytes } from "./module.js";
