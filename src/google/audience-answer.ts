/** What Google answers about whom an audience looks for. From the Discovery document of the Analytics Admin API. */
import { later, list, record, type Shape, text } from "./shape.ts";

const EXPRESSION: Shape = record(
  {},
  {
    andGroup: later(() => EXPRESSIONS),
    orGroup: later(() => EXPRESSIONS),
    notExpression: later(() => EXPRESSION),
    eventFilter: record({}, { eventName: text, eventParameterFilterExpression: later(() => EXPRESSION) }),
    dimensionOrMetricFilter: record(
      {},
      {
        fieldName: text,
        stringFilter: record({}),
        numericFilter: record({}, { operation: text, value: record({}) }),
      },
    ),
  },
);
const EXPRESSIONS = record({}, { filterExpressions: list(EXPRESSION) });

export const FILTER_CLAUSES: Shape = list(
  record(
    {},
    {
      clauseType: text,
      simpleFilter: record({}, { scope: text, filterExpression: EXPRESSION }),
      sequenceFilter: record(
        {},
        {
          scope: text,
          sequenceSteps: list(record({}, { filterExpression: EXPRESSION, constraintDuration: text })),
        },
      ),
    },
  ),
);
