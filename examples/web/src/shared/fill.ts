export type Slots = Readonly<Record<string, string>>;

/** Puts names into the slots of a text; they are never inflected. */
export function fill(text: string, slots: Slots = {}): string {
  return text.replace(/\{(\w+)\}/g, (slot, name: string) => slots[name] ?? slot);
}
