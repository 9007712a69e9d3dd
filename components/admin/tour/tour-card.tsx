'use client';

import { usePathname } from 'next/navigation';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useGo } from '../use-go';
import { isAt, TOUR_STEPS } from './tour-steps';
import { tour } from './tour-store';

const BUTTON = 'min-h-9 border border-line px-3 hover:border-ink disabled:opacity-40';

/** One step of the tour, beside the page and never in front of what it speaks of for long. */
export function TourCard({ step: at }: { step: number }) {
  const step = TOUR_STEPS[at];
  const path = usePathname();
  const go = useGo();
  const title = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    return () => {
      const back = before?.isConnected && before !== document.body ? before : null;
      (back as HTMLElement | null)?.focus({ preventScroll: true });
    };
  }, []);
  // Whoever reads by ear or by keyboard is told of the new step.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is what it is told of
  useEffect(() => title.current?.focus({ preventScroll: true }), [at]);
  useEffect(() => {
    const onKeyDown = ({ key, target }: globalThis.KeyboardEvent) => {
      // Where something else has the focus, the key is for that.
      if (key === 'Escape' && target === document.body) tour.end();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  if (!step) return null;
  const here = isAt(step, path);
  const isLast = at === TOUR_STEPS.length - 1;

  function move(by: 1 | -1): void {
    tour.go(by);
    const next = TOUR_STEPS[at + by];
    if (next && !isAt(next, path)) go(next.path);
  }
  function onKeyDown({ key }: KeyboardEvent): void {
    if (key === 'Escape') tour.end();
  }

  return (
    <div
      role="dialog"
      aria-modal="false"
      aria-labelledby="tour-title"
      aria-describedby="tour-words"
      data-tour={step.id}
      onKeyDown={onKeyDown}
      className="fixed inset-x-3 bottom-3 z-30 flex flex-col gap-3 border border-ink bg-surface p-4 text-sm shadow-lg sm:right-5 sm:bottom-5 sm:left-auto sm:w-96 print:hidden"
    >
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="tour-title" ref={title} tabIndex={-1} className="font-display text-lg outline-none">
          {step.title}
        </h2>
        <span className="shrink-0 text-muted tabular-nums">
          {at + 1} of {TOUR_STEPS.length}
        </span>
      </div>
      <p id="tour-words">
        {step.todo} <span className="text-muted">{step.proves}</span>
      </p>
      {step.aside && (
        <p>
          <a
            href={step.aside.href}
            target="_blank"
            rel="noreferrer"
            className="text-accent underline underline-offset-4"
          >
            {step.aside.label}
          </a>
        </p>
      )}
      {!here && (
        <p>
          <button
            type="button"
            onClick={() => go(step.path)}
            className="text-accent underline underline-offset-4"
          >
            To this step’s page
          </button>
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <button type="button" className={BUTTON} disabled={at === 0} onClick={() => move(-1)}>
          Back
        </button>
        <button type="button" className={`${BUTTON} border-ink`} onClick={() => move(1)}>
          {isLast ? 'Done' : 'Next'}
        </button>
        <button
          type="button"
          className="ml-auto px-2 py-1.5 text-muted hover:text-ink"
          onClick={tour.end}
        >
          End the tour
        </button>
      </div>
    </div>
  );
}
