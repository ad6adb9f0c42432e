/** Lists that only exports fill, or that are always empty here: every tool that reads a workspace asks for them. */
import type { Call, Route } from "../call.ts";
import type { Json } from "../state.ts";
import { entityAnswer } from "./answers.ts";
import { KEPT } from "./entity-kinds.ts";
import { containerOf, listAnswer, readableWorkspaceOf } from "./places.ts";
import { READ } from "./scopes.ts";

const CONTAINER = "tagmanager/v2/accounts/{account}/containers/{container}";

type ListedKind = keyof typeof KEPT;

export const OTHER_LIST_ROUTES: readonly Route[] = [
  ...(Object.keys(KEPT) as ListedKind[]).map(
    (kind): Route => ({
      verb: "GET",
      path: `${CONTAINER}/workspaces/{workspace}/${KEPT[kind].collection}`,
      rpc: `List${KEPT[kind].message}s`,
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
  return listAnswer(call, KEPT[kind].listName, entities, ({ id }) => id, answer);
}

/** @throws GoogleError 404 for a container that is not there. */
function none(call: Call): Json {
  containerOf(call);
  return {};
}
