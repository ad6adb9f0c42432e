/** How both engines leave out what the export contains several times: of `copies`, only one is in `once`. */
import { flag, ORDER } from "./sql.ts";

/** Events that are in `events` several times, by `identity`: a purchase has that of its transaction. */
export const COPIES = `select * from events
where identity in (select identity from events group by identity having count(*) > 1)`;

export const WITHOUT_COPIES = "select * from events where identity not in (select identity from copies)";

/** Of several purchases with one transaction the first, with consent if one of them has it; whatever the order of rows. */
export const ONE_OF_COPIES = `select * from copies
qualify row_number() over (partition by identity order by ${flag("person is null")}, ${ORDER}, person, session, value, currency) = 1`;
