/** The schemas that files are checked against; the definitions that they refer to are the same objects. */
import goalsSchema from "../../../schemas/goals.schema.json" with { type: "json" };
import { partSchema } from "./part-schema.ts";

/** A goals file, or a part that one includes. */
export type Role = "file" | "part";

export const SCHEMAS = { file: goalsSchema, part: partSchema } as const satisfies Record<Role, unknown>;
