/** Whether the goals file takes what was lifted: it is written and read again, by the very rules of `validate`. */
import type { EventParameter } from "../language/goal-set/event-parameter.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import { titleOf } from "../language/meaning/title.ts";
import { readGoals } from "../language/read-goals.ts";
import { goalToYaml } from "../language/writing/goal.ts";
import { type Field, fieldsInOne, type YamlValue } from "../language/writing/yaml-value.ts";

/** The head of a file that is only there to be checked. */
const HEAD = {
  version: 1,
  name: "lifted",
  targets: {
    here: {
      ga4: { property: "123456789", measurement_id: "G-LIFTED0001" },
      gtm: { container: "GTM-LIFTED1" },
    },
  },
} as const;

/** Containers are lifted again when little in them has changed, and reading takes most of the time of that. */
const known = new Map<string, string | null>();
const MOST_KNOWN = 100;

/** The code of the first error; null where there is none. */
export function refusalOf(
  goals: { readonly [id: string]: YamlValue },
  funnels: { readonly [id: string]: YamlValue } = {},
): string | null {
  const text = JSON.stringify({ ...HEAD, goals, funnels: { ...someFunnels(goals), ...funnels } });
  const earlier = known.get(text);
  if (earlier !== undefined) return earlier;
  const refusal = refusalOfText(text);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, refusal);
  return refusal;
}

function refusalOfText(text: string): string | null {
  const { goalSet, diagnostics } = readGoals("lifted.yaml", new TextEncoder().encode(text));
  return goalSet === null
    ? (diagnostics.find(({ severity }) => severity === "error")?.code ?? "unknown")
    : null;
}

/** What goals are on is judged by itself. */
function someFunnels(goals: { readonly [id: string]: YamlValue }): { readonly [id: string]: YamlValue } {
  const ids = Object.values(goals).flatMap((goal) => {
    const { funnel } = ((goal as { readonly on?: YamlValue }).on ?? {}) as { readonly funnel?: YamlValue };
    return typeof funnel === "string" ? [funnel] : [];
  });
  const steps = [
    { id: "a", page: "/a" },
    { id: "b", page: "/b" },
  ];
  return Object.fromEntries(ids.map((id) => [id, { steps }]));
}

export interface Accepted {
  readonly goal: Goal;
  readonly fields: readonly Field[];
  /** Names of parameters that the file would refuse; the goal is without them. */
  readonly without: readonly string[];
}

export type Judged = Accepted | { readonly goal: Goal; readonly refusal: string };

/** Each goal by itself, whatever the others are called; together first, since most files are right. */
export function judged(goals: readonly Goal[]): readonly Judged[] {
  const written = goals.map((goal): Accepted => ({ goal, fields: goalToYaml(goal), without: [] }));
  const whole = Object.fromEntries(written.map(({ goal, fields }) => [goal.id, fieldsInOne(fields)]));
  return refusalOf(whole) === null ? written : goals.map(judgedAlone);
}

function judgedAlone(goal: Goal): Judged {
  const whole = judgedAs(goal);
  if (!("refusal" in whole)) return whole;
  const plain = { ...goal, name: titleOf(goal.id), description: null };
  const isRefused = (one: EventParameter) => "refusal" in judgedAs({ ...plain, parameters: [one] });
  const refused = goal.parameters.filter(isRefused);
  const rest = judgedAs({ ...goal, parameters: goal.parameters.filter((one) => !refused.includes(one)) });
  return "refusal" in rest ? whole : { ...rest, without: refused.map(({ name }) => name) };
}

/** Names of tags are not made to be names of goals: without its own, a goal is called as its id says. */
function judgedAs(goal: Goal): Judged {
  const plain = { ...goal, name: titleOf(goal.id), description: null };
  let refusal = "";
  for (const one of [goal, { ...goal, description: null }, plain]) {
    const fields = goalToYaml(one);
    const code = refusalOf({ [goal.id]: fieldsInOne(fields) });
    if (code === null) return { goal: one, fields, without: [] };
    refusal = code;
  }
  return { goal, refusal };
}
