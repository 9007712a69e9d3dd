'use client';

import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { hrefOf, withValues } from '@/lib/dashboards/scope-query';
import { tour } from './tour-store';
import { useTourStep } from './use-tour';

const TourCard = dynamic(() => import('./tour-card').then((m) => m.TourCard), { ssr: false });

/** The tour's card while one is under way; an address with `?tour` begins one. */
export function TourMount() {
  const step = useTourStep();
  const query = useSearchParams();
  const asked = query.has('tour');
  useEffect(() => {
    if (!asked) return;
    const { pathname, search } = window.location;
    const rest = withValues(new URLSearchParams(search), { tour: null });
    window.history.replaceState(null, '', hrefOf(pathname, rest));
    tour.begin();
  }, [asked]);
  return step === null ? null : <TourCard step={step} />;
}
