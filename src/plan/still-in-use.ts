/** What goes or gets another name while something else still refers to it. */
import type { Entity } from "../resources/body.ts";
import { isExceptionAddress } from "../resources/exceptions.ts";
import { entityId, labelOf } from "../resources/kinds.ts";
import type { LiveEntity } from "./live-entity.ts";
import { lostItsMark } from "./lost-marks.ts";
import type { Ownership } from "./ownership.ts";
import type { Blocker } from "./plan.ts";
import type { Planned } from "./planned-entity.ts";
import type { EntityStep } from "./steps.ts";

/**
 * Others' objects refer to ours; and what people set on ours (a blocking trigger, a
 * setup tag) is sent back as it was, so it refers as well. Google would refuse, or
 * not compile, after the key events are changed already.
 */
export function stillInUse(
  planned: readonly Planned[],
  { owned, foreign, copies, nameId }: Ownership,
  owner: string,
): Blocker[] {
  const steps = planned.flatMap(({ step }) =>
    step.do === "delete entity" || step.do === "update entity" ? [step] : [],
  );
  const lost = steps.flatMap((step) => lostNames(step, owned));
  if (lost.length === 0) return [];
  const unmarked = new Set(foreign.filter((one) => lostItsMark(owner, one)).map(({ entity }) => entity));
  const written = new Map(steps.map(({ address, entity }) => [address, entity]));
  const byKey = usersByKey([
    ...[...foreign, ...copies].map((one) => ({ ...one, mark: null })),
    ...[...owned].map(([address, one]) => {
      const entity = one.mark.adopted ? (written.get(address) ?? one.entity) : one.entity;
      return { ...one, entity: withoutExceptions(entity, nameId) };
    }),
  ]);
  return lost.flatMap(({ key, step, what }) =>
    (byKey.get(key) ?? []).map(
      (user): Blocker => ({
        code: "still-in-use",
        message: `The ${labelOf(step.kind)} "${what}" would ${step.do === "delete entity" ? "be removed" : "get another name"}, but the ${labelOf(user.kind)} "${nameOf(user.entity)}"${unmarked.has(user.entity) ? ", which has no mark in its notes," : ""} uses it.`,
        waysOut: unmarked.has(user.entity)
          ? [
              "Apply once with the goal in the file as it was, which marks it again; then change or remove the goal.",
              `If you no longer need it, delete that ${labelOf(user.kind)} in Tag Manager, then plan again.`,
            ]
          : [
              `Change that ${labelOf(user.kind)} in Tag Manager, then plan again.`,
              "Keep the goal in the file as it was.",
            ],
        override: null,
      }),
    ),
  );
}

/** Which of our own exceptions block a tag of ours changes with the plan. */
function withoutExceptions(entity: Entity, nameId: Ownership["nameId"]): Entity {
  const { blockingTriggerId } = entity;
  if (!blockingTriggerId) return entity;
  const theirs = blockingTriggerId.filter((id) => !isExceptionAddress(nameId("gtm.trigger", id)));
  return { ...entity, blockingTriggerId: theirs };
}

interface LostName {
  readonly key: string;
  readonly step: EntityStep;
  readonly what: string;
}

function lostNames(step: EntityStep, owned: Ownership["owned"]): LostName[] {
  const { kind, entity } = step;
  if (step.do === "delete entity") {
    return [...keysOf({ kind, entity }), ...idKeys({ kind, entity })].map((key) => ({
      key,
      step,
      what: nameOf(entity),
    }));
  }
  const before = owned.get(step.address)?.entity;
  if (!before || nameOf(before) === nameOf(entity)) return [];
  return keysOf({ kind, entity: before }).map((key) => ({ key, step, what: nameOf(before) }));
}

type Named = Pick<LiveEntity, "kind" | "entity">;

/** Variables are referred to as `{{Name}}`, setup and cleanup tags by their name. */
function keysOf({ kind, entity }: Named): string[] {
  if (kind === "gtm.variable") return [`{{${nameOf(entity)}}}`];
  return kind === "gtm.tag" ? [`tag named ${nameOf(entity)}`] : [];
}

/** Triggers are referred to by their id. Folders are not looked at: an emptied one simply stays. */
function idKeys({ kind, entity }: Named): string[] {
  return kind === "gtm.trigger" ? [`trigger ${entityId(kind, entity)}`] : [];
}

function usersByKey(entities: readonly LiveEntity[]): Map<string, LiveEntity[]> {
  const users = new Map<string, LiveEntity[]>();
  for (const one of entities) {
    for (const key of references(one)) {
      const known = users.get(key);
      if (known) known.push(one);
      else users.set(key, [one]);
    }
  }
  return users;
}

/** In our own objects only what people put there; what we put there ourselves changes with the plan. */
function references({ entity, mark }: LiveEntity): Set<string> {
  const sequence = [...(entity.setupTag ?? []), ...(entity.teardownTag ?? [])];
  const theirs = [
    ...(entity.blockingTriggerId ?? []).map((id) => `trigger ${id}`),
    ...sequence.map(({ tagName }) => `tag named ${tagName}`),
  ];
  const fires = (entity.firingTriggerId ?? []).map((id) => `trigger ${id}`);
  // An adopted tag may fire on the trigger of another goal.
  if (mark !== null) return new Set(mark.adopted ? [...theirs, ...fires] : theirs);
  const text = JSON.stringify(entity);
  return new Set([
    ...theirs,
    ...fires,
    ...[...text.matchAll(/"type":"triggerReference","value":"(\d+)"/g)].map(([, id]) => `trigger ${id}`),
    ...(text.match(/\{\{[^{}]+\}\}/g) ?? []),
  ]);
}

function nameOf(entity: Entity): string {
  return String(entity.name);
}
