/** The forms of Google's ids, for files and for the values of environment variables. */

export interface IdForm {
  readonly pattern: RegExp;
  readonly what: string;
  readonly hint: string;
}

/** By the key of the file, without the target's name. */
export const ID_FORMS = {
  "ga4.property": {
    pattern: /^[0-9]{1,20}$/,
    what: "a property number, which has digits only",
    hint: "In Analytics: Admin, Property details, top right. It is not the id that begins with G-.",
  },
  "ga4.measurement_id": {
    pattern: /^G-[A-Z0-9]{4,}$/,
    what: "a measurement id, which is G- and capital letters and digits",
    hint: "In Analytics: Admin, Data streams, your web stream. Example: G-TEST123456.",
  },
  "gtm.container": {
    pattern: /^GTM-[A-Z0-9]{4,}$/,
    what: "a container's public id, which is GTM- and capital letters and digits",
    hint: "Tag Manager shows it at the top right. A container's number needs `account` next to it.",
  },
  "gtm.account": {
    pattern: /^[0-9]{1,20}$/,
    what: "an account number, which has digits only",
    hint: "It is part of Tag Manager's address: /accounts/…/containers/….",
  },
  "gtm.container with account": {
    pattern: /^[0-9]{1,20}$/,
    what: "a container number, which has digits only",
    hint: "With `account` the container's number is meant; for the public id (GTM-…) delete `account`.",
  },
} as const satisfies Readonly<Record<string, IdForm>>;
