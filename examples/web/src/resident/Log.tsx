import { useSession } from "../shared/session";
import { useOverview } from "./overview";
import { UseList } from "./RecordedUses";

/** Every recorded use. */
export function Log() {
  const { words, say, plain } = useSession();
  const { recorded_uses } = useOverview();
  return (
    <>
      <h1 tabIndex={-1}>{words.heading("recorded-title")}</h1>
      {plain && <p className="easy">{words.phrase("easy-see")}</p>}
      <UseList uses={recorded_uses} none={say("noRecorded")} />
    </>
  );
}
