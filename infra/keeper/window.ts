import { dateOf, daysBefore, HOUR_MS, hourOf } from './expressions';

/** What a run at night looks at again: what a failed day left out, and what came late to Firehose. */
const DAILY_DAYS = 3;
/** Days whose files are made larger: later ones change no more. */
const OPTIMISED_DAYS = 35;

/** Which arrivals a run takes in, and what else it does. */
export function windowOf({
  recentHours,
  retentionDays,
}: {
  readonly recentHours: number;
  readonly retentionDays: number;
}): string {
  return `(
    $input := $states.input;
    $at := $toMillis($exists($input.time) ? $input.time : $states.context.Execution.StartTime);
    $byHand := $exists($input.from) or $exists($input.to);
    $daily := $input.daily = true;
    $since := $at - ${recentHours * HOUR_MS};
    $from := $byHand ? $string($input.from) : $daily ? ${daysBefore('$at', DAILY_DAYS)} : ${dateOf('$since')};
    $to := $byHand ? $string($input.to) : ${dateOf('$at')};
    $recent := $not($byHand) and $not($daily) and $from = $to;
    {
      'from': $from,
      'to': $to,
      'fromHour': $recent ? ${hourOf('$since')} : '00',
      'toHour': $recent ? ${hourOf('$at')} : '23',
      'daily': $daily,
      'waits': $daily or $byHand,
      'declares': $daily or $input.declare = true,
      'oldest': ${daysBefore('$at', retentionDays)},
      'newest': ${daysBefore('$at', OPTIMISED_DAYS)}
    }
  )`;
}
