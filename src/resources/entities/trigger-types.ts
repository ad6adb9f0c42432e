/** The types of triggers of web containers (developers.google.com/tag-platform/tag-manager/api/reference/rest/v2/accounts.containers.workspaces.triggers). */

/** The event of each type of trigger that does not name its own. */
export const TRIGGER_EVENTS: Readonly<Record<string, string>> = {
  consentInit: "gtm.init_consent",
  init: "gtm.init",
  pageview: "gtm.js",
  domReady: "gtm.dom",
  windowLoaded: "gtm.load",
  click: "gtm.click",
  linkClick: "gtm.linkClick",
  formSubmission: "gtm.formSubmit",
  historyChange: "gtm.historyChange",
  scrollDepth: "gtm.scrollDepth",
  elementVisibility: "gtm.elementVisibility",
  youTubeVideo: "gtm.video",
  jsError: "gtm.pageError",
  triggerGroup: "gtm.triggerGroup",
};
