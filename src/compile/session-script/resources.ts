/** The one tag that all goals share which the session script finds: the script and what makes it run. */
import { compareText } from "../../diagnostic.ts";
import { ANY_PAGE, type TextMatcher } from "../../language/goal-set/conditions.ts";
import type { Funnel } from "../../language/goal-set/funnel.ts";
import type {
  EventGoal,
  Goal,
  PageDurationGoal,
  PagesPerSessionGoal,
  SessionDurationGoal,
} from "../../language/goal-set/goal.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import type { ReturningVisitInteraction } from "../../language/goal-set/interaction.ts";
import { entityName, SESSION_SCRIPT } from "../../resources/entity-name.ts";
import { address, type DesiredResource, refTo, type User } from "../../resources/resource.ts";
import { type Destination, folder, tagBody, triggerResource, variableResources } from "../event-tag.ts";
import { boolean, template } from "../gtm-json.ts";
import { comparedAddressParts } from "../history.ts";
import { pageConditions } from "../page.ts";
import { pageViewTrigger, type Trigger, trigger } from "../triggers.ts";
import { sessionEvent } from "./event.ts";
import { type FunnelGoal, funnelInScript, isFunnelGoal } from "./funnel-goals.ts";
import { type SessionGoal, sessionScriptHtml } from "./session-script.ts";

/** "All Pages", which every web container has without listing it. */
const ALL_PAGES = "2147479553";

const KEY = "shared:session";

/** Every history change: the script itself decides what a new page is. */
const ANY_HISTORY_CHANGE: Trigger = { part: "history", body: { type: "historyChange" }, reads: [] };

type ReturningVisitGoal = EventGoal & { readonly on: ReturningVisitInteraction };
type SessionScriptGoal =
  | SessionDurationGoal
  | PageDurationGoal
  | PagesPerSessionGoal
  | ReturningVisitGoal
  | FunnelGoal;

/** Only pages of the hosts of `defaults` count: elsewhere the script does not run; without any, it runs everywhere. */
export function sessionResources(to: Destination, file: GoalSet): DesiredResource[] {
  const hosts = file.defaults?.host ?? [];
  const found = file.goals.filter(isCountedByScript);
  const first = found[0];
  if (!first) return [];
  const users = found.map((goal): User => `goal:${goal.id}`);
  const from = { key: KEY, label: SESSION_SCRIPT, user: users[0]!, at: first.at };
  const triggers = hosts.length === 0 ? [ANY_HISTORY_CHANGE] : onHosts(to.owner, hosts);
  const run = triggers.map((one) => triggerResource(to.owner, from, one));
  const firedBy = [...(hosts.length === 0 ? [ALL_PAGES] : []), ...run.map(({ address }) => refTo(address))];
  const shared = [
    folder(to.owner, from),
    ...triggers.flatMap(({ reads }) => reads.flatMap((one) => variableResources(one, from))),
    ...run,
    scriptTag(to, file, found, firedBy),
  ];
  return shared.map((resource) => ({ ...resource, users }));
}

function onHosts(owner: string, host: readonly TextMatcher[]): Trigger[] {
  const conditions = pageConditions(owner, { ...ANY_PAGE, host });
  const pages = { ...pageViewTrigger(conditions), part: "page" };
  return [pages, { ...trigger("historyChange", { filter: conditions }), part: "history" }];
}

/** What the script looks for. The order of goals in the file must not make a difference at Google. */
export function sessionGoals({
  owner,
  goals,
  funnels,
}: Pick<GoalSet, "owner" | "goals" | "funnels">): readonly SessionGoal[] {
  return goals
    .filter(isCountedByScript)
    .map((goal) => sessionGoal(owner, goal, funnels))
    .sort((a, b) => compareText(a.event, b.event));
}

function isCountedByScript(goal: Goal): goal is SessionScriptGoal {
  if (isFunnelGoal(goal)) return goal.on.via === "gtm";
  if (goal.type === "event") return goal.on.kind === "returning_visit";
  if (goal.type === "pages_per_session") return goal.via === "gtm";
  return goal.type === "duration" && (goal.scope === "session" || goal.spa);
}

function scriptTag(
  to: Destination,
  file: GoalSet,
  found: readonly SessionScriptGoal[],
  firedBy: readonly string[],
): DesiredResource {
  const name = entityName(to.owner, SESSION_SCRIPT);
  const goals = sessionGoals(file);
  const html = sessionScriptHtml({ owner: to.owner, measurementId: to.measurementId, goals });
  const parameter = [template("html", html), boolean("supportDocumentWrite", false)];
  const body = tagBody(name, "html", parameter, firedBy);
  return { kind: "gtm.tag", address: address("gtm.tag", KEY), name, body, at: found[0]!.at, users: [] };
}

function sessionGoal(owner: string, goal: SessionScriptGoal, funnels: readonly Funnel[]): SessionGoal {
  const event = sessionEvent(owner, goal.id);
  switch (goal.type) {
    case "duration":
      return goal.scope === "session"
        ? { event, longerThan: goal.seconds }
        : { event, pageLongerThan: goal.seconds, looksAt: comparedAddressParts(goal.page) };
    case "pages_per_session":
      return { event, moreThanPages: goal.moreThan };
    case "event":
      return isFunnelGoal(goal) ? { event, ...funnelInScript(goal, funnels) } : { event, returning: true };
  }
}
