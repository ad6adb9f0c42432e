/** Reporting data annotations: notes on days of reports. Only in v1alpha. */
import { unimplemented } from "../../google-error.ts";
import type { Fields } from "../../state.ts";
import { invalidArgument } from "../refusals.ts";
import type { ResourceKind } from "../resource-kind.ts";
import { checkRoom } from "../room.ts";
import { checkLength, missing, requiredText } from "../text-fields.ts";

/** Those of the screen (support.google.com/analytics/answer/15453330); nothing says that the API has the same. */
const LONGEST_TITLE = 60;
const LONGEST_DESCRIPTION = 150;
const LIMIT = 1000;

export const REPORTING_DATA_ANNOTATIONS: ResourceKind<"ReportingDataAnnotation"> = {
  message: "ReportingDataAnnotation",
  partOf: "property",
  isOnlyInAlpha: true,
  removal: "delete",
  listQuery: ["filter"],
  nameField: "title",
  fields: {
    mutable: ["title", "description", "color", "annotation_date", "annotation_date_range"],
    immutable: [],
    output: ["name", "system_generated"],
  },
  /** To ignore a filter would be to answer another question. */
  checkList: ({ query }) => {
    if (query.get("filter")) throw unimplemented("filters of annotations");
  },
  check: (fields) => {
    requiredText(fields, "title", LONGEST_TITLE);
    checkLength(fields, "description", LONGEST_DESCRIPTION);
    requiredText(fields, "color");
    checkTime(fields);
  },
  checkNew: (_, others, call) => checkRoom(call, others.length, { of: "annotations", maximum: LIMIT }),
};

function checkTime({ annotationDate, annotationDateRange }: Fields): void {
  if ((annotationDate === undefined) === (annotationDateRange === undefined))
    throw invalidArgument("Exactly one of annotation_date and annotation_date_range must be set.");
  if (annotationDate !== undefined) dayOf(annotationDate as Fields, "annotation_date");
  if (annotationDateRange === undefined) return;
  const [start, end] = ["start_date", "end_date"].map((field) => {
    const date = (annotationDateRange as Fields)[field === "start_date" ? "startDate" : "endDate"];
    if (date === undefined) throw missing(`annotation_date_range.${field}`);
    return dayOf(date as Fields, `annotation_date_range.${field}`);
  });
  if (end! < start!) throw invalidArgument("The end date cannot be before the start date.");
}

function dayOf({ year, month, day }: Fields, place: string): number {
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(time);
  const isReal = date.getUTCMonth() + 1 === month && date.getUTCDate() === day && Number(year) > 0;
  if (!isReal) throw invalidArgument(`The field ${place} is not a valid date with year, month and day.`);
  return time;
}
