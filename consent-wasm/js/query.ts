/// <reference lib="esnext.disposable" preserve="true" />
import { ConsentError, type ErrorDetails } from "./error.js";
import * as glue from "./consent_engine_bg.js";
import { bytes, call, expectUsable, failed, millis, mistake, text, type Moment } from "./module.js";
import type { BasisKind, Outcome, ReasonCode } from "./wire.js";

/** What each answer of a query has besides outcome and basis; both take time. */
export interface QueryOptions {
  /** The first reason of what is not covered. */
  readonly reason?: boolean;
  /** Until when the answer holds. */
  readonly horizon?: boolean;
}

/** The small answer. */
export interface Brief {
  /** True when everything is covered: the only *yes*. */
  readonly covered: boolean;
  /** Whether the use is covered, or a part of it. Treat a word that you don't know as *not covered*. */
  readonly outcome: Outcome;
  /** What governs what is covered; absent: nothing is. */
  readonly basis?: BasisKind;
  /** Why the first requirement that nothing meets is not met; absent: everything is covered, or it was not asked for. */
  readonly reason?: ReasonCode;
  /** The first instant at which the answer would differ, in milliseconds since 1970 UTC, or `Infinity`; absent: it was not asked for. */
  readonly holds_until?: number;
  /** How many events of the ledger it rests on. */
  readonly position: number;
}

interface Codes {
  /** The room for a key in the module, in bytes. */
  readonly longest_key: number;
  readonly outcomes: readonly Outcome[];
  readonly bases: readonly BasisKind[];
  readonly reasons: readonly ReasonCode[];
}

let codes: Codes | undefined;

/** A use made ready: its names looked up, its requirements raised. Made by `Engine.prepare`. */
export class Query {
  #raw: glue.Query | undefined;
  readonly #horizon: boolean;
  /** Whether an answer may have more than outcome and basis. */
  readonly #more: boolean;
  readonly #codes: Codes;
  /** Where the module finds a key that was written into its memory. */
  readonly #key: number;

  private constructor(raw: glue.Query, reason: boolean, horizon: boolean) {
    if (!(raw instanceof glue.Query)) throw mistake("argument-type", "expected a query of `Engine.prepare`, found one made without it");
    this.#raw = raw;
    this.#horizon = horizon;
    this.#more = reason || horizon;
    codes ??= JSON.parse(call(() => glue.codes())) as Codes;
    this.#codes = codes;
    this.#key = call(() => raw.key());
  }

  /** @internal */
  static of(raw: glue.Query, reason: boolean, horizon: boolean): Query {
    return new Query(raw, reason, horizon);
  }

  get #query(): glue.Query {
    if (this.#raw === undefined) throw mistake("handle-freed", "expected a query, found one that was freed");
    return this.#raw;
  }

  /** Whether the use is covered for a person at an instant. */
  decide(subject: string, at: Moment): Brief {
    const instant = typeof at === "number" ? at : millis(at, "`at`");
    const query = this.#query;
    const said = asked(query, this.#key, this.#codes.longest_key, subject, instant);
    if (said !== said) throw failure(query);
    // Whole numbers below 2 to the 53rd: the lowest bits are those of the number.
    const digits = said & 4095;
    const position = (said - digits) / 4096;
    const outcome = this.#codes.outcomes[digits & 3] ?? "not-covered";
    const covered = outcome === "covered";
    const basis = this.#codes.bases[((digits >> 2) & 7) - 1];
    // In one piece where nothing else was asked for: what is added to an object later makes it slow.
    if (!this.#more) return basis === undefined ? { covered, outcome, position } : { covered, outcome, basis, position };
    const brief: Changing<Brief> = { covered, outcome, position };
    if (basis !== undefined) brief.basis = basis;
    const reason = this.#codes.reasons[(digits >> 5) - 1];
    if (reason !== undefined) brief.reason = reason;
    if (this.#horizon) brief.holds_until = call(() => query.holds_until());
    return brief;
  }

  /** Prepares the same use anew. Once a new version of the catalogue was published every answer is right without it, but slow. */
  refresh(): void {
    const query = this.#query;
    call(() => glue.refresh(query));
  }

  /** Frees the query; freed twice it stays freed. */
  free(): void {
    const raw = this.#raw;
    this.#raw = undefined;
    if (raw !== undefined) call(() => raw.free());
  }

  /** As `free`, for `using`. */
  [Symbol.dispose](): void {
    this.free();
  }
}

type Changing<T> = { -readonly [Member in keyof T]: T[Member] };

/** One number, without anything made on the way. */
function asked(query: glue.Query, key: number, room: number, subject: string, at: number): number {
  expectUsable();
  try {
    return isWritten(subject, key, room) ? query.decide_key(subject.length, at) : query.decide(text(subject, "`subject`"), at);
  } catch (thrown) {
    throw failed(thrown);
  }
}

/** Writes a subject into the room for it in the module's memory, if it is in ASCII and not too long: what nearly every key is. */
function isWritten(subject: string, key: number, room: number): boolean {
  if (typeof subject !== "string" || subject.length > room) return false;
  const memory = bytes();
  for (let at = 0; at < subject.length; at += 1) {
    const unit = subject.charCodeAt(at);
    if (unit > 127) return false;
    memory[key + at] = unit;
  }
  return true;
}

function failure(query: glue.Query): ConsentError {
  return new ConsentError(JSON.parse(call(() => glue.failure(query))) as ErrorDetails);
}
