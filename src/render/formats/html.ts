/** Reports as a page. */
import { reportHtml } from "../report/report-html.ts";
import type { Format } from "../views.ts";

export const html: Format = {
  // What was written into a file is not printed as well.
  result: (result) => (result.is === "report" && result.out === null ? reportHtml(result.report) : ""),
  refusal: () => "",
};
