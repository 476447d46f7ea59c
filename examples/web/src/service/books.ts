/** The library's own side: books by topic, and what the customer's data says about topics. Made up, save the books. */

import type { Lang } from "../shared/wire";

type Topic = "islands" | "nature" | "helsinki" | "war" | "fantasy" | "childhood";

export interface Book {
  author: string;
  titles: Readonly<Record<Lang, string>>;
  topics: readonly Topic[];
}

const SHELF: readonly Book[] = [
  { author: "Tove Jansson", titles: { fi: "Kesäkirja", sv: "Sommarboken", en: "The Summer Book" }, topics: ["islands", "childhood", "nature"] },
  { author: "Tove Jansson", titles: { fi: "Taikatalvi", sv: "Trollvinter", en: "Moominland Midwinter" }, topics: ["fantasy", "childhood"] },
  { author: "Arto Paasilinna", titles: { fi: "Jäniksen vuosi", sv: "Harens år", en: "The Year of the Hare" }, topics: ["nature"] },
  { author: "Kjell Westö", titles: { fi: "Missä kuljimme kerran", sv: "Där vi en gång gått", en: "Where Once We Walked" }, topics: ["helsinki", "war"] },
  { author: "Väinö Linna", titles: { fi: "Tuntematon sotilas", sv: "Okänd soldat", en: "Unknown Soldiers" }, topics: ["war"] },
  {
    author: "Johanna Sinisalo",
    titles: { fi: "Ennen päivänlaskua ei voi", sv: "Bara sedan solen sjunkit", en: "Not Before Sundown" },
    topics: ["fantasy", "helsinki"],
  },
];

/** What the library has about its customer, by data category: topics of loans, of the borrowing history, of interests. */
const KNOWN: Readonly<Record<string, readonly Topic[]>> = {
  "loans-and-reservations": ["islands", "nature"],
  "borrowing-history": ["helsinki", "war"],
  interests: ["fantasy"],
};

export interface Recommended {
  book: Book;
  /** The data that speaks for it. */
  because: readonly string[];
}

/** The books that the data speaks for, best first. Data that is not in the list is not looked at. */
export function recommend(categories: readonly string[]): Recommended[] {
  return SHELF.map((book) => ({
    book,
    because: categories.filter((category) => KNOWN[category]?.some((topic) => book.topics.includes(topic)) === true),
  }))
    .filter(({ because }) => because.length > 0)
    .sort((a, b) => b.because.length - a.because.length);
}

/** What everyone is shown, whoever they are. */
export const FOR_EVERYONE: readonly Book[] = SHELF.slice(0, 3);
