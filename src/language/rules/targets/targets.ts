/** Google's ids in `targets`, where they are written out, and the default target. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { isUnclosedReference } from "../../environment.ts";
import type { Written } from "../../meaning/written.ts";
import { didYouMean } from "../../schema/nearest.ts";
import { child, entriesOf, type Located } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { ID_FORMS, type IdForm } from "./google-ids.ts";

export const targets: Rule = {
  codes: ["invalid-google-id", "invalid-variable", "unknown-target"],
  // Also those of which something else is wrong: all is said at once.
  check: (file) => [
    ...entriesOf(child(file.root, "targets")).flatMap(({ value }) => ofTarget(file.source, value)),
    ...defaultTarget(file),
  ],
};

function ofTarget(source: SourceText, node: Located): readonly Diagnostic[] {
  const ga4 = child(node, "ga4");
  const gtm = child(node, "gtm");
  const container = child(gtm, "account")
    ? ID_FORMS["gtm.container with account"]
    : ID_FORMS["gtm.container"];
  return [
    ...checkId(source, child(ga4, "property"), ID_FORMS["ga4.property"]),
    ...checkId(source, child(ga4, "measurement_id"), ID_FORMS["ga4.measurement_id"]),
    ...checkId(source, child(gtm, "account"), ID_FORMS["gtm.account"]),
    ...checkId(source, child(gtm, "container"), container),
  ];
}

function checkId(source: SourceText, node: Located | undefined, form: IdForm): readonly Diagnostic[] {
  // Another kind of value is an error of its own.
  if (node?.kind !== "scalar" || node.value === null || typeof node.value === "boolean") return [];
  if (form === ID_FORMS["ga4.measurement_id"] && typeof node.value === "number") return [];
  if (isUnclosedReference(node.text))
    return [
      source.error(
        "invalid-variable",
        node,
        "This is not a complete reference to an environment variable.",
        ofWorkflow(node.text) ?? "Write `${NAME}` or `${NAME:-default}`.",
      ),
    ];
  if (node.text.includes("${") || form.pattern.test(node.text)) return [];
  const meant = variableIn(node.text) ?? meantId(node.text, form);
  return [
    source.error(
      "invalid-google-id",
      node,
      `\`${node.text.slice(0, 60)}\` is not ${form.what}.`,
      meant === null ? form.hint : `Write \`${meant}\`.`,
    ),
  ];
}

/** `${{ vars.GTM }}`: only workflow files know those, and they can pass them on. */
function ofWorkflow(text: string): string | null {
  const [all, name = ""] = /^\$\{\{\s*(?:[\w-]+\.)*([A-Za-z_]\w*)\s*\}\}$/.exec(text) ?? [];
  if (all === undefined) return null;
  return `Write \`"\${${name}}"\`, and pass it on in the workflow: \`env: { ${name}: "${all}" }\`.`;
}

/** `$GTM` and `%GTM%`, as shells have them, with the quotes that it needs in brackets. */
function variableIn(text: string): string | null {
  const [, one, other] = /^(?:\$([A-Za-z_]\w*)|%([A-Za-z_]\w*)%)$/.exec(text) ?? [];
  const name = one ?? other;
  return name === undefined ? null : `"\${${name}}"`;
}

/** `properties/123 456 789`, `G_TEST123456`, `gtm-test01`; null when the text is another kind of id. */
function meantId(text: string, { pattern }: IdForm): string | null {
  const digits = text.replace(/^(?:properties|accounts|containers)\//, "").replace(/[\s.-]/g, "");
  if (/^\d{5,}$/.test(digits) && pattern.test(digits)) return `"${digits}"`;
  const id = text
    .trim()
    .toUpperCase()
    .replace(/^(G|GTM)[\s_-]+/, "$1-");
  return pattern.test(id) ? id : null;
}

function defaultTarget({ source, defaultTarget: wanted, targetNames }: Written): readonly Diagnostic[] {
  if (!wanted || targetNames.has(wanted.text)) return [];
  const hint = didYouMean(wanted.text, [...targetNames]) ?? "The file has no targets.";
  return [
    source.error(
      "unknown-target",
      wanted.span,
      `The file has no target \`${wanted.text.slice(0, 60)}\`.`,
      hint,
    ),
  ];
}
