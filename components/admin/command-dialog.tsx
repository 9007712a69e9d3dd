'use client';

import { Command } from 'cmdk';
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

export function CommandDialog({ role, open, onOpenChange }: CommandDialogProps) {
  const goTo = useGo();
  const { set } = useScope();

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
    <Command.Dialog
      open={open}
      onOpenChange={onOpenChange}
      label="Go to"
      overlayClassName="fixed inset-0 z-40 bg-ink/30"
      contentClassName="fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-lg border border-line bg-surface text-ink text-sm shadow-lg [--accent:#2c5f7c] dark:[--accent:#8fc3de]"
    >
      <Command.Input
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
          <Command.Item value="Show me around tour guide" onSelect={showAround} className={ITEM}>
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
    </Command.Dialog>
  );
}
