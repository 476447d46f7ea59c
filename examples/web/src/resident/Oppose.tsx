import { Button, ButtonVariant, Notification, RadioButton, SelectionGroup } from "hds-react";
import { useState } from "react";
import { Facts, Lines } from "../shared/Facts";
import { codeOf } from "../shared/ledger";
import { type Act, useSession } from "../shared/session";
import type { Preview, Scope } from "../shared/wire";
import type { Tell } from "./App";
import { Changes } from "./Changes";
import { previewOf } from "./give";
import { useOverview } from "./overview";
import { useProhibitions } from "./prohibitions";
import { go, hrefOf, type UseKey } from "./route";
import { usesAt } from "./UseRecord";

/** An objection (GDPR 21) to one use by one service. */
export function ObjectTo({ place, tell }: { place: UseKey; tell: Tell }) {
  const { words, say, ledger, subject, actor, now } = useSession();
  const [first] = usesAt(useOverview().uses, place);
  if (first === undefined) return <h1 tabIndex={-1}>{say("notThere")}</h1>;
  const scope: Scope = {
    controllers: [place.controller],
    ...(place.recipient !== place.controller && { recipients: [place.recipient] }),
    purposes: [place.purpose],
  };
  const act = { type: "bar-set", subject, by: actor, kind: "objection", scope } as Act;
  return (
    <>
      <p className="kicker">{words.phrase("object")}</p>
      <h1 tabIndex={-1}>{words.purpose(place.purpose)}</h1>
      <Facts
        facts={[
          [words.heading("service"), words.party(place.recipient)],
          [words.heading("basis"), words.basis(first.basis)],
        ]}
      />
      <Oppose act={act} preview={previewOf(ledger, act, now)} button={words.phrase("object")} tell={tell} />
    </>
  );
}

/** A prohibition of the catalogue: of everything it can be over, or of one discloser's data. */
export function Prohibit({ kind: id, tell }: { kind: string; tell: Tell }) {
  const { words, say } = useSession();
  const [controller, setController] = useState<string>();
  const everything = useProhibitions().find(({ kind }) => kind.id === id);
  const chosen = useProhibitions(controller === undefined ? undefined : { controllers: [controller] }).find(({ kind }) => kind.id === id);
  if (everything === undefined || chosen === undefined) return <h1 tabIndex={-1}>{say("notThere")}</h1>;
  const { kind, preview } = everything;
  const controllers = [...new Set([...preview.stops, ...preview.continues].map((change) => change.controller))];
  return (
    <>
      <p className="kicker">{words.phrase("prohibit")}</p>
      <h1 tabIndex={-1}>{words.barKind(id)}</h1>
      <Lines lines={words.scope(kind.over)} />
      <p>{words.phrase("law", { statute: kind.source })}</p>
      {controllers.length > 1 && kind.over?.controllers === undefined && (
        <SelectionGroup label={words.title("ask-from")}>
          {[undefined, ...controllers].map((choice) => (
            <RadioButton
              key={choice ?? ""}
              id={`from-${choice ?? "all"}`}
              name="controller"
              value={choice ?? "all"}
              label={choice === undefined ? say("everyone") : words.party(choice)}
              checked={choice === controller}
              onChange={() => setController(choice)}
            />
          ))}
        </SelectionGroup>
      )}
      <Oppose act={chosen.act} preview={chosen.preview} button={words.phrase("prohibit")} tell={tell} />
    </>
  );
}

/** What it changes, and the button that does it. */
function Oppose({ act, preview, button, tell }: { act: Act; preview: Preview | undefined; button: string; tell: Tell }) {
  const { say, record } = useSession();
  const [error, setError] = useState<string>();
  return (
    <>
      <div aria-live="polite">{preview && <Changes preview={preview} />}</div>
      {error !== undefined && (
        <div role="alert">
          <Notification type="error" label={error} />
        </div>
      )}
      <Button
        variant={ButtonVariant.Primary}
        onClick={() =>
          void record(act).then(
            () => {
              tell(say("opposed"), hrefOf({ page: "bars" }));
              go({ page: "bars" });
            },
            (refused: unknown) => setError(say("notSaved", { code: codeOf(refused) })),
          )
        }
      >
        {button}
      </Button>
    </>
  );
}
