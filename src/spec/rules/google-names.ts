/**
 * Names that Google keeps for itself or knows already.
 * Sources: Analytics Help 13316687 (names), 9267744 (lengths), 9267735 (recommended events);
 * the Measurement Protocol reference (prefixes).
 */

/** Events that Analytics collects by itself and does not accept from a site. */
export const RESERVED_EVENTS: ReadonlySet<string> = new Set([
  "app_remove",
  "app_store_refund",
  "app_store_subscription_cancel",
  "app_store_subscription_renew",
  "click",
  "error",
  "file_download",
  "first_open",
  "first_visit",
  "form_start",
  "form_submit",
  "in_app_purchase",
  "page_view",
  "scroll",
  "session_start",
  "user_engagement",
  "view_complete",
  "video_progress",
  "video_start",
  "view_search_results",
]);

export const RESERVED_PREFIXES: readonly string[] = ["_", "firebase_", "ga_", "google_", "gtag."];

/** `currency` is reserved only for custom dimensions: sent with a value it is just right. */
export const RESERVED_PARAMETERS: ReadonlySet<string> = new Set([
  "cid",
  "customer_id",
  "customerid",
  "dclid",
  "engagement_time_msec",
  "gclid",
  "session_id",
  "session_number",
  "sessionid",
  "sfmc_id",
  "sid",
  "srsltid",
  "uid",
  "user_id",
  "userid",
]);

/** Key events that every property has; they do not count towards the limit and cannot be deleted. */
export const PREDEFINED_KEY_EVENTS: ReadonlySet<string> = new Set([
  "purchase",
  "first_open",
  "in_app_purchase",
  "app_store_subscription_convert",
  "app_store_subscription_renew",
]);

/** Names that people give to what Analytics knows under another name. */
export const RECOMMENDED_FOR: ReadonlyMap<string, string> = new Map([
  ["contact_form", "generate_lead"],
  ["contact", "generate_lead"],
  ["lead", "generate_lead"],
  ["form_sent", "generate_lead"],
  ["signup", "sign_up"],
  ["register", "sign_up"],
  ["registration", "sign_up"],
  ["signin", "login"],
  ["sign_in", "login"],
  ["log_in", "login"],
  ["addtocart", "add_to_cart"],
  ["cart_add", "add_to_cart"],
  ["checkout", "begin_checkout"],
  ["start_checkout", "begin_checkout"],
  ["order", "purchase"],
  ["transaction", "purchase"],
  ["buy", "purchase"],
  ["product_view", "view_item"],
  ["viewproduct", "view_item"],
  ["wishlist", "add_to_wishlist"],
  ["site_search", "search"],
]);

/** Longest name of an event or a parameter. */
export const NAME_LENGTH = 40;

/** Analytics also takes letters of other alphabets; the rules and exports around it do not always. */
export const NAME_FORM = /^[A-Za-z][A-Za-z0-9_]*$/;
