'use client';

import { useScenario } from './use-scenario';

/** The place of the experiment `buy_box_note`. */
export function BuyBoxNote() {
  const words = useScenario()?.buyBoxNote;
  return words ? <p className="mt-3 text-sm">{words}</p> : null;
}
