import { Button, ButtonVariant, IconDownload } from "hds-react";
import { useSession } from "../shared/session";
import { download } from "./download";

/** The receipt for a consent: signed, to keep. */
export function ReceiptButton({ consent }: { consent: string }) {
  const { ledger, say, lang, subject, now } = useSession();
  return (
    <section>
      <h2>{say("receipt")}</h2>
      <p>{say("receiptLead")}</p>
      <Button
        variant={ButtonVariant.Secondary}
        iconStart={<IconDownload />}
        onClick={() => download(`${consent}.json`, "application/ld+json", ledger.receipt(consent, subject, lang, now))}
      >
        {say("downloadReceipt")}
      </Button>
    </section>
  );
}
