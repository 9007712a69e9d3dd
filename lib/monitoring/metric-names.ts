/** Every metric the application emits, under the same name locally and in CloudWatch. */
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
} as const;

export type MetricName = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as MetricName[];
