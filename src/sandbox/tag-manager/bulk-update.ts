/**
 * Many changes in one call.
 *
 * No traffic of this method was ever published. The documentation gives the
 * shapes and the `new_1` ids; what it leaves open is a switch.
 */
import type { Call, Route } from "../call.ts";
import { scattered } from "../listing.ts";
import type { ContainerState, Content, Fields, Json, StoredEntity, WorkspaceState } from "../state.ts";
import { builtInVariableAnswer } from "./answers.ts";
import { switchBuiltInVariable } from "./built-in-variables.ts";
import { type BulkChange, type EntityChange, readChanges } from "./bulk-changes.ts";
import { find } from "./content.ts";
import { checkFingerprint, containerOf, writableWorkspaceOf } from "./places.ts";
import { noBulkUpdate, notFound } from "./refusals.ts";
import { EDIT } from "./scopes.ts";
import { entityMessage } from "./workspace-changes.ts";
import { atomically, checkContext, checkUnused, erase, write } from "./writing.ts";

export const BULK_UPDATE_ROUTES: readonly Route[] = [
  {
    verb: "POST",
    path: "tagmanager/v2/accounts/{account}/containers/{container}/workspaces/{workspace}/bulk_update",
    rpc: "BulkUpdateWorkspace",
    scopes: EDIT,
    body: "ProposedChange",
    run: bulkUpdate,
  },
];

type Applied =
  | { readonly what: "entity"; readonly change: EntityChange; readonly entity: StoredEntity }
  | { readonly what: "builtInVariable"; readonly change: BulkChange & { what: "builtInVariable" } };

/** The answer has what was added and updated, with real ids, in an order that means nothing. */
function bulkUpdate(call: Call): Json {
  if (call.switches.bulkUpdate !== "available") throw noBulkUpdate(call.switches.bulkUpdate);
  const container = containerOf(call);
  const workspace = writableWorkspaceOf(call, container);
  const changes = readChanges(call, container, (call.body["changes"] ?? []) as readonly Fields[]);
  const applied = call.switches.bulkUpdateAtomic
    ? atomically(workspace, (content) => carryOut(call, container, content, changes))
    : changes.flatMap((change) =>
        atomically(workspace, (content) => carryOut(call, container, content, [change])),
      );
  const answers = applied.flatMap((done) => answerTo(container, workspace, done));
  const shuffled = scattered(answers, (answer) => JSON.stringify(answer));
  return shuffled.length > 0 ? { changes: shuffled } : {};
}

/** References are judged when all changes are made, so entries may refer to each other in any order. */
function carryOut(
  call: Call,
  container: ContainerState,
  content: Content,
  changes: readonly BulkChange[],
): Applied[] {
  const applied = changes.map((change) => apply(call, content, change));
  for (const done of applied) if (done.what === "entity") checkReferences(call, container, content, done);
  return applied;
}

function apply(call: Call, content: Content, change: BulkChange): Applied {
  if (change.what === "builtInVariable") {
    switchBuiltInVariable(content, change.type, change.status, call.switches);
    return { what: "builtInVariable", change };
  }
  const { status, kind, id, fields } = change;
  if (status !== "added") checkCurrent(call, content, change);
  const entity = status === "deleted" ? erase(content, kind, id) : write(call, content, kind, id, fields);
  return { what: "entity", change, entity };
}

function checkCurrent(call: Call, content: Content, { kind, id, fingerprint }: EntityChange): void {
  const entity = find(content, kind, id);
  if (entity === undefined) throw notFound();
  if (call.switches.bulkUpdateChecksFingerprints) checkFingerprint(call, fingerprint, entity.fingerprint);
}

function checkReferences(
  call: Call,
  container: ContainerState,
  content: Content,
  { change, entity }: Applied & { what: "entity" },
): void {
  if (change.status === "deleted") checkUnused(content, change.kind, entity, call.switches);
  else checkContext(container, content, change.kind, entity);
}

function answerTo(container: ContainerState, workspace: WorkspaceState, done: Applied): Json[] {
  const { status } = done.change;
  if (status === "deleted") return [];
  if (done.what === "entity")
    return [entityMessage(container, workspace, done.change.kind, done.entity, status)];
  return [
    { builtInVariable: builtInVariableAnswer(container, workspace, done.change.type), changeStatus: status },
  ];
}
