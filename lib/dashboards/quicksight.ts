import {
  GenerateEmbedUrlForAnonymousUserCommand,
  GenerateEmbedUrlForRegisteredUserCommand,
  QuickSightClient,
  type QuickSightClientConfig,
} from '@aws-sdk/client-quicksight';
import { SECOND_MS } from '@/lib/common/clock';
import { requestLimits } from '@/lib/common/request-limits';
import {
  chartsView,
  type DashboardName,
  type DashboardProvider,
  EmbedError,
} from './dashboard-provider';
import { embedError } from './quicksight-errors';

const REQUEST_TIMEOUT_MS = 8 * SECOND_MS;
/** Making an address again costs nothing: the first one is then never used. */
const MAX_TRIES = 3;
/** QuickSight’s own: an address may be opened once, within five minutes. */
const OPENED_WITHIN_S = 5 * 60;
/** A session on the page ends with the working day; 600 is the most there is. */
const SESSION_MINUTES = 600;

export interface QuicksightOptions {
  readonly region: string;
  readonly account: string;
  readonly dashboards: Readonly<Partial<Record<DashboardName, string>>>;
  /** A registered user, with `{user}` for who looks; or nobody in particular, of a namespace. */
  readonly session:
    | { readonly of: 'user'; readonly arn: string }
    | { readonly of: 'nobody'; readonly namespace: string };
  /** Address of the pages that frame it, such as `https://shop.example`. */
  readonly allowedDomain: string;
  readonly credentials?: QuickSightClientConfig['credentials'];
}

/** Our own charts first, and QuickSight’s frame of those dashboards that are named. */
export function createQuicksightProvider(options: QuicksightOptions): DashboardProvider {
  const { region, account, dashboards, session, allowedDomain, credentials } = options;
  const client = new QuickSightClient({
    region,
    ...(credentials && { credentials }),
    maxAttempts: MAX_TRIES,
    requestHandler: requestLimits(REQUEST_TIMEOUT_MS),
  });

  async function embedUrl(id: string, viewer: string | undefined): Promise<string> {
    const shared = {
      AwsAccountId: account,
      AllowedDomains: [allowedDomain],
      ExperienceConfiguration: { Dashboard: { InitialDashboardId: id } },
      SessionLifetimeInMinutes: SESSION_MINUTES,
    };
    const { EmbedUrl } =
      session.of === 'user'
        ? await client.send(
            new GenerateEmbedUrlForRegisteredUserCommand({
              ...shared,
              UserArn: userArn(session.arn, viewer),
            }),
          )
        : await client.send(
            new GenerateEmbedUrlForAnonymousUserCommand({
              ...shared,
              Namespace: session.namespace,
              AuthorizedResourceArns: [`arn:aws:quicksight:${region}:${account}:dashboard/${id}`],
            }),
          );
    if (!EmbedUrl) throw new EmbedError('unavailable', 'QuickSight answered without an address.');
    return EmbedUrl;
  }

  return {
    name: 'quicksight',
    async views(dashboard, viewer) {
      const ours = chartsView(dashboard);
      const id = dashboards[dashboard];
      if (id === undefined) return [ours];
      try {
        const url = await embedUrl(id, viewer);
        return [ours, { kind: 'frame', url, expiresInSeconds: OPENED_WITHIN_S }];
      } catch (error) {
        throw embedError(error, { region, dashboard: id, domain: allowedDomain });
      }
    },
  };
}

const PLACE = '{user}';
/** What QuickSight takes in a user’s name; anything else could name somebody else’s ARN. */
const USER_NAME = /^[\w.@+=,-]{1,128}$/;

function userArn(pattern: string, viewer: string | undefined): string {
  if (!pattern.includes(PLACE)) return pattern;
  if (viewer === undefined || !USER_NAME.test(viewer)) {
    const message = 'Your name here cannot be the name of a QuickSight user.';
    throw new EmbedError('user', message);
  }
  return pattern.replaceAll(PLACE, () => viewer);
}
