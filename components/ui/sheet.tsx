'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon } from './icon';

interface SheetProps {
  readonly open: boolean;
  readonly title: string;
  /** Where it slides in from. */
  readonly side: 'right' | 'bottom';
  onClose(): void;
  readonly children: ReactNode;
}

/**
 * A modal panel at an edge of the window. The browser's own dialog keeps the focus inside, closes on
 * Escape and gives the focus back.
 */
export function Sheet({ open, title, side, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does what a click beside the panel does
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className={`sheet sheet-${side}`}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {open && (
        <div className="flex h-full max-h-[inherit] flex-col">
          <div className="flex items-center justify-between gap-4 border-line border-b py-2 pr-2 pl-5">
            <h2 id={titleId} className="font-display text-title">
              {title}
            </h2>
            <button
              type="button"
              aria-label="Close"
              className="grid size-[44px] place-items-center hover:text-accent"
              onClick={onClose}
            >
              <Icon name="close" />
            </button>
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
