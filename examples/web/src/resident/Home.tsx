import { IconAngleDown, IconAngleUp, RadioButton, SelectionGroup, useAccordion } from "hds-react";
import { useState } from "react";
import { Facts, Lines } from "../shared/Facts";
import { useSession } from "../shared/session";
import { capital } from "../shared/fill";
import { groupBy, idOf, isConsent, mayObject } from "../shared/uses";
import type { UseEntry } from "../shared/wire";
import { Requests } from "./Requests";
import { hrefOf } from "./route";
import { useOverview } from "./overview";

const PIVOTS = ["service", "data", "purpose", "basis"] as const;
type Pivot = (typeof PIVOTS)[number];

const FILTERS = ["all", "consent", "object", "law"] as const;
type Filter = (typeof FILTERS)[number];


function keeps(filter: Filter, use: UseEntry): boolean {
  switch (filter) {
    case "all":
      return true;
    case "consent":
      return isConsent(use);
    case "object":
      return mayObject(use);
    case "law":
      return !isConsent(use) && !mayObject(use);
  }
}

/** Who may use the person's data: by service, data, purpose and basis. */
export function Home() {
  const { say, words, plain, lang } = useSession();
  const overview = useOverview();
  const [pivot, setPivot] = useState<Pivot>("service");
  const [filter, setFilter] = useState<Filter>("all");
  const names: Readonly<Record<Filter, string>> = {
    all: say("filterAll"),
    consent: words.heading("consent"),
    object: words.title("stop-object"),
    law: say("filterLaw"),
  };
  const shown = overview.uses.filter((use) => keeps(filter, use));
  const groups = arranged(shown, pivot, words).sort(([a], [b]) => a.localeCompare(b, lang));
  return (
    <>
      <h1 tabIndex={-1}>{say("home")}</h1>
      <p className="lead">{say("lead")}</p>
      {plain && (
        <p className="easy">
          {words.phrase("easy-what")} {words.phrase("easy-undo")} {words.phrase("easy-law")}
        </p>
      )}
      <Requests />
      <h2>{words.heading("uses-title")}</h2>
      <p>{overview.uses.length === 0 ? words.heading("no-use") : words.heading("law-note")}</p>
      <div className="choices">
        <SelectionGroup label={say("arrangeBy")} direction="horizontal">
          {PIVOTS.map((choice) => (
            <RadioButton
              key={choice}
              id={`by-${choice}`}
              name="pivot"
              value={choice}
              label={words.heading(choice)}
              checked={choice === pivot}
              onChange={() => setPivot(choice)}
            />
          ))}
        </SelectionGroup>
        <SelectionGroup label={say("show")} direction="horizontal">
          {FILTERS.map((choice) => (
            <RadioButton
              key={choice}
              id={`show-${choice}`}
              name="filter"
              value={choice}
              label={`${names[choice]} (${overview.uses.filter((use) => keeps(choice, use)).length})`}
              checked={choice === filter}
              onChange={() => setFilter(choice)}
            />
          ))}
        </SelectionGroup>
      </div>
      <div className="groups">
        {groups.map(([name, uses]) => (
          <Group key={`${pivot} ${name}`} title={`${capital(name, lang)} (${uses.length})`} uses={uses} pivot={pivot} />
        ))}
      </div>
    </>
  );
}

/** Uses under what they are arranged by; they are there when it is opened. */
function Group({ title, uses, pivot }: { title: string; uses: readonly UseEntry[]; pivot: Pivot }) {
  const { isOpen, buttonProps, contentProps } = useAccordion({ initiallyOpen: false });
  return (
    <section className="group">
      <h3>
        <button type="button" {...buttonProps}>
          {title}
          {isOpen ? <IconAngleUp aria-hidden="true" /> : <IconAngleDown aria-hidden="true" />}
        </button>
      </h3>
      <div {...contentProps}>
        {isOpen && (
          <ul className="cards">
            {uses.map((use) => (
              <li key={JSON.stringify(use)}>
                <Card use={use} pivot={pivot} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function arranged(uses: readonly UseEntry[], pivot: Pivot, words: ReturnType<typeof useSession>["words"]): [string, UseEntry[]][] {
  switch (pivot) {
    case "service":
      return groupBy(uses, (use) => words.party(use.recipient));
    case "purpose":
      return groupBy(uses, (use) => words.purpose(use.purpose));
    case "basis":
      return groupBy(uses, (use) => words.basis(use.basis));
    case "data": {
      const pairs = uses.flatMap((use) => use.data_categories.map((id) => ({ name: words.category(id), use })));
      return groupBy(pairs, ({ name }) => name).map(([name, group]) => [name, group.map(({ use }) => use)]);
    }
  }
}

/** One use: who, what, why, on which basis, how long, and whether the person can end it. */
function Card({ use, pivot }: { use: UseEntry; pivot: Pivot }) {
  const { words, say } = useSession();
  const href = isConsent(use)
    ? hrefOf({ page: "consent", consent: idOf(use.basis.basis) })
    : hrefOf({
        page: "use",
        use: { recipient: use.recipient, controller: use.controller, purpose: use.purpose, basis: idOf(use.basis.basis) },
      });
  const purpose = words.purpose(use.purpose);
  const law = words.law(use.basis.basis);
  return (
    <article className="card">
      <h4>
        <a href={href}>
          {purpose}
          <span className="hidden">
            , {words.party(use.recipient)}: {words.categories(use.data_categories).join(", ")}
          </span>
        </a>
      </h4>
      <Facts
        facts={[
          [words.heading("service"), pivot === "service" ? undefined : words.party(use.recipient)],
          [words.heading("data"), words.categories(use.data_categories).join(", ")],
          [words.title("use-operations"), words.operations(use.operations)],
          [words.title("ask-from"), use.controller === use.recipient ? undefined : words.party(use.controller)],
          [say("limits"), words.limits(use).length > 0 ? <Lines lines={words.limits(use)} /> : undefined],
          [words.heading("basis"), <Lines key="basis" lines={law === undefined ? [words.basis(use.basis)] : [words.basis(use.basis), law]} />],
          [words.heading("valid"), words.span(use.since, use.until)],
          [words.heading("can-stop"), words.canStop(use)],
        ]}
      />
    </article>
  );
}
