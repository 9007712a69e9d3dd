import { onTestFinished } from 'vitest';
import { startAthenaStandIn } from '@/e2e/fixtures/athena-stand-in';
import { createAthenaEngine } from '@/lib/analytics/athena';
import type { QueryEngine } from '@/lib/analytics/query-engine';

/** The same engine as Athena's driver sees it: by the real SDK, from a stand-in that runs every query in it. */
export async function throughAthena(engine: QueryEngine): Promise<QueryEngine> {
  const standIn = await startAthenaStandIn({ engine });
  process.env.AWS_ENDPOINT_URL_ATHENA = standIn.url;
  const athena = createAthenaEngine({
    region: 'eu-west-1',
    database: 'footfall',
    workgroup: 'primary',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(async () => {
    delete process.env.AWS_ENDPOINT_URL_ATHENA;
    await athena.close();
    await standIn.close();
  });
  return athena;
}
