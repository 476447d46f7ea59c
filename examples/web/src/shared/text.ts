/** The words of the pages' own frame: buttons and titles. What is said about law, data and uses, the engine and the catalogue say. */

import CHILD from "./child.json";
import { fill, type Slots } from "./fill";
import TEXT from "./text.json";
import type { Lang } from "./wire";

export type TextKey = keyof typeof TEXT;

export type Say = (key: TextKey, slots?: Slots) => string;

export function text(key: TextKey, lang: Lang, slots?: Slots): string {
  return fill(TEXT[key][lang], slots);
}

/** What is said in place of a text to a guardian who acts for a child, where the text speaks of the person's own data. */
export function toGuardian(group: keyof typeof CHILD, key: string, lang: Lang): string | undefined {
  const texts: Readonly<Record<string, Readonly<Record<Lang, string>>>> = CHILD[group];
  return texts[key]?.[lang];
}
