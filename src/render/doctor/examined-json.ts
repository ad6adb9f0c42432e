/** What `doctor` found as data: the format `goalform.doctor/1`. */
import { DOCTOR_FORMAT, type Examined, isBroken } from "../../app/result/doctor.ts";
import type { JsonObject } from "../../resources/resource.ts";
import type { WayWords } from "../way-out.ts";

export function examinedJson(examined: Examined, words: WayWords): JsonObject {
  return {
    ok: !isBroken(examined),
    format: DOCTOR_FORMAT,
    target: { name: examined.target },
    layers: examined.layers.map(({ id, status, checks }) => ({
      id,
      status,
      checks: checks.map(({ id, status, message, fix }) => ({
        id,
        status,
        message,
        fix: fix === null ? null : words(fix),
      })),
    })),
  };
}
