import { Button, ButtonVariant, FileInput, IconDownload, Notification } from "hds-react";
import { useState } from "react";
import { codeOf } from "../shared/ledger";
import { useSession } from "../shared/session";
import type { VerifiedReceipt } from "../shared/wire";
import { ConsentLink } from "./ConsentLink";
import { Happened } from "./History";
import { useOverview } from "./overview";
import { download } from "./download";

/** What came of looking at a receipt. */
type Checked = { good: VerifiedReceipt } | { bad: Flaw };

/** What is not as it should be: the document is none, or what it says is not proven. */
type Flaw = "receiptNone" | "receiptBad";

function flawOf(code: string): Flaw {
  return code.startsWith("json-") || code === "receipt-other" ? "receiptNone" : "receiptBad";
}

/** Receipts to verify, the key to verify them with, and the person's own events to take along. */
export function Receipts() {
  const { ledger, say, words, lang, subject, actor } = useSession();
  const given = useOverview().consents.filter(({ consent }) => ledger.given(consent) !== undefined);
  const [checked, setChecked] = useState<Checked>();

  async function check(files: File[]) {
    const [file] = files;
    if (file === undefined) {
      setChecked(undefined);
      return;
    }
    const text = await file.text();
    try {
      setChecked({ good: ledger.verify(text) });
    } catch (refused) {
      setChecked({ bad: flawOf(codeOf(refused)) });
    }
  }

  return (
    <>
      <h1 tabIndex={-1}>{say("navReceipts")}</h1>
      <p>{say("receiptsLead")}</p>
      <ul className="offers">
        {given.map(({ consent }) => (
          <li key={consent}>
            <ConsentLink consent={consent} />
          </li>
        ))}
      </ul>
      <h2>{say("verify")}</h2>
      <FileInput
        id="receipt"
        language={lang}
        label={say("receiptFile")}
        accept=".json"
        helperText={say("verifyLead")}
        onChange={(files) => void check(files)}
      />
      <div aria-live="polite" data-testid="checked">
        {checked !== undefined && "good" in checked && (
          <Notification
            type="success"
            label={words.heading("receipt-good", {
              origin: checked.good.checkpoint.origin,
              size: String(checked.good.checkpoint.size),
            })}
          >
            <p>{checked.good.catalogue_compared && words.heading("receipt-words")}</p>
            <Happened events={checked.good.records.map(({ event }) => event)} />
          </Notification>
        )}
        {checked !== undefined && "bad" in checked && (
          <Notification type="error" label={say(checked.bad)}>
            {say(`${checked.bad}Advice`)}
          </Notification>
        )}
      </div>
      <p className="key">
        {say("publicKey")}: <code>{ledger.publicKey}</code>
      </p>
      <h2>{say("export")}</h2>
      <p>{say("exportLead")}</p>
      <Button
        variant={ButtonVariant.Secondary}
        iconStart={<IconDownload />}
        onClick={() => download("events.jsonl", "application/jsonl", ledger.eventsOf(subject, actor))}
      >
        {say("exportButton")}
      </Button>
    </>
  );
}
