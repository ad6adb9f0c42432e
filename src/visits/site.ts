/** What a visit meets: a container, and a property with its rules and audiences. */
import type { SessionGoal } from "../compile/session-script/session-script.ts";
import type { Container, Tag } from "../engine/container.ts";
import type { EventCreateRule } from "../engine/event-create-rules.ts";
import type { Measured } from "./measured-events.ts";

export interface Site {
  readonly measurementId: string;
  /** Whether Analytics receives what the site's pages send with `gtag('event', …)`. */
  readonly isConfiguredByPage: boolean;
  /** Whether any Google tag collects page views for the measurement id. */
  readonly collectsPageViews: boolean;
  /** What its Google tag measures by itself; absent: page views, and nothing that a test does not say. */
  readonly measured?: ReadonlySet<Measured>;
  readonly container: Container;
  readonly rules: readonly KeyedRule[];
  /** What the session script looks for. */
  readonly session: readonly SessionGoal[];
  /** By the part of an address after the kind: a goal's id, `<funnel>.<step>`, or `shared:session`. */
  readonly tags: ReadonlyMap<string, Tag>;
  /** Audiences that send an event for the pages of a session. */
  readonly pageCounts: readonly PageCount[];
}

export interface KeyedRule {
  readonly key: string;
  readonly rule: EventCreateRule;
}

export interface PageCount {
  /** A goal's id. */
  readonly key: string;
  readonly event: string;
  readonly moreThan: number;
}
