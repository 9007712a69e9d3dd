/** Every counter the application keeps, under the same name locally and in CloudWatch. */
export const METRICS = {
  EventsReceived: { unit: 'Count', doc: 'Events that arrived in a well-formed batch.' },
  EventsAccepted: { unit: 'Count', doc: 'Events made durable.' },
  EventsRejected: { unit: 'Count', doc: 'Events that broke the contract, kept as failed events.' },
  EventsDropped: {
    unit: 'Count',
    doc: 'Captured events that trackers gave up, by their own count.',
  },
  RequestsRefused: { unit: 'Count', doc: 'Requests answered with a 4xx as a whole.' },
  RequestsShed: { unit: 'Count', doc: 'Requests answered 503: overload or sink down.' },
  RequestsLimited: { unit: 'Count', doc: 'Requests answered 429.' },
  OrdersPlaced: { unit: 'Count', doc: 'Orders accepted, retries of the same order included.' },
  ConsentWithheld: { unit: 'Count', doc: 'Orders of visitors who chose not to be measured.' },
  QueriesAnswered: { unit: 'Count', doc: 'Questions of the dashboards that got an answer.' },
  QueriesFailed: {
    unit: 'Count',
    doc: 'Questions of the dashboards that the engine did not answer, closed pages left aside.',
  },
} as const;

/** What is measured rather than counted; each reading counts by itself. */
export const READINGS = {
  SinkLag: {
    unit: 'Milliseconds',
    doc: 'Age of the oldest event that is taken in and not yet durable.',
  },
  SinkQueue: { unit: 'Bytes', doc: 'Bytes of events that are taken in and not yet durable.' },
  QueryTime: { unit: 'Milliseconds', doc: 'How long an answered question took the engine.' },
} as const;

export type MetricName = keyof typeof METRICS;
export type ReadingName = keyof typeof READINGS;
export const METRIC_NAMES = Object.keys(METRICS) as MetricName[];
export const READING_NAMES = Object.keys(READINGS) as ReadingName[];
