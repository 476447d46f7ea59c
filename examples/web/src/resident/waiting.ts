import { useSession } from "../shared/session";
import type { Instant, NoticeVersion } from "../shared/wire";
import { useOverview } from "./overview";

/** What waits for the answer of the one who acts. */
export interface Waiting {
  consent: string;
  notice: NoticeVersion;
  /** When it was asked, or given by another guardian unasked. */
  since: Instant;
  /** Who asks; nobody where another guardian has given unasked. */
  by: string | undefined;
  /** The guardians who have given already. */
  givers: readonly string[];
}

/** Requests, and consents that another guardian has given; not what this person has answered. */
export function useWaiting(): Waiting[] {
  const { ledger, actor } = useSession();
  const { requests, consents } = useOverview();
  const asked = requests.map(({ consent, notice, requested_at }) => ({ consent, notice, since: requested_at }));
  const begun = consents.flatMap(({ consent, notice, status }) => {
    const [first] = ledger.about(consent);
    return status === "quorum-incomplete" && notice && first ? [{ consent, notice, since: first.at }] : [];
  });
  return [...asked, ...begun.filter(({ consent }) => asked.every((request) => request.consent !== consent))]
    .map((waiting) => ({ ...waiting, by: ledger.askedFor(waiting.consent)?.by, givers: ledger.givers(waiting.consent) }))
    .filter(({ givers }) => actor.id === undefined || !givers.includes(actor.id));
}
