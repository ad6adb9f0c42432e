/**
 * A goal → what the file contains: the inverse of `meaning/goal.ts`. Only what the file's defaults do not say already
 * is written, so reading it again in a file with the same defaults gives the same goal.
 */
import { type Exception, isAnyPage, type PageConditions, type TextMatcher } from "../goal-set/conditions.ts";
import type { EventParameter } from "../goal-set/event-parameter.ts";
import type { Adoption, ConsentType, Counting, Ecommerce, Goal, GoalValue, Via } from "../goal-set/goal.ts";
import { typeInFile } from "../goal-set/one-way.ts";
import type { SiteSource } from "../goal-set/site-source.ts";
import type { TrailingSlash } from "../goal-set/trailing-slash.ts";
import { titleOf } from "../meaning/title.ts";
import { unlessToYaml, valuesToYaml } from "./conditions.ts";
import { durationToYaml } from "./duration.ts";
import { interactionToYaml } from "./interaction.ts";
import { pageToYaml } from "./page.ts";
import { parametersToYaml, sourceToYaml } from "./parameters.ts";
import { type Field, field, fieldsInOne, type YamlValue } from "./yaml-value.ts";

/** `defaults:` of the file that the goal is written into. */
export interface FileDefaults {
  readonly counting: Counting | null;
  readonly currency: string | null;
  readonly via: Via;
  readonly consent: readonly ConsentType[];
  readonly spa?: boolean;
  readonly trailingSlash?: TrailingSlash;
  readonly parameters?: readonly EventParameter[];
  readonly userProperties?: readonly EventParameter[];
  readonly host?: readonly TextMatcher[];
  readonly unless?: readonly Exception[];
}

export const NO_DEFAULTS: FileDefaults = { counting: null, currency: null, via: "gtm", consent: [] };

/** @throws Error for comparisons that do not fit into one mapping (see `isSayable`). */
export function goalToYaml(goal: Goal, defaults: FileDefaults = NO_DEFAULTS): readonly Field[] {
  return [
    ...(goal.name === titleOf(goal.id) ? [] : field("name", goal.name)),
    ...field("description", goal.description),
    ["type", typeInFile(goal)],
    ...(goal.event === usualEvent(goal) ? [] : field("event", goal.event)),
    ...whatCounts(goal, defaults),
    ...field("where", valuesToYaml(goal.where)),
    ...field("cookie", valuesToYaml(goal.cookie)),
    ...unlessToYaml(goal.unless, defaults.unless, defaults.trailingSlash),
    ...valueToYaml(goal.value, defaults),
    ...countingToYaml(goal, defaults),
    ...(goal.sent === "every_time" ? [] : field("sent", goal.sent)),
    ...(goal.keyEvent ? [] : field("key_event", false)),
    ...field("parameters", parametersToYaml(unusual(goal.parameters, defaults.parameters))),
    ...field("user_properties", parametersToYaml(unusual(goal.userProperties, defaults.userProperties))),
    ...field("ecommerce", ecommerceToYaml(goal.ecommerce)),
    ...sourceFieldToYaml(goal),
    ...viaToYaml(goal, defaults),
    ...consentToYaml(goal.consent, defaults),
    ...(goal.isProtected ? field("protected", true) : []),
    ...field("was", goal.was),
    ...adoptionToYaml(goal.adopts),
    ...field("allow", goal.allows.length === 0 ? null : goal.allows),
  ];
}

export function adoptionToYaml(adopts: Adoption | null): readonly Field[] {
  if (adopts === null) return [];
  const { tag, digest } = adopts;
  return [["adopt", digest === null ? tag : { tag, digest }]];
}

function whatCounts(goal: Goal, defaults: FileDefaults): readonly Field[] {
  const page = (conditions: PageConditions) =>
    field("page", pageToYaml(conditions, defaults.host, defaults.trailingSlash));
  const spa = (isOn: boolean): readonly Field[] => (isOn === (defaults.spa ?? false) ? [] : [["spa", isOn]]);
  switch (goal.type) {
    case "destination":
      return [...namedPage(goal.page, defaults), ...spa(goal.spa)];
    case "duration": {
      const longer: Field = ["longer_than", durationToYaml(goal.seconds)];
      return goal.scope === "session"
        ? [longer]
        : [longer, ["scope", "page"], ...page(goal.page), ...spa(goal.spa)];
    }
    case "pages_per_session":
      return [["more_than", goal.moreThan]];
    case "event":
      return [...interactionToYaml(goal.on, defaults.trailingSlash), ...page(goal.page)];
    case "any": {
      const ways = goal.ways.map((way) => [
        ...(way.is === "page"
          ? [...namedPage(way.page, defaults), ...spa(way.spa)]
          : [...interactionToYaml(way.on, defaults.trailingSlash), ...page(way.page)]),
        ...field("where", valuesToYaml(way.where)),
        ...field("cookie", valuesToYaml(way.cookie)),
      ]);
      return [["any", ways.map(fieldsInOne)]];
    }
  }
}

/** What is about a page names one, be it the usual host alone. */
function namedPage(page: PageConditions, { host, trailingSlash }: FileDefaults): readonly Field[] {
  return field("page", pageToYaml(page, host, trailingSlash) ?? pageToYaml(page, [], trailingSlash));
}

export function ecommerceToYaml(ecommerce: Ecommerce | null): YamlValue | null {
  if (ecommerce === null) return null;
  return ecommerce.dataLayer === null ? true : { data_layer: ecommerce.dataLayer };
}

/** Without those that the defaults say in the same way. */
function unusual(
  parameters: readonly EventParameter[],
  usual: readonly EventParameter[] = [],
): readonly EventParameter[] {
  const said = ({ name, from, registered }: EventParameter) => JSON.stringify([name, from, registered]);
  const known = new Set(usual.map(said));
  return parameters.filter((one) => !known.has(said(one)));
}

/** The event without `event:`; of an event that Analytics receives anyway, all of it, that very one. */
function usualEvent(goal: Goal): string {
  return isGooglesOwn(goal) ? receivedEvent(goal)! : goal.id;
}

function isGooglesOwn(goal: Goal): boolean {
  return (
    goal.type === "event" &&
    goal.on.kind === "ga4_event" &&
    goal.where.length + goal.cookie.length + goal.unless.length === 0 &&
    isAnyPage(goal.page)
  );
}

function receivedEvent(goal: Goal): string | null {
  return goal.type === "event" && goal.on.kind === "ga4_event" ? goal.on.event : null;
}

function countingToYaml(goal: Goal, { counting }: FileDefaults): readonly Field[] {
  const usual = counting ?? (isGooglesOwn(goal) ? null : "once_per_session");
  return goal.counting === usual ? [] : field("counting", goal.counting);
}

function valueToYaml(value: GoalValue | null, defaults: FileDefaults): readonly Field[] {
  if (value === null) return [];
  const amount = "amount" in value ? value.amount : amountToYaml(value.source);
  const isUsual = value.currency === defaults.currency || value.currency === "";
  return [["value", amount], ...(isUsual ? [] : field("currency", value.currency))];
}

/** A default is an amount, too. */
function amountToYaml({ otherwise, ...source }: SiteSource): YamlValue {
  const said = sourceToYaml({ ...source, otherwise: null });
  return otherwise === null ? said : { ...said, default: Number(otherwise) };
}

function sourceFieldToYaml({ role, owner, stage, leadsTo }: Goal): readonly Field[] {
  const [only, ...more] = leadsTo;
  return [
    ...(role.is === "unspecified" ? [] : field("role", role.is)),
    ...(role.is === "micro" ? field("kind", role.kind) : []),
    ...field("owner", owner),
    ...field("stage", stage),
    ...field("leads_to", more.length === 0 ? (only ?? null) : leadsTo),
  ];
}

/** What the defaults say is a wish that not every goal can have, so a goal that could be meant says it itself. */
function viaToYaml(goal: Goal, { via }: FileDefaults): readonly Field[] {
  const counts = "via" in goal ? goal : goal.type === "event" && goal.on.kind === "funnel" ? goal.on : null;
  if (counts === null) return [];
  return via === "gtm" && counts.via === "gtm" ? [] : [["via", counts.via]];
}

export function consentToYaml(consent: readonly ConsentType[], defaults: FileDefaults): readonly Field[] {
  const asSet = (types: readonly ConsentType[]) => [...types].sort().join();
  return asSet(consent) === asSet(defaults.consent) ? [] : [["consent", consent]];
}
