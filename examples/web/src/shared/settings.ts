/** What the visitor chose, the same for both pages. */

import { useSyncExternalStore } from "react";
import type { Lang } from "./wire";

export const LANGS: readonly Lang[] = ["fi", "sv", "en"];

const current = { lang: "fi", plain: "no", person: "demo-anna", acting: "demo-anna" };
type Settings = typeof current;
type Name = keyof Settings;
const NAMES = Object.keys(current) as Name[];

const listeners = new Set<() => void>();
const key = (name: Name) => `consent-example/${name}`;

function readKept(names: readonly Name[]): void {
  for (const name of names) current[name] = localStorage.getItem(key(name)) ?? current[name];
}

readKept(NAMES);

// The other page follows who is signed in; every page keeps the language it is read in.
addEventListener("storage", () => {
  readKept(NAMES.filter((name) => name !== "lang"));
  for (const listener of listeners) listener();
});

export function set(changes: Partial<Settings>): void {
  Object.assign(current, changes);
  for (const [name, value] of Object.entries(changes)) localStorage.setItem(key(name as Name), value);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSetting(name: Name): string {
  return useSyncExternalStore(subscribe, () => current[name]);
}

export function useLang(): Lang {
  const lang = useSetting("lang");
  return LANGS.find((known) => known === lang) ?? "fi";
}

/** `?lang=` wins over what was chosen before. */
export function readAddress(search: string): void {
  const lang = new URLSearchParams(search).get("lang");
  if (lang !== null) set({ lang });
}
