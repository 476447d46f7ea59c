export * from "./api.js";
/** In Node the module is there at once; this is for code that runs in browsers, too. */
export default function init(): Promise<void>;
/** In Node the module is there at once; this is for code that runs in browsers, too. */
export declare function initSync(): void;
