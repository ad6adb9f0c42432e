/**
 * What our objects are called in Tag Manager: the owner in front, so that two
 * files in one container never meet, then the goal's name as people know it.
 */
export function entityName(owner: string, label: string, part = ""): string {
  return `${owner} - ${asTagManagerShows(label)}${part === "" ? "" : ` (${part})`}`;
}

/** Tag Manager refuses tag names with a colon; a hyphen reads the same. White space is folded. */
export function asTagManagerShows(label: string): string {
  return label.replaceAll(":", " -").replace(/\s+/g, " ").trim();
}

/** A funnel step's label: the step alone says too little in a list of tags. */
export function stepLabel(funnel: string, step: string): string {
  return `${funnel} - ${step}`;
}

/** The name of a forward for people, since the file does not give it one. */
export function forwardLabel(id: string): string {
  return `forward ${id}`;
}

/** Labels that no goal may have, since objects shared by goals have them. */
export const SESSION_SCRIPT = "session script";
export const GOOGLE_TAG = "Google tag";

/**
 * The part of an address that has the tag which reports a funnel's step to the session script: `step-cart`, or
 * `goal-purchase` for a step that is a goal.
 */
export const STEP_PART = /^(step|goal)-([a-z][a-z0-9_]*)$/;
