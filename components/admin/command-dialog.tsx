'use client';

import { Command } from 'cmdk';
import { useEffect, useRef } from 'react';
import type { Role } from '@/lib/auth/roles';
import { pagesFor } from '@/lib/dashboards/pages';
import { TIME_RANGES, type TimeRange } from '@/lib/dashboards/time-range';
import { tour } from './tour/tour-store';
import { useGo } from './use-go';
import { useScope } from './use-scope';

interface CommandDialogProps {
  readonly role: Role;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const ITEM =
  'flex cursor-pointer items-baseline justify-between gap-4 px-3 py-2 data-[selected=true]:bg-paper data-[selected=true]:text-accent';
const GROUP =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs';

/**
 * The browser's own dialog: cmdk's writes a style element, which the policy of these pages blocks.
 */
export function CommandDialog({ role, open, onOpenChange }: CommandDialogProps) {
  const goTo = useGo();
  const { set } = useScope();
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!open) return dialog.current?.close();
    dialog.current?.showModal();
    // Of itself it takes the first that can be focused, which is the list around the input.
    input.current?.focus();
  }, [open]);

  function go(path: string) {
    onOpenChange(false);
    goTo(path);
  }
  function showAround() {
    onOpenChange(false);
    tour.begin();
    goTo('/admin');
  }
  function setRange(range: TimeRange) {
    onOpenChange(false);
    set({ range, from_ms: null, to_ms: null });
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does what a click beside the panel does
    <dialog
      ref={dialog}
      aria-label="Go to"
      onClose={() => onOpenChange(false)}
      onClick={(event) => {
        if (event.target === dialog.current) onOpenChange(false);
      }}
      className="fixed top-[12vh] mx-auto mt-0 w-[calc(100vw-2rem)] max-w-lg border border-line bg-surface p-0 text-ink text-sm shadow-lg [--accent:#2c5f7c] backdrop:bg-ink/30 dark:[--accent:#8fc3de]"
    >
      {open && (
        <Command label="Go to">
          <Command.Input
            ref={input}
            placeholder="A page, or a stretch of time"
            className="w-full border-line border-b bg-transparent px-3 py-3 text-base outline-none"
          />
          <Command.List className="max-h-[50vh] overflow-y-auto pb-2">
            <Command.Empty className="px-3 py-4 text-muted">Nothing by that name.</Command.Empty>
            <Command.Group heading="Pages" className={GROUP}>
              {pagesFor(role).map(({ href, label, about }) => (
                <Command.Item
                  key={href}
                  value={`${label} ${about}`}
                  onSelect={() => go(href)}
                  className={ITEM}
                >
                  {label}
                  <span className="truncate text-muted">{about}</span>
                </Command.Item>
              ))}
            </Command.Group>
            <Command.Group heading="Help" className={GROUP}>
              <Command.Item
                value="Show me around tour guide"
                onSelect={showAround}
                className={ITEM}
              >
                Show me around
                <span className="truncate text-muted">A tour of eight steps, shop to audit</span>
              </Command.Item>
            </Command.Group>
            <Command.Group heading="Time range" className={GROUP}>
              {(Object.keys(TIME_RANGES) as TimeRange[]).map((range) => (
                <Command.Item
                  key={range}
                  value={TIME_RANGES[range].label}
                  onSelect={() => setRange(range)}
                  className={ITEM}
                >
                  {TIME_RANGES[range].label}
                </Command.Item>
              ))}
            </Command.Group>
          </Command.List>
        </Command>
      )}
    </dialog>
  );
}
