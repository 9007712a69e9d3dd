import {
  DescribeDashboardCommand,
  QuickSightClient,
  type QuickSightClientConfig,
} from '@aws-sdk/client-quicksight';
import { SECOND_MS } from '@/lib/common/clock';
import { requestLimits } from '@/lib/common/request-limits';
import type { ResourceCheck } from '@/lib/common/resource-check';
import { embedError } from './quicksight-errors';

const REQUEST_TIMEOUT_MS = 5 * SECOND_MS;

export interface QuicksightCheckOptions {
  readonly region: string;
  readonly account: string;
  readonly dashboards: Readonly<Record<string, string>>;
  readonly allowedDomain: string;
  readonly credentials?: QuickSightClientConfig['credentials'];
}

/** Whether each dashboard is there. That it may be framed shows only when somebody opens it. */
export async function checkQuicksight(options: QuicksightCheckOptions): Promise<ResourceCheck[]> {
  const { region, account, dashboards, allowedDomain: domain, credentials } = options;
  const client = new QuickSightClient({
    region,
    ...(credentials && { credentials }),
    maxAttempts: 2,
    requestHandler: requestLimits(REQUEST_TIMEOUT_MS),
  });
  const look = async ([name, id]: [string, string]): Promise<ResourceCheck> => {
    const resource = `QuickSight dashboard ${name}`;
    try {
      const command = new DescribeDashboardCommand({ AwsAccountId: account, DashboardId: id });
      const { Dashboard } = await client.send(command);
      const status = Dashboard?.Version?.Status ?? 'there';
      const well = !status.endsWith('FAILED');
      const message = well ? 'It is there.' : `Its newest version is ${status}.`;
      return { resource, state: well ? 'there' : 'missing', message, neededFor: 'dashboards' };
    } catch (error) {
      const { code, message } = embedError(error, { region, dashboard: id, domain });
      const lookedAway = code === 'permission';
      const words = lookedAway
        ? 'The role may not look at it (`quicksight:DescribeDashboard`), which only this check needs.'
        : message;
      const state = lookedAway ? 'unknown' : 'missing';
      return { resource, state, message: words, neededFor: 'dashboards' };
    }
  };
  try {
    return await Promise.all(Object.entries(dashboards).map(look));
  } finally {
    client.destroy();
  }
}
