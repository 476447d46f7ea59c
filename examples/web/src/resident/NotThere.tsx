import { useSession } from "../shared/session";
import { hrefOf } from "./route";

/** In place of a page that is not there, or not for the one who acts. */
export function NotThere() {
  const { say } = useSession();
  return (
    <>
      <h1 tabIndex={-1}>{say("notThere")}</h1>
      <p>
        <a href={hrefOf({ page: "home" })}>{say("navHome")}</a>
      </p>
    </>
  );
}
