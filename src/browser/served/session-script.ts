/** The session script in a served container: its list of goals is found again in what Google compiled. */
import { type SessionGoal, sessionScriptHtml } from "../../compile/session-script/session-script.ts";
import { parameterText } from "../../container/possible-texts.ts";
import { triggerInFull } from "../../container/references.ts";
import { triggerOf } from "../../container/trigger-events.ts";
import type { Entity } from "../../resources/body.ts";
import { canonicalJson } from "../../resources/json.ts";
import { writeMark } from "../../resources/mark.ts";
import { SESSION_SCRIPT_ADDRESS } from "../../resources/session-goals.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";
import { isList } from "./read-served.ts";
import { literalAt } from "./scripts.ts";

export interface ServedScript {
  /** As the goals file would write it, with its mark. */
  readonly tag: Entity;
  readonly measurementId: string;
}

/** The scripts that push events of this owner's goals; more than one push them twice. */
export function sessionScriptsIn(content: ContainerContent, owner: string): readonly ServedScript[] {
  return content.entities["gtm.tag"].flatMap((tag) => {
    const found = tag.type === "html" ? calledWith(parameterText(tag, "html") ?? "", owner) : null;
    if (found === null) return [];
    const html = { type: "template", key: "html", value: sessionScriptHtml({ owner, ...found }) };
    const mark = { owner, address: SESSION_SCRIPT_ADDRESS, digest: "0".repeat(16), remembers: [] };
    return [
      {
        tag: { ...tag, parameter: [html], notes: writeMark(undefined, mark) },
        measurementId: found.measurementId,
      },
    ];
  });
}

interface Called {
  readonly measurementId: string;
  readonly goals: readonly SessionGoal[];
}

/** `(…)("goalform.acme-shop", "G-…", [{event: …}, …])`. */
function calledWith(html: string, owner: string): Called | null {
  const call = new RegExp(`["']goalform\\.${owner}["']\\s*,\\s*["'](G-[A-Z0-9]+)["']\\s*,\\s*(?=\\[)`).exec(
    html,
  );
  if (call === null) return null;
  const list = literalAt(html, call.index + call[0].length);
  const goals = isList(list ?? null) ? (list as readonly unknown[]).filter(isSessionGoal) : [];
  return { measurementId: call[1]!, goals };
}

/** What `sessionScriptHtml` takes; a served script can say anything. */
function isSessionGoal(value: unknown): value is SessionGoal {
  if (typeof value !== "object" || value === null) return false;
  const { event, longerThan, moreThanPages, pageLongerThan, returning, looksAt, funnel, steps, within } =
    value as Record<string, unknown>;
  if (typeof event !== "string" || !/^[A-Za-z0-9_.-]+$/.test(event)) return false;
  const isNumber = (one: unknown) => typeof one === "number" && Number.isFinite(one) && one >= 0;
  if (pageLongerThan !== undefined) return isNumber(pageLongerThan) && Array.isArray(looksAt);
  if (funnel !== undefined)
    return (
      /^[a-z][a-z0-9_]*$/.test(String(funnel)) &&
      isNumber(steps) &&
      (within === undefined || isNumber(within))
    );
  return returning === true || isNumber(longerThan) || isNumber(moreThanPages);
}

/** Whether two tags are fired at the same moments, whatever their triggers are called. */
export function firedAlike(
  one: Entity,
  inContent: ContainerContent,
  other: Entity,
  inOther: ContainerContent,
): boolean {
  return moments(one, inContent) === moments(other, inOther);
}

function moments({ firingTriggerId }: Entity, content: ContainerContent): string {
  const all = (firingTriggerId ?? []).map((id) => {
    const trigger = triggerOf(content, id);
    return trigger === null ? id : canonicalJson(triggerInFull(trigger as Entity, content));
  });
  return [...new Set(all)].sort().join("\n");
}
