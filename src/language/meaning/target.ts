/** One entry of `targets:`; `${NAME}` stays until a target is chosen. */
import type { GoogleTag, GtmContainer } from "../goal-set/target.ts";
import { booleanOf, child, itemsOf, type Located, type LocatedEntry, textOf } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import type { WrittenTarget } from "./written.ts";

/** @param own what its own defaults make of the file; null without any */
export function readTarget(
  source: SourceText,
  entry: LocatedEntry,
  own: WrittenTarget["own"],
): WrittenTarget | null {
  const node = entry.value;
  if (node.kind !== "map") return null;
  const ga4 = child(node, "ga4");
  const target = {
    name: entry.key,
    ga4: {
      property: textOf(child(ga4, "property")) ?? "",
      measurementId: textOf(child(ga4, "measurement_id")) ?? null,
      ...(textOf(child(ga4, "tier")) === "360" ? { tier: "360" as const } : {}),
    },
    gtm: containerOf(child(node, "gtm")),
    only: child(node, "only") ? idsOf(child(node, "only")) : null,
    except: idsOf(child(node, "except")),
    googleTag: googleTagOf(source, node.entries.get("google_tag")),
    annotates: booleanOf(child(node, "annotate")) ?? true,
    at: source.place(entry.keySpan),
  };
  return { target, node, own };
}

function googleTagOf(source: SourceText, entry: LocatedEntry | undefined): GoogleTag {
  const word = textOf(entry?.value);
  if (entry && word === "create") return { lives: word, at: source.place(entry.keySpan) };
  return word === "page" ? { lives: word } : { lives: "container", isSaid: word === "container" };
}

function idsOf(list: Located | undefined): readonly string[] {
  return itemsOf(list).map((item) => textOf(item) ?? "");
}

function containerOf(node: Located | undefined): GtmContainer {
  const account = textOf(child(node, "account"));
  const container = textOf(child(node, "container")) ?? "";
  return account === undefined ? { publicId: container } : { account, container };
}
