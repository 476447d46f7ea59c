/** The ledger of the demonstration: the engine, what it was made from, and what the pages look up in it. */

import init, { Engine, newKey, verifyReceipt } from "consent-engine/web";
import type { Demo } from "./demo";
import type { Kept } from "./kept";
import type {
  Actor,
  BasisRef,
  Catalogue,
  Lang,
  LedgerEvent,
  LedgerRecord,
  Notice,
  NoticeVersion,
  Overview,
  Scope,
  UseEntry,
  VerifiedReceipt,
} from "./wire";
import type { Words } from "./words";
import { nameOf } from "./people";

export type { Demo };
export type Event = LedgerEvent;
export type EventType = Event["type"];

/** Who keeps the ledger, and signs it. */
const KEEPER = "four-cities.example/demonstration";
/** The party that issues receipts. */
const PUBLISHER = "helsinki";
/** The catalogue's party for whoever is a person's guardian. */
const GUARDIAN = "guardian";

type Given = Extract<Event, { type: "consent-given" }>;

/** What is asked for on a text, by whom. */
export interface Asked {
  notice: NoticeVersion;
  scope: Scope | undefined;
  by: string | undefined;
}

export class Ledger {
  readonly engine: Engine;
  readonly catalogue: Catalogue;
  readonly publicKey: string;
  readonly #demo: Demo;
  readonly #secret: string;
  /** How many events there were before the visitor came. */
  readonly #seed: number;
  #events: Event[] | undefined;
  #overview: { asked: string; found: Overview } | undefined;

  constructor(engine: Engine, demo: Demo, key: { secret: string; public: string }) {
    this.engine = engine;
    this.catalogue = JSON.parse(demo.catalogue) as Catalogue;
    this.#demo = demo;
    this.#secret = key.secret;
    this.publicKey = key.public;
    this.#seed = demo.events.split("\n").filter((line) => line.trim() !== "").length;
  }

  size(): number {
    return this.engine.size;
  }

  kept(): Kept {
    return { ledger: this.engine.exportLedger(), secret: this.#secret, public: this.publicKey };
  }

  record(event: Event): void {
    this.#events = undefined;
    this.#overview = undefined;
    this.engine.record(event, Date.parse(event.at));
  }

  /** Which of the events the engine's door would let in: it is asked on a copy. */
  wouldRecord(events: readonly Event[]): boolean[] {
    const copy = Engine.open(this.engine.exportLedger());
    try {
      return events.map((event) => isRecorded(copy, event));
    } finally {
      copy.free();
    }
  }

  /** What the engine says about a person's data; kept, as every part of a page asks for it. */
  overview(subject: string, now: number): Overview {
    const asked = `${now} ${subject}`;
    if (this.#overview?.asked !== asked) this.#overview = { asked, found: this.engine.overview(subject, now) };
    return this.#overview.found;
  }

  /** Every event, as it was recorded. */
  events(): readonly Event[] {
    this.#events ??= this.engine.records().map(eventOf);
    return this.#events;
  }

  /** When the visitor last did something. */
  lastAct(): number | undefined {
    const own = this.events().slice(this.#seed);
    return own.length === 0 ? undefined : Math.max(...own.map((event) => Date.parse(event.at)));
  }

  /** The events about a person that the one who acts may see, one a line. */
  eventsOf(subject: string, actor: Actor): string {
    const about = this.events().filter((event) => "subject" in event && event.subject === subject);
    const kept = about.filter((event) => event.type === "bar-set" && !this.showsBar(event.kind, actor)).map(({ id }) => id);
    const shown = about.filter((event) => !kept.includes(barOf(event)));
    return shown.map((event) => `${JSON.stringify(event)}\n`).join("");
  }

  /** Whether prohibitions of a kind are kept from guardians: then they concern only those who have one. */
  isKeptFromGuardians(kind: string): boolean {
    const row = this.catalogue.bar_kinds?.find(({ id }) => id === kind);
    return row?.over?.recipients?.includes(GUARDIAN) === true;
  }

  /** Whether the one who acts may see a prohibition: what a child keeps from a guardian, the guardian is not told. */
  showsBar(kind: string, actor: Actor): boolean {
    return actor.role === "self" || !this.isKeptFromGuardians(kind);
  }

  /** Whether the one who acts is shown a use. That a guardian gets data is not shown to guardians: its end would tell what the child did. */
  showsUse({ recipient }: Pick<UseEntry, "recipient">, actor: Actor): boolean {
    return actor.role === "self" || recipient !== GUARDIAN;
  }

  /** The children that a person acts for. Who may act in the end, the engine's door says. */
  childrenOf(person: string, now: number): string[] {
    const children = this.#guardianships(now).filter(({ guardian }) => guardian === person);
    return children.map(({ child }) => child).sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  }

  guardiansOf(person: string, now: number): string[] {
    return this.#guardianships(now).flatMap(({ child, guardian }) => (child === person ? [guardian] : []));
  }

  #guardianships(now: number): { child: string; guardian: string }[] {
    let all: { child: string; guardian: string }[] = [];
    for (const event of this.events()) {
      if (Date.parse(event.at) > now) continue;
      if (event.type === "representation-started" && event.capacity === "guardian") {
        all.push({ child: event.subject, guardian: event.representative });
      }
      if (event.type === "representation-ended") {
        all = all.filter(({ child, guardian }) => child !== event.subject || guardian !== event.representative);
      }
    }
    return all;
  }

  notice({ id, version }: NoticeVersion): Notice | undefined {
    return this.catalogue.notices?.find((notice) => notice.id === id && notice.version === version);
  }

  /** What happened to a consent, in order. */
  about(consent: string): Event[] {
    return this.events().filter((event) => "consent" in event && event.consent === consent);
  }

  /** The representatives who have given a consent. */
  givers(consent: string): string[] {
    return this.about(consent).flatMap(({ type, by }) => (type === "consent-given" && by.id !== undefined ? [by.id] : []));
  }

  /** The latest giving of a consent. */
  given(consent: string): Given | undefined {
    return this.about(consent).findLast((event): event is Given => event.type === "consent-given");
  }

  /** What is asked for with a consent: in a request, or by another who has given already. */
  askedFor(consent: string): Asked | undefined {
    const [first] = this.about(consent).filter((event) => event.type === "consent-requested" || event.type === "consent-given");
    if (first === undefined || !("notice" in first)) return undefined;
    const { id, version } = first.notice;
    return { notice: { id, version }, scope: first.scope, by: first.type === "consent-requested" ? first.by.id : undefined };
  }

  /** The data that a consent is about, less what was taken away. */
  scopeOf(consent: string): string[] {
    const events = this.about(consent);
    const given = this.given(consent);
    const asked = given ?? this.askedFor(consent);
    const notice = asked && this.notice(asked.notice);
    const all = asked?.scope?.data_categories ?? notice?.data_categories.map(({ id }) => id) ?? [];
    const gone = events.flatMap((event) => (event.type === "consent-narrowed" ? (event.scope.data_categories ?? []) : []));
    return all.filter((category) => !gone.includes(category));
  }

  /** What a recorded use names as its basis. */
  basisOf(id: string): BasisRef {
    return this.catalogue.legal_bases?.some((row) => row.id === id) === true ? { legal_basis: id } : { consent: id };
  }

  /** Who did something: a person by name, a party by its label, the role besides. */
  whoActed({ by }: { by: Actor }, words: Words): string {
    if (by.id === undefined) return words.actor(by);
    const person = by.role === "guardian" || by.role === "mandate" || by.role === "legal-guardian";
    return `${person ? nameOf(by.id) : words.party(by.id)} (${words.actor(by)})`;
  }

  /** The receipt for a consent, with the proofs that the ledger has every event of it. */
  receipt(consent: string, subject: string, language: Lang, now: number): string {
    const checkpoint = this.engine.checkpoint(this.#secret);
    const request = {
      consent,
      subject,
      id: `urn:uuid:${crypto.randomUUID()}`,
      created: new Date(now).toISOString(),
      language,
      publisher: PUBLISHER,
    };
    return JSON.stringify(this.engine.receipt(request, checkpoint, this.#secret));
  }

  /** Looks at a receipt with the keeper's public key and the published catalogue; throws when it is not genuine. */
  verify(receipt: string): VerifiedReceipt {
    return verifyReceipt(receipt, this.publicKey, this.#demo.catalogue);
  }
}

function isRecorded(engine: Engine, event: Event): boolean {
  try {
    engine.record(event, Date.parse(event.at));
    return true;
  } catch {
    return false;
  }
}

/** The bar that an event sets, ends or erases; of any other event its own id. */
function barOf(event: Event): string {
  if ("bar" in event) return event.bar;
  return event.type === "event-erased" ? event.event : event.id;
}

/** A record without what the ledger added. */
function eventOf({ event }: LedgerRecord): Event {
  return event;
}

/** A ledger with what happened before the visitor came, and a key of its own. */
export function fresh(demo: Demo): Ledger {
  const engine = new Engine({ ledger: true });
  engine.addCatalogue(demo.catalogue);
  engine.recordAll(demo.events);
  return new Ledger(engine, demo, newKey(KEEPER));
}

/** The ledger that the browser kept: every entry is checked against the tree that they make. */
export function reopen(demo: Demo, kept: Kept): Ledger {
  return new Ledger(Engine.open(kept.ledger), demo, kept);
}

/** Loads the module: once, before everything else. */
export function loadEngine(): Promise<void> {
  return init();
}

/** The code of the engine's error, or the name of what else went wrong. */
export function codeOf(error: unknown): string {
  if (error instanceof Error) return "code" in error && typeof error.code === "string" ? error.code : error.name;
  return String(error);
}
