/** A funnel → what the file contains: the inverse of `meaning/funnel.ts`. */
import { isAnyPage } from "../goal-set/conditions.ts";
import type { Funnel, FunnelAudience, FunnelStep } from "../goal-set/funnel.ts";
import { titleOf } from "../meaning/title.ts";
import { unlessToYaml, valuesToYaml } from "./conditions.ts";
import { durationToYaml } from "./duration.ts";
import { adoptionToYaml, consentToYaml, type FileDefaults, NO_DEFAULTS } from "./goal.ts";
import { interactionToYaml } from "./interaction.ts";
import { pageToYaml } from "./page.ts";
import { type Field, field, fieldsInOne, type YamlValue } from "./yaml-value.ts";

/** `goalNames`: the names of the file's goals by id, which steps have without saying so. */
export function funnelToYaml(
  funnel: Funnel,
  goalNames: ReadonlyMap<string, string>,
  defaults: FileDefaults = NO_DEFAULTS,
): readonly Field[] {
  return [
    ...(funnel.name === titleOf(funnel.id) ? [] : field("name", funnel.name)),
    ...field("description", funnel.description),
    ...(funnel.open ? field("open", true) : []),
    ...field("within", funnel.within === null ? null : durationToYaml(funnel.within)),
    ["steps", funnel.steps.map((step) => stepToYaml(funnel.id, step, goalNames, defaults))],
    ...field("audiences", audiencesToYaml(funnel.audiences)),
    ...consentToYaml(funnel.consent, defaults),
    ...unlessToYaml(funnel.unless, defaults.unless, defaults.trailingSlash),
    ...field("allow", funnel.allows.length === 0 ? null : funnel.allows),
  ];
}

function stepToYaml(
  funnel: string,
  step: FunnelStep,
  goalNames: ReadonlyMap<string, string>,
  { via, spa = false, host = [], trailingSlash }: FileDefaults,
): YamlValue {
  if (step.is === "goal") {
    const usual = goalNames.get(step.goal) ?? titleOf(step.goal);
    return step.name === usual ? step.goal : { goal: step.goal, name: step.name };
  }
  const name: readonly Field[] = step.name === titleOf(step.id) ? [] : [["name", step.name]];
  const what =
    step.is === "page"
      ? [
          ...(step.spa === spa ? [] : field("spa", step.spa)),
          ...(via === "gtm" && step.via === "gtm" ? [] : field("via", step.via)),
        ]
      : interactionToYaml(step.on, trailingSlash);
  return fieldsInOne([
    ["id", step.id],
    ...name,
    ...field("page", pageToYaml(step.page, host, trailingSlash)),
    ...what,
    ...field("where", valuesToYaml(step.where)),
    ...field("cookie", valuesToYaml(step.cookie)),
    ...(step.event === usualEvent(funnel, step) ? [] : field("event", step.event)),
    ...adoptionToYaml(step.adopts ?? null),
  ]);
}

function usualEvent(funnel: string, step: Exclude<FunnelStep, { is: "goal" }>): string {
  const takesAll =
    step.is === "interaction" &&
    step.on.kind === "ga4_event" &&
    step.where.length + step.cookie.length === 0 &&
    isAnyPage(step.page);
  return takesAll && step.on.kind === "ga4_event" ? step.on.event : `${funnel}_${step.id}`;
}

/** How long people stay in an audience unless the file says. */
const USUAL_DAYS = 30;

function audiencesToYaml(audiences: readonly FunnelAudience[]): YamlValue | null {
  if (audiences.length === 0) return null;
  if (audiences.every(({ days }) => days === USUAL_DAYS)) return audiences.map(({ of }) => of);
  return fieldsInOne(audiences.map(({ of, days }): Field => [of, days === USUAL_DAYS ? {} : { days }]));
}
