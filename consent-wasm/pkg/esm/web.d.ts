export * from "./api.js";
/** Where the module comes from: a place, a response, its bytes, or a compiled module. */
export type Source = URL | string | Request | Response | BufferSource | WebAssembly.Module | Promise<Response | BufferSource | WebAssembly.Module>;
/**
 * Loads the module; everything else needs it. Without a source it lies beside this file, where bundlers find it too. Called again it
 * waits for the same.
 */
export default function init(source?: Source): Promise<void>;
/** Loads a compiled module, or its bytes, at once: for workers and tests. */
export declare function initSync(source: BufferSource | WebAssembly.Module): void;
