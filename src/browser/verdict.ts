/** What happens to a request that a page makes: nothing is bought, and no message reaches anybody. */
import { isHit } from "./hit.ts";

export interface PageRequest {
  readonly method: string;
  readonly url: URL;
  /** As the browser says them (Fetch Metadata); null on pages without TLS. */
  readonly destination: string | null;
  readonly site: string | null;
}

export type Verdict =
  /** It reports to Analytics: it ends here. */
  | "hit"
  | "forward"
  /** It would send something to the site. */
  | "not-sent"
  /** Another host. */
  | "blocked";

export class Limits {
  readonly #site: string;
  readonly #allowed: readonly string[];
  readonly #reallySend: boolean;
  /** Hosts that the browser called the site's own, by its list of public suffixes. */
  readonly #ofSite = new Set<string>();

  /**
   * @param site as `siteOf` says it
   * @param allowed further hosts from which pages may load something; `*.acme.example` is every host below
   * @param reallySend whether the site gets what is sent to it
   */
  constructor(site: string, allowed: readonly string[], reallySend: boolean) {
    this.#site = site;
    this.#allowed = allowed;
    this.#reallySend = reallySend;
  }

  verdict(request: PageRequest): Verdict {
    const { url, method } = request;
    if (!isDocument(request) && isHit(url)) return "hit";
    const isRead = READING.has(method);
    if (url.hostname === TAG_HOST) return isRead && TAG_FILES.test(url.pathname) ? "forward" : "blocked";
    if (this.#isOfSite(request)) return isRead || this.#reallySend ? "forward" : "not-sent";
    return isRead && this.#isAllowed(url.hostname) ? "forward" : "blocked";
  }

  /** Whether a page may be opened there. */
  isSite(url: URL): boolean {
    return this.#isOwn(url) || this.#ofSite.has(url.hostname) || this.#isAllowed(url.hostname);
  }

  /** Every page here is the site's, so what the browser calls "same-site" is the site's, too. A document can come from anywhere. */
  #isOfSite({ url, site }: PageRequest): boolean {
    if (this.#isOwn(url)) return true;
    if (hasNoName(url) || this.#isAllowed(url.hostname)) return false;
    if (site === "same-site" || site === "same-origin") this.#ofSite.add(url.hostname);
    return this.#ofSite.has(url.hostname);
  }

  #isOwn(url: URL): boolean {
    const host = siteOf(url);
    const own = withoutWww(this.#site);
    return withoutWww(host) === own || host.endsWith(`.${own}`);
  }

  #isAllowed(host: string): boolean {
    return this.#allowed.some((one) =>
      one.startsWith("*.") ? host.endsWith(one.slice(1)) : withoutWww(host) === withoutWww(one),
    );
  }
}

/** The host of a site. One that has no name of its own can have other sites on other ports. */
export function siteOf(url: URL): string {
  return hasNoName(url) ? url.host : url.hostname;
}

function hasNoName({ hostname }: URL): boolean {
  return hostname === "localhost" || /^[\d.]+$|^\[/.test(hostname);
}

const READING: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Only its files: the same host takes reports about errors. */
const TAG_HOST = "www.googletagmanager.com";
const TAG_FILES = /^\/(?:gtm\.js|gtag\/|ns\.html|static\/|debug\/)/;

export function isDocument({ destination }: Pick<PageRequest, "destination">): boolean {
  return destination === "document" || destination === "iframe" || destination === "frame";
}

/** The browser asks for some things itself, such as what a form is about. Nobody gets an answer, and nobody has to hear of it. */
export function isOfBrowser({ destination, site }: Pick<PageRequest, "destination" | "site">): boolean {
  return site === "none" && destination !== "document";
}

function withoutWww(host: string): string {
  return host.replace(/^www\./, "");
}
