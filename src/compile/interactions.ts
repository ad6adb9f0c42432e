/** What a visitor does → the trigger that notices it. */

import type { Conditions } from "../language/goal-set/conditions.ts";
import type { Interaction } from "../language/goal-set/interaction.ts";
import { allConditions } from "./conditions.ts";
import { clickConditions, downloadConditions, formConditions, linkConditions } from "./element-conditions.ts";
import type { Destination } from "./event-tag.ts";
import { comparedParts } from "./history.ts";
import { pushTrigger } from "./pushes.ts";
import { notSentBySite } from "./sent-by-site.ts";
import { sessionEvent } from "./session-script/event.ts";
import {
  clickTrigger,
  customEventTrigger,
  formTrigger,
  historyTrigger,
  linkClickTrigger,
  pageViewTrigger,
  type Trigger,
} from "./triggers.ts";
import { scrollTrigger, videoTrigger, visibilityTrigger } from "./watched-triggers.ts";

/** Page views, and with `spa` virtual ones too. */
export function pageTriggers(owner: string, asked: Conditions, spa: boolean): Trigger[] {
  const conditions = allConditions(owner, asked);
  if (!spa) return [pageViewTrigger(conditions)];
  return [pageViewTrigger(conditions), historyTrigger(conditions, comparedParts(owner, asked.page))];
}

/** What is counted by an interaction. */
export interface Actor extends Conditions {
  /** The id of the goal or step. */
  readonly id: string;
  readonly on: Interaction;
  /** The GA4 event that our tag sends. */
  readonly event: string;
}

/** No trigger at all for an event that GA4 already receives. */
export function interactionTriggers(to: Destination, { id, on, event, ...asked }: Actor): Trigger[] {
  const { owner } = to;
  const conditions = allConditions(owner, asked);
  switch (on.kind) {
    case "ga4_event":
      return [];
    case "data_layer":
      return [pushTrigger(on, [...notSentBySite(to, on, event), ...conditions])];
    case "click":
      return [clickTrigger([...clickConditions(owner, on), ...conditions])];
    case "link":
      return [linkClickTrigger([...linkConditions(owner, on), ...conditions])];
    case "download":
      return [linkClickTrigger([...downloadConditions(on), ...conditions])];
    case "form":
      return [formTrigger([...formConditions(on), ...conditions])];
    case "scroll":
      return [scrollTrigger(on, conditions)];
    case "visible":
      return [visibilityTrigger(on, conditions)];
    case "video":
      return [videoTrigger(on, conditions)];
    case "returning_visit":
    case "funnel":
      return [customEventTrigger(sessionEvent(owner, id), conditions)];
  }
}
