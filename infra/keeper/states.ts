/** Parts of a state machine in Amazon States Language, as far as ours needs them. */
export type State = Readonly<Record<string, unknown>>;
export interface Flow {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface Athena {
  /** `aws`, or that of another part of AWS. */
  readonly partition: string;
  readonly workgroup: string;
  readonly database: string;
}

/** Where a flow goes on: to a state, or to its end. */
export const next = (state: string | null): State => (state ? { Next: state } : { End: true });

/**
 * Every statement may be run again, so that all of its errors are worth another try: two commits that
 * met, a queue that was full, a vacuum that asks for one more run.
 */
const AGAIN: readonly State[] = [
  {
    ErrorEquals: ['States.TaskFailed'],
    IntervalSeconds: 15,
    MaxAttempts: 4,
    BackoffRate: 2,
    JitterStrategy: 'FULL',
  },
];
/** Athena ends a statement after half an hour by itself. */
const STATEMENT_SECONDS = 1_900;

/** Runs a statement to its end. */
export function statement(
  { partition, workgroup, database }: Athena,
  sql: string,
  rest: State,
): State {
  return {
    Type: 'Task',
    Resource: `arn:${partition}:states:::athena:startQueryExecution.sync`,
    Arguments: {
      QueryString: sql,
      WorkGroup: workgroup,
      QueryExecutionContext: { Database: database },
    },
    TimeoutSeconds: STATEMENT_SECONDS,
    Retry: AGAIN,
    ...rest,
  };
}

/** Rows of a statement that has ended; a thousand at most. */
export function rowsOf({ partition }: Athena, queryId: string, rest: State): State {
  return {
    Type: 'Task',
    Resource: `arn:${partition}:states:::athena:getQueryResults`,
    Arguments: { QueryExecutionId: queryId },
    Retry: AGAIN,
    ...rest,
  };
}

export const CALL_AGAIN: State = {
  ErrorEquals: ['States.TaskFailed'],
  IntervalSeconds: 2,
  MaxAttempts: 3,
  BackoffRate: 2,
  JitterStrategy: 'FULL',
};

/** Any call of AWS, by its service and action. */
export function call(partition: string, action: string, input: State, rest: State): State {
  return {
    Type: 'Task',
    Resource: `arn:${partition}:states:::aws-sdk:${action}`,
    Arguments: input,
    Retry: [CALL_AGAIN],
    ...rest,
  };
}

/** The same flow for each item, so many at a time. */
export function each(items: unknown, atOnce: number, flow: Flow, rest: State): State {
  return {
    Type: 'Map',
    Items: items,
    MaxConcurrency: atOnce,
    ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...flow },
    ...rest,
  };
}

/** A flow that starts with its first state. */
export function flow(states: Readonly<Record<string, State>>): Flow {
  return { StartAt: Object.keys(states)[0] ?? '', States: states };
}
