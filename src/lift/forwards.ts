/** A GA4 event tag that has the name of whatever fires it, on a closed list of data-layer events → `forward:`. */

import { parameterText } from "../container/possible-texts.ts";
import { triggerOf } from "../container/trigger-events.ts";
import { isAnyPage } from "../language/goal-set/conditions.ts";
import type { Forward } from "../language/goal-set/forward.ts";
import type { Entity } from "../resources/body.ts";
import { FORWARD_KEY } from "../resources/compiled.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import { namesOfEvent } from "./event-names.ts";
import { factOf, referenceIn } from "./fact.ts";
import { registered, withoutGtagCheck } from "./goal.ts";
import { ownEntity } from "./live-state.ts";
import type { Lookup } from "./lookup.ts";
import { NOWHERE } from "./matchers.ts";
import { Findings, type Reason } from "./reasons.ts";
import { noteUnsupportedRows, sentBy } from "./sent.ts";
import { firingOf } from "./tag.ts";
import { conditionsOf } from "./trigger-condition.ts";

/** The id of a forward of ours; null for every other tag. */
export function forwardIdOf(tag: Entity, owner: string | null): string | null {
  const key = ownEntity(tag, owner)?.key ?? "";
  return key.startsWith(FORWARD_KEY) ? key.slice(FORWARD_KEY.length) : null;
}

export interface ReadForward {
  /** Null where the language has no words for it. */
  readonly forward: Forward | null;
  readonly reasons: readonly Reason[];
  /** What else it sends. */
  readonly kept: readonly string[];
}

/** Stands for each of the events, which are all treated alike. */
const EACH = "goalform_each";

export function forwardOf(id: string, tag: Entity, lookup: Lookup): ReadForward {
  const { at, target } = lookup;
  const findings = new Findings();
  const events = eventsOf(tag, lookup);
  if (events === null) {
    findings.leaveOut("event-name-forwarded");
    return { forward: null, reasons: findings.reasons, kept: [] };
  }
  const one = asOneEvent(tag, lookup);
  const content = { ...at.content, entities: { ...at.content.entities, "gtm.trigger": one.triggers } };
  const firing = firingOf(findings, one.tag, content, target);
  const [way, ...more] = firing?.ways ?? [];
  const { parameters, userProperties, ecommerce } = sentBy(findings, one.tag, content, {
    hasKeyEvent: true,
    ways: firing?.ways ?? [],
  });
  noteUnsupportedRows(findings, tag);
  if (firing && (way?.is !== "interaction" || more.length > 0)) findings.leaveOut("several-ways");
  if (firing?.sent === "once_per_page") findings.leaveOut("once-per-page");
  if (!firing || way?.is !== "interaction" || findings.reasons.length > 0)
    return { forward: null, reasons: findings.reasons, kept: findings.kept };
  const { where } = withoutGtagCheck(way, way.on, EACH);
  const { host } = way.page;
  const asks = where.length + way.cookie.length > 0 || !isAnyPage({ ...way.page, host: [] });
  if (asks) findings.leaveOut("forward-asks");
  const forward: Forward = {
    id,
    events,
    ecommerce,
    parameters: registered(parameters, lookup.columns),
    userProperties: registered(userProperties, lookup.userColumns),
    host,
    unless: [...firing.unless, ...way.unless],
    consent: firing.consent,
    at: NOWHERE,
  };
  return { forward: asks ? null : forward, reasons: findings.reasons, kept: findings.kept };
}

/** Every name that its only trigger takes, where the tag has that very name; null for everything else. */
export function eventsOf(tag: Entity, { at: { content } }: Lookup): readonly string[] | null {
  const name = referenceIn(parameterText(tag, "eventName") ?? "");
  const triggers = tag.firingTriggerId;
  if (name === null || factOf(name, content).is !== "event") return null;
  if (!Array.isArray(triggers) || triggers.length !== 1) return null;
  const trigger = triggerOf(content, String(triggers[0]));
  if (trigger?.type !== "customEvent") return null;
  const names = namesOfEvent(conditionsOf(trigger, "customEventFilter", content));
  return names === null || names.length === 0 ? null : [...new Set(names)];
}

/** The same tag and trigger as if they were for one event. */
function asOneEvent(tag: Entity, { at: { content } }: Lookup) {
  const [id] = tag.firingTriggerId as readonly string[];
  const parameter = parametersOf(tag).map((one) => (one.key === "eventName" ? { ...one, value: EACH } : one));
  const customEventFilter = [
    {
      type: "equals",
      parameter: [
        { type: "template", key: "arg0", value: "{{_event}}" },
        { type: "template", key: "arg1", value: EACH },
      ],
    },
  ];
  return {
    tag: { ...tag, parameter },
    triggers: content.entities["gtm.trigger"].map((one) =>
      String(one.triggerId) === String(id) ? { ...one, customEventFilter } : one,
    ),
  };
}
