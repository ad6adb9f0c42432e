/** Parameters that advertisements and newsletters add to an address: the page is the same without them. */

/** A new value for every click (support.google.com/google-ads/answer/9744275 for Google's own). */
const OF_ONE_CLICK =
  /^(?:gclid|gbraid|wbraid|dclid|gclsrc|fbclid|msclkid|yclid|ttclid|twclid|li_fat_id|igshid|srsltid|epik|_gl|_ga|mc_eid|_hsenc|_hsmi)$/i;
const OF_A_CAMPAIGN = /^(?:utm_[a-z_]+|mtm_[a-z_]+|pk_[a-z_]+|mc_cid)$/i;

export function isOfOneClick(name: string): boolean {
  return OF_ONE_CLICK.test(name);
}

export function isTracking(name: string): boolean {
  return isOfOneClick(name) || OF_A_CAMPAIGN.test(name);
}
