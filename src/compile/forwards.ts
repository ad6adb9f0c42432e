/** `forward:` → one trigger for all its events, and one GA4 event tag that is named after whichever it was. */
import { ANY_PAGE } from "../language/goal-set/conditions.ts";
import type { Forward } from "../language/goal-set/forward.ts";
import type { PushInteraction } from "../language/goal-set/interaction.ts";
import { FORWARD_KEY } from "../resources/compiled.ts";
import { forwardLabel } from "../resources/entity-name.ts";
import type { DesiredResource } from "../resources/resource.ts";
import { allConditions } from "./conditions.ts";
import { type Destination, type EventTag, eventTagResources, variableResources } from "./event-tag.ts";
import { reference } from "./gtm-json.ts";
import { pushTrigger } from "./pushes.ts";
import { columnResources } from "./registrations.ts";
import { nothingFromGtag } from "./sent-by-site.ts";
import { EVENT_NAME } from "./variables/built-in.ts";

export function forwardResources(to: Destination, forward: Forward): DesiredResource[] {
  const { host, at } = forward;
  const asked = allConditions(to.owner, { page: { ...ANY_PAGE, host }, where: [], cookie: [] });
  // What the page's own gtag sends, Analytics has already where the page configures the id.
  const twice = to.receivesGtagEvents ? [nothingFromGtag(to.owner)] : [];
  const user = `forward:${forward.id}` as const;
  const from = { user, at };
  const counted: EventTag = {
    ...forward,
    key: `${FORWARD_KEY}${forward.id}`,
    label: forwardLabel(forward.id),
    event: reference(EVENT_NAME),
    triggers: [pushTrigger(pushed(forward), [...twice, ...asked])],
    value: null,
    isAmongEvents: false,
    sent: "every_time",
    ...from,
  };
  return [
    ...variableResources(EVENT_NAME, from),
    ...eventTagResources(to, counted),
    ...columnResources(to, columnsOf(forward), user),
  ];
}

/** Exactly these names, in their own case. */
function pushed({ events, at }: Forward): PushInteraction {
  const [first = "", ...more] = events;
  const isOneOf = { values: [first, ...more], not: false, ignoreCase: false, at } as const;
  return {
    kind: "data_layer",
    event: [more.length === 0 ? { op: "equals", ...isOneOf } : { op: "one_of", ...isOneOf }],
  };
}

/** Parameters of the defaults that reports are to show. */
function columnsOf({ parameters, userProperties, at }: Forward) {
  const sent = [
    ...parameters.map((one) => ({ ...one, scope: "event" as const })),
    ...userProperties.map((one) => ({ ...one, scope: "user" as const })),
  ];
  return sent.flatMap(({ name: parameter, registered, scope }) =>
    registered ? [{ parameter, scope, registered, noAds: false, at }] : [],
  );
}
