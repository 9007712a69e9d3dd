'use client';

import { type Cents, formatMoney } from '@/lib/common/money';
import { useScenario } from './use-scenario';

/** A product's price as this visitor would be charged it: the catalogue's, unless a run changes it. */
export function ScenarioPrice({ productId, cents }: { productId: string; cents: Cents }) {
  return formatMoney(useScenario()?.prices[productId] ?? cents);
}
