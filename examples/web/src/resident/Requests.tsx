import { IconBell } from "hds-react";
import { useSession } from "../shared/session";
import { hrefOf } from "./route";
import { useWaiting } from "./waiting";

/** What waits for an answer, before everything else. */
export function Requests() {
  const { words, say } = useSession();
  const waiting = useWaiting();
  if (waiting.length === 0) return null;
  return (
    <section className="requests" aria-labelledby="requests">
      <h2 id="requests">
        <IconBell aria-hidden="true" /> {words.heading("requests-title")} ({waiting.length})
      </h2>
      <ul>
        {waiting.map(({ consent, notice, since, by }) => (
          <li key={consent}>
            <h3>{words.notice(notice)}</h3>
            <p>{by === undefined ? words.phrase("deny-guardians") : words.phrase("ask-who", { org: words.party(by) })}</p>
            <p>
              {words.heading("asked")}: {words.moment(since)}
            </p>
            <a className="action" href={hrefOf({ page: "request", consent })}>
              {say("answer")}
              <span className="hidden">: {words.notice(notice)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
