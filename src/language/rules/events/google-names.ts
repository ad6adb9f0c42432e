/**
 * Names that Google keeps for itself or knows already.
 * Sources: Analytics Help 13316687 (names), 9267744 (lengths), 9267735 (recommended events);
 * the Measurement Protocol reference (prefixes).
 */
import { lazy } from "../../../countable/pattern/lazy.ts";

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

/**
 * Those of enhanced measurement (Analytics Help 9216061). The same page that reserves the names has no other word for a
 * download or a search, and tags of many sites send them: Analytics receives and counts what they send.
 */
export const MEASURED_EVENTS: ReadonlySet<string> = new Set([
  "click",
  "file_download",
  "form_start",
  "form_submit",
  "scroll",
  "video_progress",
  "video_start",
  "view_search_results",
]);

/**
 * Events that Analytics receives without anybody sending them: collected automatically by the Google tag or an app's
 * SDK, or by enhanced measurement (Analytics Help 9234069, 9216061, of November 2026).
 */
export const COLLECTED_EVENTS: ReadonlySet<string> = new Set([
  ...RESERVED_EVENTS,
  "ad_click",
  "ad_exposure",
  "ad_impression",
  "ad_query",
  "ad_reward",
  "adunit_exposure",
  "app_clear_data",
  "app_exception",
  "app_store_subscription_convert",
  "app_update",
  "app_upgrade",
  "dynamic_link_app_open",
  "dynamic_link_app_update",
  "dynamic_link_first_open",
  "firebase_campaign",
  "firebase_in_app_message_action",
  "firebase_in_app_message_dismiss",
  "firebase_in_app_message_impression",
  "fcm_notification_click",
  "notification_dismiss",
  "notification_foreground",
  "notification_open",
  "notification_receive",
  "notification_send",
  "os_update",
  "screen_view",
  "video_complete",
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

/** The names that Analytics knows (Help 9267735), and what people call the same thing. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  generate_lead:
    "contact_form contact contact_us contact_request contact_form_sent contact_form_submit contact_form_submitted lead lead_form new_lead form_sent form_submitted quote_request request_quote request_a_quote demo_request request_demo",
  sign_up:
    "signup signed_up user_signup register registered registration user_registered user_registration account_created create_account",
  login: "signin sign_in log_in logged_in user_login",
  add_to_cart: "addtocart added_to_cart add_cart cart_add add_to_basket product_added",
  remove_from_cart: "removefromcart removed_from_cart cart_remove remove_from_basket product_removed",
  view_cart: "cart_view cart_viewed viewed_cart view_basket",
  begin_checkout: "checkout start_checkout checkout_start checkout_started initiate_checkout",
  add_payment_info: "payment_info payment_info_added add_payment",
  add_shipping_info: "shipping_info shipping_info_added add_shipping",
  purchase: "purchased order order_complete order_completed order_placed transaction buy bought",
  refund: "refunded order_refunded",
  view_item: "product_view product_viewed view_product viewproduct item_view",
  view_item_list: "product_list_viewed view_product_list view_category",
  add_to_wishlist: "wishlist wishlist_add added_to_wishlist",
  search: "site_search internal_search searched",
  share: "shared social_share",
  join_group: "group_joined joined_group",
  tutorial_begin: "tutorial_start tutorial_started",
  tutorial_complete: "tutorial_completed tutorial_end",
};

const RECOMMENDED: ReadonlyMap<string, string> = new Map(
  Object.entries(OTHER_NAMES).flatMap(([known, others]) =>
    [known, ...others.split(" ")].map((one) => [withoutSpelling(one), known]),
  ),
);

/** The name that Analytics knows for what an event is called; undefined when it knows none, or it is that. */
export function recommendedFor(event: string): string | undefined {
  const known = RECOMMENDED.get(withoutSpelling(event));
  return known === event ? undefined : known;
}

/** `SignUp`, `sign_up` and `signup` are one word. */
function withoutSpelling(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** Analytics also takes letters of other alphabets; the rules and exports around it do not always. */
export const NAME_FORM = /^[A-Za-z][A-Za-z0-9_]*$/;

/**
 * Names of events that are not what Google advises, and that Analytics receives and marks all the same: about one in
 * eight key events of live properties has one. Letters of any alphabet are documented (Analytics Help 13316687).
 */
export const UNUSUAL_NAME_FORM = lazy(() => /^\p{L}[\p{L}\p{N}\p{M} _.,:;/&+()!?'-]*$/u);
