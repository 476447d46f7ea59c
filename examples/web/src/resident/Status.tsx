import { IconAlertCircle, IconCheckCircle, IconClock, IconCrossCircle, StatusLabel, type StatusLabelType } from "hds-react";
import type { ReactNode } from "react";
import { useSession } from "../shared/session";
import type { ConsentStatus } from "../shared/wire";

const LOOKS: Readonly<Record<ConsentStatus, readonly [StatusLabelType, ReactNode]>> = {
  active: ["success", <IconCheckCircle key="icon" aria-hidden="true" />],
  requested: ["alert", <IconClock key="icon" aria-hidden="true" />],
  "quorum-incomplete": ["alert", <IconClock key="icon" aria-hidden="true" />],
  "not-yet-valid": ["info", <IconClock key="icon" aria-hidden="true" />],
  suspended: ["alert", <IconAlertCircle key="icon" aria-hidden="true" />],
  refused: ["neutral", <IconCrossCircle key="icon" aria-hidden="true" />],
  withdrawn: ["neutral", <IconCrossCircle key="icon" aria-hidden="true" />],
  expired: ["neutral", <IconClock key="icon" aria-hidden="true" />],
  invalidated: ["error", <IconCrossCircle key="icon" aria-hidden="true" />],
  "notice-superseded": ["neutral", <IconAlertCircle key="icon" aria-hidden="true" />],
};

/** How a consent stands: in words, with a sign, and in a colour. */
export function Status({ status }: { status: ConsentStatus }) {
  const { words } = useSession();
  const [type, icon] = LOOKS[status];
  return (
    <StatusLabel type={type} iconStart={icon} data-status={status}>
      {words.status(status)}
    </StatusLabel>
  );
}
