/** What the browser keeps: the ledger and its keeper's key. Both pages, in any number of tabs, share it. */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";

const NAME = "consent-example";

interface Schema extends DBSchema {
  ledger: { key: "kept"; value: Kept };
}

/** The ledger as it is kept. */
export interface Kept {
  /** As the engine exports it: catalogue and entries, one a line. */
  ledger: string;
  /** The key that signs checkpoints and receipts, and the one that verifies them. In a city they are the city's. */
  secret: string;
  public: string;
}

let database: Promise<IDBPDatabase<Schema>> | undefined;

function open(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>(NAME, 1, {
    upgrade(made) {
      made.createObjectStore("ledger");
    },
  });
  return database;
}

const channel = new BroadcastChannel(NAME);

/** One writer at a time, whatever the tab. */
export function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(NAME, work) as Promise<T>;
}

/** Reads it; nothing before the first visit. */
export async function read(): Promise<Kept | undefined> {
  return (await open()).get("ledger", "kept");
}

/** Writes it, and tells the other tabs. */
export async function write(kept: Kept): Promise<void> {
  await (await open()).put("ledger", kept, "kept");
  channel.postMessage(null);
}

/** Forgets it, and tells the other tabs. */
export async function forget(): Promise<void> {
  await (await open()).delete("ledger", "kept");
  channel.postMessage(null);
}

/** Calls back when another tab wrote. */
export function onChange(call: () => void): () => void {
  channel.addEventListener("message", call);
  return () => channel.removeEventListener("message", call);
}
