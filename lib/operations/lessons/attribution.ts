import { distinct, groupBy, isPurchase, startOf, sumOf } from '@/lib/audit/answers/counts';
import type { TrueSession } from '@/lib/audit/answers/true-sessions';
import { inCents, type Lesson } from './lesson';

export const attribution: Lesson = {
  name: 'attribution',
  title: 'Who brought the orders?',
  data: ['events'],
  task: `A session’s channel follows from its first event. First its address (\`page_url\`) speaks: utm_medium \`cpc\` or
\`paid_social\` is \`paid\`, \`email\` is \`email\`. Else the host of \`referrer_url\`: google, bing, duckduckgo and
ecosia are \`organic\`; instagram, pinterest, facebook and reddit are \`social\`; any other is a \`referral\`.
Without either it is \`direct\`.

Give each order to the last channel other than \`direct\` by which its visitor came: that of its own session, else
of the latest session before it in the data; where there is none, to \`direct\`. By channel, how many orders, and what
they came to?`,
  hints: [
    'Sessions first, with user_id, start and channel; then orders; then look back from each order.',
    'The last of several values that are not null: max_by(channel, started_ms) over the sessions up to the order’s that are not direct.',
    'An order has one purchase event for each of its lines.',
  ],
  columns: {
    channel: 'direct, email, organic, paid, referral or social; those with orders',
    orders: 'orders given to it',
    revenue: 'sum of quantity × unit_price of their lines, in EUR',
  },
  keys: ['channel'],
  answer({ sessions }) {
    const byUser = new Map(groupBy(sessions, ({ user }) => user));
    const buying = sessions.filter(({ events }) => events.some(isPurchase));
    return groupBy(buying, (one) => creditOf(one, byUser.get(one.user) ?? [])).map(
      ([channel, some]) => {
        const lines = some.flatMap(({ events }) => events.filter(isPurchase));
        return {
          channel,
          orders: distinct(lines.map(({ wire }) => wire.order_id)),
          revenue: inCents(sumOf(lines, ({ cents }) => cents)),
        };
      },
    );
  },
};

function creditOf(session: TrueSession, ofUser: readonly TrueSession[]): string {
  const earlier = ofUser
    .filter((one) => startOf(one) <= startOf(session) && one.channel !== 'direct')
    .sort((a, b) => startOf(a) - startOf(b));
  return earlier.at(-1)?.channel ?? 'direct';
}
