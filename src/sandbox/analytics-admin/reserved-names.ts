/** Names that Analytics keeps for itself (support.google.com/analytics/answer/13316687 and the Measurement Protocol reference). */

export const RESERVED_PREFIXES = ["_", "firebase_", "ga_", "google_", "gtag."];

export const RESERVED_PARAMETERS = [
  "cid",
  "currency",
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
];

export const RESERVED_USER_PROPERTIES = [
  "cid",
  "customer_id",
  "customerid",
  "first_open_after_install",
  "first_open_time",
  "first_visit_time",
  "google_allow_ad_personalization_signals",
  "last_advertising_id_reset",
  "last_deep_link_referrer",
  "last_gclid",
  "lifetime_user_engagement",
  "non_personalized_ads",
  "session_id",
  "session_number",
  "user_id",
];
