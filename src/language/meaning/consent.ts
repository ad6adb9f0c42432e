/** `consent:` of a goal or a funnel; without it the default one. The schema has checked the words. */
import type { ConsentType } from "../goal-set/goal.ts";
import { child, itemsOf, type Located, textOf } from "../source/located.ts";

export function consentOf(node: Located, fallback: readonly ConsentType[]): readonly ConsentType[] {
  const list = child(node, "consent");
  return list ? consentTypes(list) : fallback;
}

export function consentTypes(list: Located | undefined): readonly ConsentType[] {
  return [...new Set(itemsOf(list).map((item) => textOf(item) as ConsentType))];
}
