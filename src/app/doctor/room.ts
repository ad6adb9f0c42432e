/** How much of what Google limits is in use, and what to do when little is left. */
import { usedNow } from "../../plan/definition-limits.ts";
import { limitsOfTier, type Tier, WORKSPACES_IN_A_FREE_CONTAINER } from "../../resources/limits.ts";
import type { Snapshot } from "../../resources/snapshot.ts";
import type { Check, Finding } from "../result/doctor.ts";
import { ok, warning } from "./check.ts";

/** A limit is near from here on. */
const NEAR = 0.8;

function room(now: number, most: number, message: string, fix: string): Finding {
  return now >= most * NEAR ? warning(message, fix) : ok(message);
}

export function workspaceRoom(now: number): Finding {
  const most = WORKSPACES_IN_A_FREE_CONTAINER;
  return room(
    now,
    most,
    `${now} of ${most} workspaces are in use.`,
    "Delete in Tag Manager those that nobody works in: goalform needs one for each apply.",
  );
}

export function keyEventRoom({ property }: Snapshot, tier: Tier | undefined): Finding {
  const now = property.keyEvents.filter(({ deletable }) => deletable).length;
  const most = limitsOfTier(tier).keyEvents;
  return room(
    now,
    most,
    `${now} of ${most} key events are in use.`,
    "In Analytics, open Admin, Events, and unmark the key events that nobody uses.",
  );
}

/** Of all lists that were read; a plan does not read those that its file does not need. */
export function definitionRoom(
  { property }: Pick<Snapshot, "property">,
  tier: Tier | undefined,
): readonly Check[] {
  return usedNow(property, tier)
    .filter(({ now }) => now > 0)
    .map(({ code, where, now, most, what }) => ({
      id: code,
      ...room(
        now,
        most,
        `${where} has ${now} of ${most} ${what}.`,
        "Delete or archive in Analytics what nobody uses.",
      ),
    }));
}
