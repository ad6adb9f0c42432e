/** Whether something that is not at Google now must have been there: somebody has deleted it, or it is new. */
import { STEP_PART } from "../resources/entity-name.ts";
import { isExceptionAddress } from "../resources/exceptions.ts";
import { digestOf } from "../resources/json.ts";
import { type DesiredEntity, keyOf, type User } from "../resources/resource.ts";
import type { Ownership } from "./ownership.ts";
import { wantedForm } from "./planned-entity.ts";
import { subjectKey, userOf } from "./subject-of-address.ts";

export function whatWasThere(desired: readonly DesiredEntity[], ownership: Ownership): WasThere {
  const tags = new Map(
    desired.filter(({ kind }) => kind === "gtm.tag").map((tag) => [keyOf(tag.address), tag]),
  );
  const fired = tagsThatWereFired(ownership);
  const fires = (key: string) => fired.has(key);
  const own = bySubject(desired);
  return ({ kind, address, users }) => {
    const isReadByAll = kind === "gtm.variable" && subjectKey(address).startsWith("shared:");
    if (isReadByAll || isExceptionAddress(address))
      return users.some((user) => isUntouched(own.get(user) ?? [], ownership));
    const tag = tagKeys(keyOf(address)).flatMap((key) => tags.get(key) ?? [])[0];
    if (kind === "gtm.tag") return fires(keyOf(address));
    return kind === "gtm.trigger" && tag !== undefined && isAsApplied(tag, ownership);
  };
}

/** Which tag a trigger fires: that of its own part (`ordered/step-cart/history` → `ordered/step-cart`), or the goal's. */
function tagKeys(trigger: string): readonly string[] {
  const [goal = "", ...parts] = trigger.split("/");
  return parts[0] !== undefined && STEP_PART.test(parts[0]) ? [`${goal}/${parts[0]}`] : [goal];
}

/** By the triggers that are there. A trigger that passes to something else fired its former tag, which is still there. */
function tagsThatWereFired({ owned, leftovers }: Ownership): ReadonlySet<string> {
  const ours = [...owned.values(), ...leftovers].filter(({ kind }) => kind === "gtm.tag");
  const present = new Set(ours.map(({ mark }) => keyOf(mark.address)));
  return new Set(
    [...owned].flatMap(([at, { kind, mark }]) => {
      if (kind !== "gtm.trigger") return [];
      const isMoved = mark.address !== at && tagKeys(keyOf(mark.address)).some((key) => present.has(key));
      return isMoved ? [] : tagKeys(keyOf(at));
    }),
  );
}

/** What is a goal's or funnel's own, and not shared. */
function bySubject(desired: readonly DesiredEntity[]): ReadonlyMap<User, readonly DesiredEntity[]> {
  const own = new Map<User, DesiredEntity[]>();
  for (const one of desired) {
    const user = userOf(one.address);
    if (user !== null) own.set(user, [...(own.get(user) ?? []), one]);
  }
  return own;
}

/** Whether something that is not there now must have been there: its tag is as last applied, or a tag's triggers are. */
export type WasThere = (desired: DesiredEntity) => boolean;

/** The file asks of the goal's own triggers and tags what was last applied, so what they read was there as well. */
function isUntouched(own: readonly DesiredEntity[], ownership: Ownership): boolean {
  return own.length > 0 && own.every((one) => isAsApplied(one, ownership));
}

function isAsApplied(desired: DesiredEntity, { owned, nameId }: Ownership): boolean {
  const lastApplied = owned.get(desired.address)?.mark.digest;
  return lastApplied !== undefined && lastApplied === digestOf(wantedForm(desired, null, nameId));
}
