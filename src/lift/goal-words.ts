/** What a goal says, thing by thing, and what two goals say otherwise: in the words of the file. */
import { goalInWords } from "../compile/words.ts";
import type { EventParameter } from "../language/goal-set/event-parameter.ts";
import type { Goal, GoalValue } from "../language/goal-set/goal-set.ts";
import { goalSaid } from "../language/writing/goal.ts";
import { fieldsInOne, type Said } from "../language/writing/said.ts";

/** `page viewed: ` · `/thanks` → `/merci` · ``: what stays the same stands before and after. */
export interface WordChange {
  readonly about: About;
  readonly start: string;
  readonly before: string;
  readonly after: string;
  readonly end: string;
}

/** A goal as it stands in the file, and what it counts in one line. */
export interface GoalInFile {
  readonly counts: string;
  readonly goal: { readonly [key: string]: Said };
}

export function inFile(goal: Goal): GoalInFile {
  return { counts: goalInWords(goal), goal: fieldsInOne(goalSaid(goal)) };
}

export function wordChanges(before: Goal, after: Goal): readonly WordChange[] {
  const was = sayings(before);
  const is = sayings(after);
  return (Object.keys(was) as About[])
    .filter((about) => was[about] !== is[about])
    .map((about) => ({ about, ...cut(was[about], is[about]) }));
}

type About = "what counts" | "event" | "worth" | "counting" | "parameters" | "consent";

function sayings(goal: Goal): Readonly<Record<About, string>> {
  return {
    "what counts": goalInWords(goal),
    event: `event ${goal.event}`,
    worth: worthInWords(goal.value),
    counting: goal.keyEvent ? countingInWords(goal) : "no key event",
    parameters: parametersInWords(goal.parameters),
    consent:
      goal.consent.length === 0
        ? "needs no consent"
        : `needs consent to ${[...goal.consent].sort().join(", ")}`,
  };
}

function worthInWords(value: GoalValue | null): string {
  if (value === null || ("amount" in value && value.amount === 0)) return "worth nothing";
  if ("amount" in value) return `worth ${value.amount} ${value.currency}`;
  return `worth what the data layer has under ${value.dataLayer}, in ${value.currency}`;
}

function countingInWords({ counting }: Goal): string {
  return counting === "once_per_event" ? "counts every time" : "counts once per session";
}

function parametersInWords(parameters: readonly EventParameter[]): string {
  const each = parameters.map(({ name, from }) => {
    if ("constant" in from) return `${name} "${from.constant}"`;
    if ("dataLayer" in from) return `${name} from the data layer (${from.dataLayer})`;
    return "query" in from
      ? `${name} from the address (?${from.query})`
      : `${name} from the cookie ${from.cookie}`;
  });
  return each.length === 0 ? "sends no parameters" : `sends ${each.join(", ")}`;
}

/** Cut between words; what stands behind is cut off only where a single word changes, and never a currency. */
function cut(before: string, after: string): Omit<WordChange, "about"> {
  const [was, is] = [before.split(" "), after.split(" ")];
  const same = was.findIndex((word, index) => word !== is[index]);
  const start = same < 0 ? was.length : same;
  const wasRest = was.slice(start);
  const isRest = is.slice(start);
  const isOneWord =
    wasRest.length > 1 &&
    !before.startsWith("worth") &&
    wasRest.slice(1).join(" ") === isRest.slice(1).join(" ");
  const most = isOneWord ? 1 : Number.POSITIVE_INFINITY;
  return {
    start: start === 0 ? "" : `${was.slice(0, start).join(" ")} `,
    before: wasRest.slice(0, most).join(" "),
    after: isRest.slice(0, most).join(" "),
    end: isOneWord ? ` ${isRest.slice(1).join(" ")}` : "",
  };
}
