import { useMemo } from "react";
import { eventOf, useSession } from "../shared/session";
import { groupBy } from "../shared/uses";
import type { AskEntry, ConsentStatus } from "../shared/wire";
import { concerns, dealingsOf } from "./dealings";
import { canTake, givenAct } from "./give";
import { useOverview } from "./overview";

/** What stands or waits is not offered again. */
const STANDS: readonly ConsentStatus[] = ["active", "requested", "quorum-incomplete", "not-yet-valid", "suspended"];

/** A text that a person may answer without being asked. */
type Offer = Pick<AskEntry, "notice">;

/** What can be given on this page, by the service that would use the data; services and texts in the order of their names. */
export function useOffers(): [service: string, Offer[]][] {
  const session = useSession();
  const { consents } = useOverview();
  return useMemo(() => {
    const { ledger, words, subject, now, lang } = session;
    const { engine, catalogue } = ledger;
    const dealings = dealingsOf(subject, ledger.events(), now);
    const stands = consents.filter(({ status }) => STANDS.includes(status)).map(({ notice }) => notice?.id);
    const notices = (catalogue.notices ?? []).filter((notice) => canTake(notice) && !stands.includes(notice.id));
    const services = new Set(notices.flatMap(({ controllers, recipients }) => recipients ?? controllers));
    const asks = [...services].flatMap((service) => engine.needs(service, subject, now).ask);
    const suitable = notices.flatMap((notice) => {
      const isOn = (ask: AskEntry) => ask.notice.id === notice.id && ask.notice.version === notice.version;
      const ask = asks.find((ask) => isOn(ask) && concerns(dealings, ask, notice, catalogue));
      if (ask === undefined) return [];
      const categories = notice.data_categories.map(({ id }) => id);
      return [{ ask, given: eventOf(givenAct({ consent: `${notice.id}-offer`, notice, categories }, session), now) }];
    });
    // Whether the one who acts may give them, the engine's door says.
    const mayGive = ledger.wouldRecord(suitable.map(({ given }) => given));
    const offers = suitable.filter((_, place) => mayGive[place]).map(({ ask }) => ask);
    const byName = (a: string, b: string) => a.localeCompare(b, lang);
    return groupBy(offers, ({ recipient, controller }) => words.party(recipient ?? controller))
      .map(([service, texts]): [string, Offer[]] => [
        service,
        texts.sort((a, b) => byName(words.notice(a.notice), words.notice(b.notice))),
      ])
      .sort(([a], [b]) => byName(a, b));
  }, [session, consents]);
}
