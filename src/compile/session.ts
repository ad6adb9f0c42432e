/** The one tag that all goals about whole sessions share: the session script and what makes it run. */
import { compareText } from "../diagnostic.ts";
import { entityName, SESSION_SCRIPT } from "../resources/entity-name.ts";
import { address, type DesiredResource, refTo, type User } from "../resources/resource.ts";
import type { EventGoal, Goal, PagesPerSessionGoal, SessionDurationGoal } from "../spec/goal-set.ts";
import type { ReturningVisitInteraction } from "../spec/interaction.ts";
import { type Destination, folder, tagBody, triggerResource } from "./counted.ts";
import { boolean, template } from "./gtm-json.ts";
import { sessionEvent } from "./session-event.ts";
import { type SessionGoal, sessionScriptHtml } from "./session-script.ts";
import type { Trigger } from "./triggers.ts";

/** "All Pages", which every web container has without listing it. */
const ALL_PAGES = "2147479553";

const KEY = "shared:session";

/** Every history change: the script itself decides what a new page is. */
const ANY_HISTORY_CHANGE: Trigger = { part: "history", body: { type: "historyChange" }, reads: [] };

type ReturningVisitGoal = EventGoal & { readonly on: ReturningVisitInteraction };
type AboutSessions = SessionDurationGoal | PagesPerSessionGoal | ReturningVisitGoal;

export function sessionResources(to: Destination, goals: readonly Goal[]): DesiredResource[] {
  const about = goals.filter(isAboutSessions);
  const first = about[0];
  if (!first) return [];
  const users = about.map((goal): User => `goal:${goal.id}`);
  const trigger = triggerResource(
    to.owner,
    { key: KEY, label: SESSION_SCRIPT, user: users[0]!, at: first.at },
    ANY_HISTORY_CHANGE,
  );
  const shared = [
    folder(to.owner, { user: users[0]!, at: first.at }),
    trigger,
    scriptTag(to, about, trigger),
  ];
  return shared.map((resource) => ({ ...resource, users }));
}

function isAboutSessions(goal: Goal): goal is AboutSessions {
  if (goal.type === "event") return goal.on.kind === "returning_visit";
  if (goal.type === "pages_per_session") return goal.via === "gtm";
  return goal.type === "duration" && goal.scope === "session";
}

function scriptTag(
  to: Destination,
  about: readonly AboutSessions[],
  history: DesiredResource,
): DesiredResource {
  const name = entityName(to.owner, SESSION_SCRIPT);
  // The order of goals in the file must not make a difference at Google.
  const goals = about
    .map((goal) => sessionGoal(to.owner, goal))
    .sort((a, b) => compareText(a.event, b.event));
  const html = sessionScriptHtml({ owner: to.owner, measurementId: to.measurementId, goals });
  const parameter = [template("html", html), boolean("supportDocumentWrite", false)];
  const body = tagBody(name, "html", parameter, [ALL_PAGES, refTo(history.address)]);
  return { kind: "gtm.tag", address: address("gtm.tag", KEY), name, body, at: about[0]!.at, users: [] };
}

function sessionGoal(owner: string, goal: AboutSessions): SessionGoal {
  const event = sessionEvent(owner, goal.id);
  switch (goal.type) {
    case "duration":
      return { event, longerThan: goal.seconds };
    case "pages_per_session":
      return { event, moreThanPages: goal.moreThan };
    case "event":
      return { event, returning: true };
  }
}
