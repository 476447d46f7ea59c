import { useMemo } from "react";
import { useSession } from "../shared/session";
import { questionOf } from "../shared/uses";
import type { UseEntry } from "../shared/wire";

/** The engine's own words for why the uses are allowed. */
export function Why({ uses }: { uses: readonly UseEntry[] }) {
  const { ledger, lang, plain, subject, now, say, words } = useSession();
  const explained = useMemo(() => {
    const at = new Date(now).toISOString();
    return uses.map((use) =>
      ledger.engine
        .explain(questionOf(use, subject, at, ledger.catalogue), { audience: "citizen", lang, plain })
        .paragraphs.map(({ text }) => text),
    );
  }, [uses, ledger, lang, plain, subject, now]);
  const summaryOf = (use: UseEntry | undefined) =>
    use &&
    `${words.purpose(use.purpose)} (${words.operations(use.operations)}): ${words.categories(use.data_categories).join(", ")}${
      use.controller === use.recipient ? "" : `, ${words.heading("from", { source: words.party(use.controller) })}`
    }`;
  return (
    <section>
      <h2>{say("why")}</h2>
      {explained.map((lines, place) => (
        <details key={lines.join("\n")} open={place === 0 && uses.length === 1}>
          <summary>
            {summaryOf(uses[place])}
          </summary>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </details>
      ))}
    </section>
  );
}
