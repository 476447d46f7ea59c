import { Button, ButtonVariant, RadioButton, SelectionGroup } from "hds-react";
import { useState } from "react";
import { Facts, Lines } from "../shared/Facts";
import { type Act, useSession } from "../shared/session";
import type { Preview, Scope } from "../shared/wire";
import { useWriting } from "../shared/writing";
import type { Tell } from "./App";
import { Changes } from "./Changes";
import { usePreview } from "./give";
import { NotThere } from "./NotThere";
import { useOverview } from "./overview";
import { useProhibitions } from "./prohibitions";
import { go, hrefOf, type UseKey } from "./route";
import { usesAt } from "./UseRecord";

/** An objection (GDPR 21) to one use by one service. */
export function ObjectTo({ place, tell }: { place: UseKey; tell: Tell }) {
  const { words, subject, actor } = useSession();
  const [first] = usesAt(useOverview().uses, place);
  const scope: Scope = {
    controllers: [place.controller],
    ...(place.recipient !== place.controller && { recipients: [place.recipient] }),
    purposes: [place.purpose],
  };
  const act = { type: "bar-set", subject, by: actor, kind: "objection", scope } satisfies Act;
  const preview = usePreview(act);
  if (first === undefined) return <NotThere />;
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
      <Oppose act={act} preview={preview} button={words.phrase("object")} tell={tell} />
    </>
  );
}

/** A prohibition of the catalogue: of everything it can be over, or of one discloser's data. */
export function Prohibit({ kind: id, tell }: { kind: string; tell: Tell }) {
  const { words, say, subject, actor } = useSession();
  const [controller, setController] = useState<string>();
  const kind = useProhibitions().find((candidate) => candidate.id === id);
  const actOver = (scope: Scope) =>
    ({ type: "bar-set", subject, by: actor, kind: id, scope: { ...kind?.over, ...scope } }) satisfies Act;
  const everything = usePreview(actOver({}));
  const act = actOver(controller === undefined ? {} : { controllers: [controller] });
  const preview = usePreview(act);
  if (kind === undefined) return <NotThere />;
  const changed = everything === undefined ? [] : [...everything.stops, ...everything.continues];
  const controllers = [...new Set(changed.map((change) => change.controller))];
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
      <Oppose act={act} preview={preview} button={words.phrase("prohibit")} tell={tell} />
    </>
  );
}

/** What it changes, and the button that does it. */
function Oppose({ act, preview, button, tell }: { act: Act; preview: Preview | undefined; button: string; tell: Tell }) {
  const { say } = useSession();
  const { write, failure } = useWriting();
  return (
    <>
      <div aria-live="polite">{preview && <Changes preview={preview} />}</div>
      {failure}
      <Button
        variant={ButtonVariant.Primary}
        onClick={() =>
          void write([act], () => {
            tell(say("opposed"), hrefOf({ page: "bars" }));
            go({ page: "bars" });
          })
        }
      >
        {button}
      </Button>
    </>
  );
}
