/** Whether `init` can offer what somebody sees at Google: only where credentials are plainly there, so that nobody else waits. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { OpenOffers } from "../app/init/answers.ts";
import { type GoogleContext, givenConnection, refuseLoudNode } from "./google.ts";

export function offersFor(context: Pick<GoogleContext, "env" | "onWait" | "stop">): OpenOffers {
  const { env, onWait, stop = new AbortController().signal } = context;
  return async () => {
    if (!isSignedIn(env)) return null;
    refuseLoudNode(env);
    const { openOffers } = await import("../google/offers.ts");
    return openOffers(givenConnection({}, env), { onWait, stop });
  };
}

/** Where Application Default Credentials are (cloud.google.com/docs/authentication/application-default-credentials); no computer is asked. */
function isSignedIn(env: GoogleContext["env"]): boolean {
  if (env["GOALFORM_ACCESS_TOKEN"] || env["GOALFORM_ENDPOINT"] || env["GOOGLE_APPLICATION_CREDENTIALS"])
    return true;
  const folder =
    env["CLOUDSDK_CONFIG"] ||
    (env["APPDATA"] ? join(env["APPDATA"], "gcloud") : join(env["HOME"] || homedir(), ".config", "gcloud"));
  return existsSync(join(folder, "application_default_credentials.json"));
}
