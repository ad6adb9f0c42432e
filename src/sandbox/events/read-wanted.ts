/** Visits that somebody sends through the control path, as JSON, with the steps of a tests file. */
import type { Step } from "../../visits/step.ts";
import type { Visitors } from "../../visits/visitors.ts";
import { InvalidInput } from "../invalid-input.ts";
import type { SandboxState } from "../state.ts";
import { object, readOrigin, refuseOthers, text, timeIn } from "./read-arrivals.ts";
import type { Visit, VisitRequest } from "./visits.ts";

interface Circumstances {
  readonly state: SandboxState;
  readonly visitors: Visitors | undefined;
}

/** @throws InvalidInput for anything else than `{"visits": […]}` and where they take place */
export function readVisitRequest(json: unknown, { visitors }: Circumstances): VisitRequest {
  if (visitors === undefined)
    throw new InvalidInput("This sandbox was started without visitors, so nobody can visit it.");
  const { property, measurementId, container, site, visits, ...others } = object(json, "The body");
  refuseOthers(others, "The body", "property, measurementId, container, site, visits");
  if (!Array.isArray(visits))
    throw new InvalidInput('Send {"site": "https://…", "visits": [{"at": "…", "visit": […]}]}.');
  const read = visits.map((visit, index) => head(visit, `Visit ${index + 1}`));
  const steps = stepsOf(
    read.map(({ visit }) => visit),
    site === undefined ? undefined : text(site, "site", "The body"),
    visitors,
  );
  return {
    ...(property === undefined ? {} : { property: text(property, "property", "The body") }),
    ...(measurementId === undefined
      ? {}
      : { measurementId: text(measurementId, "measurementId", "The body") }),
    ...(container === undefined ? {} : { container: text(container, "container", "The body") }),
    visits: read.map(({ visit: _, ...one }, index) => ({ ...one, steps: steps[index]! })),
  };
}

type Head = Omit<Visit, "steps"> & { readonly visit: unknown };

function head(json: unknown, place: string): Head {
  const { at, client, user, visit, ...rest } = object(json, place);
  const { from, others } = readOrigin(rest, place);
  refuseOthers(others, place, "at, client, user, device, country, source, medium, campaign, visit");
  return {
    at: timeIn(at, place),
    ...(client === undefined ? {} : { client: text(client, "client", place) }),
    ...(user === undefined ? {} : { user: text(user, "user", place) }),
    from,
    visit,
  };
}

/** Equal visits are read once, and later played once. */
function stepsOf(
  visits: readonly unknown[],
  site: string | undefined,
  { readVisits }: Visitors,
): readonly (readonly Step[])[] {
  if (visits.length === 0) return [];
  const texts = visits.map((visit) => JSON.stringify(visit ?? null));
  const different = [...new Set(texts)];
  const reading = readVisits(
    different.map((one) => JSON.parse(one)),
    site,
  );
  if ("problems" in reading) {
    const [first] = reading.problems;
    throw new InvalidInput(
      `The visits cannot be read: ${first?.message}${first?.hint === undefined ? "" : ` ${first.hint}`}`,
    );
  }
  const read = new Map(different.map((one, index) => [one, reading.visits[index]!]));
  return texts.map((one) => read.get(one)!);
}
