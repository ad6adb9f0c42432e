/** What `init` can offer to somebody who is signed in. Load it only when needed. */
import { analyticsadmin_v1alpha } from "googleapis/build/src/apis/analyticsadmin/v1alpha.js";
import { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import type { Offers } from "../resources/set-up.ts";
import { seenAccounts, seenContainers, seenProperties, seenStreams } from "./accessible-accounts.ts";
import type { Connection } from "./connection.ts";
import { REAL_TIMING } from "./google.ts";
import { Interruption } from "./interruption.ts";
import { newPaces } from "./pace.ts";
import { Requests, type Timing, type Wait } from "./requests.ts";
import { clientOptions, signIn } from "./sign-in.ts";

/** Somebody waits for the next question, and can answer it without a list. Milliseconds. */
const PATIENCE: Timing = { ...REAL_TIMING, timeout: 10_000, budget: 4_000 };

export function openOffers(
  connection: Connection,
  { onWait, stop }: { readonly onWait: (wait: Wait) => void; readonly stop: AbortSignal },
): Offers {
  const interruption = new Interruption(stop, { say: "", run: "again" });
  const paces = newPaces();
  const ga4 = new Requests(paces.analytics, PATIENCE, onWait, interruption);
  const gtm = new Requests(paces.tagManager, PATIENCE, onWait, interruption);
  const options = clientOptions(connection, "read", PATIENCE.timeout);
  const admin = new analyticsadmin_v1alpha.Analyticsadmin({ ...options });
  const tagManager = new tagmanager_v2.Tagmanager({ ...options });
  return {
    properties: async () => {
      await signIn(options.auth);
      return seenProperties(admin, ga4);
    },
    streams: (property) => seenStreams(admin, ga4, `properties/${property}`),
    accounts: async () => {
      await signIn(options.auth);
      return seenAccounts(tagManager, gtm);
    },
    containers: (account) => seenContainers(tagManager, gtm, account),
  };
}
