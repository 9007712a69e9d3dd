import type { DeviceType } from '@/lib/events/vocabulary';
import { isOut, type Scenario } from '@/lib/shop/scenario';
import type { Act } from './act';

/**
 * Where a scenario ends a visit, for both channels alike: who meets what does not work leaves. `before`:
 * the act leaves no event any more; `after`: it is the last one.
 */
export function obstacleAt(
  act: Pick<Act, 'event_type' | 'element'>,
  scenario: Scenario | undefined,
  device: DeviceType,
  now: number,
): 'before' | 'after' | null {
  if (!scenario) return null;
  const broken = scenario.broken?.device === device ? scenario.broken.feature : null;
  if (act.event_type === 'add_to_cart') return broken === 'add_to_cart' ? 'before' : null;
  if (act.element === 'nav_search') return broken === 'search' ? 'after' : null;
  if (act.element !== 'place_order') return null;
  return broken === 'checkout' || isOut(scenario, now) ? 'after' : null;
}
