import { useSession } from "../shared/session";
import type { Overview } from "../shared/wire";

/** When the data has been used, as the services recorded it. */
export function RecordedUses({ uses, level = 2 }: { uses: Overview["recorded_uses"]; level?: 2 | undefined }) {
  const { words, say, plain } = useSession();
  const Title = `h${level}` as const;
  return (
    <section>
      <Title>{words.heading("recorded-title")}</Title>
      {plain && <p className="easy">{words.phrase("easy-see")}</p>}
      <UseList uses={uses} none={say("noRecorded")} />
    </section>
  );
}

export function UseList({ uses, none }: { uses: Overview["recorded_uses"]; none: string }) {
  const { words, ledger } = useSession();
  if (uses.length === 0) return <p>{none}</p>;
  return (
    <ul className="log">
      {uses.map(({ at, use }) => (
        <li key={`${at} ${use.recipient} ${use.purpose}`}>
          <p className="when">{words.moment(at)}</p>
          <p>
            <strong>{words.party(use.recipient)}</strong>: {words.purpose(use.purpose)} ({words.operations(use.operations)})
          </p>
          <p>{words.phrase("data", { groups: words.categories(use.data_categories).join(", ") })}</p>
          {use.controller !== use.recipient && (
            <p>
              {words.title("ask-from")}: {words.party(use.controller)}
            </p>
          )}
          <p>
            {words.heading("basis")}: {words.basisRef(ledger.basisOf(use.basis))}
          </p>
        </li>
      ))}
    </ul>
  );
}
