export { ConsentError, type ErrorDetails } from "./error.js";
export {
  Engine,
  type AsKnown,
  type EngineOptions,
  type ForAudience,
  type Labelled,
  type Style,
  type SubjectsOptions,
} from "./engine.js";
export { type Brief, type Query, type QueryOptions } from "./query.js";
export { check, newKey, verifyCheckpoint, verifyGrowth, verifyProof, verifyReceipt, version, words } from "./functions.js";
export { memoryBytes, type Moment } from "./module.js";
export type * from "./wire.js";
