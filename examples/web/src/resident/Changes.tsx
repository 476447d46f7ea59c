import { useSession } from "../shared/session";
import { groupBy } from "../shared/uses";
import type { Basis, Preview } from "../shared/wire";

/** What a change and an unchanged use have in common. */
interface Shown {
  recipient: string;
  controller: string;
  purpose: string;
  data_categories: readonly string[];
}

/** What an act would change, before it is done: what stops, what begins, and what goes on all the same. */
export function Changes({ preview }: { preview: Preview }) {
  const { words } = useSession();
  const { stops, starts, continues, unchanged } = preview;
  const concerned = new Set([...stops, ...starts, ...continues].map((change) => change.recipient));
  const beside = unchanged.filter((use) => concerned.has(use.recipient));
  if (stops.length + starts.length + continues.length === 0) return <p>{words.heading("no-change")}</p>;
  return (
    <div className="changes">
      <Block title={words.heading("stops-title")} kind="stops" uses={stops} />
      <Block title={words.heading("starts-title")} kind="starts" uses={starts} />
      <Block title={words.heading("continues-title")} kind="continues" uses={continues} basis={(change) => change.after} />
      <Block title={words.heading("unchanged-title")} kind="unchanged" uses={beside} basis={(use) => use.basis} />
    </div>
  );
}

function Block<T extends Shown>(props: { title: string; kind: string; uses: readonly T[]; basis?: (use: T) => Basis | undefined }) {
  const { words } = useSession();
  const { title, kind, uses, basis } = props;
  if (uses.length === 0) return null;
  const rows = groupBy(uses, (use) => {
    const rests = basis?.(use);
    return JSON.stringify([use.recipient, use.purpose, rests?.basis]);
  });
  return (
    <section className={`block ${kind}`} data-testid={kind}>
      <h3>{title}</h3>
      <ul>
        {rows.map(([key, [first, ...rest]]) => {
          if (first === undefined) return null;
          const rests = basis?.(first);
          const law = rests && words.law(rests.basis);
          const data = [...new Set([first, ...rest].flatMap((use) => use.data_categories))];
          return (
            <li key={key}>
              <strong>{words.party(first.recipient)}</strong>: {words.purpose(first.purpose)}
              <br />
              {words.phrase("data", { groups: words.categories(data).join(", ") })}
              {rests && (
                <>
                  <br />
                  {words.heading("basis")}: {words.basis(rests)}
                  {law !== undefined && ` (${law})`}
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
