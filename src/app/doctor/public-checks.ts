/** What everybody can see: the ids, what Google serves for them, and the site's own pages. */
import { readServed } from "../../browser/served/read-served.ts";
import type { ResolvedTarget } from "../../language/resolve-target.ts";
import type { Finding } from "../result/doctor.ts";
import type { Fetching } from "../verify-served.ts";
import { broken, ok, type Question, skipped, warning } from "./check.ts";

export interface PublicChecks extends Fetching {
  readonly target: ResolvedTarget;
  /** A page of the site; undefined: not named. */
  readonly site: string | undefined;
  /** Whether goals ask for consent. */
  readonly asksForConsent: boolean;
  readonly isGoogle: boolean;
}

export function publicQuestions(around: PublicChecks): readonly Question[] {
  return [
    { id: "ids", ask: () => ok(idsOf(around.target)) },
    { id: "container-served", ask: () => containerServed(around) },
    { id: "google-tag-served", ask: () => googleTagServed(around) },
    { id: "site", ask: () => sitePage(around) },
  ];
}

function idsOf({ gtm, ga4 }: ResolvedTarget): string {
  const container = "publicId" in gtm ? gtm.publicId : `container ${gtm.container} of account ${gtm.account}`;
  const stream = ga4.measurementId === null ? "" : ` (${ga4.measurementId})`;
  return `The target is ${container} and property ${ga4.property}${stream}.`;
}

function servedElsewhere(id: string): Finding {
  return skipped(`What Google serves for ${id} was not looked at, since Google is not asked here.`);
}

const TAGS = "https://www.googletagmanager.com";

async function containerServed({ target: { gtm }, isGoogle, served }: PublicChecks): Promise<Finding> {
  if (!("publicId" in gtm))
    return skipped("Google serves a container by its public id (GTM-…), and the target has numbers.");
  if (!isGoogle) return servedElsewhere(gtm.publicId);
  return servedAs(`${TAGS}/gtm.js?id=${encodeURIComponent(gtm.publicId)}`, gtm.publicId, served);
}

async function googleTagServed({ target: { ga4 }, isGoogle, served }: PublicChecks): Promise<Finding> {
  if (ga4.measurementId === null) return skipped("The target names no measurement id.");
  if (!isGoogle) return servedElsewhere(ga4.measurementId);
  const address = `${TAGS}/gtag/js?id=${encodeURIComponent(ga4.measurementId)}`;
  return servedAs(address, ga4.measurementId, served);
}

async function servedAs(address: string, id: string, served: Fetching["served"]): Promise<Finding> {
  const text = await served(address);
  if (typeof text !== "string")
    return warning(
      `Google does not serve ${id}: ${text.cannotBeRead}.`,
      !/404/.test(text.cannotBeRead)
        ? "Check the network and the proxy."
        : "Compare the id with that in Tag Manager or Analytics. A new container is served only after a version has been published: `goalform apply`.",
    );
  const reading = readServed(text);
  if (!("served" in reading))
    return warning(
      `What ${address} answers cannot be read: ${reading.problem}.`,
      "Open the address in a browser: a proxy may have answered.",
    );
  const version = reading.served.version === null ? "" : `, version ${reading.served.version}`;
  return ok(`Google serves ${id}${version}.`);
}

async function sitePage(around: PublicChecks): Promise<Finding> {
  const { site, served, target } = around;
  if (site === undefined)
    return skipped("No page of the site was looked at.", "Name one: `--site https://www.acme.example/`.");
  const html = await served(site);
  if (typeof html !== "string")
    return broken(`${site} cannot be read: ${html.cannotBeRead}.`, "Check the address of the site.");
  return pageFinding(html, site, target, around.asksForConsent);
}

/** By the addresses and ids of Google's own snippets; what a script adds later is not in the page. */
export function pageFinding(
  html: string,
  site: string,
  { gtm, ga4, googleTag }: ResolvedTarget,
  asksForConsent: boolean,
): Finding {
  const containers = idsIn(html, /\bGTM-[A-Z0-9]{4,}\b/g);
  const measured = idsIn(html, /gtag\/js\?id=(G-[A-Z0-9]+)/g);
  const swapped = idsIn(html, /gtm\.js\?id=(G-[A-Z0-9]+)/g);
  const wanted = "publicId" in gtm ? gtm.publicId : null;
  if (swapped[0])
    return warning(
      `${site} loads gtm.js with the measurement id ${swapped[0]}: then no tag of the container runs.`,
      `Put the container's id into the snippet: ${wanted ?? "GTM-…"}.`,
    );
  if (wanted !== null && !containers.includes(wanted))
    return warning(
      containers.length === 0
        ? `${site} does not contain the snippet of Tag Manager; a script may add it later.`
        : `${site} loads ${containers.join(" and ")}, and not ${wanted}.`,
      `Put Tag Manager's snippet for ${wanted} into every page: Tag Manager, Admin, Install Google Tag Manager.`,
    );
  const doubled = ga4.measurementId !== null && measured.includes(ga4.measurementId);
  if (doubled && googleTag.lives !== "page")
    return warning(
      `${site} loads the Google tag ${ga4.measurementId} itself, next to Tag Manager: if the container has one too, page views count twice.`,
      "Remove one of the two, or write `google_tag: page` in the target.",
    );
  const first = html.search(/gtm\.js|gtag\/js/);
  const consent = html.search(/["']consent["']\s*,\s*["']default["']/);
  if (asksForConsent && (consent < 0 || consent > first))
    return warning(
      `${site} sets no default consent before Tag Manager loads: goals with \`consent\` then count for everybody.`,
      "Set `gtag('consent', 'default', …)` above the snippet, or let the consent banner do it.",
    );
  return ok(`${site} loads ${wanted ?? containers.join(" and ")}.`);
}

function idsIn(html: string, pattern: RegExp): readonly string[] {
  return [...new Set([...html.matchAll(pattern)].map(([all, id]) => id ?? all))];
}
