import { HOLD } from '@/lib/lake/bucket-layout';
import { expression, MINUTE_MS } from './expressions';
import { call, each, type Flow, flow } from './states';

export interface TurnsOptions {
  readonly partition: string;
  /** A run under way for longer makes the tables late, which a frequent one says by failing. */
  readonly lateMinutes: number;
  /** The bucket in which somebody may ask that the tables are left alone. */
  readonly holdBucket: string;
}

const WAIT_SECONDS = 60;

const NAMES = {
  busy: 'Is another run under way?',
  wait: 'Wait for it',
  leave: 'Leave it to that run',
  late: 'Late',
  holds: 'Look who holds the tables',
  held: 'Does anybody?',
  given: 'Say that they are left alone',
  waits: 'Wait or leave?',
} as const;

/**
 * One run at a time, or two commits to one table would meet; and none while somebody holds the tables,
 * who is told so by the first run that finds no other under way. Begins at `start` and goes on to `known`.
 */
export function turns(
  { partition, lateMinutes, holdBucket }: TurnsOptions,
  { start, known }: { readonly start: string; readonly known: string },
): Flow['States'] {
  const startedBefore = (ms: number) =>
    `$count($states.result.Executions[ExecutionArn != $states.context.Execution.Id
      and $toMillis(StartDate) < $toMillis($states.context.Execution.StartTime) - ${ms}])`;
  const since = `$toMillis($states.context.State.EnteredTime) - ${HOLD.minutes * MINUTE_MS}`;
  return {
    [start]: call(
      partition,
      'sfn:listExecutions',
      { StateMachineArn: expression('$states.context.StateMachine.Id'), StatusFilter: 'RUNNING' },
      {
        Assign: {
          earlier: expression(startedBefore(0)),
          late: expression(`${startedBefore(lateMinutes * MINUTE_MS)} > 0`),
        },
        Output: {},
        Next: NAMES.busy,
      },
    ),
    [NAMES.busy]: {
      Type: 'Choice',
      Choices: [
        { Condition: expression('$earlier = 0'), Next: NAMES.holds },
        { Condition: expression('$window.waits'), Next: NAMES.wait },
        { Condition: expression('$late'), Next: NAMES.late },
      ],
      Default: NAMES.leave,
    },
    // A run that gives way succeeds: were it to do so for hours, no alarm would see that one hangs.
    [NAMES.late]: {
      Type: 'Fail',
      Error: 'Late',
      Cause: `Another run has been under way for more than ${lateMinutes} minutes, and the tables wait for it.`,
    },
    [NAMES.wait]: { Type: 'Wait', Seconds: WAIT_SECONDS, Next: start },
    [NAMES.leave]: { Type: 'Succeed' },
    // A list and not the object: what is not there is no error then.
    [NAMES.holds]: call(
      partition,
      's3:listObjectsV2',
      { Bucket: holdBucket, Prefix: HOLD.asked },
      {
        Assign: {
          holds: expression(
            // Whoever asked longer ago has died.
            `[$states.result.Contents[$toMillis(LastModified) > ${since}].Key]`,
          ),
        },
        Output: {},
        Next: NAMES.held,
      },
    ),
    [NAMES.held]: {
      Type: 'Choice',
      Choices: [{ Condition: expression('$count($holds) > 0'), Next: NAMES.given }],
      Default: known,
    },
    [NAMES.given]: each(
      expression('$holds'),
      1,
      flow({
        Put: call(
          partition,
          's3:putObject',
          {
            Bucket: holdBucket,
            Key: expression(`$replace($states.input, '${HOLD.asked}', '${HOLD.given}')`),
            Body: '{}',
          },
          { Output: {}, End: true },
        ),
      }),
      { Output: {}, Next: NAMES.waits },
    ),
    [NAMES.waits]: {
      Type: 'Choice',
      Choices: [{ Condition: expression('$window.waits'), Next: NAMES.wait }],
      Default: NAMES.leave,
    },
  };
}
