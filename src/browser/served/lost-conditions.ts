/**
 * Conditions that the words of a goal do not mention, such as that a number is not in a list: what the file becomes has
 * them, and what is served must have them too. A condition that is only spelled differently does not matter.
 */

import { parameterText } from "../../container/possible-texts.ts";
import { triggerOf } from "../../container/trigger-events.ts";
import type { Condition, Entity } from "../../resources/body.ts";
import { verbOf } from "../../resources/condition-words.ts";
import { parameters, withoutEmpty } from "../../resources/entities/parameters.ts";
import { canonicalJson, type JsonObject } from "../../resources/json.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";
import { problem, quoted, type ServedProblem } from "./verdict.ts";

interface Side {
  readonly tag: Entity;
  readonly content: ContainerContent;
}

/** Both in one order. */
export function lostConditions(asked: Side, served: Side, owner: string): readonly ServedProblem[] {
  const [wanted, found] = [asked, served].map(({ tag, content }) =>
    (tag.firingTriggerId ?? []).map((id) => (triggerOf(content, id) ?? {}) as Entity),
  ) as [Entity[], Entity[]];
  if (wanted.length !== found.length) return [];
  return wanted.flatMap((trigger, index) => {
    const other = found[index]!;
    if (trigger.type !== other.type) return [];
    return [
      ...onlyIn(trigger, other).map((one) =>
        lost(one, "lacks the condition", String(served.tag.name), owner),
      ),
      ...onlyIn(other, trigger).map((one) => lost(one, "also asks for", String(served.tag.name), owner)),
    ];
  });
}

/** Not those on something that the other one asks in another way. */
function onlyIn(one: Entity, other: Entity): readonly Condition[] {
  const [mine, theirs] = [one, other].map(conditionsIn) as [Condition[], Condition[]];
  const [own, known] = [mine, theirs].map((list) => new Set(list.map(textOf))) as [Set<string>, Set<string>];
  const asked = new Set(theirs.filter((condition) => !own.has(textOf(condition))).map(variableOf));
  return mine.filter((condition) => !known.has(textOf(condition)) && !asked.has(variableOf(condition)));
}

function conditionsIn({ filter }: Entity): readonly Condition[] {
  return filter ?? [];
}

function textOf({ type, parameter }: Condition): string {
  return canonicalJson(withoutEmpty({ type: type ?? null, ...parameters(parameter) }));
}

function variableOf(condition: Condition): string {
  return parameterText(condition as unknown as JsonObject, "arg0") ?? "";
}

function lost(condition: Condition, how: string, where: string, owner: string): ServedProblem {
  const text = (key: string) => parameterText(condition as unknown as JsonObject, key) ?? "";
  const variable = variableOf(condition)
    .replace(/^\{\{(.*)\}\}$/, "$1")
    .replace(`${owner} - `, "");
  const verb = verbOf(String(condition.type), text("negate") === "true");
  return problem(
    "condition-differs",
    `What is served (${where}) ${how} ${quoted(`${variable} ${verb} ${text("arg1")}`)}.`,
  );
}
