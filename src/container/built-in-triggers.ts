/** The triggers that every container has without listing them, by id (support.google.com/tagmanager/answer/7679319). */
export const BUILT_IN_TRIGGERS: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  "2147479553": { name: "All Pages", type: "pageview" },
  "2147479572": { name: "Consent Initialization - All Pages", type: "consentInit" },
  "2147479573": { name: "Initialization - All Pages", type: "init" },
};
