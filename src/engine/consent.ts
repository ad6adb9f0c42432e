import type { Tag } from "./container.ts";

/** What the visitor allowed, as the page told the tag by `gtag("consent", ...)`. */
export interface Consent {
  tell(step: "default" | "update", states: Readonly<Record<string, unknown>>): void;
  /** Whether a tag's own consent check lets it fire now. A type the page never mentioned counts as granted. */
  allows(tag: Tag): boolean;
}

export function createConsent(): Consent {
  const states = { default: new Map<string, unknown>(), update: new Map<string, unknown>() };
  const isGranted = (type: string) => {
    const state = states.update.get(type) ?? states.default.get(type);
    return state === undefined || state === "granted";
  };
  return {
    tell: (step, told) => {
      for (const [type, state] of Object.entries(told)) states[step].set(type, state);
    },
    allows: (tag) => neededConsent(tag).every(isGranted),
  };
}

function neededConsent(tag: Tag): string[] {
  if (tag.consentSettings?.consentStatus !== "needed") return [];
  return (tag.consentSettings.consentType?.list ?? []).flatMap(({ value }) => (value ? [value] : []));
}
