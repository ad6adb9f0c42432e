/**
 * What the enhanced measurement of Google's tag sends by itself, in addition to page views
 * (support.google.com/analytics/answer/9216061): of a scroll, a click on a link, a video, a form, a search.
 */
import { DOWNLOAD_EXTENSIONS } from "../countable/download-extensions.ts";
import { elementFacts, enclosingLink, type PageElement, textOf } from "../engine/page-element.ts";
import type { Step } from "./step.ts";

/** As Analytics' settings call them. */
export type Measured =
  | "scrolls"
  | "outboundClicks"
  | "siteSearch"
  | "videoEngagement"
  | "fileDownloads"
  | "pageChanges"
  | "formInteractions";

type Parameters = Readonly<Record<string, unknown>>;

/** Percent of the page, and of a video. */
const SCROLLED = 90;
const PROGRESS = [10, 25, 50, 75];
const SEARCH_PARAMETERS = ["q", "s", "search", "query", "keyword"];

export class MeasuredEvents {
  readonly #isOn: (what: Measured) => boolean;
  readonly #send: (event: string, parameters: Parameters) => void;
  #url = "";
  #isScrolled = false;
  readonly #begunForms = new Set<string>();
  readonly #sentProgress = new Set<string>();

  constructor(measured: ReadonlySet<Measured>, send: (event: string, parameters: Parameters) => void) {
    this.#isOn = (what) => measured.has(what);
    this.#send = send;
  }

  /** A document loads, or its address changes. */
  viewed(url: string): void {
    this.#url = url;
    this.#isScrolled = false;
    const query = new URLSearchParams(/\?([^#]*)/.exec(url)?.[1] ?? "");
    const term = SEARCH_PARAMETERS.map((name) => query.get(name)).find((value) => value);
    if (term && this.#isOn("siteSearch")) this.#send("view_search_results", { search_term: term });
  }

  /** Nobody sends a form without having begun it: that comes before what its sending leads to. @param form that is sent next */
  begins(form: PageElement): void {
    const parameters = this.#formFacts(form);
    const key = JSON.stringify(parameters);
    if (this.#isOn("formInteractions") && !this.#begunForms.has(key)) this.#send("form_start", parameters);
    this.#begunForms.add(key);
  }

  /** @param element what was clicked, or the form that was sent */
  acted(step: Step, element: PageElement | null): void {
    if (step.does === "scroll") this.#scroll(step.depth.percent ?? 0);
    else if (step.does === "watch") this.#watch(step);
    else if (step.does === "click" && element !== null) this.#click(element);
    else if (step.does === "submit" && element !== null) this.#submit(element);
  }

  #scroll(percent: number): void {
    if (this.#isScrolled || percent < SCROLLED || !this.#isOn("scrolls")) return;
    this.#isScrolled = true;
    this.#send("scroll", { percent_scrolled: SCROLLED });
  }

  #click(element: PageElement): void {
    const link = enclosingLink(element);
    if (link === null || link.getAttribute("href") === null) return;
    const facts = elementFacts(link, this.#url);
    const address = String(facts["gtm.elementUrl"]);
    const [, host = "", path = ""] = /^https?:\/\/([^/?#]*)([^?#]*)/i.exec(address) ?? [];
    const common = said({
      link_url: address,
      link_domain: host,
      link_id: facts["gtm.elementId"],
      link_classes: facts["gtm.elementClasses"],
    });
    const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1] ?? "";
    if (DOWNLOAD_EXTENSIONS.includes(extension.toLowerCase())) {
      if (!this.#isOn("fileDownloads")) return;
      const file = { file_name: path, file_extension: extension, link_text: textOf(link) };
      this.#send("file_download", { ...common, ...said(file) });
    } else if (
      host !== "" &&
      host !== /^https?:\/\/([^/?#]*)/i.exec(this.#url)?.[1] &&
      this.#isOn("outboundClicks")
    )
      this.#send("click", { ...common, outbound: "true" });
  }

  #watch({ status, percent, title, url }: Extract<Step, { does: "watch" }>): void {
    if (!this.#isOn("videoEngagement")) return;
    const video = said({ video_provider: "youtube", video_title: title ?? "", video_url: url ?? "" });
    if (status === "start" || status === "complete") this.#send(`video_${status}`, video);
    if (status !== "progress") return;
    for (const one of PROGRESS.filter((reached) => reached <= (percent ?? 0))) {
      const key = `${this.#url} ${url} ${title} ${one}`;
      if (this.#sentProgress.has(key)) continue;
      this.#sentProgress.add(key);
      this.#send("video_progress", { ...video, video_percent: one });
    }
  }

  #submit(form: PageElement): void {
    if (this.#isOn("formInteractions")) this.#send("form_submit", this.#formFacts(form));
  }

  #formFacts(form: PageElement): Parameters {
    const facts = elementFacts(form, this.#url);
    return said({
      form_id: facts["gtm.elementId"],
      form_name: form.getAttribute("name"),
      form_destination: facts["gtm.elementUrl"],
    });
  }
}

/** What is empty is not sent. */
function said(parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== "" && value !== null));
}
