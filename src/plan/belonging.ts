/**
 * Whose change a change is.
 *
 * What one goal alone needs is that goal's. Several goals share the session script, variables, the folder: such
 * an object belongs to every goal whose part in it changes, and to nobody else. So its change is
 * - a change of every goal that counts in another way because of it: its line in the session script is another
 *   one, or somebody edited or deleted what the goal reads;
 * - nobody's, where the object changes and no goal does: goalform writes the script differently now, or somebody
 *   renamed the folder;
 * - no news, where it is created or removed because goals come and go: it is shown once, with the first of them.
 */
import type { Compiled } from "../resources/compiled.ts";
import { GOOGLE_TAG_ADDRESS } from "../resources/compiled.ts";
import { isSameJson } from "../resources/json.ts";
import { isDefinitionKind } from "../resources/kinds.ts";
import { type Address, type JsonObject, kindOf, type User } from "../resources/resource.ts";
import {
  SESSION_SCRIPT_ADDRESS,
  type SessionScriptParts,
  sessionScriptParts,
} from "../resources/session-goals.ts";
import type { DefinitionOwnership } from "./definition-ownership.ts";
import type { Difference } from "./difference.ts";
import { type LiveUsers, liveUsers } from "./live-users.ts";
import type { Ownership } from "./ownership.ts";
import { EDITED, type Reason } from "./plan.ts";
import { userOf } from "./subject-of-address.ts";

/** Who a change is shown with. */
export type Belonging =
  | {
      /** It is a change of each of these goals, funnels and forwards. */
      readonly of: readonly User[];
      /** It changes what they share, too, which is nobody's change in particular. */
      readonly isOfAll: boolean;
    }
  | {
      /** It is shown with the first of these that changes anyway. */
      readonly with: readonly User[];
      /** Where none of them does: it is a change of each of them, or nobody's. */
      readonly otherwise: "each" | "nobody";
    };

/** Who needs what, at Google and in the file. */
export interface Needs {
  readonly owner: string;
  /** Who needs each resource of the file. */
  readonly users: ReadonlyMap<Address, readonly User[]>;
  /** Who each removed key event belonged to, by event name. */
  readonly removedFrom: ReadonlyMap<string, readonly User[]>;
  readonly readers: LiveUsers;
  /** Goals and funnels that something of ours is left of. */
  readonly going: readonly User[];
  /** Goals that want a dimension, a metric, a rule or an audience. */
  readonly defining: readonly User[];
}

export function needsOf(
  { owner, resources }: Compiled,
  ownership: Ownership,
  definitions: DefinitionOwnership,
  removedFrom: Needs["removedFrom"],
): Needs {
  const left = [
    ...ownership.leftovers.map(({ mark }) => mark.address),
    ...definitions.leftovers.map((one) => one.address),
  ];
  return {
    owner,
    users: new Map(resources.map(({ address, users }) => [address, users])),
    removedFrom,
    readers: liveUsers(owner, ownership, definitions),
    going: [...new Set(left.flatMap((at) => userOf(at) ?? []))],
    defining: resources.filter(({ kind }) => isDefinitionKind(kind)).flatMap(({ users }) => users),
  };
}

export function belonging(difference: Difference, needs: Needs): Belonging {
  const { address, kind, action, name } = difference;
  const users = needs.users.get(address) ?? [];
  if (kind === "ga4.keyEvent" && action === "delete") {
    const users = needs.removedFrom.get(name) ?? [];
    return users.length === 0 ? NOBODY : each(users);
  }
  if (isShared(address)) return belongingOfShared(difference, users, needs);
  if (users.length > 0) return each(users);
  const user = userOf(address);
  return user === null ? together(needs.readers.ofParameter(difference), "each") : each([user]);
}

function isShared(address: Address): boolean {
  return kindOf(address) === "gtm.builtInVariable" || /^gtm\.\w+\/shared:/.test(address);
}

function belongingOfShared(difference: Difference, users: readonly User[], needs: Needs): Belonging {
  const { address, kind, action, reason, name } = difference;
  if (address === SESSION_SCRIPT_ADDRESS) return belongingOfScript(difference, users, needs);
  if (address === GOOGLE_TAG_ADDRESS) return NOBODY;
  if (kind === "gtm.folder") return belongingOfFolder(action, reason, users, needs);
  if (action === "delete") return together(needs.readers.of(kind, name), "nobody");
  if (EDITED.includes(reason)) return each(users);
  return action === "create" || action === "adopt" ? together(users, "each") : NOBODY;
}

/** No goal counts in another way because of the folder. */
function belongingOfFolder(
  action: Difference["action"],
  reason: Reason,
  users: readonly User[],
  { going, defining }: Needs,
): Belonging {
  if (action === "delete") return together(going, "nobody");
  if (action === "create" || action === "adopt") return together(users, "nobody");
  return reason === "remarked" ? together([...defining, ...going], "nobody") : NOBODY;
}

/**
 * A goal's part is its own line, and that the script runs at all. An edit that changes the rest of the script, pauses it or
 * makes it fire elsewhere changes what all of them count.
 */
function belongingOfScript(difference: Difference, users: readonly User[], needs: Needs): Belonging {
  const { before, after, reason, action } = difference;
  if (action === "adopt") return together(users, "each");
  const [then, now] = [before, after].map((body) => scriptOf(needs.owner, body));
  const changed = goalsThatDiffer(renamed(then!.goals, needs.readers), now!.goals);
  if (before === null || after === null || isSameJson(then!.rest, now!.rest))
    return changed.length > 0 ? each(changed) : NOBODY;
  return EDITED.includes(reason)
    ? each([...new Set([...users, ...changed])])
    : { of: changed, isOfAll: true };
}

interface Script extends Pick<SessionScriptParts, "goals"> {
  /** Everything else about the tag. */
  readonly rest: JsonObject;
}

function scriptOf(owner: string, body: JsonObject | null): Script {
  const parameter = (body?.["parameter"] ?? {}) as JsonObject;
  const { goals, code } = sessionScriptParts(owner, String(parameter["html"] ?? ""));
  return { goals, rest: { ...body, parameter: { ...parameter, html: code } } };
}

/** A goal of another id has another event, which is in its text. */
function renamed(goals: ReadonlyMap<string, string>, { idNow }: LiveUsers): Map<string, string> {
  return new Map([...goals].map(([id, text]) => [idNow(id), text]));
}

function goalsThatDiffer(then: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): User[] {
  const ids = [...new Set([...now.keys(), ...then.keys()])];
  return ids.filter((id) => then.get(id) !== now.get(id)).map((id): User => `goal:${id}`);
}

function each(users: readonly User[]): Belonging {
  return { of: users, isOfAll: false };
}

function together(users: readonly User[], otherwise: "each" | "nobody"): Belonging {
  return { with: users, otherwise };
}

const NOBODY: Belonging = { of: [], isOfAll: true };
