'use client';

import { useHydrated } from '@/components/ui/use-hydrated';
import { systemClock } from '@/lib/common/clock';
import { deliveryDays } from '@/lib/shop/delivery';
import { writeDeliveryDay } from '@/lib/shop/delivery-day';
import { useDateLocale } from './visitor-locale';

/** The days in working days, and as dates once the page knows what day it is. */
export function DeliveryEstimate() {
  const hydrated = useHydrated();
  const locale = useDateLocale();
  const days = hydrated ? deliveryDays(systemClock()) : null;
  return (
    <>
      In three to five working days
      {/* The line keeps its height until the dates are there. */}
      <span className={days ? '' : 'invisible'}>
        :{' '}
        <span className="whitespace-nowrap">
          {days ? writeDeliveryDay(days.first, locale) : 'Mon 1 Jan'}
        </span>{' '}
        to{' '}
        <span className="whitespace-nowrap">
          {days ? writeDeliveryDay(days.last, locale) : 'Wed 3 Jan'}
        </span>
      </span>
    </>
  );
}
