/** Lists that only exports fill, or that are always empty here: every tool that reads a workspace asks for them. */
import type { Call, Route } from "../call.ts";
import type { Json } from "../state.ts";
import { entityAnswer } from "./answers.ts";
import { type EntityKind, KINDS } from "./entity-kinds.ts";
import { containerOf, listAnswer, readableWorkspaceOf } from "./places.ts";
import { READ } from "./scopes.ts";

const CONTAINER = "tagmanager/v2/accounts/{account}/containers/{container}";

/** What the list is called in its answer. */
const LISTS = {
  client: "client",
  customTemplate: "template",
  transformation: "transformation",
  zone: "zone",
  gtagConfig: "gtagConfig",
} as const satisfies Partial<Record<EntityKind, string>>;

type ListedKind = keyof typeof LISTS;

export const OTHER_LIST_ROUTES: readonly Route[] = [
  ...(Object.keys(LISTS) as ListedKind[]).map(
    (kind): Route => ({
      verb: "GET",
      path: `${CONTAINER}/workspaces/{workspace}/${KINDS[kind].collection}`,
      rpc: `List${KINDS[kind].message}s`,
      scopes: READ,
      run: (call) => list(call, kind),
    }),
  ),
  { verb: "GET", path: `${CONTAINER}/destinations`, rpc: "ListDestinations", scopes: READ, run: none },
];

function list(call: Call, kind: ListedKind): Json {
  const container = containerOf(call);
  const workspace = readableWorkspaceOf(call, container);
  const entities = workspace.content.entities[kind];
  const answer = (entity: (typeof entities)[number]) => entityAnswer(container, workspace, kind, entity);
  return listAnswer(call, LISTS[kind], entities, ({ id }) => id, answer);
}

/** @throws GoogleError 404 for a container that is not there. */
function none(call: Call): Json {
  containerOf(call);
  return {};
}
