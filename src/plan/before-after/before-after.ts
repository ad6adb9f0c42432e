/** Each goal and funnel that changes, before and after, in the words of the file. */
import { asAtGoogle } from "../../lift/desired.ts";
import { type OwnLiveGoals, ownLiveGoals } from "../../lift/own-goals.ts";
import type { Compiled } from "../../resources/compiled.ts";
import type { DesiredResource, User } from "../../resources/resource.ts";
import type { Snapshot } from "../../resources/snapshot.ts";
import type { SubjectChange } from "../plan.ts";
import { withForwardWords } from "./forward.ts";
import { withFunnelWords } from "./funnel.ts";
import { withGoalWords } from "./goal.ts";
import { atGoogle, formerIdsOf, receivedBy, wantedOf, withFutureMarks } from "./read-at-google.ts";
import { unreadInWords } from "./unread.ts";

/** @param resources what is wanted in the light of what is adopted */
export function withWords(
  compiled: Compiled,
  snapshot: Snapshot,
  changes: readonly SubjectChange[],
  { resources }: Pick<Compiled, "resources"> = compiled,
): readonly SubjectChange[] {
  const said = changes.filter(hasWords);
  if (said.length === 0) return changes;
  const sides = bothSides(compiled, snapshot, said, resources);
  return changes.map((change) => {
    const { is, id } = change.subject;
    if (is === "shared") return change;
    if (is === "forward") return ofForward(change, sides, compiled, isAdopted(`forward:${id}`, resources));
    if (is === "funnel") return ofFunnel(change, sides);
    return ofGoal(change, sides, isAdopted(`goal:${id}`, resources));
  });
}

interface Sides {
  readonly live: OwnLiveGoals;
  readonly desired: OwnLiveGoals;
  /** The id that a goal had, by the id that it has. */
  readonly former: ReadonlyMap<string, string>;
}

/** Both are read out of resources by `lift/`, so what differs in words differs at Google. */
function bothSides(
  compiled: Compiled,
  snapshot: Snapshot,
  said: readonly SubjectChange[],
  resources: readonly DesiredResource[],
): Sides {
  const { measurementId, owner } = compiled;
  const target = { measurementId, owner };
  const former = formerIdsOf(compiled);
  const received = receivedBy(compiled);
  const isNew = said.every(({ action }) => action === "add");
  const at = atGoogle(snapshot, withFutureMarks(owner, snapshot.container.content, resources));
  return {
    live: isNew ? NONE : ownLiveGoals(at, target, wantedOf(said, received, former)),
    desired: ownLiveGoals(asAtGoogle(compiled), target, wantedOf(said, received)),
    former,
  };
}

function ofForward(
  change: SubjectChange,
  { live, desired }: Sides,
  { forwards }: Compiled,
  keepsRows: boolean,
): SubjectChange {
  const { id } = change.subject;
  const order = forwards?.find((one) => one.id === id)?.events ?? [];
  return withForwardWords(change, live.forwards.get(id), desired.forwards.get(id), { order, keepsRows });
}

function ofFunnel(change: SubjectChange, sides: Sides): SubjectChange {
  const { live, desired } = sides;
  const { id } = change.subject;
  return withFunnelWords(change, live.funnels.get(id) ?? null, desired.funnels.get(id), unreadOf(id, sides));
}

function ofGoal(change: SubjectChange, sides: Sides, keepsRows: boolean): SubjectChange {
  const { live, desired, former } = sides;
  const { id } = change.subject;
  const before = live.goals.get(id) ?? live.goals.get(former.get(id) ?? "") ?? null;
  const after = desired.goals.get(id) ?? null;
  return withGoalWords(change, before, after, unreadOf(id, sides), keepsRows);
}

function unreadOf(id: string, { live, former }: Sides) {
  return unreadInWords(live.unread.get(id) ?? live.unread.get(former.get(id) ?? "") ?? []);
}

/** What goals share has no words of its own. */
export function hasWords({ subject }: SubjectChange): boolean {
  return subject.is !== "shared";
}

const NONE: OwnLiveGoals = {
  goals: new Map(),
  funnels: new Map(),
  forwards: new Map(),
  unread: new Map(),
};

function isAdopted(user: User, resources: readonly DesiredResource[]): boolean {
  return resources.some(
    ({ kind, adopted, users }) => kind !== "gtm.trigger" && adopted && users.includes(user),
  );
}
