/** What only `doctor` and `init` ask of Google. Each answer may be a `GoogleError` instead. */
import type { EventEditRule } from "./event-edit-rule.ts";

export interface SetUp {
  readonly identity: () => Promise<Identity>;
  readonly container: () => Promise<{ readonly label: string; readonly usageContext: readonly string[] }>;
  /** The properties that these credentials see. */
  readonly properties: () => Promise<readonly SeenProperty[]>;
  readonly streams: () => Promise<readonly SeenStream[]>;
  readonly settings: (stream: string) => Promise<PropertySettings>;
  readonly editRules: (streams: readonly SeenStream[]) => Promise<readonly EventEditRule[]>;
}

export interface Identity {
  readonly kind: CredentialKind;
  /** Null where Google does not say. */
  readonly email: string | null;
  /** Without `https://www.googleapis.com/auth/`; null where Google does not say. */
  readonly scopes: readonly string[] | null;
  /** How many seconds this machine's clock is ahead of Google's; null where Google does not say. */
  readonly clockAhead: number | null;
}

/** `token`: given in GOALFORM_ACCESS_TOKEN. `sandbox`: made for one command. `machine`: of the computer that runs it. */
export type CredentialKind =
  | "token"
  | "sandbox"
  | "person"
  | "service account"
  | "another identity"
  | "machine";

export interface SeenProperty {
  readonly id: string;
  readonly name: string;
  /** The name of the account that it is in. */
  readonly account: string;
  readonly canEdit: boolean;
}

/** An account of Tag Manager. */
export interface SeenAccount {
  readonly path: string;
  readonly name: string;
}

export interface SeenContainer {
  /** `GTM-…` */
  readonly id: string;
  readonly name: string;
  readonly account: string;
}

export interface SeenStream {
  readonly resourceName: string;
  readonly measurementId: string;
  /** The site, as somebody entered it; empty where nobody did. */
  readonly address: string;
}

/** Null where Google does not say. */
export interface PropertySettings {
  readonly retention: string | null;
  readonly signals: string | null;
  readonly reportingIdentity: string | null;
  /** What enhanced measurement reports, by Google's names: `scrollsEnabled`; null: it is off. */
  readonly enhanced: readonly string[] | null;
}

/** What `init` offers, read when it is asked for. Each answer may be a `GoogleError` instead. */
export interface Offers {
  readonly properties: () => Promise<readonly SeenProperty[]>;
  /** The web streams of a property, named by its number. */
  readonly streams: (property: string) => Promise<readonly SeenStream[]>;
  readonly accounts: () => Promise<readonly SeenAccount[]>;
  readonly containers: (account: SeenAccount) => Promise<readonly SeenContainer[]>;
}
