"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.ConsentError = void 0;
/**
 * What went wrong, with a stable `code`. An error is never an answer: treat the use as not covered, and so every code that you don't
 * know. A use that is not covered is no error, but an answer.
 */
class ConsentError extends Error {
    name = "ConsentError";
    code;
    pointer;
    position;
    line;
    column;
    findings;
    /** Of `recordAll`: how many events were recorded before the one that was refused. */
    accepted;
    constructor(details, options) {
        super(details.message, options?.cause === undefined ? undefined : { cause: options.cause });
        this.code = details.code;
        if (details.pointer !== undefined)
            this.pointer = details.pointer;
        if (details.position !== undefined)
            this.position = details.position;
        if (details.line !== undefined)
            this.line = details.line;
        if (details.column !== undefined)
            this.column = details.column;
        if (details.findings !== undefined)
            this.findings = details.findings;
        if (options?.accepted !== undefined)
            this.accepted = options.accepted;
    }
}
exports.ConsentError = ConsentError;
