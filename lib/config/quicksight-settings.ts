import { z } from 'zod';
import { DASHBOARDS, type DashboardName } from '@/lib/dashboards/dashboard-provider';

type DashboardIds = Readonly<Partial<Record<DashboardName, string>>>;

const HOW = `give ids by name, such as funnel=<id>,products=<id>; names are ${DASHBOARDS.join(', ')}`;
const ID = /^[\w-]{1,512}$/;

/** `funnel=<id>,products=<id>`. */
const dashboards = z
  .string()
  .transform((text, context): DashboardIds => {
    const ids: Partial<Record<DashboardName, string>> = {};
    for (const pair of text.split(',')) {
      const [name, id = '', ...more] = pair.trim().split('=');
      const known = DASHBOARDS.find((one) => one === name);
      if (!known || !ID.test(id) || more.length > 0 || ids[known]) {
        context.addIssue({ code: 'custom', message: HOW });
        return z.NEVER;
      }
      ids[known] = id;
    }
    return ids;
  })
  .optional();

/** What is shown of QuickSight beside our own charts, in `aws` mode. */
export const QUICKSIGHT_SETTINGS = {
  FOOTFALL_QUICKSIGHT_DASHBOARDS: {
    rule: dashboards,
    doc: 'Dashboards of QuickSight to show beside our own charts in `aws` mode: `funnel=<id>,products=<id>,engagement=<id>`, any of them.',
  },
  FOOTFALL_QUICKSIGHT_ACCOUNT: {
    rule: z
      .string()
      .regex(/^\d{12}$/, { error: 'give the 12 digits of the AWS account' })
      .optional(),
    doc: 'AWS account that has the QuickSight subscription; required with the dashboards.',
  },
  FOOTFALL_QUICKSIGHT_USER: {
    rule: z
      .string()
      .regex(/^arn:aws[a-z-]*:quicksight:[a-z0-9-]+:\d{12}:user\/[\w.-]+\/.+$/, {
        error: 'give the ARN of a QuickSight user; {user} in it stands for who is signed in',
      })
      .optional(),
    doc: 'ARN of the registered QuickSight user whose session is shown; `{user}` in it stands for the name of whoever is signed in.',
  },
  FOOTFALL_QUICKSIGHT_ANONYMOUS: {
    rule: z.enum(['on', 'off']).default('off'),
    doc: '`on`: sessions of nobody in particular instead, which takes QuickSight’s session capacity pricing.',
  },
  FOOTFALL_QUICKSIGHT_NAMESPACE: {
    rule: z
      .string()
      .regex(/^[\w.-]{1,64}$/)
      .default('default'),
    doc: 'Namespace of QuickSight for sessions of nobody in particular.',
  },
} as const;

type QuicksightSettings = {
  readonly [N in keyof typeof QUICKSIGHT_SETTINGS]?:
    | z.infer<(typeof QUICKSIGHT_SETTINGS)[N]['rule']>
    | undefined;
};

/** What is wrong between these settings, each of them being right by itself. */
export function quicksightProblems(given: QuicksightSettings): { name: string; message: string }[] {
  const anonymous = given.FOOTFALL_QUICKSIGHT_ANONYMOUS === 'on';
  const { FOOTFALL_QUICKSIGHT_USER: user, FOOTFALL_QUICKSIGHT_ACCOUNT: account } = given;
  const problems: { name: string; message: string }[] = [];
  if (!given.FOOTFALL_QUICKSIGHT_DASHBOARDS) {
    if (account || user || anonymous) {
      const message = 'required with the other FOOTFALL_QUICKSIGHT settings';
      problems.push({ name: 'FOOTFALL_QUICKSIGHT_DASHBOARDS', message });
    }
    return problems;
  }
  if (!account) {
    const message = 'required with FOOTFALL_QUICKSIGHT_DASHBOARDS';
    problems.push({ name: 'FOOTFALL_QUICKSIGHT_ACCOUNT', message });
  }
  if (anonymous === Boolean(user)) {
    const message = 'give a user, or FOOTFALL_QUICKSIGHT_ANONYMOUS=on: one of them, not both';
    problems.push({ name: 'FOOTFALL_QUICKSIGHT_USER', message });
  }
  return problems;
}

/** What is asked of QuickSight and for whom; null where it is not used. */
export function quicksightOf(given: QuicksightSettings) {
  const { FOOTFALL_QUICKSIGHT_DASHBOARDS: ids, FOOTFALL_QUICKSIGHT_ACCOUNT: account } = given;
  const { FOOTFALL_QUICKSIGHT_USER: arn, FOOTFALL_QUICKSIGHT_NAMESPACE: namespace } = given;
  if (!ids || !account) return null;
  return {
    account,
    dashboards: ids,
    session: arn
      ? ({ of: 'user', arn } as const)
      : ({ of: 'nobody', namespace: namespace ?? 'default' } as const),
  };
}
