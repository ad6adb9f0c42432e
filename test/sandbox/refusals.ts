/** Tag Manager's refusals as whole bodies. */

export function refusal(code: number, message: string, status: string, reason: string) {
  return { error: { code, message, errors: [{ message, domain: "global", reason }], status } };
}

export function badRequest(message: string) {
  return refusal(400, message, "INVALID_ARGUMENT", "badRequest");
}

export const INTERNAL = refusal(500, "Experienced an internal error.", "INTERNAL", "backendError");
export const NOT_FOUND = refusal(404, "Not found or permission denied.", "NOT_FOUND", "notFound");

export function badPayload(field: string, description: string) {
  return {
    error: {
      code: 400,
      message: description,
      errors: [{ message: description, reason: "invalid" }],
      status: "INVALID_ARGUMENT",
      details: [
        {
          "@type": "type.googleapis.com/google.rpc.BadRequest",
          fieldViolations: [field === "" ? { description } : { field, description }],
        },
      ],
    },
  };
}
