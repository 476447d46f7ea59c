import { Notification, NotificationSize } from "hds-react";
import { nameOf } from "../shared/people";
import { useSession } from "../shared/session";
import { set } from "../shared/settings";

/** Whose permissions are shown, and the switch between them. */
export function Acting() {
  const { ledger, words, say, person, subject, now, plain } = useSession();
  const children = ledger.childrenOf(person, now);
  return (
    <div className="acting">
      {children.length > 0 && (
        <nav aria-label={say("whose")}>
          <span aria-hidden="true">{say("whose")}</span>
          <ul>
            {[person, ...children].map((key) => (
              <li key={key}>
                <button
                  type="button"
                  className="chip"
                  aria-current={key === subject ? "true" : undefined}
                  onClick={() => {
                    set({ acting: key });
                    location.hash = "#/";
                  }}
                >
                  {key === person ? say("own", { name: nameOf(key) }) : nameOf(key)}
                </button>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <label className="plain">
        <input type="checkbox" role="switch" checked={plain} onChange={(event) => set({ plain: event.target.checked ? "yes" : "no" })} />
        <span>{say("plainLanguage")}</span>
      </label>
      {subject !== person && (
        <Notification size={NotificationSize.Small} notificationAriaLabel={say("whose")}>
          <p>{words.phrase("behalf", { name: nameOf(subject) })}</p>
          {plain && <p>{words.phrase("easy-child")}</p>}
        </Notification>
      )}
    </div>
  );
}
