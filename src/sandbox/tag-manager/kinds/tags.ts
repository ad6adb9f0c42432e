/** Tags. */
import { entryIn } from "../../../entry-in.ts";
import type { Fields } from "../../state.ts";
import type { Switches } from "../../switches.ts";
import type { EditableKindFacts } from "../entity-kind.ts";
import { parameterValue } from "../parameters.ts";
import { invalid, unknownEntityType } from "../refusals.ts";
import { inlineScripts } from "../scripts.ts";
import { checkParameterTypes, requireParameter } from "./parameter-rules.ts";

/** Characters of a Custom HTML tag in a free container. */
const CUSTOM_HTML_LIMIT = 102_400;

/** Tags that write into a page, which an app does not have. */
const OF_PAGES = ["gaawe", "googtag", "html", "img"];

const DEFAULTS: Fields = {
  tagFiringOption: "oncePerEvent",
  monitoringMetadata: { type: "map" },
  consentSettings: { consentStatus: "notSet" },
};

export const TAGS: EditableKindFacts = {
  collection: "tags",
  message: "Tag",
  idField: "tagId",
  listName: "tag",
  countField: "numTags",
  needed: ["name", "type"],
  isMeantByName: true,
  needsItsTriggers: true,
  isUsedBy: ({ tags }, { name }) => tags.has(name),
  check: checkTag,
  completed: (fields, { fillsTagDefaults }) => (fillsTagDefaults ? { ...DEFAULTS, ...fields } : fields),
  misfit: (context, fields) => {
    const type = String(fields["type"]);
    const isApp = context !== "web" && context !== "amp";
    return isApp && OF_PAGES.includes(type) ? unknownEntityType(type) : undefined;
  },
  scriptsIn: (fields) =>
    fields["type"] === "html" ? inlineScripts(parameterValue(fields, "html") ?? "") : [],
};

function checkTag(fields: Fields, switches: Switches): void {
  if (fields["type"] === undefined) throw unknownEntityType();
  if (switches.refusesColonInTagNames && String(fields["name"]).includes(":")) {
    throw invalid("name", "The value contains invalid characters.");
  }
  for (const sequence of ["setupTag", "teardownTag"]) checkSequence(sequence, fields);
  checkParameterTypes(fields);
  entryIn(TAG_TYPES, String(fields["type"]))?.(fields);
}

/** "Currently we only allow one", the API's own documentation says. */
function checkSequence(name: string, fields: Fields): void {
  const tags = (fields[name] ?? []) as readonly Fields[];
  if (tags.length > 1) throw invalid(name, "Only one tag is allowed.");
  for (const tag of tags)
    if (tag["tagName"] === undefined) throw invalid(`${name}.tag_name`, "The value must not be empty.");
}

const TAG_TYPES: { readonly [type: string]: ((fields: Fields) => void) | undefined } = {
  gaawe: checkEventTag,
  googtag: (fields) => requireParameter(fields, "tagId"),
  html: checkCustomHtml,
};

/** A GA4 event needs a name and a destination: a measurement id or, in older containers, a configuration tag. */
function checkEventTag(fields: Fields): void {
  requireParameter(fields, "eventName");
  const configured = parameterValue(fields, "measurementId") !== undefined;
  if (configured && parameterValue(fields, "measurementIdOverride") !== undefined) {
    throw invalid("vendorTemplate.parameter.measurementIdOverride", "Only one measurement ID is allowed.");
  }
  if (!configured) requireParameter(fields, "measurementIdOverride");
}

function checkCustomHtml(fields: Fields): void {
  requireParameter(fields, "html");
  if ((parameterValue(fields, "html") ?? "").length > CUSTOM_HTML_LIMIT) {
    throw invalid(
      "vendorTemplate.parameter.html",
      `The value must not be longer than ${CUSTOM_HTML_LIMIT} characters.`,
    );
  }
}
