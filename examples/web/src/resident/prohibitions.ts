import { useSession } from "../shared/session";
import { below } from "../shared/uses";
import type { BarEntry, BarKind, UseEntry } from "../shared/wire";
import { useOverview } from "./overview";

/** The prohibitions of the catalogue that its kinds let the one who acts make. */
export function useProhibitions(): BarKind[] {
  const { ledger, subject, actor, now } = useSession();
  const role = actor.role === "self" ? "person" : actor.role;
  return (ledger.catalogue.bar_kinds ?? [])
    .filter((kind) => kind.set_by?.some((setter) => setter === role))
    .filter((kind) => kind.from === undefined || Date.parse(kind.from) <= now)
    .filter((kind) => !ledger.isKeptFromGuardians(kind.id) || ledger.guardiansOf(subject, now).length > 0);
}

/** The prohibitions that may concern a use: worth a link. What one would change, the preview says. */
export function useProhibitionsOver(use: UseEntry | undefined): BarKind[] {
  const { ledger } = useSession();
  const all = useProhibitions();
  if (use === undefined) return [];
  return all.filter(({ over, operations }) => {
    const data = over?.data_categories;
    const within = data && [...data, ...below(ledger.catalogue, data)];
    return (
      (over?.purposes?.includes(use.purpose) ?? true) &&
      (over?.controllers?.includes(use.controller) ?? true) &&
      (within === undefined || use.data_categories.some((category) => within.includes(category))) &&
      (operations === undefined || use.operations.some((operation) => operations.includes(operation)))
    );
  });
}

/** The bars that the one who acts may see. */
export function useBars(): BarEntry[] {
  const { ledger, actor } = useSession();
  const { bars } = useOverview();
  return bars.filter(({ kind }) => ledger.showsBar(kind, actor));
}
