/** Which goals something of ours at Google serves now, whatever the file asks for. */

import type { Entity } from "../resources/body.ts";
import { entityId } from "../resources/kinds.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import { type Address, type Json, type Kind, keyOf, type User } from "../resources/resource.ts";
import { SESSION_SCRIPT_ADDRESS, sessionScriptParts } from "../resources/session-goals.ts";
import type { DefinitionOwnership } from "./definition-ownership.ts";
import type { Difference } from "./difference.ts";
import type { OwnedEntity } from "./live-entity.ts";
import type { Ownership } from "./ownership.ts";
import { userOf } from "./subject-of-address.ts";

export interface LiveUsers {
  /** Goals whose tags and triggers read a variable, or fire on a trigger, of this name. */
  of(kind: Kind, name: string): User[];
  /** Goals whose tags or rules send the parameter of a dimension or metric. */
  ofParameter(difference: Difference): User[];
  /** The id that the file has for a goal that is live under this id. */
  idNow(id: string): string;
}

interface Live {
  readonly address: Address;
  readonly one: OwnedEntity;
}

export function liveUsers(
  owner: string,
  { owned, leftovers }: Ownership,
  definitions: DefinitionOwnership,
): LiveUsers {
  const live: Live[] = [
    ...[...owned].map(([at, one]) => ({ address: at, one })),
    ...leftovers.map((one) => ({ address: one.mark.address, one })),
  ];
  const ids = new Map(live.map(({ address: at, one }) => [keyOf(one.mark.address), keyOf(at)]));
  const idNow = (id: string) => ids.get(id) ?? id;
  const usersOf = (found: readonly Live[], seen: ReadonlySet<string>): User[] => [
    ...new Set(found.flatMap((each) => usersOfOne(each, seen))),
  ];
  const usersOfOne = ({ address: at, one }: Live, seen: ReadonlySet<string>): User[] => {
    const user = userOf(at);
    if (user !== null) return [user];
    if (at === SESSION_SCRIPT_ADDRESS)
      return [...sessionScriptParts(owner, scriptOf(one.entity)).goals.keys()].map(
        (id): User => `goal:${idNow(id)}`,
      );
    const name = String(one.entity.name);
    return seen.has(name) ? [] : usersOf(refersTo(live, one.kind, name), new Set([...seen, name]));
  };
  const rules = [...definitions.owned, ...definitions.leftovers.map((one) => [one.address, one] as const)];
  return {
    idNow,
    of: (kind, name) => usersOf(refersTo(live, kind, name), new Set([name])),
    ofParameter: ({ before }) => {
      const parameter = JSON.stringify(before?.["parameterName"] ?? "");
      const tags = live.filter(({ one }) => one.kind === "gtm.tag" && sends(one.entity.parameter, parameter));
      const made = rules.filter(([, { body }]) => sends(body.parameterMutations, parameter));
      return [...new Set([...usersOf(tags, new Set()), ...made.flatMap(([at]) => userOf(at) ?? [])])];
    },
  };
}

function refersTo(live: readonly Live[], kind: Kind, name: string): Live[] {
  if (kind === "gtm.variable")
    return live.filter(({ one }) =>
      JSON.stringify(one.entity).includes(`{{${JSON.stringify(name).slice(1, -1)}}}`),
    );
  const trigger = live.find(({ one }) => one.kind === kind && one.entity.name === name)?.one;
  if (kind !== "gtm.trigger" || !trigger) return [];
  const id = entityId("gtm.trigger", trigger.entity);
  return live.filter(({ one: { entity } }) =>
    [...(entity.firingTriggerId ?? []), ...(entity.blockingTriggerId ?? [])].includes(id),
  );
}

function sends(parameters: Json | undefined, name: string): boolean {
  return JSON.stringify(parameters ?? []).includes(name);
}

function scriptOf(tag: Entity): string {
  return parametersOf(tag).find(({ key }) => key === "html")?.value ?? "";
}
