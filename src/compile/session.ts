/** The one tag that all goals share which the session script finds: the script and what makes it run. */
import { compareText } from "../diagnostic.ts";
import type {
  EventGoal,
  Goal,
  PageDurationGoal,
  PagesPerSessionGoal,
  SessionDurationGoal,
} from "../language/goal-set/goal-set.ts";
import type { ReturningVisitInteraction } from "../language/goal-set/interaction.ts";
import { entityName, SESSION_SCRIPT } from "../resources/entity-name.ts";
import { address, type DesiredResource, refTo, type User } from "../resources/resource.ts";
import { type Destination, folder, tagBody, triggerResource } from "./counted.ts";
import { boolean, template } from "./gtm-json.ts";
import { addressPartsLookedAt } from "./history.ts";
import { sessionEvent } from "./session-event.ts";
import { type SessionGoal, sessionScriptHtml } from "./session-script.ts";
import type { Trigger } from "./triggers.ts";

/** "All Pages", which every web container has without listing it. */
const ALL_PAGES = "2147479553";

const KEY = "shared:session";

/** Every history change: the script itself decides what a new page is. */
const ANY_HISTORY_CHANGE: Trigger = { part: "history", body: { type: "historyChange" }, reads: [] };

type ReturningVisitGoal = EventGoal & { readonly on: ReturningVisitInteraction };
type FoundByScript = SessionDurationGoal | PageDurationGoal | PagesPerSessionGoal | ReturningVisitGoal;

export function sessionResources(to: Destination, goals: readonly Goal[]): DesiredResource[] {
  const found = goals.filter(isFoundByScript);
  const first = found[0];
  if (!first) return [];
  const users = found.map((goal): User => `goal:${goal.id}`);
  const trigger = triggerResource(
    to.owner,
    { key: KEY, label: SESSION_SCRIPT, user: users[0]!, at: first.at },
    ANY_HISTORY_CHANGE,
  );
  const shared = [
    folder(to.owner, { user: users[0]!, at: first.at }),
    trigger,
    scriptTag(to, found, trigger),
  ];
  return shared.map((resource) => ({ ...resource, users }));
}

function isFoundByScript(goal: Goal): goal is FoundByScript {
  if (goal.type === "event") return goal.on.kind === "returning_visit";
  if (goal.type === "pages_per_session") return goal.via === "gtm";
  return goal.type === "duration" && (goal.scope === "session" || goal.spa);
}

function scriptTag(
  to: Destination,
  found: readonly FoundByScript[],
  history: DesiredResource,
): DesiredResource {
  const name = entityName(to.owner, SESSION_SCRIPT);
  // The order of goals in the file must not make a difference at Google.
  const goals = found
    .map((goal) => sessionGoal(to.owner, goal))
    .sort((a, b) => compareText(a.event, b.event));
  const html = sessionScriptHtml({ owner: to.owner, measurementId: to.measurementId, goals });
  const parameter = [template("html", html), boolean("supportDocumentWrite", false)];
  const body = tagBody(name, "html", parameter, [ALL_PAGES, refTo(history.address)]);
  return { kind: "gtm.tag", address: address("gtm.tag", KEY), name, body, at: found[0]!.at, users: [] };
}

function sessionGoal(owner: string, goal: FoundByScript): SessionGoal {
  const event = sessionEvent(owner, goal.id);
  switch (goal.type) {
    case "duration":
      return goal.scope === "session"
        ? { event, longerThan: goal.seconds }
        : { event, pageLongerThan: goal.seconds, looksAt: addressPartsLookedAt(goal.page) };
    case "pages_per_session":
      return { event, moreThanPages: goal.moreThan };
    case "event":
      return { event, returning: true };
  }
}
