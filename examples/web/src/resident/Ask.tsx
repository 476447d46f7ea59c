import { Button, ButtonVariant, Checkbox, Notification, SelectionGroup } from "hds-react";
import { type FormEvent, useId, useRef, useState } from "react";
import { Facts } from "../shared/Facts";
import { NoticeText, noticeWords } from "../shared/NoticeText";
import { useSession } from "../shared/session";
import type { Notice, NoticeVersion, Scope } from "../shared/wire";
import { useWriting } from "../shared/writing";
import type { Tell } from "./App";
import { Changes } from "./Changes";
import { type Choice, givenAct, shownIn, usePreview } from "./give";
import { NotThere } from "./NotThere";
import { go, hrefOf } from "./route";

/** A request, or a consent that another guardian has given already: it waits for this person's answer. */
export function Request({ consent, tell }: { consent: string; tell: Tell }) {
  const { ledger } = useSession();
  const asked = ledger.askedFor(consent);
  const notice = asked && ledger.notice(asked.notice);
  if (asked === undefined || notice === undefined) return <NotThere />;
  return <Give consent={consent} notice={notice} asked={asked.scope} askedBy={asked.by} tell={tell} />;
}

/** A text that the person may answer without being asked. */
export function Offer({ notice: version, tell }: { notice: NoticeVersion; tell: Tell }) {
  const { ledger } = useSession();
  const [consent] = useState(() => `${version.id}-${crypto.randomUUID().slice(0, 8)}`);
  const notice = ledger.notice(version);
  if (notice === undefined) return <NotThere />;
  return <Give consent={consent} notice={notice} tell={tell} />;
}

interface GiveProps {
  consent: string;
  notice: Notice;
  /** What was asked for, when somebody asked. */
  asked?: Scope | undefined;
  askedBy?: string | undefined;
  tell: Tell;
}

/** The text, the choices, and the two answers side by side. Nothing is ticked beforehand. */
function Give({ consent, notice, asked, askedBy, tell }: GiveProps) {
  const session = useSession();
  const { say, words, lang, plain, actor, subject, ledger } = session;
  const { write, failure } = useWriting();
  const within = (ids: readonly string[], limit: readonly string[] | undefined) => ids.filter((id) => limit?.includes(id) ?? true);
  const categories = within(notice.data_categories.map(({ id }) => id), asked?.data_categories);
  const required = notice.data_categories.filter((category) => category.required === true).map(({ id }) => id);
  const optional = categories.filter((id) => !required.includes(id));
  const recipients = within(notice.recipients ?? [], asked?.recipients);
  const controllers = within(notice.controllers, asked?.controllers);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [missing, setMissing] = useState(false);
  const choices = useRef<HTMLDivElement>(null);
  const errorId = useId();
  const choice: Choice = { consent, notice, categories: [...required, ...chosen], asked };
  const complete = choice.categories.length > 0;
  const shown = shownIn(notice, lang);
  const free = words.phrase(plain ? "easy-free" : "ask-free");
  // Most texts say themselves that one may decline, and what follows from it.
  const [mayDecline = free] = free.split(/(?<=\.) /);
  const saysItself = noticeWords(notice, shown, plain).includes(mayDecline);
  const byHand = notice.form === "written" || notice.form === "explicit-written";
  const strong = notice.min_assurance === "high";

  function give(event: FormEvent) {
    event.preventDefault();
    if (!complete) {
      setMissing(true);
      choices.current?.querySelector("input")?.focus();
      return;
    }
    void write([givenAct(choice, session)], () => {
      tell(words.phrase("given"), hrefOf({ page: "consent", consent }));
      go({ page: "consent", consent });
    });
  }

  function decline() {
    // A text that nobody asked about leaves nothing to refuse.
    if (ledger.about(consent).length === 0) {
      tell(say("nothingChanged"), hrefOf({ page: "consents" }));
      go({ page: "consents" });
      return;
    }
    void write([{ type: "consent-refused", subject, by: actor, consent }], () => {
      tell(say("declined"), hrefOf({ page: "home" }));
      go({ page: "home" });
    });
  }

  return (
    <form onSubmit={give} noValidate>
      <p className="kicker">{words.phrase("ask-title")}</p>
      <h1 tabIndex={-1}>{words.notice(notice)}</h1>
      <Facts
        facts={[
          [words.title("ask-who"), askedBy && words.party(askedBy)],
          [words.heading("service"), words.parties(recipients.length > 0 ? recipients : controllers)],
          [words.heading("purpose"), notice.purposes.map((id) => words.purpose(id)).join(", ")],
          [words.title("ask-from"), words.parties(controllers)],
          [words.title("use-operations"), words.operations(notice.operations)],
        ]}
      />
      <NoticeText notice={notice} lang={shown} plain={plain} />
      {notice.activation === "all-guardians" && actor.role === "guardian" && <p>{words.phrase("both")}</p>}
      {notice.form === "explicit" && (
        <p>{words.phrase(notice.meets.includes("special-category") ? "deny-explicit" : "deny-explicit-other")}</p>
      )}
      <h2>{words.heading("data")}</h2>
      {required.length > 0 && (
        <div className="required">
          <ul>
            {required.map((id) => (
              <li key={id}>{words.category(id)}</li>
            ))}
          </ul>
          <p>{words.phrase("ask-required")}</p>
        </div>
      )}
      {optional.length > 0 && (
        <div ref={choices}>
          <SelectionGroup
            label={`${words.heading("purpose")}: ${notice.purposes.map((id) => words.purpose(id)).join(", ")}`}
            helperText={words.phrase("ask-optional")}
            {...(missing && { errorText: say("chooseSome") })}
          >
            {optional.map((id) => (
              <Checkbox
                key={id}
                id={`data-${id}`}
                label={words.category(id)}
                checked={chosen.includes(id)}
                {...(missing && { "aria-describedby": errorId, "aria-invalid": true })}
                onChange={(event) => {
                  setMissing(false);
                  setChosen(event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id));
                }}
              />
            ))}
          </SelectionGroup>
        </div>
      )}
      {!byHand && !strong && <Begins choice={choice} />}
      <p id={errorId} className="hidden" role="alert">
        {missing && say("chooseSome")}
      </p>
      {failure}
      {byHand && <Notification type="alert" label={words.phrase("deny-written")} />}
      {strong && <Notification type="alert" label={words.phrase("deny-loa")} />}
      {!saysItself && <p>{free}</p>}
      <div className="answers">
        <Button type="submit" variant={ButtonVariant.Primary} disabled={byHand || strong}>
          {words.phrase("give")}
        </Button>
        <Button type="button" variant={ButtonVariant.Primary} onClick={decline}>
          {words.phrase("decline")}
        </Button>
      </div>
    </form>
  );
}

/** What would begin, as the boxes are ticked; nothing before every guardian has given what all must give. */
function Begins({ choice }: { choice: Choice }) {
  const session = useSession();
  const { ledger, subject, actor, now, say } = session;
  const preview = usePreview(choice.categories.length === 0 ? undefined : givenAct(choice, session));
  const others = ledger.guardiansOf(subject, now).filter((guardian) => guardian !== actor.id);
  const given = ledger.givers(choice.consent);
  const waits = actor.role === "guardian" && choice.notice.activation === "all-guardians" && !others.every((id) => given.includes(id));
  return (
    <section aria-live="polite" className="preview">
      {preview !== undefined && (
        <>
          <h2>{say("ifGiven")}</h2>
          {waits ? <p data-testid="waits">{say("waitsForOther")}</p> : <Changes preview={preview} />}
        </>
      )}
    </section>
  );
}
