/** One condition of a trigger, and whether another one asks for the same. */

import { parameterText, possibleTexts, regex } from "../container/possible-texts.ts";
import { entryIn } from "../entry-in.ts";
import type { Condition, Entity } from "../resources/body.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { type Fact, factOf, referenceIn } from "./fact.ts";
import { literalText } from "./pattern/alternatives.ts";
import { throughTables } from "./table.ts";

export interface Comparison {
  /** Tag Manager's own word: `equals`, `matchRegex`, `cssSelector`, `greater` … */
  readonly type: string;
  readonly value: string;
  readonly ignoreCase?: boolean;
  readonly negate?: boolean;
}

export interface TriggerCondition extends Required<Comparison> {
  readonly fact: Fact;
  /** As people see it in Tag Manager: the variable's name. */
  readonly variable: string;
}

/** The lists of conditions that a trigger has. */
export type Filter = "filter" | "customEventFilter" | "autoEventFilter";

export function conditionsOf(
  trigger: Entity,
  filter: Filter,
  content: ContainerContent,
): readonly TriggerCondition[] {
  const all = (trigger[filter] ?? []).flatMap((condition) =>
    throughTables(triggerCondition(condition, content), content),
  );
  return filter === "autoEventFilter" ? all.filter((one) => !isAlwaysTrue(one)) : all;
}

/** `{{Page URL}} matches .*`, which Tag Manager's screen writes where a trigger listens on every page. */
function isAlwaysTrue({ fact, type, value, negate }: TriggerCondition): boolean {
  return (
    fact.is === "page" && type === "matchRegex" && !negate && /^\^?(?:\.[*+]|\(\.[*+]\))?\$?$/.test(value)
  );
}

/** What one condition of a trigger compares with what. */
export function triggerCondition(condition: Condition, content: ContainerContent): TriggerCondition {
  const text = (key: string) => parameterText(condition, key) ?? "";
  const variable = referenceIn(text("arg0"));
  const left: Fact =
    variable === null
      ? { is: "unsaid", code: "variable-condition", kind: "text-with-variables" }
      : factOf(variable, content);
  const right = rightSide(condition, content);
  return {
    fact: right === null || isMore(condition) ? UNSAID : left,
    variable: variable ?? text("arg0"),
    type: String(condition.type),
    value: right ?? text("arg1"),
    ignoreCase: text("ignore_case") === "true",
    negate: text("negate") === "true",
  };
}

const UNSAID: Fact = { is: "unsaid", code: "variable-condition", kind: "variable" };

const KNOWN: readonly string[] = ["arg0", "arg1", "ignore_case", "negate"];

/** Settings that are not known here may make the condition another one. */
function isMore(condition: Condition): boolean {
  return parametersOf(condition).some(
    ({ key, value }) => !KNOWN.includes(String(key)) && value !== "false" && value !== "",
  );
}

/** Null where only the page knows what is compared with. */
function rightSide(condition: Condition, content: ContainerContent): string | null {
  const argument = parametersOf(condition).find(({ key }) => key === "arg1");
  if (Array.isArray(argument?.list)) return null;
  const written = parameterText(condition, "arg1") ?? "";
  const { known, isComplete } = possibleTexts(written, { content, event: "" });
  return isComplete && known.length === 1 ? known[0]! : null;
}

/** Whether both are true of the same texts, as far as that can be seen: `^a$` is `equals` a. */
export function isSameCondition(one: Comparison, other: Comparison): boolean {
  return normal(one) === normal(other);
}

export function normal({ type, value, ignoreCase = false, negate = false }: Comparison): string {
  const flags = `${negate ? "not " : ""}${ignoreCase && type === "matchRegex" ? "any case " : ""}`;
  if (type !== "matchRegex" || ignoreCase) return `${flags}${type} ${value}`;
  const [, start, body = "", end] = /^(\^?)((?:\\[\s\S]|[^\\])*?)(\$?)$/.exec(value) ?? [];
  const text = literalText(body);
  if (text === null) return `${flags}${type} ${value}`;
  const plain = start ? (end ? "equals" : "startsWith") : end ? "endsWith" : "contains";
  return `${flags}${plain} ${text}`;
}

/** Whether the condition is true of this text. Null where that is not a matter of texts. */
export function holdsFor(
  { type, value, ignoreCase, negate = false }: Comparison,
  text: string,
): boolean | null {
  const found = entryIn(COMPARISONS, type)?.(text, value, ignoreCase ?? false);
  return found === undefined ? null : found !== negate;
}

const COMPARISONS: Readonly<Record<string, (text: string, value: string, ignoreCase: boolean) => boolean>> = {
  equals: (text, value) => text === value,
  contains: (text, value) => text.includes(value),
  startsWith: (text, value) => text.startsWith(value),
  endsWith: (text, value) => text.endsWith(value),
  matchRegex: (text, value, ignoreCase) => regex(value, ignoreCase ? "i" : "")?.test(text) ?? false,
  greater: (text, value) => Number(text) > Number(value),
  greaterOrEquals: (text, value) => Number(text) >= Number(value),
  less: (text, value) => Number(text) < Number(value),
  lessOrEquals: (text, value) => Number(text) <= Number(value),
};
