/** What the session script finds → the goals that its tag has in its list. */
import { parameterText } from "../container/possible-texts.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import { sessionScriptParts } from "../resources/session-goals.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import type { Common } from "./common-keys.ts";
import type { Findings } from "./findings.ts";
import { ownEntity } from "./live-state.ts";
import type { Way } from "./way.ts";

type SessionWay = Extract<Way, { is: "session" }>;

export interface SessionGoals {
  goal(findings: Findings, common: Common, way: SessionWay): Goal | null;
}

export function sessionGoalsOf(content: ContainerContent, owner: string | null): SessionGoals {
  const script = content.entities["gtm.tag"].find((tag) => ownEntity(tag, owner)?.key === "shared:session");
  const html = script === undefined ? "" : (parameterText(script, "html") ?? "");
  const { goals } = sessionScriptParts(owner ?? "", html);
  return {
    goal(findings, { where: _, cookie: __, ...others }, { id, page, where, cookie }) {
      const common = { ...others, where, cookie };
      const found = detailsOf(goals.get(id));
      if (found === null) {
        findings.leaveOut("unknown-trigger", id);
        return null;
      }
      const of = (key: string) => Number(found[key]);
      if ("longerThan" in found)
        return { ...common, type: "duration", scope: "session", seconds: of("longerThan") };
      if ("moreThanPages" in found)
        return { ...common, type: "pages_per_session", moreThan: of("moreThanPages"), via: "gtm" };
      if ("funnel" in found) {
        const within = typeof found["within"] === "number" ? found["within"] : null;
        const on = { kind: "funnel", funnel: String(found["funnel"]), via: "gtm", within } as const;
        return { ...common, type: "event", on, page };
      }
      if ("returning" in found) return { ...common, type: "event", on: { kind: "returning_visit" }, page };
      return { ...common, type: "duration", scope: "page", seconds: of("pageLongerThan"), page, spa: true };
    },
  };
}

function detailsOf(text: string | undefined): Readonly<Record<string, unknown>> | null {
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}
