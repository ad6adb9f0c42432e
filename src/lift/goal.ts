/** What a tag fires on → the goal that it counts. */
import type { Goal } from "../language/goal-set/goal.ts";
import { anyGoal } from "./any-goal.ts";
import type { Common } from "./common-keys.ts";
import type { Findings } from "./findings.ts";
import type { SessionGoals } from "./session.ts";
import type { Firing } from "./tag.ts";
import { isVirtualPage, somePage } from "./virtual-page.ts";

/** Null, with the reason noted, where several ways lead to it that are not one. */
export function goalOf(
  findings: Findings,
  { unless, ...common }: Common,
  { ways, sent }: Pick<Firing, "ways" | "sent">,
  sessions: SessionGoals,
): Goal | null {
  const [first, second] = ways;
  const isVirtual = first && second && ways.length === 2 && isVirtualPage(first, second);
  if (ways.length > 1 && !isVirtual) return anyGoal(findings, { unless, ...common }, { ways, sent });
  const way = first!;
  const { page, where, cookie } = way;
  const asked = { ...common, sent, where, cookie, unless: [...unless, ...way.unless] };
  if (isVirtual) return { ...asked, type: "destination", page: somePage(page), spa: true, via: "gtm" };
  switch (way.is) {
    case "page":
      return { ...asked, type: "destination", page: somePage(page), spa: false, via: "gtm" };
    case "history":
      findings.differ("loads-too");
      return { ...asked, type: "destination", page: somePage(page), spa: true, via: "gtm" };
    case "timer":
      return { ...asked, type: "duration", scope: "page", seconds: way.seconds, page, spa: false };
    case "session":
      return sessions.goal(findings, asked, way);
    case "interaction":
      return { ...asked, type: "event", on: way.on, page };
  }
}
