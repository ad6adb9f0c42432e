/** Whether these credentials see the container and the property of the target, and whether the two are what they should be. */

import { GoogleError } from "../../apply/google-port.ts";
import type { ResolvedTarget } from "../../language/resolve-target.ts";
import type { Identity, SeenProperty, SetUp } from "../../resources/set-up.ts";
import type { Finding } from "../result/doctor.ts";
import { broken, ok, type Question } from "./check.ts";

interface Reading {
  readonly target: ResolvedTarget;
  readonly identity: Identity;
  readonly setUp: SetUp;
}

export function readingQuestions(reading: Reading): readonly Question[] {
  return [
    { id: "container", ask: () => container(reading) },
    { id: "property", ask: () => property(reading) },
    { id: "stream", ask: () => stream(reading) },
  ];
}

async function container({ setUp, identity, target }: Reading): Promise<Finding> {
  try {
    const { label, usageContext } = await setUp.container();
    const kinds = usageContext.join(" and ");
    return usageContext.length === 0 || usageContext.includes("web")
      ? ok(`The container ${label} is there, and these credentials see it.`)
      : broken(
          `${label} is a container for ${kinds}, not for web pages.`,
          "Name the web container of the site in `gtm` (in Tag Manager its type is Web).",
        );
  } catch (error) {
    if (!(error instanceof GoogleError) || error.status !== 404) throw error;
    const name = "publicId" in target.gtm ? target.gtm.publicId : target.gtm.container;
    return broken(
      `These credentials see no container ${name} in Tag Manager, which gives the same answer for a container that does not exist and for one without access.`,
      `In Tag Manager, open the container, Admin, User Management, and add ${identity.email ?? "the e-mail address of these credentials"} with Read (to plan) or Publish (to apply). Roles in Google Cloud give no access.`,
    );
  }
}

async function property({ setUp, identity, target }: Reading): Promise<Finding> {
  const { property } = target.ga4;
  const seen = await setUp.properties();
  const found = seen.find(({ id }) => id === property);
  return found
    ? ok(`These credentials see the property ${property} (${found.name}).`)
    : broken(
        `These credentials do not see the property ${property}. ${othersOf(seen)}`,
        `In Analytics, open Admin, Property access management, and add ${identity.email ?? "the e-mail address of these credentials"} as Viewer (to plan) or Editor (to apply).`,
      );
}

const SHOWN = 5;

function othersOf(seen: readonly SeenProperty[]): string {
  if (seen.length === 0) return "They see no property at all.";
  const named = seen.slice(0, SHOWN).map(({ id, name }) => `${id} (${name})`);
  return `They see ${named.join(", ")}${seen.length > SHOWN ? ` and ${seen.length - SHOWN} more` : ""}.`;
}

async function stream({ setUp, target }: Reading): Promise<Finding> {
  const { measurementId, property } = target.ga4;
  const streams = await setUp.streams();
  const ids = streams.map((one) => one.measurementId);
  if (measurementId === null)
    return ids.length === 1
      ? ok(`The property's only web stream is ${ids[0]}.`)
      : broken(
          `The property has ${ids.length} web streams, and the target names no measurement id.`,
          ids.length === 0
            ? "In Analytics, open Admin, Data streams, and add the site."
            : `Write one of them into the target: ${ids.join(", ")}.`,
        );
  return ids.includes(measurementId)
    ? ok(`${measurementId} is a web stream of the property.`)
    : broken(
        `${measurementId} is not a web stream of property ${property}.`,
        ids.length === 0
          ? "In Analytics, open Admin, Data streams, and add the site."
          : `Write the right one into the target: ${ids.join(", ")}. Or correct \`property\`.`,
      );
}
