import { Button, ButtonVariant, RadioButton, SelectionGroup } from "hds-react";
import { type MouseEvent, useState } from "react";
import { Facts } from "../shared/Facts";
import { NoticeText } from "../shared/NoticeText";
import { useSession } from "../shared/session";
import { idOf } from "../shared/uses";
import type { ConsentEntry, ConsentStatus, Lang, UseEntry } from "../shared/wire";
import { useWriting } from "../shared/writing";
import type { Tell } from "./App";
import { Changes } from "./Changes";
import { usePreview } from "./give";
import { History } from "./History";
import { NotThere } from "./NotThere";
import { useOverview } from "./overview";
import { ReceiptButton } from "./ReceiptButton";
import { RecordedUses } from "./RecordedUses";
import { hrefOf } from "./route";
import { Status } from "./Status";
import { useWaiting } from "./waiting";
import { Why } from "./Why";

/** What can still be taken back. */
const OPEN: readonly ConsentStatus[] = ["active", "quorum-incomplete", "not-yet-valid", "suspended"];

/** A consent: who, what, why, from when until when, what was shown, what happened to it, and the way out. */
export function ConsentRecord({ consent, tell }: { consent: string; tell: Tell }) {
  const { say, words, ledger, plain } = useSession();
  const overview = useOverview();
  const waits = useWaiting().some((waiting) => waiting.consent === consent);
  const entry = overview.consents.find((candidate) => candidate.consent === consent);
  if (entry === undefined) return <NotThere />;
  const notice = entry.notice && ledger.notice(entry.notice);
  const uses = overview.uses.filter((use) => idOf(use.basis.basis) === consent);
  const given = ledger.given(consent);
  // What was given, else what was asked for; what neither names is as the notice has it.
  const scope = (given ?? ledger.askedFor(consent))?.scope;
  const controllers = scope?.controllers ?? notice?.controllers ?? [];
  const shownIn: Lang = given?.notice.language ?? words.lang;
  return (
    <>
      <p className="kicker">{words.heading("consent")}</p>
      <h1 tabIndex={-1}>{entry.notice === undefined ? consent : words.notice(entry.notice)}</h1>
      <Facts
        facts={[
          [words.heading("status"), <Status key="status" status={entry.status} />],
          [words.heading("service"), notice && words.parties(scope?.recipients ?? notice.recipients ?? controllers)],
          [words.heading("data"), words.categories(ledger.scopeOf(consent)).join(", ")],
          [words.heading("purpose"), notice?.purposes.map((id) => words.purpose(id)).join(", ")],
          [words.title("use-operations"), notice && words.operations(notice.operations)],
          [words.title("ask-from"), words.parties(controllers)],
          [words.heading("basis"), words.phrase("word-consent")],
          [words.heading("valid"), words.span(entry.from, entry.until)],
          [say("givenBy"), entry.given_by?.map((actor) => words.actor(actor)).join(", ")],
        ]}
      />
      {entry.status === "quorum-incomplete" && <p>{words.phrase("both")}</p>}
      {waits && (
        <a className="action" href={hrefOf({ page: "request", consent })}>
          {say("answer")}
        </a>
      )}
      {OPEN.includes(entry.status) && <Withdraw entry={entry} uses={uses} tell={tell} />}
      {uses.length > 0 && <Why uses={uses} />}
      {notice && (
        <section>
          <h2>{say("shown")}</h2>
          <NoticeText notice={notice} lang={shownIn} plain={plain} />
        </section>
      )}
      <History consent={consent} />
      <RecordedUses uses={overview.recorded_uses.filter(({ use }) => use.basis === consent)} />
      {given !== undefined && <ReceiptButton consent={consent} />}
    </>
  );
}

/** One step: the way out, with what it changes beside it. All of the data, or one group. */
function Withdraw({ entry, uses, tell }: { entry: ConsentEntry; uses: readonly UseEntry[]; tell: Tell }) {
  const { say, words, ledger, subject, actor, now } = useSession();
  const { write, failure } = useWriting();
  const required = (entry.notice && ledger.notice(entry.notice))?.data_categories.filter((c) => c.required === true) ?? [];
  const parts = ledger.scopeOf(entry.consent).filter((id) => required.every((category) => category.id !== id));
  const separable = parts.length + required.length > 1 && uses.length > 0 ? parts : [];
  const [part, setPart] = useState<string>();
  const about = { subject, by: actor, consent: entry.consent };
  const act =
    part === undefined
      ? { ...about, type: "consent-withdrawn" as const }
      : { ...about, type: "consent-narrowed" as const, scope: { data_categories: [part] } };
  const preview = usePreview(act);

  function withdraw({ detail }: MouseEvent) {
    // The second click of a double click would withdraw the rest of what the first has narrowed.
    if (detail > 1) return;
    const href = hrefOf({ page: "consent", consent: entry.consent });
    const date = words.day(new Date(now).toISOString());
    const said = part === undefined ? words.phrase("withdrawn", { date }) : say("narrowed", { data: words.category(part) });
    void write([act], () => {
      setPart(undefined);
      tell(said, href);
    });
  }

  return (
    <section className="withdraw" aria-labelledby="withdraw">
      <h2 id="withdraw">{words.phrase("withdraw")}</h2>
      {separable.length > 0 && (
        <SelectionGroup label={say("withdrawWhat")}>
          {[undefined, ...separable].map((id) => (
            <RadioButton
              key={id ?? ""}
              id={`part-${id ?? "all"}`}
              name="part"
              value={id ?? "all"}
              label={id === undefined ? say("everything") : say("only", { data: words.category(id) })}
              checked={part === id}
              onChange={() => setPart(id)}
            />
          ))}
        </SelectionGroup>
      )}
      <div aria-live="polite">{preview && <Changes preview={preview} />}</div>
      <p>
        {words.phrase("withdraw-effect")} {words.phrase("withdraw-keep")}
      </p>
      {failure}
      <Button variant={ButtonVariant.Primary} onClick={withdraw}>
        {words.phrase("withdraw")}
      </Button>
    </section>
  );
}
