/**
 * What the triggers of several ways are called. A name says what its way looks for and nothing of its place in the file, so
 * that a way that is added, removed or moved leaves the triggers of the others alone.
 */

import type { OneWayGoal } from "../language/goal-set/one-way.ts";
import type { Condition, Entity } from "../resources/body.ts";
import { digestOf } from "../resources/json.ts";
import type { Trigger } from "./triggers.ts";

export interface WayTriggers {
  readonly way: OneWayGoal;
  readonly triggers: readonly [Trigger, ...Trigger[]];
}

/** Each with a part of its own: `page-thanks`, `page-thanks/history`, `form-callback`; with a digest where two would have the same. */
export function inParts(owner: string, ways: readonly WayTriggers[]): Trigger[] {
  const known = new Set<string>();
  const isNew = ({ body }: Trigger) => known.size < known.add(digestOf(body)).size;
  // Two ways may ask for the same in other words.
  const own = ways.flatMap(({ way, triggers }): readonly WayTriggers[] => {
    const [first, ...more] = triggers.filter(isNew);
    return first ? [{ way, triggers: [first, ...more] }] : [];
  });
  const names = own.map((way) => nameOf(owner, way));
  return own.flatMap(({ triggers }, index) => {
    const name = names[index]!;
    const isShared = names.filter((one) => one === name).length > 1;
    const part = isShared ? `${name}-${digestOf(triggers[0].body).slice(0, 6)}` : name;
    return triggers.map((one) => ({ ...one, part: one.part === "" ? part : `${part}/${one.part}` }));
  });
}

/** The trigger says it, not the file: what is read back from Google has the same name in whatever words. */
function nameOf(owner: string, { way, triggers: [{ body }] }: WayTriggers): string {
  const kind = way.type === "event" ? way.on.kind : "page";
  const [text] = literals(owner, body).map(inShort).filter(Boolean);
  return text === undefined ? kind : `${kind}-${text}`;
}

/** What is looked for, what says most first: values and cookies, which have variables of ours, come last. */
function literals(owner: string, { parameter, customEventFilter, filter }: Entity): readonly string[] {
  const all = [customEventFilter, filter].flatMap((list) => list ?? []);
  const isOfOurs = (one: Condition) => texts(one.parameter, "arg0")[0]?.startsWith(`{{${owner} - `) ?? false;
  const inOrder = [...all.filter((one) => !isOfOurs(one)), ...all.filter(isOfOurs)];
  return [
    ...texts(parameter, "elementSelector"),
    ...inOrder.flatMap((condition) => texts(condition.parameter, "arg1")),
  ];
}

function texts(parameters: unknown, key: string): readonly string[] {
  const all = (parameters ?? []) as readonly { readonly key?: string; readonly value?: string }[];
  return all.flatMap((one) => (one.key === key && one.value !== undefined ? [one.value] : []));
}

const LONGEST = 40;

/** Tag Manager does not distinguish upper and lower case in names. In `a, a *` the second half adds nothing. */
function inShort(text: string): string {
  const [first = ""] = text.split(/, (?=[^,]* \*$)/);
  const words = first.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, LONGEST).replace(/-$/, "");
}
