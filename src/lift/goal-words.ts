/** What a goal says, thing by thing, and what two goals say otherwise: in the words of the file. */
import { goalInWords } from "../compile/words.ts";
import type { EventParameter, ParameterSource } from "../language/goal-set/event-parameter.ts";
import type { Goal, GoalValue } from "../language/goal-set/goal-set.ts";
import { goalSaid } from "../language/writing/goal.ts";
import { fieldsInOne, type Said } from "../language/writing/said.ts";

/** `page viewed: ` · `/thanks` → `/merci` · ``: what does not change is in `start` and `end`. */
export interface WordChange {
  readonly about: About;
  readonly start: string;
  readonly before: string;
  readonly after: string;
  readonly end: string;
}

/** A goal as the file would contain it, and what it counts in one line. */
export interface GoalInFile {
  readonly counts: string;
  readonly goal: { readonly [key: string]: Said };
}

export function inFile(goal: Goal): GoalInFile {
  return { counts: whatCounts(goal), goal: fieldsInOne(goalSaid(goal)) };
}

export function wordChanges(before: Goal, after: Goal): readonly WordChange[] {
  const was = sayings(before);
  const is = sayings(after);
  const said = (Object.keys(was) as (keyof typeof was)[])
    .filter((about) => was[about] !== is[about])
    .map((about): WordChange => ({ about, ...cut(was[about], is[about]) }));
  return [...said, ...parameterChanges(before.parameters, after.parameters)];
}

/** One for each parameter, by its name. */
function parameterChanges(
  before: readonly EventParameter[],
  after: readonly EventParameter[],
): readonly WordChange[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  const of = (list: readonly EventParameter[], name: string) =>
    sourceInWords(list.find((one) => one.name === name)?.from ?? null);
  return names
    .filter((name) => of(before, name) !== of(after, name))
    .map((name) => ({
      about: "parameters",
      start: `parameter ${name}: `,
      before: of(before, name),
      after: of(after, name),
      end: "",
    }));
}

function sourceInWords(from: ParameterSource | null): string {
  if (from === null) return "(nothing)";
  if ("constant" in from) return from.constant;
  const [[source, key]] = Object.entries(from) as [[string, string]];
  return `${source === "dataLayer" ? "data_layer" : source} ${key}`;
}

type About = "what counts" | "event" | "worth" | "counting" | "parameters" | "consent";

function sayings(goal: Goal): Readonly<Record<Exclude<About, "parameters">, string>> {
  return {
    "what counts": whatCounts(goal),
    event: `event ${goal.event}`,
    worth: worthInWords(goal.value),
    counting: goal.keyEvent ? countingInWords(goal) : "no key event",
    consent:
      goal.consent.length === 0
        ? "needs no consent"
        : `needs consent to ${[...goal.consent].sort().join(", ")}`,
  };
}

/** A trigger without conditions is a goal on every page, whose path begins with a slash. */
function whatCounts(goal: Goal): string {
  return goalInWords(goal).replace(/^page viewed: path begins with \/(?=,|$)/, "page viewed: any page");
}

function worthInWords(value: GoalValue | null): string {
  if (value === null || ("amount" in value && value.amount === 0)) return "worth nothing";
  if ("amount" in value) return `worth ${value.amount} ${value.currency}`;
  return `worth data_layer ${value.dataLayer}, in ${value.currency}`;
}

function countingInWords({ counting }: Goal): string {
  return counting === "once_per_event" ? "counts every time" : "counts once per session";
}

/** Cut between words. An amount of money stays whole, and the end is cut off only if a single word changes. */
function cut(before: string, after: string): Omit<WordChange, "about"> {
  const [was, is] = [before.split(" "), after.split(" ")];
  const start = before.startsWith("worth ") ? 1 : was.findIndex((word, index) => word !== is[index]);
  const [wasRest, isRest] = [was.slice(start), is.slice(start)];
  // What only adds something would have nothing on one side.
  if (start < 0 || isRest.length === 0) return { start: "", before, after, end: "" };
  const [wasEnd, isEnd] = [wasRest.slice(1).join(" "), isRest.slice(1).join(" ")];
  const isOneWord = wasEnd !== "" && wasEnd === isEnd && !before.startsWith("worth ");
  return {
    start: was
      .slice(0, start)
      .map((word) => `${word} `)
      .join(""),
    before: isOneWord ? wasRest[0]! : wasRest.join(" "),
    after: isOneWord ? isRest[0]! : isRest.join(" "),
    end: isOneWord ? ` ${isEnd}` : "",
  };
}
