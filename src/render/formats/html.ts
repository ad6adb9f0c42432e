/** Reports as a page of their own. */
import { reportHtml } from "../report/report-html.ts";
import { type Format, type Views, view } from "../views.ts";

const VIEWS: Partial<Views<string>> = {
  // What was written into a file is not printed as well.
  report: ({ report, out }) => (out === null ? reportHtml(report) : ""),
};

export const html: Format = {
  result: (result, options) => view(VIEWS, result, options) ?? "",
  refusal: () => "",
};
