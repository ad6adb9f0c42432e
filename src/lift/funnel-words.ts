/** What a funnel says, step by step, and what two funnels say otherwise: in the words of the file. */

import { funnelInWords, stepInWords } from "../compile/words/funnel.ts";
import type { Funnel, FunnelStep } from "../language/goal-set/funnel.ts";
import { funnelToYaml } from "../language/writing/funnel.ts";
import { fieldsInOne } from "../language/writing/yaml-value.ts";
import { durationInWords } from "../resources/duration-words.ts";
import { change, consentInWords, cut, type InFile, NOTHING, type WordChange } from "./goal-words.ts";

export function funnelInFile(funnel: Funnel): InFile {
  return { counts: funnelInWords(funnel), said: fieldsInOne(funnelToYaml(funnel, new Map())) };
}

/** Of a funnel that goes: what each step counted, since its own tags and rules go as well. */
export function funnelCountedBefore(funnel: Funnel): string {
  const steps = funnel.steps.map(
    (step) => `${step.name} (${step.is === "goal" ? "a goal" : stepInWords(step)})`,
  );
  return `funnel with the steps ${steps.join(", ")}`;
}

export function funnelChanges(before: Funnel, after: Funnel): readonly WordChange[] {
  return [
    ...change("name", "name ", before.name, after.name),
    ...stepChanges(before, after),
    ...change("consent", "", consentInWords(before.consent), consentInWords(after.consent)),
    ...audienceChanges(before, after),
  ];
}

function idOf(step: FunnelStep): string {
  return step.is === "goal" ? step.goal : step.id;
}

function stepChanges(before: Funnel, after: Funnel): readonly WordChange[] {
  const ids = [...new Set([...after.steps, ...before.steps].map(idOf))];
  return ids.flatMap((id): readonly WordChange[] => {
    const [was, is] = [before, after].map(({ steps }) => steps.find((step) => idOf(step) === id));
    const start = `step ${is?.name ?? was!.name}: `;
    const [old, fresh] = [was, is].map((step) => (step ? inWords(step) : NOTHING)) as [string, string];
    if (was === undefined || is === undefined) return change("steps", start, old, fresh);
    if (old === fresh) return change("steps", `${start}event `, eventOf(was), eventOf(is));
    const what = cut(old, fresh);
    return [{ about: "steps", ...what, start: start + what.start }];
  });
}

function inWords(step: FunnelStep): string {
  if (step.is === "goal") return `the goal ${step.goal}`;
  return stepInWords(step);
}

function eventOf(step: FunnelStep): string {
  return step.is === "goal" ? "" : step.event;
}

/** Order, time and who may enter show in nothing but audiences: without one on either side there is nothing to compare. */
function audienceChanges(before: Funnel, after: Funnel): readonly WordChange[] {
  const names = [...new Set([...before.audiences, ...after.audiences].map(({ of }) => of))];
  const days = ({ audiences }: Funnel, of: string) => {
    const found = audiences.find((one) => one.of === of);
    return found ? `${found.days} ${found.days === 1 ? "day" : "days"}` : NOTHING;
  };
  const each = names.flatMap((of) =>
    change("audiences", `audience ${of}: `, days(before, of), days(after, of)),
  );
  if (before.audiences.length === 0 || after.audiences.length === 0) return each;
  if (before.open !== after.open)
    return [...change("audiences", "", openInWords(before), openInWords(after)), ...each];
  const order = ({ steps, open }: Funnel) => (open ? "any" : steps.map(({ name }) => name).join(", "));
  const isSameSteps = [...before.steps].map(idOf).sort().join() === [...after.steps].map(idOf).sort().join();
  return [
    ...(isSameSteps ? change("audiences", "order of steps: ", order(before), order(after)) : []),
    ...change("audiences", "time between two steps: ", timeInWords(before), timeInWords(after)),
    ...each,
  ];
}

function openInWords({ open }: Funnel): string {
  return open ? "open: people may enter at any step" : "closed: the first step is required";
}

function timeInWords({ within }: Funnel): string {
  return within === null ? "any" : durationInWords(within);
}
