import { Facts, Lines } from "../shared/Facts";
import { useSession } from "../shared/session";
import { idOf, mayObject } from "../shared/uses";
import type { UseEntry } from "../shared/wire";
import { NotThere } from "./NotThere";
import { useOverview } from "./overview";
import { useProhibitionsOver } from "./prohibitions";
import { RecordedUses } from "./RecordedUses";
import { hrefOf, type UseKey } from "./route";
import { Why } from "./Why";

/** The uses that make one record. */
export function usesAt(uses: readonly UseEntry[], place: UseKey): UseEntry[] {
  return uses.filter((use) => isAt(use, place) && idOf(use.basis.basis) === place.basis);
}

/** The same service, source and purpose. */
function isAt(use: Pick<UseEntry, "recipient" | "controller" | "purpose">, place: UseKey): boolean {
  return use.recipient === place.recipient && use.controller === place.controller && use.purpose === place.purpose;
}

/** A use that rests on a legal basis: who, what, why, on which law, how long, and what the person can do. */
export function UseRecord({ place }: { place: UseKey }) {
  const { say, words, ledger, lang, plain } = useSession();
  const overview = useOverview();
  const uses = usesAt(overview.uses, place);
  const [first] = uses;
  const prohibitions = useProhibitionsOver(first);
  if (first === undefined) return <NotThere />;
  const law = words.law(first.basis.basis);
  const { article } = first.basis;
  const basis = [words.basis(first.basis), law, article && `${words.article(article)} (GDPR ${article})`];
  const row = ledger.catalogue.legal_bases?.find(({ id }) => id === place.basis);
  const kept = row?.retention?.[lang];
  return (
    <>
      <p className="kicker">{words.party(place.recipient)}</p>
      <h1 tabIndex={-1}>{words.purpose(place.purpose)}</h1>
      <Facts
        facts={[
          [words.heading("service"), words.party(place.recipient)],
          [
            words.heading("data"),
            <Lines
              key="data"
              lines={uses.map((use) => `${words.categories(use.data_categories).join(", ")} (${words.operations(use.operations)})`)}
            />,
          ],
          [words.title("ask-from"), place.controller === place.recipient ? undefined : words.party(place.controller)],
          [say("limits"), words.limits(first).length > 0 ? <Lines lines={words.limits(first)} /> : undefined],
          [words.heading("basis"), <Lines key="basis" lines={basis.filter((line) => line !== undefined)} />],
          [words.heading("valid"), words.span(first.since, first.until)],
          [words.title("kept-for"), kept],
          [words.heading("can-stop"), words.canStop(first)],
        ]}
      />
      {first.basis.character === "duty" && <p>{plain ? words.phrase("easy-law") : words.phrase("law-info")}</p>}
      <ul className="actions">
        {mayObject(first) && (
          <li>
            <a className="action" href={hrefOf({ page: "object", use: place })}>
              {words.phrase("object")}
            </a>
          </li>
        )}
        {prohibitions.map((kind) => (
          <li key={kind.id}>
            <a className="action" href={hrefOf({ page: "prohibit", kind: kind.id })}>
              {words.phrase("prohibit")}: {words.barKind(kind.id)}
            </a>
          </li>
        ))}
      </ul>
      <Why uses={uses} />
      <RecordedUses
        uses={overview.recorded_uses.filter(
          ({ use }) => use.basis === place.basis && use.recipient === place.recipient && use.purpose === place.purpose,
        )}
      />
    </>
  );
}
