import { z } from 'zod';
import { CHANNELS } from '@/lib/models/channel';
import type { Report } from './report';
import { scopedBy } from './scope';
import {
  GROUP_DEFINITIONS,
  GROUP_FIGURES,
  PERIOD_OF_SESSIONS,
  period,
  sessionGroups,
} from './session-groups';

const parameters = scopedBy({
  by: z.enum(['channel', 'referrer_host', 'campaign']).default('channel'),
});

const row = z.object({
  period,
  channel: z.enum(CHANNELS),
  referrer_host: z.string().nullable(),
  campaign: z.string().nullable(),
  ...GROUP_FIGURES,
});

/** Where sessions come from, and what they are worth. */
export const acquisitionReport: Report<z.infer<typeof parameters>, z.infer<typeof row>> = {
  name: 'acquisition',
  question: 'Where do visitors come from, and which of them buy?',
  definitions: {
    period: PERIOD_OF_SESSIONS,
    channel:
      'How the session arrived: by the campaign parameters of the page it landed on, else by the host it came from; direct where there is neither.',
    referrer_host:
      'The host it came from; empty where there was none, and wherever sessions are not told apart by it.',
    campaign:
      'utm_campaign of the page it landed on, else of the referrer; empty where there was none, and wherever sessions are not told apart by it.',
    ...GROUP_DEFINITIONS,
  },
  parameters,
  row,
  build(scope) {
    const only = (name: 'referrer_host' | 'campaign') => ({
      name,
      sql: scope.by === name ? name : 'CAST(NULL AS varchar)',
    });
    const channel = { name: 'channel', sql: 'channel' };
    return sessionGroups(scope, [channel, only('referrer_host'), only('campaign')]);
  },
};
