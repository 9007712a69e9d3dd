'use client';

import { Popover as Base } from '@base-ui/react/popover';
import clsx from 'clsx';
import type { ReactNode } from 'react';

interface PopoverProps {
  readonly label: ReactNode;
  /** What the panel holds, for those who do not see where it came from. */
  readonly name: string;
  readonly strong?: boolean;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: ReactNode;
}

/** A button with a panel of controls under it. */
export function Popover({ label, name, strong, open, onOpenChange, children }: PopoverProps) {
  return (
    <Base.Root {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
      <Base.Trigger
        className={clsx(
          'min-h-9 max-w-full truncate border px-3 py-1 hover:border-ink data-popup-open:border-ink',
          strong ? 'border-accent text-accent' : 'border-line',
        )}
      >
        {label}
        <span aria-hidden="true" className="ml-1.5 text-muted">
          ▾
        </span>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="start" collisionPadding={12} className="z-40">
          <Base.Popup
            aria-label={name}
            className="max-h-[70dvh] w-max min-w-44 max-w-[min(22rem,calc(100vw-1.5rem))] overflow-y-auto border border-line bg-surface p-2 text-ink text-sm shadow-md [--accent:#2c5f7c] dark:[--accent:#8fc3de]"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
