/** What a goal says, part by part, and what two goals say otherwise: in the words of the file. */

import { sourceInWords } from "../compile/words/conditions.ts";
import { ecommerceInWords } from "../compile/words/forward.ts";
import { eachWayInWords, exceptionsInWords, goalInWords, inEachCaseInWords } from "../compile/words/goal.ts";
import { plainText } from "../compile/words/matchers.ts";
import type { EventParameter, ParameterSource, Registration } from "../language/goal-set/event-parameter.ts";
import type { Ecommerce, Goal, GoalValue } from "../language/goal-set/goal.ts";
import { goalToYaml } from "../language/writing/goal.ts";
import { fieldsInOne, type YamlValue } from "../language/writing/yaml-value.ts";

/** `page viewed: ` · `/thanks` → `/merci` · ``: what does not change is in `start` and `end`. */
export interface WordChange {
  readonly about: About;
  readonly start: string;
  readonly before: string;
  readonly after: string;
  readonly end: string;
}

/** A goal or a funnel as the file would contain it, and what it counts in one line. */
export interface InFile {
  readonly counts: string;
  readonly said: { readonly [key: string]: YamlValue };
}

export function goalInFile(goal: Goal): InFile {
  return { counts: goalInWords(goal), said: fieldsInOne(goalToYaml(goal)) };
}

/** Of a goal that goes: what it counted, and what that was worth. */
export function countedBefore(goal: Goal): string {
  return goal.value === null ? goalInWords(goal) : `${goalInWords(goal)}; ${worthInWords(goal.value)}`;
}

export function goalChanges(before: Goal, after: Goal): readonly WordChange[] {
  const was = sayings(before);
  const is = sayings(after);
  const said = (Object.keys(was) as (keyof typeof was)[])
    .filter((about) => was[about] !== is[about])
    .map((about): WordChange => ({ about, ...cut(was[about], is[about]) }));
  // What all ways ask for on both sides needs no words.
  const isCommon =
    [before, after].every(({ type }) => type === "any") &&
    inEachCaseInWords(before) === inEachCaseInWords(after);
  const ways = (goal: Goal) => eachWayInWords(isCommon ? { ...goal, where: [], cookie: [] } : goal);
  const counts = waysChanged(ways(before), ways(after));
  const isWorthSaid = was.worth !== is.worth;
  const sent = parameterChanges(before.parameters, after.parameters, PARAMETER);
  return [
    ...said.filter(({ about }) => about === "name"),
    ...counts,
    ...said.filter(({ about }) => about !== "name"),
    ...sent.filter(({ about }) => !(isWorthSaid && AMOUNT.test(about))),
    ...parameterChanges(before.userProperties, after.userProperties, USER_PROPERTY),
  ];
}

/** Ways that are on both sides are not said again; their order means nothing. */
function waysChanged(before: readonly string[], after: readonly string[]): readonly WordChange[] {
  const about = "what counts";
  const [gone, fresh] = [without(before, after), without(after, before)];
  const [was, is] = [gone.join("; or "), fresh.join("; or ")];
  if (gone.length === 0)
    return change(
      about,
      fresh.length === 1 ? "a further way: " : "further ways: ",
      was || NOTHING,
      is || NOTHING,
    );
  const all = Math.max(before.length, after.length);
  const start = all === 1 ? "" : `${Math.max(gone.length, fresh.length)} of ${all} ways: `;
  if (gone.length > 1 || fresh.length !== 1) return change(about, start, was, is || NOTHING);
  const said = cut(was, is);
  return [{ about, ...said, start: start + said.start }];
}

function without(ways: readonly string[], others: readonly string[]): readonly string[] {
  return ways.filter((one) => !others.includes(one));
}
/** What is sent along with each event that a forward sends. */
export function sentAlongChanges(before: SentAlong, after: SentAlong): readonly WordChange[] {
  return [
    ...parameterChanges(before.parameters, after.parameters, PARAMETER),
    ...parameterChanges(before.userProperties, after.userProperties, USER_PROPERTY),
  ];
}

type SentAlong = Pick<Goal, "parameters" | "userProperties">;

interface Sent {
  readonly words: string;
  readonly about: (name: string) => About;
  readonly column: (name: string) => About;
}

const PARAMETER: Sent = {
  words: "parameter",
  about: (name) => `parameter:${name}`,
  column: (name) => `registration:${name}`,
};

const USER_PROPERTY: Sent = {
  words: "user property",
  about: (name) => `user property:${name}`,
  column: (name) => `registration:user:${name}`,
};

/** An amount that is sent is what a conversion is worth, and is said as that. */
const AMOUNT = /^parameter:(?:value|currency)$/;

/** One for each parameter, by its name. */
function parameterChanges(
  before: readonly EventParameter[],
  after: readonly EventParameter[],
  { words, about, column }: Sent,
): readonly WordChange[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  return names.flatMap((name) => {
    const [was, is] = [before, after].map((list) => list.find((one) => one.name === name));
    return [
      ...change(about(name), `${words} ${name}: `, parameterInWords(was?.from), parameterInWords(is?.from)),
      ...change(
        column(name),
        `${words} ${name} in reports: `,
        columnInWords(was?.registered),
        columnInWords(is?.registered),
      ),
    ];
  });
}

/** One that begins in the same way on both sides; none where they are the same. */
export function change(about: About, start: string, before: string, after: string): readonly WordChange[] {
  return before === after ? [] : [{ about, start, before, after, end: "" }];
}

export const NOTHING = "(nothing)";

function columnInWords(registered: Registration | null | undefined): string {
  if (!registered) return NOTHING;
  const { as, name, description } = registered;
  const unit = registered.as === "metric" && registered.unit !== "standard" ? ` in ${registered.unit}` : "";
  const money = registered.as === "metric" && registered.money !== null ? ` (${registered.money})` : "";
  return `${as} ${name}${unit}${money}${description === null ? "" : `: ${description}`}`;
}

function parameterInWords(from: ParameterSource | undefined): string {
  if (from === undefined) return NOTHING;
  return "constant" in from ? plainText(from.constant) : sourceInWords(from);
}

/** Of a goal as a whole; what it sends is said name by name. */
export type AboutGoal =
  | "name"
  | "what counts"
  | "exceptions"
  | "sent"
  | "event"
  | "worth"
  | "counting"
  | "consent"
  | "ecommerce";

export type About =
  | AboutGoal
  | `parameter:${string}`
  | `user property:${string}`
  | `registration:${string}`
  /** Of a funnel: its steps, and who its audiences contain. */
  | "steps"
  | "audiences";

function sayings(goal: Goal): Readonly<Record<Exclude<AboutGoal, "what counts">, string>> {
  return {
    name: `name ${goal.name}`,
    exceptions: exceptionsInWords(goal).replace(/^, /, "") || "no exception",
    event: `event ${goal.event}`,
    worth: worthOf(goal),
    counting: goal.keyEvent ? countingInWords(goal) : "no key event",
    sent: goal.sent === "once_per_page" ? "sent at most once per page load" : "sent every time",
    consent: consentInWords(goal.consent),
    ecommerce: sentEcommerceInWords(goal.ecommerce),
  };
}

export function sentEcommerceInWords(ecommerce: Ecommerce | null): string {
  if (ecommerce === null) return "sends no e-commerce data";
  return `sends ${ecommerceInWords(ecommerce)}`;
}

export function consentInWords(consent: Goal["consent"]): string {
  return consent.length === 0 ? "needs no consent" : `needs consent to ${[...consent].sort().join(", ")}`;
}

/** A tag can send an amount without the goal's own word for it. */
function worthOf({ value, parameters }: Goal): string {
  const [amount, currency] = ["value", "currency"].map(
    (name) => parameters.find((one) => one.name === name)?.from,
  );
  if (value !== null || amount === undefined) return worthInWords(value);
  return `worth ${parameterInWords(amount)} ${parameterInWords(currency)}`;
}

function worthInWords(value: GoalValue | null): string {
  if (value === null || ("amount" in value && value.amount === 0)) return "worth nothing";
  if ("amount" in value) return `worth ${value.amount} ${value.currency}`;
  return `worth ${sourceInWords(value.source)}, in ${value.currency}`;
}

function countingInWords({ counting }: Goal): string {
  return counting === "once_per_event" ? "counts every time" : "counts once per session";
}

/**
 * Cut between words; a text in quotes and a list (`a, b or c`) are one word. An amount of money and a name stay whole, and the end is cut off only if
 * a single word changes.
 */
export function cut(before: string, after: string): Omit<WordChange, "about"> {
  const [was, is] = [wordsIn(before), wordsIn(after)];
  const isWhole = /^(?:worth|name) /.test(before);
  const differs = isWhole ? 1 : was.findIndex((word, index) => word.trimEnd() !== is[index]?.trimEnd());
  // Words that are only put in, or taken out, mean nothing without the one before them: `is free → is set but is not free`.
  const isPutIn =
    differs > 0 && !was[differs - 1]!.endsWith(": ") && isWithin(was.slice(differs), is.slice(differs));
  const start = isPutIn ? differs - 1 : differs;
  const [[first = "", ...wasEnd], [second = "", ...isEnd]] = [was.slice(start), is.slice(start)];
  // What only adds something would have nothing on one side.
  if (start < 0 || second === "") return { start: "", before, after, end: "" };
  const end = wasEnd.join("");
  const isOneWord = end !== "" && end === isEnd.join("") && !isWhole;
  return {
    start: was.slice(0, start).join(""),
    before: isOneWord ? first.trimEnd() : first + end,
    after: isOneWord ? second.trimEnd() : second + isEnd.join(""),
    end: isOneWord ? first.slice(first.trimEnd().length) + end : "",
  };
}

/** Whether one of the two is the end of the other. */
function isWithin(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.every((word, index) => word === long[long.length - short.length + index]);
}

/** Each with the space after it; a comma is a word of its own, or the beginning of one. All of the text, in order. */
function wordsIn(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

const QUOTED = /(?<![^ (])(?:"[^"]*"|'[^']*')(?![^ ,;.)])/.source;
const WITHIN = `(?:${QUOTED}|(?!${QUOTED})[^ ,])`;
const LIST = `(?!with )${WITHIN}+(?:, ${WITHIN}+)* n?or ${WITHIN}+`;
const WORD = new RegExp(`,?(?:${LIST} ?|${WITHIN}* |${WITHIN}+)|,`, "gs");
