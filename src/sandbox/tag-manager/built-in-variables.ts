/** Built-in variables: switched on and off by type, several at a time. */
import type { Call, Route } from "../call.ts";
import { badPayload } from "../google-error.ts";
import type { Content, Json } from "../state.ts";
import type { Switches } from "../switches.ts";
import { builtInVariableAnswer } from "./answers.ts";
import { builtInVariableName } from "./built-in-variable-types.ts";
import { BUILT_IN_VARIABLE_TYPE } from "./messages.ts";
import { containerOf, listAnswer, readableWorkspaceOf, writableWorkspaceOf } from "./places.ts";
import { duplicateName, invalid, refused } from "./refusals.ts";
import { EDIT, READ } from "./scopes.ts";
import { atomically, isUsed } from "./writing.ts";

const COLLECTION =
  "tagmanager/v2/accounts/{account}/containers/{container}/workspaces/{workspace}/built_in_variables";

export const BUILT_IN_VARIABLE_ROUTES: readonly Route[] = [
  { verb: "GET", path: COLLECTION, rpc: "ListEnabledBuiltInVariables", scopes: READ, run: list },
  { verb: "POST", path: COLLECTION, rpc: "CreateBuiltInVariable", scopes: EDIT, run: enable },
  { verb: "DELETE", path: COLLECTION, rpc: "DeleteBuiltInVariable", scopes: EDIT, run: disable },
];

function list(call: Call): Json {
  const container = containerOf(call);
  const workspace = readableWorkspaceOf(call, container);
  const answer = (type: string) => builtInVariableAnswer(container, workspace, type);
  return listAnswer(call, "builtInVariable", workspace.content.builtInVariables, (type) => type, answer);
}

/** Enabling one that is enabled already changes nothing. */
function enable(call: Call): Json {
  const container = containerOf(call);
  const workspace = writableWorkspaceOf(call, container);
  const types = requestedTypes(call);
  atomically(workspace, (content) => {
    for (const type of types) switchBuiltInVariable(content, type, "added", call.switches);
  });
  return { builtInVariable: types.map((type) => builtInVariableAnswer(container, workspace, type)) };
}

function disable(call: Call): undefined {
  const workspace = writableWorkspaceOf(call, containerOf(call));
  const types = requestedTypes(call);
  atomically(workspace, (content) => {
    for (const type of types) switchBuiltInVariable(content, type, "deleted", call.switches);
  });
}

/** @throws GoogleError when a user's variable has its name, or when something still uses it. */
export function switchBuiltInVariable(
  content: Content,
  type: string,
  status: "added" | "deleted",
  switches: Switches,
): void {
  const name = builtInVariableName(type);
  if (status === "added") {
    if (content.entities.variable.some(({ fields }) => fields["name"] === name)) throw duplicateName();
    content.builtInVariables = [...new Set([...content.builtInVariables, type])];
  } else {
    const used = isUsed(content, ({ variables }) => variables.has(name));
    if (used && switches.inUseDelete === "refuse") throw refused();
    content.builtInVariables = content.builtInVariables.filter((other) => other !== type);
  }
}

/** The repeated `type` parameter. @throws GoogleError when there is none, or one that does not exist. */
function requestedTypes(call: Call): string[] {
  const types = call.query.getAll("type").map((type) => {
    const meant = BUILT_IN_VARIABLE_TYPE.spellings.get(type);
    const accepted = meant === type || call.switches.acceptsUpperSnake;
    if (meant === undefined || !accepted || meant === "builtInVariableTypeUnspecified")
      throw unknownType(type);
    return meant;
  });
  if (types.length === 0) throw invalid("type", "The value must not be empty.");
  return [...new Set(types)];
}

function unknownType(type: string) {
  return badPayload([
    {
      field: "type",
      description: `Invalid value at 'type' (type.googleapis.com/${BUILT_IN_VARIABLE_TYPE.name}), ${JSON.stringify(type)}`,
    },
  ]);
}
