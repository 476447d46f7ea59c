import { IconBell } from "hds-react";
import { useSession } from "../shared/session";
import type { WaitingRequest } from "../shared/wire";
import { hrefOf } from "./route";

/** The requests that wait for an answer, before everything else. */
export function Requests({ requests }: { requests: readonly WaitingRequest[] }) {
  const { words, say, ledger } = useSession();
  if (requests.length === 0) return null;
  return (
    <section className="requests" aria-labelledby="requests">
      <h2 id="requests">
        <IconBell aria-hidden="true" /> {words.heading("requests-title")} ({requests.length})
      </h2>
      <ul>
        {requests.map((request) => {
          const who = ledger.askedBy(request.consent);
          return (
            <li key={request.consent}>
              <h3>{words.notice(request.notice)}</h3>
              <p>
                {who !== undefined && <>{words.phrase("ask-who", { org: words.party(who) })}. </>}
                {words.heading("asked")}: {words.moment(request.requested_at)}
              </p>
              <a className="action" href={hrefOf({ page: "request", consent: request.consent })}>
                {say("answer")}
                <span className="hidden">: {words.notice(request.notice)}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
