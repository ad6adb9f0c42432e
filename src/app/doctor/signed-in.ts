/** Who asks, and with which rights by their scopes. */
import type { Identity, SetUp } from "../../resources/set-up.ts";
import type { Check, Finding } from "../result/doctor.ts";
import { broken, ok, skipped } from "./check.ts";

/** The least that `plan` needs; who may edit may read, too. */
const READ = [
  ["tagmanager.readonly", "tagmanager.edit.containers"],
  ["analytics.readonly", "analytics.edit"],
] as const;

/** What `apply` needs. */
export const WRITE = [
  "tagmanager.edit.containers",
  "tagmanager.edit.containerversions",
  "tagmanager.publish",
  "analytics.edit",
] as const;

/** Seconds. Google refuses what is signed with a clock that is further off (cloud.google.com/docs/authentication). */
const CLOCK = 300;

export async function signedIn(setUp: SetUp): Promise<{ identity: Identity; checks: readonly Check[] }> {
  const identity = await setUp.identity();
  return {
    identity,
    checks: [
      { id: "credentials", ...ok(`Signed in${emailOf(identity)} with ${KINDS[identity.kind]}.`) },
      { id: "scopes", ...scopesToRead(identity) },
      { id: "clock", ...clock(identity) },
    ],
  };
}

function emailOf({ email }: Pick<Identity, "email">): string {
  return email === null ? "" : ` as ${email}`;
}

const KINDS: Readonly<Record<Identity["kind"], string>> = {
  token: "an access token",
  sandbox: "a token that the sandbox accepts",
  person: "the application default credentials of a person",
  "service account": "the key of a service account",
  "another identity": "an identity that Google exchanges (workload identity, impersonation)",
  machine: "the service account of this machine",
};

function scopesToRead({ scopes }: Identity): Finding {
  if (scopes === null) return skipped("Google does not say which scopes the token has.");
  const missing = READ.filter((alternatives) => !alternatives.some((scope) => scopes.includes(scope)));
  return missing.length === 0
    ? ok("The scopes are enough to read.")
    : broken(`The token lacks ${missing.map(([scope]) => scope).join(" and ")}.`, AGAIN);
}

/** Scopes belong to a sign-in: those that are added later are not in an old one. */
export const AGAIN =
  "Sign in again with all scopes: gcloud auth application-default login --client-id-file=client.json --scopes=… (README, Signing in to Google).";

function clock({ clockAhead }: Identity): Finding {
  if (clockAhead === null) return skipped("Google did not say what time it is.");
  const off = Math.abs(clockAhead);
  return off <= CLOCK
    ? ok("The clock of this machine is right.")
    : broken(
        `The clock of this machine is ${Math.round(off / 60)} minutes ${clockAhead > 0 ? "fast" : "slow"}: Google refuses what is signed with it (invalid_grant).`,
        "Set the clock, or let the system do it (on Linux: timedatectl set-ntp true).",
      );
}
