/** Who may call what. */
import { type ApiMethod, insufficientScope, missingCredential } from "./google-error.ts";

/** A token that starts like this names its scopes, e.g. `goalform-sandbox:tagmanager.readonly,analytics.edit`. */
const SCOPED_TOKEN = "goalform-sandbox:";

/**
 * Any bearer token opens everything, except one that names its own scopes.
 *
 * @throws GoogleError 401 without a bearer token, 403 when none of its scopes opens the method.
 */
export function checkCredential(
  authorization: string | undefined,
  scopes: readonly string[],
  method: ApiMethod,
): void {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) throw missingCredential(method);
  if (!token.startsWith(SCOPED_TOKEN)) return;
  const granted = token.slice(SCOPED_TOKEN.length).split(",");
  if (!scopes.some((scope) => granted.includes(scope))) throw insufficientScope(method);
}
