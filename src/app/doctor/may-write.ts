/** Whether these credentials may apply: as far as anything but an attempt shows it. */
import type { ResolvedTarget } from "../../language/resolve-target.ts";
import type { Identity, SetUp } from "../../resources/set-up.ts";
import type { Finding } from "../result/doctor.ts";
import { broken, ok, type Question, skipped } from "./check.ts";
import { AGAIN, WRITE } from "./signed-in.ts";

interface Writing {
  readonly target: ResolvedTarget;
  readonly identity: Identity;
  readonly setUp: SetUp;
}

export function writingQuestions(writing: Writing): readonly Question[] {
  return [
    { id: "scopes-to-write", ask: () => scopes(writing.identity) },
    { id: "property-role", ask: () => role(writing) },
    {
      id: "container-permission",
      ask: () =>
        skipped(
          "Tag Manager does not say whether these credentials may publish: only an apply shows it.",
          "To be sure, look in Tag Manager at Admin, User Management: the container's permission should be Publish.",
        ),
    },
  ];
}

/** Other identities ask for the scopes of each command by themselves; a token and a person's sign-in have those that they have. */
function scopes({ kind, scopes }: Identity): Finding {
  if (kind !== "token" && kind !== "person")
    return ok("These credentials ask for the scopes of each command by themselves.");
  if (scopes === null) return skipped("Google does not say which scopes the token has.");
  const missing = WRITE.filter((scope) => !scopes.includes(scope));
  return missing.length === 0
    ? ok("The scopes are enough to apply.")
    : broken(`The sign-in lacks ${missing.join(", ")}: plans are possible, applying is not.`, AGAIN);
}

async function role({ setUp, target, identity }: Writing): Promise<Finding> {
  const { property } = target.ga4;
  const found = (await setUp.properties()).find(({ id }) => id === property);
  if (!found) return skipped("Google does not say which role these credentials have.");
  return found.canEdit
    ? ok(`These credentials may edit the property ${property}.`)
    : broken(
        `These credentials may only view the property ${property}: plans are possible, applying is not.`,
        `In Analytics, open Admin, Property access management, and make ${identity.email ?? "the e-mail address of these credentials"} an Editor.`,
      );
}
