/** Where in the resident's page: the part of the address after `#/`. */

import { useSyncExternalStore } from "react";

export type Route =
  | { page: "home" }
  | { page: "consents" }
  | { page: "bars" }
  | { page: "log" }
  | { page: "receipts" }
  | { page: "consent"; consent: string }
  | { page: "request"; consent: string }
  | { page: "offer"; notice: string; version: number }
  | { page: "use"; use: UseKey }
  | { page: "object"; use: UseKey }
  | { page: "prohibit"; kind: string }
  | { page: "lift"; bar: string }
  | { page: "none" };

/** What makes a use one record. */
export interface UseKey {
  recipient: string;
  controller: string;
  purpose: string;
  basis: string;
}

export function hrefOf(route: Route): string {
  const parts: (string | number)[] = (() => {
    switch (route.page) {
      case "home":
        return [];
      case "consent":
      case "request":
        return [route.page, route.consent];
      case "offer":
        return [route.page, route.notice, route.version];
      case "use":
      case "object":
        return [route.page, route.use.recipient, route.use.controller, route.use.purpose, route.use.basis];
      case "prohibit":
        return [route.page, route.kind];
      case "lift":
        return [route.page, route.bar];
      default:
        return [route.page];
    }
  })();
  return `#/${parts.map((part) => encodeURIComponent(part)).join("/")}`;
}

const NONE: Route = { page: "none" };

export function routeOf(hash: string): Route {
  const parts = decoded(hash.replace(/^#\/?/, "").split("/"));
  if (parts === undefined) return NONE;
  const [page, a, b, c, d] = parts;
  switch (page) {
    case "":
      return { page: "home" };
    case "consents":
    case "bars":
    case "log":
    case "receipts":
      return { page };
    case "consent":
    case "request":
      return a === undefined ? NONE : { page, consent: a };
    case "offer":
      return a === undefined || b === undefined ? NONE : { page, notice: a, version: Number(b) };
    case "use":
    case "object":
      return a === undefined || b === undefined || c === undefined || d === undefined
        ? NONE
        : { page, use: { recipient: a, controller: b, purpose: c, basis: d } };
    case "prohibit":
      return a === undefined ? NONE : { page, kind: a };
    case "lift":
      return a === undefined ? NONE : { page, bar: a };
    default:
      return NONE;
  }
}

/** The parts of an address; nothing where it is none (`%E0` alone). */
function decoded(parts: readonly string[]): string[] | undefined {
  try {
    return parts.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}

let last = "#/";

/** The address of the page; a link to a place within it, such as the skip link, leaves it as it is. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => {
    if (/^(#\/|#?$)/.test(location.hash)) last = location.hash;
    return last;
  });
}

export function go(route: Route): void {
  location.hash = hrefOf(route);
}
