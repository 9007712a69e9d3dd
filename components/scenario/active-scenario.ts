import type { Cents } from '@/lib/common/money';
import { deviceOf } from '@/lib/shop/device';
import { armWords } from '@/lib/shop/experiments';
import { type Feature, parseScenario, type Scenario } from '@/lib/shop/scenario';

/** What this page shows otherwise. Its code is loaded only where a run's scenario asks for it. */
export interface ActiveScenario {
  /** Prices that are others than the catalogue's, by product, as the server will charge them. */
  readonly prices: Readonly<Record<string, Cents>>;
  /** What does not work on this device. */
  readonly broken: Feature | null;
  /** What stands beside the button that puts things into the cart. */
  readonly buyBoxNote: string | null;
}

/** Null where the token is none of ours or its scenario is nothing that can be shown. */
export async function activeScenario(claimed: unknown): Promise<ActiveScenario | null> {
  const scenario = parseScenario(claimed);
  if (!scenario) return null;
  const { experiment, broken } = scenario;
  const here = broken?.device === deviceOf(navigator.userAgent, navigator.maxTouchPoints > 0);
  return {
    prices: scenario.price ? await changedPrices() : {},
    broken: broken && here ? broken.feature : null,
    buyBoxNote: armWords('buy_box_note', experiment),
  };
}

/** From the server, which verifies the token: shown is what will be charged. */
async function changedPrices(): Promise<ActiveScenario['prices']> {
  const response = await fetch('/api/scenario');
  if (!response.ok) return {};
  const { prices }: { scenario: Scenario; prices: ActiveScenario['prices'] } =
    await response.json();
  return prices;
}
