/** Variables that read the addresses before and after a history change. */

import { reference, template } from "../gtm-json.ts";
import { dataLayerName } from "./data-layer.ts";
import { notSet, own, type Variable, variableBody } from "./variable.ts";

/** The address before a history change, without its fragment. */
export function oldAddress(owner: string): Variable {
  return own(owner, "history:old_url", "history old address", variableBody("v", dataLayerName("gtm.oldUrl")));
}

export function newAddress(owner: string): Variable {
  return own(owner, "history:new_url", "history new address", variableBody("v", dataLayerName("gtm.newUrl")));
}

export function oldPath(owner: string): Variable {
  const parameter = [
    template("component", "PATH"),
    template("customUrlSource", reference(oldAddress(owner))),
  ];
  return own(owner, "history:old_path", "history old path", variableBody("u", parameter), [
    oldAddress(owner),
  ]);
}

export function oldQueryParameter(owner: string, name: string): Variable {
  const parameter = [
    template("component", "QUERY"),
    template("queryKey", name),
    template("customUrlSource", reference(oldAddress(owner))),
  ];
  const body = { ...variableBody("u", parameter), formatValue: notSet("convertUndefinedToValue") };
  return own(owner, `history:old_query:${name}`, `history old query ${name}`, body, [oldAddress(owner)]);
}
