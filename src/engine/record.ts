import type { Tag } from "./container.ts";
import { type Ga4Hit, hitOfTag, hitsOfSite, legacyDestination } from "./ga4-hit.ts";
import { substituteInHtml } from "./html-text.ts";
import { resolveParameters } from "./parameters.ts";
import type { Lookup } from "./template.ts";
import type { Sight } from "./variables/kind.ts";

export interface FiredTag {
  /** The tag's name. */
  readonly tag: string;
  readonly type: string;
  /** The data-layer event that it fired in. */
  readonly event: string;
  /** With every reference resolved; a Custom HTML tag shows its `html`, which is not run. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Everything that the container and the site have done on this page. */
export interface PageRecord {
  readonly fired: readonly FiredTag[];
  readonly hits: readonly Ga4Hit[];
  /** Notes that a tag fires, and the hit that it sends. */
  tagFires(tag: Tag): FiredTag;
  /** Notes the hits of the site's own `gtag("event")`: none where the page itself configured nothing. */
  siteSends(event: string, parameters: Readonly<Record<string, unknown>>): void;
  /** From now on the site's own events for these groups go here too. */
  siteConfigures(measurementId: string, groups: readonly string[]): void;
}

/** @param onHit called for each hit as it leaves; `tag`: the name of the tag that sends it, if one does */
export function createRecord(
  sight: Sight,
  lookup: Lookup,
  onHit: (hit: Ga4Hit, tag?: string) => void = () => {},
): PageRecord {
  const fired: FiredTag[] = [];
  const hits: Ga4Hit[] = [];
  const send = (hit: Ga4Hit, tag?: string) => {
    hits.push(hit);
    onHit(hit, tag);
  };
  const destinations = new Map<string, readonly string[]>();
  return {
    fired,
    hits,
    tagFires: (tag) => {
      const firing = describeFiring(tag, sight, lookup);
      fired.push(firing);
      const hit = tag.type === "gaawe" ? hitOfEventTag(tag, firing, sight, lookup) : undefined;
      if (hit) send(hit, firing.tag);
      return firing;
    },
    siteSends: (event, parameters) => {
      for (const hit of hitsOfSite(event, parameters, destinations)) send(hit);
    },
    siteConfigures: (measurementId, groups) => {
      destinations.set(measurementId, groups);
    },
  };
}

function describeFiring(tag: Tag, sight: Sight, lookup: Lookup): FiredTag {
  const parameters = (tag.parameter ?? []).filter(({ key }) => tag.type !== "html" || key !== "html");
  const html = (tag.parameter ?? []).find((parameter) => !parameters.includes(parameter))?.value;
  return {
    tag: tag.name ?? "",
    type: tag.type ?? "",
    event: sight.event() ?? "",
    parameters: {
      ...resolveParameters(parameters, lookup),
      // Most have no reference, and some are long.
      ...(html ? { html: html.includes("{{") ? substituteInHtml(html, lookup) : html } : {}),
    },
  };
}

/** The e-commerce object is the one pushed last, as it was pushed: it does not merge with earlier ones. */
function hitOfEventTag(tag: Tag, firing: FiredTag, sight: Sight, lookup: Lookup): Ga4Hit | undefined {
  const ecommerce = sight.dataLayer.get("ecommerce", 1);
  return hitOfTag(firing.parameters, ecommerce, () => legacyDestination(sight.container, tag, lookup));
}
