import { z } from 'zod';
import { BROWSERS, DEVICE_TYPES } from '@/lib/events/vocabulary';
import type { Report } from './report';
import { scopedBy } from './scope';
import {
  GROUP_DEFINITIONS,
  GROUP_FIGURES,
  PERIOD_OF_SESSIONS,
  period,
  sessionGroups,
} from './session-groups';

const parameters = scopedBy({});

const row = z.object({
  period,
  device_type: z.enum(DEVICE_TYPES),
  browser: z.enum(BROWSERS),
  ...GROUP_FIGURES,
});

/** What people hold in their hands. */
export const devicesReport: Report<z.infer<typeof parameters>, z.infer<typeof row>> = {
  name: 'devices',
  question: 'Which devices and browsers are used, and do they convert alike?',
  definitions: {
    period: PERIOD_OF_SESSIONS,
    device_type: 'Device class of the first event: mobile, desktop or tablet.',
    browser: 'Browser family of the first event.',
    ...GROUP_DEFINITIONS,
  },
  parameters,
  row,
  build: (scope) =>
    sessionGroups(scope, [
      { name: 'device_type', sql: 'device_type' },
      { name: 'browser', sql: 'browser' },
    ]),
};
