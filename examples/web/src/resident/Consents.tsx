import { useMemo } from "react";
import { Facts } from "../shared/Facts";
import { useSession } from "../shared/session";
import type { AskEntry } from "../shared/wire";
import { canTake } from "./give";
import { useOverview } from "./overview";
import { hrefOf } from "./route";
import { Status } from "./Status";

/** Every consent with how it stands, and what the person may give besides. */
export function Consents() {
  const { say, words } = useSession();
  const { consents } = useOverview();
  const offers = useOffers();
  return (
    <>
      <h1 tabIndex={-1}>{words.heading("consents-title")}</h1>
      {consents.length === 0 ? (
        <p>{words.phrase("no-permissions")}</p>
      ) : (
        <ul className="cards">
          {consents.map((entry) => (
            <li key={entry.consent} className="card">
              <h2>
                <a href={hrefOf({ page: "consent", consent: entry.consent })}>
                  {entry.notice === undefined ? entry.consent : words.notice(entry.notice)}
                </a>
              </h2>
              <Facts
                facts={[
                  [words.heading("status"), <Status key="status" status={entry.status} />],
                  [words.heading("valid"), words.span(entry.from, entry.until)],
                ]}
              />
            </li>
          ))}
        </ul>
      )}
      <h2>{say("mayGive")}</h2>
      <p>{say("mayGiveLead")}</p>
      <ul className="offers">
        {offers.map(({ notice }) => (
          <li key={`${notice.id} ${notice.version}`}>
            <a href={hrefOf({ page: "offer", notice: notice.id, version: notice.version })}>{words.notice(notice)}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What services may ask this person, and the person (or who acts for them) may give on this page. */
function useOffers(): AskEntry[] {
  const { ledger, subject, now, actor } = useSession();
  return useMemo(() => {
    const notices = ledger.catalogue.notices ?? [];
    const services = new Set(notices.flatMap((notice) => [...notice.controllers, ...(notice.recipients ?? [])]));
    const found = new Map<string, AskEntry>();
    for (const service of services) {
      for (const entry of ledger.engine.needs(service, subject, now).ask) found.set(entry.notice.id, entry);
    }
    return [...found.values()].filter((entry) => {
      const notice = ledger.notice(entry.notice);
      // A guardian gives only what lets guardians give. What else the engine's door asks for, it says when it is given.
      return notice !== undefined && canTake(notice) && (actor.role === "self" || notice.activation !== "subject");
    });
  }, [ledger, subject, now, actor.role]);
}
