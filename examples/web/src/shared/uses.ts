/** Uses of a person's data, as the engine's views list them. */

import type { BasisRef, Operation, ProposedUse, UseEntry } from "./wire";

export function idOf(basis: BasisRef): string {
  return "consent" in basis ? basis.consent : basis.legal_basis;
}

export function isConsent(use: UseEntry): boolean {
  return "consent" in use.basis.basis;
}

/** GDPR 21(1): who relies on a task or an interest can be objected to. */
export function mayObject(use: UseEntry): boolean {
  return use.basis.article === "6(1)(e)" || use.basis.article === "6(1)(f)";
}

/** Groups in the order in which they first come. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups];
}

interface Tree {
  data_categories: readonly { id: string; parents?: readonly string[] }[];
}

/** Everything below the categories that is not among them: a question about the categories alone leaves it out. */
export function below(catalogue: Tree, categories: readonly string[]): string[] {
  const found = new Set<string>();
  let next: readonly string[] = categories;
  while (next.length > 0) {
    next = catalogue.data_categories
      .filter((category) => !found.has(category.id) && (category.parents ?? []).some((parent) => next.includes(parent)))
      .map((category) => category.id);
    for (const category of next) found.add(category);
  }
  return [...found].filter((category) => !categories.includes(category)).sort();
}

/** The question whether a listed use is covered. */
export function questionOf(use: UseEntry, subject: string, at: string, catalogue: Tree): ProposedUse {
  const except = below(catalogue, use.data_categories);
  const [channel] = use.channels ?? [];
  return {
    subject,
    at,
    controller: use.controller,
    recipient: use.recipient,
    purpose: use.purpose,
    data_categories: use.data_categories,
    ...(except.length > 0 && { except }),
    operations: use.operations as Operation[],
    ...(use.cases !== undefined && { cases: use.cases }),
    ...(channel !== undefined && { channel }),
    ...(use.assertions !== undefined && { assertions: use.assertions }),
  };
}
