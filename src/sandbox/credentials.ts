/** Who may call what. */
import { type ApiMethod, expiredToken, insufficientScope, missingCredential } from "./google-error.ts";
import type { SetUp } from "./set-up/set-up.ts";

/** A token that starts like this names its scopes, e.g. `goalform-sandbox:tagmanager.readonly,analytics.edit`. */
const SCOPED_TOKEN = "goalform-sandbox:";

/**
 * Any bearer token opens everything that the set-up grants, except one that names its own scopes.
 *
 * @throws GoogleError 401 without a bearer token that is valid, 403 when none of its scopes opens the method.
 */
export function checkCredential(
  authorization: string | undefined,
  scopes: readonly string[],
  method: ApiMethod,
  setUp: SetUp,
): void {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) throw missingCredential(method);
  if (setUp.token === "expired") throw expiredToken(method);
  if (!scopes.some((scope) => grantedTo(token, scope, setUp))) throw insufficientScope(method);
}

/** @param scope the last part of its URL */
export function grantedTo(token: string, scope: string, { scopes }: Pick<SetUp, "scopes">): boolean {
  const own = token.startsWith(SCOPED_TOKEN) ? token.slice(SCOPED_TOKEN.length).split(",") : [scope];
  return own.includes(scope) && (scopes === "all" || scopes.includes(scope));
}
