import { Facts } from "../shared/Facts";
import { capital } from "../shared/fill";
import { useSession } from "../shared/session";
import { useOffers } from "./offers";
import { useOverview } from "./overview";
import { hrefOf } from "./route";
import { Status } from "./Status";

/** Every consent with how it stands, and what the person may give besides. */
export function Consents() {
  const { say, words, lang } = useSession();
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
      {offers.length > 0 && (
        <>
          <h2>{say("mayGive")}</h2>
          <p>{say("mayGiveLead")}</p>
        </>
      )}
      {offers.map(([service, texts]) => (
        <section key={service}>
          <h3>{capital(service, lang)}</h3>
          <ul className="offers">
            {texts.map(({ notice }) => (
              <li key={notice.id}>
                <a href={hrefOf({ page: "offer", notice: notice.id, version: notice.version })}>{words.notice(notice)}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
