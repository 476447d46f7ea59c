import { useSession } from "../shared/session";
import type { TextKey } from "../shared/text";
import type { EventType } from "../shared/ledger";

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
  const { ledger, words, say } = useSession();
  const events = ledger.about(consent);
  return (
    <section>
      <h2>{say("history")}</h2>
      <ol className="history" reversed>
        {events.toReversed().map((event) => {
          const happened = HAPPENED[event.type];
          return (
            <li key={event.id}>
              <span className="when">{words.moment(event.at)}</span>
              <span>
                {happened === undefined ? event.type : say(happened)}: {ledger.whoActed(event, words)}
                {words.scope(event.type === "consent-narrowed" ? event.scope : undefined).map((line) => (
                  <span key={line}> · {line}</span>
                ))}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
