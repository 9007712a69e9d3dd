'use client';

import { useMoney } from '@/components/shop/visitor-locale';
import type { Cents } from '@/lib/common/money';
import { useScenario } from './use-scenario';

/** A product's price as this visitor would be charged it: the catalogue's, unless a run changes it. */
export function ScenarioPrice({ productId, cents }: { productId: string; cents: Cents }) {
  return useMoney()(useScenario()?.prices[productId] ?? cents);
}
