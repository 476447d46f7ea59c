import { useSession } from "../shared/session";
import { below } from "../shared/uses";
import type { BarEntry, BarKind, UseEntry } from "../shared/wire";
import { useOverview } from "./overview";

/** What is kept from a guardian concerns only those who have one. */
const hidesFromGuardian = (kind: BarKind | undefined) => kind?.over?.recipients?.includes("guardian") === true;

/** The prohibitions of the catalogue that its kinds let the one who acts make. */
export function useProhibitions(): BarKind[] {
  const { ledger, subject, actor, now } = useSession();
  const role = actor.role === "self" ? "person" : actor.role;
  return (ledger.catalogue.bar_kinds ?? [])
    .filter((kind) => kind.set_by?.some((setter) => setter === role))
    .filter((kind) => kind.from === undefined || Date.parse(kind.from) <= now)
    .filter((kind) => !hidesFromGuardian(kind) || ledger.hasGuardian(subject, now));
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

/** The bars that the one who acts may see: what a child keeps from a guardian, the guardian is not told. */
export function useBars(): BarEntry[] {
  const { ledger, actor } = useSession();
  const { bars } = useOverview();
  if (actor.role === "self") return bars;
  return bars.filter((bar) => !hidesFromGuardian(ledger.catalogue.bar_kinds?.find(({ id }) => id === bar.kind)));
}
