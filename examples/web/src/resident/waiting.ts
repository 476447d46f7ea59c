import { useSession } from "../shared/session";
import type { Instant, NoticeVersion } from "../shared/wire";
import { useOverview } from "./overview";

/** What waits for the answer of the one who acts. */
export interface Waiting {
  consent: string;
  notice: NoticeVersion;
  /** Since when. */
  since: Instant;
  /** Who asks; nobody where another guardian has given already. */
  by: string | undefined;
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
    .filter(({ consent }) => !ledger.about(consent).some((event) => event.type === "consent-given" && event.by.id === actor.id))
    .map((waiting) => ({ ...waiting, by: ledger.askedFor(waiting.consent)?.by }));
}
