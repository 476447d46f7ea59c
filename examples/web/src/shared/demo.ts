/** The demonstration: a catalogue, and what happened to its residents before the visitor came. */

import catalogueUrl from "../../../data/catalogue.json?url";
import publicationsUrl from "../../../data/publications.jsonl?url";
import residentsUrl from "../../../data/residents.jsonl?url";
import familyUrl from "../../data/residents.jsonl?url";

export interface Demo {
  /** The published catalogue, as it is. */
  catalogue: string;
  /** Events, one a line. */
  events: string;
}

async function fetched(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`expected ${url} to be there, found ${answer.status}`);
  return answer.text();
}

export async function fetchDemo(): Promise<Demo> {
  const [catalogue, ...events] = await Promise.all([catalogueUrl, publicationsUrl, residentsUrl, familyUrl].map(fetched));
  return { catalogue: catalogue ?? "", events: events.join("") };
}
