import type { Tag } from "./container.ts";

/** What the visitor allowed, as the page reported it with `gtag("consent", ...)`. */
export interface Consent {
  tell(step: "default" | "update", states: Readonly<Record<string, unknown>>): void;
  /**
   * Whether a tag's own consent check lets it fire now. A type the page never mentioned counts as granted, except that
   * advertising types do not in the European Economic Area.
   */
  allows(tag: Tag): boolean;
  /** Whether this type counts as granted now. */
  isGranted(type: string): boolean;
}

/** What is known of one consent type. */
interface Entry {
  readonly default?: boolean;
  /** The region that the default was given for; missing: for everywhere. */
  readonly region?: string | undefined;
  readonly update?: boolean;
}

/** @param visitorRegion where Google finds the visitor: `DE`, `US-CA`; empty: Google does not know */
export function createConsent(visitorRegion = ""): Consent {
  const place = placeOf(visitorRegion);
  const entries = new Map<string, Entry>();
  const entryOf = (type: string): Entry => entries.get(type) ?? {};
  const setDefault = (type: string, isGranted: boolean, region: string | undefined) => {
    if (!applies(region, entryOf(type), place)) return;
    entries.set(type, { ...entryOf(type), default: isGranted, region });
  };
  const isGranted = (type: string) => {
    const { update, default: byDefault } = entryOf(type);
    return update ?? byDefault ?? isImplied(type, place);
  };
  return {
    tell: (step, told) => {
      const regions = step === "default" ? regionsOf(told["region"]) : [undefined];
      for (const [type, state] of statesIn(told)) {
        const isGranted = state === "granted";
        if (step === "update") entries.set(type, { ...entryOf(type), update: isGranted });
        else for (const region of regions) setDefault(type, isGranted, region);
      }
    },
    allows: (tag) => neededConsent(tag).every(isGranted),
    isGranted,
  };
}

/** A country, and the part of it if that is known; both empty where nothing is. */
interface Place {
  readonly country: string;
  readonly part: string;
}

function placeOf(region: string): Place {
  const code = region.toUpperCase();
  const [country = ""] = code.split("-");
  return { country, part: code === country ? "" : code };
}

/**
 * As in public builds of gtm.js: the default for the visitor's own part of a country beats that for the country, which beats
 * that for everywhere; among equals the last one counts. Where Google does not know the place, all of them are
 * taken for the visitor's, and what is denied stays denied.
 */
function applies(region: string | undefined, known: Entry, { country, part }: Place): boolean {
  if (country === "") return known.default !== false;
  if (region === undefined) return known.region === undefined;
  if (region === part) return true;
  return region === country && (part === "" || known.region !== part);
}

/** A list or one code; without any, the default is for everywhere. */
function regionsOf(region: unknown): (string | undefined)[] {
  const all: readonly unknown[] = Array.isArray(region) ? region : [region];
  return all.map((one) => (typeof one === "string" && one !== "" ? one.toUpperCase() : undefined));
}

const SETTINGS = ["region", "wait_for_update"];

function statesIn(told: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(told).filter(([key]) => !SETTINGS.includes(key));
}

const AD_TYPES = ["ad_storage", "ad_user_data", "ad_personalization"];

/**
 * The EU with Iceland, Liechtenstein and Norway (efta.int/eea), by ISO 3166. There Google takes silence for a refusal of
 * advertising.
 */
const EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(
  " ",
);

function isImplied(type: string, { country }: Place): boolean {
  return !AD_TYPES.includes(type) || !EEA.includes(country);
}

function neededConsent(tag: Tag): string[] {
  if (tag.consentSettings?.consentStatus !== "needed") return [];
  return (tag.consentSettings.consentType?.list ?? []).flatMap(({ value }) => (value ? [value] : []));
}
