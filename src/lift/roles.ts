/** Roles that the names of goals prove. Everything else is for the people who know the site to say. */
import type { Goal, Role } from "../language/goal-set/goal.ts";

/** The order that a shop lives on. */
const PURCHASES = ["purchase", "ecommerce_purchase", "in_app_purchase"];

/** Google's recommended events for the way to a purchase (support.google.com/analytics/answer/9267735). */
const STEPS = ["add_to_cart", "view_cart", "begin_checkout", "add_shipping_info", "add_payment_info"];

/** @param known the main conversions that the file has already, by id */
export function withRoles(goals: readonly Goal[], known: readonly string[]): readonly Goal[] {
  const proved = goals.map((goal) => ({ ...goal, role: roleOf(goal) }));
  const purchases = proved.filter(({ event }) => PURCHASES.includes(event)).map(({ id }) => id);
  const [end] = known.length > 0 ? known.filter((id) => PURCHASES.includes(id)) : purchases;
  return proved.map((goal) =>
    end !== undefined && STEPS.includes(goal.event) && goal.role.is === "unspecified"
      ? { ...goal, role: { is: "micro", kind: "milestone" }, leadsTo: [end] }
      : goal,
  );
}

function roleOf({ role, event, name }: Goal): Role {
  if (role.is !== "unspecified") return role;
  const [macro, micro] = [/\bmacro\b/i.test(name), /\bmicro\b/i.test(name)];
  if (macro !== micro) return macro ? { is: "macro" } : { is: "micro", kind: null };
  return PURCHASES.includes(event) ? { is: "macro" } : role;
}
