/**
 * What our objects are called in Tag Manager: the owner in front, so that two
 * files in one container never meet, then the goal's name as people know it.
 */

/** Tag Manager refuses tag names with a colon; a hyphen reads the same. */
export function entityName(owner: string, label: string, part = ""): string {
  const name = `${owner} - ${label}${part === "" ? "" : ` (${part})`}`;
  return name.replaceAll(":", " -").replace(/\s+/g, " ").trim();
}

/** The data-layer event that the session script pushes for a goal. */
export function sessionEvent(owner: string, goalId: string): string {
  return `goalform.${owner}.${goalId}`;
}
