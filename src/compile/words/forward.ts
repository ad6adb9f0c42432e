/** What forwards send, in plain words. */

import { ANY_PAGE, type Exception, type TextMatcher } from "../../language/goal-set/conditions.ts";
import type { Forward } from "../../language/goal-set/forward.ts";
import type { Ecommerce } from "../../language/goal-set/goal.ts";
import { onPages, unlessInWords } from "./conditions.ts";

/** `view_item, add_to_cart: each is sent to Analytics under its own name, with the e-commerce data of the push`. */
export function forwardInWords({ events, ecommerce, ...asked }: Omit<Forward, "id" | "at">): string {
  const object = ecommerce === null ? "" : `, with ${ecommerceInWords(ecommerce)}`;
  return `${events.join(", ")}: each is sent to Analytics under its own name${object}${onHostsInWords(asked.host)}${forwardExceptionsInWords(asked.unless)}`;
}

/** `the e-commerce data of the push` */
export function ecommerceInWords({ dataLayer }: Ecommerce): string {
  return `the e-commerce data of ${dataLayer === null ? "the push" : `data-layer key ${dataLayer}`}`;
}

export function onHostsInWords(host: readonly TextMatcher[]): string {
  return onPages({ ...ANY_PAGE, host });
}

export function forwardExceptionsInWords(unless: readonly Exception[]): string {
  return unlessInWords(unless, "data-layer key");
}
