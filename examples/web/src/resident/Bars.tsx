import { Button, ButtonVariant } from "hds-react";
import { Facts, Lines } from "../shared/Facts";
import { useSession } from "../shared/session";
import { groupBy, idOf, mayObject } from "../shared/uses";
import type { BarEntry, UseEntry } from "../shared/wire";
import type { Words } from "../shared/words";
import { useWriting } from "../shared/writing";
import type { Tell } from "./App";
import { Changes } from "./Changes";
import { ConsentLink } from "./ConsentLink";
import { usePreview } from "./give";
import { NotThere } from "./NotThere";
import { useOverview } from "./overview";
import { useBars, useProhibitions } from "./prohibitions";
import { go, hrefOf } from "./route";

/** The prohibitions and objections in force, and those that the person can make. */
export function Bars() {
  const { words, say, lang } = useSession();
  const { uses } = useOverview();
  const all = useBars();
  // What follows from a withdrawal is no prohibition that anybody made.
  const withdrawals = all.filter(({ kind }) => kind === "withdrawal");
  const bars = all.filter((bar) => !withdrawals.includes(bar));
  const prohibitions = useProhibitions();
  const objectable = groupBy(uses.filter(mayObject), (use) => nameOfUse(use, words)).sort(([a], [b]) => a.localeCompare(b, lang));
  return (
    <>
      <h1 tabIndex={-1}>{words.heading("bars-title")}</h1>
      {bars.length === 0 ? (
        <p>{say("noBars")}</p>
      ) : (
        <ul className="cards">
          {bars.map((bar) => (
            <li key={bar.id} className="card" data-bar={bar.kind}>
              <h2>{words.barKind(bar.kind)}</h2>
              <Facts
                facts={[
                  [words.heading("about"), bar.scope && <Lines key="about" lines={words.scope(bar.scope)} />],
                  [words.heading("valid"), words.span(bar.from, bar.until)],
                  [words.heading("set-by"), words.actor(bar.set_by)],
                  [words.heading("can-lift"), words.heading(bar.person_can_lift ? "yes" : "no")],
                ]}
              />
              {bar.person_can_lift && (
                <a className="action" href={hrefOf({ page: "lift", bar: bar.id })}>
                  {say("lift")}
                  <span className="hidden">: {words.barKind(bar.kind)}</span>
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      {prohibitions.length > 0 && (
        <>
          <h2>{words.phrase("prohibit")}</h2>
          <ul className="offers">
            {prohibitions.map((kind) => (
              <li key={kind.id}>
                <a href={hrefOf({ page: "prohibit", kind: kind.id })}>{words.barKind(kind.id)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {objectable.length > 0 && (
        <>
          <h2>{say("objectTitle")}</h2>
          <p>{say("objectLead")}</p>
          <ul className="offers">
            {objectable.map(([name, [use]]) => use && <Objectable key={name} name={name} use={use} />)}
          </ul>
        </>
      )}
      {withdrawals.length > 0 && (
        <>
          <h2>{say("withdrawals")}</h2>
          <ul className="offers">
            {withdrawals.map((bar) => (
              <Withdrawal key={bar.id} bar={bar} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** The consent whose withdrawal is the bar, and what follows from it. */
function Withdrawal({ bar }: { bar: BarEntry }) {
  const { ledger, words } = useSession();
  const event = ledger.events().find(({ id }) => id === bar.id);
  return (
    <li data-bar={bar.kind}>
      {event !== undefined && "consent" in event && (
        <>
          <ConsentLink consent={event.consent} />
          <br />
        </>
      )}
      {words.phrase("deny-basis-change", { date: words.day(bar.from) })}
    </li>
  );
}

/** Who uses data for what, and from where it comes. */
function nameOfUse({ recipient, controller, purpose }: UseEntry, words: Words): string {
  const source = controller === recipient ? "" : ` (${words.heading("from", { source: words.party(controller) })})`;
  return `${words.party(recipient)}: ${words.purpose(purpose)}${source}`;
}

function Objectable({ name, use }: { name: string; use: UseEntry }) {
  const { recipient, controller, purpose } = use;
  return (
    <li>
      <a href={hrefOf({ page: "object", use: { recipient, controller, purpose, basis: idOf(use.basis.basis) } })}>{name}</a>
    </li>
  );
}

/** A bar's end, with what may begin again beside it. */
export function Lift({ bar: id, tell }: { bar: string; tell: Tell }) {
  const { words, say, subject, actor } = useSession();
  const { write, failure } = useWriting();
  const bar = useBars().find((candidate) => candidate.id === id);
  const act = { type: "bar-lifted" as const, subject, by: actor, bar: id };
  const preview = usePreview(act);
  if (bar === undefined || !bar.person_can_lift) return <NotThere />;
  const kind = words.barKind(bar.kind);
  return (
    <>
      <p className="kicker">{say("lift")}</p>
      <h1 tabIndex={-1}>{kind}</h1>
      <Lines lines={words.scope(bar.scope)} />
      {preview && <Changes preview={preview} />}
      {failure}
      <Button
        variant={ButtonVariant.Primary}
        onClick={() =>
          void write([act], () => {
            tell(say("lifted"), hrefOf({ page: "bars" }));
            go({ page: "bars" });
          })
        }
      >
        {say("lift")}
      </Button>
    </>
  );
}
