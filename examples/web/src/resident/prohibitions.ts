import { useMemo } from "react";
import type { Act } from "../shared/session";
import { useSession } from "../shared/session";
import type { BarEntry, BarKind, Preview, Scope } from "../shared/wire";
import { previewOf } from "./give";
import { useOverview } from "./overview";

/** A prohibition that the law lets this person make, and what it would change. */
export interface Prohibition {
  kind: BarKind;
  act: Act;
  preview: Preview;
}

/** What is kept from a guardian concerns only those who have one. */
const hidesFromGuardian = (kind: BarKind | undefined) => kind?.over?.recipients?.includes("guardian") === true;

/** The prohibitions of the catalogue that the one who acts may make: who may, the kind says; the rest the engine's door. */
export function useProhibitions(scope?: Scope): Prohibition[] {
  const { ledger, subject, actor, now } = useSession();
  return useMemo(() => {
    const role = actor.role === "self" ? "person" : actor.role;
    return (ledger.catalogue.bar_kinds ?? [])
      .filter((kind) => kind.set_by?.some((setter) => setter === role))
      .filter((kind) => !hidesFromGuardian(kind) || ledger.hasGuardian(subject, now))
      .flatMap((kind) => {
        const act = { type: "bar-set", subject, by: actor, kind: kind.id, scope: { ...kind.over, ...scope } } as Act;
        const preview = previewOf(ledger, act, now);
        return preview === undefined || notYet(kind, now) ? [] : [{ kind, act, preview }];
      });
    // Two sessions with the same ledger, actor and instant make the same prohibitions.
    // oxlint-disable-next-line exhaustive-deps
  }, [ledger, subject, actor.role, now, JSON.stringify(scope)]);
}

function notYet(kind: BarKind, now: number): boolean {
  return kind.from !== undefined && Date.parse(kind.from) > now;
}

/** The bars that the one who acts may see: what a child keeps from a guardian, the guardian is not told. */
export function useBars(): BarEntry[] {
  const { ledger, actor } = useSession();
  const { bars } = useOverview();
  if (actor.role === "self") return bars;
  return bars.filter((bar) => !hidesFromGuardian(ledger.catalogue.bar_kinds?.find(({ id }) => id === bar.kind)));
}
