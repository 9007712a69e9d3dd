import type { HealthAlarm } from '@/lib/monitoring/health-document';
import { momentText } from '../moment-text';
import { Scroller } from '../scroller';

const WORDS: Readonly<Record<HealthAlarm['state'], { text: string; mark: string }>> = {
  OK: { text: 'Quiet', mark: 'fill-none stroke-accent' },
  ALARM: { text: 'Raised', mark: 'fill-danger stroke-danger' },
  INSUFFICIENT_DATA: { text: 'No data', mark: 'fill-none stroke-muted' },
};
const BY: Readonly<Record<HealthAlarm['by'], string>> = {
  cloudwatch: 'CloudWatch',
  server: 'this server',
};

/** Every alarm and its state, those that are raised first. */
export function AlarmsTable({ alarms, zone }: { alarms: readonly HealthAlarm[]; zone: string }) {
  const rank = ({ state }: HealthAlarm) => (state === 'ALARM' ? 0 : state === 'OK' ? 1 : 2);
  const sorted = alarms.toSorted((a, b) => rank(a) - rank(b));
  const raised = alarms.filter(({ state }) => state === 'ALARM').length;
  return (
    <section aria-label="Alarms" className="flex min-w-0 flex-col gap-3">
      <h2 className="font-semibold text-base">
        {raised === 0 ? 'Is any alarm raised? None' : `Which alarms are raised? ${raised}`}
        <span className="font-normal text-muted"> of {alarms.length}</span>
      </h2>
      <Scroller label="Every alarm">
        <table className="w-full border-collapse text-left">
          <thead>
            <tr className="border-line border-b text-muted">
              {['State', 'Watches', 'Raised when', 'Since', 'Watched by'].map((head) => (
                <th key={head} scope="col" className="whitespace-nowrap py-1.5 pr-4 font-normal">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((alarm) => {
              const { text, mark } = WORDS[alarm.state];
              return (
                <tr
                  key={alarm.name}
                  data-alarm={alarm.name}
                  data-state={alarm.state}
                  className="border-line border-b align-baseline"
                >
                  <td className="whitespace-nowrap py-1.5 pr-4">
                    <svg aria-hidden="true" viewBox="0 0 12 12" className="mr-2 inline size-3">
                      <circle cx="6" cy="6" r="4.5" strokeWidth="1.5" className={mark} />
                    </svg>
                    {text}
                  </td>
                  <td className="whitespace-nowrap py-1.5 pr-4">{alarm.label}</td>
                  <td className="min-w-56 py-1.5 pr-4 text-muted">
                    {alarm.state === 'ALARM' ? alarm.reason : alarm.means}
                  </td>
                  <td className="whitespace-nowrap py-1.5 pr-4 text-muted tabular-nums">
                    {alarm.sinceMs === null ? '' : momentText(alarm.sinceMs, zone)}
                  </td>
                  <td className="whitespace-nowrap py-1.5 pr-4 text-muted">{BY[alarm.by]}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroller>
    </section>
  );
}
