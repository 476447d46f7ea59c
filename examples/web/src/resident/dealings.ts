/** Which organisations concern a person, by what the ledger says about them: where they live, and with whom they have a relationship. */

import type { Event } from "../shared/ledger";
import type { AskEntry, Catalogue, Notice } from "../shared/wire";

export interface Dealings {
  home: string | undefined;
  relationships: readonly string[];
}

export function dealingsOf(person: string, events: readonly Event[], now: number): Dealings {
  let home: string | undefined;
  let relationships: string[] = [];
  for (const event of events) {
    if (!("subject" in event) || event.subject !== person || Date.parse(event.at) > now) continue;
    if (event.type === "attribute-set") home = event.home_municipality ?? home;
    if (event.type === "relationship-started") relationships.push(event.with);
    if (event.type === "relationship-ended") relationships = relationships.filter((party) => party !== event.with);
  }
  return { home, relationships };
}

/** Whether a text concerns the person with both its ends. One that names several parties is about passing data from one to another. */
export function concerns({ home, relationships }: Dealings, entry: AskEntry, notice: Notice, catalogue: Catalogue): boolean {
  const parties = new Map(catalogue.parties.map((party) => [party.id, party]));
  /** A party, and what it is part of. */
  const wholes = (id: string): string[] => {
    const whole = parties.get(id)?.part_of;
    return whole === undefined ? [id] : [id, ...wholes(whole)];
  };
  const organisation = (id: string) => wholes(id).find((whole) => parties.get(whole)?.legal_person === true) ?? id;
  /** A service whose rows of the law ask for a relationship concerns those who have one; any other, everybody in its municipality. */
  const hasClients = (id: string) =>
    catalogue.legal_bases?.some(({ controller, recipients, when }) =>
      when?.some(
        (condition) =>
          "relationship" in condition &&
          (condition.relationship.with === "controller" ? controller === id : recipients?.includes(id) === true),
      ),
    ) === true;
  const concerned = (id: string) => {
    const up = wholes(id);
    if (parties.get(id)?.kind === "person") return true;
    if (relationships.some((party) => up.includes(party) || wholes(party).includes(id))) return true;
    return home !== undefined && up.includes(home) && !up.slice(0, up.indexOf(home)).some(hasClients);
  };
  const { controller, recipient = controller } = entry;
  const named = [...notice.controllers, ...(notice.recipients ?? [])];
  const several = (ids: readonly string[]) => new Set(ids).size > 1;
  const passes = several(named.map(organisation))
    ? organisation(controller) !== organisation(recipient)
    : !several(named) || controller !== recipient;
  return concerned(controller) && concerned(recipient) && passes;
}
