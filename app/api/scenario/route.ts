import type { NextRequest } from 'next/server';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { RUN_TOKEN_NAME, verifyRunToken } from '@/lib/common/run-token';
import { runtime } from '@/lib/config/runtime';
import { changedPrices, parseScenario } from '@/lib/shop/scenario';

/** What the shop shows otherwise for the run whose token comes along: the prices as orders use them. */
export function GET(request: NextRequest): Response {
  const { secrets, clock } = runtime();
  const token = request.cookies.get(RUN_TOKEN_NAME)?.value ?? '';
  const run = verifyRunToken(token, secrets.runToken, clock(), parseScenario);
  const headers = { 'cache-control': 'no-store' };
  if (!run?.scenario) return Response.json({ code: 'no_scenario' }, { status: 404, headers });
  const { scenario } = run;
  return Response.json({ scenario, prices: changedPrices(scenario, PRODUCTS) }, { headers });
}
