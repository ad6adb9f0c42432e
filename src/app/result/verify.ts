/** What `verify` found out about each goal, as data: the same for a served container and for a browser. */
import type { Place } from "../../diagnostic.ts";
import type { ConsentType, Counting } from "../../language/goal-set/goal.ts";
import type { Json } from "../../resources/resource.ts";

export interface Verified {
  readonly is: "verified";
  /** The goals file. */
  readonly file: string;
  readonly target: string;
  readonly source: VerifySource;
  readonly goals: readonly GoalVerified[];
  /** Steps of funnels that send an event of their own: `<funnel>.<step>`. */
  readonly steps: readonly GoalVerified[];
  /** What contradicts the file and is not about a goal: settings of the property, the age of what was served. */
  readonly problems: readonly VerifyProblem[];
  /** What was read and contradicts nothing, in sentences. */
  readonly notes: readonly string[];
  /** What the pages asked for and did not get, in a browser; absent for a served container. */
  readonly stopped?: readonly StoppedRequest[];
}

/** `blocked`: another host. `not-sent`: it would have sent something to the site. */
export interface StoppedRequest {
  readonly why: "blocked" | "not-sent";
  readonly method: string;
  /** Without its query. */
  readonly url: string;
  readonly times: number;
}

/** What the goals were compared with. */
export type VerifySource =
  | {
      readonly kind: "served";
      /** `GTM-…`; null where the served file does not say. */
      readonly container: string | null;
      /** The number of the container version that is served; null where the file does not say. */
      readonly version: string | null;
      readonly measurementId: string;
      /** The address or the file that each was read from; null: it was not looked at. */
      readonly gtmJs: string | null;
      readonly gtagJs: string | null;
    }
  | {
      /** `preview`: the version that is not published yet. */
      readonly kind: "browser" | "preview";
      readonly site: string | null;
      /** Tests files or the recording that were played. */
      readonly played: readonly string[];
      readonly measurementId: string;
      /** What was played in place of the live version; null where GOALFORM_PREVIEW says which, absent for the live one. */
      readonly preview?: PreviewSource | null;
    };

/** A version, or what is in a workspace. */
export interface PreviewSource {
  readonly version: string | null;
  readonly workspace: string | null;
  /** The name of the environment in which it was served. */
  readonly environment: string;
  /** Whether the environment was made for it, and removed again. */
  readonly made: boolean;
}

/**
 * `exact`: in a browser exactly one hit, as the file says it; in a served container there, as the file says it.
 * `twice`: something else sends the same at the same moment. `not-tried`: nothing could be said, for the reason in its
 * problems; alone it is not a failure.
 */
export type VerifyStatus = "exact" | "missing" | "twice" | "different" | "without-consent" | "not-tried";

export interface GoalVerified {
  /** The goal's id, or that of a step. */
  readonly goal: string;
  readonly name: string;
  readonly at: Place;
  readonly status: VerifyStatus;
  readonly expected: ExpectedHit;
  /** In the order in which they left. Always empty for a served container, which sends nothing. */
  readonly hits: readonly VerifiedHit[];
  readonly problems: readonly VerifyProblem[];
}

export interface ExpectedHit {
  readonly event: string;
  /** What the goal counts, in one line of plain words. */
  readonly counts: string;
  readonly keyEvent: boolean;
  /** Null: as Analytics is set. */
  readonly counting: Counting | null;
  /** Names of the parameters that the file sends along. */
  readonly parameters: readonly string[];
  readonly consent: readonly ConsentType[];
  /** How many hits should leave a browser; null or absent: nothing says it. */
  readonly hits?: number | null;
}

export interface VerifiedHit {
  /** When it left: milliseconds since the first step. */
  readonly at: number;
  readonly event: string;
  readonly parameters: Readonly<Record<string, Json>>;
  /** Whether Google treats it as a key event (`_c=1`). */
  readonly keyEvent: boolean;
  /** The consent that it left with; null: the page has set none. */
  readonly consent: HitConsent | null;
}

/** `gcs` and `gcd` as they were sent, and what they say: `granted` or `denied`, for each type that they know. */
export type HitConsent = Readonly<Record<string, string>>;

export interface VerifyProblem {
  readonly code: string;
  /** One or more sentences: what is wrong, where, and what to do. */
  readonly message: string;
}

/** Goals with a visit that ended early because a step could not be played: nobody decided that, so it does not count as a success. */
export function unplayedGoals({ goals, steps }: Pick<Verified, "goals" | "steps">): readonly GoalVerified[] {
  return [...goals, ...steps].filter(({ problems }) =>
    problems.some(({ code }) => code === "step-not-played"),
  );
}

/** Statuses that are not failures. */
const FINE: readonly VerifyStatus[] = ["exact", "not-tried"];

/** Goals and steps that are not as the file says. */
export function failedGoals({ goals, steps }: Pick<Verified, "goals" | "steps">): readonly GoalVerified[] {
  return [...goals, ...steps].filter(({ status }) => !FINE.includes(status));
}
