/**
 * A site's own `gtag('event', …)` fires custom-event triggers as well. Where the page configured the id itself, GA4 has
 * that event already, and sending it again under the same name would double it. A Google tag that Tag Manager loads
 * does not receive it: there ours is the only one.
 *
 * The values of such an event are under `eventModel` until the next message.
 */
import { matchesPush } from "../countable/pushes.ts";
import { type Interaction, type PushInteraction, pushedName } from "../language/goal-set/interaction.ts";
import { entityName } from "../resources/entity-name.ts";
import { exceptionAddress } from "../resources/exceptions.ts";
import { digestOf } from "../resources/json.ts";
import type { Destination } from "./event-tag.ts";
import type { BlockingTrigger } from "./exceptions.ts";
import type { Condition } from "./gtm-json.ts";
import { isPresent } from "./text-conditions.ts";
import { customEventTrigger } from "./triggers.ts";
import { dataLayerForConditions } from "./variables/data-layer.ts";
import { NOT_SET } from "./variables/variable.ts";

/** The key of the data layer. */
export const VALUES = "eventModel";

/** The condition of a trigger that waits for the very event that it sends. */
export function notSentBySite(to: Destination, on: PushInteraction, sends: string): Condition[] {
  if (!to.receivesGtagEvents || pushedName(on) !== sends) return [];
  return [nothingFromGtag(to.owner)];
}

export function nothingFromGtag(owner: string): Condition {
  return { variable: dataLayerForConditions(owner, VALUES), type: "equals", value: NOT_SET };
}

/** Whether several events fire a tag, the one that it sends among them. */
export function isAmong(ons: readonly Interaction[], sends: string): boolean {
  return ons.some((on) => on.kind === "data_layer" && pushedName(on) === null && matchesPush(on, sends));
}

/** Blocks such a tag for what gtag sent: a trigger for several events cannot ask this of one of them. */
export function blocksSentBySite(owner: string, sends: string): BlockingTrigger {
  const fires = customEventTrigger(sends, [isPresent(dataLayerForConditions(owner, VALUES), false)]);
  const name = entityName(owner, `unless gtag sent ${sends}`);
  return { ...fires, address: exceptionAddress(digestOf(fires.body)), name };
}
