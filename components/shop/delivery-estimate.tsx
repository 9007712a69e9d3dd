'use client';

import { useHydrated } from '@/components/ui/use-hydrated';
import { systemClock } from '@/lib/common/clock';
import { deliveryDays } from '@/lib/shop/delivery';
import { useDateLocale } from './visitor-locale';

const DAY = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
} as const;

/** The days in working days, and as dates once the page knows what day it is. */
export function DeliveryEstimate() {
  const hydrated = useHydrated();
  const { format } = new Intl.DateTimeFormat(useDateLocale(), DAY);
  const days = hydrated ? deliveryDays(systemClock()) : null;
  return (
    <>
      In three to five working days
      {/* The line keeps its height until the dates are there. */}
      <span className={days ? '' : 'invisible'}>
        : <span className="whitespace-nowrap">{days ? format(days.first) : 'Mon 1 Jan'}</span> to{' '}
        <span className="whitespace-nowrap">{days ? format(days.last) : 'Wed 3 Jan'}</span>
      </span>
    </>
  );
}
