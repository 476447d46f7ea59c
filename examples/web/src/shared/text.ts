/** The words of the pages' own frame: buttons and titles. What is said about law, data and uses, the engine and the catalogue say. */

import { fill, type Slots } from "./fill";
import TEXT from "./text.json";
import type { Lang } from "./wire";

export type TextKey = keyof typeof TEXT;

export type Say = (key: TextKey, slots?: Slots) => string;

export function text(key: TextKey, lang: Lang, slots?: Slots): string {
  return fill(TEXT[key][lang], slots);
}
