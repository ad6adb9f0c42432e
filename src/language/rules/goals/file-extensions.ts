/** `download: brochure.pdf`: the name of a file, where the ending of all files of a kind is expected. */
import { DOWNLOAD_EXTENSIONS } from "../../../countable/download-extensions.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import { inYaml } from "../../source/in-yaml.ts";
import { child, itemsOf, type Located, type LocatedScalar } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { interactionParts } from "./interaction-parts.ts";

export const fileExtensions: Rule = {
  codes: ["invalid-extension"],
  check: (file) =>
    interactionParts(file).flatMap(({ on, node }) =>
      on.kind === "download"
        ? written(child(child(node, "on"), "download")).flatMap((one) => check(file.source, one))
        : [],
    ),
};

function written(node: Located | undefined): readonly LocatedScalar[] {
  if (node?.kind === "map") return written(child(node, "extensions"));
  return [node, ...itemsOf(node)].filter((one) => one?.kind === "scalar");
}

const USUAL: ReadonlySet<string> = new Set(DOWNLOAD_EXTENSIONS);
/** Endings of two parts that files have: `data.tar.gz`. */
const FIRST_PARTS: ReadonlySet<string> = new Set(["tar", "min", "d", "user", "pkg", "cpio"]);

function check(source: SourceText, node: LocatedScalar): readonly Diagnostic[] {
  const [, name, extension] = /^\.?(.+)\.([a-z0-9]+)$/i.exec(node.text) ?? [];
  if (name === undefined || extension === undefined) return [];
  if (!USUAL.has(extension.toLowerCase()) || FIRST_PARTS.has(name.toLowerCase())) return [];
  return [
    source.error(
      "invalid-extension",
      node,
      `\`${node.text.slice(0, 60)}\` is the name of a file, not a file extension.`,
      `For this very file write \`download: { url: { ends_with: ${inYaml(`/${node.text}`)} } }\`; for all files of its kind \`${extension}\`.`,
    ),
  ];
}
