/** Methods of the API that exist but answer 501 here, to distinguish them from a wrong path. */
import type { Route } from "../call.ts";
import { DELETE_CONTAINERS, EDIT, EDIT_VERSIONS, MANAGE_ACCOUNTS, MANAGE_USERS, READ } from "./scopes.ts";

const ACCOUNT = "tagmanager/v2/accounts/{account}";
const CONTAINER = `${ACCOUNT}/containers/{container}`;
const WORKSPACE = `${CONTAINER}/workspaces/{workspace}`;

export const UNIMPLEMENTED_ROUTES: readonly Route[] = [
  known("PUT", ACCOUNT, MANAGE_ACCOUNTS),
  known("GET", `${ACCOUNT}/user_permissions`, MANAGE_USERS),
  known("POST", `${ACCOUNT}/user_permissions`, MANAGE_USERS),
  ...(["GET", "PUT", "DELETE"] as const).map((verb) =>
    known(verb, `${ACCOUNT}/user_permissions/{permission}`, MANAGE_USERS),
  ),
  known("POST", `${ACCOUNT}/containers`, EDIT),
  known("PUT", CONTAINER, EDIT),
  known("DELETE", CONTAINER, DELETE_CONTAINERS),
  known("GET", `${CONTAINER}:snippet`, READ),
  known("POST", `${CONTAINER}:combine`, EDIT),
  known("POST", `${CONTAINER}:move_tag_id`, EDIT),
  known("GET", `${CONTAINER}/destinations/{destination}`, READ),
  known("POST", `${CONTAINER}/destinations:link`, EDIT),
  known("DELETE", `${CONTAINER}/versions/{version}`, EDIT_VERSIONS),
  known("POST", `${CONTAINER}/versions/{version}:undelete`, EDIT_VERSIONS),
  known("POST", `${WORKSPACE}/built_in_variables:revert`, EDIT),
  known("POST", `${WORKSPACE}/folders/{entity}:entities`, READ),
  known("POST", `${WORKSPACE}/folders/{entity}:move_entities_to_folder`, EDIT),
  known("POST", `${WORKSPACE}/templates:import_from_gallery`, EDIT),
  ...["clients", "templates", "transformations", "zones", "gtag_config"].flatMap((name) =>
    collection(`${WORKSPACE}/${name}`).slice(1),
  ),
  ...["tags", "triggers", "variables", "folders", "clients", "templates", "transformations", "zones"].map(
    (name) => known("POST", `${WORKSPACE}/${name}/{entity}:revert`, EDIT),
  ),
];

/** The list comes first: it is played (`other-lists.ts`). */
function collection(path: string): Route[] {
  return [
    known("GET", path, READ),
    known("POST", path, EDIT),
    known("GET", `${path}/{entity}`, READ),
    known("PUT", `${path}/{entity}`, EDIT),
    known("DELETE", `${path}/{entity}`, EDIT),
  ];
}

/** Google's own name of these methods was never captured, so the path is used instead. */
function known(verb: Route["verb"], path: string, scopes: readonly string[]): Route {
  return { verb, path, scopes, rpc: `${verb} ${path}` };
}
