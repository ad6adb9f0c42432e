/** Tag Manager API v2. */
import type { Api } from "../api.ts";
import { otherMethods } from "../other-methods.ts";
import { BUILT_IN_VARIABLE_ROUTES } from "./built-in-variables.ts";
import { BULK_UPDATE_ROUTES } from "./bulk-update.ts";
import { CONTAINER_ROUTES } from "./containers.ts";
import { ENTITY_ROUTES } from "./entities.ts";
import { ENVIRONMENT_ROUTES } from "./environments.ts";
import { ANSWERS, MESSAGES, OTHER_METHODS } from "./messages.ts";
import { OTHER_LIST_ROUTES } from "./other-lists.ts";
import { VERSION_ROUTES } from "./versions.ts";
import { WORKSPACE_CHANGE_ROUTES } from "./workspace-changes.ts";
import { WORKSPACE_ROUTES } from "./workspaces.ts";

/** The name under which Google's own errors mention the methods. */
const RPC_PREFIX = "container_tag.apiary_v2.TagManagerServiceV2.";

const IMPLEMENTED_ROUTES = [
  ...CONTAINER_ROUTES,
  ...WORKSPACE_ROUTES,
  ...WORKSPACE_CHANGE_ROUTES,
  ...BULK_UPDATE_ROUTES,
  ...ENTITY_ROUTES,
  ...BUILT_IN_VARIABLE_ROUTES,
  ...VERSION_ROUTES,
  ...ENVIRONMENT_ROUTES,
  ...OTHER_LIST_ROUTES,
];

export const TAG_MANAGER: Api = {
  service: "tagmanager.googleapis.com",
  messages: MESSAGES,
  answers: ANSWERS,
  unknownQuery: "ignore",
  metered: true,
  routes: [
    ...IMPLEMENTED_ROUTES.map((route) => ({ ...route, rpc: RPC_PREFIX + route.rpc })),
    ...otherMethods(OTHER_METHODS),
  ],
};
