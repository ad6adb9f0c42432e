/** Triggers that every web container has without listing them; tags name them by these ids. */
const BUILT_IN_TRIGGERS: { readonly [id: string]: string } = {
  "2147479553": "All Pages",
  "2147479572": "Consent Initialization - All Pages",
  "2147479573": "Initialization - All Pages",
};

export function isBuiltInTrigger(id: string): boolean {
  return Object.hasOwn(BUILT_IN_TRIGGERS, id);
}
