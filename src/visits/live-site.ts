/** What is live at Google → what a visit meets there, no matter who made it. */
import type { SessionGoal } from "../compile/session-script/session-script.ts";
import type { Container, Parameter, Tag } from "../engine/container.ts";
import type { EventCreateRule } from "../engine/event-create-rules.ts";
import type { Measured } from "./measured-events.ts";
import { isModelled } from "./session-script.ts";
import type { PageCount, Site } from "./site.ts";

export interface Live {
  readonly measurementId: string;
  /** Whether the site's own pages have the Google tag. */
  readonly isConfiguredByPage: boolean;
  /** As the API gives the live version; null where nothing is published. */
  readonly container: object | null;
  /** Messages of Analytics Admin, of this web stream and this property. */
  readonly rules: readonly object[];
  readonly audiences: readonly object[];
  /** What enhanced measurement measures in this web stream. */
  readonly measured: readonly Measured[];
}

export function liveSite({
  measurementId,
  isConfiguredByPage,
  container: body,
  rules,
  audiences,
  measured,
}: Live): Site {
  const container = (body ?? {}) as Container;
  const tags = (container.tag ?? []).filter(({ paused }) => paused !== true);
  const scripts = tags.flatMap((tag) => {
    const session = sessionGoalsIn(tag, measurementId);
    return session.length === 0 ? [] : [{ tag, session }];
  });
  return {
    measurementId,
    isConfiguredByPage,
    collectsPageViews: isConfiguredByPage || tags.some((tag) => isGoogleTag(tag, measurementId)),
    measured: new Set(measured),
    container,
    rules: rules.map((rule, index) => ({ key: String(index), rule: rule as EventCreateRule })),
    session: scripts.flatMap(({ session }) => session),
    tags: new Map(scripts.map(({ tag }, index) => [`shared:session ${index}`, tag])),
    pageCounts: audiences.flatMap(
      (audience, index) => pageCountIn(audience as Audience, String(index)) ?? [],
    ),
  };
}

/** The goals in the list of a session script: one object for each, with the event that it pushes. */
function sessionGoalsIn({ type, parameter }: Tag, measurementId: string): readonly SessionGoal[] {
  const html = type === "html" ? textOf(parameter, "html") : "";
  if (!html.includes(JSON.stringify(measurementId))) return [];
  const objects = html.match(/\{[^{}]*"event":\s*"goalform\.[\w.-]+"[^{}]*\}/g) ?? [];
  return objects.flatMap((text) => {
    const goal = readObject(text);
    return goal !== null && isModelled(goal) ? [goal] : [];
  });
}

function readObject(text: string): SessionGoal | null {
  try {
    return JSON.parse(text) as SessionGoal;
  } catch {
    return null;
  }
}

/** What its id is by a variable, is taken for ours: the engine follows variables only when tags fire. */
function isGoogleTag({ type, parameter }: Tag, measurementId: string): boolean {
  const key = type === "googtag" ? "tagId" : type === "gaawc" ? "measurementId" : null;
  if (key === null) return false;
  const id = textOf(parameter, key);
  return id === measurementId || id.startsWith("{{");
}

function textOf(parameters: readonly Parameter[] | null | undefined, key: string): string {
  return parameters?.find((one) => one.key === key)?.value ?? "";
}

interface Audience {
  readonly eventTrigger?: { readonly eventName?: string };
  readonly filterClauses?: readonly unknown[];
}

/** "More than N page views in one session", as `compile/audiences.ts` says it; null for any other audience. */
function pageCountIn({ eventTrigger, filterClauses = [] }: Audience, key: string): PageCount | null {
  const event = eventTrigger?.eventName;
  const [clause, ...others] = filterClauses;
  const text = JSON.stringify(clause ?? {});
  const isOfSession = /"scope":"AUDIENCE_FILTER_SCOPE_WITHIN_SAME_SESSION"/.test(text);
  const counts = [
    ...text.matchAll(
      /"fieldName":"eventCount","numericFilter":\{"operation":"GREATER_THAN","value":\{"int64Value":"(\d+)"/g,
    ),
  ];
  const [count] = counts;
  const isPages = (text.match(/"eventName":"(?:[^"\\]|\\.)*"/g) ?? []).every(
    (one) => one === '"eventName":"page_view"',
  );
  if (event === undefined || others.length > 0 || counts.length !== 1 || !isOfSession || !isPages)
    return null;
  return { key, event, moreThan: Number(count![1]) };
}
