import { Button, ButtonVariant, IconCheckCircleFill, IconMinusCircle, Notification, StatusLabel } from "hds-react";
import { useEffect, useMemo, useState } from "react";
import { Lines } from "../shared/Facts";
import { Page } from "../shared/Page";
import { nameOf } from "../shared/people";
import { type Act, useSession } from "../shared/session";
import type { AskEntry } from "../shared/wire";
import { useWriting } from "../shared/writing";
import { type Book, FOR_EVERYONE, recommend, type Recommended } from "./books";
import { ask, CATEGORIES, LIBRARY, NOTICE, PURPOSE, stops, type Told } from "./desk";

const residentPage = (hash: string) => `./index.html${location.search}${hash}`;

export function App() {
  const { ledger, words, say, lang, person, now } = useSession();
  const told = useMemo(() => ask(ledger, person, now, lang), [ledger, person, now, lang]);
  const title = words.party(LIBRARY);
  useEffect(() => {
    document.title = `${say("recommendations")} – ${title}`;
  }, [say, title]);
  return (
    <Page
      title={title}
      links={[
        { href: "#/", label: say("recommendations"), active: true },
        { href: residentPage("#/"), label: say("title"), active: false },
      ]}
    >
      <h1 tabIndex={-1}>{say("greeting", { name: nameOf(person) })}</h1>
      <p className="lead">{words.notice({ id: NOTICE, version: 1 })}</p>
      <Stops />
      <div className="columns">
        {/* Another person, other data or another basis: what was worked out before is gone. */}
        <Recommendations key={JSON.stringify([person, told.onBases])} told={told} />
        <aside>
          <Permission told={told} />
          <ByLaw told={told} />
          <WhatIsTold told={told} />
        </aside>
      </div>
    </Page>
  );
}

/** Books for this customer from the data that may be used; without any, books for everyone. */
function Recommendations({ told }: { told: Told }) {
  const { words, say, person } = useSession();
  const { write, failure } = useWriting();
  const [recommended, setRecommended] = useState<readonly Recommended[]>();
  const usable = told.usable.length > 0;

  function recommendNow() {
    // Whoever uses data says so first, in the log that the person sees: every time, and for every basis.
    const uses = told.onBases.map((onBasis) => ({
      type: "use-recorded" as const,
      subject: person,
      by: { role: "controller" as const, id: LIBRARY },
      use: { controller: LIBRARY, recipient: LIBRARY, purpose: PURPOSE, ...onBasis },
    }));
    void write(uses, () => setRecommended(recommend(told.usable)));
  }

  return (
    <section aria-labelledby="books">
      <h2 id="books">{say(usable ? "forYou" : "forEveryone")}</h2>
      {usable ? (
        <>
          <p>{words.phrase("data", { groups: words.categories(told.usable).join(", ") })}</p>
          <div aria-live="polite">
            {recommended && (
              <ul className="books" data-testid="recommended">
                {recommended.map(({ book, because }) => (
                  <li key={book.titles.fi}>
                    <Title book={book} />
                    <span className="because">{say("because", { data: words.categories(because).join(", ") })}</span>
                  </li>
                ))}
              </ul>
            )}
          </div>
          {failure}
          <Button variant={ButtonVariant.Primary} onClick={recommendNow}>
            {say("recommendNow")}
          </Button>
        </>
      ) : (
        <>
          <p>{say("withoutData")}</p>
          <ul className="books">
            {FOR_EVERYONE.map((book) => (
              <li key={book.titles.fi}>
                <Title book={book} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Title({ book }: { book: Book }) {
  const { lang } = useSession();
  return (
    <span>
      <cite>{book.titles[lang]}</cite> {book.author}
    </span>
  );
}

/** What the library lacks and may ask, or what waits. */
function Permission({ told }: { told: Told }) {
  const { words, say, person } = useSession();
  const { write, failure } = useWriting();
  const { ask: entry, pending } = told;

  function send({ notice, required, optional }: AskEntry) {
    const request: Act = {
      type: "consent-requested",
      subject: person,
      by: { role: "controller", id: LIBRARY },
      consent: `${NOTICE}-${crypto.randomUUID().slice(0, 8)}`,
      notice,
      scope: { data_categories: [...required, ...optional].sort() },
    };
    void write([request], () => undefined);
  }

  return (
    <section className="panel" aria-labelledby="permission">
      <h2 id="permission">{say("permission")}</h2>
      <ul className="groups-state">
        {CATEGORIES.map((category) => {
          const usable = told.usable.includes(category);
          return (
            <li key={category} data-usable={usable}>
              {usable ? <IconCheckCircleFill aria-hidden="true" /> : <IconMinusCircle aria-hidden="true" />}
              <span>
                <strong>{words.category(category)}</strong>
                <br />
                {words.phrase(usable ? "covered-use" : "deny-neutral-use")}
              </span>
            </li>
          );
        })}
      </ul>
      <div aria-live="polite">
        {pending !== undefined && (
          <div data-testid="pending">
            <StatusLabel type="alert">{words.status("requested")}</StatusLabel>
            <p>
              {words.heading("asked")}: {words.moment(pending.requested_at)}
            </p>
            <a className="action" href={residentPage(`#/request/${encodeURIComponent(pending.consent)}`)}>
              {say("answerThere")}
            </a>
          </div>
        )}
        {entry !== undefined && pending === undefined && (
          <div data-testid="ask" data-asked={[...entry.required, ...entry.optional].join(" ")}>
            <h3>{words.heading("ask-title")}</h3>
            <p>
              {words.notice(entry.notice)}: {words.categories([...entry.required, ...entry.optional]).join(", ")}
            </p>
            {failure}
            <Button variant={ButtonVariant.Secondary} onClick={() => send(entry)}>
              {say("sendRequest")}
            </Button>
          </div>
        )}
        {entry === undefined && pending === undefined && <p data-testid="nothing">{say("nothingToAsk")}</p>}
      </div>
    </section>
  );
}

/** What the library does under the law: no consent is asked for it. */
function ByLaw({ told }: { told: Told }) {
  const { words } = useSession();
  if (told.byLaw.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="law">
      <h2 id="law">{words.heading("do-not-ask-title")}</h2>
      <ul className="lines">
        {told.byLaw.map((use) => (
          <li key={JSON.stringify(use)}>
            <strong>{words.purpose(use.purpose)}</strong>: {words.categories(use.data_categories).join(", ")}
            <br />
            {words.law(use.basis.basis) ?? words.basis(use.basis)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The answer as it came: the same whatever the person did. */
function WhatIsTold({ told }: { told: Told }) {
  const { say } = useSession();
  return (
    <details className="told">
      <summary>{say("whatIsTold")}</summary>
      {told.words.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {/* A box that scrolls can be reached by the keyboard. */}
      <pre tabIndex={0} data-testid="told" aria-label={say("whatIsTold")}>
        {JSON.stringify(told.answer, undefined, 1)}
      </pre>
    </details>
  );
}

interface Looked {
  size: number;
  at: number;
}

/** What must stop since the library last looked, with what has to be done. It does not say why. */
function Stops() {
  const { ledger, words, say, person, now } = useSession();
  const [looked, setLooked] = useLooked(ledger.size(), now);
  const list = useMemo(
    () => (looked.size > ledger.size() ? [] : stops(ledger, person, looked.size, looked.at, now)),
    [ledger, person, looked, now],
  );
  // Nothing to stop: what holds now is what the next look is compared with.
  const size = ledger.size();
  useEffect(() => {
    if (list.length === 0 && looked.size !== size) setLooked({ size, at: now });
  }, [list, looked.size, size, now, setLooked]);
  if (list.length === 0) return null;
  return (
    <div role="alert" data-testid="stops">
      <Notification type="alert" label={words.heading("stop-list-title", { org: words.party(LIBRARY), date: words.moment(now) })}>
        <ul className="lines">
          {list.map((stop) => (
            <li key={JSON.stringify(stop)}>
              <strong>{words.purpose(stop.purpose)}</strong>: {words.categories(stop.data_categories).join(", ")}
              <Lines lines={(stop.obligations ?? []).map((id) => words.term(id))} />
            </li>
          ))}
        </ul>
        <Button variant={ButtonVariant.Secondary} onClick={() => setLooked({ size: ledger.size(), at: now })}>
          {say("stopped")}
        </Button>
      </Notification>
    </div>
  );
}

/** How far the library has looked; kept, so that nothing is missed between two visits. */
function useLooked(size: number, at: number): [Looked, (looked: Looked) => void] {
  const [looked, setLooked] = useState((): Looked => {
    const kept = localStorage.getItem("consent-example/looked");
    return kept === null ? { size, at } : (JSON.parse(kept) as Looked);
  });
  useEffect(() => localStorage.setItem("consent-example/looked", JSON.stringify(looked)), [looked]);
  return [looked, setLooked];
}
