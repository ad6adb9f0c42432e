/** What `doctor` asks of Google. Load it only when needed. */
import { GoogleAuth } from "google-auth-library";
import { analyticsadmin_v1alpha } from "googleapis/build/src/apis/analyticsadmin/v1alpha.js";
import { allInOrder } from "../apply/all-in-order.ts";
import type { CredentialKind, Identity, PropertySettings, SetUp } from "../resources/set-up.ts";
import { seenProperties, seenStreams } from "./accessible-accounts.ts";
import type { ClientOptions } from "./client-options.ts";
import type { Connection } from "./connection.ts";
import { readEditRules } from "./event-edit-rules.ts";
import { type GoogleTarget, REAL_TIMING } from "./google.ts";
import { googleError } from "./google-error.ts";
import { Interruption } from "./interruption.ts";
import type { Paces } from "./pace.ts";
import { Requests, type Timing, type Wait } from "./requests.ts";
import { flag, record, text } from "./shape.ts";
import { clientOptions, signIn } from "./sign-in.ts";
import { TagManager } from "./tag-manager.ts";

export interface SetUpOptions {
  readonly onWait: (wait: Wait) => void;
  readonly paces: Paces;
  readonly stop: AbortSignal;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

/** Somebody waits for the diagnosis. Milliseconds. */
export const DIAGNOSIS: Timing = { ...REAL_TIMING, timeout: 20_000, budget: 15_000 };

export function openSetUp(
  target: GoogleTarget,
  connection: Connection,
  { onWait, paces, stop, clock = Date.now }: SetUpOptions,
): SetUp {
  const interruption = new Interruption(stop, { say: "", run: "again" });
  const ga4 = new Requests(paces.analytics, DIAGNOSIS, onWait, interruption);
  const gtm = new Requests(paces.tagManager, DIAGNOSIS, onWait, interruption);
  const options = clientOptions(connection, "read", DIAGNOSIS.timeout);
  const api = new analyticsadmin_v1alpha.Analyticsadmin({ ...options });
  const tagManager = new TagManager(options, gtm, target.container);
  const name = `properties/${target.property}`;
  return {
    identity: () => identity(options, connection, clock),
    container: () => tagManager.container(),
    properties: () => seenProperties(api, ga4),
    streams: () => seenStreams(api, ga4, name),
    settings: (stream) => settingsOf(api, ga4, name, stream),
    editRules: (streams) => readEditRules(options, ga4, streams),
  };
}

async function identity(
  { auth }: ClientOptions,
  connection: Connection,
  clock: () => number,
): Promise<Identity> {
  await signIn(auth);
  const kind = kindOf(auth, connection);
  const { token } = await accessTokenOf(auth);
  const root = connection.to === "endpoint" ? connection.root : "https://oauth2.googleapis.com";
  const send = (connection.to === "endpoint" && connection.fetch) || fetch;
  const sentAt = clock();
  const response = await send(`${root}/tokeninfo`, {
    method: "POST",
    // In the body: addresses end up in logs.
    body: new URLSearchParams({ access_token: token ?? "" }),
    redirect: "error",
    signal: AbortSignal.timeout(DIAGNOSIS.timeout),
  }).catch((error: unknown) => {
    throw googleError("Asking Google who this is", error);
  });
  const clockAhead = aheadOf(response.headers.get("date"), sentAt, clock());
  if (response.status === 400 || response.status === 401) throw tokenRefused();
  // Anything else says nothing about the token.
  const said: unknown = response.ok ? await response.json().catch(() => null) : null;
  const { email, scope } = (said ?? {}) as { email?: unknown; scope?: unknown };
  return {
    kind,
    email: typeof email === "string" && email !== "" ? email : null,
    scopes: typeof scope === "string" ? scope.split(" ").filter(Boolean).map(shortScope) : null,
    clockAhead,
  };
}

/** Google answers 400 for a token that is wrong or expired. */
function tokenRefused(): Error {
  const error = { code: 401, message: "The access token is not valid, or expired." };
  return googleError("Asking Google who this is", { response: { status: 401, data: { error } } });
}

async function accessTokenOf(auth: ClientOptions["auth"]): Promise<{ token?: string | null | undefined }> {
  try {
    const answer = await auth.getAccessToken();
    return typeof answer === "string" ? { token: answer } : (answer ?? {});
  } catch (error) {
    throw googleError("Signing in", error);
  }
}

/** By the kind of file that the credentials come from. */
function kindOf(auth: ClientOptions["auth"], { to, accessToken }: Connection): CredentialKind {
  if (to === "endpoint" && accessToken === null) return "sandbox";
  if (!(auth instanceof GoogleAuth)) return "token";
  const type = auth.jsonContent?.type;
  if (type === "authorized_user") return "person";
  if (type === "service_account") return "service account";
  return type === undefined ? "machine" : "another identity";
}

function shortScope(scope: string): string {
  return scope.replace("https://www.googleapis.com/auth/", "");
}

/** In seconds; `Date` has no fractions of them, and the request took a while. */
function aheadOf(date: string | null, asked: number, answered: number): number | null {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs)) return null;
  const off = answered < theirs ? answered - theirs : Math.max(0, asked - theirs);
  return Math.round(off / 1000);
}

/** `developers.google.com/analytics/devguides/config/admin/v1/rest/v1alpha/properties`: each is one of its kind. */
async function settingsOf(
  api: analyticsadmin_v1alpha.Analyticsadmin,
  requests: Requests,
  property: string,
  stream: string,
): Promise<PropertySettings> {
  const { properties } = api;
  const [retention, signals, identity, enhanced] = await allInOrder([
    requests.send("Reading the data retention", "always", RETENTION, () =>
      properties.getDataRetentionSettings({ name: `${property}/dataRetentionSettings` }),
    ),
    requests.send("Reading the settings of Google signals", "always", SIGNALS, () =>
      properties.getGoogleSignalsSettings({ name: `${property}/googleSignalsSettings` }),
    ),
    requests.send("Reading the reporting identity", "always", REPORTING_IDENTITY, () =>
      properties.getReportingIdentitySettings({ name: `${property}/reportingIdentitySettings` }),
    ),
    requests.send("Reading the enhanced measurement", "always", ENHANCED, () =>
      properties.dataStreams.getEnhancedMeasurementSettings({
        name: `${stream}/enhancedMeasurementSettings`,
      }),
    ),
  ]);
  return {
    retention: retention.eventDataRetention ?? null,
    signals: signals.state ?? null,
    reportingIdentity: identity.reportingIdentity ?? null,
    enhanced: enhanced.streamEnabled
      ? Object.entries(enhanced).flatMap(([name, value]) => (value === true ? [name] : []))
      : null,
  };
}

const RETENTION = record({}, { eventDataRetention: text });
const SIGNALS = record({}, { state: text });
const REPORTING_IDENTITY = record({}, { reportingIdentity: text });
const ENHANCED = record({}, { streamEnabled: flag });
