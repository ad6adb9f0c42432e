/** Analytics Admin API: reads the annotations on reports of one property, and leaves one on today's. Only v1alpha has them. */

import { GoogleError } from "../apply/google-port.ts";
import { dayIn } from "../figures/period.ts";
import type { Annotation, ExistingAnnotation } from "../resources/annotation.ts";
import { AnalyticsAdmin } from "./analytics-admin.ts";
import { ANNOTATIONS, NAMED } from "./answers.ts";
import type { ClientOptions } from "./client-options.ts";
import type { AnnotationBody, AnnotationDay, LiveAnnotation } from "./definition-api.ts";
import { allPages } from "./pages.ts";
import type { Requests } from "./requests.ts";

const PAGE_SIZE = 200;

/** How often it is tried to create one that is not there afterwards. */
const CREATIONS = 2;

/** Milliseconds after which a request whose answer was lost has arrived, or never will. */
const UNTIL_ARRIVED = 15_000;

const WHAT = "Leaving an annotation in Analytics";

export class Annotations {
  readonly #options: ClientOptions;
  readonly #requests: Requests;
  readonly #property: AnalyticsAdmin;

  constructor(options: ClientOptions, requests: Requests, property: string) {
    this.#options = options;
    this.#requests = requests;
    this.#property = new AnalyticsAdmin(options, requests, property);
  }

  /** Two requests. When the answer of the second one gets lost, what is there decides: there are never two annotations. */
  async leave(annotation: Annotation): Promise<void> {
    const annotationDate = await this.#today();
    const body: AnnotationBody = { ...annotation, color: "BLUE", annotationDate };
    const { create } = await this.#calls();
    const parent = this.#property.name;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#requests.send(WHAT, "only when refused", NAMED, () => create(parent, body));
        return;
      } catch (error) {
        if (!(error instanceof GoogleError && error.isUncertain)) throw error;
        await this.#requests.pause(UNTIL_ARRIVED, WHAT, "an answer got lost, going on");
        if ((await this.#list()).some((one) => isSame(one, body))) return;
        if (attempt === CREATIONS) throw error;
      }
    }
  }

  /** Of those on several days, the first day. */
  async read(): Promise<ExistingAnnotation[]> {
    return (await this.#list()).flatMap(({ annotationDate, annotationDateRange, title, description }) => {
      const date = dayOf(annotationDate ?? annotationDateRange?.startDate);
      return date === null ? [] : [{ date, title: title ?? "", description: description ?? "" }];
    });
  }

  async #today(): Promise<AnnotationDay> {
    const zone = await this.#property.timeZone();
    try {
      const [year, month, day] = dayIn(zone, Date.now()).split("-").map(Number);
      return { year: year!, month: month!, day: day! };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new GoogleError("unreadable-answer", 0, `${WHAT} failed: ${zone} is not a known time zone.`);
    }
  }

  async #list(): Promise<LiveAnnotation[]> {
    const { list } = await this.#calls();
    const parent = this.#property.name;
    return allPages(this.#requests, "Reading the annotations", ANNOTATIONS, (page) =>
      list({ parent, pageSize: PAGE_SIZE, ...page }),
    );
  }

  async #calls() {
    return (await import("./analytics-alpha.ts")).annotationCalls(this.#options);
  }
}

/** `2026-11-03`; null for what is not a whole date. */
function dayOf(date: Partial<AnnotationDay> | undefined): string | null {
  const parts = [date?.year, date?.month, date?.day];
  if (!parts.every((part) => typeof part === "number")) return null;
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, "0")).join("-");
}

/** The title names the version, so no other apply's annotation is the same. */
function isSame(one: LiveAnnotation, { title, description, annotationDate: today }: AnnotationBody): boolean {
  const { annotationDate: day } = one;
  const isOfToday = day?.year === today?.year && day?.month === today?.month && day?.day === today?.day;
  return isOfToday && one.title === title && one.description === description;
}
