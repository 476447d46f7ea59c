import { useSession } from "../shared/session";
import type { BasisRef, Overview } from "../shared/wire";
import { ConsentLink } from "./ConsentLink";

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
        <li key={JSON.stringify([at, use])}>
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
            {words.heading("basis")}: <Basis basis={ledger.basisOf(use.basis)} />
          </p>
        </li>
      ))}
    </ul>
  );
}

/** What a use rests on: which consent, or which row of the law. */
function Basis({ basis }: { basis: BasisRef }) {
  const { words } = useSession();
  if (!("consent" in basis)) return <>{words.basisRef(basis)}</>;
  return (
    <>
      {words.basisRef(basis)}: <ConsentLink consent={basis.consent} />
    </>
  );
}
