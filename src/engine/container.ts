/**
 * The parts of a container that the engine reads: a Tag Manager API v2 `ContainerVersion` in the API's own
 * camelCase JSON. Everything is optional because the API leaves out what is not set. Types are plain text, not unions:
 * a container may contain kinds that the engine does not know, and must still load.
 */

export type { PageElement } from "./page-element.ts";

export interface Container {
  readonly containerId?: string | null;
  readonly containerVersionId?: string | null;
  readonly container?: { readonly publicId?: string | null } | null;
  readonly tag?: readonly Tag[] | null;
  readonly trigger?: readonly Trigger[] | null;
  readonly variable?: readonly Variable[] | null;
  readonly builtInVariable?: readonly BuiltInVariable[] | null;
}

/** A value in Google's own shape: `list` and `map` nest, everything else is text in `value`. */
export interface Parameter {
  readonly type?: string | null;
  readonly key?: string | null;
  readonly value?: string | null;
  readonly list?: readonly Parameter[] | null;
  readonly map?: readonly Parameter[] | null;
}

export interface Condition {
  readonly type?: string | null;
  readonly parameter?: readonly Parameter[] | null;
}

export interface Tag {
  readonly tagId?: string | null;
  readonly name?: string | null;
  readonly type?: string | null;
  readonly parameter?: readonly Parameter[] | null;
  readonly firingTriggerId?: readonly string[] | null;
  readonly blockingTriggerId?: readonly string[] | null;
  readonly tagFiringOption?: string | null;
  readonly priority?: Parameter | null;
  readonly paused?: boolean | null;
  readonly setupTag?: readonly SetupTag[] | null;
  readonly teardownTag?: readonly TeardownTag[] | null;
  readonly consentSettings?: ConsentSettings | null;
}

/** Sequences name tags by their name, not by their id. */
export interface SetupTag {
  readonly tagName?: string | null;
  readonly stopOnSetupFailure?: boolean | null;
}

export interface TeardownTag {
  readonly tagName?: string | null;
  readonly stopTeardownOnFailure?: boolean | null;
}

export interface ConsentSettings {
  readonly consentStatus?: string | null;
  readonly consentType?: Parameter | null;
}

export interface Trigger {
  readonly triggerId?: string | null;
  readonly name?: string | null;
  readonly type?: string | null;
  readonly customEventFilter?: readonly Condition[] | null;
  readonly filter?: readonly Condition[] | null;
  readonly autoEventFilter?: readonly Condition[] | null;
  readonly checkValidation?: Parameter | null;
  readonly eventName?: Parameter | null;
  readonly interval?: Parameter | null;
  readonly limit?: Parameter | null;
  readonly parameter?: readonly Parameter[] | null;
}

export interface Variable {
  readonly name?: string | null;
  readonly type?: string | null;
  readonly parameter?: readonly Parameter[] | null;
  readonly formatValue?: FormatValue | null;
}

export interface FormatValue {
  readonly caseConversionType?: string | null;
  readonly convertNullToValue?: Parameter | null;
  readonly convertUndefinedToValue?: Parameter | null;
  readonly convertTrueToValue?: Parameter | null;
  readonly convertFalseToValue?: Parameter | null;
}

export interface BuiltInVariable {
  readonly type?: string | null;
  readonly name?: string | null;
}

/** The parameter with this key, wherever it is: Google does not promise an order. */
export function parameterNamed(
  parameters: readonly Parameter[] | null | undefined,
  key: string,
): Parameter | undefined {
  return parameters?.find((parameter) => parameter.key === key);
}

/** A checkbox as Google stores it: the text "true". An unset one is missing, or has no value. */
export function isChecked(parameter: Parameter | null | undefined): boolean {
  return parameter?.value === "true";
}
