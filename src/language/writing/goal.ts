/**
 * A goal → what the file contains: the inverse of `meaning/goal.ts`. Only what the file's defaults do not say already
 * is written, so reading it again in a file with the same defaults gives the same goal.
 */
import type { Exception, PageConditions, TextMatcher } from "../goal-set/conditions.ts";
import { isAnyPage } from "../goal-set/conditions.ts";
import type { EventParameter } from "../goal-set/event-parameter.ts";
import type { ConsentType, Counting, Ecommerce, Goal, GoalValue, Via } from "../goal-set/goal-set.ts";
import { typeInFile } from "../goal-set/one-way.ts";
import type { SiteSource } from "../goal-set/site-source.ts";
import type { TrailingSlash } from "../goal-set/trailing-slash.ts";
import { titleOf } from "../meaning/title.ts";
import { unlessSaid, valuesSaid } from "./conditions.ts";
import { durationSaid } from "./duration.ts";
import { interactionSaid } from "./interaction.ts";
import { pageSaid } from "./page.ts";
import { parametersSaid, sourceSaid } from "./parameters.ts";
import { type Field, field, fieldsInOne, type Said } from "./yaml-value.ts";

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
export function goalSaid(goal: Goal, defaults: FileDefaults = NO_DEFAULTS): readonly Field[] {
  return [
    ...(goal.name === titleOf(goal.id) ? [] : field("name", goal.name)),
    ...field("description", goal.description),
    ["type", typeInFile(goal)],
    ...(goal.event === usualEvent(goal) ? [] : field("event", goal.event)),
    ...whatCounts(goal, defaults),
    ...field("where", valuesSaid(goal.where)),
    ...field("cookie", valuesSaid(goal.cookie)),
    ...unlessSaid(goal.unless, defaults.unless, defaults.trailingSlash),
    ...worthSaid(goal.value, defaults),
    ...countingSaid(goal, defaults),
    ...(goal.sent === "every_time" ? [] : field("sent", goal.sent)),
    ...(goal.keyEvent ? [] : field("key_event", false)),
    ...field("parameters", parametersSaid(unusual(goal.parameters, defaults.parameters))),
    ...field("user_properties", parametersSaid(unusual(goal.userProperties, defaults.userProperties))),
    ...field("ecommerce", ecommerceSaid(goal.ecommerce)),
    ...placeSaid(goal),
    ...viaSaid(goal, defaults),
    ...consentSaid(goal.consent, defaults),
    ...(goal.isProtected ? field("protected", true) : []),
    ...field("was", goal.was),
    ...adoptionSaid(goal),
    ...field("allow", goal.allows.length === 0 ? null : goal.allows),
  ];
}

function adoptionSaid({ adopts }: Goal): readonly Field[] {
  if (adopts === null) return [];
  const { tag, digest } = adopts;
  return [["adopt", digest === null ? tag : { tag, digest }]];
}

function whatCounts(goal: Goal, defaults: FileDefaults): readonly Field[] {
  const page = (conditions: PageConditions) =>
    field("page", pageSaid(conditions, defaults.host, defaults.trailingSlash));
  const spa = (isOn: boolean): readonly Field[] => (isOn === (defaults.spa ?? false) ? [] : [["spa", isOn]]);
  switch (goal.type) {
    case "destination":
      // A destination names a page, be it the usual host alone.
      return [
        ...field(
          "page",
          pageSaid(goal.page, defaults.host, defaults.trailingSlash) ??
            pageSaid(goal.page, [], defaults.trailingSlash),
        ),
        ...spa(goal.spa),
      ];
    case "duration": {
      const longer: Field = ["longer_than", durationSaid(goal.seconds)];
      return goal.scope === "session"
        ? [longer]
        : [longer, ["scope", "page"], ...page(goal.page), ...spa(goal.spa)];
    }
    case "pages_per_session":
      return [["more_than", goal.moreThan]];
    case "event":
      return [...interactionSaid(goal.on, defaults.trailingSlash), ...page(goal.page)];
    case "any":
      return [
        [
          "any",
          goal.ways.map((way) =>
            fieldsInOne([
              ...(way.is === "page" ? [] : interactionSaid(way.on, defaults.trailingSlash)),
              ...(way.is === "page"
                ? field(
                    "page",
                    pageSaid(way.page, defaults.host, defaults.trailingSlash) ??
                      pageSaid(way.page, [], defaults.trailingSlash),
                  )
                : page(way.page)),
              ...(way.is === "page" ? spa(way.spa) : []),
              ...field("where", valuesSaid(way.where)),
              ...field("cookie", valuesSaid(way.cookie)),
            ]),
          ),
        ],
      ];
  }
}

export function ecommerceSaid(ecommerce: Ecommerce | null): Said | null {
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

function countingSaid(goal: Goal, { counting }: FileDefaults): readonly Field[] {
  const usual = counting ?? (isGooglesOwn(goal) ? null : "once_per_session");
  return goal.counting === usual ? [] : field("counting", goal.counting);
}

function worthSaid(value: GoalValue | null, defaults: FileDefaults): readonly Field[] {
  if (value === null) return [];
  const amount = "amount" in value ? value.amount : amountSaid(value.source);
  const isUsual = value.currency === defaults.currency || value.currency === "";
  return [["value", amount], ...(isUsual ? [] : field("currency", value.currency))];
}

/** A default is an amount, too. */
function amountSaid({ otherwise, ...source }: SiteSource): Said {
  const said = sourceSaid({ ...source, otherwise: null });
  return otherwise === null ? said : { ...said, default: Number(otherwise) };
}

function placeSaid({ role, owner, stage, leadsTo }: Goal): readonly Field[] {
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
function viaSaid(goal: Goal, { via }: FileDefaults): readonly Field[] {
  if (!("via" in goal)) return [];
  return via === "gtm" && goal.via === "gtm" ? [] : [["via", goal.via]];
}

export function consentSaid(consent: readonly ConsentType[], defaults: FileDefaults): readonly Field[] {
  const asSet = (types: readonly ConsentType[]) => [...types].sort().join();
  return asSet(consent) === asSet(defaults.consent) ? [] : [["consent", consent]];
}
