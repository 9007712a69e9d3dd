/** Whether something outside this process that it needs is there and lets it in. */
export interface ResourceCheck {
  /** What was looked for, such as `Firehose stream footfall-events`. */
  readonly resource: string;
  /** `unknown`: it could not be looked at, which by itself is no fault. */
  readonly state: 'there' | 'missing' | 'unknown';
  /** What was found; where it is missing, what to do. */
  readonly message: string;
  /** `delivery`: events are not kept without it. `dashboards`: they are, and numbers are missing. */
  readonly neededFor: 'delivery' | 'dashboards';
}
