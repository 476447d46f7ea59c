export type Slots = Readonly<Record<string, string>>;

/** With a capital letter, as a title begins. */
export function capital(text: string, lang: string): string {
  return text.charAt(0).toLocaleUpperCase(lang) + text.slice(1);
}

/** Puts names into the slots of a text; they are never inflected. */
export function fill(text: string, slots: Slots = {}): string {
  return text.replace(/\{(\w+)\}/g, (slot, name: string) => slots[name] ?? slot);
}
