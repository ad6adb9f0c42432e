/** Accounts and containers: found, never made. */
import { type Call, param, type Route } from "../call.ts";
import type { ContainerState, Json } from "../state.ts";
import { containerAnswer } from "./answers.ts";
import { containerOf, listAnswer } from "./places.ts";
import { invalid, notFound } from "./refusals.ts";
import { READ, READ_ACCOUNTS } from "./scopes.ts";

const ACCOUNTS = "tagmanager/v2/accounts";

export const CONTAINER_ROUTES: readonly Route[] = [
  { verb: "GET", path: ACCOUNTS, rpc: "ListAccounts", scopes: READ_ACCOUNTS, run: listAccounts },
  { verb: "GET", path: `${ACCOUNTS}/{account}`, rpc: "GetAccount", scopes: READ_ACCOUNTS, run: getAccount },
  { verb: "GET", path: `${ACCOUNTS}/containers:lookup`, rpc: "LookupContainer", scopes: READ, run: lookup },
  { verb: "GET", path: `${ACCOUNTS}/{account}/containers`, rpc: "ListContainers", scopes: READ, run: list },
  {
    verb: "GET",
    path: `${ACCOUNTS}/{account}/containers/{container}`,
    rpc: "GetContainer",
    scopes: READ,
    run: (call) => containerAnswer(containerOf(call)),
  },
];

function accountIds(call: Call): string[] {
  if (call.switches.containerAccess === "none") return [];
  return [...new Set(call.state.tagManager.containers.map((container) => container.accountId))];
}

function accountAnswer(accountId: string): Json {
  return {
    path: `accounts/${accountId}`,
    accountId,
    name: `Sandbox account ${accountId}`,
    features: { supportUserPermissions: true, supportMultipleContainers: true },
    tagManagerUrl: `https://tagmanager.google.com/#/admin/accounts/${accountId}?apiLink=account`,
  };
}

function listAccounts(call: Call): Json {
  return listAnswer(call, "account", accountIds(call), (id) => id, accountAnswer);
}

function getAccount(call: Call): Json {
  const accountId = param(call, "account");
  if (!accountIds(call).includes(accountId)) throw notFound();
  return accountAnswer(accountId);
}

function list(call: Call): Json {
  const accountId = param(call, "account");
  if (!accountIds(call).includes(accountId)) throw notFound();
  const containers = call.state.tagManager.containers.filter(
    (container) => container.accountId === accountId,
  );
  return listAnswer(call, "container", containers, ({ containerId }) => containerId, containerAnswer);
}

/** From the public id in a page's snippet to the container. No container here has linked destinations. */
function lookup(call: Call): Json {
  const tagId = call.query.get("tagId");
  const destinationId = call.query.get("destinationId");
  if ((tagId === null) === (destinationId === null))
    throw invalid("tag_id", "Exactly one of tag_id and destination_id must be set.");
  const isIt = (container: ContainerState) => container.publicId === tagId;
  const found = call.state.tagManager.containers.find(isIt);
  if (found === undefined) throw notFound();
  return containerAnswer(found);
}
