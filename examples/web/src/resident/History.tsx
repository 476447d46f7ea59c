import { useSession } from "../shared/session";
import type { TextKey } from "../shared/text";
import type { Event, EventType } from "../shared/ledger";

const HAPPENED: Readonly<Partial<Record<EventType, TextKey>>> = {
  "consent-requested": "happenedRequested",
  "consent-given": "happenedGiven",
  "consent-refused": "happenedRefused",
  "consent-narrowed": "happenedNarrowed",
  "consent-renewed": "happenedRenewed",
  "consent-withdrawn": "happenedWithdrawn",
  "consent-suspended": "happenedSuspended",
  "consent-resumed": "happenedResumed",
  "consent-invalidated": "happenedInvalidated",
};

/** What happened to a consent, the latest first. */
export function History({ consent }: { consent: string }) {
  const { ledger, say } = useSession();
  return (
    <section>
      <h2>{say("history")}</h2>
      <Happened events={ledger.about(consent)} />
    </section>
  );
}

/** Events of a consent in words; other events are left out. */
export function Happened({ events }: { events: readonly Event[] }) {
  const { ledger, words, say } = useSession();
  return (
    <ol className="history" reversed>
      {[...events].reverse().map((event) => {
        const happened = HAPPENED[event.type];
        if (happened === undefined) return null;
        return (
          <li key={event.id}>
            <span className="when">{words.moment(event.at)}</span>
            <span>
              {say(happened)}: {ledger.whoActed(event, words)}
              {words.scope(event.type === "consent-narrowed" ? event.scope : undefined).map((line) => (
                <span key={line}> · {line}</span>
              ))}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
