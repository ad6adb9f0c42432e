/** Analytics Admin API: reads the annotations on reports of one property, and leaves one on today's. Only v1alpha has them. */

import { GoogleError } from "../apply/google-port.ts";
import { dayIn } from "../figures/period.ts";
import type { ExistingAnnotation, NewAnnotation } from "../resources/annotation.ts";
import { AnalyticsAdmin } from "./analytics-admin.ts";
import { ANNOTATIONS, NAMED, NOTHING } from "./answers.ts";
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

  /**
   * Two requests, and one more where another run may leave the same. When the answer of the second one gets lost, what
   * is there decides: there are never two annotations.
   */
  async leave({ title, description, isAlike }: NewAnnotation): Promise<void> {
    const annotationDate = await this.#today();
    const body: AnnotationBody = { title, description, color: "BLUE", annotationDate };
    const { create } = await this.#calls();
    const parent = this.#property.name;
    for (let attempt = 1; ; attempt++) {
      try {
        const { name } = (await this.#requests.send(WHAT, "only when refused", NAMED, () =>
          create(parent, body),
        )) as { name: string };
        if (isAlike) await this.#takeBackDouble(name, body);
        return;
      } catch (error) {
        if (!(error instanceof GoogleError && error.isUncertain)) throw error;
        await this.#requests.pause(UNTIL_ARRIVED, WHAT, "an answer was lost, continuing");
        if ((await this.#list()).some((one) => isSame(one, body))) return;
        if (attempt === CREATIONS) throw error;
      }
    }
  }

  /** Of runs that left the same at the same moment, all see the same order, and each takes back its own unless it is the first. */
  async #takeBackDouble(own: string, body: AnnotationBody): Promise<void> {
    try {
      const same = (await this.#list()).flatMap((one) => (isSame(one, body) ? (one.name ?? []) : []));
      if (same.every((name) => compareNumbers(own, name) <= 0)) return;
      const { remove } = await this.#calls();
      await this.#requests.send("Removing an annotation that is there twice", "always", NOTHING, () =>
        remove(own),
      );
    } catch (error) {
      // There is one all the same.
      if (!(error instanceof GoogleError)) throw error;
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

/** By the number at the end, however long it is. */
function compareNumbers(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
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
