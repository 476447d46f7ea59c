import { IconBell } from "hds-react";
import { nameOf } from "../shared/people";
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
        {waiting.map(({ consent, notice, since, by, givers }) => (
          <li key={consent}>
            <h3>{words.notice(notice)}</h3>
            {by !== undefined && <p>{words.phrase("ask-who", { org: words.party(by) })}</p>}
            <p>
              {by === undefined ? say("happenedGiven") : words.heading("asked")}: {words.moment(since)}
            </p>
            {givers.length > 0 && <p>{say("othersGave", { names: givers.map(nameOf).join(", ") })}</p>}
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
