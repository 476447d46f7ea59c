import { imports, install, isReady, mistake } from "./module.js";

export * from "./api.js";

/** Where the module comes from: a place, a response, its bytes, or a compiled module. */
export type Source = URL | string | Request | Response | BufferSource | WebAssembly.Module | Promise<Response | BufferSource | WebAssembly.Module>;

let loading: Promise<void> | undefined;

/**
 * Loads the module; everything else needs it. Without a source it lies beside this file, where bundlers find it too. Called again it
 * waits for the same.
 */
export default function init(source?: Source): Promise<void> {
  loading ??= load(source ?? new URL("../consent_engine_bg.wasm", import.meta.url)).catch((cause: unknown) => {
    loading = undefined;
    throw mistake("module-unavailable", "expected the WebAssembly module, found none that can be loaded", cause);
  });
  return loading;
}

/** Loads a compiled module, or its bytes, at once: for workers and tests. */
export function initSync(source: BufferSource | WebAssembly.Module): void {
  if (isReady()) return;
  const module = source instanceof WebAssembly.Module ? source : new WebAssembly.Module(source);
  install(new WebAssembly.Instance(module, imports()));
}

async function load(source: Source): Promise<void> {
  if (isReady()) return;
  const given = await source;
  const found = typeof given === "string" || given instanceof URL || isRequest(given) ? await fetch(given) : given;
  install(found instanceof Response ? await streamed(found) : await instance(found));
}

function isRequest(given: unknown): given is Request {
  return typeof Request === "function" && given instanceof Request;
}

async function streamed(response: Response): Promise<WebAssembly.Instance> {
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  // A server that does not know the type gets the slower way.
  if (response.headers.get("Content-Type")?.startsWith("application/wasm") === true) {
    return (await WebAssembly.instantiateStreaming(response, imports())).instance;
  }
  return instance(await response.arrayBuffer());
}

async function instance(source: BufferSource | WebAssembly.Module): Promise<WebAssembly.Instance> {
  if (source instanceof WebAssembly.Module) return new WebAssembly.Instance(source, imports());
  return (await WebAssembly.instantiate(source, imports())).instance;
}
