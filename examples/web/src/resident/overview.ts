import { useMemo } from "react";
import { useSession } from "../shared/session";
import type { Overview } from "../shared/wire";

/** What the engine says about the person's data, now, to the one who acts. */
export function useOverview(): Overview {
  const { ledger, subject, actor, now } = useSession();
  return useMemo(() => {
    const overview = ledger.overview(subject, now);
    return { ...overview, uses: overview.uses.filter((use) => ledger.showsUse(use, actor)) };
  }, [ledger, subject, actor, now]);
}
