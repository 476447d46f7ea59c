/** What the browser keeps: the entries of the ledger and the keeper's key. Both pages, in any number of tabs, share it. */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";

const NAME = "consent-example";

interface Schema extends DBSchema {
  entries: { key: number; value: string };
  keeper: { key: string; value: string };
}

/** The ledger as it is kept. */
export interface Kept {
  /** One entry a line, by position. */
  entries: string[];
  /** The key that signs checkpoints and receipts, and the one that verifies them. In a city they are the city's. */
  secret: string;
  public: string;
}

let database: Promise<IDBPDatabase<Schema>> | undefined;

function open(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>(NAME, 1, {
    upgrade(made) {
      made.createObjectStore("entries");
      made.createObjectStore("keeper");
    },
  });
  return database;
}

const channel = new BroadcastChannel(NAME);

/** One writer at a time, whatever the tab. */
export function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(NAME, work) as Promise<T>;
}

/** Reads everything; nothing before the first visit. */
export async function read(): Promise<Kept | undefined> {
  const reading = (await open()).transaction(["entries", "keeper"]);
  const [entries, secret, key] = await Promise.all([
    reading.objectStore("entries").getAll(),
    reading.objectStore("keeper").get("secret"),
    reading.objectStore("keeper").get("public"),
  ]);
  return secret === undefined || key === undefined ? undefined : { entries, secret, public: key };
}

/** Begins anew. */
export async function replace(kept: Kept): Promise<void> {
  const writing = (await open()).transaction(["entries", "keeper"], "readwrite");
  const [entries, keeper] = [writing.objectStore("entries"), writing.objectStore("keeper")];
  await Promise.all([
    entries.clear(),
    ...kept.entries.map((entry, position) => entries.put(entry, position)),
    keeper.put(kept.secret, "secret"),
    keeper.put(kept.public, "public"),
    writing.done,
  ]);
  channel.postMessage(null);
}

/** Adds entries from a position on. */
export async function append(from: number, added: string[]): Promise<void> {
  const writing = (await open()).transaction("entries", "readwrite");
  // `add` fails where an entry stands already: nothing is ever overwritten.
  await Promise.all([...added.map((entry, place) => writing.store.add(entry, from + place)), writing.done]);
  channel.postMessage(null);
}

/** Calls back when another tab wrote. */
export function onChange(call: () => void): () => void {
  channel.addEventListener("message", call);
  return () => channel.removeEventListener("message", call);
}
