/** Who can sign in to the demonstration. The engine knows keys only; names are the host's. */

const NAMES: Readonly<Record<string, string>> = {
  "demo-anna": "Anna",
  "demo-mikko": "Mikko",
  "demo-venla": "Venla",
  "demo-eino": "Eino",
};

/** Adults who can sign in. */
export const RESIDENTS: readonly string[] = ["demo-anna", "demo-mikko"];

export function nameOf(key: string): string {
  return NAMES[key] ?? key;
}
