/** What the visitor chose, the same for both pages. */

import { useSyncExternalStore } from "react";
import type { Lang } from "./wire";

export const LANGS: readonly Lang[] = ["fi", "sv", "en"];

const defaults = { lang: "fi", plain: "no", person: "demo-anna", acting: "demo-anna" };
type Settings = typeof defaults;
type Name = keyof Settings;

const listeners = new Set<() => void>();
const key = (name: Name) => `consent-example/${name}`;

function get(name: Name): string {
  return localStorage.getItem(key(name)) ?? defaults[name];
}

export function set(changes: Partial<Settings>): void {
  for (const [name, value] of Object.entries(changes)) localStorage.setItem(key(name as Name), value);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

export function useSetting(name: Name): string {
  return useSyncExternalStore(subscribe, () => get(name));
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
